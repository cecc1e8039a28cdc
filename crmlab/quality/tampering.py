"""Over-adjustment: what comes of answering chance as if it were a cause."""

import numpy as np
import pandas as pd

from crmlab import wanted

RULES = ("leave it", "from where it is", "from the target", "where the last one fell")


def funnel(noise, rule="leave it"):
    """Deming's funnel: marbles dropped at a target, and four ways to aim.

    noise  Series of numbers: how far each marble rolls from where the funnel stands,
           in the order of the index
    rule   "leave it"                 the funnel stays over the target
           "from where it is"         moved by minus the last miss, from where it stands
           "from the target"          moved by minus the last miss, from the target
           "where the last one fell"  put over where the last marble lies
    Returns a frame: aim, where the funnel stood; fell, where the marble lies. The
    target is 0. Left alone, the variance is that of the noise; by the second rule it is
    twice that; by the last two it grows without end.

    Raises ValueError where a number is missing or there is no such rule.

    >>> funnel(pd.Series([1.0, 0.0, 0.0]), "from where it is")["fell"].to_list()
    [1.0, -1.0, 0.0]

    Source: W. E. Deming (1986), Out of the Crisis, chapter 11.
    """
    wanted.one_of(rule, RULES, "funnel", "rule")
    noise = wanted.numbers(noise, "funnel", "noise")
    wanted.rows(noise, "funnel", "noise")
    noise = noise.sort_index(kind="stable")
    aim, aims, fell = 0.0, [], []
    for rolled in noise:
        aims.append(aim)
        fell.append(aim + rolled)
        miss = fell[-1]
        aim = {
            "leave it": 0.0,
            "from where it is": aim - miss,
            "from the target": -miss,
            "where the last one fell": miss,
        }[rule]
    return pd.DataFrame({"aim": np.array(aims), "fell": np.array(fell)}, noise.index)

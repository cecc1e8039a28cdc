"""Many profitable customers, or a few very profitable ones."""

import numpy as np
import pandas as pd

from crmlab import wanted


def serve_fewer(profit, kept, care=0.0, lift=0.0, leaving=0.2):
    """What a firm earns if it serves only its best customers, and better.

    profit   Series, CNY a year, one row a customer
    kept     how many customers are served, the best first; a number or a list
    care     CNY a year more that each of them gets in service
    lift     share by which each then brings more; losses are not lifted
    leaving  chance that a customer is gone next year, each for himself
    Returns a frame, one row for each number kept:
        kept      customers
        profit    expected profit next year, CNY: (1 − leaving) Σ xᵢ
        swing     standard deviation of it, CNY: √(leaving (1 − leaving) Σ xᵢ²)
        risk      swing / profit; empty where the profit is not above 0

    Raises ValueError where a profit is a gap, infinite or no number, kept is no whole
    number from 1 to all customers, or leaving is not between 0 and 1.

    xᵢ is a customer's profit with care and lift. The swing is that of a sum of
    independent yes-or-no draws; a few large customers swing more than many small.

    >>> table = serve_fewer(pd.Series([100.0, 100, 100, 100]), [1, 4], leaving=0.5)
    >>> table["risk"].to_list()
    [1.0, 0.5]
    """
    profit = wanted.numbers(profit, "serve_fewer", "profit")
    wanted.rows(profit, "serve_fewer", "profit")
    wanted.share(leaving, "serve_fewer", "leaving")
    for name, value in {"care": care, "lift": lift}.items():
        wanted.number(value, "serve_fewer", name)
    kept = np.array([wanted.whole(k, "serve_fewer", "kept") for k in np.ravel(kept)])
    wanted.rows(kept, "serve_fewer", "kept")
    if kept.min() < 1 or kept.max() > len(profit):
        raise ValueError(
            f"serve_fewer() can keep from 1 to {len(profit)} customers; it was asked "
            f"for {kept.min()} to {kept.max()}."
        )
    best_first = np.sort(profit.to_numpy(dtype=float))[::-1]
    each = best_first + lift * best_first.clip(0) - care
    expected = (1 - leaving) * each.cumsum()[kept - 1]
    swing = np.sqrt(leaving * (1 - leaving) * (each**2).cumsum()[kept - 1])
    table = pd.DataFrame({"kept": kept, "profit": expected, "swing": swing})
    return table.assign(risk=swing / np.where(expected > 0, expected, np.nan))

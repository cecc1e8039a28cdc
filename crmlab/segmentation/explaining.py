"""What a grouping explains of an outcome, and of one that it has not seen."""

import pandas as pd

from crmlab import wanted
from crmlab.segmentation.labels import as_numbers


def explained(outcome, groups):
    """Share of an outcome's variance that a grouping explains, told three ways.

    outcome  a number for each customer
    groups   a label for each customer (Series), or a frame of several columns whose
             combinations are the groups; a gap is a label of its own
    Returns a Series:
        groups    how many there are
        eta2      η² = between the groups / total sum of squares (Pearson 1905). It
                  grows with every split, even by a coin
        adjusted  ε² = 1 − (1 − η²)(n − 1)/(n − groups): less what a coin would
                  explain (Kelley 1935)
        unseen    1 − Σ(yᵢ − gᵢ)² / Σ(yᵢ − mean of all)², where gᵢ is the mean of the
                  others in i's group: what is explained of customers whom the group
                  has not seen (predicted R², Allen 1974). Below 0: worse than one
                  mean for all

    The last needs no loop. Without customer i, the mean of a group of size n moves so
    that the miss is (yᵢ − mean)·n/(n − 1). Who is alone in a group is guessed by the
    mean of all the others.

    Raises ValueError where an outcome is a gap, infinite or no number, all outcomes are
    the same, a customer has no row in groups, or there are more groups than one for
    each two customers.

    >>> outcome = pd.Series([1.0, 1.0, 5.0, 5.0])
    >>> explained(outcome, pd.Series(["a", "a", "b", "b"]))["eta2"].item()
    1.0
    """
    outcome = wanted.numbers(outcome, "explained", "outcome").astype(float)
    wanted.rows(outcome, "explained", "outcome")
    groups = wanted.matched(outcome, groups, "explained", ("outcome", "groups"))
    label = as_numbers(groups)
    count, size = len(outcome), outcome.groupby(label).transform("size")
    groups = label.nunique()
    if groups > count / 2:
        raise ValueError(
            f"explained() found {groups} groups for {count} customers: cut numbers "
            "into a few bands first, for instance with pandas.qcut."
        )
    if outcome.nunique() == 1:
        raise ValueError(
            f"explained() has nothing to explain: every outcome is {outcome.iloc[0]:g}."
        )
    from_all = outcome - outcome.mean()
    from_group = outcome - outcome.groupby(label).transform("mean")
    total, within = (from_all**2).sum(), (from_group**2).sum()
    alone = from_all * count / (count - 1)
    miss = (from_group * size / (size - 1)).where(size > 1, alone)
    return pd.Series(
        {
            "groups": groups,
            "eta2": 1 - within / total,
            "adjusted": 1 - within / total * (count - 1) / (count - groups),
            "unseen": 1 - (miss**2).sum() / total,
        }
    )


def ladder(outcome, groupings):
    """``explained`` for several groupings: one row each, in the order given.

    outcome    a number for each customer
    groupings  dict of a name to a Series or frame of labels; a gap is a label of its
               own
    Returns a frame: groups, eta2, adjusted, unseen.

    Raises ValueError where ``explained`` does, or groupings is no dict or empty.
    """
    groupings = wanted.mapping(groupings, "ladder", "groupings")
    rows = {name: explained(outcome, groups) for name, groups in groupings.items()}
    table = pd.DataFrame(rows).T.rename_axis("variables")
    return table.astype({"groups": int})

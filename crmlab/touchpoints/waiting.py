"""Waiting and giving up: how the chance of hanging up grows with the wait."""

import pandas as pd

from crmlab import wanted


def giving_up(waits, gave_up, edges):
    """How many give up in a minute of waiting, by the time waited so far.

    waits    Series of minutes waited, one a call, until somebody answered or the caller
             hung up
    gave_up  Series of True and False, matched by index: whether the caller hung up
    edges    minutes at which the bands of waiting begin and end, ascending
    Returns a frame by band, labelled by its beginning: until (its end), calls (that
    still waited at its beginning), minutes (waited within it by all of these), gave_up
    (calls given up within it), rate (gave_up / minutes: the chance of giving up in a
    minute, for those who still wait), low, high (95%, exact for a Poisson number;
    Ulm 1990, American Journal of Epidemiology 131(2)). A band with no minutes is left
    out. Who was answered has only shown patience until then, and counts so long: the
    rate is a hazard, as of Brown et al. (2005), Journal of the American Statistical
    Association 100.

    Raises ValueError where a wait or a flag is missing, a wait is below 0, or edges do
    not ascend.

    >>> waits = pd.Series([1.0, 2.0, 4.0, 5.0])
    >>> table = giving_up(waits, pd.Series([False, True, False, True]), [0, 3, 6])
    >>> table[["calls", "minutes", "gave_up", "rate"]].round(2).to_numpy().tolist()
    [[4.0, 9.0, 1.0, 0.11], [2.0, 3.0, 1.0, 0.33]]
    """
    from scipy.stats import chi2

    waits = wanted.numbers(waits, "giving_up", "waits", low=0)
    wanted.rows(waits, "giving_up", "waits")
    gave_up = wanted.paired(waits, gave_up, "giving_up", ("waits", "gave_up"))
    gave_up = wanted.flags(gave_up, "giving_up", "gave_up")
    edges = wanted.numbers(edges, "giving_up", "edges", low=0)
    if len(edges) < 2 or not edges.is_monotonic_increasing or not edges.is_unique:
        raise ValueError("giving_up() needs two or more ascending numbers in edges.")
    rows = []
    for begin, end in zip(edges[:-1], edges[1:], strict=True):
        reached = waits >= begin
        minutes = (waits[reached].clip(upper=end) - begin).sum()
        lost = int((gave_up & reached & (waits < end)).sum())
        rows.append((begin, end, int(reached.sum()), minutes, lost))
    names = ["from", "until", "calls", "minutes", "gave_up"]
    table = pd.DataFrame(rows, columns=names).set_index("from")
    table = table[table["minutes"] > 0]
    lost, minutes = table["gave_up"], table["minutes"]
    low = chi2.ppf(0.025, 2 * lost.clip(lower=1)) / 2 / minutes
    high = chi2.ppf(0.975, 2 * lost + 2) / 2 / minutes
    return table.assign(rate=lost / minutes, low=low.where(lost > 0, 0.0), high=high)

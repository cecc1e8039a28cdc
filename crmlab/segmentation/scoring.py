"""Recency, frequency and money: three columns that any shop's orders give."""

import numpy as np
import pandas as pd

from crmlab import wanted

COLUMNS = ["recency_days", "frequency", "monetary"]
# A cell of the 5 × 5 grid of r and f gets the first name whose bounds hold it.
RFM_SEGMENTS = pd.DataFrame(
    [
        ("champions", 4, 5, 4, 5),
        ("loyal", 3, 3, 4, 5),
        ("at risk", 1, 2, 4, 5),
        ("new", 4, 5, 1, 1),
        ("promising", 4, 5, 2, 3),
        ("fading", 3, 3, 1, 3),
        ("lost", 1, 2, 1, 3),
    ],
    columns=["segment", "r_from", "r_to", "f_from", "f_to"],
)


def rfm(orders, today, *, customer="customer_id", date="date", amount="amount"):
    """Recency, frequency and money of each customer (Hughes 1994).

    orders  frame with one row an order: who, when, how much
    today   the first day that is not known; orders of that day or later are an error
    Returns a frame, one row a customer:
        recency_days  days from the last order to today
        frequency     days on which the customer ordered (two orders a day count once)
        monetary      amount of such a day on average, total / frequency
        total         amount of all orders
    Money is taken per shopping day: the total rises with frequency, and the
    score would count that twice.

    Raises ValueError where a column is missing, has a gap or is not of its kind, today
    is no day, or an order is of today or later.

    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "amount": [30, 50, 20],
    ...     "date": pd.to_datetime(["2025-06-01", "2025-06-20", "2025-01-01"])})
    >>> rfm(orders, "2025-06-30").loc["a"].to_dict()
    {'recency_days': 10.0, 'frequency': 2.0, 'monetary': 40.0, 'total': 80.0}

    Source: A. M. Hughes, Strategic Database Marketing (1994). The buy-till-you-die
    models use the word recency for something else: from first to last purchase.
    """
    orders = wanted.table(
        orders, "rfm", "orders", keys=[customer], dates=[date], numbers=[amount]
    )
    today = wanted.before(orders[date], today, "rfm", "orders")
    days = orders[date].dt.normalize().to_frame("day").assign(amount=orders[amount])
    table = days.groupby(orders[customer]).agg(
        last=("day", "max"), frequency=("day", "nunique"), total=("amount", "sum")
    )
    return table.assign(
        recency_days=(today - table["last"]).dt.days,
        monetary=table["total"] / table["frequency"],
    )[[*COLUMNS, "total"]]


def rfm_scores(rfm, cuts=5):
    """Scores from 1 to 5, 5 the best, for recency, frequency and money.

    rfm   frame as ``rfm`` returns it
    cuts  a number of parts: the customers are ranked and split into so many parts of
          equal size. Those who tie get the same score, that of their middle rank, so
          that parts may differ in size and a score may be missing.
          Or cut points, a dict such as ``{"recency_days": [30, 60, 120, 240]}``: a
          value on a cut point belongs below it. Columns not named are ranked in as
          many parts as there are with the cut points.
    Returns a frame with r, f, m (whole numbers) and rfm, the three in one string.

    Raises ValueError where a column is missing, has a gap or holds no numbers, or cuts
    is neither a whole number nor cut points that rise.

    Score by ranks = ceil(parts × (rank − ½) / customers), rank 1 the worst.

    >>> days = pd.DataFrame({"recency_days": [9, 70], "frequency": [4, 1],
    ...     "monetary": [80.0, 200.0]}, index=["a", "b"])
    >>> rfm_scores(days, 2)["rfm"].to_dict()
    {'a': '221', 'b': '112'}
    """
    rfm = wanted.table(rfm, "rfm_scores", "rfm", numbers=COLUMNS)
    points = cuts if isinstance(cuts, dict) else {}
    parts = _parts(cuts)
    scores = pd.DataFrame(index=rfm.index)
    for score, name in zip("rfm", COLUMNS, strict=True):
        if name in points:
            scores[score] = _by_cut_points(rfm[name], points[name])
        else:
            scores[score] = _by_rank(rfm[name], parts)
        if name == "recency_days":  # the longer ago, the worse
            scores[score] = 1 + parts - scores[score]
    digits = _by_cell(scores, lambda cells: cells.astype(str).sum(axis=1))
    return scores.assign(rfm=digits)


def rfm_segments(scores, table=RFM_SEGMENTS):
    """A name for each customer, from the scores r and f on five parts.

    scores  frame as ``rfm_scores`` returns it
    table   rows of segment, r_from, r_to, f_from, f_to; the first that holds a
            customer's r and f gives the name. Print ``RFM_SEGMENTS`` to see ours.
    Returns an ordered categorical Series, segments in the table's order.

    Raises ValueError where a column is missing, has a gap or holds no numbers, or the
    table has no name for a customer's scores.

    >>> rfm_segments(pd.DataFrame({"r": [5, 1], "f": [5, 5]})).to_list()
    ['champions', 'at risk']
    """
    scores = wanted.table(scores, "rfm_segments", "scores", numbers=["r", "f"])
    table = wanted.table(
        table, "rfm_segments", "table", labels="segment",
        numbers=["r_from", "r_to", "f_from", "f_to"],
    )  # fmt: skip
    named = _by_cell(scores[["r", "f"]], lambda cells: _names(cells, table))
    return named.rename("segment")


def _names(cells, table):
    """The segment of each pair of scores r and f."""
    names = pd.Series(index=cells.index, dtype=object)
    for row in table.itertuples():
        inside = cells["r"].between(row.r_from, row.r_to)
        inside &= cells["f"].between(row.f_from, row.f_to)
        names = names.mask(inside & names.isna(), row.segment)
    if names.isna().any():
        r, f = cells[names.isna()].iloc[0]
        raise ValueError(f"rfm_segments() has no name for r = {r} with f = {f}.")
    order = table["segment"].drop_duplicates()
    return names.astype(pd.CategoricalDtype(order, ordered=True))


def _by_cell(scores, name):
    """What a function makes of scores, asked once for all customers of like scores.

    There are a hundred cells or so, however many customers.
    """
    alike = scores.groupby(list(scores), sort=False)  # cells in order of appearance
    cells = alike.size().index.to_frame(index=False)
    return name(cells).take(alike.ngroup().to_numpy()).set_axis(scores.index)


def _parts(cuts):
    """How many parts, from a number or from cut points."""
    if not isinstance(cuts, dict):
        return wanted.whole(cuts, "rfm_scores", "cuts", low=1)
    points = [wanted.listed(some, "rfm_scores", "cuts") for some in cuts.values()]
    sizes = {len(some) + 1 for some in points}
    rising = all(sorted(set(some)) == some for some in points)
    if set(cuts) - set(COLUMNS) or len(sizes) != 1 or not rising:
        raise ValueError(
            f"rfm_scores() takes cut points for {', '.join(COLUMNS)} that rise, the "
            f"same number of them for each; got {cuts}."
        )
    return sizes.pop()


def _by_rank(values, parts):
    """1 to parts by rank; those who tie share the middle of their ranks."""
    place, different = pd.factorize(values, sort=True)  # worked out once for each value
    tied = np.bincount(place, minlength=len(different))
    share = (tied.cumsum() - tied / 2) / len(values)  # (middle rank - ½) / customers
    score = np.ceil((share * parts).round(9)).clip(1, parts).astype(int)
    return pd.Series(score[place], values.index)


def _by_cut_points(values, points):
    """1 to one more than there are points; a value on a point is below it."""
    edges = [-float("inf"), *points, float("inf")]
    return pd.cut(values, edges, labels=False).add(1).astype(int)

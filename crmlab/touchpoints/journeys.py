"""From a log of touches to visits: who came, over which path, how far, and to what end.

A *visit* is what happens before an order: from the first touch to the order, or to
where the visitor goes away. What follows an order belongs to its journey, not to the
visit.
"""

import pandas as pd

from crmlab import wanted

BEFORE = ["desire", "information", "understanding", "choice"]
AFTER = ["order", "delivery and trial", "payment", "after-sales"]


def before_order(touchpoints):
    """The touches before an order, of visits that the log knows from end to end.

    touchpoints  the log: journey_id, time, step, channel, outcome (went on, left)
    Returns the rows with a step before the order. Left out: visits of which the log
    holds no touch before the order (they began before it was switched on), and visits
    still under way when it ends (their last touch has no outcome). A time zone is left
    off.

    Raises ValueError where a column is missing, or an entry other than an outcome, and
    for a step that is none of the eight.
    """
    touches = read_log(touchpoints, "before_order")
    touches = touches[touches["step"].isin(BEFORE)]
    under_way = touches.loc[touches["outcome"].isna(), "journey_id"]
    return touches[~touches["journey_id"].isin(under_way)]


def visits(touchpoints):
    """One row a visit: path, how far it came, whether it led to an order.

    touchpoints  the log, with customer_id
    Returns a frame indexed by journey_id:
        customer_id     who it was; empty for those who have never ordered
        path            tuple of channels, in order of time
        first, last     first and last channel of the path
        touches         length of the path
        deepest         the furthest step before the order
        started, ended  times of the first and the last touch
        ordered         whether an order was placed

    Raises ValueError where ``before_order`` does, such as for a missing time, or where
    the log holds no visit.

    >>> log = pd.DataFrame({"journey_id": [1, 1, 1, 2], "customer_id": "C1",
    ...     "time": pd.to_datetime(["2025-01-01", "2025-01-02", "2025-01-02",
    ...     "2025-01-03"]), "step": ["desire", "choice", "order", "desire"],
    ...     "channel": ["advert", "web", "web", "search"],
    ...     "outcome": ["went on", "went on", "done", "left"]})
    >>> visits(log)[["path", "ordered"]].to_dict("list")
    {'path': [('advert', 'web'), ('search',)], 'ordered': [True, False]}
    """
    touchpoints = read_log(touchpoints, "visits", "customer_id")
    touches = before_order(touchpoints)
    wanted.rows(touches, "visits", "the part of touchpoints before the order")
    touches = touches.sort_values(["journey_id", "time"], kind="stable")
    touches = touches.astype({"channel": object}).set_index("journey_id")
    first = touches[~touches.index.duplicated(keep="first")]
    last = touches[~touches.index.duplicated(keep="last")]
    size = touches.groupby(level=0).size()
    table = pd.DataFrame(
        {
            "customer_id": last["customer_id"],
            "path": _tuples(touches["channel"].to_list(), size),
            "first": first["channel"],
            "last": last["channel"],
            "touches": size,
            "deepest": last["step"],
            "started": first["time"],
            "ended": last["time"],
        }
    )
    placed = touchpoints["step"].eq("order") & touchpoints["outcome"].eq("done")
    placed = touchpoints.loc[placed, "journey_id"]
    table["ordered"] = table.index.isin(placed) & (last["outcome"] != "left")
    return table


def _tuples(channels, size):
    """The channels of each visit, which follow each other, as one tuple a visit."""
    ends = size.cumsum()
    spans = zip(ends - size, ends, strict=True)
    return pd.Series([tuple(channels[a:b]) for a, b in spans], size.index)


def visitor_kind(visits, customers, first_order):
    """Who came: "new" (never ordered before), "household" or "organisation".

    visits       frame as ``visits`` returns it
    customers    frame indexed by customer_id, with kind
    first_order  Series by customer_id: day of the first order
    Returns a Series by journey_id. Somebody whom the log does not name (customer_id
    missing), and somebody whose first order ends this visit, is new.

    Raises ValueError where a customer of visits is not in customers, or has no kind, or
    is there twice.
    """
    visits = wanted.table(
        visits, "visitor_kind", "visits", keys="customer_id", dates="ended",
        gaps="customer_id",
    )  # fmt: skip
    customers = wanted.table(customers, "visitor_kind", "customers", labels="kind")
    first_order = wanted.dates(first_order, "visitor_kind", "first_order")
    wanted.unique_index(first_order, "visitor_kind", "first_order")
    who = visits["customer_id"]
    named = pd.Series(True, who.dropna().unique())
    names = ["customer_id of visits", "customers", "first_order"]
    wanted.same_ids(named.index, first_order.index, "visitor_kind", names[::2])
    kinds = wanted.matched(named, customers, "visitor_kind", names[:2])["kind"]
    kind = who.map(kinds.astype(object))
    first = first_order.reindex(who).set_axis(who.index)
    new = kind.isna() | (first.dt.normalize() >= visits["ended"].dt.normalize())
    return kind.mask(new, "new").rename("visitors")


def read_log(touchpoints, function, *more):
    """The log as the methods want it: outcomes may be missing, and ``more`` columns."""
    names = ["step", "channel", "outcome", *more]
    touches = wanted.table(
        touchpoints, function, "touchpoints", keys="journey_id", dates="time",
        labels=names, gaps=["outcome", *more],
    )  # fmt: skip
    wanted.known(touches["step"], BEFORE + AFTER, function, "step of touchpoints")
    return touches

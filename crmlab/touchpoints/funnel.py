"""Funnel and paths: who is lost where, which ways are common, how long they take."""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.touchpoints.journeys import BEFORE, before_order, read_log

ONLINE = ["advert", "search", "social", "email", "friend", "web", "app"]


def rates(hit, by=None):
    """The share of True in each group, with a 95% interval.

    hit  Series of True and False
    by   Series or list of Series: the groups, matched by index; all together if not
         given
    Returns a frame, one row a group: size, hits, rate, low, high. The interval is
    Wilson's (1927, Journal of the American Statistical Association 22): it stays
    between 0 and 1 and holds for small groups.

    Raises ValueError where a flag or a group is missing, or hit is empty.

    >>> rates(pd.Series([True, False, False, False])).round(2).iloc[0].to_list()
    [4.0, 1.0, 0.25, 0.05, 0.7]
    """
    from statsmodels.stats.proportion import proportion_confint

    hit = wanted.flags(hit, "rates", "hit")
    wanted.rows(hit, "rates", "hit")
    by = np.zeros(len(hit), dtype=int) if by is None else _groups(hit, by)
    table = hit.groupby(by, observed=True).agg(size="size", hits="sum")
    table = table.astype({"hits": int})
    low, high = proportion_confint(table["hits"], table["size"], method="wilson")
    return table.assign(rate=table["hits"] / table["size"], low=low, high=high)


def _groups(hit, by):
    """Each Series to group by, row for row as ``hit``."""
    found = []
    for one in by if isinstance(by, list) else [by]:
        one = wanted.paired(
            hit, wanted.series(one, "rates", "by"), "rates", ("hit", "by")
        )
        wanted.complete(one, "rates", "by")
        found.append(one)
    wanted.rows(found, "rates", "by")
    return found if isinstance(by, list) else found[0]


def funnel(visits, by=None):
    """Of those who come to a step, how many go on to the next one, or to an order.

    visits  frame as ``journeys.visits`` returns it
    by      Series by journey_id: groups, such as the kind of visitor
    Returns a frame by step (and group before it): size, those who came to the step;
    hits, those who went on; rate, low, high as in ``rates``. A step to which nobody of
    a group came has no row.

    Raises ValueError where an entry is missing, a step is none before the order, or a
    visit has no group.
    """
    visits = wanted.table(visits, "funnel", "visits", labels="deepest", flags="ordered")
    wanted.known(visits["deepest"], BEFORE, "funnel", "deepest of visits")
    if by is not None:
        by = wanted.matched(visits, by, "funnel", ("visits", "by"))
    depth = visits["deepest"].astype(object).map(BEFORE.index)
    depth = depth.where(~visits["ordered"], len(BEFORE))
    steps = {}
    for number, step in enumerate(BEFORE[: depth.max() + 1]):
        came = depth >= number
        groups = None if by is None else by[came]
        steps[step] = rates(depth[came] > number, groups)
    table = pd.concat(steps, names=["step"])
    if by is None:
        return table.droplevel(1)
    return table.reorder_levels([1, 0]).sort_index(level=0, sort_remaining=False)


def left_after(touchpoints, by):
    """After which touches visitors go away: the share of touches that were the last.

    touchpoints  the log
    by           names of its columns: ["channel"], ["channel", "step"], ["what"]
    Returns a frame by these: size (touches), hits (visitors who left), rate, low, high.

    Raises ValueError where ``before_order`` does, for a column that is not there, and
    for a missing entry in it.
    """
    by = wanted.listed(by, "left_after", "by")
    wanted.table(touchpoints, "left_after", "touchpoints", labels=by, gaps="outcome")
    touches = before_order(touchpoints)
    return rates(touches["outcome"] == "left", [touches[name] for name in by])


def paths_table(visits, most=10):
    """The most frequent paths, and what became of them.

    visits  frame as ``journeys.visits`` returns it; most  rows wanted
    Returns a frame by path, as text: size (visits), hits (orders), rate, low, high, and
    share of all visits; the most frequent first.

    Raises ValueError where a path or a flag is missing, a path is no tuple of names, or
    most is no whole number above 0.
    """
    visits = wanted.table(visits, "paths_table", "visits", flags="ordered")
    wanted.columns(visits, ["path"], "paths_table", "visits")
    paths = wanted.tuples(visits["path"], "paths_table", "path of visits")
    most = wanted.whole(most, "paths_table", "most", low=1)
    text = paths.map(lambda path: " > ".join(map(str, path))).rename("path")
    table = rates(visits["ordered"], text).sort_values("size", ascending=False)
    return table.assign(share=table["size"] / len(visits)).head(most)


def pauses(touchpoints):
    """Days from each touch before an order to what follows it.

    touchpoints  the log
    Returns a frame, a row for each touch that was followed by another or by an order:
    journey_id, step, days (between the two dates), moved (whether it went from online
    to a shop or the phone, from one of these to the other, or back).

    Raises ValueError where ``before_order`` does, such as for a missing time.
    """
    touchpoints = read_log(touchpoints, "pauses")
    inside = touchpoints["journey_id"].isin(before_order(touchpoints)["journey_id"])
    upto = touchpoints["step"].isin([*BEFORE, "order"])
    touches = touchpoints[inside & upto & (touchpoints["outcome"] != "hung up")]
    touches = touches.sort_values(["journey_id", "time"], kind="stable")
    date = touches["time"].dt.normalize()
    place = touches["channel"].astype(object)
    place = place.where(~place.isin(ONLINE), "online")
    by = touches["journey_id"]
    table = touches[["journey_id", "step"]].assign(
        days=(date.groupby(by).shift(-1) - date).dt.days,
        moved=place.groupby(by).shift(-1) != place,
    )
    return table[table["step"].isin(BEFORE)].dropna(subset="days")

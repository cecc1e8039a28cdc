"""The map of a sale: eight steps, the ways through each, who is lost where."""

from importlib import resources

import pandas as pd

from crmlab import wanted
from crmlab.touchpoints.journeys import AFTER, BEFORE

STEPS = [*BEFORE, *AFTER]
FILE = resources.files(__package__).joinpath("ways.csv")


def ways():
    """Which touch is which way of a step: step, channel, what, way.

    An empty channel or what stands for any. The order of the rows is that of the map.

    Raises ValueError on no account: the file is the course's own.

    >>> ways()["step"].unique().tolist() == STEPS
    True
    """
    with FILE.open(encoding="utf-8") as file:
        return pd.read_csv(file, keep_default_na=False)


def sale_map(touchpoints, ways):
    """How many journeys use each way of each step: the map of a sale.

    touchpoints  the log: journey_id, step, channel, what
    ways         frame as ``ways`` returns it; the first row that fits gives the way
    Returns a frame, one row a step and way: journeys, those that went this way. One
    journey may go several ways.

    Raises ValueError where a touch fits no row, or has a gap, or a column is missing.

    >>> log = pd.DataFrame({"journey_id": [1, 1, 2], "step": "information",
    ...     "channel": ["advert", "phone", "advert"], "what": "asked"})
    >>> used = sale_map(log, ways()).query("journeys > 0")
    >>> used[["way", "journeys"]].to_numpy().tolist()
    [['advertising', 2], ['phone', 1]]
    """
    names = ["journey_id", "step", "channel", "what"]
    wanted.table(touchpoints, "sale_map", "touchpoints", labels=names)
    ways = wanted.table(ways, "sale_map", "ways", labels=["step", "way"]).astype(object)
    wanted.columns(ways, ["channel", "what"], "sale_map", "ways")
    ways = ways.fillna({"channel": "", "what": ""})  # a gap stands for any, too
    touches = touchpoints[names].astype(dict.fromkeys(names[1:], object))
    kinds = touches[names[1:]].drop_duplicates()
    kinds["way"] = [_way(ways, kind) for kind in kinds.itertuples()]
    used = touches.merge(kinds).drop_duplicates(["journey_id", "step", "way"])
    journeys = used.groupby(["step", "way"]).size().rename("journeys")
    rows = pd.MultiIndex.from_frame(ways[["step", "way"]].drop_duplicates())
    return journeys.reindex(rows, fill_value=0).reset_index()


def _way(ways, touch):
    fits = (ways["step"] == touch.step) & ways["what"].isin([touch.what, ""])
    fits &= ways["channel"].isin([touch.channel, ""])
    if not fits.any():
        raise ValueError(
            f"sale_map() has no way for “{touch.what}” ({touch.channel}) at the step "
            f"{touch.step}: add a row to ways."
        )
    return ways.loc[fits, "way"].iloc[0]


def reached(visits, touchpoints):
    """How many journeys come to each step, and how many are lost there.

    visits       frame as ``journeys.visits`` returns it
    touchpoints  the log that it was made of
    Returns a frame by step: came, lost. Before the order, who came further came to all
    steps before, with a touch there or without; from the order on, the journeys are
    counted that have a touch there, of the visits that ordered. Lost at the order is
    who began one, such as with a call that nobody answered, and placed none; lost at
    the payment is whose payment failed, and no order came of it.

    Raises ValueError where an entry other than an outcome is missing, or a step is none
    of the eight.
    """
    visits = wanted.table(
        visits, "reached", "visits", labels="deepest", flags="ordered"
    )
    wanted.known(visits["deepest"], BEFORE, "reached", "deepest of visits")
    touchpoints = wanted.table(
        touchpoints, "reached", "touchpoints", keys="journey_id",
        labels=["step", "outcome"], gaps="outcome",
    )  # fmt: skip
    wanted.known(touchpoints["step"], STEPS, "reached", "step of touchpoints")
    names = ("the index of visits", "journey_id of touchpoints")
    wanted.same_ids(visits.index, touchpoints["journey_id"], "reached", names)
    deepest = visits["deepest"].astype(object)
    gone = ~visits["ordered"]
    failed = touchpoints.loc[touchpoints["outcome"] == "failed", "journey_id"]
    begun = touchpoints.loc[touchpoints["step"] == "order", "journey_id"]
    late = {"payment": gone & visits.index.isin(failed)}
    late["order"] = gone & visits.index.isin(begun) & ~late["payment"]
    early = gone & ~late["payment"] & ~late["order"]
    rows = {}
    for number, step in enumerate(BEFORE):
        lost = int((early & (deepest == step)).sum())
        rows[step] = (int(deepest.isin(BEFORE[number:]).sum()), lost)
    bought = touchpoints[touchpoints["journey_id"].isin(visits.index[~gone])]
    later = bought.drop_duplicates(["journey_id", "step"])["step"].value_counts()
    for step in STEPS[len(BEFORE) :]:
        rows[step] = (int(later.get(step, 0)), 0)
    for step, who in late.items():
        rows[step] = (rows[step][0] + int(who.sum()), int(who.sum()))
    return pd.DataFrame(rows, ["came", "lost"]).T.rename_axis("step")

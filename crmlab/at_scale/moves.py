"""From a log of touches to the chain of lesson 06, without a row a visit in memory."""

import ibis

from crmlab import wanted
from crmlab.at_scale import door
from crmlab.touchpoints import BEFORE
from crmlab.touchpoints.worth import GONE, ORDER, START

LOG = ["journey_id", "time", "step", "channel", "outcome"]


def transitions(touchpoints):
    """Count the moves from touch to touch, as ``touchpoints.transitions`` has them.

    touchpoints  Ibis table or frame, the log: journey_id, time, step, channel, outcome
                 (went on, left; a gap where the visit goes on)
    Returns a frame, one row a place that can be left ("start" and the channels), one
    column a place that can be come to (the channels, "order", "gone"): numbers, for
    ``removal_effects``. Left out are the visits that ``before_order`` leaves out.

    A table has no order of its own: touches of one moment are taken in the order of
    the steps, then of channels by name.

    Raises ValueError where a column is missing, or has a gap other than an outcome, or
    no touch is before an order.
    """
    asks = "transitions"
    if not isinstance(touchpoints, ibis.Table):
        wanted.table(
            touchpoints, asks, "touchpoints", keys="journey_id", dates="time",
            labels=LOG[2:], gaps="outcome",
        )  # fmt: skip
        touchpoints = door.held(touchpoints, LOG)
    door.table(touchpoints, asks, "touchpoints", keys=["journey_id"], labels=LOG[2:4])
    touches = _visits(touchpoints)
    step = touches["step"].cases(*[(name, n) for n, name in enumerate(BEFORE)], else_=9)
    turn = {
        "group_by": touches["journey_id"],
        "order_by": [touches["time"], step, touches["channel"]],
    }
    came_from = touches["channel"].lag().over(**turn).fill_null(START)
    last = touches["channel"].lead().over(**turn).isnull()
    end = ibis.ifelse(
        touches["ordered"] & (touches["outcome"].fill_null("") != "left"), ORDER, GONE
    )
    moves = touches.select(came_from=came_from, to=touches["channel"])
    ends = touches.select(came_from=touches["channel"], to=end, last=last)
    ends = ends.filter(ends["last"]).drop("last")
    both = ibis.union(moves, ends)
    counted = door.fetch(both.group_by("came_from", "to").agg(n=both.count()))
    wanted.rows(counted, asks, "the part of touchpoints before the order")
    channels = sorted(set(counted["came_from"]) - {START})
    table = counted.pivot(index="came_from", columns="to", values="n")
    table = table.reindex(index=[START, *channels], columns=[*channels, ORDER, GONE])
    return table.fillna(0.0).astype(float).rename_axis(index=None, columns=None)


def _visits(log):
    """The touches before an order of visits known from end to end, and if it came."""
    before = log.filter(log["step"].isin(BEFORE))
    under_way = (
        before.filter(before["outcome"].isnull()).select("journey_id").distinct()
    )
    placed = log.filter((log["step"] == "order") & (log["outcome"] == "done"))
    placed = placed.select("journey_id").distinct().mutate(placed=True)
    known = before.anti_join(under_way, "journey_id")
    joined = known.left_join(placed, "journey_id")
    return joined.select(*LOG, ordered=joined["placed"].fill_null(False))

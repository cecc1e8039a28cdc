"""Touchpoints: where a customer meets the firm, and what becomes of it.

    visits, visitor_kind                 from a log of touches to visits
    ways, sale_map, reached              the map of a sale
    rates, funnel, left_after,           who is lost where, on which paths,
    paths_table, pauses                  how long it takes
    credits, transitions, order_chance,  what a touchpoint is worth
    removal_effects
    hourly, rhythm, recent_level,        a sudden interruption: what is usual, the
    expected, cusum, alarms,             alarm, how often it rings for nothing, how
    false_alarms, limit_for,             soon it finds what is the matter
    mean_delay, found
    giving_up                            how patience ends, minute by minute
    tidy, candidates, compare,           records of several systems become one
    clusters, match_quality              customer view
    survivors, same_value,               which value survives, how fast values
    disagreements, stale_rate, ask_again go stale, and when to ask again
    responsibility_gaps, against_target  who answers for what

All are plain functions: frames in, frames out. Nothing here loads data.
"""

from crmlab.touchpoints.alarms import (
    alarms,
    cusum,
    expected,
    hourly,
    recent_level,
    rhythm,
)
from crmlab.touchpoints.funnel import funnel, left_after, paths_table, pauses, rates
from crmlab.touchpoints.joined import clusters, match_quality
from crmlab.touchpoints.journeys import BEFORE, before_order, visitor_kind, visits
from crmlab.touchpoints.records import candidates, compare, tidy
from crmlab.touchpoints.ringing import false_alarms, found, limit_for, mean_delay
from crmlab.touchpoints.salemap import STEPS, reached, sale_map, ways
from crmlab.touchpoints.teams import against_target, responsibility_gaps
from crmlab.touchpoints.upkeep import (
    ask_again,
    disagreements,
    same_value,
    stale_rate,
    survivors,
)
from crmlab.touchpoints.waiting import giving_up
from crmlab.touchpoints.worth import (
    RULES,
    credits,
    order_chance,
    removal_effects,
    transitions,
)

__all__ = [
    "BEFORE",
    "RULES",
    "STEPS",
    "against_target",
    "alarms",
    "ask_again",
    "before_order",
    "candidates",
    "clusters",
    "compare",
    "credits",
    "cusum",
    "disagreements",
    "expected",
    "false_alarms",
    "found",
    "funnel",
    "giving_up",
    "hourly",
    "left_after",
    "limit_for",
    "match_quality",
    "mean_delay",
    "order_chance",
    "paths_table",
    "pauses",
    "rates",
    "reached",
    "recent_level",
    "removal_effects",
    "responsibility_gaps",
    "rhythm",
    "sale_map",
    "same_value",
    "stale_rate",
    "survivors",
    "tidy",
    "transitions",
    "visitor_kind",
    "visits",
    "ways",
]

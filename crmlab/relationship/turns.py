"""Plan, do, check, act: was a turn of the circle an improvement?"""

import numpy as np
import pandas as pd

from crmlab import wanted

SPAN = pd.Timedelta(weeks=13)
YEAR = pd.Timedelta(weeks=52)
# Each measure is a sum over days divided by a sum over days.
MEASURES = {
    "late parcels": ("late_parcels", "parcels"),
    "faults": ("faults", "orders"),
    "wait": ("minutes", "calls"),
}


def judge_turns(improvements, operations):
    """Check each turn twice: against the quarter before, and against last year's.

    improvements  frame, one row a turn: started (first day), measure ("late parcels",
                  "faults" or "wait"), target
    operations    frame, one row a day: date, and what the measures need of orders,
                  parcels, late_parcels, faults, calls, mean_wait. A day with a gap in
                  mean_wait is left out of the wait
    Returns a frame, one row a turn: started, measure, target, and the level (a share,
    or minutes)
        before, year_before, after   over 13 weeks each
        change, low, high            after less before, with its 95% interval
        year_change, year_low, year_high   after less the same weeks of last year
    A level is Σy / Σn over days; its standard error √Σ(y − level × n)² / Σn takes the
    days, not the parcels, as what chance draws, since a bad day delays many parcels
    at once (Cochran 1977, Sampling Techniques, ch. 6). A quarter earlier is another
    season; a year earlier is not. Neither excuses from asking what else has changed.

    Raises ValueError where a column is missing or not of its kind, a day is there
    twice, a measure is unknown, any other entry is a gap, or a span has no day.

    PDCA: W. A. Shewhart (1939), made known by W. E. Deming (1986), Out of the Crisis.
    """
    name = "judge_turns"
    wanted.one_zone(name, (improvements, "started"), (operations, "date"))
    improvements = wanted.table(
        improvements, name, "improvements", dates="started", labels="measure",
        numbers="target",
    )  # fmt: skip
    wanted.known(improvements["measure"], MEASURES, name, "measure of improvements")
    days = _days(operations, set(improvements["measure"]), name)
    rows = [_turn(turn, days) for turn in improvements.itertuples()]
    return pd.DataFrame(rows, index=improvements.index)


def _days(operations, measures, name):
    """The days, with the columns that the measures need, minutes among them."""
    asked = {column for measure in measures for column in MEASURES[measure]}
    counts = sorted(asked - {"minutes"}) + ["mean_wait"] * ("minutes" in asked)
    days = wanted.table(
        operations, name, "operations", dates="date", numbers=counts, gaps="mean_wait"
    )
    wanted.once(days, "date", name, "operations")
    if "minutes" in asked:
        days = days.assign(minutes=days["mean_wait"] * days["calls"])
    return days


def _turn(turn, days):
    spans = {
        "before": turn.started - SPAN,
        "year_before": turn.started - YEAR,
        "after": turn.started,
    }
    level, error = {}, {}
    for name, first in spans.items():
        level[name], error[name] = _level(days, first, turn.measure)
    row = {"started": turn.started, "measure": turn.measure, "target": turn.target}
    row |= level
    for name, prefix in [("before", ""), ("year_before", "year_")]:
        change = level["after"] - level[name]
        reach = 1.96 * np.hypot(error["after"], error[name])
        row[f"{prefix}change"] = change
        row[f"{prefix}low"], row[f"{prefix}high"] = change - reach, change + reach
    return row


def _level(days, first, measure):
    """The level over 13 weeks, and its standard error."""
    of, over = MEASURES[measure]
    span = days[days["date"].between(first, first + SPAN, inclusive="left")]
    span = span[(span[over] > 0) & span[of].notna()]
    if span.empty:
        raise ValueError(
            f"judge_turns() found no day from {first:%Y-%m-%d} on in operations."
        )
    y, n = span[of].to_numpy(float), span[over].to_numpy(float)
    level = y.sum() / n.sum()
    return level, np.sqrt(((y - level * n) ** 2).sum()) / n.sum()

"""Exercises E6.4 and E6.6: an alarm on the daily table of operations, and which limit
of an alarm is the cheapest. The right ways to compute it and the usual wrong ones.
"""

import numpy as np
import pandas as pd

from crmlab import touchpoints as tp
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Date, Number
from crmlab.practice.once import once

CALM, FROM, UNTIL = "2023-10-01", "2023-10-02", "2024-01-28"
TIMES, LIMIT = 3, 5
LIMITS = np.arange(1, 12.25, 0.25)
FALSE, HOUR, WORSE = 400, 60, 5


# --- E6.4: the strike of the first winter ---------------------------------------------
@once
def days(load):
    return load("operations").set_index("date")


def late_expected(load):
    table = days(load)
    calm = table.loc[:CALM]
    share = calm["late_parcels"].sum() / calm["parcels"].sum()
    return table["parcels"] * share


def watched(load, expected, what="late_parcels", limit=LIMIT):
    """The running sum over the watched days."""
    bad = days(load)[what].loc[FROM:UNTIL]
    return tp.cusum(bad, expected.loc[FROM:UNTIL], TIMES, limit)


def first_alarm(load):
    score = watched(load, late_expected(load))
    return score.index[score >= LIMIT][0]


def first_rise(load):
    """The first day on which the sum is above nought."""
    score = watched(load, late_expected(load))
    return score.index[score > 0][0]


def highest(load):
    return watched(load, late_expected(load), limit=None).idxmax()


def extra(load, days_after=6):
    """Late parcels above what is usual, in the week from the alarm on."""
    first = first_alarm(load)
    week = slice(first, first + pd.Timedelta(days=days_after))
    late = days(load)["late_parcels"].loc[week]
    return late.sum() - late_expected(load).loc[week].sum()


def all_late(load):
    first = first_alarm(load)
    week = slice(first, first + pd.Timedelta(days=6))
    return days(load)["late_parcels"].loc[week].sum()


def usual_late(load):
    return all_late(load) - extra(load)


def against_a_usual_number(load):
    """Above the calm weeks' mean of late parcels a day, however many were sent."""
    return all_late(load) - 7 * days(load)["late_parcels"].loc[:CALM].mean()


# --- E6.6: the cheapest limit ---------------------------------------------------------
@once
def prices(load):
    """A year's cost of the phone line's alarm by limit: false alarms, and waiting."""
    log = load("touchpoints")
    call = log["channel"].eq("phone") & log["step"].isin(["order", "after-sales"])
    call = log[call]
    hung_up = call["outcome"] == "hung up"
    calm = tp.hourly(call["time"], hung_up, "2024-12-30", "2025-03-10")
    share = calm["bad"].sum() / calm["tries"].sum()
    usual = tp.expected(calm.index, tp.rhythm(calm["tries"]) * share)
    rings = tp.false_alarms(usual, TIMES, LIMITS)
    delay = tp.mean_delay(usual, TIMES, LIMITS, WORSE)
    return pd.DataFrame({"rings": rings, "delay": delay})


def cheapest(load, false=FALSE, hour=HOUR):
    table = prices(load)
    return float((false * table["rings"] + hour * table["delay"]).idxmin())


# --- the declarations
E6_4a = Part(
    answer=first_alarm,
    form=Date(),
    points=2,
    misconceptions={
        "first_rise": first_rise,
        "highest": highest,
    },
)
E6_4b = Part(
    answer=extra,
    form=Number(decimals=1),
    points=2,
    misconceptions={
        "all_late": all_late,
        "usual": usual_late,
        "usual_number": against_a_usual_number,
        "a_day": lambda load: extra(load) / 7,
        "eight_days": lambda load: extra(load, days_after=7),
    },
)
E6_4 = Exercise(
    "E6.4", "core", minutes=14, concepts=("6.4",), parts={"a": E6_4a, "b": E6_4b}
)
E6_6 = Exercise(
    "E6.6",
    "stretch",
    minutes=12,
    concepts=("6.4",),
    parts={
        "": Part(
            answer=cheapest,
            form=Number(decimals=2),
            points=3,
            misconceptions={
                "no_delay": lambda load: cheapest(load, hour=0),
                "no_false": lambda load: cheapest(load, false=0),
                "swapped": lambda load: cheapest(load, HOUR, FALSE),
            },
        )
    },
)

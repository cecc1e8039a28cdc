"""Exercise E6.4: an alarm on late parcels in the daily table of operations.
The right ways to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab import touchpoints as tp
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

CALM, FROM, UNTIL = "2023-10-01", "2023-10-02", "2024-01-28"
TIMES, LIMIT = 3, 5


# --- E6.4: the strike of the first winter ---------------------------------------------
@once
def days(load):
    return load("operations").set_index("date")


def late_expected(load):
    table = days(load)
    calm = table.loc[:CALM]
    share = calm["late_parcels"].sum() / calm["parcels"].sum()
    return table["parcels"] * share


def watched(load, expected, times=TIMES, limit=LIMIT):
    """The running sum over the watched days."""
    bad = days(load)["late_parcels"].loc[FROM:UNTIL]
    return tp.cusum(bad, expected.loc[FROM:UNTIL], times, limit)


def first_alarm(load):
    score = watched(load, late_expected(load))
    return score.index[score >= LIMIT][0]


def sum_there(load, expected=None, times=TIMES):
    """The running sum at the end of the first day on which it reaches the limit."""
    expected = late_expected(load) if expected is None else expected
    score = watched(load, expected, times)
    return score[score >= LIMIT].iloc[0]


def same_every_day(load):
    """Expects the calm weeks' mean of late parcels, however many were sent."""
    table = days(load)
    mean = table["late_parcels"].loc[:CALM].mean()
    return sum_there(load, pd.Series(mean, table.index))


def mean_of_days(load):
    """Expects the mean of the calm days' shares, in which a day with few parcels
    counts as much as a busy one.
    """
    calm = days(load).loc[:CALM]
    return days(load)["parcels"] * (calm["late_parcels"] / calm["parcels"]).mean()


def nothing_taken_off(load):
    """Adds ln 3 for each late parcel and takes nothing off for what is usual."""
    return sum_there(load, 0 * late_expected(load))


def taken_off_once(load):
    """Takes off what is expected once, not twice."""
    return sum_there(load, late_expected(load) / 2)


def highest(load):
    return watched(load, late_expected(load), limit=None).max()


def extra(load, days_after=6):
    """Late parcels above what is usual, in the week from the alarm on."""
    first = first_alarm(load)
    week = slice(first, first + pd.Timedelta(days=days_after))
    late = days(load)["late_parcels"].loc[week]
    return late.sum() - late_expected(load).loc[week].sum()


def above_mean_of_days(load):
    """The week from its alarm on, against the mean of the calm days' shares."""
    usual = mean_of_days(load)
    score = watched(load, usual)
    first = score.index[score >= LIMIT][0]
    week = slice(first, first + pd.Timedelta(days=6))
    return (days(load)["late_parcels"] - usual).loc[week].sum()


def all_late(load):
    first = first_alarm(load)
    week = slice(first, first + pd.Timedelta(days=6))
    return days(load)["late_parcels"].loc[week].sum()


def usual_late(load):
    return all_late(load) - extra(load)


def against_a_usual_number(load):
    """Above the calm weeks' mean of late parcels a day, however many were sent."""
    return all_late(load) - 7 * days(load)["late_parcels"].loc[:CALM].mean()


# --- the declarations
E6_4a = Part(
    answer=sum_there,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "same_every_day": same_every_day,
        "mean_of_days": lambda load: sum_there(load, mean_of_days(load)),
        "nothing_off": nothing_taken_off,
        "off_once": taken_off_once,
        "twice": lambda load: sum_there(load, times=2),
        "highest": highest,
    },
)
E6_4b = Part(
    answer=extra,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "all_late": all_late,
        "mean_of_days": above_mean_of_days,
        "usual": usual_late,
        "usual_number": against_a_usual_number,
        "a_day": lambda load: extra(load) / 7,
        "eight_days": lambda load: extra(load, days_after=7),
    },
)
E6_4 = Exercise(
    "E6.4", "core", minutes=18, concepts=("6.4",), parts={"a": E6_4a, "b": E6_4b}
)

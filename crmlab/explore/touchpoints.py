"""Lesson 06: how many false alarms to bear, for how early a find."""

import matplotlib.pyplot as plt
import numpy as np

from crmlab.figures import COLOURS, describe
from crmlab.touchpoints import alarms, cusum, false_alarms, mean_delay

LIMITS = np.arange(2.0, 12.25, 0.25)
PLACES = {"left": 0.1, "right": 0.97, "bottom": 0.15, "top": 0.8, "wspace": 0.3}
DAYS = 2  # days drawn before and after the hour in which the interruption began
TEXT = {
    "title": (
        "{a_year} false alarms a year at most: limit {limit:g}\n"
        "this one is found {hours:.0f} h after it began, when {bad} had gone wrong"
    ),
    "nothing": "{a_year} false alarms a year at most: limit {limit:g}\nnot found",
    "x": "false alarms a year",
    "y": "hours until found, on average",
    "time": "days since it began",
    "score": "running sum",
    "alt": (
        "Left, hours until an interruption is found by false alarms a year, with the "
        "limit {limit:g} marked: {rings:.1f} a year, {delay:.0f} hours on average. "
        "Right, the running sum around the beginning of the interruption: {found}."
    ),
}


def trade_off(bad, expected, first, last, times=3.0, worse=5.0):
    """Everything that ``trade`` draws, made once for one stream.

    bad, expected  Series by hour, as ``touchpoints.cusum`` takes them
    first, last    hours in which the interruption began and ended
    times, worse   as in ``touchpoints.false_alarms`` and ``touchpoints.mean_delay``
    Returns a dict.
    """
    return {
        "bad": bad,
        "expected": expected,
        "first": first,
        "last": last,
        "times": times,
        "rings": false_alarms(expected, times, LIMITS),
        "delay": mean_delay(expected, times, LIMITS, worse),
    }


def choose(made, a_year):
    """The limit with so many false alarms a year at most, and what it finds.

    made  as ``trade_off`` returns it
    Returns a dict: limit, rings (a year), delay (hours, on average), hours (until this
    interruption was found; missing if it was not), bad (what went wrong until then).
    """
    good = made["rings"].index[made["rings"] <= a_year]
    limit = float(good.min() if len(good) else made["rings"].index.max())
    first, last = made["first"], made["last"]
    rings = alarms(made["bad"], made["expected"], made["times"], limit)
    rings = rings[(rings >= first) & (rings <= last)]
    found = {"hours": np.nan, "bad": 0}
    if len(rings):
        found["hours"] = (rings[0] - first).total_seconds() / 3600 + 1
        found["bad"] = int(made["bad"].loc[first : rings[0]].sum())
    return {
        "limit": limit,
        "rings": made["rings"][limit],
        "delay": made["delay"][limit],
    } | found


def trade(made, a_year=2):
    """Draw the trade of false alarms against delay, and one interruption.

    made, a_year  as in ``choose``
    Returns the Axes of the trade.
    """
    chosen = choose(made, a_year)
    figure, (left, right) = plt.subplots(1, 2, layout="none", gridspec_kw=PLACES)
    left.plot(made["rings"], made["delay"], color=COLOURS["navy"], linestyle="-")
    left.plot(
        chosen["rings"], chosen["delay"], "o", color=COLOURS["brick"], markersize=10
    )
    left.set(xlabel=TEXT["x"], ylabel=TEXT["y"], ylim=(0, None))
    left.set_xscale("symlog", linthresh=1)
    left.set_xticks([0, 1, 2, 5, 10, 30], ["0", "1", "2", "5", "10", "30"])
    left.set_xlim(0, 40)
    _draw_score(right, made, chosen["limit"])
    lost = np.isnan(chosen["hours"])
    title = TEXT["nothing" if lost else "title"].format(a_year=a_year, **chosen)
    figure.suptitle(title, x=0.01, ha="left", size=13.5, weight="bold")
    said = "not found" if lost else "found after {hours:.0f} h".format(**chosen)
    return describe(left, TEXT["alt"].format(found=said, **chosen))


def _draw_score(ax, made, limit):
    first, last = made["first"], made["last"]
    day = np.timedelta64(1, "D")
    around = slice(first - DAYS * day, first + DAYS * day)
    score = cusum(
        made["bad"].loc[around], made["expected"].loc[around], made["times"], limit
    )
    days = (score.index - first) / day
    ax.axvspan(0, min((last - first) / day, DAYS), color=COLOURS["pale"])
    ax.plot(days, score, color=COLOURS["navy"], linestyle="-", linewidth=1.2)
    ax.axhline(limit, color=COLOURS["brick"], linestyle="--")
    ax.set(xlabel=TEXT["time"], ylabel=TEXT["score"], ylim=(0, None))

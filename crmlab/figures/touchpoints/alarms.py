"""Figure: the running sum of an alarm over time."""

import matplotlib.dates as mdates
import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "x": "day",
    "y": "running sum of what is too much",
    "limit": "limit",
    "rings": "alarm",
    "interruption": "interruption",
    "alt": (
        "Line of the running sum by hour, {first:%d %B} to {last:%d %B}. It rings at "
        "{rings}. The interruption lasted from {begins:%d %B} to {ends:%d %B}."
    ),
}


def alarm_line(score, limit, first, last, *, title):
    """Draw a running sum that rings at a limit, and when the touchpoint was broken.

    score        Series by hour, as ``touchpoints.cusum`` returns it with a limit
    first, last  first and last day of the interruption
    Returns Axes.
    """
    _, ax = plt.subplots()
    end = last + (last - last.normalize()).__class__(days=1)
    ax.axvspan(first, end, color=COLOURS["pale"], label=TEXT["interruption"])
    ax.plot(score.index, score, color=COLOURS["navy"], linewidth=1.2, linestyle="-")
    ax.axhline(limit, color=COLOURS["brick"], linestyle="--", label=TEXT["limit"])
    rings = score.index[score >= limit]
    ax.plot(
        rings,
        score[rings],
        "v",
        color=COLOURS["brick"],
        markersize=7,
        label=TEXT["rings"],
    )
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"], ylim=(0, None))
    ax.set_xlim(score.index[0], score.index[-1])
    ax.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=7))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%d %b"))
    ax.legend(loc="upper left")
    ax.set_title(title)
    said = ", ".join(f"{ring:%d %B %H:00}" for ring in rings[:4]) or "no hour"
    alt = TEXT["alt"].format(
        first=score.index[0], last=score.index[-1], rings=said, begins=first, ends=last
    )
    return describe(ax, alt)

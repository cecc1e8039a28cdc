"""Figure: a control chart, with the points that ring."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "limits": "limits",
    "centre": "centre",
    "rings": "signal",
    "base": "sets the limits",
    "alt": (
        "Control chart of {points} points around {centre:,.3g}; the limits at the end "
        "are {lower:,.3g} and {upper:,.3g}. Points that ring: {count} ({rings})."
    ),
    "none": "none",
}
NAMED = 4  # rings that the alt text names


def control_chart(chart, rings, *, x, y, title, base=None):
    """Draw a control chart.

    chart  frame with value, centre, lower, upper by point, as crmlab.quality makes it
    rings  Series of True and False by the same points: which ones ring
    x, y   labels of the axes
    base   how many points set the limits; these are shaded
    Returns Axes.
    """
    _, ax = plt.subplots()
    if base:
        edges = chart.index[0], chart.index[base - 1]
        ax.axvspan(*edges, color=COLOURS["pale"], alpha=0.5, label=TEXT["base"])
    look = {"color": COLOURS["brick"], "linestyle": "--", "linewidth": 1.2}
    for limit, label in (("lower", TEXT["limits"]), ("upper", None)):
        ax.step(chart.index, chart[limit], where="mid", label=label, **look)
    look = {"color": COLOURS["teal"], "linestyle": "-.", "linewidth": 1.2}
    ax.plot(chart.index, chart["centre"], label=TEXT["centre"], **look)
    ax.plot(chart.index, chart["value"], ".-", color=COLOURS["navy"], linewidth=0.8)
    found = chart["value"][rings]
    look = {"color": COLOURS["brick"], "markersize": 6, "label": TEXT["rings"]}
    ax.plot(found.index, found, "D", **look)
    ax.set(xlabel=x, ylabel=y)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=4)
    ax.set_title(title)
    return describe(ax, _told(chart, found))


def _told(chart, found):
    """The alt text: the limits at the end, and the first points that ring."""
    named = [f"{point:%d %B %Y}" if hasattr(point, "year") else str(point)
             for point in found.index[:NAMED]]  # fmt: skip
    more = ["…"] if len(found) > NAMED else []
    return TEXT["alt"].format(
        points=len(chart),
        centre=chart["centre"].iloc[-1],
        lower=chart["lower"].iloc[-1],
        upper=chart["upper"].iloc[-1],
        count=len(found),
        rings=", ".join(named + more) or TEXT["none"],
    )

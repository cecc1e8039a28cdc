"""Figure of lesson 10: satisfaction and what follows it, by group."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, LINES

TEXT = {
    "alt": (
        "Points with 95% intervals and lines that never fall, {y} against {x}. "
        "{groups}."
    ),
    "group": "{name}: {points}",
    "point": "{mean:{form}} at {score:.0f}",
}
LOOKS = list(zip(["navy", "teal", "brick", "amber"], "osD^", LINES, strict=True))


def satisfaction_curves(points, curves, *, title, x, y, form=".0f"):
    """Draw binned means with their intervals, and a curve for each group.

    points  frame as ``loyalty.binned_means`` returns it
    curves  {group: frame as ``loyalty.monotone_curve`` returns it}, in order
    x, y    labels of the axes, with units;  form  of the numbers in the alt text
    Returns Axes.
    """
    _, ax = plt.subplots(figsize=(7.5, 4.6))
    words = []
    for (name, curve), (colour, marker, line) in zip(
        curves.items(), LOOKS, strict=False
    ):
        mine = points[points["group"] == name]
        ink = COLOURS[colour]
        ax.plot(curve.index, curve["mean"], color=ink, linestyle=line)
        reach = [mine["mean"] - mine["low"], mine["high"] - mine["mean"]]
        look = {"fmt": marker, "color": ink, "capsize": 3, "markersize": 7}
        ax.errorbar(
            mine["score"], mine["mean"], reach, label=name, linestyle="none", **look
        )
        said = (
            TEXT["point"].format(mean=row.mean, score=row.score, form=form)
            for row in mine[["mean", "score"]].itertuples(index=False)
        )
        words.append(TEXT["group"].format(name=name, points=", ".join(said)))
    ax.set(xlabel=x, ylabel=y)
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    ax.set_title(title)
    return describe(ax, TEXT["alt"].format(x=x, y=y, groups="; ".join(words)))

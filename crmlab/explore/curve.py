"""Lesson 10: a curve that rivals bend."""

import matplotlib.pyplot as plt
import numpy as np

from crmlab.company import planted
from crmlab.figures import COLOURS, describe

PLACES = np.linspace(0, 1, 101)

TEXT = {
    "title": (
        "{rivals} other sellers: a step up to {goal} brings {last:.0f} points,\n"
        "the step before it {before:.0f}"
    ),
    "x": "satisfaction (0 lowest, 100 complete)",
    "y": "loyalty (0 lowest, 100 complete)",
    "none": "no other seller",
    "most": "six other sellers",
    "alt": (
        "Curve of loyalty against satisfaction with {rivals} other sellers, between "
        "those with none, high and flat, and with six, low until the top. Loyalty is "
        "{start:.0f} at {first}, {middle:.0f} at {second} and {end:.0f} at {goal}."
    ),
}


def bent_by_rivals(rivals=2, goal=100):
    """Draw the planted curve of a usual customer who knows so many other sellers.

    rivals  other sellers that one could turn to, 0 to 6
    goal    satisfaction from 0 to 100: the step of 20 points up to it is compared with
            the step of 20 before it
    Returns Axes. Loyalty is 100 x (satisfaction / 100) ** power; the power grows with
    the number of sellers.
    """
    _, ax = plt.subplots()
    for others, line, name in [(0, ":", TEXT["none"]), (6, "--", TEXT["most"])]:
        faint = {"color": COLOURS["teal"], "linestyle": line, "label": name}
        ax.plot(100 * PLACES, loyalty(PLACES, others), **faint)
    ax.plot(100 * PLACES, loyalty(PLACES, rivals), color=COLOURS["navy"], linestyle="-")
    steps = np.array([goal - 40, goal - 20, goal])
    start, middle, end = loyalty(np.clip(steps, 0, 100) / 100, rivals)
    look = {"s": 80, "color": COLOURS["brick"], "zorder": 3}
    ax.scatter(np.clip(steps, 0, 100), [start, middle, end], **look)
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"], ylim=(0, 104))
    ax.legend(loc="lower right")
    rise = {"last": end - middle, "before": middle - start}
    ax.set_title(TEXT["title"].format(rivals=rivals, goal=goal, **rise))
    words = {"start": start, "middle": middle, "end": end, "goal": goal}
    words |= {"first": goal - 40, "second": goal - 20, "rivals": rivals}
    return describe(ax, TEXT["alt"].format(**words))


def loyalty(place, rivals):
    """Loyalty from 0 to 100 at a place from 0 to 1, as planted."""
    choice = (0.25 + rivals) / planted.USUAL_CHOICE
    return 100 * np.asarray(place) ** (choice ** planted.LOYALTY_CURVE["choice"])

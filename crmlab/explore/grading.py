"""Lesson 04: whose grade changes when the weights do?"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from crmlab.figures import COLOURS, describe
from crmlab.grading import SHARES, composite, grades

# Said here, for finding the places anew at each redraw takes too long.
PLACES = {"left": 0.11, "right": 0.97, "bottom": 0.24, "top": 0.83}

TEXT = {
    "title": (
        "{changed} of {customers} change grade, {new} of {top} at the top are new\n"
        "The best fifth holds {held:.0%} of the margin that came later"
    ),
    "x": "place with equal weights (1 is best)",
    "y": "place with your weights",
    "same": "same grade",
    "up": "higher grade",
    "down": "lower grade",
    "all nought": "All weights are 0:\nraise one of them.",
    "alt": "Scatter of {customers} customers: place with equal weights against place "
    "with the weights {weights}. {up} go up a grade, {down} go down, {same} stay. The "
    "best fifth by these weights holds {held:.0%} of the later margin.",
}


def weigh_bases(scaled, weights, shares=SHARES):
    """Places and grades of all customers, with equal weights and with others.

    scaled   frame as ``grading.scaled`` returns it
    weights  dict, one number of 0 or more for each column, not all 0
    Returns a frame by customer: equal, chosen (places, 1 the best), steps (grades up;
    below 0 is down), top (whether now in the first grade), was_top.
    """
    equal = composite(scaled, dict.fromkeys(scaled.columns, 1))
    chosen = composite(scaled, weights)
    before, after = (grades(score, shares).cat.codes for score in (equal, chosen))
    return pd.DataFrame(
        {
            "equal": equal.rank(ascending=False),
            "chosen": chosen.rank(ascending=False),
            "steps": (before - after).astype(int),
            "top": after == 0,
            "was_top": before == 0,
        }
    )


def weights(scaled, later, **chosen):
    """Draw who changes grade under other weights than equal ones.

    scaled  frame as ``grading.scaled`` returns it
    later   margin that each customer brought in a later period, CNY
    chosen  a weight for each column of scaled, by its name
    Returns Axes.
    """
    _, ax = plt.subplots(layout="none", gridspec_kw=PLACES)
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"])
    if not any(chosen.values()):
        ax.set_title(TEXT["all nought"])
        return describe(ax, TEXT["all nought"])
    table = weigh_bases(scaled, chosen)
    looks = [
        ("same", table["steps"] == 0, {"color": COLOURS["pale"], "marker": "o"}),
        ("up", table["steps"] > 0, {"color": COLOURS["teal"], "marker": "^"}),
        ("down", table["steps"] < 0, {"color": COLOURS["brick"], "marker": "v"}),
    ]
    for name, rows, look in looks:
        points = table[rows]
        ax.scatter(points["equal"], points["chosen"], s=28, label=TEXT[name], **look)
    for bound in np.cumsum(list(SHARES.values()))[:-1] * len(table):
        ax.axhline(bound + 0.5, color="black", linewidth=0.7, linestyle=":")
    last = len(table) + 6
    ax.set(xlim=(-5, last), ylim=(last, -5))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3)
    best = table["chosen"].nsmallest(round(len(table) / 5)).index
    words = {"held": later[best].sum() / later.sum(), "customers": len(table)}
    words |= {
        "changed": int((table["steps"] != 0).sum()),
        "top": int(table["top"].sum()),
    }
    words["new"] = int((table["top"] & ~table["was_top"]).sum())
    ax.set_title(TEXT["title"].format(**words))
    counts = {name: int(rows.sum()) for name, rows, _ in looks}
    said = ", ".join(f"{name} {value:g}" for name, value in chosen.items())
    return describe(ax, TEXT["alt"].format(weights=said, **counts, **words))

"""Figures of the Kano model: the map of features, and the grid by segment."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK

TEXT = {
    "worse": "worse: displeased without it (share)",
    "better": "better: pleased with it (share)",
    "corners": ["attractive", "one-dimensional", "indifferent", "must-be"],
    "map alt": (
        "Map of features by how much lacking them displeases (across) and having them "
        "pleases (up), with 95% intervals: {features}."
    ),
    "feature": "{name} {worse:.2f} and {better:.2f}",
    "grid alt": (
        "Grid of features by segment, the leading category in each cell, in brackets "
        "where its lead may be chance. {rows}"
    ),
    "row": "{feature}: {cells}.",
    "segments": (
        "segment\nA attractive, O one-dimensional, M must-be,\nI indifferent, R reverse"
    ),
    "features": "feature",
    "cell": "{segment} {letter}",
}
FILL = {"A": "teal", "O": "amber", "M": "navy", "I": "pale", "R": "brick", "Q": "pale"}
DARK = ("M", "R")  # white letters on these, black on the others


def kano_map(intervals, *, title, names=None, beside=None):
    """Draw features by better and worse, with intervals and the four quadrants.

    intervals  frame as ``satisfaction.better_worse`` returns it, one row a feature
    names      Series of what to write at each point; None writes the index
    beside     dict from feature to where its name goes, such as "below left"; else
               above right
    Returns Axes; worse is drawn without its minus.
    """
    names = intervals.index.to_series() if names is None else names
    _, ax = plt.subplots(figsize=(7.5, 5.4))
    ax.axhline(0.5, color=INK, linewidth=1, linestyle="-")
    ax.axvline(0.5, color=INK, linewidth=1, linestyle="-")
    reach_x = [
        intervals["worse_high"] - intervals["worse"],
        intervals["worse"] - intervals["worse_low"],
    ]
    reach_y = [
        intervals["better"] - intervals["better_low"],
        intervals["better_high"] - intervals["better"],
    ]
    look = {"fmt": "o", "color": COLOURS["navy"], "ecolor": COLOURS["teal"]}
    look |= {"elinewidth": 1.5, "markersize": 6}
    ax.errorbar(
        -intervals["worse"], intervals["better"], xerr=reach_x, yerr=reach_y, **look
    )
    for feature, row in intervals.iterrows():
        where = (beside or {}).get(feature, "above right")
        left, below = "left" in where, "below" in where
        ax.annotate(
            names[feature],
            (-row["worse"], row["better"]),
            xytext=(-6 if left else 6, -7 if below else 7),
            textcoords="offset points",
            ha="right" if left else "left",
            va="top" if below else "bottom",
            size=10.5,
        )
    places = [(0.01, 0.98), (0.99, 0.98), (0.01, 0.02), (0.99, 0.02)]
    for word, (x, y) in zip(TEXT["corners"], places, strict=True):
        side, height = ("left", "right")[x > 0.5], ("bottom", "top")[y > 0.5]
        ax.text(x, y, word, ha=side, va=height, style="italic", color="#666666")
    ax.set(xlim=(0, 1), ylim=(0, 1), xlabel=TEXT["worse"], ylabel=TEXT["better"])
    ax.grid(False)
    ax.set_title(title)
    said = [
        TEXT["feature"].format(name=names[f], worse=-r["worse"], better=r["better"])
        for f, r in intervals.iterrows()
    ]
    return describe(ax, TEXT["map alt"].format(features="; ".join(said)))


def kano_segments(table, *, title, names=None):
    """Draw the leading category of each feature for each segment.

    table  frame as ``satisfaction.kano_table`` returns it, indexed by feature, segment
    names  Series of what to write for each feature; None writes the index
    Returns Axes. A letter in brackets: the lead may be chance.
    """
    letters, sure = table["category"].unstack(), table["significant"].unstack()
    _, ax = plt.subplots(figsize=(7.8, 5.4))
    said = []
    for y, feature in enumerate(letters.index):
        cells = []
        for x, segment in enumerate(letters.columns):
            letter = letters.loc[feature, segment]
            box = plt.Rectangle((x, y), 0.94, 0.9, color=COLOURS[FILL[letter]])
            ax.add_patch(box)
            words = letter if sure.loc[feature, segment] else f"({letter})"
            ink = "white" if letter in DARK else "black"
            ax.text(x + 0.47, y + 0.45, words, ha="center", va="center", color=ink)
            cells.append(TEXT["cell"].format(segment=segment, letter=words))
        name = feature if names is None else names[feature]
        said.append(TEXT["row"].format(feature=name, cells=", ".join(cells)))
    rows = letters.index if names is None else names[letters.index]
    ax.set_yticks([y + 0.45 for y in range(len(rows))], rows)
    columns = [segment.replace(" ", "\n") for segment in letters.columns]
    ax.set_xticks([x + 0.47 for x in range(len(columns))], columns)
    ax.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    ax.set(xlabel=TEXT["segments"], ylabel=TEXT["features"])
    ax.grid(False)
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.set_title(title)
    return describe(ax, TEXT["grid alt"].format(rows=" ".join(said)))

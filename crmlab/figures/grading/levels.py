"""Figures: the pyramid with its marks, and the moves between its grades."""

import textwrap

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Polygon

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK

SHADES = ["navy", "brick", "teal", "pale"]  # from the top
TEXT = {
    "share": "{customers:,} customers,\n{share:.0%} of margin",
    "grade": "grade",
    "alt": "Pyramid of four grades from top to bottom, with marks and their 95% "
    "intervals. {rows}.",
    "row": "{grade}: {customers:,} customers, {share:.0%} of the margin; {marks}",
    "before": "grade before",
    "after": "grade after, % of the row",
    "moves alt": "Tables of moves between grades, in per cent of each row. {panels}.",
}


def pyramid(sizes, marks, *, title):
    """Draw the pyramid, and beside it each grade's marks with their intervals.

    sizes  frame by grade, the top first: customers, share (of the margin)
    marks  frame by mark and grade as ``grading.marks`` returns it: mean, low, high.
           The mark's name is written under its panel, so it says the unit
    Returns the Axes of the pyramid.
    """
    names = list(marks.index.unique("mark"))
    widths = {"width_ratios": [3] + [1] * len(names)}
    figure, axes = plt.subplots(
        1, 1 + len(names), figsize=(8.8, 5), sharey=True, gridspec_kw=widths
    )
    _steps(axes[0], sizes)
    for ax, name in zip(axes[1:], names, strict=True):
        mine = marks.loc[name].reindex(sizes.index)
        reach = [mine["mean"] - mine["low"], mine["high"] - mine["mean"]]
        look = {"fmt": "o", "color": COLOURS["navy"], "capsize": 4, "markersize": 7}
        ax.errorbar(
            mine["mean"], range(len(sizes)), xerr=reach, linestyle="none", **look
        )
        ax.grid(axis="x")
        ax.grid(False, axis="y")
        ax.set_xlabel(textwrap.fill(name, 10))
        ax.locator_params(axis="x", nbins=2)
        ax.margins(x=0.15)
    figure.suptitle(title, x=0.01, ha="left", size=13.5, weight="bold")
    rows = []
    for grade, row in sizes.iterrows():
        said = ", ".join(
            f"{name} {marks.loc[(name, grade), 'mean']:.3g}" for name in names
        )
        rows.append(
            TEXT["row"].format(
                grade=grade,
                customers=int(row["customers"]),
                share=row["share"],
                marks=said,
            )
        )
    return describe(axes[0], TEXT["alt"].format(rows=". ".join(rows)))


def _steps(ax, sizes):
    """The pyramid itself: as many steps as grades, the top one pointed."""
    count = len(sizes)
    for place, ((_, row), shade) in enumerate(
        zip(sizes.iterrows(), SHADES, strict=False)
    ):
        top, bottom = place / count, (place + 1) / count
        corners = [(-top, place - 0.48), (top, place - 0.48)]
        corners += [(bottom, place + 0.48), (-bottom, place + 0.48)]
        ax.add_patch(Polygon(corners, color=COLOURS[shade]))
        words = TEXT["share"].format(
            customers=int(row["customers"]), share=row["share"]
        )
        ax.text(1.15, place, words, va="center", size=11)
    ax.set_yticks(range(count), sizes.index)
    ax.set(xlim=(-1.05, 3.6), ylim=(count - 0.4, -0.6), ylabel=TEXT["grade"])
    ax.set_xticks([])
    ax.grid(False)


def two_moves(tables, *, title):
    """Draw transition matrices side by side, in per cent of each row.

    tables  dict from the panel's heading to a frame as ``grading.moves`` returns it
    Returns the Axes of the first panel.
    """
    figure, axes = plt.subplots(
        1, len(tables), figsize=(8, 4.2), sharey=True, squeeze=False
    )
    said = []
    for ax, (heading, table) in zip(axes[0], tables.items(), strict=True):
        share = 100 * table.drop(columns="customers")
        ax.imshow(share, cmap="Blues", vmin=0, vmax=160, aspect="auto")
        for (row, column), value in np.ndenumerate(share.to_numpy()):
            look = {"ha": "center", "va": "center", "color": INK}
            ax.text(column, row, f"{value:.0f}", **look)
        ax.set_xticks(range(share.shape[1]), share.columns)
        ax.set_yticks(range(len(share)), share.index)
        ax.tick_params(length=0)
        ax.grid(False)
        ax.set_title(heading, weight="normal", size=12)
        ax.set_xlabel(TEXT["after"])
        best = share.index[0]
        rows = ", ".join(
            f"{name} {value:.0f}" for name, value in share.loc[best].items()
        )
        said.append(f"{heading}, from {best} to: {rows}")
    axes[0, 0].set_ylabel(TEXT["before"])
    figure.suptitle(title, x=0.01, ha="left", size=13.5, weight="bold")
    return describe(axes[0, 0], TEXT["moves alt"].format(panels=". ".join(said)))

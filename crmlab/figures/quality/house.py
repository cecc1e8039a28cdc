"""Figure: the house of quality, readable on a projector."""

import itertools
from textwrap import wrap

import matplotlib.pyplot as plt
import numpy as np

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, ink_on

TEXT = {
    "marks": {9: "●", 3: "○", 1: "△", 0: ""},
    "key": "● strong (9)\n○ some (3)\n△ weak (1)\nroof: + helps,\n− hinders",
    "roof": {2: "++", 1: "+", -1: "−", -2: "− −", 0: ""},
    "weight": "weight",
    "priority": "priority",
    "alt": (
        "House of quality of {needs} needs and {measures} measures. The weightiest "
        "need is {need} ({weight:.0%}); the first measures are {first}."
    ),
    "first": "{name} ({share:.0%})",
}
# Inches, so that the whole has about the form of a slide and is not made smaller there.
WIDTH, ROW, TITLES, ROOF = 7.5, 0.19, 1.5, 0.24
NEED, WEIGHT = 6.6, 1.1  # widths in columns
SIZE = 11  # points


def house_of_quality(weights, relations, priorities, roof, *, title, names=None):
    """Draw the house: needs on the left, measures on top, relations in the middle.

    weights     Series by need: shares that add up to 1
    relations   frame, a row a need, a column a measure: 9, 3, 1 or 0
    priorities  Series by measure: shares that add up to 1, drawn as the floor
    roof        frame of measures by measures, from −2 to 2, of ``quality.roof``
    names       dict of what is written for a need or a measure; as it stands if None
    Returns Axes.
    """
    called = {name: name for name in [*relations.index, *relations.columns]}
    called |= names or {}
    rows, columns = relations.shape
    floor = rows + TITLES / ROW  # where the roof begins
    top = floor + columns / 2 * ROOF / ROW
    _, ax = plt.subplots(figsize=(WIDTH, (top + 1.1) * ROW + 0.6))
    ax.set(xlim=(-NEED, columns + WEIGHT), ylim=(-1.1, top + 0.1))
    ax.set_axis_off()
    _middle(ax, weights, relations, called)
    _floor(ax, priorities.reindex(relations.columns), columns)
    _roof(ax, roof, list(relations.columns), floor)
    ax.text(-NEED, top, TEXT["key"], size=SIZE, va="top")
    ax.set_title(title)
    first = priorities.sort_values(ascending=False, kind="stable")[:3]
    alt = TEXT["alt"].format(
        needs=rows,
        measures=columns,
        need=called[weights.idxmax()],
        weight=weights.max(),
        first=", ".join(
            TEXT["first"].format(name=called[name], share=share)
            for name, share in first.items()
        ),
    )
    return describe(ax, alt)


def _middle(ax, weights, relations, called):
    """Needs with their weights, titles of measures, and the marks between them."""
    rows, columns = relations.shape
    for row, (need, marks) in enumerate(relations.iterrows()):
        y = rows - row - 0.5
        ax.text(-NEED, y, called[need], va="center", size=SIZE)
        ax.text(columns + WEIGHT / 2, y, f"{weights[need]:.0%}", ha="center",
                va="center", size=SIZE)  # fmt: skip
        for column, mark in enumerate(marks):
            ax.text(column + 0.5, y, TEXT["marks"][int(mark)], ha="center",
                    va="center", size=13, color=COLOURS["navy"])  # fmt: skip
    lines = {"color": COLOURS["pale"], "linewidth": 1}
    ax.hlines(range(rows + 1), -NEED, columns + WEIGHT, **lines)
    ax.vlines(range(columns + 1), -1, rows + TITLES / ROW, **lines)
    for column, measure in enumerate(relations.columns):
        ax.text(column + 0.5, rows + 0.2, _in_two_lines(called[measure]), rotation=90,
                ha="center", va="bottom", ma="left", size=SIZE)  # fmt: skip
    ax.text(columns + WEIGHT / 2, rows + 0.2, TEXT["weight"], rotation=90, ha="center",
            va="bottom", size=SIZE)  # fmt: skip


def _in_two_lines(title):
    """A title in two lines of about the same length; a single word stays whole."""
    for width in range(len(title) // 2 + 1, len(title) + 2):
        lines = wrap(title, width, break_long_words=False)
        if len(lines) <= 2:
            return "\n".join(lines)


def _floor(ax, priorities, columns):
    """The priorities of the measures, darker where they are higher."""
    shades = plt.get_cmap("Blues")
    ax.text(-NEED, -0.5, TEXT["priority"], va="center", size=SIZE, weight="bold")
    for column, share in zip(range(columns), priorities, strict=True):
        colour = shades(share / priorities.max() * 0.9)
        ax.add_patch(plt.Rectangle((column, -0.95), 1, 0.9, color=colour))
        ax.text(column + 0.5, -0.5, f"{share:.0%}", ha="center", va="center", size=SIZE,
                color=ink_on(colour[:3]))  # fmt: skip


def _roof(ax, roof, measures, floor):
    """Which measures help (+) and which hinder (−) one another."""
    columns, cell = len(measures), ROOF / ROW
    told = roof.reindex(index=measures, columns=measures, fill_value=0)
    told = np.rint(told.to_numpy()).astype(int)
    lines = {"color": COLOURS["pale"], "linewidth": 1, "linestyle": "-"}
    for column in range(columns + 1):
        # Each line rises from the edge of a column to the side of the roof.
        for across in (-column / 2, (columns - column) / 2):
            ends = [floor, floor + abs(across) * cell]
            ax.plot([column, column + across], ends, **lines)
    for one, other in itertools.combinations(range(columns), 2):
        value = told[one, other]
        ax.text((one + other + 1) / 2, floor + (other - one) / 2 * cell,
                TEXT["roof"][value], ha="center", va="center", size=SIZE, weight="bold",
                color=COLOURS["brick"] if value < 0 else COLOURS["navy"])  # fmt: skip

"""Figures: differences with their intervals, and levels turn by turn."""

import matplotlib.pyplot as plt
import numpy as np

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "compared": "what is compared",
    "differences alt": (
        "Differences with their 95% intervals, {unit}: {rows}. A line marks nought."
    ),
    "row": "{name} {difference:.1f} ({low:.1f} to {high:.1f})",
    "truth": "planted truth",
    "measured": "measured",
    "x": "quarter of 13 weeks, by its first day",
    "turn": "a turn begins",
    "levels alt": (
        "Line of the measured level by quarter, {unit}: {levels}. {truth}"
        "Turns of the circle begin at {turns}."
    ),
    "planted": "The planted level goes from {first:.3g} to {last:.3g}. ",
}


def differences(table, *, title, unit, what=TEXT["compared"], truth=None, stress=()):
    """Draw differences with their intervals, one row each.

    table   frame with difference, low, high, as ``relationship.difference`` returns
    unit    of the difference, for the axis
    what    is compared in a row, for the other axis
    truth   true value to mark with a dashed line, or None
    stress  rows to draw in the dark colours; the others are in grey
    Returns Axes.
    """
    _, ax = plt.subplots()
    places = np.arange(len(table))
    for place, (name, row) in zip(places, table.iterrows(), strict=True):
        colour = "navy" if name in stress or not stress else "teal"
        reach = [[row["difference"] - row["low"]], [row["high"] - row["difference"]]]
        look = {"fmt": "o", "color": COLOURS[colour], "markersize": 9, "capsize": 5}
        ax.errorbar(row["difference"], place, xerr=reach, linestyle="none", **look)
    ax.axvline(0, color="black", linewidth=1, linestyle="-")
    if truth is not None:
        look = {"color": COLOURS["brick"], "linestyle": "--", "label": TEXT["truth"]}
        ax.axvline(truth, **look)
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16))
    ax.set_yticks(places, table.index)
    ax.invert_yaxis()
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.margins(y=0.12)
    ax.set(xlabel=unit, ylabel=what)
    ax.set_title(title)
    rows = ", ".join(
        TEXT["row"].format(name=name, **row[["difference", "low", "high"]])
        for name, row in table.iterrows()
    )
    return describe(ax, TEXT["differences alt"].format(unit=unit, rows=rows))


def turn_levels(levels, turns, *, title, unit, truth=None):
    """Draw a measured level by quarter, and where turns of PDCA began.

    levels  Series, one entry a quarter, first day as index
    turns   first days of the turns
    unit    of the level, for the axis
    truth   Series of the planted level on the same days, or None
    Returns Axes.
    """
    _, ax = plt.subplots()
    places = np.arange(len(levels))
    ax.plot(places, levels, marker="o", color=COLOURS["navy"], label=TEXT["measured"])
    planted = ""
    if truth is not None:
        look = {"color": COLOURS["brick"], "linestyle": "--", "label": TEXT["truth"]}
        ax.plot(places, truth, **look)
        planted = TEXT["planted"].format(first=truth.iloc[0], last=truth.iloc[-1])
    at = [place for place, day in enumerate(levels.index) if day in set(turns)]
    for number, place in enumerate(at):
        label = TEXT["turn"] if number == 0 else None
        ax.axvline(place, color=COLOURS["amber"], linestyle=":", label=label)
    ax.set_xticks(places, [f"{day.day} {day:%b}\n{day:%Y}" for day in levels.index])
    ax.set(xlabel=TEXT["x"], ylabel=unit, ylim=(0, levels.max() * 1.25))
    ax.legend(loc="upper right", ncols=3)
    ax.set_title(title)
    words = {
        "unit": unit,
        "levels": ", ".join(f"{level:.3g}" for level in levels),
        "truth": planted,
        "turns": ", ".join(f"{levels.index[place]:%b %Y}" for place in at),
    }
    return describe(ax, TEXT["levels alt"].format(**words))

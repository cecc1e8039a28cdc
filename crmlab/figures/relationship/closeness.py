"""Figures: the five features, who gets which relationship, and what policies bring."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.colors import ListedColormap

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, FIVE, whole
from crmlab.relationship import choose_relationship

TEXT = {
    "kind": "kind of relationship",
    "answer": "mean answer, 1 to 10",
    "features alt": "Lines of mean answers by kind of relationship: {lines}.",
    "line": "{name} from {first:.1f} to {last:.1f}",
    "customers": "customers in the segment",
    "margin": "margin, CNY a customer and year",
    "grid alt": (
        "Map of the kind of relationship that brings most, by number of customers and "
        "margin, if a step closer adds {gain:.0%} and there are {managers:g} account "
        "managers. Segments: {segments}."
    ),
    "in": "{name} in {kind}",
    "profit": "profit of the year",
    "equity": "customer equity after it",
    "change": "change against going on as now (CNY)",
    "policy": "policy",
    "played alt": "Bars of the change in yuan, year's profit and then equity: {rows}.",
    "row": "{name} {profit:+,.0f} and {equity:+,.0f}",
}
KINDS = ["#f1efe9", "#e8cd93", "#7fc0b6", "#4a6d8c", "#17324d"]  # light to dark
LETTER = {0: "#222222", 1: "#222222", 2: "#222222", 3: "white", 4: "white"}


def feature_lines(table, *, title):
    """Draw mean answers by kind of relationship, one line a feature.

    table  frame, one row a kind from far to close, one column a feature
    Returns Axes.
    """
    _, ax = plt.subplots()
    for name, (colour, line, mark) in zip(table, cycle(FIVE), strict=False):
        look = {"color": colour, "linestyle": line, "marker": mark}
        ax.plot(table.index.astype(str), table[name], label=name, **look)
    ax.set(xlabel=TEXT["kind"], ylabel=TEXT["answer"], ylim=(3.8, 10))
    ax.legend(loc="lower right")
    ax.set_title(title)
    lines = ", ".join(
        TEXT["line"].format(name=name, first=line.iloc[0], last=line.iloc[-1])
        for name, line in table.items()
    )
    return describe(ax, TEXT["features alt"].format(lines=lines))


def relationship_grid(segments, contact_costs, step_gain, managers, *, title):
    """Draw the best kind by number of customers and margin, with segments on it.

    segments, contact_costs, step_gain, managers  as ``choose_relationship`` takes them
    Returns Axes; both scales are logarithmic.
    """
    _, ax = plt.subplots()
    sizes, margins = np.geomspace(10, 10_000, 90), np.geomspace(30, 30_000, 90)
    grid = pd.MultiIndex.from_product([margins, sizes], names=["margin", "customers"])
    best = choose_relationship(
        grid.to_frame(index=False), contact_costs, step_gain, managers
    )
    kinds = contact_costs["contact_type"].astype(str).to_list()
    number = best["kind"].map(kinds.index).to_numpy().reshape(len(margins), -1)
    ax.pcolormesh(
        sizes, margins, number, cmap=ListedColormap(KINDS), vmin=-0.5, vmax=4.5
    )
    ax.set(xscale="log", yscale="log", xlabel=TEXT["customers"], ylabel=TEXT["margin"])
    ax.set(xlim=(10, 10_000), ylim=(30, 30_000))
    _name_regions(ax, number, sizes, margins, kinds)
    _mark_segments(ax, segments)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(whole)
    ax.grid(False)
    ax.set_title(title)
    found = choose_relationship(segments, contact_costs, step_gain, managers)["kind"]
    words = ", ".join(TEXT["in"].format(name=n, kind=k) for n, k in found.items())
    said = {"gain": step_gain, "managers": managers, "segments": words}
    return describe(ax, TEXT["grid alt"].format(**said))


def _mark_segments(ax, segments):
    """A point for each segment, its name to the left and to the right by turns."""
    box = {"boxstyle": "round,pad=0.2", "facecolor": "white", "linewidth": 0}
    ordered = segments.sort_values("margin", ascending=False)
    for place, (name, row) in enumerate(ordered.iterrows()):
        look = {"color": COLOURS["brick"], "markeredgecolor": "white"}
        ax.plot(row["customers"], row["margin"], "o", ms=10, **look)
        left = place % 2 == 0
        where = {"xytext": (-9 if left else 9, 0), "textcoords": "offset points"}
        where |= {"ha": "right" if left else "left", "va": "center"}
        point = (row["customers"], row["margin"])
        ax.annotate(name, point, fontsize=10, bbox=box, zorder=4, **where)


def _name_regions(ax, number, sizes, margins, kinds):
    """Write the name of each kind at its region's left edge, above the middle.

    In the region that ends at the top a little below it, so that nothing is cut.
    """
    column = number[:, 4]
    for kind, name in enumerate(kinds):
        rows = np.flatnonzero(column == kind)
        if len(rows) > 4:
            height = 0.62 if rows[-1] + 1 < len(margins) else 0.4
            place = (sizes[4] * 1.02, margins[rows[int(height * len(rows))]])
            ax.text(*place, name, color=LETTER[kind], va="center", weight="bold")


def played_policies(table, *, title):
    """Draw what policies brought: profit of the year, and equity after it.

    table  frame, one row a policy: profit and equity, CNY against going on as now
    Returns Axes.
    """
    _, ax = plt.subplots()
    places = np.arange(len(table))
    looks = {"profit": (-0.2, "amber"), "equity": (0.2, "navy")}
    for name, (shift, colour) in looks.items():
        look = {"height": 0.36, "color": COLOURS[colour], "label": TEXT[name]}
        ax.barh(places + shift, table[name], **look)
    ax.axvline(0, color="black", linewidth=1, linestyle="-")
    ax.set_yticks(places, table.index)
    ax.invert_yaxis()
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.set(xlabel=TEXT["change"], ylabel=TEXT["policy"])
    ax.xaxis.set_major_formatter(whole)
    ax.locator_params(axis="x", nbins=5)
    ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.16), ncols=2)
    ax.set_title(title)
    rows = ", ".join(
        TEXT["row"].format(name=name, profit=row["profit"], equity=row["equity"])
        for name, row in table.iterrows()
    )
    return describe(ax, TEXT["played alt"].format(rows=rows).replace(" -", " −"))

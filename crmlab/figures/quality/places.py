"""Figure: the strategic satisfaction matrix, with how sure each place is."""

import matplotlib.pyplot as plt
from matplotlib.transforms import Bbox

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK

TEXT = {
    "alt": (
        "Map of {count} attributes by performance and importance, with 95 % intervals. "
        "{places}."
    ),
    "place": "{quadrant}: {names}",
}
SIDES = [(1, 1), (-1, 1), (1, -1), (-1, -1)]  # of a dot, the first one that is free
CORNERS = {
    "keep up": (0.98, 0.98, "right", "top"),
    "mend first": (0.02, 0.98, "left", "top"),
    "possible overkill": (0.98, 0.02, "right", "bottom"),
    "low priority": (0.02, 0.02, "left", "bottom"),
}


def matrix_of_satisfaction(table, *, x, y, title):
    """Draw each attribute at its importance and performance, with its intervals.

    table  frame by attribute: importance, performance, quadrant, and importance_low,
           importance_high, performance_low, performance_high, as
           ``quality.quadrant_chances`` returns it; the lines cross at the means
    x, y   labels of the axes: performance and importance
    Returns Axes.
    """
    _, ax = plt.subplots(figsize=(7.5, 5.2))
    reach = {
        side: [
            table[name] - table[f"{name}_low"],
            table[f"{name}_high"] - table[name],
        ]
        for side, name in (("xerr", "performance"), ("yerr", "importance"))
    }
    look = {"fmt": "o", "color": COLOURS["navy"], "markersize": 6}
    look |= {"ecolor": COLOURS["teal"], "elinewidth": 1.5}
    ax.errorbar(table["performance"], table["importance"], **reach, **look)
    ax.axvline(table["performance"].mean(), color=INK, linewidth=1, zorder=1)
    ax.axhline(table["importance"].mean(), color=INK, linewidth=1, zorder=1)
    for quadrant, (across, up, side, edge) in CORNERS.items():
        ax.text(across, up, quadrant, transform=ax.transAxes, ha=side, va=edge,
                style="italic", size=11, color="#555555")  # fmt: skip
    ax.grid(False)
    ax.margins(0.15)
    ax.set(xlabel=x, ylabel=y)
    ax.set_title(title)
    _name(ax, table)
    by = table.groupby("quadrant", sort=False)
    places = [
        TEXT["place"].format(quadrant=quadrant, names=", ".join(map(str, part.index)))
        for quadrant, part in by
    ]
    alt = TEXT["alt"].format(count=len(table), places="; ".join(places))
    return describe(ax, alt)


def _name(ax, table):
    """Write each attribute beside its dot, on a side where no interval crosses it."""
    ax.figure.canvas.draw()  # so that places in pixels are known
    lines = [
        ax.transData.transform(line)
        for collection in ax.containers[0].lines[2]
        for line in collection.get_segments()
    ]
    taken = [Bbox.from_extents(*line.min(axis=0), *line.max(axis=0)) for line in lines]
    # Names hide the lines behind them, but no interval.
    look = {"size": 11, "zorder": 1.5, "textcoords": "offset points"}
    look["bbox"] = {"fc": "white", "ec": "none", "pad": 0.5}
    for name, row in table.iterrows():
        place = row["performance"], row["importance"]
        for across, up in SIDES:
            side = {"ha": "left" if across > 0 else "right"}
            side["va"] = "baseline" if up > 0 else "top"
            label = ax.annotate(name, place, (6 * across, 6 * up), **look, **side)
            box = label.get_window_extent()
            if not any(box.overlaps(other) for other in taken):
                break
            label.remove()
        else:
            label = ax.annotate(name, place, (6, 6), **look)
        taken.append(label.get_window_extent())

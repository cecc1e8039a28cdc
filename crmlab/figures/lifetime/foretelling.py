"""Figures: where a likelihood is highest, and what was foretold beside what came."""

import matplotlib.pyplot as plt
import numpy as np

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK

MARKS = ["o", "s", "^", "D"]
LEVELS = [-100, -30, -10, -3, -1, 0]  # of log-likelihood below its top
TEXT = {
    "hill alt": (
        "A hill of log-likelihood over {x} and {y}, as lines of height. The top is at "
        "{x} {best_x:.2f}, {y} {best_y:.2f}."
    ),
    "top": "top",
    "came": "came",
    "dots alt": "What was foretold beside what came, by {group}. {rows}.",
    "row": "{group}: {values}",
    "value": "{name} {value:,.1f}",
}


def likelihood_hill(table, *, title):
    """Draw a log-likelihood over two parameters as lines of equal height.

    table  frame of log-likelihoods: one parameter in the index, the other in the
           columns, both named
    Returns Axes. Lines stand 1, 3, 10, 30 and 100 below the top: 3 below is as far as
    chance alone takes an estimate of two parameters, at 95 per cent.
    """
    _, ax = plt.subplots()
    below = table - table.max(axis=None)
    shades = plt.get_cmap("Blues")(np.linspace(0, 0.4, len(LEVELS)))  # ink reads on all
    shade = {"levels": [*LEVELS[:-1], 1e-9], "colors": shades, "extend": "min"}
    ax.contourf(table.columns, table.index, below, **shade)
    look = {"levels": LEVELS[:-1], "colors": INK, "linewidths": 0.8}
    lines = ax.contour(table.columns, table.index, below, linestyles="-", **look)
    ax.clabel(lines, fmt=lambda height: f"−{-height:.0f}", fontsize=11)
    place = np.unravel_index(np.argmax(table.to_numpy()), table.shape)
    best_y, best_x = table.index[place[0]], table.columns[place[1]]
    ax.plot(best_x, best_y, "X", color=COLOURS["amber"], markersize=11,
            markeredgecolor=INK, label=TEXT["top"])  # fmt: skip
    ax.legend(loc="upper right")
    ax.grid(False)
    ax.set(xlabel=table.columns.name, ylabel=table.index.name)
    ax.set_title(title)
    words = {"x": table.columns.name, "y": table.index.name}
    words |= {"best_x": best_x, "best_y": best_y}
    return describe(ax, TEXT["hill alt"].format(**words))


def foretold_and_came(table, *, title, y, came="came"):
    """Draw what each way foretold, and what came, group by group.

    table  frame, one row a group (its index is named), one column a way to foretell,
           and the column of what came; all in one unit
    y      that unit;  came  name of the column of what came
    Returns Axes. What came is a bar, each forecast a mark on it.
    """
    _, ax = plt.subplots()
    places = np.arange(len(table))
    look = {"color": COLOURS["pale"], "edgecolor": INK, "linewidth": 0.8}
    ax.bar(places, table[came], 0.7, label=came, **look)
    ways = [name for name in table.columns if name != came]
    step = 0.5 / max(len(ways), 1)
    colours = [COLOURS[name] for name in ("navy", "brick", "teal", "amber")]
    for number, (way, colour, mark) in enumerate(
        zip(ways, colours, MARKS, strict=False)
    ):
        aside = (number - (len(ways) - 1) / 2) * step
        ax.plot(places + aside, table[way], mark, color=colour, markersize=8, label=way)
    ax.set_xticks(places, [str(group) for group in table.index])
    ax.legend(loc="best")
    ax.set(ylim=(0, None), xlabel=table.index.name, ylabel=y)
    ax.set_title(title)
    rows = [
        TEXT["row"].format(
            group=group,
            values=", ".join(
                TEXT["value"].format(name=name, value=row[name])
                for name in [came, *ways]
            ),
        )
        for group, row in table.iterrows()
    ]
    words = {"group": table.index.name, "rows": "; ".join(rows)}
    return describe(ax, TEXT["dots alt"].format(**words))

"""Figures: is a chance true, and what does acting on it cost?"""

import matplotlib.pyplot as plt
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, LINES, whole

TEXT = {
    "foretold": "chance foretold, mean of a tenth",
    "happened": "share to whom it happened",
    "true": "as foretold",
    "dots": "{name}: {pairs}",
    "pair": "{foretold:.0%} foretold, {happened:.0%} came",
    "dots alt": "Dots of what was foretold against what came, by tenths. {names}.",
    "acted": "customers acted on, the likeliest first",
    "cost": "cost (thousand CNY)",
    "least": "{name}: least at {customers:,} customers, {cost:.1f}",
    "lines alt": "Lines of the cost against the customers acted on, thousand CNY. "
    "{names}. Nobody acted on: {none:.1f}.",
}


def calibration_dots(tables, *, title):
    """Draw what was foretold against what came, with a line where both are the same.

    tables  {name: frame as ``churn.calibration`` returns it}
    Returns Axes; bars reach two standard errors to each side.
    """
    _, ax = plt.subplots(figsize=(7.5, 4.6))
    ax.plot([0, 1], [0, 1], color="grey", linewidth=1, label=TEXT["true"])
    said = []
    looks = zip(tables.items(), ["navy", "brick", "teal"], "os^", strict=False)
    for (name, table), colour, marker in looks:
        look = {"fmt": marker, "color": COLOURS[colour], "capsize": 3, "markersize": 6}
        error = 2 * table["error"]
        ax.errorbar(table["foretold"], table["happened"], error, label=name, **look)
        pairs = [TEXT["pair"].format(**row) for _, row in table.iloc[::3].iterrows()]
        said.append(TEXT["dots"].format(name=name, pairs=", ".join(pairs)))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(PercentFormatter(1))
    ax.set(xlabel=TEXT["foretold"], ylabel=TEXT["happened"])
    ax.legend(loc="upper left")
    ax.set_title(title)
    return describe(ax, TEXT["dots alt"].format(names="; ".join(said)))


def cost_lines(curves, *, title):
    """Draw what acting on so many customers costs, with the cheapest number marked.

    curves  {name: frame as ``churn.cost_curve`` returns it}
    Returns Axes.
    """
    _, ax = plt.subplots()
    said = []
    looks = zip(curves.items(), ["navy", "brick", "teal"], LINES, strict=False)
    for (name, table), colour, line in looks:
        cost = table["cost"] / 1000
        look = {"color": COLOURS[colour], "linestyle": line, "label": name}
        ax.plot(cost.index, cost, **look)
        best = cost.idxmin()
        ax.scatter([best], [cost[best]], s=60, color=COLOURS[colour], zorder=3)
        words = {"name": name, "customers": best, "cost": cost[best]}
        said.append(TEXT["least"].format(**words))
    ax.xaxis.set_major_formatter(whole)
    ax.set_ylim(bottom=0)
    ax.set(xlabel=TEXT["acted"], ylabel=TEXT["cost"])
    ax.legend(loc="lower right")
    ax.set_title(title)
    alt = TEXT["lines alt"].format(names="; ".join(said), none=cost.iloc[0])
    return describe(ax, alt)

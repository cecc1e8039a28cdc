"""Figure: how the chance that customers are still there falls while they are silent."""

import matplotlib.pyplot as plt
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, LINES

TEXT = {
    "x": "weeks since the first order",
    "y": "chance of still being a customer",
    "alt": "Lines of the chance to be still a customer, week by week. {lines}.",
    "line": (
        "{name}: {orders} orders, the last in week {last:.0f}; {end:.0%} at the end"
    ),
}


def alive_over_time(chances, orders, *, title):
    """Draw the chance to be alive over time, with a mark at each order.

    chances  {customer: Series of chances by week}
    orders   {customer: weeks of the orders after the first}
    Returns Axes.
    """
    _, ax = plt.subplots()
    said = []
    looks = zip(chances.items(), list(COLOURS.values())[:4], LINES, strict=False)
    for number, ((name, chance), colour, line) in enumerate(looks):
        ax.plot(chance.index, chance, color=colour, linestyle=line, label=name)
        weeks = list(orders[name])
        height = [-0.04 - 0.05 * number] * len(weeks)
        ax.plot(weeks, height, "|", color=colour, markersize=11, markeredgewidth=2)
        words = {"name": name, "orders": len(weeks), "end": chance.iloc[-1]}
        said.append(TEXT["line"].format(last=max(weeks, default=0), **words))
    if len(chances) > 1:
        ax.legend(loc="upper center", ncols=len(chances), bbox_to_anchor=(0.5, 1.0))
    room = 1.05 if len(chances) == 1 else 1.2
    ax.set(ylim=(-0.06 - 0.05 * len(chances), room), xlabel=TEXT["x"], ylabel=TEXT["y"])
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.set_title(title)
    return describe(ax, TEXT["alt"].format(lines="; ".join(said)))

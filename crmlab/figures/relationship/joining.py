"""Figure: what customers have brought since they joined, and when they pay back."""

from itertools import cycle

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import FIVE, whole

TEXT = {
    "x": "weeks since the first order",
    "y": "margin less cost, CNY a customer",
    "alt": (
        "Lines of summed margin less the cost of winning, in CNY for an average "
        "customer, from the first day to week {last}: {groups}."
    ),
    "group": "{name} from {first:,.0f} to {end:,.0f}",
}


def payback_curves(curves, cost, *, title):
    """Draw summed margin less the cost of winning, week by week since joining.

    curves  frame as ``relationship.margin_since_joining`` returns it
    cost    Series, CNY for winning one customer of each group
    Returns Axes; a line that crosses 0 has paid back.
    """
    _, ax = plt.subplots()
    net = curves - cost[curves.columns]
    net = net[net.iloc[-1].sort_values(ascending=False).index]
    for name, (colour, line, _) in zip(net, cycle(FIVE), strict=False):
        ax.plot(net.index, net[name], label=name, color=colour, linestyle=line)
    ax.axhline(0, color="black", linewidth=1, linestyle="-")
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"], xlim=(0, net.index[-1]))
    ax.set_xticks(range(0, net.index[-1] + 1, 13))
    ax.yaxis.set_major_formatter(whole)
    ax.legend(loc="upper left")
    ax.set_title(title)
    groups = ", ".join(
        TEXT["group"].format(name=name, first=line.iloc[0], end=line.iloc[-1])
        for name, line in net.items()
    )
    return describe(ax, TEXT["alt"].format(last=net.index[-1], groups=groups))

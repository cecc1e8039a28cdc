"""Figures: whom an offer keeps, and how many offers pay."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, LINES, whole
from crmlab.tables import yuan

TEXT = {
    "customers": "subscribers treated, the highest scores first",
    "extra": "subscribers kept more by the offer",
    "random": "in random order",
    "kept": "{name}: {most:.0f} kept at {customers:,}",
    "qini alt": "Qini curves: subscribers kept by the offer, against those treated. "
    "The most: {names}. All {all:,} treated: {end:.0f}.",
    "offers": "offers sent, the highest scores first",
    "money": "earned by the offers (CNY)",
    "earned": "{name}: most {most} at {customers:,} offers, {end} at all {all:,}",
    "pay alt": "Lines of what offers earn against their number. {names}.",
}


def qini_lines(curves, *, title):
    """Draw Qini curves, with a straight line for random order.

    curves  {name: frame as ``churn.uplift_curve`` returns it}, of one trial
    Returns Axes.
    """
    _, ax = plt.subplots()
    said = []
    looks = zip(curves.items(), ["navy", "teal", "brick"], LINES, strict=False)
    for (name, table), colour, line in looks:
        look = {"color": COLOURS[colour], "linestyle": line, "label": name}
        ax.plot(table.index, table["qini"], **look)
        best = table["qini"].idxmax()
        words = {"name": name, "most": table.loc[best, "qini"], "customers": best}
        said.append(TEXT["kept"].format(**words))
    ends = table["straight"].iloc[[0, -1]]
    look = {"color": "grey", "linewidth": 1, "label": TEXT["random"]}
    ax.plot(ends.index, ends, **look)
    ax.set(xlabel=TEXT["customers"], ylabel=TEXT["extra"])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)
    ax.set_title(title)
    words = {"names": "; ".join(said), "all": ends.index[-1], "end": ends.iloc[-1]}
    return describe(ax, TEXT["qini alt"].format(**words))


def offers_pay(lines, *, title):
    """Draw what offers earn against their number, with the best number marked.

    lines  {name: Series of CNY by number of offers, from 0 on}
    Returns Axes.
    """
    _, ax = plt.subplots()
    said = []
    looks = zip(lines.items(), ["navy", "brick", "teal"], LINES, strict=False)
    for (name, money), colour, line in looks:
        look = {"color": COLOURS[colour], "linestyle": line, "label": name}
        ax.plot(money.index, money, **look)
        best = money.idxmax()
        ax.scatter([best], [money[best]], s=60, color=COLOURS[colour], zorder=3)
        words = {"name": name, "most": yuan(money[best]), "customers": best}
        words |= {"end": yuan(money.iloc[-1]), "all": money.index[-1]}
        said.append(TEXT["earned"].format(**words))
    ax.axhline(0, color="black", linewidth=1, linestyle="-")
    ax.yaxis.set_major_formatter(whole)
    ax.set(xlabel=TEXT["offers"], ylabel=TEXT["money"])
    ax.legend(loc="lower left")
    ax.set_title(title)
    return describe(ax, TEXT["pay alt"].format(names="; ".join(said)))

"""Tailoring against its cost, and many customers against few."""

from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from crmlab.figures import COLOURS, LINES, describe
from crmlab.figures.style import whole
from crmlab.tables import yuan
from crmlab.value import campaign_profit, serve_fewer

NUMBERS = np.arange(0, 12001, 1000)
SHADES = ["navy", "amber", "teal"]

TEXT = {
    "tailor x": "customers",
    "tailor y": "profit of one campaign, CNY",
    "tailor title": (
        "{customers:,} customers: {best}\nIt earns {first}, the next best {second}"
    ),
    "tailor alt": (
        "Lines of a campaign's profit by number of customers, with customers {times:g} "
        "times as different as in the tests. At {customers:,}: {profits}. {leads}"
    ),
    "lead": "another way takes the lead",
    "leads": "The lead changes at {at} customers.",
    "no lead": "The lead never changes.",
    "few x": "customers kept, the best first",
    "few y": "profit next year, CNY",
    "swing": "give or take one swing",
    "few title": (
        "The best {kept:,}: {earned} a year, give or take {swing}\n"
        "The most, {most}, comes from {best:,}"
    ),
    "few alt": (
        "Line of next year's expected profit by number of customers kept, with a band "
        "of one swing. At {kept:,} customers {profit:,.0f} yuan, swing {swing:,.0f}. "
        "The line is highest at {best:,} customers, {top:,.0f} yuan."
    ),
}


def mass_or_one_to_one(options, order_margin, customers=4000, difference=100):
    """Draw a campaign's profit by number of customers, for each way to run it.

    options, order_margin  as in ``value.campaign_profit``
    customers   the number that is marked
    difference  how different customers are, per cent of the agency's tests
    Returns Axes.
    """
    times = difference / 100
    both = [0, NUMBERS[-1], customers]  # the lines are straight
    found = [campaign_profit(options, n, order_margin, times)["profit"] for n in both]
    lines = pd.DataFrame(found, index=both)
    _, ax = plt.subplots()
    for name, shade, dash in zip(options.index, SHADES, LINES, strict=False):
        look = {"color": COLOURS[shade], "linestyle": dash, "label": name}
        ax.plot(both[:2], lines[name].iloc[:2], **look)
    ax.axvline(customers, color=COLOURS["brick"], linestyle=":")
    ax.axhline(0, color=COLOURS["pale"], linestyle="-")
    leads_at = _new_leads(lines.iloc[:2])
    if leads_at:
        look = {"marker": "o", "facecolors": "white", "edgecolors": COLOURS["brick"]}
        look |= {"s": 60, "zorder": 3, "label": TEXT["lead"]}
        ax.scatter(*zip(*leads_at, strict=True), **look)
    ax.set(xlabel=TEXT["tailor x"], ylabel=TEXT["tailor y"], xlim=(0, NUMBERS[-1]))
    ax.set_ylim(-35000, 90000)
    ax.xaxis.set_major_formatter(whole)
    ax.yaxis.set_major_formatter(whole)
    ax.legend(loc="lower right")
    at = lines.iloc[2].sort_values(ascending=False)
    profits = ", ".join(f"{name} {whole(profit)}" for name, profit in at.items())
    words = {"customers": customers, "best": at.index[0], "times": times}
    words |= {"first": yuan(at.iloc[0]), "second": yuan(at.iloc[1])}
    where = " and ".join(f"{number:,.0f}" for number, _ in leads_at)
    words["leads"] = TEXT["leads"].format(at=where) if where else TEXT["no lead"]
    ax.set_title(TEXT["tailor title"].format(**words))
    return describe(ax, TEXT["tailor alt"].format(profits=profits, **words))


def many_or_few(profit, kept=1000, care=200, lift=20):
    """Draw what serving only the best customers earns, and how far it may swing.

    profit  Series, CNY a year, one row a customer
    kept    how many are kept, the best first
    care    CNY a year more that each of them gets
    lift    per cent by which each then brings more
    Returns Axes.
    """
    kept = min(kept, len(profit))
    every = np.arange(1, len(profit) + 1)
    table = serve_fewer(profit, every, care, lift / 100).set_index("kept")
    drawn = np.unique(np.linspace(1, len(profit), 200).astype(int))
    _, ax = plt.subplots()
    line = table.loc[drawn]  # a point for each customer would be slow to draw
    ax.plot(line.index, line["profit"], color=COLOURS["navy"])
    low, high = line["profit"] - line["swing"], line["profit"] + line["swing"]
    look = {"color": COLOURS["teal"], "alpha": 0.3, "label": TEXT["swing"]}
    ax.fill_between(line.index, low, high, **look)
    ax.axvline(kept, color=COLOURS["brick"], linestyle=":")
    ax.set(xlabel=TEXT["few x"], ylabel=TEXT["few y"], ylim=(0, 2_600_000))
    ax.set_xlim(0, len(profit))
    ax.xaxis.set_major_formatter(whole)
    ax.yaxis.set_major_formatter(whole)
    ax.legend(loc="lower right")
    best = table["profit"].idxmax()
    words = {"kept": kept, "best": best, "top": table["profit"][best]}
    words |= table.loc[kept, ["profit", "swing"]].to_dict()
    told = {"earned": words["profit"], "swing": words["swing"], "most": words["top"]}
    told = {name: yuan(amount) for name, amount in told.items()}
    ax.set_title(TEXT["few title"].format(**words | told))
    return describe(ax, TEXT["few alt"].format(**words))


def _new_leads(ends):
    """Where another straight line becomes the highest: (customers, profit) of each.

    ends  profit of each way to run the campaign, for nobody and for the most customers
    """
    start, slope = ends.iloc[0], (ends.iloc[1] - ends.iloc[0]) / ends.index[1]
    found = []
    for one, other in combinations(ends.columns, 2):
        if slope[one] == slope[other]:  # they never meet
            continue
        number = (start[other] - start[one]) / (slope[one] - slope[other])
        heights = start + slope * number
        if 0 < number < ends.index[1] and np.isclose(heights[one], heights.max()):
            found.append((number, heights[one]))
    return sorted(found)

"""Money for satisfaction: what it brings for a yuan, and how long the feeling lasts."""

import numpy as np
import pandas as pd

from crmlab import wanted


def gain_for_a_yuan(usual, plan, groups):
    """What a plan brought beyond its cost in each group, and for each yuan spent.

    usual, plan  frames, one row a customer, of the same time without and with the plan:
                 worth (CNY after all costs) and cost (what the plan's lever cost, CNY)
    groups       Series from customer to the name of the group; others are left out
    Returns a frame, one row a group: customers, cost, gain (CNY, plan less usual), and
    for_a_yuan (gain / cost; missing where the cost did not rise). A customer who is
    not in one of the frames counts 0 there.

    Raises ValueError where a column is missing or has a gap, a customer is there twice
    or has no group's name, or ids are of two types.

    >>> before = pd.DataFrame({"worth": [10.0, 20.0], "cost": [1.0, 1.0]}, ["a", "b"])
    >>> after = pd.DataFrame({"worth": [18.0, 21.0], "cost": [3.0, 3.0]}, ["a", "b"])
    >>> table = gain_for_a_yuan(before, after, pd.Series({"a": "big", "b": "small"}))
    >>> table["for_a_yuan"].to_dict()
    {'big': 4.0, 'small': 0.5}
    """
    asks, columns = "gain_for_a_yuan", ["worth", "cost"]
    groups = wanted.keys(groups, asks, "groups")
    wanted.rows(groups, asks, "groups")
    wanted.unique_index(groups, asks, "groups")
    sides = []
    for what, year in [("usual", usual), ("plan", plan)]:
        year = wanted.table(year, asks, what, numbers=columns)
        wanted.unique_index(year, asks, what)
        wanted.same_ids(groups.index, year.index, asks, ("groups", what))
        sides.append(year[columns].reindex(groups.index).fillna(0.0))
    more = (sides[1] - sides[0]).groupby(groups, observed=True)
    table = more.sum().rename(columns={"worth": "gain"})[["cost", "gain"]]
    table.insert(0, "customers", more.size())
    paid = table["cost"].where(table["cost"] > 0)
    return table.assign(for_a_yuan=table["gain"] / paid).rename_axis("group")


def felt(performance, expected, adapting):
    """What is felt of each order, while expectations follow what is lived through.

    performance  of each order of one customer, in order of time
    expected     before the first of them, on the same scale
    adapting     share of the gap that expectation closes with each order, 0 to 1
    Returns a frame, one row an order: performance, expected (before it), felt
    (performance - expected). After each order expected grows by adapting x felt.

    Raises ValueError where something is no number, or adapting is not between 0 and 1.

    >>> felt([1.0, 1.0, 1.0], expected=0.0, adapting=0.5)["felt"].to_list()
    [1.0, 0.5, 0.25]

    Source: adaptive expectations, H. Helson 1964, Adaptation-Level Theory; R. N.
    Bolton & J. H. Drew 1991, Journal of Marketing 55(1), 1-9.
    """
    asks = "felt"
    lived = wanted.numbers(performance, asks, "performance").astype(float)
    wanted.rows(lived, asks, "performance")
    adapting = wanted.share(adapting, asks, "adapting", inside=True)
    start = wanted.number(expected, asks, "expected")
    follows = np.append(start, lived.to_numpy())
    follows = pd.Series(follows).ewm(alpha=adapting, adjust=False).mean()
    before = follows.to_numpy()[:-1]
    return pd.DataFrame(
        {"performance": lived, "expected": before, "felt": lived - before}
    )


def to_stand_still(lead, adapting, orders, rivals=0.0):
    """By how much performance must rise each year for a lead to be felt anew.

    Within the year the lead wears off. To hold it at every order, performance must rise
    by lead x adapting with each of them, which adds up to more.

    lead      performance above expectation at each year's start
    adapting  share of the gap that expectation closes with each order
    orders    of a customer in a year
    rivals    what rivals' progress adds to everybody's expectation in a year
    Returns lead x (1 - (1 - adapting) ** orders) + rivals, on the scale of performance.
    Numbers, arrays or Series; Series are matched by index.

    Raises ValueError where a number is missing, adapting is not between 0 and 1, or
    orders are below 0.

    >>> float(to_stand_still(1.0, 0.5, 1, rivals=0.25))
    0.75

    Source: the race of L. Van Valen 1973, Evolutionary Theory 1, 1-30, for firms: W. P.
    Barnett & M. T. Hansen 1996, Strategic Management Journal 17(S1), 139-157.
    """
    lead, adapting, orders, rivals = wanted.amounts(
        "to_stand_still", lead=lead, adapting=adapting, orders=orders, rivals=rivals
    )
    if np.less_equal(adapting, 0).any() or np.greater_equal(adapting, 1).any():
        raise ValueError(
            "to_stand_still() needs adapting between 0 and 1, as a share: 0.08 for 8 "
            "per cent."
        )
    if np.less(orders, 0).any():
        raise ValueError("to_stand_still() needs orders from 0 on.")
    return lead * (1 - (1 - adapting) ** orders) + rivals

"""One sale, or all that follow it: what customers have brought since they joined."""

import pandas as pd

from crmlab import wanted


def margin_since_joining(orders, customers, today, weeks=52, by=None):
    """Margin of an average customer, summed up from the first order on.

    orders     frame: customer_id, date, margin (CNY); one row an order
    customers  frame with the customer's number as index, joined, and the column that
               ``by`` names
    today      the first day that is not known
    weeks      how far to follow each customer. Who joined fewer weeks before today is
               left out: for them the later weeks have not happened yet
    by         column of customers to group by; None for one column "all"
    Returns a frame, CNY a customer: one row a week since joining, one column a group.
    Row 0 is the first day alone, row k all that came within k weeks, so up to day 7k.

    >>> customers = pd.DataFrame({"joined": pd.to_datetime(["2024-01-01"] * 2)}, [1, 2])
    >>> orders = pd.DataFrame({"customer_id": [1, 1, 2], "margin": [10.0, 30.0, 20.0],
    ...     "date": pd.to_datetime(["2024-01-01", "2024-01-09", "2024-01-01"])})
    >>> margin_since_joining(orders, customers, "2025-01-01", weeks=2)["all"].to_list()
    [15.0, 15.0, 30.0]
    """
    name = "margin_since_joining"
    wanted.columns(orders, ["customer_id", "date", "margin"], name, "orders")
    wanted.columns(customers, ["joined", *([by] if by else [])], name, "customers")
    last = pd.Timestamp(today) - pd.Timedelta(weeks=weeks)
    old = customers[customers["joined"] <= last]
    if old.empty:
        raise ValueError(f"{name}() found nobody who joined by {last:%Y-%m-%d}.")
    group = old[by].astype(object) if by else pd.Series("all", old.index)
    theirs = orders[orders["customer_id"].isin(old.index)]
    days = (theirs["date"] - theirs["customer_id"].map(old["joined"])).dt.days
    week = (days + 6) // 7  # day 0 is week 0, days 1 to 7 are week 1
    label = theirs["customer_id"].map(group)
    total = (
        theirs.groupby([week.rename("week"), label])["margin"]
        .sum()
        .unstack(fill_value=0)
        .reindex(range(weeks + 1), fill_value=0)
    )
    size = group.value_counts()
    return total.reindex(columns=size.index, fill_value=0).cumsum() / size


def payback(curves, cost):
    """When does an average customer of each group earn back what winning one cost?

    curves  frame as ``margin_since_joining`` returns it
    cost    Series, CNY for winning one customer of each group
    Returns a frame, one row a group, best relationship first:
        cost
        first_sale    margin of the first day less cost: what a single sale leaves
        relationship  margin of all weeks less cost
        week          first week in which the sum reaches the cost; missing if none

    >>> curves = pd.DataFrame({"shop": [30.0, 50.0], "advert": [20.0, 90.0]})
    >>> payback(curves, pd.Series({"shop": 25, "advert": 60}))["first_sale"].to_dict()
    {'advert': -40.0, 'shop': 5.0}
    """
    missing = curves.columns.difference(cost.index)
    if len(missing):
        raise ValueError(f"payback() found no cost for {', '.join(map(str, missing))}.")
    cost = cost[curves.columns]
    reached = curves >= cost
    table = pd.DataFrame(
        {
            "cost": cost,
            "first_sale": curves.iloc[0] - cost,
            "relationship": curves.iloc[-1] - cost,
            "week": reached.idxmax().where(reached.any()).astype("Int64"),
        }
    )
    return table.sort_values("relationship", ascending=False)

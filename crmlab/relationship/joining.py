"""One sale, or all that follow it: what customers have brought since they joined."""

import pandas as pd

from crmlab import wanted


def margin_since_joining(orders, customers, today, weeks=52, by=None):
    """Margin of an average customer, summed up from the first order on.

    orders     frame: customer_id, date, margin (CNY); one row an order. Those of nobody
               in customers are left out
    customers  frame with the customer's number as index, joined, and the column that
               ``by`` names
    today      the first day that is not known
    weeks      how far to follow each customer. Who joined fewer weeks before today is
               left out: for them the later weeks have not happened yet
    by         column of customers to group by; None for one column "all"
    Returns a frame, CNY a customer: one row a week since joining, one column a group.
    Row 0 is the first day alone, row k all that came within k weeks, so up to day 7k.

    Raises ValueError where a column is missing, has a gap or is not of its kind, a
    customer is there twice, ids are text on one side only, dates are of two time zones,
    an order is older than its customer, or nobody has been followed for so long.

    >>> customers = pd.DataFrame({"joined": pd.to_datetime(["2024-01-01"] * 2)}, [1, 2])
    >>> orders = pd.DataFrame({"customer_id": [1, 1, 2], "margin": [10.0, 30.0, 20.0],
    ...     "date": pd.to_datetime(["2024-01-01", "2024-01-09", "2024-01-01"])})
    >>> margin_since_joining(orders, customers, "2025-01-01", weeks=2)["all"].to_list()
    [15.0, 15.0, 30.0]
    """
    name = "margin_since_joining"
    weeks = wanted.whole(weeks, name, "weeks")
    orders, customers = _asked(orders, customers, [] if by is None else [by], name)
    last = wanted.day(today, name, "today") - pd.Timedelta(weeks=weeks)
    old = customers[customers["joined"] <= last]
    if old.empty:
        raise ValueError(f"{name}() found nobody who joined by {last:%Y-%m-%d}.")
    group = pd.Series("all", old.index) if by is None else old[by].astype(object)
    theirs = orders[orders["customer_id"].isin(old.index)]
    first_day = theirs["customer_id"].map(old["joined"]).dt.normalize()
    days = (theirs["date"].dt.normalize() - first_day).dt.days
    if (days < 0).any():
        raise ValueError(
            f"{name}() found {(days < 0).sum()} orders from before their customer "
            "joined: leave them out first, or mend joined."
        )
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

    Raises ValueError where a number is a gap, infinite or none, or a group has no cost
    or two of them.

    >>> curves = pd.DataFrame({"shop": [30.0, 50.0], "advert": [20.0, 90.0]})
    >>> payback(curves, pd.Series({"shop": 25, "advert": 60}))["first_sale"].to_dict()
    {'advert': -40.0, 'shop': 5.0}
    """
    curves = wanted.all_numbers(curves, "payback", "curves")
    cost = wanted.numbers(cost, "payback", "cost")
    wanted.keys(cost.index, "payback", "the index of cost", once=True)
    missing = [name for name in curves.columns if name not in cost.index]
    if missing:
        raise ValueError(f"payback() found no cost for {', '.join(map(str, missing))}.")
    cost = cost.loc[curves.columns]
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


def _asked(orders, customers, labels, name):
    """Orders and customers, with what they are asked for."""
    wanted.one_zone(name, (orders, "date"), (customers, "joined"))
    orders = wanted.table(
        orders, name, "orders", keys="customer_id", dates="date", numbers="margin",
        empty=True,
    )  # fmt: skip
    customers = wanted.table(
        customers, name, "customers", dates="joined", labels=labels
    )
    wanted.keys(customers.index, name, "the index of customers", once=True)
    wanted.same_ids(
        orders["customer_id"], customers.index, name, ("orders", "customers")
    )
    return orders, customers

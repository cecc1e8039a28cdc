"""Small orders: do they pay, and what would turning them away bring?"""

import pandas as pd

from crmlab import wanted

MONEY = ["amount", "goods_cost", "handling_cost"]


def by_size(orders, edges):
    """Margin of orders by their amount.

    orders  frame: customer_id, amount, goods_cost, handling_cost, CNY
    edges   where the amounts are cut, rising, such as [0, 20, 50, 100]; an order at an
            edge belongs to the band below
    Returns a frame, one row a band: orders, margin (mean of an order), total (of the
    band), losing (share of orders with a margin below 0).

    Raises ValueError where a column is missing, has a gap or is not of its kind, edges
    do not rise, or an order falls into no band.

    >>> orders = pd.DataFrame({"customer_id": ["a", "b"], "amount": [10.0, 80],
    ...                        "goods_cost": [5.0, 30], "handling_cost": [8.0, 8]})
    >>> by_size(orders, [0, 50, 100])["margin"].to_list()
    [-3.0, 42.0]
    """
    orders, margin = _margin(orders, "by_size")
    band = pd.cut(orders["amount"], _rising(edges))
    if band.isna().any():
        raise ValueError(
            f"by_size() has no band for {band.isna().sum()} orders, the first of "
            f"{orders.loc[band.isna(), 'amount'].iloc[0]:g}: begin the edges below the "
            "least amount, as with -1, and end them with float('inf')."
        )
    grouped = margin.groupby(band, observed=True)
    return grouped.agg(
        orders="size",
        margin="mean",
        total="sum",
        losing=lambda x: (x < 0).mean(),
    )


def minimum_order(orders, least):
    """What turning away orders below an amount saves, and what it puts at risk.

    orders  frame: customer_id, amount, goods_cost, handling_cost, CNY
    least   smallest amount that is still accepted, CNY
    Returns a Series:
        orders     orders below it
        customers  who placed them
        saved      margin of these orders, turned round: above 0 they lost money
        at_risk    margin of all other orders of these customers
        may_leave  share of the customers' other margin that may be lost before the
                   saving is gone; 0 where nothing is saved

    Raises ValueError where a column is missing, has a gap or is not of its kind, or
    least is no number.

    >>> orders = pd.DataFrame({"customer_id": ["a", "a"], "amount": [10.0, 80],
    ...                        "goods_cost": [5.0, 30], "handling_cost": [9.0, 8]})
    >>> minimum_order(orders, 50)[["saved", "at_risk"]].to_list()
    [4.0, 42.0]
    """
    orders, margin = _margin(orders, "minimum_order")
    wanted.number(least, "minimum_order", "least")
    small = orders["amount"] < least
    who = orders.loc[small, "customer_id"].unique()
    theirs = orders["customer_id"].isin(who)
    saved, at_risk = -margin[small].sum(), margin[theirs & ~small].sum()
    return pd.Series(
        {
            "orders": int(small.sum()),
            "customers": len(who),
            "saved": saved,
            "at_risk": at_risk,
            "may_leave": max(saved, 0) / at_risk if at_risk > 0 else 0.0,
        }
    )


def _margin(orders, function):
    """The orders, and the margin of each."""
    orders = wanted.table(orders, function, "orders", keys="customer_id", numbers=MONEY)
    return orders, orders["amount"] - orders["goods_cost"] - orders["handling_cost"]


def _rising(edges):
    """The edges, where there are two or more and each is above the one before."""
    edges = wanted.listed(edges, "by_size", "edges")
    for edge in edges:
        wanted.number(edge, "by_size", "an edge", endless=True)
    if len(edges) < 2 or sorted(set(edges)) != edges:
        raise ValueError(f"by_size() needs two or more rising edges, not {edges}.")
    return edges

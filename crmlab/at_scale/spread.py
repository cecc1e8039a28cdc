"""How unevenly money is spread over customers, of whom there are too many to hold."""

import ibis
import pandas as pd

from crmlab import wanted
from crmlab.at_scale import door


def gini(customers, amount="total"):
    """Gini's coefficient, as ``value.gini`` has it: 0 if all bring the same.

    customers  Ibis table or frame, one row a customer, as ``by_customer`` returns it
    amount     its column of money
    Returns a number: exact, since the engine ranks all customers. From a hundred
    quantiles it would come out a little too low.

    Raises ValueError where the column is missing, has a gap or holds no numbers, or
    the sum is not above 0.

    >>> round(gini(pd.DataFrame({"total": [0, 0, 0, 1]})), 2)
    0.75
    """
    value, count, total = _amounts(customers, amount, "gini")
    place = ibis.row_number().over(order_by=value["x"])  # from 0
    weighted = value.select(part=(2 * place + 1 - count).cast("float64") * value["x"])
    return float(door.fetch(weighted["part"].sum()) / (count * total))


def whale_curve(customers, amount="total", *, points=1000):
    """The share of all money that the best customers bring, at so many points.

    customers, amount  as in ``gini``; the amounts may be below 0
    points  the customers are ranked, the best first, in so many parts of equal size
            (to a customer); at most as many parts as customers
    Returns a frame as ``value.whale_curve``, from (0, 0) to (1, 1): customers, profit.
    It is exact at its points. ``value.whale_curve`` has one for each customer.

    Raises ValueError where the column is missing, has a gap or holds no numbers, the
    sum is not above 0, or points is no whole number above 0.
    """
    points = wanted.whole(points, "whale_curve", "points", low=1)
    value, count, total = _amounts(customers, amount, "whale_curve")
    parts = min(points, count)
    part = ibis.ntile(parts).over(order_by=value["x"].desc())
    ranked = value.select("x", part=part)
    sums = ranked.group_by("part").agg(size=ranked.count(), sum=ranked["x"].sum())
    found = door.fetch(sums.order_by("part"))
    start = pd.DataFrame({"size": [0], "sum": [0.0]})
    steps = pd.concat([start, found[["size", "sum"]]], ignore_index=True).cumsum()
    return pd.DataFrame(
        {"customers": steps["size"] / count, "profit": steps["sum"] / total}
    )


def below_zero(customers, amount="total"):
    """How many customers bring less than nothing, and how much that takes away.

    customers, amount  as in ``gini``; here the sum may be anything
    Returns a Series: customers, below_zero (how many of them), lost (the sum of those,
    0 or less), total (the sum of all).

    Raises ValueError where the column is missing, has a gap or holds no numbers.

    >>> below_zero(pd.DataFrame({"total": [5.0, -2.0, 1.0]})).to_dict()
    {'customers': 3.0, 'below_zero': 1.0, 'lost': -2.0, 'total': 4.0}
    """
    customers = _table(customers, amount, "below_zero")
    money = door.exact(customers[amount])
    sums = {
        "customers": customers.count(),
        "below_zero": (money < 0).sum(),
        "lost": ibis.ifelse(money < 0, money, 0).sum(),
        "total": money.sum(),
    }
    found = door.fetch(customers.agg(**sums)).iloc[0]
    return found.astype(float).rename(amount)


def _table(customers, amount, asks):
    wanted.keys(pd.Series([amount]), asks, "amount")
    return door.table(customers, asks, "customers", numbers=[amount])


def _amounts(customers, amount, asks):
    """The amounts in a column x, their number and their sum, to divide by."""
    known = below_zero(_table(customers, amount, asks), amount)
    if known["total"] <= 0:
        raise ValueError(
            f"{asks}() divides by the sum, which is {known['total']:,.2f}: without a "
            "positive sum there are no shares of it."
        )
    table = _table(customers, amount, asks)
    value = table.select(x=table[amount].cast("float64"))
    return value, int(known["customers"]), known["total"]

"""Exercise E11.4: a forecast and a half-year that it has not seen. The right ways to
compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab import lifetime as lt
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

CUT = pd.Timestamp("2024-12-29")
START = pd.Timestamp("2024-07-01")


@once
def homes(load, kind="household", fit_to="2024-12-29", weeks=26):
    """Of each household known by the cut: foretold, came, orders, lazy."""
    customers = load("customers").set_index("customer_id")["kind"]
    orders = load("orders")
    if kind:
        mine = customers.index[customers == kind]
        orders = orders[orders["customer_id"].isin(mine)]
    table = lt.rfm_summary(orders, CUT)
    model = lt.BetaGeoModel().fit(lt.rfm_summary(orders, fit_to))
    days = orders.drop_duplicates(["customer_id", "date"])
    late, lately = days["date"] > CUT, days["date"].between(START, CUT)
    found = {
        "foretold": model.expected_purchases(table, weeks),
        "came": days[late].groupby("customer_id").size(),
        "orders": orders[orders["date"] > CUT].groupby("customer_id").size(),
        "lazy": days[lately].groupby("customer_id").size(),
    }
    return pd.DataFrame(found).reindex(table.index).fillna(0)


def ratio(load, top="foretold", below="came", **ways):
    table = homes(load, **ways)
    return table[top].sum() / table[below].sum()


def with_newcomers(load):
    """What came of all households, those who joined later too."""
    customers = load("customers").set_index("customer_id")["kind"]
    days = load("orders").drop_duplicates(["customer_id", "date"])
    late = days[days["date"] > CUT]
    came = (late["customer_id"].map(customers) == "household").sum()
    return homes(load)["foretold"].sum() / came


def miss(load, way="foretold", squared=False, mean=False, **ways):
    table = homes(load, **ways)
    off = table[way] - table["came"]
    if mean:
        return off.mean()
    return (off**2).mean() ** 0.5 if squared else off.abs().mean()


def gain(load, **ways):
    """By how much the model misses less than the lazy rule, order days a household."""
    return miss(load, way="lazy", **ways) - miss(load, **ways)


E11_4 = Exercise(
    "E11.4",
    "core",
    minutes=20,
    concepts=("11.3",),
    parts={
        "a": Part(
            answer=ratio,
            form=Number(decimals=5),
            points=2,
            misconceptions={
                "everybody": lambda load: ratio(load, kind=None),
                "orders": lambda load: ratio(load, below="orders"),
                "days_for_weeks": lambda load: ratio(load, weeks=182),
                "peeked": lambda load: ratio(load, fit_to="2025-06-29"),
                "newcomers": with_newcomers,
                "lazy": lambda load: ratio(load, top="lazy"),
            },
        ),
        "b": Part(
            answer=gain,
            form=Number(decimals=4),
            points=2,
            misconceptions={
                "squares": lambda load: gain(load, squared=True),
                "signed": lambda load: gain(load, mean=True),
                "model_alone": miss,
                "lazy_alone": lambda load: miss(load, way="lazy"),
                "everybody": lambda load: gain(load, kind=None),
            },
        ),
    },
)

"""Exercise E11.5: what it costs to win somebody who comes again, by channel. The right
ways to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel
from crmlab.practice.once import once


@once
def again(load, days=91, watched=True, orders=False):
    """Of each customer: channel, and whether somebody came again within the days."""
    customers = load("customers").set_index("customer_id")
    if watched:
        customers = customers[customers["joined"] <= CUTOFF - pd.Timedelta(days=days)]
    log = load("orders")
    if not orders:
        log = log.drop_duplicates(["customer_id", "date"])
    since = log["date"] - log["customer_id"].map(customers["joined"])
    count = log[since.dt.days <= days].groupby("customer_id").size()
    many = count.reindex(customers.index).fillna(0) >= 2
    return pd.DataFrame({"channel": customers["acquired_through"], "again": many})


@once
def buyer_costs(load):
    steps = load("reach").groupby("channel")[["visitors", "buyers", "cost"]].sum()
    return steps.assign(each=steps["cost"] / steps["buyers"])


def cost_of_one(load, **ways):
    """What a buyer costs, divided by the share of the channel's who come again."""
    table = again(load, **ways)
    share = table["again"].groupby(table["channel"].astype(str)).mean()
    each = buyer_costs(load)["each"]
    each.index = each.index.astype(str)
    return (each / share.reindex(each.index)).rename(None)


def of_a_buyer(load):
    each = buyer_costs(load)["each"]
    return each.set_axis(each.index.astype(str)).rename(None)


def multiplied(load):
    return of_a_buyer(load) ** 2 / cost_of_one(load)


def of_a_visitor(load):
    table = buyer_costs(load)
    each = table["cost"] / table["visitors"]
    each = each.set_axis(each.index.astype(str))
    return each * cost_of_one(load) / of_a_buyer(load)


def one_share(load):
    """The share of all channels together for each of them."""
    return of_a_buyer(load) / again(load)["again"].mean()


E11_5 = Exercise(
    "E11.5",
    "core",
    minutes=18,
    concepts=("11.8", "11.2"),
    parts={
        "": Part(
            answer=cost_of_one,
            form=ByLabel(decimals=1),
            points=3,
            misconceptions={
                "a_buyer": of_a_buyer,
                "multiplied": multiplied,
                "unwatched": lambda load: cost_of_one(load, watched=False),
                "orders": lambda load: cost_of_one(load, orders=True),
                "a_visitor": of_a_visitor,
                "one_share": one_share,
                "half_year": lambda load: cost_of_one(load, days=182),
            },
        ),
    },
)

"""Exercise E3.5: newcomers below zero, after the cost to serve and to win them. The
right ways to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

YEAR_AGO = CUTOFF - pd.Timedelta(weeks=52)


@once
def everybody(load):
    """Margin, service, contact and acquisition of each customer, in CNY."""
    customers = load("customers").set_index("customer_id")
    orders = load("orders")
    cases = load("service_cases")
    costs = load("contact_costs").set_index("contact_type")["cost"]
    margin = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    service = cases["cost"] + cases["compensation"]
    quarters = (CUTOFF - customers["joined"]).dt.days / 91.25
    a_quarter = customers["contact_type"].astype(object).map(costs)
    table = pd.DataFrame(
        {
            "joined": customers["joined"],
            "paid": orders.groupby("customer_id")["amount"].sum(),
            "margin": margin.groupby(orders["customer_id"]).sum(),
            "service": service.groupby(cases["customer_id"]).sum(),
            "case": cases.groupby("customer_id")["cost"].sum(),
            "contact": a_quarter * quarters,
            "contact_once": a_quarter,
            "acquisition": customers["acquisition_cost"],
        },
        index=customers.index,
    )
    return table.fillna({"paid": 0, "margin": 0, "service": 0, "case": 0})


def newcomers(load):
    table = everybody(load)
    return table[table["joined"] >= YEAR_AGO]


def value(table, *, brings="margin", minus=("service", "contact", "acquisition")):
    return table[brings] - table[list(minus)].sum(axis=1, skipna=False)


def below(load, **ways):
    """Whether each newcomer is below zero."""
    return value(newcomers(load), **ways) < 0


def share_below(load, **ways):
    return below(load, **ways).mean()


def only_served(load):
    """The rows with a service case: an inner join loses the others."""
    table = newcomers(load)
    return (value(table[table["service"] > 0]) < 0).mean()


SUNK = {"minus": ("service", "contact")}


def paying_by_now(load):
    """Of the newcomers below zero, the share that is not but for winning them."""
    return (~below(load, **SUNK))[below(load)].mean()


def paying_of_all_newcomers(load):
    return (below(load) & ~below(load, **SUNK)).mean()


# --- the declarations
E3_5a = Part(
    answer=share_below,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "not_won": lambda load: share_below(load, **SUNK),
        "revenue": lambda load: share_below(load, brings="paid"),
        "no_service": lambda load: share_below(load, minus=("contact", "acquisition")),
        "no_contact": lambda load: share_below(load, minus=("service", "acquisition")),
        "everybody": lambda load: (value(everybody(load)) < 0).mean(),
        "only_served": only_served,
        "count": lambda load: below(load).sum(),
        "above": lambda load: 1 - share_below(load),
    },
    wrong=(
        ("hundredfold", lambda load: 100 * share_below(load)),
        ("type", lambda load: below(load)),
    ),
)
E3_5b = Part(
    answer=paying_by_now,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "of_all": paying_of_all_newcomers,
        "still_below": lambda load: 1 - paying_by_now(load),
        "all_paying": lambda load: 1 - share_below(load, **SUNK),
    },
    wrong=(
        ("hundredfold", lambda load: 100 * paying_by_now(load)),
        ("type", lambda load: pd.Series(below(load))),
    ),
)

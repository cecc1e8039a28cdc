"""Exercise E3.6: newcomers below zero, after the cost to serve and to win them. The
right ways to compute it and the usual wrong ones.
"""

import numpy as np
import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

YEAR_AGO = CUTOFF - pd.Timedelta(weeks=52)
COSTS = ("service", "contact", "acquisition")
SUNK = {"minus": ("service", "contact")}
WHOLE_QUARTERS = {"up": np.ceil, "nearest": np.round, "down": np.floor}


@once
def everybody(load):
    """Margin and costs of each customer, in CNY; missing without order or case.

    The columns after acquisition hold what some take for the one before.
    """
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
            "margin": margin.groupby(orders["customer_id"]).sum(),
            "service": service.groupby(cases["customer_id"]).sum(),
            "contact": a_quarter * quarters,
            "acquisition": customers["acquisition_cost"],
            "paid": orders.groupby("customer_id")["amount"].sum(),
            "case": cases.groupby("customer_id")["cost"].sum(),
            "contact once": a_quarter,
        },
        index=customers.index,
    )
    for name, whole in WHOLE_QUARTERS.items():
        table[f"contact {name}"] = a_quarter * whole(quarters)
    return table


def newcomers(load):
    """Who joined in the last 52 weeks; what a customer does not have is 0."""
    table = everybody(load)
    return table[table["joined"] >= YEAR_AGO].fillna(0)


def with_gaps(load):
    """The same, but what a customer does not have is missing."""
    table = everybody(load)
    return table[table["joined"] >= YEAR_AGO]


def value(table, *, brings="margin", minus=COSTS):
    return table[brings] - table[list(minus)].sum(axis=1, skipna=False)


def instead(wrong, right):
    """The three costs, with another column for one of them."""
    return {"minus": [wrong if name == right else name for name in COSTS]}


def below(load, **ways):
    """Whether each newcomer is below zero."""
    return value(newcomers(load), **ways) < 0


def share_below(load, **ways):
    return below(load, **ways).mean()


def loss(table, **ways):
    """What those below zero have cost together, CNY; positive."""
    worth = value(table, **ways)
    return -worth[worth < 0].sum()


def loss_of_newcomers(load, **ways):
    return loss(newcomers(load), **ways)


def brought(load, **ways):
    """What those below zero have brought, the cost of winning them left out; CNY."""
    return brought_by(newcomers(load), **ways)


def brought_by(table, **ways):
    under = value(table, **ways) < 0
    minus = [name for name in ways.get("minus", COSTS) if name != "acquisition"]
    return value(table, minus=minus)[under].sum()


def brought_by_all(load):
    return value(newcomers(load), **SUNK).sum()


def paying_by_now(load):
    """Of the newcomers below zero, the share that is not but for winning them."""
    table = newcomers(load)
    return (value(table, **SUNK)[value(table) < 0] >= 0).mean()


# --- the declarations
def in_whole_quarters(compute):
    """The usual mistakes with parts of a quarter, for an answer of this exercise."""
    return {
        f"quarters_{name}": lambda load, name=name: compute(
            load, **instead(f"contact {name}", "contact")
        )
        for name in WHOLE_QUARTERS
    }


E3_6a = Part(
    answer=loss_of_newcomers,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "not_won": lambda load: loss_of_newcomers(load, **SUNK),
        "revenue": lambda load: loss_of_newcomers(load, brings="paid"),
        "no_service": lambda load: loss_of_newcomers(
            load, minus=("contact", "acquisition")
        ),
        "no_contact": lambda load: loss_of_newcomers(
            load, minus=("service", "acquisition")
        ),
        "no_compensation": lambda load: loss_of_newcomers(
            load, **instead("case", "service")
        ),
        "contact_once": lambda load: loss_of_newcomers(
            load, **instead("contact once", "contact")
        ),
        **in_whole_quarters(loss_of_newcomers),
        "missing": lambda load: loss(with_gaps(load)),
        "everybody": lambda load: loss(everybody(load).fillna(0)),
        "all_newcomers": lambda load: value(newcomers(load)).sum(),
        "count": lambda load: below(load).sum(),
        "share": share_below,
        "each": lambda load: loss_of_newcomers(load) / below(load).sum(),
    },
)
E3_6b = Part(
    answer=brought,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "all_newcomers": brought_by_all,
        "below_again": lambda load: -loss_of_newcomers(load, **SUNK),
        "with_winning": lambda load: -loss_of_newcomers(load),
        "share": paying_by_now,
        "contact_once": lambda load: brought(
            load, **instead("contact once", "contact")
        ),
        **in_whole_quarters(brought),
        "missing": lambda load: brought_by(with_gaps(load)),
    },
)
E3_6 = Exercise(
    "E3.6", "stretch", minutes=30, concepts=("3.8",), parts={"a": E3_6a, "b": E3_6b}
)

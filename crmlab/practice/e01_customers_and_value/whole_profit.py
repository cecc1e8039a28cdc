"""Exercise E1.3: who leaves how much. The right ways to compute it, the wrong ones."""

import pandas as pd

from crmlab import value as cv
from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

YEAR_AGO = CUTOFF - pd.Timedelta(weeks=52)
START = YEAR_AGO - pd.Timedelta(weeks=52)
DAY = pd.Timedelta(days=1)


@once
def year(load, start=START, end=YEAR_AGO):
    rates = load("contact_costs").set_index("contact_type")["cost"]
    tables = load("orders"), load("service_cases"), rates
    customers = load("customers").set_index("customer_id")
    return cv.cost_to_serve(customers, *tables, start, end)


def top(load, column="profit"):
    return cv.share_of_top(year(load)[column])


def margin(load):
    return year(load)["paid"] - year(load)["goods"] - year(load)["handling"]


def top_of_positive(load):
    """The best fifth's share of what the customers above zero bring."""
    profit = year(load)["profit"]
    return cv.share_of_top(profit[profit > 0])


def lost(profit):
    """What customers below zero took away, CNY."""
    return -profit[profit < 0].sum()


def hump(load, start=START, end=YEAR_AGO):
    """What they took away, as a share of the whole profit."""
    profit = year(load, start, end)["profit"]
    return lost(profit) / profit.sum()


def hump_without(load, cost):
    table = year(load)
    profit = table["profit"] + table[cost]
    return lost(profit) / profit.sum()


def of_positive(load):
    """As a share of what those above zero brought."""
    profit = year(load)["profit"]
    return lost(profit) / profit[profit > 0].sum()


E1_3a = Part(
    answer=top,
    form=Number(decimals=6),
    points=2,
    misconceptions={
        "begun_late": lambda load: cv.share_of_top(
            year(load, START + DAY, YEAR_AGO)["profit"]
        ),
        "ended_late": lambda load: cv.share_of_top(
            year(load, START, YEAR_AGO + DAY)["profit"]
        ),
        "no_contact": lambda load: cv.share_of_top(
            year(load)["profit"] + year(load)["contact"]
        ),
        "no_winning": lambda load: cv.share_of_top(
            year(load)["profit"] + year(load)["acquisition"]
        ),
        "sales": lambda load: top(load, "paid"),
        "margin": lambda load: cv.share_of_top(margin(load)),
        "second_year": lambda load: cv.share_of_top(
            year(load, YEAR_AGO, CUTOFF)["profit"]
        ),
        "both_years": lambda load: cv.share_of_top(year(load, START, CUTOFF)["profit"]),
        "positive": top_of_positive,
    },
)
E1_3b = Part(
    answer=hump,
    form=Number(decimals=6),
    points=2,
    misconceptions={
        "second_year": lambda load: hump(load, YEAR_AGO, CUTOFF),
        "amount": lambda load: lost(year(load)["profit"]),
        "share_of_customers": lambda load: (year(load)["profit"] < 0).mean(),
        "top": lambda load: 1 + hump(load),
        "of_positive": of_positive,
        "begun_late": lambda load: hump(load, START + DAY, YEAR_AGO),
        "ended_late": lambda load: hump(load, START, YEAR_AGO + DAY),
        "not_won": lambda load: hump_without(load, "acquisition"),
        "no_service": lambda load: hump_without(load, "service"),
    },
)
E1_3 = Exercise(
    "E1.3", "core", minutes=16, concepts=("1.10",), parts={"a": E1_3a, "b": E1_3b}
)

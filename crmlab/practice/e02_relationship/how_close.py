"""Exercise E2.3: how close to the organisations of each sector. The right ways to
compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab.company import CUTOFF, START
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

STEP_GAIN = 0.03
YEAR_AGO = CUTOFF - pd.Timedelta(weeks=52)
HALF_AGO = CUTOFF - pd.Timedelta(weeks=26)


@once
def organisations(load, *, what="margin", active=True, since=YEAR_AGO):
    """Sector of each organisation, and what it brought in the last year."""
    frame = load("customers").set_index("customer_id")
    frame = frame[frame["kind"] == "organisation"]
    orders = load("orders")
    orders["margin"] = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    last = orders[orders["date"] >= since].groupby("customer_id")[what].sum()
    frame = frame[["sector"]].assign(brought=last).fillna({"brought": 0})
    recent = orders.loc[orders["date"] >= HALF_AGO, "customer_id"]
    return frame[frame.index.isin(recent.unique())] if active else frame


@once
def costs(load):
    """Cost of one customer for a year, by kind of contact."""
    return 4 * load("contact_costs").set_index("contact_type")["cost"]


def step_cost(load):
    """Cost of a year of proactive contact instead of accountable."""
    return costs(load)["proactive"] - costs(load)["accountable"]


@once
def needed(load, **which):
    """By what share proactive contact must raise the margin of each sector."""
    table = organisations(load, **which)
    return step_cost(load) / table.groupby("sector", observed=True)["brought"].mean()


@once
def mean_of_shares(load):
    """Each organisation's own share, then the mean: a few small ones rule it."""
    table = organisations(load)
    table = table[table["brought"] > 0]
    return (
        (step_cost(load) / table["brought"])
        .groupby(table["sector"], observed=True)
        .mean()
    )


def due(load, cost=None, **which):
    """Organisations for which the step to proactive contact pays."""
    cost = step_cost(load) if cost is None else cost
    return int((organisations(load, **which)["brought"] * STEP_GAIN > cost).sum())


@once
def in_rich_sectors(load):
    """All organisations of the sectors in which the step pays on average."""
    mean = organisations(load).groupby("sector", observed=True)["brought"].mean()
    rich = mean.index[mean * STEP_GAIN > step_cost(load)]
    return int(organisations(load)["sector"].isin(rich).sum())


# --- the declarations
E2_3a = Part(
    answer=needed,
    form=ByLabel(decimals=6),
    points=2,
    misconceptions={
        "whole_cost": lambda load: (
            needed(load) * costs(load)["proactive"] / step_cost(load)
        ),
        "quarter": lambda load: needed(load) / 4,
        "silent": lambda load: needed(load, active=False),
        "revenue": lambda load: needed(load, what="amount"),
        "all_time": lambda load: needed(load, since=START),
        "mean_of_shares": mean_of_shares,
    },
)
E2_3b = Part(
    answer=due,
    form=Number(whole=True),
    points=2,
    misconceptions={
        "by_sector": in_rich_sectors,
        "whole_cost": lambda load: due(load, costs(load)["proactive"]),
        "quarter": lambda load: due(load, step_cost(load) / 4),
        "revenue": lambda load: due(load, what="amount"),
        "half_year": lambda load: due(load, since=HALF_AGO),
        "all_time": lambda load: due(load, since=START),
        "silent": lambda load: due(load, active=False),
        "from_reactive": lambda load: due(
            load, costs(load)["proactive"] - costs(load)["reactive"]
        ),
        "others": lambda load: len(organisations(load)) - due(load),
    },
)
E2_3 = Exercise(
    "E2.3", "core", minutes=20, concepts=("2.3",), parts={"a": E2_3a, "b": E2_3b}
)

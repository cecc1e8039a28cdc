"""Exercises E6.1 and E6.2: which visits end in an order, and who is lost where.
The right ways to compute it and the usual wrong ones.
"""

from crmlab import touchpoints as tp
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Labels, Number
from crmlab.practice.once import once

PHONE = "phone"
# E6.2 looks at visits that began in two months: in a half-year's visits, what is worse
# and what is surely worse are the same touches in some companies.
FROM, BEFORE = "2025-02-01", "2025-04-01"


@once
def visits(load):
    made = tp.visits(load("touchpoints"))
    first_order = load("orders").groupby("customer_id")["date"].min()
    customers = load("customers").set_index("customer_id")
    return made.assign(visitors=tp.visitor_kind(made, customers, first_order))


def by_phone(load, where="first"):
    """Share of orders among the visits with a call first, last, or anywhere."""
    made = visits(load)
    if where == "anywhere":
        mine = made["path"].map(lambda path: PHONE in path)
    else:
        mine = made[where] == PHONE
    return made.loc[mine, "ordered"].mean()


def of_orders(load):
    """Share of the orders whose visit began with a call."""
    made = visits(load)
    return (made.loc[made["ordered"], "first"] == PHONE).mean()


def of_touches(load):
    """Orders for each touch, not for each visit."""
    made = visits(load)
    mine = made[made["first"] == PHONE]
    return mine["ordered"].sum() / mine["touches"].sum()


def of_new(load):
    made = visits(load)
    mine = made[(made["first"] == PHONE) & (made["visitors"] == "new")]
    return mine["ordered"].mean()


def lost_at_choice(load, kind="new", wanted=True):
    """Of those who came to the choice, the share who did not order."""
    made = visits(load)
    came = made[made["deepest"] == "choice"]
    if kind is not None:
        came = came[came["visitors"] == kind]
    return (came["ordered"] != wanted).mean()


def of_all_who_came(load):
    """Divided by all new visitors, those who never came to the choice included."""
    made = visits(load)
    new = made[made["visitors"] == "new"]
    return ((new["deepest"] == "choice") & ~new["ordered"]).mean()


def of_all_who_left(load):
    made = visits(load)
    gone = made[(made["visitors"] == "new") & ~made["ordered"]]
    return (gone["deepest"] == "choice").mean()


# --- E6.2: surely above the mean ------------------------------------------------------
@once
def leaving(load, kind="new", months=True):
    """How often visitors of a kind leave after a touch, by what happened."""
    log, made = load("touchpoints"), visits(load)
    if kind is not None:
        made = made[made["visitors"] == kind]
    if months:
        made = made[(made["started"] >= FROM) & (made["started"] < BEFORE)]
    return tp.left_after(log[log["journey_id"].isin(made.index)], ["what"])


def together(table):
    """The share that left after all touches of a table together."""
    return table["hits"].sum() / table["size"].sum()


def surely(load, column="low", **which):
    """After what visitors leave more often than after all touches together."""
    table = leaving(load, **which)
    return list(table.index[table[column] > together(table)])


def surely_below(load):
    table = leaving(load)
    return list(table.index[table["high"] < together(table)])


def above_the_plain_mean(load):
    """Against the mean of the rates, in which rare touches weigh as much as others."""
    table = leaving(load)
    return list(table.index[table["low"] > table["rate"].mean()])


def above_everybody(load):
    """The touches of new visitors, against all visitors' touches together."""
    table = leaving(load)
    return list(table.index[table["low"] > together(leaving(load, kind=None))])


# --- the declarations
E6_1a = Part(
    answer=by_phone,
    form=Number(decimals=5),
    misconceptions={
        "anywhere": lambda load: by_phone(load, "anywhere"),
        "last": lambda load: by_phone(load, "last"),
        "of_orders": of_orders,
        "of_touches": of_touches,
        "of_new": of_new,
    },
)
E6_1b = Part(
    answer=lost_at_choice,
    form=Number(decimals=5),
    misconceptions={
        "everybody": lambda load: lost_at_choice(load, kind=None),
        "of_all": of_all_who_came,
        "of_left": of_all_who_left,
    },
)
E6_1 = Exercise(
    "E6.1", "warm-up", minutes=10, concepts=("6.2",), parts={"a": E6_1a, "b": E6_1b}
)
E6_2 = Exercise(
    "E6.2",
    "core",
    minutes=12,
    concepts=("6.2",),
    parts={
        "": Part(
            answer=surely,
            form=Labels(),
            points=3,
            misconceptions={
                "point": lambda load: surely(load, "rate"),
                "high": lambda load: surely(load, "high"),
                "everybody": lambda load: surely(load, kind=None),
                "below": surely_below,
                "plain_mean": above_the_plain_mean,
                "above_everybody": above_everybody,
                "half_year": lambda load: surely(load, months=False),
            },
        )
    },
)

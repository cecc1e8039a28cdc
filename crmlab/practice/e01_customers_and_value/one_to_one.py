"""Exercise E1.6: when one to one pays, and who brings half of the profit.
The right ways to compute it and the usual wrong ones.
"""

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e01_customers_and_value.whole_profit import YEAR_AGO, year
from crmlab.practice.forms import Number


def needed(load, *, second="a message for each segment", who="consent", set_up=True):
    """Order margin from which one to one beats another way, CNY."""
    options = load("marketing_options").set_index("option")
    each, other = options.loc["one to one"], options.loc[second]
    customers = load("customers")
    count = customers["consent"].sum() if who == "consent" else len(customers)
    dearer = each["contact_cost"] - other["contact_cost"]
    if set_up:
        dearer = dearer + (each["set_up"] - other["set_up"]) / count
    return float(dearer / (each["extra_orders"] - other["extra_orders"]))


def needed_of_itself(load):
    """Order margin from which one to one earns anything at all, CNY."""
    options = load("marketing_options").set_index("option")
    each, count = options.loc["one to one"], load("customers")["consent"].sum()
    cost = each["contact_cost"] + each["set_up"] / count
    return float(cost / each["extra_orders"])


def half(load):
    """How many of the best customers bring half of the last year's profit."""
    profit = year(load, YEAR_AGO, CUTOFF)["profit"].sort_values(ascending=False)
    return int((profit.cumsum() < profit.sum() / 2).sum() + 1)


def half_by(load, column="profit", smallest=False):
    amount = year(load, YEAR_AGO, CUTOFF)[column].sort_values(ascending=smallest)
    return int((amount.cumsum() < amount.sum() / 2).sum() + 1)


E1_6a = Part(
    answer=half,
    form=Number(whole=True),
    points=2,
    misconceptions={
        "sales": lambda load: half_by(load, "paid"),
        "smallest": lambda load: half_by(load, smallest=True),
        "half_of_customers": lambda load: len(year(load, YEAR_AGO, CUTOFF)) // 2,
    },
)
E1_6b = Part(
    answer=needed,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "against_mass": lambda load: needed(load, second="one message to all"),
        "everybody": lambda load: needed(load, who="all"),
        "no_set_up": lambda load: needed(load, set_up=False),
        "pays_at_all": needed_of_itself,
    },
)
E1_6 = Exercise(
    "E1.6",
    "stretch",
    minutes=16,
    concepts=("1.9", "1.14"),
    parts={"a": E1_6a, "b": E1_6b},
)

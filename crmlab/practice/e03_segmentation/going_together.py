"""Exercise E3.4: ways to compute a lift among customers, the right one and the usual
wrong ones, and the tables they are tried on.
"""

import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Function, Number
from crmlab.practice.once import once

NAN = float("nan")


def who(bought, category, by="customer_id"):
    """The customers, or orders, with something of a category."""
    return set(bought.loc[bought["category"] == category, by])


def counts(bought, first, second, by="customer_id"):
    """How many have the first, the second, both."""
    one, other = who(bought, first, by), who(bought, second, by)
    return len(one), len(other), len(one & other)


def lift(bought, first, second):
    """Times more often than chance that who has bought one has bought the other."""
    return of_so_many(bought, first, second, bought["customer_id"].nunique())


def of_so_many(bought, first, second, everybody, by="customer_id"):
    one, other, both = counts(bought, first, second, by)
    return both * everybody / (one * other) if one * other else NAN


def in_baskets(bought, first, second):
    """As the lesson has it: together in one order."""
    everybody = bought["order_id"].nunique()
    return of_so_many(bought, first, second, everybody, "order_id")


def of_rows(bought, first, second):
    return of_so_many(bought, first, second, len(bought))


def of_orders(bought, first, second):
    return of_so_many(bought, first, second, bought["order_id"].nunique())


def of_either(bought, first, second):
    """Those who bought neither are left out of everybody."""
    either = who(bought, first) | who(bought, second)
    return of_so_many(bought, first, second, len(either))


def confidence(bought, first, second):
    one, other, both = counts(bought, first, second)
    return both / one if one * other else NAN


def confidence_turned(bought, first, second):
    return confidence(bought, second, first)


def support(bought, first, second):
    one, other, both = counts(bought, first, second)
    return both / bought["customer_id"].nunique() if one * other else NAN


def upside_down(bought, first, second):
    found = lift(bought, first, second)
    return 1 / found if found else NAN


def zero_if_unknown(bought, first, second):
    found = lift(bought, first, second)
    return 0 if pd.isna(found) else found


def without_a_guard(bought, first, second):
    one, other, both = counts(bought, first, second)
    return both * bought["customer_id"].nunique() / (one * other)


def own_categories(bought, first, second):
    return lift(bought, "teaware", "fine tea")


@once
def company(load):
    """One row a line of an order, with customer and category."""
    lines = load("order_lines").merge(load("orders")[["order_id", "customer_id"]])
    return lines.merge(load("products")[["product_id", "category"]])


def own_table(load):
    """The company's table is used, whichever table is handed over."""
    return lambda bought, first, second: lift(company(load), first, second)


@once
def cases(load):
    """The company, and a small table for the corners, with the same columns.

    In it A buys the two on different days, B on one day, C two tins of one. F buys the
    two of the company's case, so that a function which always looks at those two gives
    a number here, and is told apart from one that always returns a missing value.
    """
    rows = [
        ("A", 1, "herbal tea"),
        ("A", 2, "everyday tea"),
        ("B", 3, "herbal tea"),
        ("B", 3, "everyday tea"),
        ("C", 4, "herbal tea"),
        ("C", 4, "herbal tea"),
        ("D", 5, "gift sets"),
        ("E", 6, "everyday tea"),
        ("E", 7, "gift sets"),
        ("F", 8, "teaware"),
        ("F", 9, "fine tea"),
    ]
    small = company(load).iloc[: len(rows)].reset_index(drop=True)
    small[["customer_id", "order_id", "category"]] = pd.DataFrame(rows)
    return {
        "company": (company(load), "teaware", "fine tea"),
        "small": (small, "herbal tea", "everyday tea"),
        "apart": (small, "herbal tea", "gift sets"),
        "never": (small, "herbal tea", "coffee"),
        "never_first": (small, "coffee", "gift sets"),
    }


# --- the declarations
E3_4 = Exercise(
    "E3.4",
    "core",
    minutes=15,
    concepts=("3.11",),
    parts={
        "": Part(
            answer=lambda load: lift,
            form=Function(result=Number(decimals=3), cases=cases),
            points=4,
            misconceptions={
                "baskets": lambda load: in_baskets,
                "of_rows": lambda load: of_rows,
                "of_orders": lambda load: of_orders,
                "of_either": lambda load: of_either,
                "confidence": lambda load: confidence,
                "confidence_turned": lambda load: confidence_turned,
                "support": lambda load: support,
                "upside_down": lambda load: upside_down,
                "own_table": own_table,
                "own_categories": lambda load: own_categories,
                "zero": lambda load: zero_if_unknown,
            },
            wrong=(("raised_line", lambda load: without_a_guard),),
        )
    },
)

"""Exercise E0.3: ways to compute how long a customer waits, the right one and the
usual wrong ones, and the customers they are tried on.
"""

import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Function, Number


def order_days(orders, customer_id):
    """The days of a customer's orders: a day with two orders comes twice."""
    return orders.loc[orders["customer_id"] == customer_id, "date"]


def mean_gap(days, gaps):
    return (days.max() - days.min()).days / gaps if gaps > 0 else float("nan")


def days_between(orders, customer_id):
    """Days between one shopping day of a customer and the next, on average."""
    days = order_days(orders, customer_id).drop_duplicates()
    return mean_gap(days, len(days) - 1)


def divided_by_days(orders, customer_id):
    days = order_days(orders, customer_id).drop_duplicates()
    return mean_gap(days, len(days)) if len(days) > 1 else float("nan")


def by_orders(orders, customer_id):
    days = order_days(orders, customer_id)
    return mean_gap(days, len(days) - 1)


def divided_by_orders(orders, customer_id):
    days = order_days(orders, customer_id)
    return mean_gap(days, len(days)) if len(days) > 1 else float("nan")


def in_weeks(orders, customer_id):
    return days_between(orders, customer_id) / 7


def median_gap(orders, customer_id):
    days = order_days(orders, customer_id).drop_duplicates().sort_values()
    return days.diff().dt.days.median()


def in_row_order(orders, customer_id):
    """The gaps are taken as the rows come, which need not be by date."""
    days = order_days(orders, customer_id).drop_duplicates()
    return days.diff().dt.days.mean()


def gap_of_everybody(orders, customer_id):
    """As the lesson has it, for all customers together."""
    days = orders.drop_duplicates(["customer_id", "date"]).sort_values("date")
    return days.groupby("customer_id")["date"].diff().dt.days.mean()


def all_days_as_one(orders, customer_id):
    days = orders["date"].drop_duplicates()
    return mean_gap(days, len(days) - 1)


def zero_for_one_day(orders, customer_id):
    days = days_between(orders, customer_id)
    return 0 if pd.isna(days) else days


def without_a_guard(orders, customer_id):
    days = order_days(orders, customer_id).drop_duplicates()
    return (days.max() - days.min()).days / (len(days) - 1)


def most_frequent(load):
    """The customers with the most orders, the first of them first."""
    return load("orders")["customer_id"].value_counts().index


def one_customer_only(load):
    """One customer of the company is typed in, whoever is asked about.

    This one is a case of its own. So the mistake shows only in the made-up table, which
    has no such customer, and anybody else who is typed in is found out as well.
    """
    typed_in = most_frequent(load)[0]
    return lambda orders, customer_id: days_between(orders, typed_in)


def newest_customer_only(load):
    typed_in = load("customers")["customer_id"].iloc[-1]
    return lambda orders, customer_id: days_between(orders, typed_in)


def own_table(load):
    """The company's table is used, whichever table is handed over."""
    return lambda orders, customer_id: days_between(load("orders"), customer_id)


def cases(load):
    """The company's most frequent customer, and a few made up for the corners.

    The next most frequent customer has other days in the made-up table than in the
    company's. That tells a function that uses its own table from one that has a
    customer typed in, and so it comes first: whoever else is typed in, it shows here.
    The rows of the made-up table are not sorted.
    """
    first, second = most_frequent(load)[:2]
    four = ["2025-01-16", "2025-01-06", "2025-02-20", "2025-01-26"]
    same, once = ["2025-03-03"] * 3 + ["2025-03-13"], ["2025-03-13"]
    made_up = pd.DataFrame(
        {
            "customer_id": [second] * 4 + ["B"] * 4 + ["C"],
            "date": pd.to_datetime(four + same + once),
        }
    )
    return {
        "four_days": (made_up, second),
        "frequent": (load("orders"), first),
        "same_day": (made_up, "B"),
        "one_day": (made_up, "C"),
        "nobody": (made_up, "D"),
    }


# --- the declaration
E0_3 = Exercise(
    "E0.3",
    "stretch",
    minutes=12,
    concepts=("0.4",),
    parts={
        "": Part(
            answer=lambda load: days_between,
            form=Function(result=Number(decimals=2), cases=cases),
            points=3,
            misconceptions={
                "fence_posts": lambda load: divided_by_days,
                "orders_not_days": lambda load: by_orders,
                "both": lambda load: divided_by_orders,
                "weeks": lambda load: in_weeks,
                "median": lambda load: median_gap,
                "row_order": lambda load: in_row_order,
                "everybody": lambda load: gap_of_everybody,
                "all_days": lambda load: all_days_as_one,
                "one_customer": one_customer_only,
                "own_table": own_table,
                "zero": lambda load: zero_for_one_day,
            },
            wrong=(
                ("raised_line", lambda load: without_a_guard),
                ("one_customer", newest_customer_only),
            ),
        )
    },
)

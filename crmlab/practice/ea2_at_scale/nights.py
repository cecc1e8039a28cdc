"""Exercises EA2.2 and EA2.3: what comes twice, and what comes late."""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Labels, Number

SINCE = CUTOFF - pd.Timedelta(days=91)
COLUMNS = ("first", "last", "orders", "days", "total", "mean order", "largest order")


# --- EA2.2: delivered twice -----------------------------------------------------------
def delivered(load):
    """All orders, and those of the last 91 days once more."""
    orders = load("orders")
    return pd.concat([orders, orders[orders["date"] >= SINCE]], ignore_index=True)


def too_much(load):
    """By which share the sales as delivered lie above the true ones."""
    return delivered(load)["amount"].sum() / load("orders")["amount"].sum() - 1


def too_much_lately(load):
    rows = delivered(load)
    late = rows.loc[rows["date"] >= SINCE, "amount"].sum()
    return late / rows["amount"].sum()


def lost(load, rows=None):
    """Orders that go where customer and day are taken for an order's number."""
    rows = load("orders") if rows is None else rows
    return int(rows.duplicated(["customer_id", "date"]).sum())


def shared_days(load):
    sizes = load("orders").groupby(["customer_id", "date"]).size()
    return int((sizes > 1).sum())


EA2_2a = Part(
    answer=too_much,
    form=Number(decimals=5),
    points=1,
    misconceptions={
        "of_delivered": lambda load: (
            1 - load("orders")["amount"].sum() / delivered(load)["amount"].sum()
        ),
        "of_rows": lambda load: len(delivered(load)) / len(load("orders")) - 1,
        "lately": too_much_lately,
    },
)
EA2_2b = Part(
    answer=lost,
    form=Number(whole=True),
    points=2,
    misconceptions={
        "with_the_double": lambda load: lost(load, delivered(load)),
        "days": shared_days,
        "both": lambda load: int(
            load("orders").duplicated(["customer_id", "date"], keep=False).sum()
        ),
    },
)
EA2_2 = Exercise(
    "EA2.2", "core", minutes=12, concepts=("3.5",), parts={"a": EA2_2a, "b": EA2_2b}
)


# --- EA2.3: what comes late -----------------------------------------------------------
def twice_counted(load, late="shop"):
    """Customers' days with an order of the late channel and one of another."""
    orders = load("orders")
    kind = orders["channel"].eq(late).rename("late")
    days = orders[["customer_id", "date"]].assign(late=kind).drop_duplicates()
    return int(days.duplicated(["customer_id", "date"]).sum())


def late_days(load):
    orders = load("orders")
    shop = orders[orders["channel"] == "shop"]
    return len(shop.drop_duplicates(["customer_id", "date"]))


EA2_3a = Part(
    answer=twice_counted,
    form=Number(whole=True),
    points=2,
    misconceptions={
        "late_days": late_days,
        "second_orders": lost,
        "late_orders": lambda load: int(load("orders")["channel"].eq("shop").sum()),
    },
)


def can_be_merged(load):
    """Tried on the company: does merging two halves give what the whole gives?"""
    orders = load("orders")
    half = orders["channel"] == "shop"

    def told(rows):
        by = rows.groupby("customer_id")
        amount, date = by["amount"], by["date"]
        table = {"first": date.min(), "last": date.max(), "orders": by.size()}
        table |= {"days": date.nunique(), "total": amount.sum()}
        table |= {"mean order": amount.mean(), "largest order": amount.max()}
        return pd.DataFrame(table)

    ways = {"first": "min", "last": "max", "largest order": "max"}
    ways |= {"orders": "sum", "days": "sum", "total": "sum", "mean order": "mean"}
    parts = pd.concat([told(orders[half]), told(orders[~half])])
    merged, whole = parts.groupby(level=0).agg(ways), told(orders)
    same = {
        name: whole[name].equals(merged[name])
        or (name == "total" and (whole[name] - merged[name]).abs().max() < 1e-6)
        for name in COLUMNS
    }
    return [name for name in COLUMNS if same[name]]


EA2_3b = Part(
    answer=can_be_merged,
    form=Labels(),
    points=2,
    misconceptions={
        "sums_only": lambda load: ["orders", "total"],
        "with_days": lambda load: [*can_be_merged(load), "days"],
        "all": lambda load: list(COLUMNS),
    },
)
EA2_3 = Exercise(
    "EA2.3", "core", minutes=14, concepts=("3.5",), parts={"a": EA2_3a, "b": EA2_3b}
)

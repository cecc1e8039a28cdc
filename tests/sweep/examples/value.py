"""Clean calls of the methods of crmlab.value."""

import pandas as pd

from crmlab import value as cv
from crmlab.value import COSTS, VALUES

CUSTOMERS = ["c1", "c2", "c3", "c4", "c5"]


def profit():
    return pd.Series([60.5, 30.25, 20.0, 10.0, -5.5], CUSTOMERS)


def amount():
    return pd.Series([60.5, 30.25, 20.0, 10.0, 5.5], CUSTOMERS)


def ratings():
    rows = [("c1", "us", 8), ("c1", "x", 6), ("c1", "y", 9), ("c2", "us", 7)]
    rows += [("c2", "x", 3), ("c3", "us", 5), ("c3", "y", 9), ("c4", "us", 2)]
    table = pd.DataFrame(rows, columns=["customer_id", "company", "product_value"])
    for place, name in enumerate([*VALUES[1:], *COSTS]):
        table[name] = [(3 * row + place) % 10 + 1 for row in range(len(table))]
    return table


def orders():
    return pd.DataFrame(
        {
            "customer_id": ["c1", "c1", "c2", "c3", "c3", "c4"],
            "date": pd.to_datetime(["2024-01-05", "2024-02-01", "2024-02-03"] * 2),
            "amount": [20.0, 120.0, 35.0, 60.0, 15.0, 90.0],
            "goods_cost": [9.0, 50.0, 15.5, 25.0, 8.0, 44.0],
            "handling_cost": [12.0, 11.0, 10.0, 9.0, 8.5, 10.5],
        }
    )


def serving():
    joined = ["2023-01-05", "2024-01-10", "2023-07-07", "2022-02-02"]
    customers = pd.DataFrame(
        {
            "joined": pd.to_datetime(joined),
            "contact_type": ["basic", "basic", "close", "close"],
            "acquisition_cost": [30.0, 40.0, 20.0, 10.0],
        },
        pd.Index(["c1", "c2", "c3", "c4"], name="customer_id"),
    )
    cases = pd.DataFrame(
        {
            "customer_id": ["c1", "c3"],
            "opened": pd.to_datetime(["2024-01-20", "2024-02-20"]),
            "cost": [15.0, 12.0],
            "compensation": [20.0, 5.0],
        }
    )
    return {
        "customers": customers,
        "orders": orders(),
        "cases": cases,
        "contact_costs": pd.Series({"basic": 2.0, "close": 9.0}),
        "start": "2024-01-01",
        "end": "2024-04-01",
    }


def contacts():
    return pd.DataFrame(
        {"customer_id": ["c1", "c1", "c2"], "role": ["user", "buyer", "decider"]}
    )


def deals():
    return pd.DataFrame(
        {
            "outcome": ["won", "lost", "won", "lost", "won", "open"],
            "met_user": [True, False, True, True, False, True],
            "met_buyer": [True, True, False, False, True, False],
        }
    )


def ways():
    rows = {"set_up": [10, 100, 900], "contact_cost": [1.0, 2.0, 1.5]}
    return pd.DataFrame(
        rows | {"extra_orders": [0.25, 0.5, 0.75]}, ["mass", "group", "each"]
    )


def value_chain():
    return pd.DataFrame(
        {
            "first_day": pd.to_datetime(["2024-01-01"] * 3 + ["2024-04-01"] * 3),
            "activity": ["buying", "selling", "staff"] * 2,
            "kind": ["primary", "primary", "support"] * 2,
            "cost": [100.0, 50.0, 20.0, 110.0, 60.0, 21.0],
            "moves": ["product", "service", "image"] * 2,
        }
    )


def touchpoints():
    return pd.DataFrame(
        {
            "step": ["search", "order", "order", "pay", "pay", "search"],
            "outcome": ["done", "left", "done", "failed", "done", "left"],
        }
    )


def rights():
    return pd.DataFrame(
        {
            "topic": ["forget me", "see my data", "forget me", "stop offers"],
            "opened": pd.to_datetime(
                ["2025-01-01", "2025-02-01", "2025-03-01", "2025-03-05"]
            ),
            "closed": pd.to_datetime(["2025-01-09", "2025-04-01", None, "2025-03-06"]),
        }
    )


INPUTS = {
    "break_even_customers": lambda: {"options": ways(), "order_margin": 20.0},
    "by_size": lambda: {"orders": orders(), "edges": [0, 50, 100, 200]},
    "campaign_profit": lambda: {
        "options": ways(),
        "customers": 100,
        "order_margin": 20.0,
    },
    "chain": lambda: {
        "value_chain": value_chain(),
        "start": "2024-01-01",
        "end": "2024-07-01",
    },
    "cost_to_serve": serving,
    "delivered_value": lambda: {"ratings": ratings()},
    "gini": lambda: {"amount": amount()},
    "leads": lambda: {"ratings": ratings(), "company": "us"},
    "lorenz_curve": lambda: {"amount": amount()},
    "minimum_order": lambda: {"orders": orders(), "least": 50},
    "requests_late": lambda: {"cases": rights(), "today": "2025-06-30"},
    "roles_known": lambda: {"contacts": contacts(), "accounts": ["c1", "c2", "c3"]},
    "roles_missed": lambda: {"deals": deals(), "roles": ["user", "buyer"]},
    "serve_fewer": lambda: {"profit": profit(), "kept": [1, 3]},
    "share_ahead": lambda: {"lead": pd.Series([0, 1, 9, -4])},
    "share_of_top": lambda: {"profit": profit(), "top": 0.4},
    "steps": lambda: {"touchpoints": touchpoints()},
    "whale_curve": lambda: {"profit": profit()},
    "with_changes": lambda: {
        "ratings": ratings(),
        "company": "us",
        "changes": {"time_cost": -1.5, "image_value": 1},
    },
}
CALLS = {
    "with_changes": lambda ratings, company, changes: cv.with_changes(
        ratings, company, changes
    )[["company", "time_cost", "image_value"]],
}
FIRST = "ways are told from the first, the least tailored"
SUM = "a sum with a gap is a gap, in that row alone"
NEVER = "a way that adds nothing never pays: infinity"
NO_REQUEST = "a topic without requests has no share of late ones"
NO_DEAL = "no deal with the role, or none without it: no share won"
NOTHING_YET = "an open case has cost nothing yet"
ALLOWED = {
    "break_even_customers": {
        "options: rows in another order": FIRST,
        "options: a row twice": NEVER,
        "order_margin: -1": NEVER,
    },
    "cost_to_serve": {"cases: co* with a gap": NOTHING_YET},
    "delivered_value": {"ratings: *_* *gap*": SUM},
    "requests_late": {
        "cases: closed with a gap": "it is a request still open",
        "cases: empty": NO_REQUEST,
        "cases: one row": NO_REQUEST,
        "cases: topic all gaps": NO_REQUEST,
    },
    "roles_missed": {"deals: one row": NO_DEAL, "deals: met_* all the same": NO_DEAL},
    "serve_fewer": {"lift: -1": "no risk is told where there is no profit"},
    "with_changes": {"ratings: *_* *gap*": "a gap stays a gap"},
}

"""Clean calls of the methods of crmlab.relationship."""

import numpy as np
import pandas as pd


def costs():
    return pd.DataFrame(
        {
            "contact_type": ["basic", "reactive", "partner"],
            "cost": [0.0, 2.0, 50.0],
            "customers_per_head": [1000.0, 120.0, 30.0],
        }
    )


def margin():
    return pd.Series({"thin": 100.0, "middle": 900.0, "fat": 20000.0})


def segments():
    return pd.DataFrame({"customers": [900, 50, 8], "margin": margin()})


def groups():
    return pd.DataFrame(
        {
            "treated": [True, True, False, False] * 3,
            "margin": [9.0, 11.5, 4.0, 6.25, 8.0, 7.5, 3.0, 1.0, 5.5, 2.0, 0.5, 2.5],
            "size": ["big"] * 4 + ["small"] * 8,
        }
    )


def joining():
    joined = pd.to_datetime(["2024-01-01", "2024-01-08", "2024-02-01", "2024-11-30"])
    customers = pd.DataFrame(
        {"joined": joined, "way": ["shop", "advert", "shop", "advert"]},
        ["c1", "c2", "c3", "c4"],
    )
    orders = pd.DataFrame(
        {
            "customer_id": ["c1", "c1", "c2", "c3", "c3", "c4"],
            "date": pd.to_datetime(
                ["2024-01-01", "2024-01-09", "2024-01-08"]
                + ["2024-02-01", "2024-02-12", "2024-11-30"]
            ),
            "margin": [10.0, 30.0, 20.0, 15.5, 12.25, 40.0],
        }
    )
    return {
        "orders": orders,
        "customers": customers,
        "today": "2025-01-01",
        "weeks": 8,
        "by": "way",
    }


def turns():
    days = pd.date_range("2023-01-01", periods=560)
    count = np.arange(len(days))
    operations = pd.DataFrame(
        {
            "date": days,
            "orders": 50 + count % 7,
            "parcels": 40 + count % 5,
            "late_parcels": 4 + count % 3,
            "faults": 2 + count % 2,
            "calls": 10 + count % 4,
            "mean_wait": 3.0 + count % 8 / 4,
        }
    )
    improvements = pd.DataFrame(
        {
            "started": pd.to_datetime(["2024-03-01", "2024-02-01", "2024-01-01"]),
            "measure": ["wait", "faults", "late parcels"],
            "target": [2.0, 0.0625, 0.125],
        }
    )
    return {"improvements": improvements, "operations": operations}


INPUTS = {
    "choose_relationship": lambda: {
        "segments": segments(),
        "contact_costs": costs(),
        "step_gain": 0.03,
        "managers": 2.0,
    },
    "difference": lambda: {"frame": groups(), "outcome": "margin", "strata": "size"},
    "judge_turns": turns,
    "margin_since_joining": joining,
    "needed_gain": lambda: {"margin": margin(), "contact_costs": costs()},
    "payback": lambda: {
        "curves": pd.DataFrame(
            {"shop": [30.0, 50.0, 80.5], "advert": [20.0, 90.0, 91.0]}
        ),
        "cost": pd.Series({"shop": 45.0, "advert": 60.0}),
    },
    "relationship_net": lambda: {
        "margin": margin(),
        "contact_costs": costs(),
        "step_gain": 0.03,
    },
}
ORDER = "the order of the rows is that from far to close"
ALLOWED = {
    "choose_relationship": {
        "contact_costs: rows in another order": ORDER,
        "contact_costs: customers_per_head with a gap": "no manager is needed",
    },
    "needed_gain": {"contact_costs: rows in another order": ORDER},
    "payback": {
        "curves: rows in another order": "the rows are weeks, in their order",
        "curves: another index": "weeks are named as in the index",
        "curves: one row": "the cost may never be reached: no week",
        "curves: * all the same": "the cost may never be reached: no week",
        "curves: without *": "a column is a group: fewer groups",
    },
    "relationship_net": {"contact_costs: rows in another order": ORDER},
}

"""Clean calls of the methods of crmlab.churn."""

import pandas as pd

WHO = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"]


def log():
    days = ["2024-01-01", "2024-01-03", "2024-01-11", "2024-01-12", "2024-01-14"]
    days += ["2024-01-22", "2024-01-25"]
    who = ["c1", "c2", "c2", "c3", "c1", "c1", "c2"]
    amounts = [10.0, 20.0, 30.5, 45.0, 15.0, 12.5, 80.0]
    return pd.DataFrame(
        {"customer_id": who, "date": pd.to_datetime(days), "amount": amounts}
    )


def series(*values):
    return pd.Series(list(values), WHO)


def stays():
    return {
        "time": series(2.0, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 9.0),
        "ended": series(True, True, False, True, True, True, False, True),
    }


def causes():
    return pd.DataFrame(
        {
            "price": [30.0, 22.5, 28.0, 20.0, 23.0, 25.5, 21.0, 24.0],
            "automatic": [0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0],
        },
        WHO,
    )


def trial():
    """Sixteen customers: four sides of four, so that two folds can learn."""
    who = [f"c{number}" for number in range(16)]
    marks = pd.Series([bool(n % 2) for n in range(16)], who)
    sent = pd.Series([n // 2 % 2 == 1 for n in range(16)], who)
    silent = [3.0, 8.0, 14.5, 21.0, 7.0, 2.0, 9.0, 30.0]
    silent += [4.0, 11.0, 6.0, 25.0, 17.0, 5.0, 12.0, 19.0]
    features = pd.DataFrame({"silent": silent}, who)
    features["manual"] = [float(n % 3 == 0) for n in range(16)]
    return {"features": features, "outcome": marks, "offered": sent}


def scored():
    return {
        "score": series(0.9, 0.8, 0.75, 0.6, 0.55, 0.4, 0.3, 0.2),
        "outcome": series(True, False, True, True, False, True, False, False),
        "offered": series(True, False, True, False, True, True, False, False),
    }


def foretold():
    return {
        "chance": series(0.875, 0.8125, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125),
        "happened": series(True, False, True, True, False, True, False, False),
    }


INPUTS = {
    "cohort_triangle": lambda: {"orders": log(), "day": "2024-01-31", "period": 10},
    "features_as_of": lambda: {"orders": log(), "day": "2024-01-24", "lately": 12},
    "calibration": lambda: foretold() | {"parts": 2},
    "cost_curve": lambda: {
        "score": foretold()["chance"],
        "happened": foretold()["happened"],
        "wrong": 5.0,
        "missed": 20.0,
    },
    "kaplan_meier": stays,
    "log_rank": lambda: stays() | {"group": series(*"abababab")},
    "cox": lambda: stays() | {"causes": causes()},
    "cox_over_time": lambda: stays() | {"causes": causes()[["price"]], "split": 4.5},
    "uplift_scores": lambda: trial() | {"way": "one outcome", "folds": 2, "seed": 3},
    "trial_size": lambda: {
        "without": 0.5,
        "gain": 0.1,
        "share_offered": 0.4,
        "power": 0.8,
    },
    "uplift_curve": scored,
    "qini": lambda: scored() | {"draws": 20, "seed": 1},
}

ANY_COLUMN = "whatever columns there are make the answer"
BY_PLACE = "customers are drawn by place"
ALLOWED = {
    "cox": {"causes: without *": ANY_COLUMN},
    "qini": {"score: entries in another order": BY_PLACE},
    "uplift_scores": {
        "features: without *": ANY_COLUMN,
        "features: rows in another order": BY_PLACE,
    },
}

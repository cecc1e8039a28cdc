"""Clean calls of the methods of crmlab.grading."""

import numpy as np
import pandas as pd

from crmlab import grading


def bases():
    return pd.DataFrame(
        {
            "margin": [900.0, 40.5, 310.0, 0.25, 77.0, 5000.0],
            "credit": [3.0, 1.0, 2.0, 0.0, 2.5, 1.5],
        },
        index=[f"c{number}" for number in range(6)],
    )


def halves():
    return {"upper": 0.5, "lower": 0.5}


def grade(numbers):
    kind = pd.CategoricalDtype(["upper", "lower"], ordered=True)
    return (
        pd.Series(numbers, [f"c{n}" for n in range(6)])
        .map({1: "upper", 2: "lower"})
        .astype(kind)
    )


def orders():
    return pd.DataFrame(
        {
            "customer_id": ["c1", "c2", "c1", "c3", "c2", "c1"],
            "margin": [10.5, 8.0, 7.25, 30.0, 2.0, 1.5],
        }
    )


def invoices():
    day = pd.to_datetime
    return pd.DataFrame(
        {
            "customer_id": ["c1", "c1", "c2", "c3"],
            "due": day(["2025-01-31", "2025-05-01", "2024-06-01", "2025-02-03"]),
            "paid": day(["2025-01-20", None, None, "2025-03-01"]),
            "written_off": day([None, None, "2024-11-28", None]),
            "amount": [120.0, 45.5, 300.0, 12.25],
        }
    )


def deals():
    rng = np.random.default_rng(0)
    number = np.arange(80)
    frame = pd.DataFrame(
        {
            "visits": rng.poisson(2, 80).astype(float),
            "source": np.where(number % 3 == 0, "fair", "cold call"),
        },
        index=[f"d{n}" for n in number],
    )
    return frame


def won():
    odds = 0.6 * deals()["visits"] - 1.5
    luck = np.random.default_rng(1).random(80)
    return pd.Series(luck < 1 / (1 + np.exp(-odds)), deals().index)


def win_chance(prospects, won):
    model = grading.WinModel(["visits"], ["source"]).fit(prospects, won)
    return model.chance(prospects)


def listed():
    names = ["p1", "p2", "p3", "p4"]
    return {
        "chance": pd.Series([0.5, 0.25, 0.75, 0.125], names),
        "margin": pd.Series([900.0, 6000.0, 300.5, 50.0], names),
        "hours": pd.Series([2.0, 3.5, 1.0, 0.5], names),
    }


INPUTS = {
    "WinModel": lambda: {"prospects": deals(), "won": won()},
    "all_weights": lambda: {"names": ["margin", "credit"], "step": 0.25, "least": 0.25},
    "calibration": lambda: {
        "chance": listed()["chance"],
        "won": pd.Series([True, False, True, False], ["p1", "p2", "p3", "p4"]),
        "parts": 2,
    },
    "call_down": lambda: {
        "score": listed()["margin"],
        "hours": listed()["hours"],
        "budget": pd.Series({"Shen": 4.0, "Gao": 1.5}),
        "seller": pd.Series(["Shen", "Shen", "Gao", "Gao"], listed()["hours"].index),
    },
    "composite": lambda: {
        "scaled": pd.DataFrame({"margin": [0.25, 0.75], "credit": [0.5, 0.125]}),
        "weights": {"margin": 3.0, "credit": 1.0},
    },
    "grades": lambda: {"score": bases()["margin"], "shares": halves()},
    "holding": lambda: {
        "scaled": grading.scaled(bases()),
        "weights": grading.all_weights(["margin", "credit"], 0.25, 0.25),
        "shares": halves(),
    },
    "margin_per_hour": listed,
    "marks": lambda: {"grade": grade([1, 1, 1, 2, 2, 2]), "answers": bases()},
    "moves": lambda: {
        "before": grade([1, 1, 1, 2, 2, 2]),
        "after": grade([1, 2, 1, 2, 2, 1]),
    },
    "payment_record": lambda: {"invoices": invoices(), "today": "2025-06-30"},
    "rising_marks": lambda: {
        "grade": grade([1, 1, 1, 2, 2, 2]),
        "answers": bases(),
    },
    "scaled": lambda: {"bases": bases()},
    "split_at_random": lambda: {
        "orders": orders(),
        "customers": ["c1", "c2", "c3", "c4"],
        "seed": 3,
    },
}
CALLS = {"WinModel": win_chance}
FEWER = "each column is a mark by itself: the others stay as they are"
ALLOWED = {
    "marks": {
        "answers: without *": FEWER,
        "answers: * with a gap": "who did not answer a mark is left out of it alone",
        "answers: * all gaps": "nobody answered: no mean",
        "answers: one row": "one answer has no interval, none has no mean",
        "grade: one entry": "one answer has no interval, none has no mean",
    },
    "moves": {
        "before: one entry": "a grade that nobody had has no shares",
        "before: as objects": "the order of the grades is lost, and is asked for",
        "after: as objects": "the order of the grades is lost, and is asked for",
    },
    "rising_marks": {
        "answers: without *": FEWER,
        "answers: * with a gap": "who did not answer a mark is left out of it alone",
        "grade: as objects": "the order of the grades is lost, and is asked for",
    },
    "scaled": {"bases: without *": "each base is scaled by itself"},
}

"""Clean calls of the methods of crmlab.loyalty."""

import pandas as pd

from crmlab.loyalty import KindModel

WHO = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"]


def answers():
    return pd.DataFrame(
        {
            "knows_staff": [False, True, False, False, False, False, True, False],
            "hindered_by": ["nothing", "cost", "hours", "cost", "hours"] + 3 * ["cost"],
            "attitude": [3.0, 5.0, 8.0, 9.0, 2.0, 6.0, 4.0, 7.0],
        },
        WHO,
    )


RULES = {
    "kinship": "knows_staff",
    "latent": "hindered_by not in ['nothing', 'cost'] and attitude >= 7",
    "inertia": "not attitude > 3",
}


def opinions():
    return pd.DataFrame(
        {
            "value": [1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 8.0, 8.5],
            "trust": [2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 9.0, 7.0],
            "stay": [1.0, 3.0, 2.0, 5.0, 4.0, 8.0, 6.0, 9.0],
        },
        WHO,
    )


def kinds(answers, kinds):
    """The kind that the model gives to those it has learned from."""
    return KindModel().fit(answers, kinds).predict(answers)


def half_years():
    days = ["2024-01-10", "2024-03-01", "2024-08-01", "2024-02-01", "2024-09-01"]
    return pd.DataFrame(
        {
            "customer_id": ["c1", "c1", "c1", "c2", "c2"],
            "date": pd.to_datetime(days),
            "gross": [100.0, 50.0, 150.0, 80.0, 60.0],
            "discount": [5.0, 2.5, 0.5, 4.0, 1.0],
            "goods_cost": [40.0, 20.0, 70.0, 30.0, 25.0],
            "handling_cost": [8.0, 8.5, 9.0, 7.5, 7.0],
        }
    )


def six():
    cases = pd.DataFrame(
        {
            "customer_id": ["c1", "c2", "c2"],
            "opened": pd.to_datetime(["2024-02-02", "2024-03-03", "2024-10-10"]),
            "cost": [10.0, 12.0, 8.0],
            "compensation": [5.0, 2.0, 1.0],
        }
    )
    joined = pd.to_datetime(["2024-01-01", "2024-01-20"])
    customers = pd.DataFrame(
        {"joined": joined, "acquisition_cost": [80.0, 60.0]}, ["c1", "c2"]
    )
    inputs = {"orders": half_years(), "cases": cases, "customers": customers}
    return inputs | {"periods": 2, "friend_saves": 4.0}


def event():
    days = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"]
    days += ["2024-01-09", "2024-01-10", "2024-01-11"]
    who = ["c1", "c2", "c3", "c4", "c1", "c1", "c3", "c4"]
    return {
        "orders": pd.DataFrame({"customer_id": who, "date": pd.to_datetime(days)}),
        "groups": pd.Series(["a", "a", "b", "b"], WHO[:4]),
        "before": ("2024-01-01", "2024-01-07"),
        "during": ("2024-01-08", "2024-01-14"),
        "draws": 20,
    }


def ledger():
    days = ["2023-01-01", "2023-02-01", "2023-06-01", "2024-02-02"]
    return pd.DataFrame(
        {
            "date": pd.to_datetime(days),
            "kind": ["welcome", "earned", "redeemed", "expired"],
            "points": [100, 400, -250, -50],
        }
    )


def trial():
    return {
        "outcome": pd.Series([4.0, 6.0, 9.0, 3.0, 5.0, 7.5, 2.0, 1.0], WHO),
        "held_out": pd.Series([False, True] * 4, WHO),
        "before": pd.Series([3.0, 5.0, 8.0, 4.0, 4.5, 6.0, 2.5, 1.5], WHO),
    }


def several(values):
    return pd.Series(values, ["c1", "c2", "c3"])


def recommend():
    return pd.Series([10, 9, 8, 3, 6, 10, 7, 9], WHO)


def scored():
    return {
        "score": pd.Series([10.0, 22.0, 35.0, 41.0, 58.0, 64.0, 77.0, 93.0], WHO),
        "outcome": pd.Series([1.5, 3.0, 2.0, 5.0, 4.5, 8.0, 6.0, 9.0], WHO),
    }


def years():
    usual = pd.DataFrame(
        {"worth": [10.5, 20.0, 5.0, 8.0], "cost": [1.5, 1.0, 0.5, 0.25]}, WHO[:4]
    )
    plan = pd.DataFrame(
        {"worth": [18.0, 21.5, 5.5, 9.0], "cost": [3.0, 3.5, 1.0, 0.5]}, WHO[:4]
    )
    groups = pd.Series(["big", "big", "small", "small"], WHO[:4])
    return {"usual": usual, "plan": plan, "groups": groups}


INPUTS = {
    "bends": lambda: {
        **scored(),
        "knot": 50.0,
        "groups": pd.Series(["a"] * 8, WHO),
    },
    "binned_means": lambda: {
        **scored(),
        "edges": [0, 40, 70, 100],
        "groups": pd.Series(["a", "b", "a", "b", "a", "a", "a", "a"], WHO),
    },
    "fates": lambda: {
        "score": scored()["score"],
        "came": pd.Series([True, False] * 4, WHO),
        "enough": 50.0,
    },
    "felt": lambda: {
        "performance": pd.Series([0.5, -0.25, 0.75, 0.1]),
        "expected": -0.2,
        "adapting": 0.08,
    },
    "gain_for_a_yuan": years,
    "likely_score": lambda: {"scores": scored()["score"], "reliability": 0.8},
    "monotone_curve": lambda: {**scored(), "at": [20, 50, 80], "draws": 20},
    "normal_scores": lambda: {"values": scored()["outcome"]},
    "to_stand_still": lambda: {
        "lead": several([0.5, 0.25, 1.0]),
        "adapting": 0.08,
        "orders": several([4.0, 6.5, 2.0]),
    },
    "KindModel": lambda: {
        "answers": opinions(),
        "kinds": pd.Series(list("ttnnttnn"), WHO),
    },
    "alpha": lambda: {"answers": opinions()},
    "alpha_interval": lambda: {"answers": opinions()},
    "answers_needed": lambda: {"change": 5, "promoters": 0.4, "detractors": 0.2},
    "breakage": lambda: {"ledger": ledger(), "today": "2024-06-01"},
    "change_at_event": event,
    "customers_needed": lambda: {"outcome": trial()["outcome"], "lift": 0.05},
    "earn_rates": lambda: {"rates": [0.0, 0.02, 0.05], "lift": 0.1},
    "evidence": lambda: {
        "factors": opinions()[["value", "trust"]],
        "outcome": opinions()["stay"],
    },
    "gain_from_retention": lambda: {
        "retention": several([0.5, 0.625, 0.75]),
        "margin": several([100.0, 200.0, 50.0]),
        "acquisition": 20.0,
    },
    "held_out_gain": trial,
    "kind_by_rule": lambda: {"answers": answers(), "rules": RULES},
    "liability": lambda: {
        "ledger": ledger()[["date", "points"]],
        "today": "2024-06-01",
        "used": 0.75,
    },
    "loyalty_index": lambda: {"answers": opinions(), "against": ["trust"]},
    "paths": lambda: {
        "opinions": opinions(),
        "arrows": {"trust": ["value"], "stay": ["trust", "value"]},
    },
    "promoter_score": lambda: {"answers": recommend()},
    "quadrants": lambda: {
        "behaviour": opinions()["stay"],
        "attitude": opinions()["trust"],
        "enough": 4.5,
        "warm": 3.5,
    },
    "six_parts": six,
    "value_of_customer": lambda: {
        "margin": several([100.0, 200.0, 50.0]),
        "retention": several([0.5, 0.625, 0.75]),
        "acquisition": 20.0,
    },
}
CALLS = {"KindModel": kinds}
FEWER = "the other questions are an alpha of their own"
EACH = "each factor has its own customers, and says how many"
SAID = "it says how many are left out"
MEAN = "a gap is left out of the mean of the customer's other answers"
FAILS = "a gap makes its condition fail, and no other"
OPEN = "a case still open has no cost yet"
NAMES = ["value", "trust", "stay"]
ALLOWED = {
    "alpha": {f"answers: without {name}": FEWER for name in NAMES},
    "alpha_interval": {
        **{f"answers: without {name}": FEWER for name in NAMES},
        **{f"answers: {name} with a gap": SAID for name in NAMES},
    },
    "evidence": {
        **{f"factors: without {name}": EACH for name in NAMES[:2]},
        **{f"factors: {name} with a gap": EACH for name in NAMES[:2]},
    },
    "felt": {"performance: entries in another order": "orders stand in order of time"},
    "gain_for_a_yuan": {"plan: one row": "no ratio where the cost did not rise"},
    "kind_by_rule": {"answers: knows_staff with a gap": FAILS},
    "liability": {"point: in per cent": "it is no share"},
    "loyalty_index": {
        "answers: without value": "an index of the other questions",
        "answers: without stay": "an index of the other questions",
        **{f"answers: {name} with a gap": MEAN for name in NAMES},
    },
    "six_parts": {
        "cases: cost with a gap": OPEN,
        "cases: compensation with a gap": OPEN,
    },
}

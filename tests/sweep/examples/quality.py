"""Clean calls of the methods of crmlab.quality."""

import numpy as np
import pandas as pd

DAYS = pd.date_range("2025-01-06", periods=12, freq="D")
VALUES = [5.0, 6.0, 4.25, 5.25, 6.0, 4.75, 5.5, 6.5, 4.5, 5.0, 5.75, 9.0]


def values():
    return pd.Series(VALUES, DAYS, name="minutes")


def samples():
    return pd.DataFrame({f"x{n}": np.roll(VALUES, n) for n in range(3)}, DAYS)


def counted():
    bad = pd.Series([2, 1, 0, 3, 2, 1, 2, 4, 1, 0, 2, 9], DAYS)
    return bad, pd.Series([50, 40, 45, 60, 50, 42, 51, 48, 39, 40, 55, 50], DAYS)


def shares():
    bad, tries = counted()
    return {"bad": bad, "tries": tries, "base": 8}


def rates():
    count, units = counted()
    return {"count": count, "units": units, "base": 8}


def chart():
    return pd.DataFrame({"value": VALUES, "centre": 5.5, "upper": 8.0}, DAYS)


def ratings():
    rng = np.random.default_rng(1)
    common = rng.normal(size=30)
    names = ["taste", "parcel", "staff"]
    index = pd.Index([f"c{n}" for n in range(30)], name="customer_id")
    table = {name: common + rng.normal(size=30) for name in names}
    return (pd.DataFrame(table, index) * 4).round() / 4


def pleased():
    return (ratings().sum(axis=1) + np.arange(30) % 3).rename("satisfied")


def drivers(**more):
    return {"x": ratings(), "y": pleased(), **more}


NEEDS = pd.Index(["fresh", "on time", "told"], name="need")


def weights():
    return pd.Series([0.5, 0.375, 0.125], NEEDS)


def relations():
    table = {"pack": [9, 3, 0], "courier": [1, 9, 3], "label": [0, 1, 9]}
    return pd.DataFrame(table, NEEDS)


def house(**more):
    return {"weights": weights(), "relations": relations(), **more}


def correlations():
    rows = [("pack", "courier", 1), ("pack", "label", -1), ("courier", "label", -2)]
    return pd.DataFrame(rows, columns=["measure", "other_measure", "correlation"])


def places():
    names = ["taste", "parcel", "staff", "price"]
    importance = pd.Series([9.0, 8.0, 4.0, 6.0], names)
    return {"importance": importance, "performance": pd.Series([8, 5, 7.5, 4], names)}


def answers():
    one, other = ratings() + 5, ratings()[::-1].set_axis(ratings().index) + 6
    other["parcel"] -= 2
    return {"importance": one, "performance": other, "draws": 20}


INPUTS = {
    "mean_chart": lambda: {"samples": samples(), "base": 8},
    "spread_chart": lambda: {"samples": samples(), "spread": "sd", "base": 8},
    "individuals_chart": lambda: {"values": values(), "base": 8},
    "moving_range_chart": lambda: {"values": values(), "base": 8},
    "ewma_chart": lambda: {"values": values(), "base": 8},
    "p_chart": shares,
    "np_chart": lambda: {"bad": counted()[0], "tries": 50, "base": 8},
    "u_chart": rates,
    "c_chart": lambda: {"count": counted()[0], "base": 8},
    "chart_constants": lambda: {"n": 5},
    "signals": lambda: {"chart": chart()},
    "run_length": lambda: {"shift": 1.0, "runs": 20, "longest": 50},
    "shewhart_run_length": lambda: {"shift": 1.0, "n": 4},
    "ewma_run_length": lambda: {"shift": 1.0, "states": 21},
    "funnel": lambda: {"noise": values() - 5, "rule": "from the target"},
    "vif": lambda: {"x": ratings()},
    "components": lambda: {"x": ratings()},
    "component_regression": lambda: drivers(keep=2),
    "choose_components": lambda: drivers(folds=3),
    "satisfaction_matrix": places,
    "quadrant_chances": answers,
    "planned_weights": lambda: {
        "needs": pd.DataFrame(
            {
                "importance": [8.0, 7.0, 5.0],
                "now": [4.0, 3.0, 2.0],
                "goal": [4.5, 4.0, 4.0],
                "sales_point": [1.5, 1.2, 1.0],
            },
            NEEDS,
        )
    },
    "priorities": house,
    "ranks_by_scale": house,
    "roof": lambda: {"correlations": correlations()},
    "conflicts": lambda: house(correlations=correlations()),
}

FEWER = "a column less is another question, which can be asked"
DEALT = "chance goes by the place of a row, so that the same seed deals other parts"
ALLOWED = {
    name: {"x: without *": FEWER}
    for name in ["vif", "components", "component_regression", "choose_components"]
}
ALLOWED["choose_components"]["x: rows in another order"] = DEALT
ALLOWED |= {
    name: {"samples: without *": FEWER} for name in ["mean_chart", "spread_chart"]
}
ALLOWED |= {
    name: {"relations: without *": "a measure less leaves the others their shares"}
    for name in ["priorities", "ranks_by_scale"]
}
ALLOWED["roof"] = {"correlations: rows in another order": "measures come as they stand"}
ALLOWED["quadrant_chances"] = {
    "*: rows in another order": DEALT,
    "*: * with a gap": "a gap is left out of its own mean; the other answers count",
}

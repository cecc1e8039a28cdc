"""Exercise E5.3: a table that knows too much. Right and usual wrong ways."""

import pandas as pd
from sklearn.metrics import roc_auc_score

from crmlab import churn as ch
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Choice, Number
from crmlab.practice.once import once

DAY, SINCE = pd.Timestamp("2025-03-31"), pd.Timestamp("2024-12-30")
END = pd.Timestamp("2100-01-01")
COLUMNS = ("silent", "orders", "ratio", "amount", "visits", "cases")


@once
def desk_table(load, visits_from=SINCE, visits_to=END):
    """The desk's table as the exercise makes it; its visits have no last day."""
    table = ch.features_as_of(load("orders"), DAY)[list(COLUMNS[:4])]

    def counted(rows):
        return rows["customer_id"].value_counts().reindex(table.index, fill_value=0)

    touches, cases = load("touchpoints"), load("service_cases")
    seen = (touches["time"] >= visits_from) & (touches["time"] < visits_to)
    asked = (cases["opened"] >= SINCE) & (cases["opened"] < DAY)
    return table.assign(visits=counted(touches[seen]), cases=counted(cases[asked]))


def leaking(load):
    """The column that changes once nothing from the day on is there."""
    whole = desk_table(load)

    def cut(name):
        column = {"orders": "date", "touchpoints": "time", "service_cases": "opened"}
        rows = load(name)
        return rows[rows[column[name]] < DAY]

    clean = desk_table(cut)
    return next(name for name in COLUMNS if not whole[name].equals(clean[name]))


@once
def stayed_away(load):
    orders = load("orders")
    later = orders.loc[orders["date"] >= DAY, "customer_id"]
    return ~desk_table(load).index.isin(later)


def auc(load, column="visits", low=True, **ways):
    score = desk_table(load, **ways)[column]
    return roc_auc_score(stayed_away(load), -score if low else score)


E5_3a = Part(
    answer=leaking,
    form=Choice(options=COLUMNS),
    misconceptions={
        "silent": lambda load: "silent",
        "ratio": lambda load: "ratio",
        "cases": lambda load: "cases",
    },
)
E5_3b = Part(
    answer=lambda load: auc(load, visits_to=DAY),
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "leaking": auc,
        "after_only": lambda load: auc(load, visits_from=DAY),
        "silent": lambda load: auc(load, "silent", low=False),
    },
)
E5_3 = Exercise(
    "E5.3", "core", minutes=20, concepts=("5.3",), parts={"a": E5_3a, "b": E5_3b}
)

"""Exercises of lesson 03: what checks them.

Their text and solutions are in solutions/03_segmentation/03_segmentation.ipynb, their
hints and messages in texts/03.yml. The ways to compute E3.1 and E3.2 are in
buying_again.py; E3.3 to E3.6 are in catalogue_checks.py, going_together.py,
changed_needs.py and below_zero.py.
"""

from crmlab import segmentation as sg
from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e03_segmentation import buying_again as again
from crmlab.practice.e03_segmentation.below_zero import E3_6a, E3_6b
from crmlab.practice.e03_segmentation.catalogue_checks import E3_3a, E3_3b, E3_3c
from crmlab.practice.e03_segmentation.changed_needs import E3_5a, E3_5b, E3_5c, E3_5d
from crmlab.practice.e03_segmentation.going_together import E3_4
from crmlab.practice.forms import Number

# --- E3.1: organisations, half a year ago -------------------------------------------
E3_1a = Part(
    answer=lambda load: again.organisations(load)["frequency"].mean(),
    form=Number(decimals=2),
    points=1,
    misconceptions={
        "orders": lambda load: again.orders_of_each(load).mean(),
        "everybody": lambda load: sg.rfm(again.before(load), again.THEN)[
            "frequency"
        ].mean(),
        "median": lambda load: again.organisations(load)["frequency"].median(),
        "total": lambda load: again.organisations(load)["frequency"].sum(),
        "not_yet_customers": again.days_per_organisation_on_file,
        "leak": lambda load: sg.rfm(
            again.kept(load("orders"), load, "organisation"), CUTOFF
        )["frequency"].mean(),
    },
    wrong=(
        ("type", lambda load: again.organisations(load)["frequency"]),
        ("too_high", lambda load: 3 * again.orders_of_each(load).mean()),
    ),
)
E3_1b = Part(
    answer=again.silent,
    form=Number(decimals=3),
    points=1,
    misconceptions={
        "active": lambda load: 1 - again.silent(load),
        "from_today": lambda load: 1.0,
        "first_order": again.silent_by_first_order,
        "forwards": again.first_to_last,
        "orders": again.old_orders,
        "everybody": again.silent_of_all,
        "on_file": again.silent_on_file,
        "today": again.silent_today,
        "count": lambda load: again.silent(load) * len(again.organisations(load)),
    },
    wrong=(
        ("hundredfold", lambda load: 100 * again.silent(load)),
        ("rounded", lambda load: round(again.silent(load), 1)),
    ),
)

# --- E3.2: what explains who buys again ----------------------------------------------
E3_2a = Part(
    answer=lambda load: again.by_scores(load, ("f",)),
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "in_sample": lambda load: again.by_scores(load, ("f",), "eta2"),
        "adjusted": lambda load: again.by_scores(load, ("f",), "adjusted"),
        "leak": again.with_the_future,
        "recency": lambda load: again.by_scores(load, ("r",)),
        "money": lambda load: again.by_scores(load, ("f",), what="amount"),
        "orders": lambda load: again.by_scores(load, ("f",), what="orders"),
        "no_score": again.by_frequency_itself,
        "cut_in_order": lambda load: again.by_frequency_itself(
            load, again.fifths_in_order
        ),
        "cut_by_value": lambda load: again.by_frequency_itself(
            load, again.fifths_by_value
        ),
        "on_file": again.of_all_households,
    },
    wrong=(
        ("hundredfold", lambda load: 100 * again.by_scores(load, ("f",))),
        (
            "type",
            lambda load: sg.explained(again.bought(load), again.scores(load)["f"]),
        ),
    ),
)
E3_2b = Part(
    answer=again.added,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "together": lambda load: again.by_scores(load, ("r", "f")),
        "alone": lambda load: again.by_scores(load, ("f",)),
        "difference": lambda load: (
            again.by_scores(load, ("f",)) - again.by_scores(load, ("r",))
        ),
        "in_sample": lambda load: again.added(load, "eta2"),
        "adjusted": lambda load: again.added(load, "adjusted"),
        "sum": again.with_the_sum,
        "ratio": lambda load: again.added(load) / again.by_scores(load, ("r",)),
        "to_frequency": lambda load: (
            again.by_scores(load, ("r", "f")) - again.by_scores(load, ("f",))
        ),
    },
    wrong=(
        ("sign", lambda load: -again.added(load)),
        ("hundredfold", lambda load: 100 * again.added(load)),
    ),
)
E3_2c = Part(
    answer=again.flattery,
    form=Number(decimals=4),
    points=1,
    misconceptions={
        "in_sample": lambda load: again.portrait(load, "eta2"),
        "unseen": lambda load: again.portrait(load, "unseen"),
        "adjusted": lambda load: (
            again.portrait(load, "eta2") - again.portrait(load, "adjusted")
        ),
        "one_variable": again.flattery_of_stage,
    },
    wrong=(
        ("sign", lambda load: -again.flattery(load)),
        ("hundredfold", lambda load: 100 * again.flattery(load)),
    ),
)

EXERCISES = (
    Exercise(
        "E3.1",
        "warm-up",
        minutes=8,
        concepts=("3.5",),
        parts={"a": E3_1a, "b": E3_1b},
    ),
    Exercise(
        "E3.2",
        "core",
        minutes=16,
        concepts=("3.1", "3.2"),
        parts={"a": E3_2a, "b": E3_2b, "c": E3_2c},
    ),
    Exercise(
        "E3.3",
        "core",
        minutes=18,
        concepts=("3.5", "3.9"),
        parts={"a": E3_3a, "b": E3_3b, "c": E3_3c},
    ),
    Exercise("E3.4", "core", minutes=14, concepts=("3.11",), parts={"": E3_4}),
    Exercise(
        "E3.5",
        "core",
        minutes=18,
        concepts=("3.6", "3.7"),
        parts={"a": E3_5a, "b": E3_5b, "c": E3_5c, "d": E3_5d},
    ),
    Exercise(
        "E3.6",
        "stretch",
        minutes=16,
        concepts=("3.8",),
        parts={"a": E3_6a, "b": E3_6b},
    ),
    Exercise("E3.7", "open", minutes=18, concepts=("3.1", "3.9"), open_points=6),
)

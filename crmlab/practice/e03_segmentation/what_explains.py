"""Exercise E3.2: what explains who buys again.

The ways to compute it are in buying_again.py.
"""

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e03_segmentation import buying_again as again
from crmlab.practice.forms import Number

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
        "cut_by_value": lambda load: again.by_frequency_itself(
            load, again.fifths_by_value
        ),
        "on_file": again.of_all_households,
    },
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
)
E3_2c = Part(
    answer=again.flattery,
    form=Number(decimals=4),
    misconceptions={
        "in_sample": lambda load: again.portrait(load, "eta2"),
        "unseen": lambda load: again.portrait(load, "unseen"),
        "adjusted": lambda load: (
            again.portrait(load, "eta2") - again.portrait(load, "adjusted")
        ),
        "one_variable": again.flattery_of_stage,
    },
)
E3_2 = Exercise(
    "E3.2",
    "core",
    minutes=25,
    concepts=("3.1", "3.2"),
    parts={"a": E3_2a, "b": E3_2b, "c": E3_2c},
)

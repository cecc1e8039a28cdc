"""Exercise E4.5: the pyramid's marks among households alone. The right ways to compute
it and the usual wrong ones.
"""

from crmlab import grading
from crmlab.company import START
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e04_grading.periods import (
    YEAR_AGO,
    brought,
    customers_of,
    orders_with_margin,
)
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

SHELVES = 6


@once
def graded(load, kind="household", start=YEAR_AGO, what="margin"):
    """Grade of each household among households, by last year's margin."""
    who = customers_of(load, kind).index
    return grading.grades(brought(load, who, start, what=what))


@once
def graded_among_all(load):
    everybody = graded(load, kind=None)
    return everybody[customers_of(load, "household").index]


@once
def offered(load):
    return load("tasting").set_index("customer_id")


def tried(load, grade=None, column="tried"):
    """Share of those offered the tin who took it, by grade."""
    grade = graded(load) if grade is None else grade
    asked = offered(load)[column]
    asked = asked[asked.index.isin(grade.index)]
    return asked.groupby(grade[asked.index], observed=True).mean()


def of_all(load):
    """Share of everybody in the grade, offered or not."""
    grade = graded(load)
    took = offered(load)["tried"].reindex(grade.index).fillna(False).astype(bool)
    return took.groupby(grade, observed=True).mean()


def spread(load):
    """How those who took it are spread over the grades."""
    grade = graded(load)
    asked = offered(load)["tried"]
    took = asked.index[asked & asked.index.isin(grade.index)]
    return grade[took].value_counts(normalize=True)


# --- b: room for cross-selling --------------------------------------------------------
@once
def shelves(load, start=YEAR_AGO):
    """On how many of the six shelves each customer bought."""
    orders = orders_with_margin(load)
    orders = orders.loc[orders["date"] >= start, ["order_id", "customer_id"]]
    lines = load("order_lines").merge(orders, on="order_id")
    kinds = lines["product_id"].map(
        load("products").set_index("product_id")["category"]
    )
    return kinds.groupby(lines["customer_id"]).nunique()


def room(load, name="major", start=YEAR_AGO, grade=None):
    """Shelves that a customer of the grade has not bought from, on average."""
    grade = graded(load) if grade is None else grade
    mine = grade.index[grade == name]
    return SHELVES - shelves(load, start).reindex(mine, fill_value=0).mean()


def median_room(load):
    mine = graded(load).index[graded(load) == "major"]
    return SHELVES - shelves(load, YEAR_AGO).reindex(mine, fill_value=0).median()


# --- the declarations
E4_5a = Part(
    answer=tried,
    form=ByLabel(decimals=4),
    points=2,
    misconceptions={
        "of_all": of_all,
        "spread": spread,
        "everyone": lambda load: tried(load, graded(load, kind=None)),
        "graded_among_all": lambda load: tried(load, graded_among_all(load)),
        "all_time": lambda load: tried(load, graded(load, start=START)),
        "passed_on": lambda load: tried(load, column="passed_on"),
    },
)
E4_5b = Part(
    answer=room,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "bought": lambda load: SHELVES - room(load),
        "median": median_room,
        "top": lambda load: room(load, "top"),
        "ordinary": lambda load: room(load, "ordinary"),
        "all_time": lambda load: room(load, start=START),
        "graded_among_all": lambda load: room(load, grade=graded_among_all(load)),
    },
)
E4_5 = Exercise(
    "E4.5", "core", minutes=20, concepts=("4.5",), parts={"a": E4_5a, "b": E4_5b}
)

"""Exercise E6.6: how patient callers are, and whom a call back would reach.
The right ways to compute it and the usual wrong ones.
"""

from crmlab import touchpoints as tp
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

FROM, UNTIL = 5, 10  # minutes


@once
def calls(load):
    """The calls in the phone queue: minutes waited, and whether they were given up."""
    log = load("touchpoints")
    queue = log["channel"].eq("phone") & log["step"].isin(["order", "after-sales"])
    made = log[queue & log["wait"].notna()]
    return made.assign(gave_up=made["outcome"] == "hung up")


def rate(load, begin=FROM, end=UNTIL):
    made = calls(load)
    table = tp.giving_up(made["wait"], made["gave_up"], [begin, end])
    return table["rate"].iloc[0]


def usual_weeks(load):
    """The two weeks in which the line was overrun are left out."""
    made = calls(load)
    made = made[~made["time"].between("2025-04-29", "2025-05-13")]
    table = tp.giving_up(made["wait"], made["gave_up"], [FROM, UNTIL])
    return table["rate"].iloc[0]


def within(load):
    """The calls given up between five and ten minutes."""
    made = calls(load)
    return made[made["gave_up"] & (made["wait"] >= FROM) & (made["wait"] < UNTIL)]


def of_calls(load):
    """Divided by the calls that reached five minutes, not by their minutes."""
    return len(within(load)) / (calls(load)["wait"] >= FROM).sum()


def of_given_up(load):
    """Divided by the minutes of those who hung up; the answered are left out."""
    minutes = within(load)["wait"] - FROM
    return len(within(load)) / minutes.sum()


def of_all_minutes(load):
    """Divided by all minutes of the calls that reached five, the first five too."""
    wait = calls(load)["wait"]
    return len(within(load)) / wait[wait >= FROM].sum()


def reached(load, among="gave_up", more_than=FROM):
    """Of the calls given up (or of all), the share that waited more than so long."""
    made = calls(load)
    made = made[made["gave_up"]] if among == "gave_up" else made
    return (made["wait"] > more_than).mean()


def given_up_of_long(load):
    """Of the calls that waited so long, the share given up."""
    made = calls(load)
    return made.loc[made["wait"] > FROM, "gave_up"].mean()


def of_everybody(load):
    made = calls(load)
    return (made["gave_up"] & (made["wait"] > FROM)).mean()


# --- the declarations
E6_6a = Part(
    answer=rate,
    form=Number(decimals=6),
    points=2,
    misconceptions={
        "usual_weeks": usual_weeks,
        "of_calls": of_calls,
        "of_given_up": of_given_up,
        "of_all_minutes": of_all_minutes,
        "any_time": lambda load: rate(load, 0, 10_000),
    },
)
E6_6b = Part(
    answer=reached,
    form=Number(decimals=5),
    misconceptions={
        "all_calls": lambda load: reached(load, among="all"),
        "of_long": given_up_of_long,
        "of_everybody": of_everybody,
        "ten": lambda load: reached(load, more_than=UNTIL),
    },
)
E6_6 = Exercise(
    "E6.6", "stretch", minutes=15, concepts=("6.4",), parts={"a": E6_6a, "b": E6_6b}
)

"""Exercises E10.1 and E10.2: the curve a year before, and scores that fall back. The
right ways to compute them and the usual wrong ones.
"""

import numpy as np
import pandas as pd

from crmlab import loyalty as ly
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

SATISFIED = ["satisfied_overall", "satisfied_expected", "satisfied_ideal"]
STAYS = ["likely_again", "stays_if_dearer", "stays_if_rival_cheaper"]
COMPLETE = 90


@once
def answers(load, wave=1):
    """A wave of the survey by customer, with satisfaction and loyalty from 0 to 100."""
    survey = load("survey")
    mine = survey[survey["wave"] == wave].set_index("customer_id")
    content = mine[SATISFIED].astype(float).mean(axis=1)
    stays = mine[STAYS].astype(float).mean(axis=1)
    sellers = pd.cut(
        mine["alternatives"].astype(float),
        [-1, 1, 3, 6],
        labels=["few", "some", "many"],
    )
    return mine.assign(
        content=content,
        satisfaction=(content - 1) / 9 * 100,
        loyalty=(stays - 1) / 9 * 100,
        sellers=sellers,
    )


# --- E10.1: the curve ------------------------
def at_the_top(load, wave=1, what="loyalty", how="mean", score="satisfaction"):
    mine = answers(load, wave)
    top = mine[mine[score].astype(float) >= COMPLETE]
    return top.groupby("sellers", observed=True)[what].agg(how)


def below_the_top(load):
    mine = answers(load)
    rest = mine[mine["satisfaction"] < COMPLETE]
    return rest.groupby("sellers", observed=True)["loyalty"].mean()


def on_one_question(load):
    """Nine or ten for satisfaction overall taken for complete satisfaction."""
    mine = answers(load)
    top = mine[mine["satisfied_overall"].astype(float) >= 9]
    return top.groupby("sellers", observed=True)["loyalty"].mean()


def in_points(load):
    return 1 + at_the_top(load) * 9 / 100


def ten_times(load):
    """The mean of the answers times ten, as if they began at nought."""
    return 10 * in_points(load)


def slope(load, sellers="many", wave=1, turned=False):
    mine = answers(load, wave)
    mine = mine[["satisfaction", "loyalty"]][
        (mine["sellers"] == sellers) | (sellers is None)
    ].dropna()
    x, y = mine["satisfaction"], mine["loyalty"]
    return np.polyfit(y, x, 1)[0] if turned else np.polyfit(x, y, 1)[0]


def correlation(load):
    mine = answers(load)
    mine = mine[mine["sellers"] == "many"]
    return mine["satisfaction"].corr(mine["loyalty"])


def only_complete(load):
    """Slope of those who answered all six questions."""
    mine = answers(load).dropna(subset=SATISFIED + STAYS)
    mine = mine[mine["sellers"] == "many"]
    return np.polyfit(mine["satisfaction"], mine["loyalty"], 1)[0]


# --- E10.2: falling back ------------------------
@once
def reliability(load, wave=1):
    return ly.alpha(answers(load, wave)[SATISFIED].astype(float))


def luck(load, wave=1, best=9.0, towards=None):
    """Points that the best scores lose, added up, when drawn back to what is likely."""
    scores = answers(load, wave)["content"]
    towards = scores.mean() if towards is None else towards
    top = scores[scores >= best]
    return (1 - reliability(load, wave)) * (top - towards).sum()


def both_waves_reliable(load):
    """The reliability of all answers of both waves."""
    of_both = ly.alpha(load("survey")[SATISFIED].astype(float))
    return luck(load) * (1 - of_both) / (1 - reliability(load))


def turned_round(load):
    """The mean kept with the weight that is the score's."""
    lost = luck(load)
    return lost / (1 - reliability(load)) - lost


def a_customer(load):
    return luck(load) / (answers(load)["content"] >= 9).sum()


@once
def twice(load):
    """Satisfaction of those who answered both waves, a column a wave."""
    both = {wave: answers(load, wave)["content"] for wave in (1, 2)}
    return pd.DataFrame(both).dropna()


def fell_back(load, by=1, high=False):
    """Mean change of the discontent of a wave: those at 6 or less."""
    scores = twice(load)
    chosen = scores[by] >= 9 if high else scores[by] <= 6
    return (scores[2] - scores[1])[chosen].mean()


def all_changed(load):
    scores = twice(load)
    return (scores[2] - scores[1]).mean()


def other_people(load):
    """All discontent of the second wave less all discontent of the first."""
    means = [answers(load, wave)["content"] for wave in (1, 2)]
    then = means[0][means[0] <= 6].mean()
    return means[1].mean() - then


def of_six_then(load):
    means = [answers(load, wave)["content"] for wave in (1, 2)]
    return means[1][means[1] <= 6].mean() - means[0][means[0] <= 6].mean()


# --- the declarations
E10_1a = Part(
    answer=at_the_top,
    form=ByLabel(decimals=1),
    misconceptions={
        "other_wave": lambda load: at_the_top(load, wave=2),
        "median": lambda load: at_the_top(load, how="median"),
        "below": below_the_top,
        "one_question": on_one_question,
        "points": in_points,
        "ten_times": ten_times,
        "satisfaction": lambda load: at_the_top(load, what="satisfaction"),
    },
)
E10_1b = Part(
    answer=slope,
    form=Number(decimals=4),
    also_right={},
    misconceptions={
        "few": lambda load: slope(load, "few"),
        "everybody": lambda load: slope(load, None),
        "turned": lambda load: slope(load, turned=True),
        "correlation": correlation,
        "other_wave": lambda load: slope(load, wave=2),
        "complete": only_complete,
    },
)
E10_1 = Exercise(
    "E10.1", "warm-up", minutes=15, concepts=("10.1",), parts={"a": E10_1a, "b": E10_1b}
)
E10_2a = Part(
    answer=luck,
    form=Number(decimals=3),  # both waves' reliability may lie near
    misconceptions={
        "both_waves": both_waves_reliable,
        "towards_nought": lambda load: luck(load, towards=0.0),
        "turned_round": turned_round,
        "towards_half": lambda load: luck(load, towards=5.5),
        "other_wave": lambda load: luck(load, wave=2),
        "above": lambda load: luck(load, best=9.01),
        "tens": lambda load: luck(load, best=10.0),
        "own_mean": lambda load: 0.0,
        "a_customer": a_customer,
    },
)
E10_2b = Part(
    answer=fell_back,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "high": lambda load: fell_back(load, high=True),
        "all": all_changed,
        "by_the_second": lambda load: fell_back(load, by=2),
        "other_people": other_people,
        "both_low": of_six_then,
    },
)
E10_2 = Exercise(
    "E10.2", "core", minutes=18, concepts=("10.1",), parts={"a": E10_2a, "b": E10_2b}
)

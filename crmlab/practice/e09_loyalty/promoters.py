"""Exercise E9.6: the net promoter score by the way of asking. The right ways to compute
it and the usual wrong ones.
"""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab import loyalty as ly
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

MOST = 9  # from this answer on a promoter
PLEASED = 8  # from this answer to feels_pleased on


@once
def asked(load, wave=2):
    survey = load("survey")
    mine = survey[survey["wave"] == wave].dropna(subset=["recommend"])
    return mine.assign(
        method=mine["method"].astype(object),
        recommend=mine["recommend"].astype(float),
    )


def by_method(load, low=6, wave=2, least=MOST):
    """Promoters less detractors, in points, for each way of asking."""
    mine = asked(load, wave)
    side = (mine["recommend"] >= least).astype(int) - (mine["recommend"] <= low)
    return 100 * side.groupby(mine["method"]).mean()


def means(load):
    return asked(load).groupby("method")["recommend"].mean()


def promoters(load):
    mine = asked(load)
    return 100 * (mine["recommend"] >= MOST).groupby(mine["method"]).mean()


def with_gaps_as_answers(load):
    """Divided by all who were sent the question, those who left it out too."""
    survey = load("survey")
    all_asked = survey[survey["wave"] == 2]["method"].astype(object).value_counts()
    mine = asked(load)
    side = (mine["recommend"] >= MOST).astype(int) - (mine["recommend"] <= 6)
    return 100 * side.groupby(mine["method"]).sum() / all_asked


# --- b: how sure is the score of the pleased who were asked by phone ------------------
def replies(load, pleased=PLEASED, method="phone"):
    mine = asked(load)
    if method:
        mine = mine[mine["method"] == method]
    if pleased:
        mine = mine[mine["feels_pleased"].astype(float) >= pleased]
    return mine["recommend"]


@once
def of_phone(load):
    return ly.promoter_score(replies(load, pleased=None))


def ends(load, **ways):
    """Where the interval of their score begins and ends."""
    return ly.promoter_score(replies(load, **ways))[["low", "high"]]


def half_width(load, **ways):
    return ends(load, **ways).diff()["high"] / 2


def around(load, reach):
    """The score less and plus so many points."""
    score = ends(load).mean()
    return pd.Series({"low": score - reach, "high": score + reach})


def from_nought(load):
    """How far the interval reaches to each side, the score left out."""
    return around(load, half_width(load)) - ends(load).mean()


def as_counted(load, **ways):
    """Each answer as +1, 0 or -1, as the score counts it."""
    mine = replies(load, **ways)
    return (mine >= MOST).astype(int) - (mine <= 6)


def by_textbook(load):
    """With 1.96 and the standard error as pandas has it, divided by n - 1."""
    return around(load, 196 * as_counted(load).sem())


def by_student(load):
    """With the quantile of Student's t."""
    mine = as_counted(load)
    return around(load, 100 * stats.t.ppf(0.975, len(mine) - 1) * mine.sem())


def one_error(load):
    return around(load, half_width(load) / 1.959964)


def of_promoters_alone(load):
    mine = replies(load) >= MOST
    return around(load, 196 * np.sqrt(mine.mean() * (1 - mine.mean()) / len(mine)))


def without_square(load):
    """The variance of an answer without (p - q)^2 taken off."""
    mine = as_counted(load)
    return around(load, 196 * np.sqrt((mine**2).mean() / len(mine)))


# --- c: how many answers --------------------------------------------------------------
def needed(load, change=4, power=0.8):
    found = of_phone(load)
    return ly.answers_needed(change, *found[["promoters", "detractors"]], power=power)


def needed_by_textbook(load, degrees=0):
    """With 1.96 and 0.84 as printed tables have them."""
    variance = as_counted(load, pleased=None).var(ddof=degrees)
    return int(np.ceil(2 * variance * ((1.96 + 0.84) / 0.04) ** 2))


def interval_of_four(load):
    """Answers for one interval of four points to each side: no change is compared."""
    found = of_phone(load)
    variance = half_width(load, pleased=None) ** 2 * found["answers"]
    return int(np.ceil(variance / 16))


# --- the declarations
E9_6a = Part(
    answer=by_method,
    form=ByLabel(decimals=2),
    points=2,
    misconceptions={
        "means": means,
        "promoters": promoters,
        "seven": lambda load: by_method(load, low=7),
        "eight": lambda load: by_method(load, least=8),
        "other_wave": lambda load: by_method(load, wave=1),
        "gaps": with_gaps_as_answers,
    },
)
E9_6b = Part(
    answer=ends,
    form=ByLabel(decimals=2, within=0.25),
    also_right={"textbook": by_textbook, "student": by_student},
    misconceptions={
        "one_error": one_error,
        "reach": from_nought,
        "promoters": of_promoters_alone,
        "no_square": without_square,
        "everybody": lambda load: ends(load, method=None),
        "by_email": lambda load: ends(load, method="email"),
        "in_app": lambda load: ends(load, method="app"),
        "all_phone": lambda load: ends(load, pleased=None),
        "nines": lambda load: ends(load, pleased=PLEASED + 1),
    },
)
E9_6c = Part(
    answer=needed,
    form=Number(whole=True, within=40),
    also_right={
        "textbook": needed_by_textbook,
        "sample_variance": lambda load: needed_by_textbook(load, degrees=1),
    },
    misconceptions={
        "five": lambda load: needed(load, change=5),
        "in_all": lambda load: 2 * needed(load),
        "one_interval": interval_of_four,
    },
)
E9_6 = Exercise(
    "E9.6",
    "core",
    minutes=18,
    concepts=("9.8",),
    parts={"a": E9_6a, "b": E9_6b, "c": E9_6c},
)

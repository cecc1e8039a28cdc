"""Exercise E8a.5: a function that says what alpha would be without each question."""

import numpy as np
import pandas as pd

from crmlab import loyalty as ly
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Function

TRUST = ["trust_honest", "trust_able", "trust_cares", "tolerates_faults"]


def one_alpha(table):
    k = table.shape[1]
    single, total = table.var().sum(), table.sum(axis=1).var()
    return k / (k - 1) * (1 - single / total)


def alpha_without(answers):
    """Alpha of the other questions, among those who answered all of them."""
    whole = answers.dropna().astype(float)
    return pd.Series({name: one_alpha(whole.drop(columns=name)) for name in whole})


def each_its_own_people(answers):
    """Who left out the question that is dropped counts again."""
    kept = {name: answers.drop(columns=name).dropna() for name in answers}
    return pd.Series({n: one_alpha(table.astype(float)) for n, table in kept.items()})


def filled(answers):
    """Gaps filled with the question's mean."""
    table = answers.astype(float)
    return alpha_without(table.fillna(table.mean()))


def standardised(answers):
    whole = answers.dropna().astype(float)
    return alpha_without((whole - whole.mean()) / whole.std())


def same_count(answers):
    """k of all questions, though one is out."""
    k = answers.shape[1]
    right = alpha_without(answers)
    return right * (k - 2) / (k - 1) * k / (k - 1)


def no_factor(answers):
    k = answers.shape[1] - 1
    return alpha_without(answers) * (k - 1) / k


def of_all(answers):
    """Alpha of all questions, at each name."""
    return pd.Series(one_alpha(answers.dropna().astype(float)), answers.columns)


def with_rest(answers):
    """How each question correlates with the sum of the others."""
    whole = answers.dropna().astype(float)
    return pd.Series(
        {n: whole[n].corr(whole.drop(columns=n).sum(axis=1)) for n in whole}
    )


def cases(load):
    survey = load("survey").query("wave == 2")
    rng = np.random.default_rng(5)
    one = rng.normal(6, 1.5, 60)
    made = pd.DataFrame({f"q{i}": one + rng.normal(0, i, 60) for i in (1, 2, 3)})
    gaps = pd.DataFrame({f"q{i}": one + rng.normal(0, 1, 60) for i in range(5)})
    for i, name in enumerate(gaps):
        gaps.loc[i * 5 : i * 5 + 3, name] = None
    stranger = made.assign(other=0.5 * one + rng.normal(2, 2, 60))
    return {
        "company": (survey[TRUST],),
        "three": (made,),
        "gaps": (gaps,),
        "stranger": (stranger,),
    }


E8a_5 = Exercise(
    "E8a.5",
    "core",
    minutes=14,
    concepts=("8.2",),
    parts={
        "": Part(
            answer=lambda load: alpha_without,
            form=Function(result=ByLabel(decimals=3), cases=cases),
            points=4,
            also_right={
                "helper": lambda load: (
                    lambda answers: pd.Series(
                        {n: ly.alpha(answers.dropna().drop(columns=n)) for n in answers}
                    )
                )
            },
            misconceptions={
                "own_people": lambda load: each_its_own_people,
                "filled": lambda load: filled,
                "standardised": lambda load: standardised,
                "same_count": lambda load: same_count,
                "no_factor": lambda load: no_factor,
                "of_all": lambda load: of_all,
                "with_rest": lambda load: with_rest,
            },
        )
    },
)

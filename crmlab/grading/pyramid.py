"""The customer pyramid: by what marks each grade is told."""

import numpy as np
import pandas as pd

from crmlab import wanted


def marks(grade, answers):
    """Mean of each mark in each grade, with its interval.

    grade    Series by customer, as ``grades`` returns it
    answers  frame by customer, one column a mark: numbers, or 0 and 1. A gap is a
             customer who was not asked or gave no answer, and is left out of that mark
    Returns a frame with an index of mark and grade: customers (who answered), mean,
    low, high (95% interval: mean ± t × s / √n; NaN for fewer than two).

    Raises ValueError where a grade is a gap, a mark is no number or infinite, or no
    customer of answers has a grade.

    Those who answered may not be like those who did not: where a survey is the source,
    the marks are the marks of those who answer surveys.
    """
    from scipy.stats import t

    both = _joined(grade, answers, "marks")
    long = both.melt("grade", var_name="mark", value_name="value").dropna()
    long["mark"] = pd.Categorical(long["mark"], [*both.columns.drop("grade")])
    found = long.groupby(["mark", "grade"], observed=False)["value"]
    table = found.agg(customers="size", mean="mean", spread="std")
    answered = table["customers"].where(table["customers"] > 1)
    reach = t.ppf(0.975, answered - 1) * table["spread"] / np.sqrt(answered)
    table = table.assign(low=table["mean"] - reach, high=table["mean"] + reach)
    return table.drop(columns="spread")


def rising_marks(grade, answers):
    """Does a mark rise from grade to grade by more than chance? Spearman's ρ (1904).

    grade    ordered categorical Series by customer, the best grade first
    answers  as in ``marks``
    Returns a frame by mark: rho (rank correlation of the mark with the grade; above 0
    where it rises towards the best), p (how often chance alone would bring a ρ so far
    from 0), p_holm (p for a family of as many tests as there are marks: S. Holm 1979,
    Scandinavian Journal of Statistics 6(2), 65–70). For two grades it is the test of
    two groups by ranks.

    A gap is left out of its mark. Raises ValueError where ``marks`` does, the grades
    have no order, or a mark is the same for all who answered or was answered in one
    grade only.
    """
    from scipy.stats import spearmanr

    name = "rising_marks"
    both = _joined(grade, answers, name)
    kind = both["grade"].dtype
    if not isinstance(kind, pd.CategoricalDtype) or not kind.ordered:
        raise ValueError(
            f"{name}() needs an ordered categorical for grade, as grades() returns it; "
            f"it got {kind}."
        )
    found = {}
    for mark in both.columns.drop("grade"):
        asked = both[[mark, "grade"]].dropna()
        if asked["grade"].nunique() < 2 or asked[mark].nunique() < 2:
            raise ValueError(
                f"{name}() cannot compare {mark}: it needs answers that differ, in two "
                "grades or more. Leave it out."
            )
        found[mark] = spearmanr(asked[mark], -asked["grade"].cat.codes)
    table = pd.DataFrame(found, ["rho", "p"]).T
    rising = table["p"].sort_values()
    steps = rising * np.arange(len(rising), 0, -1)
    table["p_holm"] = steps.cummax().clip(upper=1)
    return table.rename_axis("mark")


def _joined(grade, answers, name):
    """The answers of those who have a grade, and their grade."""
    grade = wanted.series(grade, name, "grade")
    wanted.complete(grade, name, "grade")
    wanted.unique_index(grade, name, "grade")
    answers = wanted.all_numbers(answers, name, "answers", gaps=True)
    wanted.unique_index(answers, name, "answers")
    if "grade" in answers.columns:
        raise ValueError(
            f"{name}() needs another name for the column grade of answers."
        )
    wanted.same_ids(grade.index, answers.index, name, ("grade", "answers"))
    both = answers.join(grade.rename("grade"), how="inner")
    if not len(both):
        raise ValueError(f"{name}() finds no customer of answers with a grade.")
    return both.astype(dict.fromkeys(answers.columns, float))

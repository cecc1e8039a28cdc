"""What goes with loyalty, and a model of arrows."""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab import wanted


def evidence(factors, outcome):
    """How closely each factor goes with an outcome, with its 95 per cent interval.

    factors  frame of numbers, one row a customer, one column a factor; gaps are allowed
    outcome  a number for each of these customers
    Returns a frame, one row a factor, strongest first: customers, correlation, low,
    high (Fisher's z). A correlation is no cause: it says where to look. Who has a gap
    in the factor or in the outcome is not among its customers.

    Raises ValueError where a customer is missing in outcome or there twice, something
    is no number, or fewer than four differ in a factor and the outcome.

    >>> table = evidence(pd.DataFrame({"trust": [1, 2, 3, 4]}), pd.Series([1, 2, 4, 3]))
    >>> float(table.loc["trust", "correlation"].round(2))
    0.8

    Source: R. A. Fisher 1921, Metron 1, 3-32.
    """
    factors = wanted.all_numbers(factors, "evidence", "factors", gaps=True)
    outcome = wanted.numbers(outcome, "evidence", "outcome", gaps=True)
    outcome = wanted.matched(factors, outcome, "evidence", ("factors", "outcome"))
    rows = {}
    for name in factors.columns:
        pair = pd.DataFrame({"x": factors[name], "y": outcome}).astype(float).dropna()
        if len(pair) < 4 or pair.nunique().min() < 2:
            raise ValueError(
                f"evidence() needs four customers who differ in {name} and in the "
                f"outcome; {len(pair)} have both."
            )
        r = np.clip(pair["x"].corr(pair["y"]), -1 + 1e-15, 1 - 1e-15)
        half = stats.norm.ppf(0.975) / np.sqrt(len(pair) - 3)
        low, high = np.tanh(np.arctanh(r) + np.array([-half, half]))
        rows[name] = [len(pair), r, low, high]
    columns = ["customers", "correlation", "low", "high"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    table = table.astype({"customers": int}).rename_axis("factor")
    return table.sort_values("correlation", key=abs, ascending=False)


def paths(opinions, arrows):
    """Weights of a model of arrows: each opinion regressed on all that point to it.

    opinions  frame of numbers, one row a customer; rows with gaps are left out
    arrows    {effect: [causes]}
    Returns a frame, one row an arrow: cause, effect, weight (in standard deviations of
    both), error, explained (R2 of the effect by its causes). Its ``attrs`` hold
    customers, the number of those without a gap.

    Raises ValueError where a column is missing, no number or all the same, customers
    are too few for the causes, or the causes of an effect cannot be told apart.

    >>> three = pd.DataFrame({"value": [1, 2, 3, 4.0], "trust": [2, 1, 4, 3.0]})
    >>> float(paths(three, {"trust": ["value"]})["weight"][0].round(2))
    0.6

    Source: path analysis, S. Wright 1934, Annals of Mathematical Statistics 5(3).
    """
    from statsmodels.regression.linear_model import OLS

    wanted.mapping(arrows, "paths", "arrows")
    for effect, causes in arrows.items():
        wanted.listed(causes, "paths", f"the causes of {effect}")
    names = {*arrows, *(cause for causes in arrows.values() for cause in causes)}
    names = sorted(names)
    wanted.columns(opinions, names, "paths", "opinions")
    whole = wanted.all_numbers(opinions[names], "paths", "opinions", gaps=True)
    whole = whole.astype(float).dropna()
    _enough(whole, arrows)
    scaled = (whole - whole.mean()) / whole.std()
    rows = []
    for effect, causes in arrows.items():
        wanted.independent(scaled[causes], "paths", f"the causes of {effect}")
        fit = OLS(scaled[effect], scaled[causes]).fit()
        rows += [
            (cause, effect, fit.params[cause], fit.bse[cause], fit.rsquared)
            for cause in causes
        ]
    columns = ["cause", "effect", "weight", "error", "explained"]
    table = pd.DataFrame(rows, columns=columns)
    table.attrs["customers"] = len(whole)
    return table


def _enough(whole, arrows):
    """Raise a ValueError where customers are too few, or all answer the same."""
    most = max(map(len, arrows.values()))
    if len(whole) < most + 2:
        raise ValueError(
            f"paths() needs {most + 2} customers or more for {most} causes; "
            f"{len(whole)} have no gap in opinions."
        )
    for effect, causes in arrows.items():
        if not causes or effect in causes or len(set(causes)) < len(causes):
            raise ValueError(
                f"paths() needs at least one cause of {effect}, each once, and not "
                f"{effect} itself."
            )
    wanted.differing(whole, "paths", "opinions")

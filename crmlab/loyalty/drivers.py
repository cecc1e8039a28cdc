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
    high (Fisher's z). A correlation is no cause: it says where to look.

    >>> table = evidence(pd.DataFrame({"trust": [1, 2, 3, 4]}), pd.Series([1, 2, 4, 3]))
    >>> float(table.loc["trust", "correlation"].round(2))
    0.8

    Source: R. A. Fisher 1921, Metron 1, 3-32.
    """
    wanted.same_customers(factors, outcome, "evidence", ("factors", "outcome"))
    outcome = outcome.loc[factors.index].astype(float)
    rows = {}
    for name in factors.columns:
        pair = pd.DataFrame({"x": factors[name].astype(float), "y": outcome}).dropna()
        if len(pair) < 4 or pair["x"].std() == 0:
            raise ValueError(
                f"evidence() needs four customers who differ in {name}; it has "
                f"{len(pair)} with an answer."
            )
        r = pair["x"].corr(pair["y"])
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
    both), error, explained (R2 of the effect by its causes).

    >>> three = pd.DataFrame({"value": [1, 2, 3, 4.0], "trust": [2, 1, 4, 3.0]})
    >>> float(paths(three, {"trust": ["value"]})["weight"][0].round(2))
    0.6

    Source: path analysis, S. Wright 1934, Annals of Mathematical Statistics 5(3).
    """
    import statsmodels.api as sm

    names = {*arrows, *(cause for causes in arrows.values() for cause in causes)}
    wanted.columns(opinions, sorted(names), "paths", "opinions")
    whole = opinions[sorted(names)].astype(float).dropna()
    scaled = (whole - whole.mean()) / whole.std()
    rows = []
    for effect, causes in arrows.items():
        fit = sm.OLS(scaled[effect], scaled[causes]).fit()
        rows += [
            (cause, effect, fit.params[cause], fit.bse[cause], fit.rsquared)
            for cause in causes
        ]
    columns = ["cause", "effect", "weight", "error", "explained"]
    return pd.DataFrame(rows, columns=columns)

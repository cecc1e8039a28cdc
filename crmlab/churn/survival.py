"""How long customers stay, when many of them have not left yet."""

import warnings

import numpy as np
import pandas as pd
from scipy import stats

from crmlab import wanted

Z = stats.norm.ppf(0.975)


def kaplan_meier(time, ended):
    """Share still there after each time, by Kaplan and Meier.

    time   how long each customer was watched, above 0, such as months
    ended  True where the customer left then (or 1 and 0); False where it is only known
           that the stay was longer
    Returns a frame, one row a time at which somebody left: at_risk (customers still
    watched just before), ended, survival (the product of 1 - ended / at_risk so far),
    low, high (95 per cent, Greenwood's error on the scale of log(-log); a gap where
    nobody is left).

    Raises ValueError where a time is missing or not above 0, a customer has no ended,
    or nobody left.

    >>> kaplan_meier(pd.Series([1, 2, 2]), pd.Series([1, 1, 0]))["survival"].round(3)
    time
    1    0.667
    2    0.333
    Name: survival, dtype: float64

    Source: E. L. Kaplan & P. Meier 1958, Journal of the American Statistical
    Association 53, 457-481.
    """
    time, ended = _stays("kaplan_meier", time, ended)
    table = ended.astype(int).groupby(time).agg(["size", "sum"])
    at_risk = table["size"][::-1].cumsum()[::-1]
    table = pd.DataFrame({"at_risk": at_risk, "ended": table["sum"]})
    table = table[table["ended"] > 0].rename_axis("time")
    left = table["at_risk"] - table["ended"]
    table["survival"] = (left / table["at_risk"]).cumprod()
    there = table["survival"].where(table["survival"] > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (table["ended"] / (table["at_risk"] * left)).cumsum().where(left > 0)
        reach = Z * np.sqrt(spread) / np.log(there)  # below 0, as the log is
        table["low"], table["high"] = there ** np.exp(-reach), there ** np.exp(reach)
    return table


def log_rank(time, ended, group):
    """Do groups leave at the same pace? The log-rank test.

    time, ended  as in ``kaplan_meier``
    group        a label for each customer; who has none is left out
    Returns a Series: chi2, df (groups less one), p (the chance of so much or more if
    all groups leave alike).

    Raises ValueError where ``kaplan_meier`` does, or there are fewer than two groups.

    >>> stays = pd.Series([1, 2, 3, 4]), pd.Series([1, 1, 1, 1])
    >>> log_rank(*stays, pd.Series(["a", "a", "b", "b"]))["chi2"].round(2).item()
    2.88

    Source: N. Mantel 1966, Cancer Chemotherapy Reports 50(3), 163-170.
    """
    asks = "log_rank"
    time, ended = _stays(asks, time, ended)
    group = wanted.matched(time, group, asks, ("time", "group"))
    group = wanted.keys(group, asks, "group", gaps=True).dropna()
    if group.nunique() < 2:
        raise ValueError(f"{asks}() needs two groups or more in group.")
    from statsmodels.duration.survfunc import survdiff

    time, ended = time[group.index], ended[group.index]
    codes = pd.factorize(group)[0]
    chi2, p = survdiff(time.to_numpy(), ended.astype(int).to_numpy(), codes)
    return pd.Series({"chi2": chi2, "df": group.nunique() - 1, "p": p}).astype(float)


def cox(time, ended, causes):
    """What each cause does to the risk of leaving, all others alike: Cox regression.

    time, ended  as in ``kaplan_meier``
    causes       frame of numbers, True counting as 1, one row for each of these
                 customers
    Returns a frame, one row a cause: log_ratio (what one unit more adds to the log of
    the risk), error, ratio (by what it multiplies the risk), low, high (95 per cent),
    p. Ties by Efron.

    Raises ValueError where ``kaplan_meier`` does, a cause is missing or the same for
    all, causes say the same, or a cause parts those who left from the others.

    >>> time, ended = pd.Series([5, 8, 3, 4, 9, 2]), pd.Series([1, 0, 1, 1, 1, 1])
    >>> auto = pd.DataFrame({"auto": [1, 1, 0, 0, 1, 1]})
    >>> cox(time, ended, auto)["ratio"].round(2).item()
    0.24

    Source: D. R. Cox 1972, Journal of the Royal Statistical Society B 34(2), 187-220;
    B. Efron 1977, Journal of the American Statistical Association 72, 557-565.
    """
    time, ended = _stays("cox", time, ended)
    causes = _causes("cox", time, causes)
    estimate, error = _fit("cox", time, ended, causes)
    return pd.DataFrame(
        {
            "log_ratio": estimate,
            "error": error,
            "ratio": np.exp(estimate),
            "low": np.exp(estimate - Z * error),
            "high": np.exp(estimate + Z * error),
            "p": 2 * stats.norm.sf((estimate / error).abs()),
        }
    )


def cox_over_time(time, ended, causes, split):
    """Does a cause weigh the same early and late? Cox regression on either side.

    time, ended, causes  as in ``cox``
    split                time that ends the early part
    Returns a frame, one row a cause: early, late (log ratios), gap (late less early),
    error (of the gap), p (the chance of so wide a gap if the ratio never changes).
    Early, all are watched up to the split; late, those who were still there then.

    Raises ValueError where ``cox`` does, on either side of the split; an empty cause
    is none.

    >>> time = pd.Series([1, 2, 3, 2, 5, 6, 7, 8, 9, 4])
    >>> ended = pd.Series([1, 1, 1, 1, 1, 1, 0, 1, 1, 1])
    >>> auto = pd.DataFrame({"auto": [1, 0, 0, 1, 1, 0, 1, 1, 0, 0]})
    >>> cox_over_time(time, ended, auto, split=4)["p"].round(2).item()
    0.59

    Source: the check by parts of T. M. Therneau & P. M. Grambsch 2000, Modeling
    Survival Data, chapter 6.
    """
    asks = "cox_over_time"
    time, ended = _stays(asks, time, ended)
    causes = _causes(asks, time, causes)
    split = wanted.number(split, asks, "split")
    late = time > split
    if late.all() or not late.any():
        raise ValueError(f"{asks}() needs customers on either side of split {split}.")
    early = _fit(asks, time.clip(upper=split), ended & ~late, causes)
    after = _fit(asks, time[late] - split, ended[late], causes[late])
    gap, error = after[0] - early[0], np.hypot(early[1], after[1])
    p = 2 * stats.norm.sf((gap / error).abs())
    columns = {"early": early[0], "late": after[0], "gap": gap, "error": error}
    return pd.DataFrame({**columns, "p": p})


def _stays(asks, time, ended):
    """Times and ends, row for row; a ValueError where nobody left."""
    time = wanted.numbers(time, asks, "time", above=0)
    wanted.rows(time, asks, "time")
    ended = wanted.matched(time, ended, asks, ("time", "ended"))
    ended = wanted.flags(ended, asks, "ended")
    if not ended.any():
        raise ValueError(f"{asks}() needs somebody who left; ended is False for all.")
    return time, ended


def _causes(asks, time, causes):
    causes = wanted.all_numbers(causes, asks, "causes").astype(float)
    return wanted.matched(time, causes, asks, ("time", "causes"))


def _fit(asks, time, ended, causes):
    """Log ratios and their errors; a ValueError where there are none."""
    wanted.differing(causes, asks, "causes")
    if causes.shape[1] > 1:
        wanted.independent(causes, asks, "causes")
    from statsmodels.duration.hazard_regression import PHReg

    data = time.to_numpy(), causes.to_numpy(), ended.astype(int).to_numpy()
    with warnings.catch_warnings():  # what fails to converge is refused below
        warnings.simplefilter("ignore")
        fit = PHReg(*data, ties="efron").fit(disp=False)
    estimate = pd.Series(fit.params, causes.columns)
    error = pd.Series(fit.bse, causes.columns)
    lost = ~np.isfinite(error) | (error * causes.std() > 100)
    if lost.any():
        raise ValueError(
            f"{asks}() finds no ratio for {lost.idxmax()} of causes: it parts those "
            "who left from the others, or is alike in all who left. Leave it out."
        )
    return estimate, error

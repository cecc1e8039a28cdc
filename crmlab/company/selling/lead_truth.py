"""The true chance of winning a deal: a logistic model, exact by Bayes' rule.

The signals are drawn given how the deal ends. The log odds of winning given the
signals are then the log odds of the share won, plus the sum of the log ratios of the
signals' chances: log w / (1 − w) + Σ log p(xᵢ | won) / p(xᵢ | lost).
"""

import numpy as np
import pandas as pd

from .. import planted

INTERCEPT = "intercept"


def sources_won():
    """Share of each source among the deals won, from what brings organisations."""
    share = planted.ACQUISITION.loc["organisation"]
    call = share["sales call"]
    won = share.drop("sales call").groupby(planted.LEAD_SOURCES).sum()
    won["trade fair"] = planted.FAIR_SHARE * call
    won["cold call"] = (1 - planted.FAIR_SHARE) * call
    return won.loc[planted.LEAD_SOURCES_LOST.index]


def lead_model():
    """The planted coefficients: one row for each column and level.

    Level is empty for the intercept and for columns that count as numbers (true is 1;
    `log_staff` is the natural logarithm of staff). A column's first level counts 0.
    """
    rows = [(INTERCEPT, None, 0.0)]
    base = _log_odds(planted.WIN_SHARE)
    for name, share in planted.LEAD_SIGNS.iterrows():
        ratio = _log_odds(share["won"]) - _log_odds(share["lost"])
        rows.append((name, None, ratio))
        base += np.log1p(-share["won"]) - np.log1p(-share["lost"])
    visits = planted.LEAD_VISITS
    rows.append(("visits", None, np.log(visits["won"] / visits["lost"])))
    base -= visits["won"] - visits["lost"]
    variance, shift = planted.LOG_STAFF_SPREAD**2, planted.LEAD_STAFF_LOST
    rows.append(("log_staff", None, -shift / variance))
    base += shift**2 / (2 * variance)
    for name, ratio in _levels(-shift / variance).items():
        rows += [(name, level, r - ratio.iloc[0]) for level, r in ratio.items()]
        base += ratio.iloc[0]
    model = pd.DataFrame(rows, columns=["column", "level", "coefficient"])
    model.loc[0, "coefficient"] = base
    return model


def _log_odds(share):
    return np.log(share) - np.log1p(-share)


def _levels(by_log_staff):
    """Log ratio of each level's share among the won and the lost, by column."""
    sector = _log_ratio(planted.SECTORS["share"], planted.LEAD_SECTORS_LOST)
    usual = np.log(planted.SECTORS["staff"].loc[sector.index])
    return {
        "credit": _log_ratio(planted.LEAD_CREDIT["won"], planted.LEAD_CREDIT["lost"]),
        "source": _log_ratio(sources_won(), planted.LEAD_SOURCES_LOST),
        # Sectors differ in size, which log_staff counts already.
        "sector": sector - by_log_staff * usual,
    }


def _log_ratio(won, lost):
    return np.log(won.loc[lost.index] / lost)


def win_chance(leads, model):
    """Chance that a deal with each prospect would be won.

    leads: frame with the columns of the table `prospects`; model: `lead_model()`
    """
    log_odds = pd.Series(0.0, leads.index)
    values = leads.assign(log_staff=np.log(leads["staff"].astype(float)))
    for name, rows in model.groupby("column", sort=False):
        if name == INTERCEPT:
            log_odds += rows["coefficient"].iloc[0]
        elif rows["level"].isna().all():
            log_odds += rows["coefficient"].iloc[0] * values[name].astype(float)
        else:
            by_level = rows.set_index("level")["coefficient"]
            log_odds += values[name].astype(object).map(by_level).astype(float)
    return 1 / (1 + np.exp(-log_odds))

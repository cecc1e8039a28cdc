"""Clean calls of the methods of crmlab.lifetime."""

from functools import cache

import numpy as np
import pandas as pd

from crmlab import lifetime as lt
from sweep.examples.churn import log

WHO = [f"c{number:02}" for number in range(60)]


def customers():
    """Sixty customers who differ in how often they come and how easily they leave."""
    rng = np.random.default_rng(6)
    rate, leaves = rng.gamma(0.8, 0.25, 60), rng.beta(0.8, 2.5, 60)
    table = pd.DataFrame({"frequency": 0.0, "recency": 0.0, "T": 40.0}, WHO)
    table["T"] = rng.integers(30, 45, 60).astype(float)
    for place in range(60):
        time, bought = rng.exponential(1 / rate[place]), 0
        while time < table["T"].iloc[place]:
            bought += 1
            table.iloc[place, :2] = bought, round(time, 2) + 0.01
            if rng.random() < leaves[place]:
                break
            time += rng.exponential(1 / rate[place])
    table["recency"] = table[["recency", "T"]].min(axis=1)
    spend = 30.5 * rng.gamma(6, 1 / 6, 60) / rng.gamma(4, 1 / 4, 60)
    return table.assign(monetary_value=np.where(table["frequency"] > 0, spend, np.nan))


def frame(*columns):
    return {"customers": customers()[list(columns)]}


def times():
    return frame("frequency", "recency", "T")


def buying(customers):
    model = lt.BetaGeoModel().fit(customers)
    found = {"alive": model.expected_probability_alive(customers)}
    return (
        pd.DataFrame(found).assign(more=model.expected_purchases(customers, 4)).round(5)
    )


def spending(customers):
    model = lt.GammaGammaModel().fit(customers)
    return model.expected_customer_spend(customers).round(3)


def renewing(duration, event):
    return lt.ShiftedBetaGeoModel().fit(duration, event).params_


def staging(seen):
    model = lt.HiddenStages(2, starts=1, max_iter=5000).fit(seen)
    return {"moves": model.moves_.round(5), "shows": model.shows_.round(5)}


@cache
def fitted():
    return lt.BetaGeoModel().fit(times()["customers"])


def worth(customers, spend, future_t, discount_rate, step=1):
    return lt.expected_customer_lifetime_value(
        fitted(), customers, spend, future_t, discount_rate, step=step
    )


def resampled(customers, times=2, seed=0):
    models = lt.bootstrap_models(lt.BetaGeoModel(), customers, times=times, seed=seed)
    return [model.params_ for model in models]


def stays():
    time = [1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 6, 6, 6, 6]
    return {
        "duration": pd.Series(time, WHO[:16]),
        "event": pd.Series([n < 11 for n in range(16)], WHO[:16]),
    }


def seen():
    rng = np.random.default_rng(2)
    low = rng.random((60, 1)) < 0.5
    shown = np.where(rng.random((60, 5)) < np.where(low, 0.8, 0.15), "none", "some")
    return {"seen": pd.DataFrame(shown, WHO, ["q1", "q2", "q3", "q4", "q5"])}


def sold():
    """Two orders a day over forty days, of twelve customers in turn."""
    days = pd.to_datetime("2024-01-01") + pd.to_timedelta(np.arange(80) // 2, "D")
    who = [f"c{number % 12:02}" for number in range(80)]
    amounts = np.round(20 + 10 * np.sin(np.arange(80.0)), 2)
    return pd.DataFrame({"customer_id": who, "date": days, "amount": amounts})


def board():
    return lt.indicators(sold(), "2024-02-09", days=8)


INPUTS = {
    "indicators": lambda: {"orders": sold(), "end": "2024-02-09", "days": 8},
    "unusual": lambda: {"table": board()[["buyers", "spend a buyer"]]},
    "rfm_summary": lambda: {
        "transactions": log(),
        "end": "2024-01-31",
        "amount": "amount",
    },
    "BetaGeoModel": times,
    "log_likelihood": lambda: times() | {"r": 1.5, "alpha": 4.5, "a": 1.25, "b": 2.5},
    "GammaGammaModel": lambda: frame("frequency", "monetary_value"),
    "ShiftedBetaGeoModel": stays,
    "HiddenStages": seen,
    "simple_lifetime_value": lambda: {
        "margin": 40.0,
        "retention": 0.7,
        "discount_rate": 0.1,
    },
    "expected_customer_lifetime_value": lambda: {
        **times(),
        "spend": pd.Series(20.5, WHO),
        "future_t": 8,
        "discount_rate": 0.01,
        "step": 4,
    },
    "bootstrap_models": times,
    "parameter_intervals": lambda: {
        "models": lt.bootstrap_models(lt.BetaGeoModel(), customers(), times=3)
    },
}
CALLS = {
    "BetaGeoModel": buying,
    "GammaGammaModel": spending,
    "ShiftedBetaGeoModel": renewing,
    "HiddenStages": staging,
    "expected_customer_lifetime_value": worth,
    "bootstrap_models": resampled,
}
ALLOWED = {
    "HiddenStages": {
        "seen: without q*": "any number of periods is taken, from two upwards",
        "seen: q? with a gap": "a gap is a period in which nobody looked",
    },
    "indicators": {"orders: one row": "periods without orders have no spend a buyer"},
    "unusual": {
        "table: without *": "any indicators are taken, each on its own",
        "table: * all gaps": "an indicator that nobody measured is too few to tell",
    },
    "bootstrap_models": {
        "customers: rows in another order": "a seed draws places, so other customers",
    },
}

"""What an order of each customer will be worth: gamma-gamma."""

import numpy as np
import pandas as pd
from scipy.special import digamma, gammaln

from crmlab import wanted
from crmlab.lifetime.likelihood import most_likely
from crmlab.lifetime.model import Model
from crmlab.lifetime.summary import NO_COUNT, no_count, refuse_rows

PARAMETERS = ["p", "q", "v"]
COLUMNS = ["frequency", "monetary_value"]


class GammaGammaModel(Model):
    """The gamma-gamma model of what a purchase is worth.

    A customer's purchases vary around a mean of his own by a gamma distribution (shape
    p); means differ between customers (by q and v). Few purchases say little, so a
    customer's own mean is drawn towards everybody's: the fewer, the more. The model
    holds only where how much somebody spends has nothing to do with how often.

    After ``fit``: p_, q_, v_ (v in the currency); params_, a Series; log_likelihood_;
    n_, repeat buyers; mean_, the mean purchase of all, p v / (q - 1), infinite where
    q is 1 or less.

    Raises ValueError where the worth of a repeat buyer is missing or not above 0,
    RuntimeError where the search finds no best parameters.

    Source: P. S. Fader & B. G. S. Hardie 2013, The gamma-gamma model of monetary value,
    whose estimates are equalled in the course's tests.
    """

    def fit(self, customers, y=None):
        """Estimate from a frame with frequency and monetary_value, as of rfm_summary.

        Who never came again says nothing and is left out, with or without a gap.
        Raises ValueError where a frequency is no count, a repeat buyer's monetary_value
        is missing or not above 0, or fewer than two came again; RuntimeError where the
        search finds no best parameters.
        """
        asks = "GammaGammaModel.fit"
        x, mean = _repeats(customers, asks)
        if len(x) < 2:
            raise ValueError(
                f"{asks}() needs two customers who came again; it got {len(x)}."
            )
        unit = mean.mean()  # cents or yuan, the search is the same
        start = [2, 2, 1]
        found = most_likely(lambda p: _loss(p, x, mean / unit), start, PARAMETERS, asks)
        found[2] *= unit
        self.params_ = pd.Series(found, PARAMETERS)
        self.p_, self.q_, self.v_ = found.tolist()
        self.log_likelihood_ = float(_log_likelihood(found, x, mean).sum())
        self.n_ = len(x)
        self.mean_ = self.p_ * self.v_ / (self.q_ - 1) if self.q_ > 1 else np.inf
        return self

    def expected_customer_spend(self, customers):
        """Mean worth of a purchase to come, of each customer: a Series.

        p (v + x m) / (p x + q - 1): between the customer's own mean m of x purchases
        and everybody's; a gap where neither is known. Raises ValueError as ``fit`` does
        for a frequency or a monetary_value.
        """
        asks = "GammaGammaModel.expected_customer_spend"
        wanted.fitted(self, "params_", asks)
        customers = _checked(customers, asks)
        x = customers["frequency"]
        total = (x * customers["monetary_value"]).where(x > 0, 0)
        below = self.p_ * x + self.q_ - 1
        found = self.p_ * (self.v_ + total) / below.where(below > 0)
        return found.rename("spend")


def _checked(customers, asks):
    """The frame; each who came again with a worth above 0."""
    customers = wanted.table(
        customers, asks, "customers", numbers=COLUMNS, gaps=["monetary_value"]
    )
    refuse_rows(customers, {NO_COUNT: no_count(customers["frequency"])}, asks)
    worth = customers.loc[customers["frequency"] > 0, "monetary_value"]
    wanted.numbers(worth, asks, "monetary_value of those who came again", above=0)
    return customers


def _repeats(customers, asks):
    customers = _checked(customers, asks)
    customers = customers[customers["frequency"] > 0]
    return (customers[name].to_numpy(float) for name in COLUMNS)


def _log_likelihood(params, x, mean):
    p, q, v = params
    return (
        gammaln(p * x + q)
        - gammaln(p * x)
        - gammaln(q)
        + q * np.log(v)
        + (p * x - 1) * np.log(mean)
        + p * x * np.log(x)
        - (p * x + q) * np.log(x * mean + v)
    )


def _loss(params, x, mean):
    """Minus the mean log-likelihood, and its slope by each parameter."""
    p, q, v = params
    whole = np.log(x * mean + v)
    more = digamma(p * x + q)
    by_p = x * (more - digamma(p * x) + np.log(mean) + np.log(x) - whole)
    by_q = more - digamma(q) + np.log(v) - whole
    by_v = q / v - (p * x + q) / (x * mean + v)
    slope = np.array([by_p.mean(), by_q.mean(), by_v.mean()])
    return -_log_likelihood(params, x, mean).mean(), -slope

"""How often customers will come again, where nobody says goodbye: BG/NBD."""

import numpy as np
import pandas as pd
from scipy.special import digamma, expit, gammaln, hyp2f1

from crmlab import wanted
from crmlab.lifetime.likelihood import most_likely
from crmlab.lifetime.model import Model
from crmlab.lifetime.summary import NUMBERS, checked, triples

PARAMETERS = ["r", "alpha", "a", "b"]


class BetaGeoModel(Model):
    """The beta-geometric / negative binomial model of repeat purchases.

    While alive, a customer buys at random, at a rate of his own; rates differ between
    customers by a gamma distribution (shape r, rate alpha). After each purchase he may
    be lost for ever, with a chance of his own; chances differ by a beta (a, b).

    After ``fit``: r_, alpha_ (in units of T), a_, b_; params_, a Series of these;
    log_likelihood_, the sum over customers; n_, customers.

    Raises ValueError where a number is missing or cannot come from a log, RuntimeError
    where the search finds no best parameters.

    Source: P. S. Fader, B. G. S. Hardie & K. L. Lee 2005, Marketing Science 24(2),
    275-284, whose estimates are equalled in the course's tests.
    """

    def fit(self, customers, y=None):
        """Estimate from a frame with frequency, recency and T, as of rfm_summary.

        With a column n, as of at_scale.repeat_triples, a row stands for n customers.
        Raises ValueError where a number is missing or cannot come from a log (a recency
        beyond T, a frequency that is no count), there are fewer than two customers, or
        nobody bought again; RuntimeError where the search finds no best parameters.
        """
        known = triples(customers, "BetaGeoModel.fit")
        self.n_ = int(known["n"].sum())
        if self.n_ < 2:
            raise ValueError("BetaGeoModel.fit needs two customers at least; it got 1.")
        x, seen, age, n = (
            known[c].to_numpy(float) for c in ["frequency", "recency", "T", "n"]
        )
        unit = age.mean()  # the search is the same whether T is in days or in weeks
        sums = x, seen / unit, age / unit, n / self.n_
        start = [0.5, 0.5, 1, 3]
        found = most_likely(
            lambda p: _loss(p, *sums), start, PARAMETERS, "BetaGeoModel.fit"
        )
        found[1] *= unit
        self.params_ = pd.Series(found, PARAMETERS)
        self.r_, self.alpha_, self.a_, self.b_ = found.tolist()
        self.log_likelihood_ = float(n @ _log_likelihood(found, x, seen, age)[0])
        return self

    def expected_probability_alive(self, customers):
        """Chance that each customer is still one, at the end of T: a Series.

        Who never came again has 1: in this model nobody is lost before a second
        purchase. Raises ValueError as ``fit`` does for a row that no log gives.
        """
        asks = "BetaGeoModel.expected_probability_alive"
        x, seen, age = self._numbers(customers, asks)
        odds = _log_odds_gone(self.params_, x, seen, age)
        return pd.Series(expit(-odds), customers.index, name="probability_alive")

    def expected_purchases(self, customers, future_t):
        """Purchases expected of each customer in the time after T: a Series.

        future_t  how long, in units of T; one number, or one for each customer
        Formula 10 of the source, with Euler's transformation of the hypergeometric
        function, which keeps it in range for customers with many purchases.
        Raises ValueError where a row cannot come from a log, or future_t is below 0.
        """
        asks = "BetaGeoModel.expected_purchases"
        until = self._purchases_until(customers, asks)
        found = until(_time(customers, future_t, asks))
        return pd.Series(found, customers.index, name="purchases")

    def _purchases_until(self, customers, asks):
        """A function of the time after T: `expected_purchases` until then, an array.

        The customers are checked once, however many times are asked for.
        """
        x, seen, age = self._numbers(customers, asks)
        r, alpha, a, b = self.params_
        a = a + 1e-7 if abs(a - 1) < 1e-7 else a  # there the formula is 0 / 0
        most = expit(-_log_odds_gone(self.params_, x, seen, age)) * (a + b + x - 1)

        def until(time):
            z = time / (alpha + age + time)
            tail = (1 - z) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b + x - 1, z)
            return most / (a - 1) * (1 - tail)

        return until

    def expected_purchases_of_newcomer(self, time):
        """Repeat purchases expected of somebody new, in the time after the first.

        time  one number or several, in units of T, 0 or more
        Returns a Series by time. Raises ValueError where a time is missing or below 0.
        Formula 9 of the source.
        """
        asks = "BetaGeoModel.expected_purchases_of_newcomer"
        wanted.fitted(self, "params_", asks)
        time = wanted.numbers(np.atleast_1d(time), asks, "time", low=0).astype(float)
        r, alpha, a, b = self.params_
        a = a + 1e-7 if abs(a - 1) < 1e-7 else a
        z = time / (alpha + time)
        tail = (1 - z) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b - 1, z)
        found = (a + b - 1) / (a - 1) * (1 - tail)
        return pd.Series(found.to_numpy(), pd.Index(time, name="time"))

    def _numbers(self, customers, asks):
        wanted.fitted(self, "params_", asks)
        customers = checked(customers, asks)
        columns = customers["frequency"], customers["recency"], customers["T"]
        return (column.to_numpy(float) for column in columns)


def log_likelihood(customers, *, r, alpha, a, b):
    """How likely each customer's purchases are, if these were the parameters.

    customers  frame with frequency, recency and T, as of rfm_summary
    r, alpha, a, b  parameters of the model, above 0; alpha in units of T
    Returns a Series of logarithms: their sum is what ``BetaGeoModel.fit`` makes as
    large as it can. Raises ValueError where a number is missing or cannot come from a
    log, or a parameter is not above 0.
    Formula 6 of Fader, Hardie & Lee 2005, Marketing Science 24(2).
    """
    asks = "log_likelihood"
    customers = checked(customers, asks)
    given = {"r": r, "alpha": alpha, "a": a, "b": b}
    params = [wanted.number(v, asks, name, low=1e-9) for name, v in given.items()]
    numbers = (customers[name].to_numpy(float) for name in NUMBERS)
    found = _log_likelihood(params, *numbers)[0]
    return pd.Series(found, customers.index, name="log_likelihood")


def _log_likelihood(params, x, seen, age):
    """Of each customer, and the parts that its slope is made of."""
    r, alpha, a, b = params
    again = x > 0
    alive = -(r + x) * np.log(alpha + age)
    gone = np.full_like(alive, -np.inf)
    gone[again] = np.log(a) - np.log(b + x[again] - 1)
    gone[again] -= (r + x[again]) * np.log(alpha + seen[again])
    either = np.logaddexp(alive, gone)
    count, which = np.unique(x, return_inverse=True)  # many customers, few counts
    buying = gammaln(r + count) - gammaln(r) + r * np.log(alpha)
    staying = gammaln(a + b) + gammaln(b + count) - gammaln(b) - gammaln(a + b + count)
    value = (buying + staying)[which] + either
    return value, np.exp(alive - either), np.exp(gone - either)


def _loss(params, x, seen, age, weight):
    """Minus the mean log-likelihood, and its slope by each parameter."""
    r, alpha, a, b = params
    value, alive, gone = _log_likelihood(params, x, seen, age)
    now, then = np.log(alpha + age), np.log(alpha + seen)
    count, which = np.unique(x, return_inverse=True)
    of_r, of_both, of_b = (digamma(p + count)[which] for p in (r, a + b, b))
    by_r = of_r - digamma(r) + np.log(alpha) - alive * now - gone * then
    by_alpha = r / alpha - (r + x) * (alive / (alpha + age) + gone / (alpha + seen))
    both = digamma(a + b) - of_both
    by_a = both + gone / a
    last = np.where(x > 0, b + x - 1, 1)  # where x is 0, gone is 0
    by_b = both + of_b - digamma(b) - gone / last
    slope = np.array([weight @ part for part in (by_r, by_alpha, by_a, by_b)])
    return -(weight @ value), -slope


def _log_odds_gone(params, x, seen, age):
    """Logarithm of the odds that a customer is lost; -inf where he never came again."""
    r, alpha, a, b = params
    odds = np.full(len(x), -np.inf)
    again = x > 0
    x, seen, age = x[again], seen[again], age[again]
    silence = np.log(alpha + age) - np.log(alpha + seen)
    odds[again] = np.log(a) - np.log(b + x - 1) + (r + x) * silence
    return odds


def _time(customers, future_t, asks):
    """Time ahead as one number, or as one for each customer in their order."""
    if isinstance(future_t, pd.Series):
        future_t = wanted.numbers(future_t, asks, "future_t", low=0)
        future_t = wanted.matched(customers, future_t, asks, ("customers", "future_t"))
        return future_t.to_numpy(float)
    return float(wanted.number(future_t, asks, "future_t", low=0))

"""How long contracts last, where each renewal is a chance to leave."""

import numpy as np
import pandas as pd
from scipy.special import betaln, digamma, hyp2f1

from crmlab import wanted
from crmlab.lifetime.likelihood import most_likely
from crmlab.lifetime.model import Model

PARAMETERS = ["alpha", "beta"]


class ShiftedBetaGeoModel(Model):
    """The shifted beta-geometric model of contracts.

    At each renewal a customer leaves with a chance of his own; chances differ between
    customers by a beta distribution (alpha, beta). Who leaves easily leaves early, so
    the share that renews rises with time though nobody changes.

    After ``fit``: alpha_, beta_; params_, a Series; log_likelihood_; n_, customers.

    Raises ValueError where a duration or an event is missing or out of range,
    RuntimeError where the search finds no best parameters.

    Source: P. S. Fader & B. G. S. Hardie 2007, Journal of Interactive Marketing 21(1),
    76-90, whose estimates are equalled in the course's tests.
    """

    def fit(self, duration, event):
        """Estimate from how many renewals each contract came to.

        duration  renewals at which each contract was watched: 1, 2, …; for one that
                  ended, the renewal at which it did
        event     True where it ended then, False where it was still running after it
        Raises ValueError where a duration is missing or no whole number of 1 or more,
        an event is missing, or none or all of one kind ended at one renewal only;
        RuntimeError where the search finds no best parameters.
        """
        asks = "ShiftedBetaGeoModel.fit"
        duration = wanted.numbers(duration, asks, "duration", low=1)
        wanted.rows(duration, asks, "duration")
        if (duration % 1 != 0).any():
            raise ValueError(f"{asks}() needs whole numbers of renewals in duration.")
        event = wanted.matched(duration, event, asks, ("duration", "event"))
        event = wanted.flags(event, asks, "event")
        if not event.any():
            raise ValueError(
                f"{asks}() needs a contract that ended; event is False for all."
            )
        counts = event.groupby([duration, event]).size()
        time = counts.index.get_level_values(0).to_numpy(float)
        ended = counts.index.get_level_values(1).to_numpy(bool)
        counts = counts.to_numpy(float)
        self.n_ = int(counts.sum())
        found = most_likely(
            lambda p: _loss(p, time, ended, counts / self.n_), [1, 1], PARAMETERS, asks
        )
        self.params_ = pd.Series(found, PARAMETERS)
        self.alpha_, self.beta_ = found.tolist()
        self.log_likelihood_ = float(counts @ _log_chance(found, time, ended))
        return self

    def survival(self, renewals):
        """Share of contracts that run on after each renewal: a Series by renewal.

        B(alpha, beta + t) / B(alpha, beta) after the t-th. Raises ValueError where a
        renewal is missing or below 0.
        """
        asks = "ShiftedBetaGeoModel.survival"
        wanted.fitted(self, "params_", asks)
        time = wanted.numbers(np.atleast_1d(renewals), asks, "renewals", low=0)
        logs = _log_survival((self.alpha_, self.beta_), time.to_numpy(float))
        return pd.Series(np.exp(logs), pd.Index(time, name="renewal"))

    def retention(self, renewals):
        """Share of those still there who stay at each renewal: a Series by renewal.

        (beta + t - 1) / (alpha + beta + t - 1) at the t-th. Raises ValueError where a
        renewal is missing or below 1.
        """
        asks = "ShiftedBetaGeoModel.retention"
        wanted.fitted(self, "params_", asks)
        time = wanted.numbers(np.atleast_1d(renewals), asks, "renewals", low=1)
        stay = self.beta_ + time - 1
        return pd.Series((stay / (self.alpha_ + stay)).to_numpy(),
                         pd.Index(time, name="renewal"))  # fmt: skip

    def expected_residual_lifetime(self, renewed, discount_rate):
        """Payments still to come of who has renewed so often, in today's worth.

        renewed        renewals so far, 0 or more; the next payment is due with the next
        discount_rate  by which a payment loses worth each period, between 0 and 1
        Returns a number: the sum over k of the chance to pay the k-th payment from now,
        divided by (1 + discount_rate) to the power k - 1.
        Raises ValueError where a number is missing or out of range.

        Source: P. S. Fader & B. G. S. Hardie 2010, Marketing Science 29(1), 85-93.
        """
        asks = "ShiftedBetaGeoModel.expected_residual_lifetime"
        wanted.fitted(self, "params_", asks)
        renewed = wanted.whole(renewed, asks, "renewed")
        rate = wanted.share(discount_rate, asks, "discount_rate", inside=True)
        stay, all_of = self.beta_ + renewed, self.alpha_ + self.beta_ + renewed
        return float(stay / all_of * hyp2f1(1, stay + 1, all_of + 1, 1 / (1 + rate)))


def _log_survival(params, time):
    alpha, beta = params
    return betaln(alpha, beta + time) - betaln(alpha, beta)


def _log_chance(params, time, ended):
    """Logarithm of the chance to end at a renewal, or to run on after it."""
    alpha, beta = params
    ends = betaln(alpha + 1, beta + time - 1) - betaln(alpha, beta)
    return np.where(ended, ends, _log_survival(params, time))


def _loss(params, time, ended, weight):
    """Minus the mean log-likelihood, and its slope by each parameter."""
    alpha, beta = params
    one, other = np.where(ended, alpha + 1, alpha), beta + time - ended
    both = digamma(alpha + beta) - digamma(one + other)
    by_alpha = digamma(one) - digamma(alpha) + both
    by_beta = digamma(other) - digamma(beta) + both
    slope = np.array([weight @ by_alpha, weight @ by_beta])
    return -(weight @ _log_chance(params, time, ended)), -slope

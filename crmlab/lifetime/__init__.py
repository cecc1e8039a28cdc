"""Lifetime: how long customers stay, how often they come, what they are worth.

    rfm_summary                        from a log of orders to a row a customer
    BetaGeoModel, log_likelihood       who comes again how often, without a contract
    GammaGammaModel                    what a purchase is worth
    ShiftedBetaGeoModel                who renews a contract how often
    simple_lifetime_value              the formula of one retention rate
    expected_customer_lifetime_value   purchases and their worth, discounted
    bootstrap_models, parameter_intervals  how sure the parameters are
    HiddenStages                       stages of a relationship, from what is seen
    indicators, unusual                the state of all relationships, and what is news

Frames in, frames out, one row a customer with the customer's number as index. Models
follow scikit-learn: ``fit`` returns the model, what it learned ends in an underscore.
Nothing here loads data.
"""

from crmlab.lifetime.bg_nbd import BetaGeoModel, log_likelihood
from crmlab.lifetime.certainty import bootstrap_models, parameter_intervals
from crmlab.lifetime.contracts import ShiftedBetaGeoModel
from crmlab.lifetime.gamma_gamma import GammaGammaModel
from crmlab.lifetime.indicators import indicators, unusual
from crmlab.lifetime.stages import HiddenStages
from crmlab.lifetime.summary import rfm_summary
from crmlab.lifetime.worth import (
    expected_customer_lifetime_value,
    simple_lifetime_value,
)

__all__ = [
    "BetaGeoModel",
    "GammaGammaModel",
    "HiddenStages",
    "ShiftedBetaGeoModel",
    "bootstrap_models",
    "expected_customer_lifetime_value",
    "indicators",
    "log_likelihood",
    "parameter_intervals",
    "rfm_summary",
    "simple_lifetime_value",
    "unusual",
]

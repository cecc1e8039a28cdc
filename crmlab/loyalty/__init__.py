"""Loyalty: who stays, why, what it is worth, and what is worth doing for it.

    quadrants                            loyalty in behaviour and in attitude
    kind_by_rule, KindModel, KIND_RULES  the six kinds, by a rule and by a model
    change_at_event                      what groups do while something happens
    six_parts                            what loyalty is worth, part by part
    value_of_customer, gain_from_retention   retention and profit
    held_out_gain, customers_needed      what a programme adds, and who can see it
    liability, breakage, earn_rates      points: owed, lost, paying or not
    evidence, paths                      what goes with loyalty; a model of arrows
    alpha, alpha_interval, loyalty_index, promoter_score, answers_needed   measuring
    binned_means, monotone_curve, bends  the curve from satisfaction to loyalty
    likely_score, normal_scores          error, and the end of a scale, taken out
    fates, FATES                         content or not, there or gone
    gain_for_a_yuan, felt, to_stand_still    money for satisfaction; rising expectations

Plain functions: frames in, frames out, one row a customer with the customer's number as
index. Nothing here loads data.
"""

from crmlab.loyalty.curve import bends, binned_means, monotone_curve
from crmlab.loyalty.drivers import evidence, paths
from crmlab.loyalty.events import change_at_event
from crmlab.loyalty.index import alpha, alpha_interval, loyalty_index
from crmlab.loyalty.kinds import KIND_RULES, KindModel, kind_by_rule, quadrants
from crmlab.loyalty.points import breakage, earn_rates, liability
from crmlab.loyalty.promoters import answers_needed, promoter_score
from crmlab.loyalty.retention import gain_from_retention, value_of_customer
from crmlab.loyalty.scores import FATES, fates, likely_score, normal_scores
from crmlab.loyalty.spending import felt, gain_for_a_yuan, to_stand_still
from crmlab.loyalty.trial import customers_needed, held_out_gain
from crmlab.loyalty.worth import six_parts

__all__ = [
    "FATES",
    "KIND_RULES",
    "KindModel",
    "alpha",
    "alpha_interval",
    "answers_needed",
    "bends",
    "binned_means",
    "breakage",
    "change_at_event",
    "customers_needed",
    "earn_rates",
    "evidence",
    "fates",
    "felt",
    "gain_for_a_yuan",
    "gain_from_retention",
    "held_out_gain",
    "kind_by_rule",
    "liability",
    "likely_score",
    "loyalty_index",
    "monotone_curve",
    "normal_scores",
    "paths",
    "promoter_score",
    "quadrants",
    "six_parts",
    "to_stand_still",
    "value_of_customer",
]

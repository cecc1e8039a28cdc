"""Customers and what they are worth, to themselves and to the firm.

    delivered_value, leads, share_ahead,     what an offer is worth to a customer,
    with_changes                             against the best rival
    roles_known, roles_missed                who buys for an organisation
    cost_to_serve                            what each customer leaves after all costs
    whale_curve, lorenz_curve, gini,         how unevenly that is spread
    share_of_top
    chain, steps                             the value chains of firm and customer
    campaign_profit, break_even_customers    one message for all, or one for each
    serve_fewer                              many customers, or few served better
    by_size, minimum_order                   exchange that may pay neither side
    requests_late                            consumers' requests about their data

All are plain functions: frames in, frames out. Nothing here loads data.
"""

from crmlab.value.centre import ROLES, roles_known, roles_missed
from crmlab.value.chains import chain, steps
from crmlab.value.concentration import gini, lorenz_curve, share_of_top, whale_curve
from crmlab.value.delivered import (
    COSTS,
    VALUES,
    delivered_value,
    leads,
    share_ahead,
    with_changes,
)
from crmlab.value.fewer import serve_fewer
from crmlab.value.rights import requests_late
from crmlab.value.serving import cost_to_serve
from crmlab.value.small import by_size, minimum_order
from crmlab.value.tailoring import break_even_customers, campaign_profit

__all__ = [
    "COSTS",
    "ROLES",
    "VALUES",
    "break_even_customers",
    "by_size",
    "campaign_profit",
    "chain",
    "cost_to_serve",
    "delivered_value",
    "gini",
    "leads",
    "lorenz_curve",
    "minimum_order",
    "requests_late",
    "roles_known",
    "roles_missed",
    "serve_fewer",
    "share_ahead",
    "share_of_top",
    "steps",
    "whale_curve",
    "with_changes",
]

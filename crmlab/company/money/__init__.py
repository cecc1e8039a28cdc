"""The tables of marketing and money, made one after the other."""

from .costs import make_costs
from .marketing import make_marketing
from .network import make_network
from .operations import make_operations
from .programme import make_programme
from .prospects import make_prospects
from .rivals import make_rivals
from .stages import make_stages
from .subscriptions import make_subscriptions


def make_money(story):
    """Campaigns, points, subscribers, deals, rivals, operations, costs, stages."""
    tables = make_marketing(story)
    for make in (make_programme, make_subscriptions, make_prospects, make_operations):
        tables.add(make(story))
    tables.add(make_costs(story, tables))
    for make in (make_rivals, make_network, make_stages):
        tables.add(make(story))
    return tables

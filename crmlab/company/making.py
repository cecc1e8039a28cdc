"""Every table of the company, each made in one place, from what has happened.

A maker takes the story and returns `Tables`. Some makers sum up, or go on from, what
others have made: they take these tables too.
"""

from tqdm import tqdm

from .core_tables import make_core
from .journeys.touchpoints import make_touchpoints
from .money.costs import make_costs
from .money.stages import make_stages
from .records.accounts import make_accounts
from .records.case_poll import make_case_poll
from .records.credit import make_credit
from .records.extracts import make_extracts
from .records.operations import make_operations
from .records.service import make_service
from .records.teams import make_teams
from .selling.campaigns import make_campaigns
from .selling.leavers import make_leaver_calls
from .selling.programme import make_programme
from .selling.prospects import make_prospects
from .selling.sales_hours import make_sales_hours
from .selling.subscriptions import make_subscriptions
from .selling.win_back import make_win_back
from .story import Tables
from .surroundings.network import make_network
from .surroundings.rivals import make_rivals
from .survey import make_survey
from .survey.kano import make_kano
from .survey.quality import make_quality


def make_contact(story):
    """All tables of contact with customers."""
    makers = [make_service, make_touchpoints, make_accounts, make_extracts]
    tables = _gather(story, makers)
    seen = (tables.known[name] for name in ("touchpoints", "service_cases"))
    tables.add(make_teams(story, *seen))
    tables.add(make_case_poll(story))
    tables.add(make_credit(story, tables))
    return tables


def make_business(story):
    """All tables of selling, of the surroundings, and of money."""
    makers = [make_campaigns, make_programme, make_subscriptions, make_prospects]
    makers += [make_leaver_calls, make_win_back, make_operations]
    tables = _gather(story, makers)
    tables.add(make_costs(story, tables))
    tables.add(make_sales_hours(story, tables))
    tables.add(_gather(story, [make_rivals, make_network, make_stages]))
    return tables


GROUPS = (
    make_core,
    make_contact,
    make_survey,
    make_kano,
    make_quality,
    make_business,
)


def make_tables(story):
    """All tables of one company."""
    return _gather(story, tqdm(GROUPS, "tables", delay=2, leave=False, disable=None))


def _gather(story, makers):
    tables = Tables()
    for make in makers:
        tables.add(make(story))
    return tables

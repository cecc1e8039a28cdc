"""Every table of the company, each made in one place, from what has happened.

A maker takes the story and returns `Tables`. Some makers sum up, or go on from, what
others have made: they take these tables too. Each table's file in schema/ names the
module of its maker.
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
from .survey.asking import make_asking
from .survey.calling_list import make_calling_list
from .survey.kano import make_kano
from .survey.quality import make_quality
from .survey.tasting import make_tasting
from .survey.waves import make_survey

MAKERS = (
    make_core,
    # journeys and records
    make_service,
    make_touchpoints,
    make_teams,
    make_credit,
    make_accounts,
    make_extracts,
    make_case_poll,
    # survey
    make_survey,
    make_calling_list,
    make_asking,
    make_tasting,
    make_kano,
    make_quality,
    # selling, surroundings and money
    make_campaigns,
    make_programme,
    make_subscriptions,
    make_prospects,
    make_sales_hours,
    make_leaver_calls,
    make_win_back,
    make_operations,
    make_costs,
    make_rivals,
    make_network,
    make_stages,
)
# Who goes on from tables that others have made, and from which.
NEEDS = {
    make_teams: ["touchpoints", "service_cases"],
    make_credit: ["touchpoints"],
    make_calling_list: ["survey_everyone"],
    make_sales_hours: ["deals", "leads"],
    make_costs: ["campaigns", "campaign_contacts", "programme_ledger", "deals"]
    + ["subscriptions", "save_offer_trial", "improvements"],
}


def each_table(story, makers=MAKERS):
    """Make table after table: yields (section, name, frame) as soon as it is made.

    section: "known", "future" or "truth"
    What a later maker goes on from is kept until then. Everything else is let go, so
    that a large company need not be in memory as a whole.
    """
    kept = Tables()
    steps = tqdm(makers, "tables", delay=2, leave=False, disable=None)
    for number, make in enumerate(steps):
        made = make(story, kept) if make in NEEDS else make(story)
        kept.add(made)
        later = makers[number + 1 :]
        kept = kept.only([name for other in later for name in NEEDS.get(other, ())])
        yield from made.handed_on()


def make_tables(story, makers=MAKERS):
    """All tables of one company, or of some makers, as `Tables`."""
    tables = Tables()
    for section, name, frame in each_table(story, makers):
        getattr(tables, section)[name] = frame
    return tables

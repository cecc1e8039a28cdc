"""The tables of contact: cases, touchpoints, teams, accounts, raw extracts."""

from .accounts import make_accounts
from .deliveries import make_deliveries
from .extracts import make_extracts
from .journeys import make_journeys
from .service import make_service, service_cases
from .teams import make_teams


def make_contact(story):
    """All tables of contact with customers; they share deliveries and cases."""
    deliveries = make_deliveries(story)
    cases = service_cases(story, deliveries)
    tables = make_service(story, cases)
    tables.add(make_journeys(story, deliveries, cases))
    tables.add(make_teams(tables.known["touchpoints"], tables.known["service_cases"]))
    tables.add(make_accounts(story))
    tables.add(make_extracts(story, cases))
    return tables

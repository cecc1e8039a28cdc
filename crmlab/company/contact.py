"""The tables of contact: cases, touchpoints, accounts, raw extracts."""

from .accounts import make_accounts
from .deliveries import make_deliveries
from .service import make_service, service_cases


def make_contact(story):
    """All tables of contact with customers; they share deliveries and cases."""
    deliveries = make_deliveries(story)
    cases = service_cases(story, deliveries)
    tables = make_service(story, cases)
    tables.add(make_accounts(story))
    return tables

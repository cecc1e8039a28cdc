"""The tables of selling, of the surroundings, and of money."""

from contact_made import CONTACT

from crmlab.company.core_tables import make_core
from crmlab.company.making import MAKERS, make_tables

ELSEWHERE = {make_core, *CONTACT}
SELLING = tuple(
    make
    for make in MAKERS
    if make not in ELSEWHERE and ".survey." not in make.__module__
)


def make_business(story):
    return make_tables(story, SELLING)

"""The tables of marketing and money fit their descriptors at any size, in any mode."""

import pytest
from as_written import as_written
from business_made import make_business

from crmlab.company.files import csvform, descriptors
from crmlab.company.simulation import PARTS, tell
from crmlab.company.story import Tables


@pytest.mark.parametrize("seed, customers, without", [(3, 50, ()), (4, 60, PARTS)])
def test_small_and_pure_companies_have_every_table(seed, customers, without):
    tables = as_written(make_business(tell(seed, customers, without)))
    for section in descriptors.SECTIONS:
        frames = getattr(tables, section)
        described = descriptors.for_tables(section, list(frames))
        for name, frame in frames.items():
            csvform.to_csv(frame, described[name]["schema"]["fields"])
    assert tables.known.keys() >= tables.future.keys()


def test_the_same_seed_gives_the_same_tables():
    once, again = (make_business(tell(5, 300)) for _ in range(2))
    for section in descriptors.SECTIONS:
        for name, frame in getattr(once, section).items():
            assert frame.equals(getattr(again, section)[name])


def test_keys_are_unique_and_point_somewhere(stories):
    tables = as_written(make_business(stories[2]))
    customers = stories[2].people.frame["customer_id"]
    known = Tables(known={"customers": customers.to_frame()} | tables.known)
    known.known["orders"] = stories[2].named_orders
    for name, resource in descriptors.read("known").items():
        if name not in tables.known:
            continue
        frame, schema = tables.known[name], resource["schema"]
        assert not frame.duplicated(schema["primaryKey"]).any()
        for columns, (target, *_), there in descriptors.links(schema):
            mine = frame[columns[0]].dropna()
            assert mine.isin(known.known[target][there[0]]).all()

"""Every table: described, in the reading order, and made in the one place it names."""

import weakref
from collections import Counter

import pytest

from crmlab.company import planted
from crmlab.company.files import descriptors
from crmlab.company.making import MAKERS, NEEDS, each_table, make_tables
from crmlab.company.simulation import simulate_each, tell


@pytest.fixture(scope="module")
def story():
    return tell(3, planted.SMALLEST)


@pytest.fixture(scope="module")
def made(story):
    """Who makes each table: a list of (section, name, module in crmlab/company/)."""
    everything = make_tables(story)
    places = []
    for make in MAKERS:
        tables = make(story, everything) if make in NEEDS else make(story)
        module = make.__module__.removeprefix("crmlab.company.").replace(".", "/")
        for section, frames in vars(tables).items():
            places += [(section, name, f"{module}.py") for name in frames]
    return places


def described():
    """The module that each table's file names, by (section, name)."""
    return {
        (section, name): found.get("made_in")
        for section in descriptors.SECTIONS
        for name, found in descriptors.read(section).items()
    }


def test_each_table_is_made_by_one_maker(made):
    times = Counter((section, name) for section, name, _ in made)
    assert [table for table, number in times.items() if number > 1] == []


def test_each_table_is_described_and_made_in_the_module_that_its_file_names(made):
    named, left = described(), set(described())
    for section, name, module in made:
        borrowed = section == "future" and ("future", name) not in named
        table = ("known", name) if borrowed else (section, name)
        assert table in named, f"{section} table {name} has no file in schema/"
        assert named[table] == module, f"{section} table {name}: made_in is wrong"
        left.discard(table)
    assert left == set(), "described, but made by nobody"


def test_each_table_stands_once_in_the_reading_order(made):
    places = Counter(descriptors.READING_ORDER)
    names = {name for _, name, _ in made}
    assert names - set(places) == set(), "put into READING_ORDER of files/descriptors"
    assert set(places) - names == set(), "in READING_ORDER, but no table"
    assert [name for name, number in places.items() if number > 1] == []


def test_a_maker_comes_after_those_whose_tables_it_needs(made):
    module_of = {name: module for _, name, module in made}
    modules = [make.__module__.split("company.")[1] for make in MAKERS]
    for make, names in NEEDS.items():
        for name in names:
            before = module_of[name].removesuffix(".py").replace("/", ".")
            assert modules.index(before) < MAKERS.index(make)


def test_a_table_that_nobody_needs_any_more_is_let_go(story):
    seen = {}
    for _, name, frame in each_table(story):
        seen[name] = weakref.ref(frame)
        del frame
        if name == "teams":
            assert seen["orders"]() is None
            assert seen["touchpoints"]() is not None  # payments are yet to be read
        if name == "credit":
            assert seen["touchpoints"]() is None


def test_a_described_column_that_no_maker_returns_is_named(monkeypatch):
    fields = descriptors.all_fields()
    fields["known"]["products"] = [{"name": "vintage"}, *fields["known"]["products"]]
    monkeypatch.setattr(descriptors, "all_fields", lambda: fields)
    with pytest.raises(ValueError, match="products.yml .* describes vintage, but"):
        list(simulate_each(3, planted.SMALLEST))
    del fields["known"]["products"]
    with pytest.raises(ValueError, match="No file products.yml"):
        list(simulate_each(3, planted.SMALLEST))

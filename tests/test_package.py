"""What the writer of a company promises."""

import gzip
import json
import re

import frictionless
import numpy as np
import pandas as pd
import pytest
import small_company
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from crmlab import datasets
from crmlab.company import simulate
from crmlab.company.files import csvform, descriptors, package

TYPES = {"string", "integer", "number", "boolean", "date", "datetime"}
RULES = {"required", "unique", "minimum", "maximum", "pattern", "enum"}
READ = {section: descriptors.read(section) for section in descriptors.SECTIONS}
NAMES = {resource["name"] for found in READ.values() for resource in found.values()}
NAMES |= {f"future_{name}" for name in READ["known"]}
ALL_DESCRIPTORS = [
    pytest.param(resource, id=resource["name"])
    for found in READ.values()
    for resource in found.values()
]


@pytest.fixture
def company(tmp_path, monkeypatch):
    small_company.write_descriptors(tmp_path / "schema")
    monkeypatch.setattr(descriptors, "FOLDER", tmp_path / "schema")
    return small_company.make()


def contents(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def described(folder):
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    return json.loads(text)


# --- the tables' text


def test_csv_is_written_in_the_agreed_form(company, tmp_path):
    package.write(company, tmp_path / "data")
    assert (tmp_path / "data" / "customers.csv").read_bytes().decode() == (
        "customer_id,name,kind,income,age,staff,consent,active,referred_by\n"
        "C01,NA,household,low,18,2025,true,true,\n"
        'C02,"Li ""Lan"", 李兰",,high,90,2,,true,C01\n'
        "C03,null,office,,,3,false,false,C01\n"
    )
    visits = (tmp_path / "data" / "visits.csv.gz").read_bytes()
    assert gzip.decompress(visits).decode() == (
        "customer_id,number,day,at,spent\n"
        "C01,1,2025-01-01,2025-01-01T09:30,0.3\n"
        "C01,2,2025-01-02,,\n"
        "C02,1,2025-02-01,2025-02-01T17:45,1234567.89\n"
    )


def test_gz_header_holds_no_clock_no_name_and_no_platform(company, tmp_path):
    package.write(company, tmp_path / "data")
    header = (tmp_path / "data" / "visits.csv.gz").read_bytes()[:10]
    assert header == b"\x1f\x8b\x08\x00" + b"\x00" * 5 + b"\xff"


def test_same_company_same_bytes(company, tmp_path):
    package.write(company, tmp_path / "one")
    package.write(small_company.make(), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=","), min_size=1
)
decimals = st.integers(-(10**11), 10**11).map(lambda cents: cents / 100)
days = st.datetimes(
    pd.Timestamp("1950-01-01").to_pydatetime(),
    pd.Timestamp("2100-01-01").to_pydatetime(),
).map(lambda time: time.replace(second=0, microsecond=0))
ANY = {
    "string": words | st.just('a "b", c'),
    "integer": st.integers(-(2**53), 2**53),
    "number": decimals,
    "boolean": st.booleans(),
    "date": days.map(lambda time: time.replace(hour=0, minute=0)),
    "datetime": days,
}
FIELDS = [
    {"name": kind, "type": kind, "format": descriptors.DATETIME_FORMAT} for kind in ANY
]


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(st.fixed_dictionaries({k: st.none() | v for k, v in ANY.items()})))
def test_a_table_comes_back_as_it_was(rows):
    frame = pd.DataFrame(rows, columns=list(ANY), dtype="object")
    typed = csvform.typed(frame, FIELDS)
    back = csvform.from_csv(csvform.to_csv(typed, FIELDS), FIELDS)
    assert_frame_equal(back, typed)
    for kind in ANY:
        known = [row[kind] for row in rows if row[kind] is not None]
        assert back[kind].dropna().to_list() == known


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("spent", 0.1 + 0.2, "0.30000000000000004 has more than 6 decimals"),
        ("spent", np.inf, "infinite"),
        ("day", pd.Timestamp("2025-01-01 10:00"), "finer"),
        ("at", pd.Timestamp("2025-01-01 10:00:30"), "finer"),
        ("customer_id", "", "empty text"),
        ("number", 1.5, "non-equivalent"),
    ],
)
def test_a_value_that_cannot_be_written_is_named(
    company, tmp_path, column, value, words
):
    visits = company.tables["visits"].astype("object")
    visits.loc[0, column] = value
    company.tables["visits"] = visits
    with pytest.raises(ValueError, match=f"Table visits .*{column}.*{words}"):
        package.write(company, tmp_path / "data")


def test_zero_has_no_sign():
    fields = [{"name": "x", "type": "number"}]
    frame = pd.DataFrame({"x": [-0.0, 0.0]})
    assert csvform.to_csv(frame, fields) == b"x\n0.0\n0.0\n"


def test_an_unknown_category_is_named(company, tmp_path):
    company.tables["customers"].loc[0, "kind"] = "hotel"
    with pytest.raises(ValueError, match="kind.*'hotel'.* not among the categories"):
        package.write(company, tmp_path / "data")


# --- tables and descriptors


def test_every_difference_from_the_descriptors_is_named_at_once(company, tmp_path):
    company.tables["pets"] = pd.DataFrame({"a": [1]})
    company.future["pets"] = pd.DataFrame({"a": [1]})
    del company.truth["fates"]
    company.tables["visits"] = company.tables["visits"].rename(columns={"at": "when"})
    columns = list(company.tables["customers"])[::-1]
    company.tables["customers"] = company.tables["customers"][columns]
    with pytest.raises(ValueError) as fault:
        package.write(company, tmp_path / "data")
    said = str(fault.value)
    assert "known table pets has no descriptor" in said
    assert "future table pets has no descriptor" in said
    assert "truth table fates has a descriptor, but no frame" in said
    assert "visits: columns missing ['at'], undescribed ['when']" in said
    assert "customers: columns must be in the order" in said
    assert not (tmp_path / "data").exists()


def test_a_new_table_needs_only_a_file_and_a_frame(company, tmp_path):
    pets = small_company.resource("pets", "pets.csv", [small_company.field("name")])
    file = tmp_path / "schema" / "pets.yml"
    file.write_text(json.dumps(pets), encoding="utf-8")
    company.tables["pets"] = pd.DataFrame({"name": ["Mimi"]})
    package.write(company, tmp_path / "data")
    assert (tmp_path / "data" / "pets.csv").read_text() == "name\nMimi\n"


def test_a_future_table_borrows_the_known_one_and_its_keys(company, tmp_path):
    package.write(company, tmp_path / "data")
    found = {r["name"]: r for r in described(tmp_path / "data")["resources"]}
    visits = found["future_visits"]
    assert visits["path"] == "future/visits.csv.gz"
    assert visits["schema"]["fields"] == found["visits"]["schema"]["fields"]
    assert "foreignKeys" not in visits["schema"]
    assert list(descriptors.links(visits["schema"])) == [
        (["customer_id"], ["customers", "future_customers"], ["customer_id"])
    ]


def test_a_key_that_points_nowhere_is_named(company, tmp_path):
    key = small_company.points_to("name", "owners")
    fields = [small_company.field("name")]
    pets = small_company.resource("pets", "pets.csv", fields, foreignKeys=[key])
    (tmp_path / "schema" / "pets.yml").write_text(json.dumps(pets), encoding="utf-8")
    company.tables["pets"] = pd.DataFrame({"name": ["Mimi"]})
    with pytest.raises(ValueError, match="pets points to owners, which is no table"):
        package.write(company, tmp_path / "data")


def test_a_descriptor_out_of_place_is_named(company, tmp_path):
    wrong = small_company.resource("cats", "pets.csv", [small_company.field("name")])
    file = tmp_path / "schema" / "truth" / "pets.yml"
    file.write_text(json.dumps(wrong), encoding="utf-8")
    with pytest.raises(ValueError, match="name must be truth_pets and path truth/pets"):
        package.write(company, tmp_path / "data")


@pytest.mark.parametrize("resource", ALL_DESCRIPTORS)
def test_shipped_descriptors_say_all_that_a_reader_needs(resource):
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    assert resource["title"] and resource["description"]
    assert len(names) == len(set(names))
    assert all(field["description"] for field in fields)
    # Other rules and types would be ignored in silence by the check.
    assert {field["type"] for field in fields} <= TYPES
    assert {rule for field in fields for rule in field.get("constraints", {})} <= RULES
    for key, tables, _ in descriptors.links(resource["schema"]):
        assert set(key) <= set(names)
        assert set(tables) <= NAMES


# --- the package's description


def test_description_says_where_the_data_come_from(company, tmp_path):
    package.write(company, tmp_path / "data")
    found = described(tmp_path / "data")
    assert found["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (found["seed"], found["customers"]) == (2025, 3)
    assert found["cutoff"] == "2025-06-30"
    assert [resource["name"] for resource in found["resources"]] == [
        "customers",
        "visits",
        "future_customers",
        "future_visits",
        "truth_customers",
        "truth_fates",
    ]


def test_sizes_and_hashes_are_those_of_the_content(company, tmp_path):
    package.write(company, tmp_path / "data")
    for resource in described(tmp_path / "data")["resources"]:
        content = (tmp_path / "data" / resource["path"]).read_bytes()
        if resource["path"].endswith(".gz"):
            content = gzip.decompress(content)
        assert package.measure(content).items() <= resource.items()
        assert resource["rows"] == content.count(b"\n") - 1


def test_another_program_finds_the_package_valid(company, tmp_path):
    package.write(company, tmp_path / "data")
    report = frictionless.validate(tmp_path / "data" / "datapackage.json")
    assert report.valid, report.flatten(["taskNumber", "fieldName", "message"])


def test_the_simulated_company_is_sound_and_well_described(tmp_path):
    package.write(simulate(seed=3, customers=150), tmp_path / "data")
    assert datasets.check(tmp_path / "data") == []
    faults = frictionless.Package.metadata_validate(described(tmp_path / "data"))
    assert [fault.message for fault in faults] == []


def test_another_program_finds_a_fault_in_the_package(company, tmp_path):
    package.write(company, tmp_path / "data")
    file = tmp_path / "data" / "customers.csv"
    file.write_text(
        file.read_text(encoding="utf-8").replace("C01,NA", "C09,NA"), "utf-8"
    )
    report = frictionless.validate(tmp_path / "data" / "datapackage.json")
    assert "foreign-key" in [kind for (kind,) in report.flatten(["type"])]


# --- the dictionary


def test_dictionary_names_every_table_and_column(company, tmp_path):
    package.write(company, tmp_path / "data")
    text = (tmp_path / "data" / "DATA_DICTIONARY.md").read_text(encoding="utf-8")
    assert text.startswith("# About\n\nA small company.\n")
    for resource in described(tmp_path / "data")["resources"]:
        start = text.index(f"### {resource['title']}\n")
        part = text[start:].split("\n#")[0]
        assert resource["path"] in part
        for field in resource["schema"]["fields"]:
            assert f"| `{field['name']}` |" in part


def test_dictionary_links_lead_to_headings(company, tmp_path):
    package.write(company, tmp_path / "data")
    text = (tmp_path / "data" / "DATA_DICTIONARY.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    places = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}
    links = re.findall(r"\(#(.*?)\)", text)
    assert len(links) == 6 and set(links) <= places


def test_dictionary_tells_units_values_and_keys(company, tmp_path):
    package.write(company, tmp_path / "data")
    text = (tmp_path / "data" / "DATA_DICTIONARY.md").read_text(encoding="utf-8")
    assert "| `age` | integer | years | The age | from 18; up to 90 |" in text
    assert "| `income` | category, in this order |  | The income | low, high |" in text
    assert "a `customer_id` of Customers or Customers, after the cut-off" in text


# --- all or nothing


def test_a_failure_leaves_the_old_folder_as_it_was(company, tmp_path, monkeypatch):
    package.write(company, tmp_path / "data")
    before = contents(tmp_path / "data")

    def full(resources):
        raise OSError("disk full")

    monkeypatch.setattr(package.dictionary, "text", full)
    company.tables["customers"]["staff"] += 1
    with pytest.raises(OSError, match="disk full"):
        package.write(company, tmp_path / "data")
    assert contents(tmp_path / "data") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "schema"]


def test_a_folder_that_cannot_be_moved_in_leaves_the_old_one(
    company, tmp_path, monkeypatch
):
    package.write(company, tmp_path / "data")
    before = contents(tmp_path / "data")
    rename = package.Path.rename

    def stuck(path, target):
        # The new folder cannot be moved in; the old one can be moved back.
        if target == tmp_path / "data" and contents(path) != before:
            raise PermissionError("in use")
        return rename(path, target)

    monkeypatch.setattr(package.Path, "rename", stuck)
    company.tables["customers"]["staff"] += 1
    with pytest.raises(PermissionError, match="in use"):
        package.write(company, tmp_path / "data")
    assert contents(tmp_path / "data") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "schema"]


def test_a_rewrite_drops_tables_that_are_no_more(company, tmp_path):
    package.write(company, tmp_path / "data")
    (tmp_path / "schema" / "truth" / "fates.yml").unlink()
    del company.truth["fates"]
    package.write(company, tmp_path / "data")
    assert not (tmp_path / "data" / "truth" / "fates.csv").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "schema"]


@pytest.mark.parametrize("name", ["thesis.docx", "truth/notes.txt"])
def test_a_folder_with_other_files_is_left_alone(company, tmp_path, name):
    package.write(company, tmp_path / "data")
    (tmp_path / "data" / name).write_text("mine")
    with pytest.raises(ValueError, match=f"holds {name}.* no part of the data"):
        package.write(company, tmp_path / "data")
    assert (tmp_path / "data" / name).read_text() == "mine"


def test_a_file_is_not_taken_for_a_folder(company, tmp_path):
    (tmp_path / "data").write_text("mine")
    with pytest.raises(ValueError, match="is a file"):
        package.write(company, tmp_path / "data")
    assert (tmp_path / "data").read_text() == "mine"

"""What loading, checking and bringing your own orders promise."""

import gc
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import warnings
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest
import small_company
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import crmlab
from crmlab import company, datasets
from crmlab.company.files import csvform, descriptors, package
from crmlab.datasets import __main__ as main
from crmlab.datasets import checks, dates, folders, headings, places
from crmlab.datasets.messages import DataError


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder with the small company's descriptors and data, written once."""
    folder = tmp_path_factory.mktemp("written")
    small_company.write_descriptors(folder / "schema")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(descriptors, "FOLDER", folder / "schema")
        package.write(small_company.make(), folder / "course" / "datasets")
    return folder


@pytest.fixture
def course(written, tmp_path, monkeypatch):
    """A checkout with the small company's data in it, and an empty cache."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(descriptors, "FOLDER", tmp_path / "schema")
    monkeypatch.setattr(company, "simulate", small_company.make)
    monkeypatch.setattr(places, "checkout", lambda: tmp_path / "course")
    monkeypatch.setenv("CRMLAB_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CRMLAB_SEED", raising=False)
    return tmp_path / "course"


@pytest.fixture
def data(course):
    return course / "datasets"


@pytest.fixture
def installed(course, monkeypatch):
    """The package without a checkout; gives the folder of the cache."""
    monkeypatch.setattr(places, "checkout", lambda: None)
    return course.parent / "cache"


def edit(data, path, old, new, rehash=True):
    """Replace text in a table, and by default make the description fit."""
    file = data / path
    zipped = file.suffix == ".gz"
    content = gzip.decompress(file.read_bytes()) if zipped else file.read_bytes()
    assert old.encode() in content
    content = content.replace(old.encode(), new.encode(), 1)
    file.write_bytes(gzip.compress(content, mtime=0) if zipped else content)
    if rehash:
        description = json.loads((data / "datapackage.json").read_text("utf-8"))
        for resource in description["resources"]:
            if resource["path"] == path:
                resource |= package.measure(content)
        (data / "datapackage.json").write_text(json.dumps(description), "utf-8")


def staff(**which):
    """The number that tells which company was loaded."""
    return datasets.load("customers", **which)["staff"].iloc[0]


# --- load


def test_frames_are_typed(course):
    people, visits = datasets.load("customers"), datasets.load("visits")
    types = {name: str(kind) for name, kind in people.dtypes.items()}
    assert types == {
        "customer_id": "str",
        "name": "str",
        "kind": "category",
        "income": "category",
        "age": "Int64",
        "staff": "int64",
        "consent": "boolean",
        "active": "bool",
        "referred_by": "str",
    }
    assert people["name"].to_list() == ["NA", 'Li "Lan", 李兰', "null"]
    assert people["income"].cat.ordered and not people["kind"].cat.ordered
    assert people["kind"].cat.categories.to_list() == ["household", "office"]
    assert visits["day"].dtype == visits["at"].dtype == "datetime64[us]"
    assert visits["at"].isna().to_list() == [False, True, False]
    assert visits["spent"].dtype == "float64"


def test_truth_and_future_are_asked_for_by_name(course):
    assert list(datasets.truth("customers")) == ["customer_id", "rate"]
    assert datasets.future("customers")["customer_id"].to_list() == ["C04"]


def test_every_load_gives_a_frame_of_its_own(course):
    first = datasets.load("visits")
    first.loc[:, "spent"] = 0.0
    first["customer_id"].array[:] = "nobody"
    del first["day"]
    second = datasets.load("visits")
    assert second["spent"].iloc[0] == 0.3
    assert second["customer_id"].iloc[0] == "C01"
    assert "day" in second


def test_a_file_is_parsed_once(course, monkeypatch):
    datasets.load("visits")
    monkeypatch.setattr(csvform, "from_csv", None)
    datasets.load("visits")


def test_a_file_that_changed_is_read_again(data):
    datasets.load("visits")
    edit(data, "visits.csv.gz", "0.3", "55.25")
    assert datasets.load("visits")["spent"].iloc[0] == 55.25


@pytest.mark.parametrize(
    ("function", "name", "words"),
    [
        (datasets.load, "custmers", 'no table "custmers".* mean "customers"'),
        (datasets.load, "Customers", 'mean "customers"'),
        (datasets.load, "zzz", 'no table "zzz". There are: customers, visits.'),
        (datasets.load, 7, 'no table "7"'),
        (datasets.load, "fates", r'Ask for it with truth\("fates"\)'),
        (datasets.load, "truth_customers", r'Ask for it with truth\("customers"\)'),
        (datasets.load, "future/visits", r'Ask for it with future\("visits"\)'),
        (datasets.truth, "fate", 'among the truth. Did you mean "fates"'),
        (datasets.truth, "visits", r'load\("visits"\) or future\("visits"\)'),
        (datasets.future, "vists", 'half-year after the cut-off.* mean "visits"'),
        (datasets.describe, "visitz", 'mean "visits"'),
    ],
)
def test_an_unknown_table_is_told_what_to_ask_for(course, function, name, words):
    with pytest.raises(DataError, match=words):
        function(name)


def test_tables_lists_all_with_the_call_that_works(course):
    listed = datasets.tables()
    calls = {name: getattr(datasets, name) for name in ("load", "future", "truth")}
    for row in listed.itertuples():
        frame = eval(row.call, calls)
        assert frame.shape == (row.rows, row.columns)
    assert len(listed) == 6


def test_describe_tells_what_columns_mean(course):
    told = datasets.describe("customers").set_index("column")
    assert told.loc["age"].to_list() == ["integer", "years", "The age"]
    assert told.loc["income", "type"] == "category"
    assert datasets.describe("fates")["column"].to_list() == ["fate"]
    assert datasets.describe("truth/customers")["column"].to_list()[1] == "rate"


# --- damage


def truncate(file):
    file.write_bytes(file.read_bytes()[:-20])


def flip_a_bit(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(content)


def add_a_line(file):
    file.write_bytes(file.read_bytes() + b"C09,me,,,,1,,true,\n")


@pytest.mark.parametrize("path", ["customers.csv", "visits.csv.gz"])
@pytest.mark.parametrize("damage", [Path.unlink, truncate, flip_a_bit, add_a_line])
def test_a_damaged_file_is_named_with_the_way_to_restore_it(data, path, damage):
    damage(data / path)
    with pytest.raises(DataError) as fault:
        datasets.load(path.split(".")[0])
    assert path in str(fault.value)
    assert str(fault.value).endswith("python -m crmlab.datasets")
    assert any(path in sentence for sentence in datasets.check())


def test_what_is_wrong_with_a_file_is_told(data):
    truncate(data / "visits.csv.gz")
    with pytest.raises(DataError, match="visits.csv.gz .* ends too early"):
        datasets.load("visits")
    edit(data, "customers.csv", "18", "19", rehash=False)
    with pytest.raises(DataError, match="customers.csv .* was edited or damaged"):
        datasets.load("customers")
    (data / "truth" / "fates.csv").unlink()
    with pytest.raises(DataError, match="truth/fates.csv is missing from .*datasets"):
        datasets.truth("fates")


def test_in_a_git_checkout_git_restores(course, data):
    (course / ".git").mkdir()
    (data / "customers.csv").unlink()
    with pytest.raises(DataError, match="git checkout -- datasets"):
        datasets.load("customers")


@pytest.mark.parametrize(
    ("text", "words"),
    [(None, "is missing"), ("{", "cannot be read"), ('{"resources": [{}]}', "has no ")],
)
def test_a_damaged_description_is_told(data, text, words):
    (data / "datapackage.json").unlink()
    if text:
        (data / "datapackage.json").write_text(text)
    with pytest.raises(DataError, match=f"datapackage.json.*{words}.*restore"):
        datasets.load("customers")
    assert len(datasets.check()) == 1


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({}, "customers has no fields"),
        ({"fields": [{"name": "age"}]}, "age of customers has the type None"),
        ({"fields": [{"name": "age", "type": "colour"}]}, "has the type 'colour'"),
    ],
)
def test_a_schema_that_cannot_be_used_is_told(data, schema, words):
    file = data / "datapackage.json"
    described = json.loads(file.read_text("utf-8"))
    (customers,) = (r for r in described["resources"] if r["name"] == "customers")
    customers["schema"] = schema
    file.write_text(json.dumps(described), "utf-8")
    with pytest.raises(DataError, match=f"datapackage.json.*{words}.*restore"):
        datasets.load("customers")
    assert len(datasets.check()) == 1


def spoil(part, value, of="resource"):
    """Return a change of the first table's description, or of its first field."""

    def change(resource):
        field = resource["schema"]["fields"][0]
        places = {"resource": resource, "schema": resource["schema"], "field": field}
        (places | {"rules": field.setdefault("constraints", {})})[of][part] = value

    return change


FIELD = {"name": "customer_id", "type": "string"}
LINK = {"fields": ["age"], "reference": {"resource": "visits", "fields": []}}
HOSTILE = {
    "nested": ("[" * 100_000, "nested too deeply"),
    "long": (" " * 20_000_001, "longer than any description"),
    "a number of 5000 digits": ('{"a": ' + "9" * 5000 + "}", "cannot be read"),
    "no text": (b"\xff\xfe\x00", "cannot be read"),
    "nothing": ("null", "the whole is not a list of named parts"),
    "a list": ("[]", "the whole is not a list of named parts"),
    "no resources": ("{}", "the whole has no resources"),
    "a dict of resources": ('{"resources": {}}', "resources of the whole is not"),
    "none": ('{"resources": []}', "it describes no tables"),
    "a table in a list": ('{"resources": [[]]}', "a table is not a list of named"),
    "a name": (spoil("name", 5), "name of 5 is not what it must be"),
    "a path": (spoil("path", 5), "path of customers is not what it must be"),
    "an absolute path": (spoil("path", "/etc/passwd"), "is '/etc/passwd', and it must"),
    "a path out": (spoil("path", "../customers.csv"), "is '../customers.csv', and"),
    "a path of Windows": (spoil("path", "C:\\a.csv"), "in that folder, or in its"),
    "another folder": (spoil("path", "other/a.csv"), "in its future or truth"),
    "one path twice": (spoil("path", "visits.csv.gz"), "'visits.csv.gz' twice"),
    "rows in words": (spoil("rows", "many"), "rows of customers is not what"),
    "a negative size": (spoil("contentBytes", -1), "is -1, which no table has"),
    "a huge size": (spoil("contentBytes", 10**30), "0, which no table has"),
    "an infinite size": (spoil("contentBytes", float("inf")), "contentBytes of cust"),
    "no hash": (spoil("contentHash", None), "contentHash of customers is not"),
    "a list as schema": (spoil("schema", ["fields"]), "schema of customers is not"),
    "fields as text": (spoil("fields", "abc", "schema"), "customers has no fields"),
    "a field as text": (spoil("fields", ["a"], "schema"), "fields of customers is"),
    "a field's name": (spoil("name", 5, "field"), "a column of customers has no name"),
    "one field twice": (spoil("fields", [FIELD] * 2, "schema"), "'customer_id' twice"),
    "rules in a list": (
        spoil("constraints", ["unique"], "field"),
        "constraints of the",
    ),
    "a lowest text": (spoil("minimum", "x", "rules"), "minimum of the column"),
    "a pattern": (spoil("pattern", "(", "rules"), "pattern of the column customer_id"),
    "categories": (spoil("categories", 5, "field"), "categories of the column"),
    "a category twice": (spoil("categories", ["a", "a"], "field"), "'a' twice"),
    "a key": (spoil("primaryKey", 5, "schema"), "primaryKey of customers is not"),
    "links": (spoil("foreignKeys", "x", "schema"), "foreignKeys of customers is"),
    "an empty link": (spoil("foreignKeys", [{}], "schema"), "foreignKeys of customers"),
    "a link to less": (spoil("foreignKeys", [LINK], "schema"), "foreignKeys of"),
}


@pytest.mark.parametrize(("how", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_description_is_told(data, how, words):
    file = data / "datapackage.json"
    if callable(how):
        described = json.loads(file.read_text("utf-8"))
        how(described["resources"][0])
        how = json.dumps(described)
    file.write_bytes(how if isinstance(how, bytes) else how.encode())
    for ask in (lambda: datasets.load("customers"), datasets.tables):
        with pytest.raises(DataError, match="datapackage.json .*restore") as fault:
            ask()
        assert words in str(fault.value)
    assert datasets.check() == checks.damage(data) == [str(fault.value)]


def test_a_description_that_does_not_fit_its_table_is_told(data):
    file = data / "datapackage.json"
    file.write_text(file.read_text("utf-8").replace('"staff"', '"stuff"'), "utf-8")
    with pytest.raises(
        DataError, match="customers.csv .* not fit its description: .*s"
    ):
        datasets.load("customers")


def test_a_schema_edited_by_hand_is_damage_where_all_tables_are_intact(data):
    file = data / "datapackage.json"
    assert checks.damage(data) == []
    described = json.loads(file.read_text("utf-8"))
    (customers,) = (r for r in described["resources"] if r["name"] == "customers")
    del customers["schema"]["fields"][-1]
    file.write_text(json.dumps(described), "utf-8")
    (fault,) = checks.damage(data)
    assert (
        "describes the columns of customers otherwise" in fault and "restore" in fault
    )


@pytest.mark.parametrize("path", ["visits.csv.gz", "customers.csv"])
def test_a_bomb_in_a_table_is_not_read_to_its_end(data, path):
    bomb = bytes(3 * 10**7)
    (data / path).write_bytes(gzip.compress(bomb) if path.endswith("gz") else bomb)
    with pytest.raises(DataError, match="holds more than twice the .* bytes .*restore"):
        datasets.load(path.split(".")[0])


def test_a_table_larger_than_the_memory_is_told(data, monkeypatch):
    def refuse(*_, **__):
        raise MemoryError

    monkeypatch.setattr(csvform, "from_csv", refuse)
    with pytest.raises(DataError, match="customers.csv needs more memory"):
        datasets.load("customers")
    monkeypatch.setattr(folders.gzip, "open", refuse)
    with pytest.raises(DataError, match="visits.csv.gz needs more memory"):
        datasets.load("visits")


def test_damage_names_the_file_and_check_all_that_follows(data):
    edit(data, "customers.csv", "C02,", "C09,", rehash=False)
    assert len(datasets.check()) > 3
    (fault,) = checks.damage(data)
    assert fault.startswith("customers.csv in") and "edited" in fault


def test_the_way_to_restore_works_as_it_is_typed(course, data, monkeypatch):
    (data / "customers.csv").unlink()
    with pytest.raises(DataError, match=r"folder: python -m crmlab\.datasets"):
        datasets.load("customers")
    (course / ".venv").mkdir()
    monkeypatch.setattr(sys, "prefix", str(course / ".venv"))
    with pytest.raises(DataError, match="folder: uv run python -m crmlab.datasets"):
        datasets.load("customers")


def test_line_ends_of_windows_are_no_damage(data):
    file = data / "customers.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert datasets.load("customers")["referred_by"].to_list()[1:] == ["C01", "C01"]
    assert datasets.check() == []


# --- where the data come from


def test_the_checkout_is_found():
    assert places.checkout() == Path(crmlab.__file__).parents[1]
    assert (places.checkout() / "pyproject.toml").exists()


def test_the_shipped_company_is_read_and_nothing_made(course, monkeypatch):
    monkeypatch.setattr(company, "simulate", None)
    assert staff() == staff(seed=company.DEFAULT_SEED) == company.DEFAULT_SEED
    assert not (course.parent / "cache").exists()


def test_the_seed_comes_from_the_argument_then_from_the_variable(course, monkeypatch):
    monkeypatch.setenv("CRMLAB_SEED", " 7 ")
    assert staff() == 7
    assert staff(seed=8) == 8
    assert staff(seed=company.DEFAULT_SEED) == company.DEFAULT_SEED
    monkeypatch.setenv("CRMLAB_SEED", "")
    assert staff() == company.DEFAULT_SEED


@pytest.mark.parametrize("seed", ["abc", "7.5", "-1", "1e3"])
def test_a_variable_that_is_no_seed_is_told(course, monkeypatch, seed):
    monkeypatch.setenv("CRMLAB_SEED", seed)
    with pytest.raises(DataError, match=f"CRMLAB_SEED is '{seed}'.* whole number"):
        datasets.load("customers")


@pytest.mark.parametrize(
    "which", [{"seed": 1.5}, {"seed": -1}, {"seed": True}, {"customers": "many"}]
)
def test_an_argument_that_is_no_number_is_told(course, which):
    with pytest.raises(DataError, match="whole number"):
        datasets.load("customers", **which)


@pytest.mark.parametrize("seed", [2**31, 2**53 + 1, 2**64, 10**400])
def test_the_largest_seed_is_told(course, monkeypatch, seed):
    with pytest.raises(DataError, match="seed is .* to 2,147,483,647"):
        datasets.load("customers", seed=seed)
    monkeypatch.setenv("CRMLAB_SEED", str(seed))
    with pytest.raises(DataError, match="CRMLAB_SEED is .* to 2,147,483,647"):
        datasets.load("customers")
    assert staff(seed=2**31 - 1) == 2**31 - 1


@pytest.mark.parametrize("customers", [0, 1, 49])
def test_too_few_customers_are_told(course, customers):
    with pytest.raises(DataError, match="from 50.* most tables would be empty"):
        datasets.load("customers", customers=customers)


def test_without_a_checkout_the_company_is_made_once(installed, monkeypatch, capsys):
    assert staff() == company.DEFAULT_SEED
    monkeypatch.setattr(company, "simulate", None)
    assert staff() == company.DEFAULT_SEED
    (made,) = installed.iterdir()
    assert datasets.check(made) == []
    assert capsys.readouterr().err == ""


def test_a_cached_folder_is_named_after_all_that_decides_it(course, monkeypatch):
    name = places.cache_folder(7, 300).name
    assert name.startswith(crmlab.__version__) and name.endswith("seed7-customers300")
    changed = course.parent / "other" / "__init__.py"
    changed.parent.mkdir()
    changed.write_text("other code")
    monkeypatch.setattr(company, "__file__", str(changed))
    places._code_print.cache_clear()
    assert places.cache_folder(7, 300).name != name
    places._code_print.cache_clear()


@pytest.mark.parametrize("damage", [Path.unlink, truncate])
@pytest.mark.parametrize("file", ["visits.csv.gz", "datapackage.json"])
def test_a_broken_company_in_the_cache_is_made_anew(installed, file, damage):
    datasets.load("visits", seed=7)
    (made,) = installed.iterdir()
    damage(made / file)
    assert datasets.load("visits", seed=7)["spent"].iloc[0] == 0.3
    assert list(installed.iterdir()) == [made]
    assert datasets.check(made) == []


def test_two_notebooks_may_make_the_same_company_at_once(installed, monkeypatch):
    both = threading.Barrier(2, timeout=20)

    def simulate(**which):
        both.wait()
        return small_company.make(**which)

    monkeypatch.setattr(company, "simulate", simulate)
    with ThreadPoolExecutor(2) as pool:
        seeds = pool.map(lambda seed: staff(seed=seed), [7, 7])
        assert list(seeds) == [7, 7]
    (made,) = installed.iterdir()
    assert datasets.check(made) == []


def test_the_notebook_that_is_first_is_not_disturbed(installed):
    place = places.cache_folder(7, 300)
    places.make(7, 300, place)
    os.utime(place / "visits.csv.gz", (1, 1))
    places.make(7, 300, place)
    assert (place / "visits.csv.gz").stat().st_mtime == 1
    assert list(installed.iterdir()) == [place]


def test_a_cache_that_cannot_be_written_is_told(installed, monkeypatch):
    installed.write_text("a file where the folder should be")
    with pytest.raises(DataError, match="could not be kept in .*cache.*CRMLAB_CACHE"):
        datasets.load("visits", seed=7)
    monkeypatch.setenv("CRMLAB_CACHE", str(installed.parent / "elsewhere"))
    assert len(datasets.load("visits", seed=7)) == 3


def test_the_cache_is_the_user_s_own_where_none_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("CRMLAB_CACHE", " ")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    assert places.cache_folder(7, 300).parent == tmp_path / "crmlab"


KILLED = """
import os, sys
from pathlib import Path
import small_company
from crmlab import company
from crmlab.company.files import descriptors, package
from crmlab.datasets import places
descriptors.FOLDER, company.simulate = Path(sys.argv[1]), small_company.make
package._put_in_place = lambda *_: os._exit(9)
places.make(7, 300, places.cache_folder(7, 300))
"""


def test_what_a_killed_writer_left_is_removed_a_day_later(course):
    cache = course.parent / "cache"
    run = [sys.executable, "-c", KILLED, course.parent / "schema"]
    found = os.pathsep.join([str(Path(__file__).parent), os.environ["PYTHONPATH"]])
    environ = os.environ | {"CRMLAB_CACHE": str(cache), "PYTHONPATH": found}
    assert subprocess.run(run, env=environ).returncode == 9
    (left,) = cache.iterdir()
    assert left.name.startswith(".") and (left / "customers.csv").exists()
    (cache / "0.1.0-seed7-customers300").mkdir()  # a company, and another's file
    (cache / "notes-customers.txt").touch()
    subprocess.run(run, env=environ)
    assert len(list(cache.iterdir())) == 4  # its writer may be at work
    for file in cache.iterdir():
        os.utime(file, (1, 1))
    subprocess.run(run, env=environ)
    names = {file.name for file in cache.iterdir()} - {left.name}
    assert left not in cache.iterdir() and len(names) == 3
    assert {"0.1.0-seed7-customers300", "notes-customers.txt"} < names


def test_a_failed_simulation_leaves_nothing_in_the_cache(installed, monkeypatch):
    broken = small_company.make()
    del broken.tables["visits"]
    monkeypatch.setattr(company, "simulate", lambda **which: broken)
    with pytest.raises(ValueError, match="visits has a descriptor, but no frame"):
        datasets.load("visits", seed=7)
    assert not installed.exists() or list(installed.iterdir()) == []


def test_only_a_long_wait_is_explained(installed, monkeypatch, capsys):
    said = threading.Event()
    monkeypatch.setattr(places, "PATIENCE", 0.01)

    class Notice(threading.Timer):
        def run(self):
            super().run()
            said.set()

    def slow(**which):
        assert said.wait(20)
        return small_company.make(**which)

    monkeypatch.setattr(places, "Timer", Notice)
    monkeypatch.setattr(company, "simulate", slow)
    datasets.load("visits", seed=7)
    assert "Making the company with seed 7" in capsys.readouterr().err


def test_the_module_rewrites_the_shipped_folder(course, data, monkeypatch, capsys):
    (data / "customers.csv").unlink()
    monkeypatch.setattr(main, "simulate", small_company.make)
    assert main.main() == 0
    assert datasets.check() == []
    assert "8 files" in capsys.readouterr().out


def test_without_a_checkout_there_is_nothing_to_rewrite(installed, capsys):
    assert main.main() == 1
    assert "without the course's folder" in capsys.readouterr().err


# --- check


def test_a_sound_folder_has_no_faults(data):
    assert datasets.check() == datasets.check(data) == []


def test_a_folder_that_is_not_there_is_a_fault(course, tmp_path):
    assert datasets.check(tmp_path / "none") == [
        f"There is no data folder {tmp_path / 'none'}."
    ]


def test_the_shipped_folder_is_checked_whatever_the_seed(data, monkeypatch):
    monkeypatch.setenv("CRMLAB_SEED", "no number")
    assert datasets.check() == []
    shutil.rmtree(data)
    (fault,) = datasets.check()
    assert "no data folder" in fault and "restore" in fault


FAULTS = {
    "required": (
        "customers.csv",
        "C03,null",
        "C03,",
        "name: empty in 1 of 3 rows, first line 4",
    ),
    "unique": ("customers.csv", "C03,", "C01,", "customer_id: repeated in 1 of 3"),
    "pattern": ("customers.csv", "C03,", "X3,", "customer_id: not written as C"),
    "minimum": ("customers.csv", ",18,", ",17,", r"age: below 18 .* line 2 \(17\)"),
    "maximum": ("customers.csv", ",90,", ",91,", r"age: above 90 .* line 3 \(91\)"),
    "date minimum": (
        "visits.csv.gz",
        "2025-02-01,",
        "2024-02-01,",
        "day: below 2025-01-01",
    ),
    "category": (
        "customers.csv",
        "household",
        "house",
        "kind: none of household, office",
    ),
    "integer": ("customers.csv", ",18,", ",18.5,", r"age: not integer .*\(18.5\)"),
    "number": ("visits.csv.gz", "0.3", "three", "spent: not number"),
    "boolean": ("customers.csv", "true", "yes", "consent: not boolean"),
    "date": (
        "visits.csv.gz",
        "2025-02-01,",
        "2025-02-30,",
        "day: not date .*2025-02-30",
    ),
    "datetime": ("visits.csv.gz", "T09:30", " 09:30", "at: not datetime"),
    "primary key": (
        "visits.csv.gz",
        "C01,2",
        "C01,1",
        r"key customer_id, number .*\(C01, 1\)",
    ),
    "foreign key": ("visits.csv.gz", "C02,1", "C07,1", "not found in customers .*C07"),
    "self": (
        "customers.csv",
        ",C01\nC03",
        ",C08\nC03",
        "referred_by: not found in customers",
    ),
    "either": (
        "future/visits.csv.gz",
        "C04,1",
        "C09,1",
        "not found in customers, future_customers",
    ),
    "missing column": ("customers.csv", ",age,", ",years,", "columns missing: age"),
    "extra column": ("customers.csv", ",age,", ",years,", "nothing describes: years"),
    "order": (
        "customers.csv",
        "kind,income",
        "income,kind",
        "columns are in another order",
    ),
    "long row": ("customers.csv", ",18,", ",18,,,", "cannot be read as a table"),
    "no text": ("customers.csv", ",C01\nC03", ',"\nC03', "cannot be read as a table"),
}


@pytest.mark.parametrize(("path", "old", "new", "words"), FAULTS.values(), ids=FAULTS)
def test_check_finds(data, path, old, new, words):
    edit(data, path, old, new)
    faults = pd.Series(datasets.check())
    assert faults.str.contains(words).any(), faults.to_list()
    assert faults.str.contains(path, regex=False).any()


def test_check_tells_all_faults_at_once(data):
    edit(data, "customers.csv", ",18,", ",17,", rehash=False)
    edit(data, "visits.csv.gz", "0.3", "-0.3")
    (data / "truth" / "fates.csv").unlink()
    faults = " ".join(datasets.check())
    assert "customers.csv in" in faults and "edited" in faults
    assert "age: below 18" in faults
    assert "spent: below 0" in faults
    assert "truth/fates.csv is missing" in faults


# --- read_orders


# The same examples each time; a slow machine is no fault.
steady = settings(deadline=None, derandomize=True, max_examples=40)
LOG = "customer_id,date,amount\n"


@pytest.fixture
def read(tmp_path):
    """Write a log, read it; the faults come back as the list of their sentences."""

    def read(text, written="utf-8", **how):
        (tmp_path / "log.csv").write_bytes(text.encode(written))
        return datasets.read_orders(tmp_path / "log.csv", **how)

    return read


def test_the_cdnow_sample_loads():
    # Not imported: its data module needs an old setuptools.
    (package_folder,) = find_spec("lifetimes").submodule_search_locations
    file = Path(package_folder) / "datasets" / "CDNOW_sample.txt"
    orders = datasets.read_orders(
        file,
        customer="customer",
        sep=r"\s+",
        header=None,
        names=["master", "customer", "date", "cds", "amount"],
    )
    raw = [line.split() for line in file.read_text().splitlines()]
    assert len(orders) == len(raw) == 6919
    assert orders["customer_id"].nunique() == len({row[1] for row in raw}) == 2357
    assert orders["amount"].sum() == pytest.approx(sum(float(row[4]) for row in raw))
    assert orders["date"].min() == pd.Timestamp("1997-01-01")
    assert orders["customer_id"].str.len().eq(4).all()  # 0001 keeps its zeros


def test_orders_come_back_in_the_form_of_the_course(read):
    orders = read(
        "who,paid,day,no\n007,5.5,2024-02-01 10:30,b\n\n"
        " 8 ,0,2024-01-31,a\n007,-0,20240201,c\n",
        customer="who",
        amount="paid",
        date="day",
        order="no",
    )
    expected = pd.DataFrame(
        {
            "order_id": ["a", "b", "c"],
            "customer_id": ["8", "007", "007"],
            "date": pd.to_datetime(["2024-01-31", "2024-02-01", "2024-02-01"]),
            "amount": [0.0, 5.5, 0.0],
        }
    )
    assert_frame_equal(orders, expected)
    assert str(orders["amount"][2]) == "0.0"


def test_orders_of_a_day_stay_in_the_order_of_the_log(read):
    rows = "".join(f"{n},2024-01-0{n % 2 + 1},5\n" for n in range(100))
    customers = read(LOG + rows)["customer_id"].astype(int).to_list()
    assert customers == [*range(0, 100, 2), *range(1, 100, 2)]


def test_orders_without_a_number_are_numbered(read):
    rows = "".join(f"1,2024-01-{day},5\n" for day in range(30, 10, -1))
    orders = read(LOG + rows)
    assert orders["order_id"].to_list() == [f"{n:02d}" for n in range(1, 21)]


def test_order_numbers_are_taken_where_they_have_the_usual_name(read):
    log = "order_id,customer_id,date,amount\nx,1,2024-01-01,5\n"
    assert read(log)["order_id"].to_list() == ["x"]
    assert read(log, order=None)["order_id"].to_list() == ["1"]
    with pytest.raises(DataError, match="no column 'invoice' for the order number"):
        read(log, order="invoice")


def test_the_courses_own_orders_go_through_the_same_door(course):
    visits = datasets.load("visits").dropna(subset="spent")
    orders = datasets.read_orders(visits, date="day", amount="spent")
    assert orders["amount"].to_list() == [0.3, 1234567.89]


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-05",
        "2024/3/5",
        "2024.03.05",
        "20240305",
        "2024年3月5日",
        "2024-03-05T23:30:00Z",
        "2024-03-05 23:30:00+08:00",
        "5 Mar 2024",
        "05-MAR-2024 10:15",
        "March 5, 2024",
        "20240305.0",
    ],
)
def test_a_clear_date_is_read_at_once(read, written):
    assert read(f'{LOG}1,"{written}",5\n')["date"][0] == pd.Timestamp("2024-03-05")


@pytest.mark.parametrize(
    "dates", [["13/04/2024", "03/04/24"], ["04.13.2024", "4-3-2024"]]
)
def test_the_dates_themselves_may_settle_day_and_month(read, dates):
    orders = read(LOG + "".join(f"1,{date},5\n" for date in dates))
    assert orders["date"].to_list() == list(
        pd.to_datetime(["2024-04-03", "2024-04-13"])
    )


def test_dates_with_two_readings_are_told_and_settled(read):
    log = f"{LOG}1,05/05/2024,5\n2,03/04/2024,5\n"
    with pytest.raises(DataError) as fault:
        read(log)
    assert "line 3 (03/04/2024) is 2024-04-03 or 2024-03-04" in str(fault.value)
    assert read(log, dayfirst=True)["date"][0] == pd.Timestamp("2024-04-03")
    assert read(log, dayfirst=False)["date"][0] == pd.Timestamp("2024-03-04")
    assert read(log, date_format="%d/%m/%Y")["date"][0] == pd.Timestamp("2024-04-03")
    assert len(read(f"{LOG}1,05/05/2024,5\n")) == 1  # both readings are the same day


@pytest.mark.parametrize(
    "dates", [["25-01-13"], ["24/12/30", "25/01/13"], ["99-12-31"]]
)
def test_short_years_that_may_stand_in_front_are_asked_for(read, dates):
    log = LOG + "".join(f"1,{date},5\n" for date in dates)
    with pytest.raises(DataError, match=rf"two digits.*line 2 \({dates[0]}\)") as fault:
        read(log)
    assert str(fault.value).count("\n- ") == 1


def test_short_years_are_settled_by_the_dates_or_the_reader(read):
    log = f"{LOG}1,25-01-13,5\n"
    settled = read(log, date_format="%y-%m-%d")
    assert settled["date"][0] == pd.Timestamp("2025-01-13")
    assert read(log, dayfirst=True)["date"][0] == pd.Timestamp("2013-01-25")
    assert len(read(f"{log}1,24-01-99,5\n")) == 2  # there is no day 99
    assert len(read(f"{LOG}1,05-05-05,5\n")) == 1  # all readings are the same day


@pytest.mark.parametrize("more", ["", "1,15/02/2024,5\n", "1,02/15/2024,5\n"])
def test_dates_that_contradict_each_other_are_told(read, more):
    with pytest.raises(DataError, match="contradict each other: 13/02/2024") as fault:
        read(f"{LOG}1,13/02/2024,5\n1,02/14/2024,5\n{more}")
    assert "line 3 (02/14/2024)" in str(fault.value)
    assert str(fault.value).count("\n- ") == 1


def test_a_dot_that_is_not_the_decimal_mark_is_told(read):
    log = "customer_id;date;amount\n1;2024-01-01;1.234\n"
    with pytest.raises(DataError, match=r"dot in 1 of 1 rows: line 2 \(1.234\)"):
        read(log, sep=";", decimal=",")
    assert read(log, sep=";", decimal=",", thousands=".")["amount"][0] == 1234


@pytest.mark.parametrize(
    "how", [{"thousands": "."}, {"thousands": ",", "decimal": ","}]
)
def test_one_mark_cannot_do_two_things(read, how):
    with pytest.raises(DataError, match="cannot both part thousands and"):
        read(f"{LOG}1,2024-01-01,10.5\n", **how)


def test_a_file_with_two_columns_of_one_name_is_told(read):
    twins = "customer_id,date,amount,amount\n1,2024-01-01,5,6\n"
    for text, how in [(twins, {}), ("About\n" + twins, {"skiprows": 1})]:
        with pytest.raises(DataError, match="2 columns named 'amount'"):
            read(text, **how)
    own = twins.replace("amount,amount", "amount,amount.1")
    assert read(own, amount="amount.1")["amount"][0] == 6


@pytest.mark.parametrize("name", ["Order_ID", "order id", "OrderId"])
def test_an_order_number_under_nearly_the_usual_name_is_asked_for(read, name):
    log = f"{name},{LOG}a,1,2024-01-01,5\na,1,2024-01-01,5\n"
    with pytest.raises(DataError, match=f'Did you mean "{name}"'):
        read(log)
    assert len(read(log, order=None)) == 2
    with pytest.raises(DataError, match="Order numbers are repeated"):
        read(log, order=name)


@pytest.mark.parametrize("mangled", ["1.23E+15", "1E+15", "1.234e+15"])
def test_numbers_that_a_spreadsheet_shortened_are_told(read, mangled):
    with pytest.raises(DataError, match=r"The customer .* shortened .*line 2 \(1"):
        read(f"{LOG}{mangled},2024-01-01,5\n")
    with pytest.raises(DataError, match="The order number .* shortened"):
        read(f"order_id,{LOG}{mangled},1,2024-01-01,5\n")
    assert len(read(f"{LOG}1E15,2024-01-01,5\n")) == 1  # may be a name


FAULTY = {
    "column": (
        LOG.replace("c", "C") + "1,2024-01-01,5\n",
        'Did you mean "Customer_id"? There are: ',
    ),
    "twin order": (
        "order_id," + LOG + "a,1,2024-01-01,5\n" * 2,
        "repeated in 2 of 2 rows: line 2 (a), line 3 (a)",
    ),
    "customer": (
        LOG + " ,2024-01-01,5\n",
        "customer is missing in 1 of 1 rows: line 2 (empty)",
    ),
    "amount": (
        LOG + "1,2024-01-01,\n",
        "amount is missing in 1 of 1 rows: line 2 (empty)",
    ),
    "short row": (LOG + "1,2024-01-01\n", "amount is missing in 1 of 1 rows"),
    "no date": (LOG + "1,,5\n", "date is missing in 1 of 1 rows"),
    "date": (
        LOG + "1,2024-02-30,5\n" * 4,
        "line 2 (2024-02-30), line 3 (2024-02-30), line 4 (2024-02-30), …",
    ),
    "only a time": (LOG + "1,10:30,5\n", "No date can be read"),
    "only a day": (LOG + "1,12,5\n", "No date can be read"),
    "spreadsheet": (
        LOG + "1,45123,5\n",
        "day numbers of a spreadsheet in 1 of 1 rows: line 2 (45123)",
    ),
    "negative": (
        LOG + "\n1,2024-01-01,-5\n",
        "negative in 1 of 1 rows: line 3 (-5). They are often returns",
    ),
    "currency": (
        LOG + '1,2024-01-01,"¥1,299.00"\n',
        "currency signs or thousands separators in 1 of 1 rows: line 2 (¥1,299.00)",
    ),
    "comma": (
        LOG + '1,2024-01-01,"12,50"\n',
        'with a comma in 1 of 1 rows: line 2 (12,50). Pass thousands=","',
    ),
    "number": (
        LOG + "1,2024-01-01,five\n",
        "not a number in 1 of 1 rows: line 2 (five)",
    ),
    "endless": (LOG + "1,2024-01-01,inf\n", "not a number"),
    "too large": (LOG + "1,2024-01-01,1e999\n", "not a number"),
    "no rows": (LOG, "not one row"),
    "empty": ("", "log.csv is empty"),
    "semicolons": (LOG.replace(",", ";") + "1;2024-01-01;5\n", 'pass sep=";"'),
    "decimal comma": (LOG.replace(",", ";") + "1;2024-01-01;5,5\n", 'pass sep=";"'),
    "spaces": ("1 2024-01-01 5\n", r'pass sep=r"\s+"'),
    "ragged": (
        LOG + "1,2024-01-01,5\n1,2024-01-01,5,6\n",
        "Expected 3 fields in line 3, saw 4",
    ),
    "long": (LOG + "1,2024-01-01,5,6\n", "more values than its heading has names"),
    "open quote": (LOG + '1,"2024-01-01,5\n', "the separator or a quotation mark"),
    "open heading": ('"' + LOG + "1,2024-01-01,5\n", "or a quotation mark"),
}


@pytest.mark.parametrize(("text", "words"), FAULTY.values(), ids=FAULTY)
def test_a_fault_of_a_log_is_told(read, text, words):
    with pytest.raises(DataError) as fault:
        read(text)
    assert words in str(fault.value)
    assert str(fault.value).count("\n- ") <= 1  # one fault, one sentence


def test_all_faults_of_a_log_are_told_at_once(read):
    with pytest.raises(DataError) as fault:
        read("id,date,amount\n1,yesterday,-5\n2,03/04/2024,$5\n3,04/05/2024,\n")
    said = str(fault.value).splitlines()
    assert said[0] == "These orders cannot be used yet:"
    starts = [
        "- There is no column 'customer_id'",
        "- The amount is missing in 1 of 3 rows: line 4",
        "- No date tells whether the day or the month comes first: line 3",
        "- No date can be read in 1 of 3 rows: line 2 (yesterday)",
        "- Amounts carry currency signs or thousands separators in 1 of 3 rows: line 3",
        "- Amounts are negative in 1 of 3 rows: line 2",
    ]
    assert len(said) == 1 + len(starts)
    for sentence, start in zip(said[1:], starts, strict=True):
        assert sentence.startswith(start)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"foo": 1}, "unexpected keyword argument 'foo'"),
        ({"encoding": "utf-99"}, "unknown encoding"),
        ({"chunksize": 1}, "without chunksize"),
        ({"date_format": "%Q"}, "no way to write a date"),
        ({"date_format": "%d/%m/%Y"}, "No date can be read in 1 of 1 rows"),
        ({"customer": None}, "no column None for the customer"),
        ({"names": ["customer_id", "date"]}, "more values than its heading"),
        ({"sep": ";"}, 'pass sep=","'),
    ],
)
def test_a_keyword_that_does_not_fit_is_told(read, how, words):
    with pytest.raises(DataError, match=words):
        read(f"{LOG}1,2024-01-01,5\n", **how)


def test_the_advice_given_works(read):
    semicolons = "customer_id;date;amount\n1;2024-01-01;1.299,50\n"
    orders = read(semicolons, sep=";", thousands=".", decimal=",")
    assert orders["amount"].to_list() == [1299.5]
    orders = read(f'{LOG}1,2024-01-01,"1,299.5"\n', thousands=",")
    assert orders["amount"].to_list() == [1299.5]
    orders = read(
        "1 2024-01-01 5\n", sep=r"\s+", header=None, names=LOG.strip().split(",")
    )
    assert len(orders) == 1
    log = pd.DataFrame({"customer_id": [1], "date": ["45292"], "amount": ["¥1,299.5"]})
    log["date"] = pd.to_datetime(log["date"].astype(int), unit="D", origin="1899-12-30")
    log["amount"] = log["amount"].replace(r"[^\d.-]", "", regex=True)
    orders = datasets.read_orders(log)
    assert orders["date"][0] == pd.Timestamp("2024-01-01")
    assert orders["amount"][0] == 1299.5


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "latin-1"])
def test_an_encoding_is_told_and_settled(read, encoding):
    name = "Zoë" if encoding == "latin-1" else "李兰"
    with pytest.raises(DataError, match=f'encoding utf-8. Try .*"{encoding}"'):
        read(f"{LOG}{name},2024-01-01,5\n", encoding)
    orders = read(f"{LOG}{name},2024-01-01,5\n", encoding, encoding=encoding)
    assert orders["customer_id"].to_list() == [name]
    assert len(read(f"{LOG}{name},2024-01-01,5\n", "utf-8-sig")) == 1


def test_only_encodings_that_fit_are_advised(read):
    rare = f"{LOG}㐀𠮷,2024-01-01,5\n"
    with pytest.raises(DataError) as fault:
        read(rare, "gb18030", encoding="gbk")
    assert 'Try encoding="gb18030" (Chinese Windows) or encoding="latin-1"' in str(
        fault.value
    )
    with pytest.raises(DataError, match='encoding gb18030. Try encoding="utf-8" or'):
        read(f"{LOG}李,2024-01-01,5\n", encoding="gb18030")


def test_line_numbers_are_those_of_the_file(read):
    bare = "1,2024-01-01,5\n\n1,never,5\n"
    names = {"names": LOG.strip().split(",")}
    for text, how, line in [
        (LOG + bare, {}, 4),
        (bare, names, 3),
        (bare, {"header": None} | names, 3),
        (LOG + bare, {"header": 0} | names, 4),
        ("About\n" + LOG + bare, {"skiprows": 1}, 5),
        ("About\n" + LOG + bare, {"header": 1}, 5),
        (LOG + '"1\n\n1",2024-01-01,5\n' + bare, {}, 7),
        (LOG + '"1\r\n1",2024-01-01,"\r\n5"\n' + bare, {}, 7),
    ]:
        with pytest.raises(DataError, match=rf"line {line} \(never\)"):
            read(text, **how)


def test_rows_of_a_frame_are_told_by_their_labels():
    log = pd.DataFrame(
        {"customer_id": [1, 2], "date": "2024-01-01", "amount": [1, -2]},
        index=["a", "b"],
    )
    with pytest.raises(DataError, match=r"row b \(-2\)"):
        datasets.read_orders(log)


def test_a_frame_may_be_typed_already():
    times = ["2024-01-02 23:30", "2024-01-01 09:15", "2024-01-03 00:30"]
    log = pd.DataFrame(
        {
            "customer_id": [7.0, 8.0, 9.0],
            "date": pd.to_datetime(times).tz_localize("Asia/Shanghai"),
            "amount": [12.5, 0, 3],
        }
    )
    orders = datasets.read_orders(log, thousands=".", decimal=",")
    assert orders["customer_id"].to_list() == ["8", "7", "9"]
    days = pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-03"])
    assert orders["date"].to_list() == days.to_list()
    assert orders["amount"].to_list() == [0, 12.5, 3]


def test_two_columns_of_one_name_are_told():
    log = pd.DataFrame(
        [[1, "2024-01-01", 5, 6]], columns=[*LOG.strip().split(","), "amount"]
    )
    with pytest.raises(DataError, match="2 columns named 'amount'"):
        datasets.read_orders(log)


def test_a_frame_takes_no_keywords_of_a_file():
    with pytest.raises(DataError, match="sep, encoding cannot apply"):
        datasets.read_orders(pd.DataFrame(), sep=";", encoding="gbk")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.csv", None, "There is no file .*none.csv"),
        (".", None, "is a folder"),
        ("log.xlsx", b"", "is an Excel workbook"),
        ("log.xls", b"\xd0\xcf\x11\xe0\0\0", "is an Excel workbook"),
        ("log.xls", LOG.replace(",", "\t").encode(), r'tabs: pass sep="\\t"'),
        ("log.xls", LOG.replace(",", "\t").encode("utf-16"), 'Try encoding="utf-16"'),
        ("log.xls", b"\xef\xbb\xbf <HTML><table>", "is a web page or XML"),
        ("l" * 5000 + ".csv", None, "cannot be opened: File name too long"),
        ("log.csv", b"PK\x03\x04 and so on", "is an Excel workbook"),
        ("log.csv.gz", gzip.compress(LOG.encode() * 99, mtime=0)[:-9], "is damaged"),
        ("log.csv.gz", b"no archive", "is damaged.* not packed .*compression=None"),
        ("log.zip", b"no archive", "is damaged"),
    ],
)
def test_a_file_that_is_no_log_is_told(tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=words):
        datasets.read_orders(tmp_path / name)


@pytest.mark.parametrize("at", range(12, 200, 11))
def test_a_packed_log_with_a_flipped_bit_is_told(tmp_path, at):
    rows = "".join(f"{n},2024-01-{n % 28 + 1},{n * 7919 % 997}\n" for n in range(400))
    content = bytearray(gzip.compress((LOG + rows).encode(), mtime=0))
    content[len(content) * at // 200] ^= 64
    (tmp_path / "log.csv.gz").write_bytes(content)
    with pytest.raises(DataError, match="log.csv.gz is damaged"):
        datasets.read_orders(tmp_path / "log.csv.gz")


@pytest.mark.parametrize("name", ["log.csv.gz", "log.zip"])
def test_a_bomb_is_told_before_it_is_unpacked(tmp_path, monkeypatch, name):
    monkeypatch.setattr(headings, "BOMB_BYTES", 10**6)
    file = tmp_path / name
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.csv", bytes(10**8))
    if name.endswith("gz"):
        file.write_bytes(gzip.compress(bytes(10**8)))
    monkeypatch.setattr(pd, "read_csv", None)
    with pytest.raises(DataError, match="unpacks to more than 200 times as many"):
        datasets.read_orders(file)


@pytest.mark.parametrize(
    "error", [MemoryError(), pd.errors.ParserError("C error: out of memory")]
)
def test_a_log_larger_than_the_memory_is_told(tmp_path, monkeypatch, error):
    def read_csv(*_, **__):
        raise error

    monkeypatch.setattr(pd, "read_csv", read_csv)
    (tmp_path / "log.csv").write_text(LOG)
    with pytest.raises(DataError, match="needs more memory than this computer has"):
        datasets.read_orders(tmp_path / "log.csv")


def test_a_log_asked_for_in_pieces_leaves_no_file_open(read):
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        for how in ({"chunksize": 1}, {"iterator": True}):
            with pytest.raises(DataError, match="without chunksize and iterator"):
                read(f"{LOG}1,2024-01-01,5\n", **how)
        gc.collect()


TITLED = {
    "title": ("Report of orders\n\n", ",", 2),
    "title with a comma": ("Orders, all of them\n", ",", 1),
    "Excel's line": ("sep=,\n", ",", 1),
    "Excel's line, semicolons": ("sep=;\n", ";", 1),
    "title, tabs": ("Report of orders\nmade in May\n", "\t", 2),
}


@pytest.mark.parametrize(("above", "mark", "skip"), TITLED.values(), ids=TITLED)
@pytest.mark.parametrize("own", [False, True])
def test_lines_above_the_heading_are_told(read, above, mark, skip, own):
    names = {"customer": "who", "amount": "paid", "date": "day"} if own else {}
    heading = "who,day,paid\n" if own else LOG
    rows = (heading + "1,2024-01-01,5\n2,2024-01-02,6\n").replace(",", mark)
    with pytest.raises(DataError, match=f"pass skiprows={skip}\\.") as fault:
        read(above + rows, **names)
    assert ("separated" in str(fault.value)) == (mark != ",")
    assert len(read(above + rows, skiprows=skip, sep=mark, **names)) == 2
    if own and above[0] == "R":  # nor is it needed to know what the columns are called
        with pytest.raises(DataError, match=f"pass skiprows={skip}"):
            read(above + rows)


@pytest.mark.parametrize(
    ("amounts", "how", "words"),
    [
        (["1.234,50"], {}, 'line 2 (1.234,50). Pass thousands="." and decimal=","'),
        (["1,234.50", "10,5"], {"thousands": ","}, "rows: line 3 (10,5)"),
        (["1.234,50"], {"thousands": ","}, "rows: line 2 (1.234,50)"),
        (["1,2345"], {"thousands": ","}, "parts no thousands in 1 of 1"),
        (["1.23"], {"thousands": ".", "decimal": ","}, "rows: line 2 (1.23)"),
        (["1,234.5"], {"thousands": ".", "decimal": ","}, "line 2 (1,234.5)"),
        (["5"], {"decimal": None}, "decimal is None. It must be one mark"),
        (["5"], {"decimal": "0"}, "decimal is '0'"),
        (["5"], {"thousands": ""}, "thousands is ''"),
    ],
)
def test_marks_that_cannot_be_meant_are_told(read, amounts, how, words):
    rows = "".join(f'1,2024-01-01,"{amount}"\n' for amount in amounts)
    with pytest.raises(DataError) as fault:
        read(LOG + rows, **how)
    assert words in str(fault.value)
    assert str(fault.value).count("\n- ") <= 1


@pytest.mark.parametrize(
    ("amount", "how", "value"),
    [
        ("-0", {"thousands": ","}, 0),
        ("1,234,567.5", {"thousands": ","}, 1234567.5),
        ("12,34,567", {"thousands": ","}, 1234567),  # India
        ("1 234,5", {"thousands": " ", "decimal": ","}, 1234.5),
        ("1_234", {"thousands": "_"}, 1234),
        ("1.234.567,5", {"thousands": ".", "decimal": ","}, 1234567.5),
        ("12,5", {"thousands": ".", "decimal": ","}, 12.5),
    ],
)
def test_marks_that_can_be_meant_are_read(read, amount, how, value):
    assert read(f'{LOG}1,2024-01-01,"{amount}"\n', **how)["amount"][0] == value


@pytest.mark.parametrize(
    "day",
    ["5 marraskuuta 2024", "5. März 2024", "5 de maio de 2024", "5 juin 2024 9:30"],
)
def test_a_month_of_another_language_is_told(read, day):
    with pytest.raises(DataError, match="other than English in 1 of 1") as fault:
        read(f"{LOG}1,{day},5\n")
    assert str(fault.value).count("\n- ") == 1
    log = pd.DataFrame(
        {"customer_id": [1], "date": ["5 marraskuuta 2024"], "amount": 5}
    )
    log["date"] = log["date"].str.replace("marraskuuta", "11")
    orders = datasets.read_orders(log, date_format="%d %m %Y")
    assert orders["date"][0] == pd.Timestamp("2024-11-05")


def test_times_with_offsets_keep_the_shop_s_own_day(read):
    days = ["31/03/2024 23:30 +0100", "01/04/2024 00:30 +0200", "02/04/2024 12:00Z"]
    log = LOG + "".join(f"1,{day},5\n" for day in days)
    found = read(log, date_format="%d/%m/%Y %H:%M %z")["date"]
    assert found.dt.strftime("%d %m").to_list() == ["31 03", "01 04", "02 04"]


def test_times_of_day_do_not_make_more_days_to_read(monkeypatch):
    """A million different times of a thousand days: a thousand texts are parsed."""
    days = pd.date_range("2024-01-01", periods=3).repeat(1000)
    times = days + pd.to_timedelta(range(3000), unit="s")
    log = pd.DataFrame({"customer_id": "a", "date": times.astype("str"), "amount": 5})
    parsed = []
    real = dates._parts
    monkeypatch.setattr(
        dates, "_parts", lambda text, *how: parsed.append(len(text)) or real(text, *how)
    )
    orders = datasets.read_orders(log)
    assert orders["date"].to_list() == days.to_list()
    assert set(parsed) == {3}


@pytest.mark.parametrize("source", [None, 5, [1, 2]])
def test_what_is_no_log_is_told(source):
    with pytest.raises(DataError, match="wants the path of a CSV file or a DataFrame"):
        datasets.read_orders(source)


def test_a_gz_log_is_read(tmp_path):
    content = gzip.compress(f"{LOG}1,2024-01-01,5\n".encode(), mtime=0)
    (tmp_path / "log.csv.gz").write_bytes(content)
    assert len(datasets.read_orders(str(tmp_path / "log.csv.gz"))) == 1


cells = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.decimals(allow_nan=False),
    st.sampled_from(["2024-01-05", "03/04/2024", "20240105", "¥1,299.00", "12,5", "5"]),
)
good = st.tuples(
    st.text("ab ", min_size=1).filter(str.strip) | st.integers(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)).map(str) | st.just("2024年1月5日"),
    st.floats(0, 1e9) | st.integers(0, 10**9).map(str),
)
logs = st.lists(good | st.tuples(cells, cells, cells), max_size=6) | st.lists(good)


@steady
@given(logs, st.sampled_from([None, True, False]), st.sampled_from([None, ","]))
def test_a_log_gives_clean_orders_or_a_clear_error(rows, dayfirst, thousands):
    log = pd.DataFrame(rows, columns=["customer_id", "date", "amount"])
    before = log.copy(deep=True)
    try:
        orders = datasets.read_orders(log, dayfirst=dayfirst, thousands=thousands)
    except DataError as fault:
        assert len(str(fault)) > 40
    else:
        assert len(orders) == len(rows) > 0
        assert list(orders) == ["order_id", "customer_id", "date", "amount"]
        assert [str(kind) for kind in orders.dtypes] == (
            ["str", "str", "datetime64[us]", "float64"]
        )
        assert not orders.isna().any(axis=None)
        assert orders["order_id"].is_unique
        assert orders["date"].is_monotonic_increasing
        assert (orders["date"] == orders["date"].dt.normalize()).all()
        assert orders["amount"].between(0, float("1.8e308"), inclusive="left").all()
    assert_frame_equal(log, before)


@steady
@given(st.lists(good, min_size=1))
def test_good_orders_are_never_refused(rows):
    log = pd.DataFrame(rows, columns=["customer_id", "date", "amount"])
    orders = datasets.read_orders(log)
    assert orders["amount"].sum() == pytest.approx(sum(float(row[2]) for row in rows))
    assert set(orders["customer_id"]) == {str(row[0]).strip() for row in rows}


# --- messages


def test_every_message_that_is_said_is_written_and_the_other_way_round():
    room = Path(datasets.__file__).parent
    code = "".join(file.read_text("utf-8") for file in room.rglob("*.py"))
    written = set(yaml.safe_load((room / "messages.yml").read_text("utf-8")))
    said = set(re.findall(r'"([a-z_]+)"', code))
    starts = tuple(re.findall(r'say\(f"([a-z]+_)\{', code))
    assert {key for key in written if not key.startswith(starts)} <= said
    assert set(re.findall(r'(?:say|_fault|_damaged)\(\s*"([a-z_]+)"', code)) <= written
    assert starts and all(any(k.startswith(s) for k in written) for s in starts)


# --- the data that come with the course


def test_the_shipped_data_are_what_the_company_makes(tmp_path):
    """Where this fails, run python -m crmlab.datasets."""
    package.write(company.simulate(), tmp_path / "data")
    hashes = [
        {r["path"]: r["contentHash"] for r in folders.description(folder)["resources"]}
        for folder in (tmp_path / "data", places.home())
    ]
    assert hashes[0] == hashes[1]
    for name in (package.DESCRIPTION, package.DICTIONARY):
        made = (tmp_path / "data" / name).read_text("utf-8")
        same = (places.home() / name).read_text("utf-8") == made
        assert same, f"{name} is out of date"


def test_the_shipped_data_are_sound_and_small():
    assert datasets.check() == []
    files = [file for file in places.home().rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 20e6

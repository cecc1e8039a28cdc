"""A company of any size as Parquet: shards, types, going on, and what is refused."""

import json
import subprocess
import sys

import pandas as pd
import pytest

from crmlab import company
from crmlab.company import planted
from crmlab.company.files import csvform, descriptors
from crmlab.datasets import DataError, parquet
from crmlab.datasets import __main__ as main

SEED, SHARDS = 7, 2
CUSTOMERS = SHARDS * planted.SMALLEST + 1


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder with a company of two shards, and the frames of the first as made."""
    folder = tmp_path_factory.mktemp("parquet") / "company"
    parquet.write(folder, SEED, CUSTOMERS, SHARDS)
    return folder


@pytest.fixture(scope="module")
def first():
    """The first shard's frames, by (section, name)."""
    made = company.simulate_each(SEED, planted.SMALLEST + 1)
    return {(section, name): frame for section, name, frame in made}


def read(folder, section, name):
    return pd.read_parquet(folder / ("" if section == "known" else section) / name)


def test_each_shard_is_the_company_of_its_seed(written, first):
    fields = descriptors.all_fields()
    for (section, name), frame in first.items():
        found = read(written, section, name).query("shard == 0").drop(columns="shard")
        for column in filter(parquet.is_id, frame):
            if column != "journey_id":  # a number, and the first shard's is as it was
                found[column] = found[column].str.removeprefix("0-")
        written_as = [csvform.to_csv(f, fields[section][name]) for f in (found, frame)]
        assert written_as[0] == written_as[1], name


def test_types_are_those_that_are_described(written):
    customers = read(written, "known", "customers")
    assert customers["joined"].dtype.kind == "M"
    assert customers["consent"].dtype == bool
    assert customers["household_stage"].cat.ordered
    assert list(customers["region"].cat.categories) == list(planted.REGIONS.index)
    tries = read(written, "known", "touchpoints")
    assert tries["time"].dtype.kind == "M" and tries["journey_id"].dtype == "int64"


def test_keys_hold_across_shards(written, first):
    frames = {at: read(written, *at) for at in first}
    named = {}
    for section in descriptors.SECTIONS:
        names = [name for part, name in first if part == section]
        for name, found in descriptors.for_tables(section, names).items():
            named[found["name"]] = (section, name, found["schema"])
    for section, name, schema in named.values():
        frame = frames[section, name]
        key = schema.get("primaryKey")
        assert not key or not frame.duplicated(["shard", *key]).any(), name
        if key and any(parquet.is_id(column) for column in key):
            assert not frame.duplicated(key).any(), name
        for columns, targets, there in descriptors.links(schema):
            mine = frame[columns].dropna().drop_duplicates()
            keys = [
                frames[named[t][:2]][there].set_axis(columns, axis=1) for t in targets
            ]
            keys = pd.concat(keys).drop_duplicates()
            assert len(mine.merge(keys, on=columns)) == len(mine), (name, columns)


def test_customers_add_up_and_differ_by_shard(written):
    customers = read(written, "known", "customers")
    sizes = customers["shard"].value_counts()
    assert sizes.to_dict() == {0: planted.SMALLEST + 1, 1: planted.SMALLEST}
    assert customers["customer_id"].str[:2].isin(["0-", "1-"]).all()
    assert customers["customer_id"].is_unique
    journeys = read(written, "known", "touchpoints")
    assert (journeys["journey_id"] // parquet.SHARD_STEP == journeys["shard"]).all()


# --- going on -------------------------------------------------------------------------


@pytest.fixture
def rates(monkeypatch):
    """Companies of three small tables each; the list of those that were simulated."""
    made = []

    def simulate_each(seed, customers):
        made.append(seed)
        for name in ("one", "two", "three"):
            yield "known", name, pd.DataFrame({"x_id": [f"X{seed}"], "n": [customers]})

    fields = [{"name": "x_id", "type": "string"}, {"name": "n", "type": "integer"}]
    monkeypatch.setattr(company, "simulate_each", simulate_each)
    tables = {name: fields for name in ("one", "two", "three")}
    monkeypatch.setattr(descriptors, "all_fields", lambda: {"known": tables})
    return made


def contents(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("stop_at", [1, 2, 4, 6])
def test_stopped_it_leaves_no_half_file_and_goes_on(
    tmp_path, rates, monkeypatch, stop_at
):
    from pyarrow.parquet import ParquetWriter

    parquet.write(tmp_path / "whole", 5, 100, 2)
    rates.clear()
    calls, write_table = [], ParquetWriter.write_table

    def stop(writer, table):
        calls.append(table)
        write_table(writer, table)
        if len(calls) == stop_at:
            raise KeyboardInterrupt

    folder = tmp_path / "stopped"
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(ParquetWriter, "write_table", stop)
        parquet.write(folder, 5, 100, 2)
    halfway = contents(folder)
    whole = contents(tmp_path / "whole")
    tables = {name: data for name, data in halfway.items() if name != "manifest.json"}
    assert len(tables) == stop_at - 1
    assert all(whole[name] == data for name, data in tables.items())
    times = {name: (folder / name).stat().st_mtime_ns for name in tables}
    rates.clear()
    parquet.write(folder, 5, 100, 2)
    assert contents(folder) == whole
    assert {name: (folder / name).stat().st_mtime_ns for name in tables} == times
    assert rates == ([5, 6] if stop_at <= 3 else [6])  # a finished shard is left alone
    rates.clear()
    parquet.write(folder, 5, 100, 2)
    assert rates == []


def test_one_shard_keeps_the_ids_as_they_are(tmp_path, rates):
    parquet.write(tmp_path, 5, 60)
    one = pd.read_parquet(tmp_path / "one" / "part-00.parquet")
    assert one.to_dict("list") == {"shard": [0], "x_id": ["X5"], "n": [60]}


# --- what is refused ------------------------------------------------------------------


def test_another_company_and_other_files_are_refused(tmp_path, rates):
    parquet.write(tmp_path / "old", 5, 100, 2)
    for other in [(6, 100, 2), (5, 101, 2), (5, 100, 1)]:
        with pytest.raises(DataError, match="holds another company .seed 5, customers"):
            parquet.write(tmp_path / "old", *other)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(DataError, match="holds files, but no manifest.json"):
        parquet.write(tmp_path / "mine", 5, 100)
    (tmp_path / "old" / "manifest.json").write_text("[")
    with pytest.raises(DataError, match="cannot be read. Delete the folder"):
        parquet.write(tmp_path / "old", 5, 100, 2)
    with pytest.raises(DataError, match="cannot be written to"):
        parquet.write(tmp_path / "mine" / "notes.txt" / "below", 5, 100)


def test_other_code_makes_another_company(tmp_path, rates):
    parquet.write(tmp_path, 5, 100)
    file = tmp_path / "manifest.json"
    old = json.loads(file.read_text()) | {"code": "0.0.9-abc"}
    file.write_text(json.dumps(old))
    with pytest.raises(DataError, match="code 0.0.9-abc"):
        parquet.write(tmp_path, 5, 100)


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["--customers", "100"], "Add --parquet and the folder"),
        (["--parquet", "x", "--customers", "many"], "number of customers is 'many'"),
        (
            ["--parquet", "x", "--customers", "10"],
            "most tables\nwould be empty|would be",
        ),
        (["--parquet", "x", "--seed", "-1"], "The seed is '-1'"),
        (["--parquet", "x", "--shards", "0"], "The number of shards is '0'"),
        (["--parquet", "x", "--customers", "99", "--shards", "2"], "needs 50"),
    ],
)
def test_bad_arguments_get_a_sentence(arguments, says, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main.main(arguments) == 1
    said = capsys.readouterr().err
    assert any(part in said for part in says.split("|")) and "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_and_says_so(tmp_path, rates, capsys):
    folder = str(tmp_path / "out")
    assert main.main(["--parquet", folder, "--customers", "1000", "--shards", "2"]) == 0
    assert "1,000 customers in 2 shards" in capsys.readouterr().out
    assert rates == [2025, 2026]


def test_without_pyarrow_it_says_what_to_install():
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from crmlab.datasets import parquet\n"
        "parquet.write('x', 1, 50)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "Writing Parquet needs pyarrow" in ran.stderr.splitlines()[-1]

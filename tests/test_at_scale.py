"""The summaries at scale on DuckDB, and what they refuse.

`at_scale_equal.py` holds what every engine is asked; `test_at_scale_spark.py` asks it
of Spark.
"""

import subprocess
import sys

import ibis
import pandas as pd
import pytest
from at_scale_equal import Equal, shards_of

from crmlab import at_scale as sc
from crmlab.at_scale.door import fetch
from crmlab.datasets import load, parquet
from crmlab.figures import at_scale as draw


class TestDuckDB(Equal):
    @pytest.fixture(scope="class")
    @classmethod
    def con(cls):
        return sc.connect()


def test_money_adds_up_the_same_in_any_order():
    orders = load("orders")
    sums = [fetch(sc.by_day(part)["spent"].sum()) for part in (orders, orders[::-1])]
    assert sums[0] == sums[1]
    amounts = orders["amount"].to_numpy()  # as floats they would not
    assert amounts.cumsum()[-1] != amounts[::-1].cumsum()[-1]


def test_copies_give_so_many_times_what_one_company_gives(tmp_path):
    orders = load("orders")[["order_id", "customer_id", "date", "amount"]]
    many = sc.open_shards(sc.write_copies(orders, tmp_path / "orders", 3, shards=2))
    one = sc.repeat_triples(orders, "2025-06-29")
    three = sc.repeat_triples(many, "2025-06-29")
    assert (three["n"] == 3 * one["n"]).all()
    assert fetch(many["order_id"].nunique()) == 3 * len(orders)
    written = sorted(file.stat().st_mtime_ns for file in tmp_path.glob("*/*"))
    sc.write_copies(orders, tmp_path / "orders", 3, shards=2)
    again = sorted(file.stat().st_mtime_ns for file in tmp_path.glob("*/*"))
    assert len(written) == 2 and written == again  # what is there is left alone


def test_copies_number_whole_ids_too(tmp_path):
    log = pd.DataFrame(
        {"journey_id": [1, 2], "customer_id": ["a", None], "day": [3, 4]}
    )
    found = pd.read_parquet(sc.write_copies(log, tmp_path, 2))
    assert sorted(found["journey_id"]) == [1, 2, 1_000_000_001, 1_000_000_002]
    assert sorted(found["customer_id"].dropna()) == ["0000-a", "0001-a"]


def test_copies_that_cannot_be_written_say_so(tmp_path):
    (tmp_path / "part-00.unfinished").mkdir()  # as a full disk: nothing can be written
    log = pd.DataFrame({"order_id": [1, 2]})
    with pytest.raises(OSError, match="part-00.parquet: its disk is full, or not"):
        sc.write_copies(log, tmp_path, 2)


# --- what a database's table is asked -------------------------------------------------
@pytest.fixture(scope="module")
def table():
    return ibis.memtable(load("orders").head(50).astype({"channel": str}))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda t: t.drop("amount"), "no column amount in orders"),
        (lambda t: t.mutate(amount=t["channel"]), "needs numbers in column amount"),
        (lambda t: t.mutate(customer_id=t["amount"]), "text or whole numbers"),
        (lambda t: t.mutate(date=t["channel"]), "needs dates in column date"),
        (
            lambda t: t.mutate(date=t["date"].cast("timestamp('UTC')")),
            "in time zone UTC",
        ),
        (
            lambda t: t.mutate(amount=t["amount"].nullif(t["amount"].max())),
            "column amount of orders has 1 empty",
        ),
        (
            lambda t: t.mutate(amount=t["amount"] * float("inf")),
            "has 50 that are infinite",
        ),
        (lambda t: t.filter(t["amount"] < 0), "orders is empty"),
    ],
)
def test_a_table_that_cannot_be_meant_gets_a_sentence(table, change, says):
    with pytest.raises(ValueError, match=says):
        sc.rfm(change(table), "2025-06-30")


def test_an_order_of_today_is_refused(table):
    with pytest.raises(ValueError, match="are of that day or later"):
        sc.rfm(table, "2023-07-03")


def test_nights_of_two_kinds_are_refused(table):
    days = sc.by_day(table)
    with pytest.raises(ValueError, match="spent in both"):
        sc.add_night(days, sc.by_day(table, amount=None))
    other = days.mutate(customer_id=ibis.literal(1))
    with pytest.raises(ValueError, match="of one kind"):
        sc.add_night(days, other)


def test_an_item_that_follows_from_others_allows_no_stand_ins():
    answers = pd.DataFrame({"a": [1.0, 2, 4, 5], "b": [1.0, 3, 2, 6]})
    items = ["a", "b", "c"]
    summary = sc.covariance(answers.assign(c=answers["a"] * 2), items)
    with pytest.raises(ValueError, match="follows from the others"):
        sc.stand_ins(summary)


# --- shards ---------------------------------------------------------------------------
def cut_off(file):
    file.write_bytes(file.read_bytes()[:2000])


def changed(change):
    def write(file):
        change(pd.read_parquet(file)).to_parquet(file, index=False)

    return write


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (cut_off, "cannot read part-01.parquet: it is cut off"),
        (lambda file: file.write_text("mine"), "or no Parquet file at all"),
        (changed(lambda t: t.drop(columns="gift")), "part-01.parquet .*lacks gift"),
        (changed(lambda t: t.assign(tax=1.0)), "has tax as well"),
        (
            changed(lambda t: t.astype({"amount": str})),
            "column amount as string in part-01.parquet, and as double in part-00",
        ),
        (changed(lambda t: t.head(0)), "no rows in part-01.parquet"),
    ],
)
def test_a_bad_shard_is_told_by_its_name(tmp_path, damage, says):
    folder = shards_of("orders", tmp_path)
    damage(folder / "part-01.parquet")
    for way in (sc.open_shards, sc.each_shard):
        with pytest.raises(ValueError, match=says):
            way(folder)


def test_an_empty_shard_may_be_allowed_and_a_folder_without_one_is_not(tmp_path):
    folder = shards_of("orders", tmp_path)
    changed(lambda t: t.head(0))(folder / "part-01.parquet")
    assert fetch(sc.open_shards(folder, empty=True).count()) > 20_000
    with pytest.raises(ValueError, match="no file"):
        sc.open_shards(tmp_path)
    with pytest.raises(ValueError, match="needs an engine for con"):
        sc.open_shards(folder, "duckdb", empty=True)


def test_a_company_as_the_course_writes_it_opens(tmp_path):
    parquet.write(tmp_path, 7, 120, 2)
    orders = sc.open_shards(tmp_path / "orders")
    found = sc.rfm(orders, "2025-06-30")
    assert len(found) == fetch(orders["customer_id"].nunique()) > 100


def test_where_memory_is_short_it_says_what_helps(tmp_path):
    con = sc.connect()
    con.raw_sql("SET memory_limit = '1MB'")
    orders = sc.open_shards(shards_of("orders", tmp_path), con)
    with pytest.raises(MemoryError, match="Go shard by shard"):
        sc.rfm(orders, "2025-06-30")


# --- engines --------------------------------------------------------------------------
@pytest.mark.parametrize("dialect", ["bigquery", "snowflake", "databricks", "postgres"])
def test_the_query_is_told_in_each_database_s_words(dialect, table):
    kinds = {"customer_id": "string", "date": "timestamp", "amount": "float64"}
    orders = ibis.table(kinds, "orders")
    bought = orders.group_by(
        customer_id=orders["customer_id"], day=orders["date"].cast("date")
    ).agg(spent=orders["amount"].cast("decimal(18, 4)").sum())
    words = sc.sql(sc.by_customer(bought), dialect)
    assert words.count("SELECT") == 2 and "GROUP BY" in words


def test_without_java_spark_says_what_to_install(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(RuntimeError, match="openjdk-17-jre-headless"):
        sc.connect("spark")


def test_without_ibis_it_says_what_to_install():
    code = "import sys; sys.modules['ibis'] = None\nimport crmlab.at_scale"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "uv sync --extra scale" in ran.stderr.splitlines()[-1]


# --- the figure -----------------------------------------------------------------------
def test_the_figure_tells_where_its_lines_begin_and_end():
    rows = pd.DataFrame({"customers": [6e3, 156e3], "cells": [37, 37]}, [4e4, 1e6])
    ax = draw.growth(rows, title="Most summaries hardly grow")
    assert ax.get_xscale() == ax.get_yscale() == "log"
    assert (
        "customers: from 6,000 to 156,000 rows. cells: from 37 to 37" in ax.figure.alt
    )

"""Clean calls of the methods of crmlab.at_scale: frames, which DuckDB reads."""

import tempfile
from pathlib import Path

import pandas as pd

from crmlab import at_scale as sc
from crmlab.at_scale.door import fetch

FOLDER = tempfile.TemporaryDirectory(prefix="at-scale-")


def orders():
    days = ["2024-01-01", "2024-01-03", "2024-01-11", "2024-01-12", "2024-01-14"]
    days += ["2024-01-22", "2024-01-25"]
    return pd.DataFrame(
        {
            "order_id": [f"o{number}" for number in range(1, 8)],
            "customer_id": ["c1", "c2", "c2", "c3", "c1", "c1", "c2"],
            "date": pd.to_datetime(days),
            "amount": [10.0, 20.0, 30.5, 45.0, 15.0, 12.5, 80.0],
        }
    )


def timed():
    return orders()[["customer_id", "date"]]


def bought():
    return orders().drop(columns="order_id")


def days():
    return bought().set_axis(["customer_id", "day", "spent"], axis=1)


def customers():
    return pd.DataFrame({"total": [60.5, 30.25, 20.0, 10.0, -5.5]})


def log():
    rows = [("j1", "desire", "advert", "went on"), ("j1", "choice", "web", "went on")]
    rows += [("j1", "order", "web", "done"), ("j2", "desire", "search", "left")]
    rows += [("j3", "choice", "web", "left"), ("j4", "desire", "web", "left")]
    table = pd.DataFrame(rows, columns=["journey_id", "step", "channel", "outcome"])
    return table.assign(time=pd.date_range("2024-01-01", periods=6, freq="h"))


def answers():
    return pd.DataFrame(
        {
            "feature": ["box", "box", "speed", "speed"],
            "functional": ["like", "like", "neutral", "like"],
            "dysfunctional": ["neutral", "dislike", "dislike", "neutral"],
        }
    )


def items():
    return pd.DataFrame(
        {"q1": [7.0, 8.5, 3.0, 9.0], "q2": [6.5, 9.0, 2.0, 8.0], "q3": [1.0, 2.5, 4, 3]}
    )


def trial():
    return pd.DataFrame(
        {
            "treated": [True, True, False, False, True, True, False, False],
            "margin": [9.0, 11.5, 4.0, 6.0, 3.0, 5.0, 2.5, 2.0],
            "kind": ["a", "a", "a", "a", "b", "b", "b", "b"],
        }
    )


def shards():
    """A folder with one shard."""
    folder = Path(FOLDER.name, "orders")
    folder.mkdir(exist_ok=True)
    orders().to_parquet(folder / "part-00.parquet", index=False)
    return str(folder)


def answer_of(engine="duckdb", *, cores=2, memory_gib=2):
    con = sc.connect(engine, cores=cores, memory_gib=memory_gib)
    found = fetch(sc.by_day(con.read_parquet(f"{shards()}/*.parquet")).count())
    con.disconnect()
    return found


def copied(table, times, shards=1):
    with tempfile.TemporaryDirectory() as folder:
        return len(
            pd.read_parquet(sc.write_copies(table, folder, times, shards=shards))
        )


def asks(table):
    """A query of a table of a database that nobody need have."""
    import ibis

    return sc.by_customer(ibis.table({"customer_id": "string", "day": "date"}, table))


def rows_of(table):
    """A table of customers as a frame by customer, its money as plain numbers."""
    frame = fetch(table).set_index("customer_id")
    money = [name for name in ("spent", "total", "at_first") if name in frame]
    return frame.astype(dict.fromkeys(money, float))


def kept(orders, key="order_id"):
    """How often each order stands in what ``once`` returns; the rest just passes."""
    return fetch(sc.once(orders, key))[key].value_counts()


def spread_of(summary):
    """The covariances of the rows, which is all that they are asked to have."""
    return sc.stand_ins(summary).cov().sort_index().sort_index(axis=1)


CALLS = {
    "add_night": lambda days, tonight: rows_of(sc.add_night(days, tonight)),
    "by_customer": lambda days: rows_of(sc.by_customer(days)),
    "by_day": lambda orders, amount="amount": rows_of(sc.by_day(orders, amount=amount)),
    "connect": answer_of,
    "once": kept,
    "each_shard": lambda folder: pd.concat(map(fetch, sc.each_shard(folder))),
    "open_shards": lambda folder: fetch(sc.open_shards(folder)),
    "stand_ins": spread_of,
    "write_copies": copied,
}

INPUTS = {
    "add_night": lambda: {"days": days(), "tonight": days().head(3)},
    "below_zero": lambda: {"customers": customers()},
    "by_customer": lambda: {"days": days()},
    "by_day": lambda: {"orders": bought()},
    "cohort_triangle": lambda: {"orders": timed(), "day": "2024-02-01", "period": 10},
    "connect": lambda: {"engine": "duckdb"},
    "covariance": lambda: {"answers": items(), "items": ["q1", "q2", "q3"]},
    "each_shard": lambda: {"folder": shards()},
    "gini": lambda: {"customers": customers().abs()},
    "kano_counts": lambda: {"answers": answers()},
    "offer_gain": lambda: {"trial": trial(), "group": "kind"},
    "once": lambda: {"orders": orders()},
    "open_shards": lambda: {"folder": shards()},
    "repeat_summary": lambda: {"orders": bought(), "end": "2024-01-31"},
    "repeat_triples": lambda: {"orders": timed(), "end": "2024-01-31"},
    "rfm": lambda: {"orders": bought(), "today": "2024-02-01"},
    "sql": lambda: {"expression": asks("orders"), "dialect": "bigquery"},
    "stand_ins": lambda: {"summary": sc.covariance(items(), ["q1", "q2", "q3"])},
    "transitions": lambda: {"touchpoints": log()},
    "whale_curve": lambda: {"customers": customers(), "points": 5},
    "write_copies": lambda: {"table": orders(), "times": 3},
}

ALLOWED = {
    "by_customer": {
        "days: without spent": "it may be left out: then only days are told",
    },
    "transitions": {
        "touchpoints: outcome with a gap": "such a visit is under way, and left out",
    },
}

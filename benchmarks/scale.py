"""How fast the summaries are at scale, against pandas and polars, and in what memory.

    uv run --all-extras --with polars python benchmarks/scale.py make FOLDER
    uv run --all-extras --with polars python benchmarks/scale.py compare FOLDER
    uv run --all-extras python benchmarks/scale.py large FOLDER
    uv run --all-extras python benchmarks/scale.py spark FOLDER

`make` writes ten million orders of fifteen real companies of 100,000 customers, and a
hundred million: those ten times, with other ids, since the companies themselves would
take an hour. `compare` puts RFM and the repeat-purchase summary of ten million to
pandas, polars and DuckDB, reading included, in turn and three times; the ratio is that
of the best times. `large` takes the hundred million on two cores and 2 GB for DuckDB.
`spark` runs Spark with one and with two cores.

Each measurement is a process of its own; seconds are the clock's, less the imports, and
those of the processor, all threads added (for Spark, without its Java). A number after
the folder sets how often `compare` goes round.
"""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd

TODAY, LAST = "2025-06-30", "2025-06-29"
COLUMNS = ["order_id", "customer_id", "date", "amount"]
SHARDS, CUSTOMERS, TIMES = 15, 100_000, 10
WAYS = ["pandas", "polars", "duckdb"]
TASKS = ["rfm", "repeat"]


def make(folder):
    """Write the orders of real companies, then those again and again."""
    from crmlab.company import simulate_each

    ten, hundred = (Path(folder, name) for name in ("ten", "hundred"))
    ten.mkdir(parents=True, exist_ok=True)
    for shard in range(SHARDS):
        file = ten / f"part-{shard:02}.parquet"
        if file.exists():
            continue
        for section, name, frame in simulate_each(1 + shard, CUSTOMERS):
            if (section, name) == ("known", "orders"):
                orders = frame[COLUMNS].astype({"date": "datetime64[us]"})
                break
        for column in ("order_id", "customer_id"):
            orders[column] = f"{shard:02}-" + orders[column].astype(str)
        orders.to_parquet(file, index=False)
        print(file.name, len(orders), flush=True)
    hundred.mkdir(exist_ok=True)
    for file in sorted(ten.iterdir()):
        again(file, hundred / file.name)


def again(file, target):
    """One shard ten times over, each time with a number in front of its ids."""
    import duckdb

    ids = ", ".join(f"i || '-' || {name} AS {name}" for name in COLUMNS[:2])
    rows = f"SELECT {ids}, date, amount FROM '{file}', range({TIMES}) AS t(i)"
    if not target.exists():
        aside = target.with_suffix(".unfinished")
        duckdb.sql(f"COPY ({rows}) TO '{aside}' (FORMAT parquet)")
        aside.rename(target)


# --- one measurement ------------------------------------------------------------------


def by_pandas(task, folder):
    from crmlab import lifetime, segmentation

    orders = pd.read_parquet(folder, columns=COLUMNS[1:])
    if task == "rfm":
        return segmentation.rfm(orders, TODAY)
    return lifetime.rfm_summary(orders, LAST, amount="amount")


def by_polars(task, folder):
    """The same by days, as polars' own users would write it."""
    import polars as pl

    orders = pl.scan_parquet(f"{folder}/*.parquet")
    day = pl.col("date").cast(pl.Date).alias("day")
    days = orders.group_by("customer_id", day).agg(pl.col("amount").sum())
    first = pl.col("amount").sort_by("day").first().alias("at_first")
    each = days.group_by("customer_id").agg(
        pl.col("day").min().alias("first"),
        pl.col("day").max().alias("last"),
        pl.len().alias("days"),
        pl.col("amount").sum().alias("total"),
        *([first] if task == "repeat" else []),
    )
    found = each.sort("customer_id").collect(engine="streaming").to_pandas()
    end = pd.Timestamp(TODAY if task == "rfm" else LAST)
    if task == "rfm":
        found["recency_days"] = (end - found["last"]).dt.days
        return found.assign(monetary=found["total"] / found["days"])
    found["recency"] = (found["last"] - found["first"]).dt.days / 7
    return found.assign(T=(end - found["first"]).dt.days / 7)


def by_engine(task, folder, con):
    from crmlab import at_scale

    orders = at_scale.open_shards(folder, con)
    if task == "rfm":
        return at_scale.rfm(orders, TODAY)
    if task == "repeat":
        return at_scale.repeat_summary(orders, LAST, amount="amount")
    return at_scale.repeat_triples(orders, LAST)


def once(way, task, folder):
    """Measure one task in this process; prints seconds, rows and peak memory."""
    import resource
    import time

    import crmlab.lifetime  # noqa: F401
    import crmlab.segmentation  # noqa: F401

    start, work = time.perf_counter(), time.process_time()
    if way in ("pandas", "polars"):
        begun = start
        found = {"pandas": by_pandas, "polars": by_polars}[way](task, folder)
    else:
        from crmlab import at_scale

        engine, cores = way.partition(" ")[::2]
        con = at_scale.connect(engine, cores=int(cores or 2))
        begun = time.perf_counter()
        found = by_engine(task, folder, con)
    end, work = time.perf_counter(), time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps([way, task, end - begun, work, begun - start, len(found), peak]))


def measured(way, task, folder):
    done = subprocess.run(
        [sys.executable, __file__, "once", way, task, str(folder)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


NAMES = ["engine", "task", "s", "processor s", "start s", "rows", "peak GiB"]


def shown(rows):
    """The best of each engine and task, and how much longer others take than ours."""
    table = pd.DataFrame(rows, columns=NAMES)
    best = table.groupby(["task", "engine"], sort=False).min()
    if "duckdb" in set(table["engine"]):
        for name in NAMES[2:4]:
            ours = best[name].xs("duckdb", level="engine")
            best[f"times our {name}"] = best[name].div(ours, level="task")
    print(best.round(2).to_string())


def main(what, folder, rounds=3):
    folder = Path(folder)
    if what == "make":
        make(folder)
    elif what == "compare":
        ten = folder / "ten"
        runs = [(w, t) for _ in range(int(rounds)) for t in TASKS for w in WAYS]
        shown([measured(way, task, ten) for way, task in runs])
    elif what == "large":
        runs = [("ten", t) for t in (*TASKS, "triples")]
        runs += [("hundred", t) for t in (*TASKS, "triples")]
        rows = [[n, *measured("duckdb", t, folder / n)[1:]] for n, t in runs]
        shown(rows)
    elif what == "spark":
        shown(
            [measured(f"spark {n}", t, folder / "ten") for t in TASKS for n in (1, 2)]
        )


if __name__ == "__main__":
    once(*sys.argv[2:]) if sys.argv[1] == "once" else main(*sys.argv[1:])

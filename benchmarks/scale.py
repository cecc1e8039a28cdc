"""How fast the summaries are at scale, against pandas and polars, and in what memory.

    uv run --all-extras --with polars python benchmarks/scale.py make FOLDER
    uv run --all-extras --with polars python benchmarks/scale.py compare FOLDER
    uv run --all-extras python benchmarks/scale.py large FOLDER
    uv run --all-extras python benchmarks/scale.py spark FOLDER

`make` writes ten million orders of fifteen companies of 100,000 customers, all
different, and a hundred million: those ten times, a shard each, with other ids, since
the companies themselves would take an hour. `compare` puts RFM and the repeat-purchase
summary of ten million to pandas, polars and DuckDB, reading included, in turn and three
times; the ratio is that of the best times. `large` takes both sizes shard by shard, on
two cores and 2 GB for DuckDB. `spark` runs Spark with one and with two cores, and
reckons from the two what more cores would do (Amdahl 1967).

Each measurement is a process of its own; seconds are the clock's, and those of the
processor, all threads added, both without imports and the engine's start (for Spark,
the processor's are those of its Java). A number after the folder sets how often
`compare` and `spark` go round.
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
    """Write the orders of different companies, then those again and again."""
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
        for copy in range(TIMES):
            again(file, copy, hundred / f"{copy}-{file.name}")


def again(file, copy, target):
    """One shard once more, with a number in front of its ids."""
    import duckdb

    ids = ", ".join(f"'{copy}-' || {name} AS {name}" for name in COLUMNS[:2])
    if not target.exists():
        aside = target.with_suffix(".unfinished")
        rows = f"SELECT {ids}, date, amount FROM '{file}'"
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


def summary(task, orders):
    from crmlab import at_scale

    if task == "rfm":
        return at_scale.rfm(orders, TODAY)
    if task == "repeat":
        return at_scale.repeat_summary(orders, LAST, amount="amount")
    return at_scale.repeat_triples(orders, LAST)


def by_engine(task, folder, con):
    from crmlab import at_scale

    if not task.endswith(" by shard"):
        return summary(task, at_scale.open_shards(folder, con))
    task = task.removesuffix(" by shard")
    shards = at_scale.each_shard(folder, con)
    found = pd.concat([summary(task, shard) for shard in shards])
    if task == "triples":
        return found.groupby(["frequency", "recency", "T"])["n"].sum()
    return found


def once(way, task, folder):
    """Measure one task in this process; prints seconds, rows and peak memory."""
    import resource
    import time

    import crmlab.at_scale
    import crmlab.lifetime
    import crmlab.segmentation  # noqa: F401

    engine, cores = way.partition(" ")[::2]
    start = time.perf_counter()
    if engine == "polars":
        import polars  # noqa: F401
    elif engine != "pandas":
        con = crmlab.at_scale.connect(engine, cores=int(cores or 2))
    begun, work = time.perf_counter(), worked(engine)
    if engine in ("pandas", "polars"):
        found = {"pandas": by_pandas, "polars": by_polars}[engine](task, folder)
    else:
        found = by_engine(task, folder, con)
    end, work = time.perf_counter(), worked(engine) - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps([way, task, end - begun, work, begun - start, len(found), peak]))


def worked(engine):
    """Seconds of the processor so far: this process's, or those of Spark's Java."""
    import psutil

    me = psutil.Process()
    those = me.children(recursive=True) if engine == "spark" else [me]
    return sum(sum(process.cpu_times()[:2]) for process in those)


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
    return best["s"].unstack()


def reckoned(seconds, cores=(4, 16, 64)):
    """What more cores would take, if what two do not halve stays as it is (Amdahl)."""
    one, two = seconds["spark 1"], seconds["spark 2"]
    alone = (2 * two / one - 1).clip(0, 1)  # the share that one core must do
    more = {n: one * (alone + (1 - alone) / n) for n in cores}
    print(pd.DataFrame({"share of one core": alone, **more}).round(2).to_string())


def main(what, folder, rounds=3):
    folder = Path(folder)
    if what == "make":
        make(folder)
    elif what == "compare":
        ten = folder / "ten"
        runs = [(w, t) for _ in range(int(rounds)) for t in TASKS for w in WAYS]
        shown([measured(way, task, ten) for way, task in runs])
    elif what == "large":
        tasks = [f"{task} by shard" for task in (*TASKS, "triples")]
        runs = [(name, task) for task in tasks for name in ("ten", "hundred")]
        shown([[n, *measured("duckdb", t, folder / n)[1:]] for n, t in runs])
    elif what == "spark":
        runs = [(n, t) for _ in range(int(rounds)) for t in TASKS for n in (1, 2)]
        rows = [measured(f"spark {n}", t, folder / "ten") for n, t in runs]
        reckoned(shown(rows))


if __name__ == "__main__":
    once(*sys.argv[2:]) if sys.argv[1] == "once" else main(*sys.argv[1:])

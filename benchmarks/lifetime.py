"""How fast BG/NBD is fitted, against lifetimes, in the same run; and how it grows.

    uv run --all-extras python benchmarks/lifetime.py
    uv run --all-extras python benchmarks/lifetime.py 100000 --no-peer

Customers are drawn as the model says, watched for 26 to 40 weeks, in days. Both fit
the same frame, the peer as it does by default. Memory is Python's own peak while ours
fits, beside the frame itself. Apart: the largest relative gap of a parameter.
"""

import argparse
import time
import tracemalloc

import numpy as np
import pandas as pd

from crmlab.lifetime import BetaGeoModel

PLANTED = {"r": 0.24, "alpha": 4.4, "a": 0.8, "b": 2.4}
SIZES = [10_000, 100_000, 1_000_000]


def customers(count, seed=0):
    """Frequency, recency and T of customers who live as the model says."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(PLANTED["r"], 1 / PLANTED["alpha"], count)
    leaves = rng.beta(PLANTED["a"], PLANTED["b"], count)
    age = rng.integers(182, 281, count) / 7
    bought, last, now = np.zeros(count), np.zeros(count), np.zeros(count)
    alive = np.arange(count)
    while len(alive):
        now[alive] += rng.exponential(1, len(alive)) / rate[alive]
        alive = alive[now[alive] <= age[alive]]
        bought[alive] += 1
        last[alive] = np.minimum(np.ceil(now[alive] * 7) / 7, age[alive])
        alive = alive[rng.random(len(alive)) >= leaves[alive]]
    return pd.DataFrame({"frequency": bought, "recency": last, "T": age})


def seconds(work):
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def peer(table):
    from lifetimes import BetaGeoFitter

    fitter = BetaGeoFitter().fit(table["frequency"], table["recency"], table["T"])
    return fitter.params_


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--no-peer", action="store_true", help="ours alone")
    told = parser.parse_args()
    print("| customers | distinct | ours, s | lifetimes, s | ratio | MiB | apart |")
    print("|---|---|---|---|---|---|---|")
    for size in told.sizes:
        table = customers(size)
        ours, model = seconds(lambda table=table: BetaGeoModel().fit(table))
        tracemalloc.start()
        BetaGeoModel().fit(table)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        cells = [f"{size:,}", f"{len(table.drop_duplicates()):,}", f"{ours:.2f}"]
        if told.no_peer:
            cells += ["", "", f"{peak:.0f}", ""]
        else:
            theirs, params = seconds(lambda table=table: peer(table))
            apart = (model.params_ / params.to_numpy() - 1).abs().max()
            cells += [f"{theirs:.2f}", f"{theirs / ours:.1f}", f"{peak:.0f}"]
            cells += [f"{apart:.1e}"]
        print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()

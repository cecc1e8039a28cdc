"""How long a company of each size takes to make, and how much memory.

    uv run python benchmarks/company_sizes.py 1000 10000 100000 1000000

Each size is made in a process of its own, twice: up to its orders, and whole. The
column `linear` is the time for a customer over that of the first size: near or below 1
means that time grows no faster than the company.
"""

import json
import subprocess
import sys

import pandas as pd

PROGRAM = """
import json, resource, sys, time
from crmlab.company import simulate
from crmlab.company.simulation import tell
size = int(sys.argv[1])
start = time.perf_counter()
story = tell(1, size)
orders = time.perf_counter() - start
del story
start = time.perf_counter()
company = simulate(1, size)
whole = time.perf_counter() - start
rows = sum(len(frame) for frame in company.tables.values())
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(json.dumps([size, len(company.tables["orders"]), rows, orders, whole, memory]))
"""
COLUMNS = ["customers", "orders", "rows", "orders in s", "whole in s", "peak GiB"]


def measure(sizes):
    """One row a size: how much was made, in how many seconds, with how much memory."""
    rows = []
    for size in sizes:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(size)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        rows.append(json.loads(done.stdout))
    table = pd.DataFrame(rows, columns=COLUMNS)
    each = table["whole in s"] / table["customers"]
    return table.assign(linear=each / each.iloc[0]).round(2)


if __name__ == "__main__":
    print(measure([int(size) for size in sys.argv[1:]]).to_string(index=False))

"""How long a company of each size takes to make, and how much memory.

    uv run python benchmarks/company_sizes.py 1000 10000 100000 1000000

Each size is made in a process of its own, twice: up to its orders, and whole, table by
table as a large company is written. Seconds are the processor's. The
column `linear` is the time for a customer over that of the first size: near or below 1
means that time grows no faster than the company.
"""

import json
import subprocess
import sys

import pandas as pd

PROGRAM = """
import json, resource, sys, time
from crmlab.company import simulate_each
from crmlab.company.simulation import tell
size = int(sys.argv[1])
start = time.process_time()
story = tell(1, size)
orders = time.process_time() - start
del story
start, rows = time.process_time(), {}
for section, name, frame in simulate_each(1, size):
    rows[section, name] = len(frame)
    del frame
whole = time.process_time() - start
known = sum(n for (section, _), n in rows.items() if section == "known")
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(json.dumps([size, rows["known", "orders"], known, orders, whole, memory]))
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

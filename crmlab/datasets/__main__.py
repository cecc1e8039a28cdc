"""``python -m crmlab.datasets``: make the course's data folder anew.

``python -m crmlab.datasets --customers 1000000 --parquet FOLDER`` writes a company of
any size to Parquet instead; ``--help`` tells the rest.
"""

import argparse
import sys

from crmlab.company import DEFAULT_CUSTOMERS, DEFAULT_SEED, simulate
from crmlab.company.files import package
from crmlab.datasets import parquet, places
from crmlab.datasets.messages import DataError, say


def main(arguments=()):
    """Do what the arguments ask for; return 0, or 1 after saying what is wrong."""
    asked = _parser().parse_args(arguments)
    try:
        return _write_parquet(asked) if arguments else _restore()
    except DataError as error:
        print(error, file=sys.stderr)
        return 1


def _parser():
    parser = argparse.ArgumentParser(
        "python -m crmlab.datasets", description=say("does")
    )
    parser.add_argument("--parquet", metavar="FOLDER", help=say("help_parquet"))
    for name, default in {
        "customers": DEFAULT_CUSTOMERS,
        "seed": DEFAULT_SEED,
        "shards": 1,
    }.items():
        words = say(f"help_{name}", default=default)
        parser.add_argument(f"--{name}", metavar="N", default=default, help=words)
    return parser


def _write_parquet(asked):
    if not asked.parquet:
        raise DataError(say("no_parquet"))
    seed, customers = places.chosen(asked.seed, asked.customers)
    what = "shards_argument"
    shards = places.whole(asked.shards, what, least=1, example=20, from_=1)
    parquet.write(asked.parquet, seed, customers, shards)
    words = {"folder": asked.parquet, "customers": customers, "shards": shards}
    print(say("parquet_written", **words))
    return 0


def _restore():
    """Simulate the default company, and replace the checkout's ``datasets/``."""
    checkout = places.checkout()
    if checkout is None:
        raise DataError(say("no_checkout"))
    folder = checkout / "datasets"
    package.write(simulate(), folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    words = {"folder": folder, "files": len(files), "megabytes": megabytes}
    print(say("rewritten", **words))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

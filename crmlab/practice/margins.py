"""How near wrong answers come to right ones: python -m crmlab.practice.margins 03

For each part, on twenty companies: how far every declared wrong way, every slip and
every other sound way is from the right answer, in tolerances. Sound ways must stay
within one, wrong ones three or more away on every company. Where an answer is one of a
few (a choice, a date), a wrong way may meet it by chance on one company in twenty.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import warnings

import numpy as np
import pandas as pd
from tqdm import tqdm

from crmlab.practice.checker import Known
from crmlab.practice.data import load
from crmlab.practice.faults import Wrong
from crmlab.practice.lessons import lesson

LEAST = 3  # tolerances that a wrong way must be away
MOST = 1 + 1e-6  # and that a sound one may be away
# Rounding is near by its nature, and so is the reciprocal of any amount near 1.
NEAR = {"rounded", "reciprocal"}
CHANCE = 20  # one company in so many may agree by chance, where options are few


def distances(known: Known) -> list[tuple[str, str, float]]:
    """(kind, way, distance from the answer in tolerances) for each way of a part.

    Kinds: "sound", "wrong", "slip". A way that fails has a missing distance.
    """
    form, part = known.part.form, known.part
    found = [
        ("sound", name, form.distance(plain, known.right))
        for name, plain in known.also_right.items()
    ]
    found += [("wrong", name, nearest(known, name)) for name in part.misconceptions]
    found += [
        ("slip", name, min(form.distance(plain, right) for right in known.rights))
        for name, plain in form.slips(known.right).items()
        if name.split()[0] not in NEAR
    ]
    return found


def nearest(known: Known, mistake: str) -> float:
    """How near a wrong way comes to any of the right answers."""
    try:
        plain = known.mistake(mistake)
    except Wrong:  # it gives another kind of thing
        return math.inf
    except Exception:  # it fails on this company
        return math.nan
    return min(known.part.form.distance(plain, right) for right in known.rights)


def measure(number: str, seeds: list[str]) -> pd.DataFrame:
    """The distances of a lesson's parts: part, kind, way, company, distance.

    seeds: the companies, as `CRMLAB_SEED` names them; "" is the default one.
    """
    rows = []
    for seed in tqdm(seeds, "companies", delay=2, leave=False, disable=None):
        os.environ["CRMLAB_SEED"] = seed
        for id, part in lesson(number).checks().items():
            found = distances(Known(part, load))
            rows += [(id, *measured, seed or "default") for measured in found]
    return table_of(rows)


def table_of(rows: list[tuple]) -> pd.DataFrame:
    """The measured distances as a table, a row for each way and company."""
    return pd.DataFrame(rows, columns=["part", "kind", "way", "distance", "company"])


def worst(table: pd.DataFrame, number: str) -> pd.DataFrame:
    """For each way its worst company, and the verdict: "ok" or what is the matter."""
    rows = []
    for (id, kind, way), found in table.groupby(["part", "kind", "way"], sort=False):
        few = lesson(number).checks()[id].form.few
        far = found["distance"].to_numpy()
        at = int(np.nanargmax(far) if kind == "sound" else np.nanargmin(far))
        at = int(np.isnan(far).argmax()) if np.isnan(far).any() else at
        company = found["company"].iloc[at]
        rows.append((id, kind, way, far[at], company, verdict(kind, far, few)))
    columns = ["part", "kind", "way", "worst distance", "company", "verdict"]
    return pd.DataFrame(rows, columns=columns)


def verdict(kind: str, far: np.ndarray, few: bool) -> str:
    """What to say of a way that is so far away on each company."""
    if np.isnan(far).any():
        return f"fails on {int(np.isnan(far).sum())} of {len(far)}"
    if kind == "sound":
        off = int((far > MOST).sum())
        return f"refused on {off} of {len(far)}" if off else "ok"
    near, passes = int((far < LEAST).sum()), int((far <= MOST).sum())
    allowed = math.ceil(len(far) / CHANCE) if few else 0
    if near <= allowed:
        return "ok"
    return f"too near on {near} of {len(far)}, passes on {passes}"


def main(arguments: list[str] | None = None) -> int:
    """Print the ways that break the rule; 1 where there are any."""
    parser = argparse.ArgumentParser(prog="python -m crmlab.practice.margins")
    parser.add_argument("lesson", help="the lesson's number, such as 03")
    parser.add_argument("--companies", type=int, default=20, help="how many (20)")
    parser.add_argument("--all", action="store_true", help="print what is well too")
    asked = parser.parse_args(arguments)
    seeds = ["", *map(str, range(1, asked.companies))]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        table = worst(measure(asked.lesson, seeds), asked.lesson)
    bad = table[table["verdict"] != "ok"]
    shown = table if asked.all else bad
    if len(shown):
        print(shown.to_string(index=False, float_format="{:.2f}".format))
    parts = bad["part"].nunique()
    print(f"{len(bad)} of {len(table)} ways break the rule, in {parts} parts.")
    return int(len(bad) > 0)


if __name__ == "__main__":
    sys.exit(main())

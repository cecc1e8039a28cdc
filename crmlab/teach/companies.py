"""Companies for a class: `crmlab class --seed 2027`, or `--each roster.csv`.

class.yml       the class's one company (seed), or the secret from which each student's
                is derived
companies.csv   where each has one: id, name, email, company, and a letter to send

A student's number is a keyed hash of the id. Who has the secret can compute it; who
knows a number or an id, or all of them but one, cannot. Grading reads companies.csv,
so that a lost secret costs nothing but the numbers of students who come later.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import yaml

from crmlab.checkout import CourseError
from crmlab.datasets import places
from crmlab.own_company import SEED
from crmlab.teach.copies import put
from crmlab.teach.roster import plain_id, read_csv

FILE, TABLE = "class.yml", "companies.csv"
LEAST, MANY = 100_000_000, 900_000_000  # numbers of nine digits
TEXT = {
    "about": (
        "# Made by crmlab class. Whoever has the secret knows each student's company:\n"
        "# keep a copy, and keep it to yourself.\n"
    ),
    "damaged": (
        "{file} cannot be used. It should hold one line, such as seed: 2027, as "
        "crmlab class writes it. Put it back from a copy of yours."
    ),
    "bad_table": (
        "companies.csv should have the columns id and company, with whole numbers. "
        "Make it anew with: crmlab class --each roster.csv"
    ),
    "other": (
        "{file} says {before}. What was graded so far was graded on that. To begin "
        "anew, move {files} to another folder first."
    ),
    "secret_lost": (
        "companies.csv has numbers of which the secret, class.yml, is gone. Grading "
        "goes on with companies.csv: add a late student there by hand, with any number "
        "of nine digits. To give everybody a new company, move companies.csv away."
    ),
    "no_table": (
        "Each student has a company, and companies.csv is gone. The same numbers come "
        "back with: crmlab class --each roster.csv"
    ),
    "no_company": (
        "nobody with the id {id} has a company. Where the id is right, add it to the "
        "roster and run: crmlab class --each roster.csv"
    ),
    "letter": (
        "Dear {name}, your company in this course has the number {company}. Start the "
        "course once with: uv run crmlab lab --company {company}"
    ),
}


def number_for(secret: str, id: str) -> int:
    """A student's company: nine digits, from HMAC-SHA256 of the id (RFC 2104).

    The id's capitals and the way its letters are encoded make no difference.
    """
    digest = hmac.new(secret.encode(), plain_id(id).encode(), hashlib.sha256).digest()
    return LEAST + int.from_bytes(digest, "big") % MANY


def set_one(root: Path, seed: int) -> None:
    """Put a whole class on one company. Raises CourseError where it is on another."""
    _write(root, {"seed": seed})


def set_each(root: Path, people: pd.DataFrame) -> pd.DataFrame:
    """Give each student of the roster a company, and return companies.csv's table.

    Run again it gives the same numbers, and one to each who has come since. Raises
    CourseError where the class has one company, or where the secret is lost.
    """
    known = read(root)
    if not known and (root / TABLE).exists():
        raise CourseError(TEXT["secret_lost"])
    secret = known.get("secret") or secrets.token_hex(16)
    _write(root, {"secret": secret})
    table = people.reset_index()[["id", "name", "email"]]
    table["company"] = [number_for(secret, id) for id in table["id"]]
    both = zip(table["name"], table["company"], strict=True)
    table["letter"] = [TEXT["letter"].format(name=n, company=c) for n, c in both]
    return table


def read(root: Path) -> dict:
    """What class.yml says: {"seed": …} or {"secret": …}; {} where there is none.

    Raises CourseError where it cannot be understood.
    """
    file = Path(root) / FILE
    if not file.exists():
        return {}
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
        if _is_seed(found.get("seed")):
            return {"seed": found["seed"]}
        if len(secret := str(found["secret"])) >= 8:
            return {"secret": secret}
    except (OSError, UnicodeError, yaml.YAMLError, AttributeError, LookupError):
        pass
    raise CourseError(TEXT["damaged"].format(file=FILE))


def _is_seed(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _write(root: Path, wanted: dict) -> None:
    known = read(root)
    if known and known != wanted:
        before = "that each student has a company"
        if "seed" in known:
            before = f"that the class is on company {known['seed']}"
        files = FILE if "seed" in known else f"{FILE} and {TABLE}"
        words = {"file": FILE, "before": before, "files": files}
        raise CourseError(TEXT["other"].format(**words))
    if not known:
        text = TEXT["about"] + yaml.safe_dump(wanted)
        put(text.encode(), Path(root) / FILE)


@contextlib.contextmanager
def chosen(seed: int | None, cache: Path | None = None) -> Iterator[str]:
    """All that is loaded is of this company, while the block runs.

    cache: where it is kept, if elsewhere than usual. Yields the number as text; without
    a seed, what CRMLAB_SEED says, or "".
    """
    wanted = {SEED: seed, "CRMLAB_CACHE": cache}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ |= {n: str(value) for n, value in wanted.items() if value is not None}
    try:
        yield os.environ.get(SEED, "")
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def seed_of_class(root: Path) -> int | None:
    """The one company of the class; None where there is none."""
    return read(root).get("seed")


def of_each(root: Path) -> dict[str, int]:
    """{a student's plain id: number}; {} where the class is not on companies each.

    Raises CourseError where companies.csv is missing or cannot be understood.
    """
    file = Path(root) / TABLE
    known = read(root)
    if "seed" in known:
        return {}
    if not file.exists():
        if known:
            raise CourseError(TEXT["no_table"])
        return {}
    try:
        table = read_csv(file)
        numbers = [places.whole(number, "seed_argument") for number in table["company"]]
        ids = [plain_id(id) for id in table["id"]]
    except (OSError, ValueError, LookupError):  # a DataError is a ValueError
        raise CourseError(TEXT["bad_table"]) from None
    return dict(zip(ids, numbers, strict=True))

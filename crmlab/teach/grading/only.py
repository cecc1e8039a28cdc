"""A company of which only the tables are made that an exercise needs.

Where each student has a company of their own, a whole one for each would take most of
the time of grading. The tables that are made are those of the whole company, byte for
byte: each is drawn from chances of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from crmlab.company import DEFAULT_CUSTOMERS
from crmlab.company.files import csvform, descriptors, package
from crmlab.company.making import MAKERS, NEEDS, make_tables
from crmlab.company.simulation import tell

WORD = re.compile(r"[a-z_]+")


def named_in(texts: Iterable[str]) -> set[str]:
    """Tables whose names stand in some texts, such as the code of a notebook."""
    words = {word for text in texts for word in WORD.findall(text)}
    return words & set(_made_in())


def make(seed: int, names: set[str], folder: Path) -> None:
    """Write these tables of a company to a folder that is not there yet.

    names: a name stands for the table of the future and of the truth as well.
    """
    resources = []
    made = make_tables(tell(seed, DEFAULT_CUSTOMERS), makers_of(names)).only(names)
    for section, frames in (
        ("known", made.known),
        ("future", made.future),
        ("truth", made.truth),
    ):
        told = descriptors.for_tables(section, list(frames))
        resources += [
            _write(frame, told[name], folder) for name, frame in frames.items()
        ]
    about = package.ABOUT | {"seed": seed, "customers": DEFAULT_CUSTOMERS}
    text = json.dumps(about | {"resources": resources}, ensure_ascii=False)
    (folder / package.DESCRIPTION).write_text(text, encoding="utf-8")


def _write(frame, resource: dict, folder: Path) -> dict:
    """Write a table, not packed, since it is not kept; return its description."""
    fields = resource["schema"]["fields"]
    frame = frame[[field["name"] for field in fields]].reset_index(drop=True)
    content = csvform.to_csv(frame, fields)
    path = resource["path"].removesuffix(".gz")
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)
    written = {"path": path, "rows": len(frame)} | package.measure(content)
    return {k: value for k, value in resource.items() if k != "made_in"} | written


def makers_of(names: set[str]) -> list:
    """The makers of these tables, and of what they go on from, in their order."""
    made_in, wanted = _made_in(), set(names)
    while True:
        rooms = {room for name in wanted for room in made_in[name]}
        makers = [make for make in MAKERS if _room(make) in rooms]
        more = wanted.union(*(NEEDS.get(make, ()) for make in makers))
        if more == wanted:
            return makers
        wanted = more


def _room(make) -> str:
    return make.__module__.removeprefix("crmlab.company.").replace(".", "/") + ".py"


@cache
def _made_in() -> dict[str, set[str]]:
    """{table's name: the modules that make it}; known and truth may share a name."""
    found: dict[str, set[str]] = {}
    for section in descriptors.SECTIONS:
        for name, told in descriptors.read(section).items():
            found.setdefault(name, set()).add(told["made_in"])
    return found

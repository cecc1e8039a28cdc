"""How far a student has come, kept in my_work/progress.json over a restart.

Only the outcomes are kept, apart for each company, and only where the notebook lies in
a folder `my_work`. Marks are never taken from here: a grader checks every answer anew.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from crmlab import own_company

NAME = "progress.json"


def place() -> Path | None:
    """The file that outcomes are kept in; None outside a folder my_work."""
    try:
        here = Path.cwd()
    except OSError:  # the folder was removed
        return None
    for folder in [here, *here.parents]:
        if folder.name == "my_work":
            return folder / NAME
    return None


def company() -> str:
    """The company whose outcomes these are."""
    number = os.environ.get("CRMLAB_SEED")
    file = place()
    if not number and file is not None:
        with contextlib.suppress(ValueError):
            number = own_company.read(file.parent)
    return str(number or "default")


def everything(file: Path) -> dict:
    """What the file holds: {company: {exercise: outcome}}; {} where it is damaged."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {seed: known for seed, known in found.items() if isinstance(known, dict)}


def outcomes() -> dict[str, str]:
    """{exercise: outcome} on this company, as kept before."""
    file = place()
    known = everything(file).get(company(), {}) if file else {}
    return {id: outcome for id, outcome in known.items() if isinstance(outcome, str)}


def keep(id: str, outcome: str) -> None:
    """Write an outcome down. A full disk or a folder to be read only is no matter."""
    file = place()
    if file is None:
        return
    known = everything(file)
    known.setdefault(company(), {})[id] = outcome
    with contextlib.suppress(OSError):
        new = file.with_name(f".{NAME}.{os.getpid()}")
        new.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
        new.replace(file)

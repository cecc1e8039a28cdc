"""A game in a small text file: what was decided and bought; the rest is played anew.

The file is YAML, so that it can be read. Its last line is a sum over all that stands
before it, so that half a file, or a mended one, is noticed: what was played is final.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import pandas as pd
import yaml

from crmlab.company.play.policies import LEVERS

from .decisions import Decision

FIRST = "# A game of Lantern Tea, version 1"
SUM = "# sum: "
MOST_BYTES = 2_000_000
FAULTS = (KeyError, TypeError, IndexError, AttributeError, ValueError)
TEXT = {
    "no file": "There is no file {path} to load.",
    "cannot": "{path} cannot be read ({why}).",
    "not saved": "The game could not be saved in {path} ({why}). Make room there, or "
    "keep it elsewhere: my_game.save('another folder/my_game.yml').",
    "large": "{path} is larger than any saved game: it is something else.",
    "foreign": "{path} is no saved game: its first line is not '{first}'.",
    "damaged": "{path} is damaged or has been changed since it was saved; use a copy.",
    "other": "{path} is of another version of the course ({why}).",
}


class GameFileError(ValueError):
    """A file that no game can be loaded from or saved in; the message says why."""


def write(game, path):
    """Write a game to a file, whole or not at all.

    Raises GameFileError where the disk is full, or the folder cannot be written to.
    """
    path = Path(path)
    groupings = []  # those in use, each once
    quarters = [_plain(decision, groupings) for decision in game.decisions]
    decided = _plain(game.decided, groupings) if game.decided else None
    page = {
        "seed": int(game.seed),
        "customers": int(game.customers),
        "scenario": game.scenario,
        "research": [{"quarter": q, "name": name} for q, name in game.research],
        "quarters": quarters,
        "decided": decided,
        "groups now": _number(game.groups, groupings),
        "groups": [_members(groups) for groups in groupings],
    }
    body = yaml.safe_dump(page, sort_keys=False, width=10**9, allow_unicode=True)
    text = f"{FIRST}\n{body}"
    try:
        replace(path, f"{text}{SUM}{_sum(text)}\n")
    except OSError as error:
        words = {"path": path, "why": error.strerror or error}
        raise GameFileError(TEXT["not saved"].format(**words)) from error


def replace(path, text):
    """Write a text file whole or not at all: on a full disk the old one stays.

    Raises an OSError where it cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            beside.unlink()  # half of it
        raise


def read(path, make):
    """The game that was saved; make: a function of seed, scenario and customers.

    Raises GameFileError where the file is missing, damaged, or no saved game.
    """
    text = _text(path)
    try:
        page = yaml.safe_load(text)
        game = make(page["seed"], page["scenario"], page["customers"])
        groupings = [_groups(members) for members in page["groups"]]
        for name in page["research"]:
            game.research.append((name["quarter"], name["name"]))
        for plain in page["quarters"]:
            game.go_on_with(_decision(plain, groupings))
        if page["decided"]:
            game.decided = _decision(page["decided"], groupings)
        game.groups = groupings[page["groups now"]]
    except (*FAULTS, yaml.YAMLError) as error:
        why = " ".join(str(error).split())
        raise GameFileError(TEXT["other"].format(path=path, why=why)) from error
    return game


def _text(path):
    """What stands in the file, if it is whole; nothing of it is read before."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise GameFileError(TEXT["no file"].format(path=path)) from None
    except OSError as error:
        why = error.strerror
        raise GameFileError(TEXT["cannot"].format(path=path, why=why)) from None
    if len(content) > MOST_BYTES:
        raise GameFileError(TEXT["large"].format(path=path))
    text = content.decode("utf-8", errors="replace").replace("\r\n", "\n")
    if not text.startswith(FIRST):
        raise GameFileError(TEXT["foreign"].format(path=path, first=FIRST))
    body, mark, rest = text.rpartition(SUM)
    if not mark or rest.strip() != _sum(body):
        raise GameFileError(TEXT["damaged"].format(path=path))
    return body


def _sum(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _plain(decision, groupings):
    """A decision in plain lists and words."""
    table = decision.levers.reindex(columns=[*LEVERS]).dropna(axis=1, how="all")
    levers = {
        str(group): {
            name: value if isinstance(value, str) else float(value)
            for name, value in row.dropna().items()
        }
        for group, row in table.iterrows()
    }
    return {
        "levers": levers,
        "acquisition": float(decision.acquisition),
        "groups": _number(decision.groups, groupings),
    }


def _decision(plain, groupings):
    levers = pd.DataFrame.from_dict(plain["levers"], orient="index")
    return Decision(levers, groupings[plain["groups"]], plain["acquisition"])


def _number(groups, groupings):
    """The place of some groups among the groupings; they are added if new."""
    for number, other in enumerate(groupings):
        if groups is other or groups.equals(other):
            return number
    groupings.append(groups)
    return len(groupings) - 1


def _members(groups):
    """The customers of each group, in one line a group."""
    by = groups.groupby(groups, sort=False)
    return {str(name): " ".join(who.index) for name, who in by}


def _groups(members):
    parts = [pd.Series(name, who.split()) for name, who in members.items()]
    return pd.concat(parts).astype(object).sort_index().rename("group")

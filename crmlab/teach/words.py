"""The glossary, to ask and to print: term, Chinese, definition, lesson."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

import pandas as pd
from rapidfuzz import fuzz, process

from crmlab.teach import glossary

SHOWN = ["term", "zh", "definition", "lesson"]
ALIKE, MOST = 70, 3  # out of 100: how like a suggestion must be; how many are named
TEXT = {
    "not_words": "crmlab.glossary() takes a term in English or Chinese, not {word!r}.",
    "none": "The glossary has no term with {word!r} in it.{near}",
    "near": " Did you mean: {terms}?",
    "line": "{term} ({zh}), lesson {lesson}: {definition}",
    "entry": (
        '<dt><strong>{term}</strong> (<span lang="zh">{zh}</span>), lesson {lesson}'
        "</dt><dd>{definition}</dd>"
    ),
    "row": (
        '<tr><th scope="row">{term}</th><td lang="zh">{zh}</td>'
        "<td>{definition}</td><td>{lesson}</td></tr>"
    ),
}


@dataclass(repr=False)
class Entries:
    """What the glossary says; `table` has it as a frame: term, zh, definition, lesson.

    A notebook and a terminal show all of each definition, as a frame would not.
    """

    table: pd.DataFrame

    def __repr__(self):
        return "\n".join(filled("line", self.table))

    def _repr_html_(self):
        rows = filled("entry", self.table.map(escape))
        return f"<dl>{''.join(rows)}</dl>"


def look_up(word: str) -> Entries:
    """The terms that have this word in them, in English or Chinese.

    The term itself comes first, then those that begin with it. Capitals, and spaces
    around it, do not matter. Raises ValueError where no term has it, with the terms
    that look like it.
    """
    if not isinstance(word, str) or not word.strip():
        raise ValueError(TEXT["not_words"].format(word=word))
    asked = plain(word)
    terms = glossary()
    both = terms["term"].map(plain), terms["zh"].map(plain)
    has = [names.str.contains(asked, regex=False) for names in both]
    found = terms[has[0] | has[1]]
    if found.empty:
        raise ValueError(
            TEXT["none"].format(word=word.strip(), near=near(asked, terms))
        )
    distance = pd.concat([far(names, asked) for names in both], axis=1).min(axis=1)
    order = distance[found.index].sort_values(kind="stable").index
    return Entries(found.loc[order, SHOWN].reset_index(drop=True))


def far(names: pd.Series, asked: str) -> pd.Series:
    """0 where a name is what was asked, 1 where it begins so, 2 elsewhere."""
    return 2 - names.str.startswith(asked).astype(int) - names.eq(asked).astype(int)


def near(asked: str, terms: pd.DataFrame) -> str:
    """The terms most like what was asked, as a question; nothing where none is."""
    names = [*terms["term"], *terms["zh"]]
    like = process.extract(
        asked,
        names,
        scorer=fuzz.WRatio,
        processor=plain,
        limit=MOST,
        score_cutoff=ALIKE,
    )
    named = ", ".join(name for name, _, _ in like)
    return TEXT["near"].format(terms=named) if named else ""


def plain(word: str) -> str:
    """A word without capitals, hyphens and needless spaces."""
    return " ".join(word.replace("-", " ").casefold().split())


def page() -> str:
    """The whole glossary as a page to print, in the alphabet's order."""
    terms = glossary().sort_values("term", key=lambda names: names.str.casefold())
    template = (Path(__file__).parent / "words.html").read_text(encoding="utf-8")
    rows = "\n".join(filled("row", terms[SHOWN].map(escape)))
    return Template(template).substitute(number=len(terms), rows=rows)


def filled(form: str, table: pd.DataFrame) -> list[str]:
    """One line of text for each row of a table."""
    return [TEXT[form].format(**row) for row in table.to_dict("records")]

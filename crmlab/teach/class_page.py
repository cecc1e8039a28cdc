"""A page of the class: how it went by exercise, which mistakes, what to teach again."""

from __future__ import annotations

from collections import Counter
from html import escape

import pandas as pd

from crmlab.practice import lesson
from crmlab.practice.faults import ExerciseError
from crmlab.practice.solutions import titles
from crmlab.practice.texts import message_of
from crmlab.practice.verdict import LOOKS
from crmlab.teach import concepts

OUTCOMES = ("right", "wrong", "error", "not attempted")
COLOURS = (
    "#1b6e53",
    "#b4532a",
    "#7d4e9e",
    "#6b6b6b",
)  # white on each: 4.5:1
AGAIN = 0.6  # of those who tried, so few right: to be taught again
LEFT = 0.4  # of all copies, so many left blank: many did not come so far
SHOWN = 12
STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
    "color:#222;background:#fff}table{border-collapse:collapse;width:100%}"
    "td,th{padding:.25em .6em;text-align:left;border-bottom:1px solid #ccc}"
    ".bar{display:flex;height:1.6em;width:100%}.bar span{color:#fff;overflow:hidden;"
    "font-size:14px;text-align:center;line-height:1.8}td:has(.bar){width:45%}"
)
TEXT = {
    "title": "{name}: the class",
    "states": "Who has a mark",
    "exercises": "By exercise",
    "exercise_heads": (
        "Exercise",
        "✓ right, ✗ wrong, ! error, … not attempted",
        "Right of tried",
    ),
    "mistakes": "The mistakes most made",
    "mistake_heads": ("Exercise", "Students", "What they were told"),
    "again": "What to teach again",
    "again_heads": ("Concept", "Exercise", "Right of tried"),
    "nothing": "Nothing: in each exercise most of those who tried were right.",
    "left": "What many left out",
    "left_heads": ("Exercise", "Left blank"),
    "no_mistakes": "None that has a name.",
}


def verdicts_of(known: dict[str, dict]) -> pd.DataFrame:
    """One row a student and part: part, outcome, reason, message."""
    rows = [
        {"student": student, "part": part, **told}
        for student, record in known.items()
        if not record["fault"]
        for part, told in record["verdicts"].items()
    ]
    columns = ["student", "part", "outcome", "reason", "message", "score", "points"]
    return pd.DataFrame(rows, columns=columns)


def by_exercise(verdicts: pd.DataFrame) -> pd.DataFrame:
    """How many of each outcome, by part, and the share right of those who tried."""
    counts = pd.crosstab(verdicts["part"], verdicts["outcome"])
    counts = counts.reindex(columns=list(OUTCOMES), fill_value=0)
    tried = counts[["right", "wrong", "error"]].sum(axis=1)
    return counts.assign(right_of_tried=counts["right"] / tried.where(tried > 0))


def mistakes(verdicts: pd.DataFrame) -> list[tuple]:
    """[(part, name of the mistake, students, what they are told)], the most first."""
    wrong = verdicts[verdicts["outcome"].isin(["wrong", "error"])]
    counted = Counter(
        (part, reason)
        for part, reasons in zip(wrong["part"], wrong["reason"], strict=True)
        for reason in reasons.split(" or ")
    )
    found = []
    for (part, reason), n in counted.most_common(SHOWN):
        try:
            said = message_of(part, reason)
        except ExerciseError:  # no declared mistake, but a slip that the form knows
            mine = wrong[(wrong["part"] == part) & (wrong["reason"] == reason)]
            said = mine["message"].iloc[0] if len(mine) else reason
        found.append((part, reason, n, said))
    return found


def again(table: pd.DataFrame, number: str) -> list[tuple]:
    """[(concept, part, share right of those who tried)] where that share is low."""
    names = concepts().set_index("id")["concept"]
    trained = {
        id: exercise.concepts
        for exercise in lesson(number).exercises.values()
        for id in exercise.checks()
    }
    low = table[table["right_of_tried"] < AGAIN]["right_of_tried"].sort_values()
    return [
        (f"{concept} {names.get(concept, '')}", part, share)
        for part, share in low.items()
        for concept in trained.get(part, ())
    ]


def page(name: str, number: str, marks: pd.DataFrame, known: dict) -> str:
    """The page as HTML that needs nothing else. No student is named on it."""
    verdicts = verdicts_of(known)
    table = by_exercise(verdicts)
    states = marks["state"].value_counts()
    late = int((marks["days_late"] > 0).sum())
    words = [f"{state}: {n}" for state, n in states.items()] + [f"late: {late}"]
    called = _called(number)
    rows = [
        (called.get(part, part), _bar(row), _share(row["right_of_tried"]))
        for part, row in table.iterrows()
    ]
    made = [
        (called.get(part, part), str(n), f"{escape(said)} ({escape(reason)})")
        for part, reason, n, said in mistakes(verdicts)
    ]
    weak = [
        (escape(concept), called.get(part, part), _share(share))
        for concept, part, share in again(table, number)
    ]
    title = escape(TEXT["title"].format(name=name))
    blank = table["not attempted"] / table[list(OUTCOMES)].sum(axis=1)
    left = [
        (called.get(part, part), _share(share))
        for part, share in blank[blank >= LEFT].items()
    ]
    made = _table(TEXT["mistake_heads"], made) if made else TEXT["no_mistakes"]
    weak = _table(TEXT["again_heads"], weak) if weak else TEXT["nothing"]
    parts = [
        f"<h1>{title}</h1>",
        f"<h2>{TEXT['states']}</h2><p>{escape(', '.join(words))}</p>",
        f"<h2>{TEXT['exercises']}</h2>{_table(TEXT['exercise_heads'], rows)}",
        f"<h2>{TEXT['mistakes']}</h2><div>{made}</div>",
        f"<h2>{TEXT['again']}</h2><div>{weak}</div>",
    ]
    if left:
        parts.append(f"<h2>{TEXT['left']}</h2>{_table(TEXT['left_heads'], left)}")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    body = "\n".join(["<body><main>", *parts, "</main></body>"])
    return f'<!doctype html><html lang="en"><head>{head}</head>{body}</html>'


def _called(number: str) -> dict[str, str]:
    """What each part is called on the page: its id and its exercise's title."""
    known = titles(number)
    return {
        part: escape(f"{part} {known.get(id, '')}".strip())
        for id, exercise in lesson(number).exercises.items()
        for part in exercise.checks()
    }


def _table(heads, rows) -> str:
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _bar(row: pd.Series) -> str:
    """The outcomes of a part as a bar; its numbers stand in it and are read aloud."""
    words = ", ".join(f"{outcome} {int(row[outcome])}" for outcome in OUTCOMES)
    spans = "".join(
        f'<span style="flex:{int(row[outcome])};background:{colour}">'
        f"{LOOKS[outcome][0]} {int(row[outcome])}</span>"
        for outcome, colour in zip(OUTCOMES, COLOURS, strict=True)
        if row[outcome]
    )
    return f'<div class="bar" role="img" aria-label="{words}">{spans}</div>'


def _share(share: float) -> str:
    return "–" if pd.isna(share) else f"{share:.0%}"

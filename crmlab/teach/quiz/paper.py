"""A paper to print and its key: questions drawn by lot, options in another order."""

from __future__ import annotations

from html import escape
from string import Template

import numpy as np

from crmlab.teach.quiz.items import Item, QuizError

LETTERS = "ABCDEFGH"
TEXT = {
    "too_many": "There are {n} questions, so {draw} of them cannot be drawn.",
    "too_few": "At least one question must be drawn, not {draw}.",
    "title": "{name}, paper {seed}",
    "key": "{name}, paper {seed}: key",
    "blanks": "Name: ______________________ &emsp; Number: ______________",
    "how": "Mark one letter for each question.",
    "points": "{n} points. Keep this sheet to yourself.",
    "question": '<li><p>{question}</p><ol type="A">{options}</ol></li>',
    "right": (
        "<li><strong>{letter}</strong> {text} <small>({id}, {difficulty})</small></li>"
    ),
}
PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$title</title>
<style>
body { font: 11pt/1.35 "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
  color: #111; max-width: 46em; margin: 2em auto; padding: 0 1em; }
li { margin-bottom: .3em; }
main > ol > li { break-inside: avoid; margin-bottom: 1em; }
p { margin: 0 0 .3em; }
@page { size: A4; margin: 18mm; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
</style>
</head>
<body>
<main>
<h1>$title</h1>
<p>$lines</p>
<ol>
$rows
</ol>
</main>
</body>
</html>
""")


def written(
    items: list[Item], name: str, draw: int | None, seed: int
) -> tuple[bytes, bytes]:
    """The paper and its key. The same seed gives the same paper.

    draw: how many questions (default: all). Raises QuizError where that cannot be.
    """
    drawn = shuffled(items, len(items) if draw is None else draw, seed)
    paper = page(
        TEXT["title"].format(name=name, seed=seed),
        f"{TEXT['blanks']}</p><p>{TEXT['how']}",
        [asked(item) for item in drawn],
    )
    points = TEXT["points"].format(n=len(drawn))
    key = TEXT["key"].format(name=name, seed=seed)
    return paper, page(key, points, [answered(item) for item in drawn])


def shuffled(items: list[Item], draw: int, seed: int) -> list[Item]:
    """So many questions by lot, each with its options in an order by lot."""
    if draw < 1:
        raise QuizError(TEXT["too_few"].format(draw=draw))
    if draw > len(items):
        raise QuizError(TEXT["too_many"].format(n=len(items), draw=draw))
    lots = np.random.default_rng(seed)
    drawn = [items[place] for place in lots.permutation(len(items))[:draw]]
    return [
        Item(**vars(item) | {"options": list(lots.permutation(item.options))})
        for item in drawn
    ]


def asked(item: Item) -> str:
    """A question as it is asked, without a word on what is right."""
    options = "".join(f"<li>{escape(option.text)}</li>" for option in item.options)
    return TEXT["question"].format(question=escape(item.question), options=options)


def answered(item: Item) -> str:
    """A row of the key: the letter of the right option."""
    place = next(n for n, option in enumerate(item.options) if option.right)
    text = escape(item.options[place].text)
    known = {"letter": LETTERS[place], "text": text}
    return TEXT["right"].format(id=item.id, difficulty=item.difficulty, **known)


def page(title: str, lines: str, rows: list[str]) -> bytes:
    text = PAGE.substitute(title=escape(title), lines=lines, rows="\n".join(rows))
    return text.encode("utf-8")

"""What a student sees: a box in Jupyter, a few lines of text elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from crmlab.practice.texts import say

# Symbol and colour of each box. A colour stands out on a light and on a dark page
# (contrast of at least 3 to 1 on both), and never says anything that words do not.
LOOKS = {
    "right": ("✓", "#2e8b57"),
    "wrong": ("✗", "#c8553d"),
    "not attempted": ("…", "#7f7f7f"),
    "error": ("!", "#a767c9"),
    "hint": ("?", "#3a87c2"),
    "solution": ("=", "#3a87c2"),
}


def box(look: str, title: str, body: str, code: bool = False) -> str:
    """The HTML of a box; it takes the page's own text colour and background."""
    symbol, colour = LOOKS[look]
    frame = f"border-left: 6px solid {colour}; padding: 0.3em 0.8em; margin: 0.3em 0"
    inner = f"<div>{escape(body)}</div>"
    if code:
        inner = f'<pre style="white-space: pre-wrap">{escape(body)}</pre>'
    head = f"<strong>{symbol} {escape(title)}</strong>"
    return f'<div style="{frame}">{head}{inner}</div>'


@dataclass(frozen=True)
class Verdict:
    """What the checker says of one answer.

    outcome: "right", "wrong", "not attempted" or "error". message: a sentence or two.
    score, points: what it earns, and what can be earned. reason: the message's key.
    """

    id: str
    outcome: str
    message: str
    score: int
    points: int
    reason: str

    @property
    def title(self) -> str:
        """The first line: exercise, outcome in words, points."""
        gaps = {"id": self.id, "score": self.score, "points": self.points}
        return say("titles", self.outcome, **gaps)

    def __repr__(self) -> str:
        return f"{self.title}\n{self.message}"

    def _repr_html_(self) -> str:
        return box(self.outcome, self.title, self.message)


@dataclass(frozen=True)
class Note:
    """A hint or a solution to be read: `look` is "hint" or "solution"."""

    look: str
    title: str
    text: str

    def __repr__(self) -> str:
        return f"{self.title}\n{self.text}"

    def _repr_html_(self) -> str:
        return box(self.look, self.title, self.text, code=self.look == "solution")

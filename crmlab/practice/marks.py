"""What the hidden line of a check cell calls when a teacher grades with nbgrader."""

from __future__ import annotations

from typing import Any

from crmlab.practice.lessons import lesson


def marks(id: str, answer: Any) -> int:
    """Show the verdict, and return the points that the answer earns.

    nbgrader takes the value of the cell's last line as the score. The lesson is told
    by the id, and is fetched afresh, whatever the student's names hold by now.
    """
    from IPython.display import display

    number = id.removeprefix("E").split(".")[0]
    verdict = lesson(number).verdict(id, answer)
    display(verdict)
    return verdict.score

"""Exercises that check themselves: the same verdict in JupyterLab, in a script and
under nbgrader.

    from crmlab.practice import lesson

    ex = lesson("00")
    ex.check("E0.1", active)
    ex.hint("E0.1")
    ex.solution("E0.1")

`course()` tells how far one is in all lessons.

An exercise is declared in a package such as `e00_start_here` and checked by
`checker.py`; all words are in `texts/`.
"""

from crmlab import tables
from crmlab.practice.faults import ExerciseError
from crmlab.practice.lessons import course, lesson
from crmlab.practice.marks import marks

__all__ = ["ExerciseError", "course", "lesson", "marks"]

tables.register()  # those of exercises as those of lessons

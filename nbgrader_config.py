"""How nbgrader works on this course: `nbgrader autograde "00_start_here"` and so on.

Run its commands in this folder. See INSTRUCTORS.md.
"""

from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
)

from crmlab.teach.grading import MendCells

c = get_config()  # noqa: F821  (nbgrader runs this file and provides the function)

# The exercises with their answers are the source; the students' copies are made of it.
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

# What stands in a student's copy in place of an answer.
c.ClearSolutions.code_stub = {"python": "# Your code here"}
c.ClearSolutions.text_stub = "*Write your text here.*"

# A student who splits, copies or deletes cells still gets marks for the answers.
c.Autograde.sanitize_preprocessors = [
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    MendCells,
    CheckCellMetadata,
]

# Seconds for one cell; an endless loop in one copy must not stop the class.
c.Execute.timeout = 60

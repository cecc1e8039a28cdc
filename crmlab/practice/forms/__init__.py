"""Forms of an answer: what it looks like, and what counts as equal.

A form turns the student's answer, in whatever type it comes, into a plain one (`read`)
and holds two plain answers against each other: `compare` for the verdict, `same` to
recognise a mistake, `distance` for the margins. It also knows the slips that any answer
of its kind can suffer (`slips`), so that no part has to declare them.
"""

from crmlab.practice.forms.by_label import ByLabel
from crmlab.practice.forms.function import Function
from crmlab.practice.forms.labels import Labels
from crmlab.practice.forms.single import Choice, Date, Number
from crmlab.practice.forms.table import Table

__all__ = ["ByLabel", "Choice", "Date", "Function", "Labels", "Number", "Table"]

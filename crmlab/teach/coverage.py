"""Which rows of the curriculum are practised: python -m crmlab.teach.coverage 03

A row marked X in `concepts.csv` is promised an exercise, and every row a question. This
says which exercises and questions each row has.
"""

import argparse
import sys

import pandas as pd

from crmlab.practice.lessons import lesson, modules
from crmlab.teach import concepts, questions


def covered(number: str) -> pd.DataFrame:
    """The rows of a lesson: id, concept, how, exercises and questions (their ids).

    number: a lesson that has exercises, such as "03".
    """
    rows = concepts().query("lesson == @number")
    exercises = {e.id: e.concepts for e in lesson(number).exercises.values()}
    asked = {q["id"]: (q["concept"],) for q in questions(number)}
    return rows[["id", "concept", "how"]].assign(
        exercises=[found_in(exercises, id) for id in rows["id"]],
        questions=[found_in(asked, id) for id in rows["id"]],
    )


def gaps(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of `covered` without a question, or marked X and without an exercise."""
    practised = table["how"].str.contains("X")
    bare = table["questions"].eq("") | (practised & table["exercises"].eq(""))
    return table[bare]


def found_in(concepts_of: dict[str, tuple], concept: str) -> str:
    """The keys whose concepts have this one among them, in a line."""
    return ", ".join(key for key, ids in concepts_of.items() if concept in ids)


def main(arguments: list[str] | None = None) -> int:
    """Print the table of one lesson, or the gaps of all."""
    parser = argparse.ArgumentParser(prog="python -m crmlab.teach.coverage")
    parser.add_argument("lesson", nargs="?", help="a lesson's number; else all gaps")
    asked = parser.parse_args(arguments).lesson
    if asked:
        table = covered(asked)
    else:
        table = gaps(pd.concat([covered(number) for number in sorted(modules())]))
    print(table.replace("", "–").to_string(index=False) if len(table) else "No gaps.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

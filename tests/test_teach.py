"""Glossary, concepts and questions: data that lessons and teachers rely on."""

import pandas as pd
import pytest

from crmlab.teach import FOLDER, concepts, glossary, questions
from crmlab.teach.lint.bank import faults

# How many concepts each section of the curriculum has, from lesson 00 to lesson 12.
SECTIONS = [4, 15, 11, 12, 6, 5, 6, 6, 7, 9, 4, 10, 3]
HAN = "[\u4e00-\u9fff]"


def test_every_concept_of_the_curriculum_is_there_once_and_in_order():
    wanted = [
        f"{s}.{n}" for s, count in enumerate(SECTIONS) for n in range(1, count + 1)
    ]
    assert concepts()["id"].tolist() == wanted


def test_a_concept_is_taught_in_the_lesson_of_its_section():
    table = concepts()
    section = table["id"].str.partition(".")[0].str.zfill(2)
    lesson = table["lesson"].str[:2]  # 08a is a half of 08
    pd.testing.assert_series_equal(lesson, section, check_names=False)


@pytest.mark.parametrize("table", [concepts, glossary])
def test_both_languages_are_filled_in(table):
    frame = table()
    assert (frame.map(str.strip) == frame).all(axis=None)
    assert (frame != "").all(axis=None)
    assert frame["zh"].str.contains(HAN).all()
    assert not frame.iloc[:, 1].str.contains(HAN).any()


def test_a_term_belongs_to_a_concept_and_is_there_once():
    terms = glossary()
    assert list(terms) == ["id", "term", "zh", "definition", "lesson"]
    assert set(terms["id"]) <= set(concepts()["id"])
    assert not terms["term"].str.lower().duplicated().any()
    assert not terms["zh"].duplicated().any()


def test_definitions_are_one_or_two_sentences():
    definitions = glossary()["definition"]
    assert definitions.str.endswith(".").all()
    assert definitions.str.count(r"[.?]( |$)").between(1, 2).all()
    assert definitions.str.split().str.len().between(6, 45).all()


BANKS = sorted(path.stem for path in (FOLDER / "questions").glob("*.yml"))


@pytest.mark.parametrize("lesson", BANKS)
def test_every_bank_of_questions_is_sound(lesson):
    assert list(faults(questions(lesson), lesson)) == []


def test_the_right_answer_is_not_told_by_its_length():
    items = [item for lesson in BANKS for item in questions(lesson)]
    longest = [max(item["options"], key=lambda o: len(o["text"])) for item in items]
    assert sum(option.get("right", False) for option in longest) < len(items) / 2

"""The glossary answers in both languages, and no row of the curriculum is forgotten."""

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

import crmlab
from crmlab import cli
from crmlab.checkout import LESSON_FILES
from crmlab.practice.lessons import modules
from crmlab.teach import concepts, glossary, words
from crmlab.teach.coverage import covered
from crmlab.teach.lint.deck import slides
from crmlab.teach.lint.notebook import bold_words, read
from crmlab.teach.lint.terms import pattern

ROOT = Path(__file__).parents[1]
DELIVERED = "customer delivered value"


@pytest.mark.parametrize(
    "word",
    [
        "delivered value",
        "让渡价值",
        "Customer Delivered Value",
        " delivered  value ",
        "customer-delivered value",
        "客户让渡价值",
    ],
)
def test_a_term_is_found_by_a_part_of_it_in_either_language(word):
    found = crmlab.glossary(word).table
    assert found["term"].tolist() == [DELIVERED]
    assert found["zh"].tolist() == ["客户让渡价值"]
    assert found["lesson"].tolist() == ["01"]


def test_the_term_itself_comes_first_and_then_those_that_begin_with_it():
    terms = crmlab.glossary("churn").table["term"].tolist()
    assert len(terms) > 2
    begins = [term.startswith("churn") for term in terms]
    assert begins == sorted(begins, reverse=True)
    assert crmlab.glossary("share").table["term"].iloc[0] == "share"


def test_it_is_shown_whole_in_a_terminal_and_in_a_notebook():
    found = crmlab.glossary("delivered value")
    (definition,) = found.table["definition"]
    assert len(definition) > 50  # a frame would cut it there
    assert repr(found) == f"{DELIVERED} (客户让渡价值), lesson 01: {definition}"
    html = found._repr_html_()
    assert unescape(definition) in unescape(html)
    assert '<span lang="zh">客户让渡价值</span>' in html


def test_what_a_term_says_is_text_and_no_markup(monkeypatch):
    odd = glossary().head(1).assign(definition="a <b> & c")
    monkeypatch.setattr(words, "glossary", lambda: odd)
    assert "a &lt;b&gt; &amp; c" in words.look_up("cut-off")._repr_html_()
    assert "a &lt;b&gt; &amp; c" in words.page()


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("delivred valeu", DELIVERED), ("客户让度", "客户让渡价值")],
)
def test_a_near_miss_is_told_what_is_near(word, wanted):
    with pytest.raises(ValueError, match=f"no term with '{word}'.*{wanted}"):
        crmlab.glossary(word)


def test_where_nothing_is_near_nothing_is_suggested():
    with pytest.raises(ValueError, match="no term with 'xqzz' in it.$"):
        crmlab.glossary("xqzz")


@pytest.mark.parametrize("word", ["", "  ", 3, None])
def test_what_is_no_word_is_refused(word):
    with pytest.raises(ValueError, match="takes a term"):
        crmlab.glossary(word)


def test_to_ask_for_it_makes_the_package_no_slower():
    code = "import crmlab, sys; crmlab.glossary; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert not {"pandas", "rapidfuzz", "yaml"} & set(said.stdout.split())


def test_every_term_is_found_by_each_of_its_names():
    for row in glossary().itertuples():
        assert crmlab.glossary(row.term).table["term"].iloc[0] == row.term
        assert crmlab.glossary(row.zh).table["zh"].iloc[0] == row.zh


# --- the command


def test_the_command_answers(capsys):
    assert cli.main(["glossary", "delivered", "value"]) == 0
    assert capsys.readouterr().out.startswith(f"{DELIVERED} (客户让渡价值)")
    assert cli.main(["glossary", "delivred"]) == 1
    assert DELIVERED in capsys.readouterr().err
    assert cli.main(["glossary"]) == 2
    assert "Which term?" in capsys.readouterr().err


def test_hanzi_are_understood_where_the_system_knows_only_ascii():
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    told = subprocess.run(
        [sys.executable, "-m", "crmlab", "glossary", "让渡价值"],
        env={**os.environ, **narrow, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    assert told.stdout.startswith(f"{DELIVERED} (客户让渡价值)"), told.stderr


def test_the_page_has_every_term_once_with_its_chinese_and_its_lesson(
    capsys, tmp_path, monkeypatch
):
    for part in ("crmlab", "notebooks"):
        (tmp_path / part).mkdir()
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert cli.main(["glossary", "--page"]) == 0
    assert "for_class/glossary.html" in capsys.readouterr().out.replace("\\", "/")
    page = (tmp_path / "for_class" / "glossary.html").read_text(encoding="utf-8")
    row = (
        r'<tr><th scope="row">(.*?)</th><td lang="zh">(.*?)</td>' + 2 * "<td>(.*?)</td>"
    )
    found = [tuple(map(unescape, cells)) for cells in re.findall(row, page)]
    wanted = glossary()[["term", "zh", "definition", "lesson"]]
    assert sorted(found) == sorted(wanted.itertuples(index=False, name=None))
    assert [term.casefold() for term, *_ in found] == sorted(
        wanted["term"].str.casefold()
    )
    assert "http" not in page  # nothing is fetched


# --- no row of the curriculum is forgotten

LESSONS = {
    lesson.number: lesson
    for lesson in map(read, sorted((ROOT / "notebooks").glob(LESSON_FILES)))
    if not lesson.is_appendix
}
TAUGHT = concepts().query("lesson in @LESSONS")
OWED = set()  # what is known to lack, until it is mended


def test_every_lesson_of_the_curriculum_has_its_notebook():
    assert set(concepts()["lesson"]) == set(LESSONS)


def told_on_slides(lesson):
    """The words in bold on a lesson's slides."""
    shown = [cell for slide in slides(lesson) for cell in slide]
    return " | ".join(bold_words(c.source) for c in shown if c.kind == "markdown")


def forgotten(rows, lessons, terms):
    """What each row of the curriculum lacks, a sentence each."""
    shown = " | ".join(map(told_on_slides, lessons.values()))
    practised = {n: covered(n).set_index("id") for n in modules() if n in lessons}
    for row in rows.itertuples():
        own = terms[terms["id"] == row.id]  # an earlier lesson may introduce its term
        if row.id not in lessons[row.lesson].about["concepts"]:
            yield f"{row.id} is taught in no lesson"
        if own.empty:
            yield f"{row.id} has no term in the glossary"
        if not any(pattern(term).search(shown) for term in own["term"]):
            yield f"{row.id} is on no slide"
        asked = practised[row.lesson].loc[row.id, ["exercises", "questions"]]
        if not asked.ne("").any():
            yield f"{row.id} is in no exercise and no question"


def test_every_row_is_taught_in_the_glossary_on_a_slide_and_asked_for():
    assert set(forgotten(TAUGHT, LESSONS, glossary())) <= OWED


def test_what_is_forgotten_is_seen(monkeypatch):
    lesson = read(LESSONS["06"].path)
    rows = TAUGHT.query("lesson == '06'")
    lesson.node.metadata["crmlab"]["concepts"].remove("6.1")
    for cell in lesson.cells:
        if "**journey funnel**" in cell.source:
            cell.node.source = "nothing"
    terms = glossary().query("id != '6.3'")
    found = set(forgotten(rows, {"06": lesson}, terms))
    assert "6.1 is taught in no lesson" in found
    assert "6.3 has no term in the glossary" in found
    bare = covered("06").assign(exercises="", questions="")
    monkeypatch.setattr(sys.modules[__name__], "covered", lambda number: bare)
    assert "6.4 is in no exercise and no question" in set(
        forgotten(rows, {"06": lesson}, terms)
    )

"""Slides: which cells are on them, what is left out, one file that asks for nothing."""

import re
import sys
from html import unescape
from pathlib import Path

import nbformat
import pytest
from good_lesson import good_lesson

from crmlab import cli
from crmlab.checkout import LESSON_FILES
from crmlab.teach.deck import NoSlidesError, deck, handout
from crmlab.teach.lint.deck import CORE, slides
from crmlab.teach.lint.notebook import read

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob(LESSON_FILES))
LESSONS = [path for path in LESSONS if not read(path).is_appendix]
SECTION = re.compile(r'<section id="s(.*?)" data-timing="(\d+)">(.*?)</section>', re.S)
NOTES = re.compile(r'<aside class="notes">(.*?)</aside>', re.S)


@pytest.fixture
def lesson(tmp_path):
    """Write a notebook, changed by a function, and give its path."""

    def write(change=lambda notebook: None):
        notebook = good_lesson()
        change(notebook)
        path = tmp_path / "notebooks" / "00_start_here.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, path)
        return path

    return write


def sections(html):
    return SECTION.findall(html)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_deck_has_every_slide_of_its_lesson_with_its_notes_and_minutes(path):
    found = sections(deck(path))
    wanted = slides(read(path))
    assert [cell for cell, _, _ in found] == [slide[0].node.id for slide in wanted]
    for (_, seconds, body), slide in zip(found, wanted, strict=True):
        notes = " ".join(str(cell.node.metadata.get("notes", "")) for cell in slide)
        assert unescape(NOTES.search(body)[1]) == notes
        assert notes.strip().startswith(f"{int(seconds) // 60} min")
        code = [c for c in slide if c.kind == "code" and not c.images]
        assert body.count('<pre class="code">') == len(code)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_core_is_the_slides_that_are_tagged_so(path):
    tagged = [s[0].node.id for s in slides(read(path)) if CORE in s[0].tags]
    if not tagged:
        with pytest.raises(NoSlidesError, match="no shorter class.*Leave out --core"):
            deck(path, core=True)
        return
    assert [cell for cell, _, _ in sections(deck(path, core=True))] == tagged


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_deck_asks_for_no_other_file(path):
    page = SECTION.sub("", deck(path))  # links that a speaker may follow are in slides
    page = re.sub(r"(?s)<script>.*?</script>", "", page)
    assert not re.search(
        r'<(script|img|iframe)[^>]* src="|<link|@import|url\((?!data)', page
    )
    asked = re.findall(
        r'src="([^"]{0,30})', "".join(b for *_, b in sections(deck(path)))
    )
    assert all(address.startswith("data:image/png;base64,") for address in asked)


def test_a_figure_keeps_its_words_and_loses_its_code(lesson):
    (body,) = [b for _, _, b in sections(deck(lesson())) if "<img" in b]
    assert 'alt="Bar chart of customers' in body
    assert "<pre" not in body


def test_code_is_text_and_a_table_keeps_no_style_of_its_own(lesson):
    table = "<style scoped>td {color: red}</style><table><td>5</td></table>"

    def change(notebook):
        cell = notebook.cells[4]
        cell.source = "a < b & c"
        cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": table})]

    page = deck(lesson(change))
    assert '<pre class="code">a &lt; b &amp; c</pre><table><td>5</td></table>' in page


def test_a_fragment_waits_on_the_slide_before_it(lesson):
    body = sections(deck(lesson()))[1][2]
    assert '<div class="code-and-table fragment">' in body


def test_the_section_stands_above_a_slide_that_does_not_name_it(lesson):
    bodies = [body for _, _, body in sections(deck(lesson()))]
    assert ['<p class="part">' in body for body in bodies] == [
        "<h2" not in body and "<h1" not in body for body in bodies
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("$x^2$", True), ("$$x$$", True), ("`a$b$c`", False), ("it is $5", False)],
)
def test_mathjax_is_there_only_where_a_slide_has_a_formula(lesson, words, wanted):
    def change(notebook):
        notebook.cells[3].source += f"\n\n{words}"

    page = deck(lesson(change))
    assert ("MathJax = {" in page) is wanted
    assert len(page) < (3_000_000 if wanted else 400_000)


def test_a_lesson_that_is_read_alone_has_no_slides():
    with pytest.raises(NoSlidesError, match="A1_your_own_orders is read alone"):
        deck(ROOT / "notebooks" / "A1_your_own_orders.ipynb")


# --- other people's work


def test_whose_work_is_shipped_is_said_with_its_licence():
    vendor = ROOT / "crmlab" / "teach" / "deck" / "vendor"
    told = (vendor / "README.md").read_text(encoding="utf-8")
    for folder in (path for path in vendor.iterdir() if path.is_dir()):
        assert f"`{folder.name}/`" in told
        assert (folder / "LICENSE").stat().st_size > 900
        for file in folder.glob("*.*s"):
            assert f"`{file.name}`" in told
    assert "MIT" in told and "Apache 2.0" in told


# --- the command


@pytest.fixture
def course(lesson, tmp_path, monkeypatch):
    lesson()
    (tmp_path / "crmlab").mkdir()
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_the_page_and_says_where(course, capsys):
    assert cli.main(["slides", "0"]) == 0
    page = course / "for_class" / "00_start_here.html"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    said = capsys.readouterr().out.replace("\\", "/")
    assert "made for_class/00_start_here.html" in said
    assert "S opens your notes" in said


def test_a_lesson_without_a_core_is_told_so(course, capsys):
    assert cli.main(["slides", "0", "--core"]) == 2
    assert "Leave out --core" in capsys.readouterr().err
    assert not (course / "for_class").exists()


def test_without_a_browser_it_says_how_to_print(course, capsys, monkeypatch):
    monkeypatch.setattr(handout, "find_browser", lambda: None)
    assert cli.main(["slides", "0", "--pdf"]) == 1
    said = capsys.readouterr().err
    assert "none of them was found" in said and "?print-pdf" in said
    assert (course / "for_class" / "00_start_here.html").is_file()


def test_a_browser_that_prints_nothing_is_named(course, capsys, monkeypatch):
    monkeypatch.setattr(handout, "find_browser", lambda: sys.executable)
    assert cli.main(["slides", "0", "--pdf"]) == 1
    said = capsys.readouterr().err
    assert f"{sys.executable} could not print 00_start_here.html" in said

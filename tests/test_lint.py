"""Each rule of the lint lets a good lesson pass and catches one that breaks it."""

import re

import pytest
from good_lesson import (
    ALT,
    CUT_OFF,
    TABLE,
    cell,
    code,
    figure,
    good_lesson,
    markdown,
    printed,
    result,
    save,
)
from nbformat.v4 import new_output

from crmlab.teach.lint import amounts, lint
from crmlab.teach.lint.__main__ import main
from crmlab.teach.lint.bank import faults
from crmlab.teach.lint.prose import sentences


def test_a_good_lesson_has_no_faults(tmp_path):
    assert lint(save(good_lesson(), tmp_path)) == []


def replace(place, old, new):
    def change(notebook):
        here = cell(notebook, place)
        assert old in here.source
        here.source = here.source.replace(old, new)

    return change


def write(place, source):
    return lambda notebook: setattr(cell(notebook, place), "source", source)


def add(place, source):
    def change(notebook):
        cell(notebook, place).source += source

    return change


def output(place, *outputs):
    return lambda notebook: setattr(cell(notebook, place), "outputs", list(outputs))


def table(head):
    """A frame's output, by the rows of its head."""
    html = f"<table><thead>{head}</thead></table>"
    return new_output("display_data", data={"text/html": html, "text/plain": "13"})


def about(**metadata):
    return lambda notebook: notebook.metadata["crmlab"].update(metadata)


def metadata(place, **values):
    return lambda notebook: cell(notebook, place).metadata.update(values)


def slide(place, kind):
    return metadata(place, slideshow={"slide_type": kind})


def move(place, to):
    def change(notebook):
        here = cell(notebook, place)
        notebook.cells.remove(here)
        notebook.cells.insert(to, here)

    return change


def bare_figure(notebook):
    cell(notebook, "still").outputs = [figure("")]


def other_text(notebook):
    out = figure()
    out.data["text/plain"] = "<Figure size 640x480 with 1 Axes>"
    cell(notebook, "still").outputs = [out]


def no_next_figure(notebook):
    cell(notebook, "still").source = "ax = orders_by_week(weekly, title='A title')"


def starts_at_nine(notebook):
    """The still figure leaves the number to the function, which takes 13."""
    weeks = "from crmlab.explore.start import still_active\n"
    weeks += "weeks = slider('weeks', 1, 52, start=9)\n"
    write("widget", weeks + "play(still_active, waits, weeks=weeks)")(notebook)
    write("still", "ax = still_active(waits)")(notebook)


def no_grain(notebook):
    replace("terms", "The **grain** (数据粒度)", "A row")(notebook)
    replace("takeaways", " and a **grain**", "")(notebook)


def long_words(count):
    return " ".join(["word"] * count)


STATE = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
BROKEN = [
    # L1 the question and the answer
    ("L1", "block quote", replace("question", "> ", "")),
    ("L1", "block quote", replace("question", "6,000", "all")),
    ("L1", "block quote", replace("question", "?", ".")),
    ("L1", "printed nowhere", replace("question", "6,000", "7,000")),
    ("L1", "no code cell", output("price")),
    ("L1", "bold amount in ¥", replace("decision", "**Decision.** ", "")),
    ("L1", "bold amount in ¥", replace("decision", " **¥7,714**", " nothing")),
    # L2 the frame
    ("L2", "file's number", about(lesson="01")),
    ("L2", "first cell", about(title="Begin")),
    ("L2", "“## Take-aways”", replace("takeaways", "## Take-aways", "Take-aways")),
    ("L2", "is there twice", write("heading", "## The answer")),
    ("L2", "out of order", move("takeaways", 15)),
    ("L2", "out of order", move("about", 12)),
    ("L2", "more than one heading", add("heading", "\n\n### Another")),
    ("L2", "stand first", replace("heading", "##", "Look.\n\n##")),
    ("L2", "lacks **You need first", replace("about", "**You need first", "**Need")),
    ("L2", "2 aims", replace("about", "- count customers rather than orders\n", "")),
    ("L2", "can be seen", replace("about", "- count", "- understand")),
    ("L2", "minutes", about(practise_minutes=25)),
    ("L2", "in metadata", about(concepts=["0.1", "0.2", "0.3"])),
    ("L2", "belongs to this lesson", about(concepts=["0.1", "0.2", "0.3"])),
    ("L2", "no concept 13.1", about(concepts=["0.1", "0.2", "0.3", "0.4", "13.1"])),
    ("L2", "2 bullets", replace("takeaways", "- three", "three")),
    ("L2", "1 bullets", replace("misconceptions", "- two", "")),
    ("L2", "no year", replace("reading", "(2012)", "")),
    ("L2", "DOI", replace("reading", "https://doi.org/", "doi: ")),
    ("L2", "no link", replace("exercises", "../exercises", "exercises")),
    ("L2", "leads nowhere", add("terms", " See [this](../nowhere.md).")),
    ("L2", "leads nowhere", add("terms", ' See [this](../nowhere.md "A title").')),
    ("L2", "leads nowhere", add("terms", " See [this](<../nowhere.md>).")),
    ("L2", "leads nowhere", add("terms", " See [this][1].\n\n[1]: ../nowhere.md")),
    # L4 and the voice
    ("L4", "16 lines", write("table", "\n".join(["x = 1"] * 16))),
    ("L4", "77 columns", write("table", "x" * 77)),
    ("L4", "words of prose", add("terms", " One two three." * 40)),
    ("L9", "58 cells", lambda nb: nb.cells.extend(markdown("Go.") for _ in range(42))),
    ("L9", "words of prose", add("misconceptions", "\n- Go on." * 900)),
    ("L9", "lines of code", write("price", "print(letters)\n" * 200)),
    ("L10", "a meaning already, from cell 5", add("price", "\ncounts = 1")),
    ("L10", "a meaning already", add("price", "\nfor counts in [1]:\n    pass")),
    ("Voice", "30 words", add("terms", f" Here {long_words(29)}.")),
    ("Voice", "exclamation", add("terms", " Well done!")),
    ("Voice", "teaches nothing", add("terms", " It is important to note this.")),
    # L5 numbers
    ("L5", "6,001", replace("terms", "**6,000**", "**6,001**")),
    ("L5", "64.4%", replace("terms", "**64.3%**", "**64.4%**")),
    ("L5", "7,715", replace("decision", "7,714", "7,715")),
    ("L5", "bare", replace("terms", "**6,000**", "6,000")),
    ("L5", "bare", replace("terms", "**64.3%**", "64.3%")),
    ("L5", "bare", replace("terms", "`13`", "13")),
    ("L5", "6,001", replace("terms", "**6,000**", "__6,001__")),
    ("L5", "6,001", replace("decision", "¥7,714**", "¥7,714** for **6,001**")),
    ("L5", "3,857", add("takeaways", " of **3,857**")),
    ("L5", "heading", replace("heading", "one order", "42% of them")),
    ("L5", "commas", replace("terms", "**6,000**", "**6000**")),
    ("L5", "6,000", replace("terms", "**6,000** customers", "6,000个客户")),
    ("L5", "typed", write("table", "ax = plot(df, title='Only 42% stay')")),
    ("L5", "typed", write("table", "ax.set_title(f'{share} of 6,000 stay')")),
    ("L5", "typed", write("table", "figures.describe(ax, 'A bar at 42%.')")),
    # L7 terms
    ("L7", "**grain**", replace("terms", "**grain**", "grain")),
    ("L7", "**grain**", replace("terms", " (数据粒度)", "")),
    ("L7", "**grain**", replace("terms", "数据粒度", "数据")),
    ("L7", "**churn**", add("terms", " This is churn.")),
    ("L7", "0.4 is used", no_grain),
    ("L7", "not in the glossary", add("terms", " A **nothing** (无物).")),
    ("L7", "not in the glossary", add("takeaways", ", the **grain** (谷物)")),
    # F1 figures
    ("F1", "without alt text", bare_figure),
    ("F1", "alt text of 7 characters; 40", output("still", figure("A chart"))),
    ("F1", "This figure", output("still", figure("This figure still lacks alt text"))),
    ("F1", "text form", other_text),
    (
        "F1",
        "alt text of 3 characters",
        add("terms", "\n\n![map](https://a.org/map.png)"),
    ),
    ("F1", "cut off", output("still", figure(png=CUT_OFF))),
    ("F1", "without alt text", add("terms", "\n\n<img src='https://a.org/map.png'>")),
    # F4 widgets
    ("F4", "state of widgets", lambda nb: nb.metadata.update(widgets={"state": {}})),
    ("F4", "the tag", metadata("widget", tags=[])),
    ("F4", "the tag", metadata("table", tags=["nbval-ignore-output"])),
    ("F4", "is saved", output("widget", printed("13"))),
    ("F4", "by itself", no_next_figure),
    ("F4", "by itself", output("still")),
    ("F4", "13, the still figure has 14", replace("still", "13", "14")),
    ("F4", "13, the still figure has 14", write("still", "ax = still_active(w, 14)")),
    ("F4", "9, the still figure has 13", starts_at_nine),
    ("F4", "controls", write("table", "from ipywidgets import interact")),
    ("F5", "two header rows", output("table", table("<tr></tr><tr></tr>"))),
    # C1 outputs
    ("C1", "never run", lambda nb: cell(nb, "table").update(execution_count=None)),
    ("C1", "out of order", lambda nb: cell(nb, "table").update(execution_count=5)),
    ("C1", "error", output("table", new_output("error", ename="E", evalue=""))),
    ("C1", "stderr", output("table", new_output("stream", name="stderr", text="x"))),
    ("C1", "kind", output("table", new_output("display_data", data=STATE))),
    ("C1", "Text(…)", output("table", printed("[Text(0.5, 1.0, 'Title')]"))),
    ("C1", "Axes", output("table", printed("<Axes: xlabel='week'>"))),
    ("C1", "address", output("table", printed("<function f at 0x7f717eaefa30>"))),
    ("C1", "warning", output("table", printed("FutureWarning: soon"))),
    ("C1", "path", output("table", printed("saved in /srv/course/notebooks/a.csv"))),
    ("C1", "path", output("table", printed(r"saved in C:\course\a.csv"))),
    ("C1", "seed", write("table", "rng = np.random.default_rng()")),
    ("C1", "seed", write("table", "rng = np.random.default_rng(seed=None)")),
    ("C1", "sample", write("table", "orders.sample(n=len(few))")),
    ("C1", "own random", write("table", "import random")),
    ("C1", "silenced", write("table", "with warnings.catch_warnings():\n    f()")),
    ("C1", "old random", write("table", "np.random.seed(1)")),
    ("C1", "inplace", write("table", "orders.dropna(inplace=True)")),
    ("C1", "silenced", write("table", "warnings.simplefilter('ignore')")),
    ("C1", "shell", write("table", "!pip install crmlab")),
    ("C1", "compared", metadata("table", tags=["nbval-skip"])),
    ("C1", "compared", write("table", "# NBVAL_IGNORE_OUTPUT\n1")),
    ("C1", "python3", lambda nb: nb.metadata["kernelspec"].update(name="python4")),
    ("C1", "same", lambda nb: nb.cells[1].update(id=nb.cells[2]["id"])),
    ("C1", "without an id", lambda nb: nb.cells[1].pop("id")),
    # T1 slides
    ("T1", "slide type", slide("terms", "-")),
    ("T1", "slide type", lambda nb: cell(nb, "terms").metadata.pop("slideshow")),
    ("T1", "46 words", write("title", "# 00 · Start here\n\n" + long_words(43))),
    ("T1", "9 lines", write("table", "\n".join(["x = 1"] * 9))),
    ("T1", "figures", output("still", figure(), figure())),
    ("T1", "notes", lambda nb: cell(nb, "heading").metadata.pop("notes")),
    ("T1", "notes", metadata("heading", notes="Ask what one row is.")),
    (
        "T1",
        "no slide defines **grain**",
        replace("takeaways", "a **grain**", "a grain"),
    ),
    ("T1", "the decision is on no slide", slide("decision", "skip")),
    ("T1", "the take-aways are on no slide", slide("takeaways", "skip")),
    ("T1", "without its code", output("still")),
    ("T1", "how to read", metadata("still", notes="2 min. Ask.")),
    ("T1", "takes two minutes", metadata("still", notes="1 min. " + long_words(30))),
    ("T1", "tagged core take", about(teach_minutes=46)),
    ("T1", "tagged core take", metadata("heading", tags=["core"])),
    ("T1", "add up to", metadata("heading", notes="9 min. Ask what one row is.")),
]


@pytest.mark.parametrize(
    "rule, words, change", BROKEN, ids=[f"{r} {w}" for r, w, _ in BROKEN]
)
def test_a_broken_rule_is_told(tmp_path, rule, words, change):
    notebook = good_lesson()
    change(notebook)
    said = lint(save(notebook, tmp_path))
    told = [fault for fault in said if f": {rule}: " in fault and words in fault]
    assert told, said


GOOD = [
    output("table", result(TABLE), table("<tr></tr>")),
    output("table", result(TABLE), table("<tr><th colspan=2></tr><tr></tr>")),
    add("terms", " Write to [us](mailto:us@example.org)."),
    add("terms", " See [it](../exercises/00%5Fstart_here/00_start_here.ipynb)."),
    replace("terms", "**6,000**", "__6,000__"),
    write("table", "orders.sample(n=len(few), random_state=7)"),
    write("title", "# 00 · Start here\n\n" + long_words(26)),  # 30 words: a · is none
    write("table", "\n".join(["x = 1"] * 8)),
    write("widget", "play(still_active, waits)\n" + "\n".join(["x = 1"] * 14)),
    add("terms", f" Here {long_words(28)}."),
    add("terms", " Compare lesson 12 and Table 14, a 4P plan, E0.11 and C000123."),
    add("terms", " The rule of 80/20 dates from 1896, and the year from July 2024."),
    add("terms", " Somebody writes that “68% of customers leave for the service”."),
    add("terms", " In $a = 12.5 b$ the factor is `12.5`."),
    add("terms", "\n\n10. Three of them.\n11. Four."),
    add("terms", "\n\n| lesson | title |\n|---|---|\n| 10 Loyalty | all |"),
    add("terms", " Next time the grain and the shares are plain words."),
    move("terms", 5),
    write("table", "ax = plot(df, x=1234, title=f'{share:12.1%} stay in 2025')"),
    metadata("heading", notes="8 min. Ask what one row is."),
]


def test_a_figure_that_never_ran_is_not_called_an_empty_slide(tmp_path):
    notebook = good_lesson()
    cell(notebook, "still").update(execution_count=None, outputs=[])
    said = "\n".join(lint(save(notebook, tmp_path)))
    assert "C1: 1 code cells were never run; uv run crmlab run 00" in said
    assert "without its code" not in said


def test_chinese_that_is_not_marked_is_told(tmp_path):
    said = lint(save(good_lesson(), tmp_path, chinese=str))
    assert said and all(": F5: Chinese" in fault for fault in said)


@pytest.mark.parametrize("change", GOOD)
def test_what_the_rules_allow_passes(tmp_path, change):
    notebook = good_lesson()
    change(notebook)
    assert lint(save(notebook, tmp_path)) == []


@pytest.mark.parametrize("text", [None, "", "[]", '{"cells": [{}]}', "\ufeff{"])
def test_what_is_no_notebook_gets_a_sentence(tmp_path, capsys, text):
    path = tmp_path / "00_start_here.ipynb"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 2
    assert f"{path} is not a notebook that can be read: " in capsys.readouterr().err


def test_no_notebooks_are_not_the_same_as_no_faults(tmp_path, capsys):
    for nothing in ([], ["--help"]):
        assert main(nothing) == 2
        assert capsys.readouterr().out == ""
    path = save(good_lesson(), tmp_path)
    assert main([str(path)]) == 0
    said = capsys.readouterr().out
    assert "No faults" in said
    assert re.search(r"[1-9]\d* of 57 cells, \d+ of 1,700 words of prose", said), said
    write("table", "import random")(notebook := good_lesson())
    assert main([str(save(notebook, tmp_path))]) == 1


def test_a_notebook_without_cells_has_faults(tmp_path):
    notebook = good_lesson()
    notebook.cells = []
    assert lint(save(notebook, tmp_path))


def test_the_next_lesson_is_linked_once_it_is_there(tmp_path):
    path = save(good_lesson(), tmp_path)
    path.with_name("01_customers.ipynb").touch()
    assert any("next lesson" in fault for fault in lint(path))
    linked = good_lesson()
    cell(linked, "next").source += " [Go on](01_customers.ipynb)."
    assert lint(save(linked, tmp_path)) == []


def test_a_fault_names_notebook_cell_and_rule(tmp_path):
    notebook = good_lesson()
    cell(notebook, "terms").source += " Well done!"
    fault = "notebooks/00_start_here.ipynb cell 6: Voice: an exclamation mark."
    assert lint(save(notebook, tmp_path)) == [fault]


def test_numbers_are_looked_for_above_and_in_the_same_section(tmp_path):
    notebook = good_lesson()
    notebook.cells.insert(4, markdown("Already there are **6,000** of them."))
    assert "cell 5: L5" in lint(save(notebook, tmp_path))[0]
    notebook = good_lesson()
    notebook.cells.insert(8, markdown("## Another", "slide", "1 min. Go on."))
    notebook.cells.insert(9, markdown("Still there are **6,000** of them."))
    assert "cell 10: L5" in lint(save(notebook, tmp_path))[0]


def test_what_a_figure_says_is_not_printed(tmp_path):
    notebook = good_lesson()
    notebook.cells.insert(8, markdown("The chart shows **9,999** of them."))
    cell(notebook, "still").outputs = [figure(ALT + " There are 9,999 of them.")]
    assert "9,999" in lint(save(notebook, tmp_path))[0]


MATCHES = [
    ("12.3%", "0.123", True),
    ("12.3%", "0.1234", True),
    ("12.3%", "0.1236", False),
    ("12.3%", "12.3%", True),
    ("12.3%", "12.3", False),
    ("12.3%", "share (%)\n12.3", True),
    ("12%", "0.123", True),
    ("13%", "0.123", False),
    ("0.12", "0.123", True),
    ("0.123", "0.12", False),
    ("12.3", "12.3%", False),
    ("6,000", "6000", True),
    ("6,000", "6,000 customers", True),
    ("6,000", "5999.6", True),
    ("6,000", "5,987", False),
    ("6,000", "16,000", False),
    ("¥1,234", "1234.4", True),
    ("¥1,234", "¥1,234.40", True),
    ("¥1.2 million", "1234567", True),
    ("¥1.3 million", "1234567", False),
    ("12%", "-0.12", True),
    ("−12%", "-0.12", True),
    ("-12%", "0.12", False),
    ("30", "2025-06-30", False),
    ("12", "C12", False),
    ("12", "x12y", False),
    ("120,000", "1.2e+05", True),
    ("2025", "2025 orders", True),
    ("2025", "2,026 orders", False),
]


@pytest.mark.parametrize("prose, output, matches", MATCHES)
def test_a_number_matches_at_the_precision_of_the_prose(prose, output, matches):
    (number,) = amounts.stated(prose)
    assert number.printed_in(output) == matches


@pytest.mark.parametrize(
    "prose, values",
    [
        ("between 12 and 15 weeks", [12, 15]),
        ("12–15%", [12, 15]),
        ("¥1,200–1,500", [1200, 1500]),
        ("30 June 2025, 2025-06-30 and 27–30 June", []),
        ("concepts 1.6 and 11.10, lesson 07, lessons 05 and 11", []),
        ("| 10 Loyalty | 12 |\n| 11.5 | 14% |", [12, 11.5, 14]),
        ("a 4P plan, E3.12, C000123, the 1990s", []),
        ("80/20", []),
        ("version 3.11.7 of it", [3.11]),
    ],
)
def test_numbers_of_a_sentence(prose, values):
    assert [number.value for number in amounts.stated(prose)] == values


def test_tables_are_read_without_their_markup(tmp_path):
    table = {"text/html": "<td>6,000</td><td>&lt;b&gt; 0.643</td>", "text/plain": "x"}
    shown = code("x", [new_output("display_data", data=table)])
    notebook = good_lesson()
    cell(notebook, "table").outputs = shown.outputs
    assert lint(save(notebook, tmp_path)) == []


def test_sentences_end_where_a_reader_breathes():
    text = "One. Two? Three: four.\n\n- Five\n- Six (seven). “Eight.” Nine e.g. ten"
    assert len(sentences(text)) == 7


def bank(**changes):
    wrong = [{"text": "b", "why": "no"}, {"text": "c", "why": "no"}]
    item = {
        "id": "Q0.1",
        "concept": "0.1",
        "difficulty": "easy",
        "question": "Which?",
        "options": [{"text": "a", "right": True}, *wrong],
    }
    others = [{**item, "id": f"Q0.{number}"} for number in range(2, 11)]
    return [{**item, **changes}, *others]


def test_a_good_bank_has_no_faults():
    assert list(faults(bank(), "00")) == []


RIGHT = {"text": "a", "right": True}
WRONG = {"text": "b", "why": "no"}


@pytest.mark.parametrize(
    "words, items",
    [
        ("9 questions", bank()[1:]),
        ("twice", bank(id="Q0.2")),
        ("form Q0.1", bank(id="Q1.1")),
        ("no concept", bank(concept="13.1")),
        ("difficulty", bank(difficulty="fair")),
        ("asks nothing", bank(question=" ")),
        ("2 options", bank(options=[RIGHT, WRONG])),
        ("exactly one", bank(options=[WRONG, WRONG | {"text": "c"}, WRONG])),
        ("exactly one", bank(options=[RIGHT, RIGHT | {"text": "c"}, WRONG])),
        ("there twice", bank(options=[RIGHT, WRONG, WRONG])),
        ("no reason", bank(options=[RIGHT, WRONG, {"text": "c"}])),
    ],
)
def test_a_broken_question_is_told(words, items):
    assert any(words in fault for fault in faults(items, "00"))


def test_a_lesson_without_a_bank_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("crmlab.teach.FOLDER", tmp_path)
    from crmlab.teach.lint import bank as rule
    from crmlab.teach.lint import read

    lesson = read(save(good_lesson(), tmp_path))
    assert "T3: no readable questions/00.yml" in list(rule.check(lesson))[0]


def appendix(folder, change=None):
    """The good lesson as an appendix: no slides, notes, questions, next lesson."""
    notebook = good_lesson()
    notebook.cells = notebook.cells[:-3]
    for here in notebook.cells:
        here.metadata.pop("slideshow")
        here.metadata.pop("notes", None)
    about(lesson="A1", title="At home")(notebook)
    cell(notebook, "title").source = "# A1 · At home"
    if change:
        change(notebook)
    path = save(notebook, folder)
    return path.rename(path.with_name("A1_at_home.ipynb"))


def test_an_appendix_is_no_deck_and_has_no_exercises(tmp_path):
    assert lint(appendix(tmp_path)) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (write("reading", "## Further reading"), "L2"),
        (write("decision", "Write to them."), "L1"),
        (add("decision", " They are 6,100."), "L5"),
        (add("decision", " Hurry!"), "Voice"),
        (output("still"), "F4"),
        (lambda notebook: notebook.cells.extend(filler(57)), "L9"),
    ],
)
def test_an_appendix_keeps_all_other_rules(tmp_path, change, rule):
    assert any(f": {rule}: " in fault for fault in lint(appendix(tmp_path, change)))


def filler(count):
    """So many cells of a few words."""
    cells = [markdown("A few words.") for _ in range(count)]
    for number, here in enumerate(cells):
        here.id = f"filler-{number}"
    return cells

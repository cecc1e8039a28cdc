"""From a learning platform and back: whose a file is, and what becomes of a mark."""

import datetime as dt
import json
import shutil
import zipfile
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from handed_in import cell_of, exercises, solved

from crmlab import cli
from crmlab.checkout import CourseError
from crmlab.practice import lesson
from crmlab.practice.plain import plain
from crmlab.teach import (
    class_page,
    collecting,
    copies,
    marks_back,
    roster,
    worksheet,
)
from crmlab.teach.grading import grade as grading
from crmlab.teach.grading import gradebook, sandbox, submissions

pytest.importorskip("nbgrader")
ROOT = Path(__file__).resolve().parents[1]
NAME = "00_start_here"
CLASS = """id,name,email
s01,Mei Lin,mei.lin@x.edu
s02,王小明,wxm@x.edu
s03,"Björk, Anna",anna@x.edu
s04,Li Na,li.na@x.edu
"""
RIGHT = nbformat.writes(solved(ROOT, NAME))
BLANK = nbformat.writes(exercises(ROOT, NAME))
OTHER = nbformat.writes(exercises(ROOT, "01_customers_and_value"))


@pytest.fixture
def people(tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text(CLASS, encoding="utf-8")
    return roster.roster(file)


def zipped(path, files):
    """A ZIP of {path: text, or (text, day)}."""
    with zipfile.ZipFile(path, "w") as archive:
        for n, (name, held) in enumerate(files.items()):
            text, day = held if isinstance(held, tuple) else (held, n + 1)
            entry = zipfile.ZipInfo(name, (2027, 3, day, 12, 0, 0))
            archive.writestr(entry, text)
    return path


def collected(source, root, people):
    table = collecting.collect(source, root, NAME, people)
    return table.set_index("id")


def copy_of(root, id):
    return root / "submitted" / id / NAME / f"{NAME}.ipynb"


WHOSE = {
    "Mei Lin_123_assignsubmission_file_/00_start_here (1).ipynb": ["s01"],
    "Lin Mei_123_assignsubmission_file_00_start_here.ipynb": ["s01"],
    "linmei_LATE_55_77_00_start_here-2.ipynb": ["s01"],
    "meilin/00.ipynb": ["s01"],
    "mei.lin@x.edu 00.ipynb": ["s01"],
    "00_start_here_S01.ipynb": ["s01"],
    "王小明_124_assignsubmission_file_/作业.ipynb": ["s02"],
    "作业王小明.ipynb": ["s02"],
    "bjorkanna_5_7_🍵.ipynb": ["s03"],
    "Anna Björk/x/y/z.ipynb": ["s03"],
    "Carolina Gomez_9_assignsubmission_file_/00.ipynb": [],
    "Mei Lin and Li Na/00.ipynb": ["s01", "s04"],
    "Mei Lin_s04_file.ipynb": ["s01", "s04"],  # a number that the platform made up
}


@pytest.mark.parametrize("path", WHOSE)
def test_a_path_tells_whose_a_file_is_or_that_nobody_knows(path, people):
    assert sorted(roster.whose(path, people)) == WHOSE[path]


LONG_NAMES = """id,name,email
20270001,Jean-Luc Picard,jl@x.edu
20270002,"García López, María del Carmen",mdc@x.edu
20270003,Anna O'Brien,anna@x.edu
20270004,Anna Brien,brien@x.edu
20270005,欧阳小红,oyxh@x.edu
"""
EXPORTS = {
    # Moodle, "Download all submissions", in folders or without
    "Jean-Luc Picard_4711_assignsubmission_file/09_loyalty.ipynb": 1,
    "María del Carmen García López_4712_assignsubmission_file_/09 (2).ipynb": 2,
    "Anna O'Brien_4713_assignsubmission_file_09_loyalty.ipynb": 3,
    "Anna Brien_4714_assignsubmission_file_/09_loyalty.ipynb": 4,
    "欧阳小红_4715_assignsubmission_file_/忠诚度.ipynb": 5,
    "Participant_4716_assignsubmission_file_/09_loyalty.ipynb": None,
    # Canvas, "Download Submissions": one word, LATE, its own numbers, -1 for a second
    "picardjeanluc_12345_678901_09_loyalty.ipynb": 1,
    "garcialopezmariadelcarmen_LATE_12346_678902_09_loyalty-1.ipynb": 2,
    "obrienanna_12347_678903_09_loyalty.ipynb": 3,
    "brienanna_12348_678904_09_loyalty-3.ipynb": 4,
    "anonymous_12349_678905_09_loyalty.ipynb": None,
    # a shared folder
    "submissions/20270005/09_loyalty.ipynb": 5,
    "20270003 Anna.ipynb": 3,
}


@pytest.mark.parametrize("path", EXPORTS)
def test_names_as_platforms_export_them(tmp_path, path):
    file = tmp_path / "roster.csv"
    file.write_text(LONG_NAMES, encoding="utf-8")
    whose = roster.whose(path, roster.roster(file))
    assert whose == ([f"2027000{EXPORTS[path]}"] if EXPORTS[path] else [])


def test_moodles_download_is_taken_as_it_comes(tmp_path, people):
    source = zipped(
        tmp_path / "moodle.zip",
        {
            "Mei Lin_1_assignsubmission_file_/00_start_here (1).ipynb": RIGHT,
            "王小明_2_assignsubmission_file_/🍵.ipynb": RIGHT,
            "Anna Björk_3_assignsubmission_file_/a.ipynb": '{"cells": [',
            "Anna Björk_3_assignsubmission_file_/b.html": "<p>",
            "Who Knows_4_assignsubmission_file_/00_start_here.ipynb": RIGHT,
            "__MACOSX/Li Na_5/._00_start_here.ipynb": "x",
        },
    )
    table = collected(source, tmp_path, people)
    assert table["state"].to_list() == [
        *("collected", "collected", "unreadable", "missing", "unknown")
    ]
    assert copy_of(tmp_path, "s01").read_text(encoding="utf-8") == RIGHT
    assert "a.ipynb is damaged" in table.loc["s03", "letter"]
    assert table.loc["s04", "letter"].startswith("Dear Li Na, nothing of yours")
    assert "whose is this?" in table.loc["", "letter"]
    assert copy_of(tmp_path, "s03").read_text(encoding="utf-8") == '{"cells": ['
    # A whole one is taken, whatever the days of the two are.
    again = {"Anna Björk_3_x/a.ipynb": (RIGHT, 1)}
    table = collected(zipped(tmp_path / "2.zip", again), tmp_path, people)
    assert table.loc["s03", "state"] == "collected"
    assert copy_of(tmp_path, "s03").read_text(encoding="utf-8") == RIGHT


def test_of_two_the_last_counts_and_the_first_is_kept(tmp_path, people):
    source = zipped(
        tmp_path / "canvas.zip",
        {
            "linmei_55_77_00_start_here-1.ipynb": (BLANK, 9),
            "linmei_55_76_00_start_here.ipynb": (RIGHT, 9),
            "lina_56_78_00_start_here.ipynb": (RIGHT, 2),
            "lina_56_79_01_customers_and_value.ipynb": (OTHER, 8),
        },
    )
    assert collected(source, tmp_path, people).loc["s04", "state"] == "collected"
    assert copy_of(tmp_path, "s01").read_text(encoding="utf-8") == BLANK
    assert noted(tmp_path, "s01") is None  # that day is the download's
    # Again, with something newer and something older than what is there.
    source = zipped(
        tmp_path / "later.zip",
        {"linmei_55_99_x.ipynb": (RIGHT, 12), "lina_56_99_x.ipynb": (BLANK, 1)},
    )
    table = collected(source, tmp_path, people)
    assert table.loc[["s01", "s04"], "state"].to_list() == ["collected", "kept"]
    (earlier,) = copy_of(tmp_path, "s01").parent.glob("earlier/*.ipynb")
    assert earlier.read_text(encoding="utf-8") == BLANK
    assert copy_of(tmp_path, "s04").read_text(encoding="utf-8") == RIGHT
    # Once more: nothing changes.
    assert collected(source, tmp_path, people).loc["s01", "state"] == "kept"
    assert len(list(earlier.parent.iterdir())) == 1


def test_a_folder_with_zips_in_it_and_names_in_gbk(tmp_path, people):
    folder = tmp_path / "shared"
    (folder / "mei lin").mkdir(parents=True)
    zipped(folder / "mei lin" / "work.zip", {"inner/00_start_here.ipynb": RIGHT})
    chinese = zipped(folder / "chinese.zip", {"NAMEIS.ipynb": RIGHT})
    raw = chinese.read_bytes().replace(b"NAMEIS", "王小明".encode("gb18030"))
    chinese.write_bytes(raw)  # as a Chinese Windows writes it
    table = collected(folder, tmp_path, people)
    assert table.loc[["s01", "s02"], "state"].to_list() == ["collected"] * 2


WORKSHEET = """Identifier,Full name,ID number,Email address,Status,Grade,\
Last modified (submission),Last modified (grade)
Participant 4711,Mei Lin,s01,mei.lin@x.edu,Submitted,,\
"Saturday, 6 March 2027, 12:01 AM",-
Participant 4712,Li Na,s04,li.na@x.edu,Submitted,,\
"Friday, 5 March 2027, 9:05 PM","Monday, 8 March 2027, 9:00 AM"
Participant 4713,Li Na,s05,,No submission,,-,-
"""
CHINESE = """编号,全名,邮箱,最后修改
参与者4711,Mei Lin,mei.lin@x.edu,2027年03月6日 星期六 00:01
"""


def noted(root, id):
    return submissions.noted(copy_of(root, id).parent)


def test_a_platforms_zip_does_not_say_when_and_its_worksheet_does(tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text(CLASS + "s05,Li Na,ln5@x.edu\n", encoding="utf-8")
    people = roster.roster(file)
    kind = "_assignsubmission_file"
    files = {
        f"Mei Lin_4711{kind}/a.ipynb": RIGHT,
        f"Li Na_4712{kind}/a.ipynb": RIGHT,
    }
    source = zipped(tmp_path / "moodle.zip", files)
    table = collected(source, tmp_path, people)
    assert table.loc["s01", "state"] == "collected" and noted(tmp_path, "s01") is None
    assert table.loc[["s04", "s05"], "state"].to_list() == ["unclear"] * 2
    assert "somebody of the same name" in table.loc["s05", "letter"]
    assert "any of these: s04, s05" in table.loc["", "letter"]
    file = tmp_path / "worksheet.csv"
    file.write_text(WORKSHEET, encoding="utf-8")
    told = worksheet.read(file, people)
    table = collecting.collect(source, tmp_path, NAME, people, told).set_index("id")
    states = table.loc[["s01", "s04", "s05"], "state"].to_list()
    assert states == ["kept", "collected", "missing"] and "" not in table.index
    assert noted(tmp_path, "s01") == "2027-03-06T00:01:00"
    assert noted(tmp_path, "s04") == "2027-03-05T21:05:00"


def test_a_worksheet_in_chinese_and_what_is_none(tmp_path, people):
    file = tmp_path / "worksheet.csv"
    file.write_text(CHINESE, encoding="gb18030")
    told = worksheet.read(file, people)
    assert told["number"].to_dict() == {"s01": "4711"}
    assert told.loc["s01", "submitted"] == dt.datetime(2027, 3, 6, 0, 1)
    bad = {"a,b\n1,2\n": "names nobody", "id,day\ns01,03/05/2027\n": "no column with"}
    for text, words in bad.items():
        file.write_text(text, encoding="utf-8")
        with pytest.raises(CourseError, match=words):
            worksheet.read(file, people)
    with pytest.raises(CourseError, match="There is no"):
        worksheet.read(tmp_path / "none.csv", people)


def test_of_two_handed_in_together_the_fuller_counts_and_is_told(tmp_path, people):
    kind = "Mei Lin_4711_assignsubmission_file"
    files = {f"{kind}/作业 最终.ipynb": (RIGHT, 2), f"{kind}/作业.ipynb": (BLANK, 3)}
    table = collected(zipped(tmp_path / "two.zip", files), tmp_path, people)
    assert copy_of(tmp_path, "s01").read_text(encoding="utf-8") == RIGHT
    assert "of the 2 notebooks" in table.loc["s01", "letter"]
    assert "作业 最终.ipynb counts" in table.loc["s01", "letter"]


def test_what_is_in_a_students_zip_came_when_the_zip_came(tmp_path, people):
    inner = zipped(tmp_path / "inner.zip", {"00.ipynb": (RIGHT, 1)})
    source = zipped(tmp_path / "all.zip", {"Mei Lin/w.zip": (inner.read_bytes(), 9)})
    collected(source, tmp_path, people)
    assert noted(tmp_path, "s01") == "2027-03-09T12:00:00"


CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Quiz
    Points Possible,,,,,10
"Li, Na",777,s04,lina,A,
"Li, Na",778,s05,lina5,A,
"""


def test_a_gradebook_of_canvas_is_a_roster_with_its_numbers(tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text(CANVAS, encoding="utf-8")
    people = roster.roster(file)
    assert people["number"].to_dict() == {"s04": "777", "s05": "778"}
    files = {"lina_LATE_778_99_00_start_here-1.ipynb": RIGHT}
    table = collected(zipped(tmp_path / "canvas.zip", files), tmp_path, people)
    assert table["state"].to_dict() == {"s04": "missing", "s05": "collected"}
    file.write_text(CANVAS.replace("s04", "").replace("s05", ""), encoding="utf-8")
    assert roster.roster(file).index.to_list() == ["777", "778"]


@pytest.mark.parametrize("source", ["not there", "roster.csv"])
def test_what_is_no_source_is_told(tmp_path, people, source):
    with pytest.raises(CourseError, match=source):
        collected(tmp_path / source, tmp_path, people)


ROSTERS = {
    "学号,姓名,邮箱\n7,王小明,w@x.cn\n": ("gb18030", "7", "王小明"),
    "ID number,First name,Last name,Email address\n7,Mei,Lin,m@x\n": (
        *("utf-8-sig", "7", "Mei Lin"),
    ),
    'Student,SIS User ID\n"Lin, Mei",7\n': ("utf-8", "7", "Mei Lin"),
    'Student,SIS User ID\n"王, 小明",7\n': ("utf-8", "7", "王小明"),
    "id;name;email\n7;Mei, Lin;m@x\n": ("utf-8", "7", "Lin Mei"),
    "id\tname\n7\tMei Lin\n": ("utf-16", "7", "Mei Lin"),
    "First name,Surname,ID number,Email address\nMei,Lin,,m.l@x\n": (
        *("utf-8", "m.l", "Mei Lin"),
    ),
    "id,email\n7,m@x\n": ("utf-8", "7", "7"),
    "id,Email,email\n7,m@x,\n": ("utf-8", "7", "7"),
    'id,name\n7,"Lin,"\n': ("utf-8", "7", "Lin"),
    # A spreadsheet's empty column: a comma more in the data than in the heading.
    "id,name,email\n7,Mei Lin,m@x,\n": ("utf-8", "7", "Mei Lin"),
    "id;name;email\n7;Mei Lin;m@x; ;\n": ("utf-8", "7", "Mei Lin"),
    "id,name,email,\n7,Mei Lin,m@x,\n\n": ("utf-8", "7", "Mei Lin"),
    "id,name,email\r\n7,Mei Lin\r\n": ("utf-8", "7", "Mei Lin"),
}


@pytest.mark.parametrize("text", ROSTERS)
def test_a_roster_is_read_as_systems_write_it(tmp_path, text):
    encoding, id, name = ROSTERS[text]
    file = tmp_path / "roster.csv"
    file.write_text(text, encoding=encoding)
    assert roster.roster(file)["name"].to_dict() == {id: name}


BAD = {
    "name\nMei\n": "students' ids in it, nor with their e-mails. It has: name",
    "id,name,email\n": "students' ids in it, nor with their e-mails. It has: id",
    "id\n7\n7\n": "id 7 more than once",
    "id\n../x\n": "names a folder",
    "": "no column",
    "id,name,email\n7,Mei,m@x\n,Na,n@x\n": "1 without an id, such as Na n@x",
    "id,name\n7,Mei\n8,Na,li,x\n": "cannot be read as CSV: its heading has 2 columns",
    "id,name\n7,Lin, Mei\n8,Li, Na\n": "2 columns, and line 2 has 3. Give each",
    "PK\x03\x04 a workbook": "cannot be read as CSV",
}


@pytest.mark.parametrize("text", BAD)
def test_a_roster_that_cannot_be_used_is_told(tmp_path, text):
    file = tmp_path / "roster.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=BAD[text].replace(".", r"\.")):
        roster.roster(file)
    with pytest.raises(CourseError, match="columns id, name and email"):
        roster.roster(tmp_path / "another.csv")


# --- marks ----------------------------------------------------------------------------
DUE = "00_start_here:\n  due: 2027-03-05 23:59\n  off_each_day: 0.1\n  at_most: 0.5\n"
STATES = ["late", "memo", "blank", "broken", "missing"]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of five, each of whom stands otherwise; nothing is run."""
    root = tmp_path_factory.mktemp("course")
    for part in ("crmlab", "notebooks"):
        (root / part).mkdir()
    (root / "pyproject.toml").touch()
    shutil.copytree(ROOT / "solutions" / NAME, root / "solutions" / NAME)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    rows = [f"{id},{id.title()} Li,{id}@x.edu" for id in STATES]
    (root / "roster.csv").write_text("\n".join(["id,name,email", *rows]))
    (root / "due.yml").write_text(DUE)
    files = {f"{id} li/00.ipynb": BLANK for id in STATES[:3]}
    memo = exercises(ROOT, NAME)
    cell_of(memo, "E0-4-answer").source = "=HYPERLINK: close the phone line."
    files["memo li/00.ipynb"] = nbformat.writes(memo)
    files["late li/00.ipynb"] = (RIGHT, 7)
    files["broken li/00.html"] = "<p>my answers</p>"
    people = roster.roster(root / "roster.csv")
    collecting.collect(zipped(root / "in.zip", files), root, NAME, people)
    from crmlab.practice import data

    parts = lesson("00").checks()
    answers = {id: part.answer(data.load) for id, part in list(parts.items())[:3]}
    percent = parts["E0.2b"].misconceptions
    first = next(iter(percent))
    answers["E0.2b"] = percent[first](data.load)

    def run(task, *rest):
        solved_it = any("nunique" in cell for cell in task["cells"])
        taken = answers if solved_it else {"E0.1": ...}
        return [
            {"take": id, "taken": {"is": "value", "value": plain(answer)}}
            for id, answer in taken.items()
        ] + [{"end": True}]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "run", run)
        patch.setattr(grading.staging, "stage", lambda folder, *names: folder)
        grading.grade(root, "00", place="plain")
    with gradebook.gradebook(root) as book:
        gradebook.put_class(book, people)
        memo = book.find_grade("E0-4-answer", NAME, NAME, "late")
        memo.manual_score, memo.needs_manual_grade = 3, False
        book.db.commit()
    root.joinpath("mistake").write_text(first)
    return root


@pytest.fixture
def table(course):
    return marks_back.marks(course, "00", roster.roster(course / "roster.csv"))


def test_lost_missing_blank_late_and_unmarked_are_kept_apart(table):
    assert table["state"].to_dict() == {
        "late": "graded",
        "memo": "memo to mark",
        "blank": "blank",
        "broken": "unreadable",
        "missing": "missing",
    }
    assert table["total"].notna().to_dict() == {
        id: id in ("late", "blank") for id in STATES
    }
    assert table.loc["blank", "total"] == 0


def test_lateness_costs_what_the_rule_says(table):
    late = table.loc["late"]
    earned = late["E0.1"] + late["E0.2a"] + 3
    assert (late["days_late"], late["before_late"]) == (2, earned)
    assert late["off"] == pytest.approx(0.2 * earned)
    assert late["total"] == pytest.approx(0.8 * earned)
    assert "2 days late" in late["note"] and table.loc["blank", "days_late"] == 0


RULES = {
    "another: {due: 2027-03-05}": {},
    "00_start_here: {due: soon}": "isoformat",
    "00_start_here: {off_each_day: 0.1}": "lacks 'due'",
    "00_start_here: {due: 2027-03-05, off_each_day: 10}": "between 0 and 1",
    "- a list": "indices",
}


@pytest.mark.parametrize("text", RULES)
def test_a_rule_that_cannot_be_meant_is_told(tmp_path, text):
    (tmp_path / "due.yml").write_text(text)
    if RULES[text] == {}:
        assert marks_back.due(tmp_path / "due.yml", NAME) == {}
    else:
        with pytest.raises(CourseError, match=RULES[text]):
            marks_back.due(tmp_path / "due.yml", NAME)


def test_where_nobody_knows_when_nothing_is_off_and_it_is_told(course):
    people = roster.roster(course / "roster.csv")
    note = copy_of(course, "late").with_name("timestamp.txt")
    text = note.read_text(encoding="utf-8")
    record = course / "autograded" / "late" / NAME / "record.json"
    before = record.read_text(encoding="utf-8")
    note.unlink()
    record.write_text(json.dumps(json.loads(before) | {"submitted": None}))
    row = marks_back.marks(course, "00", people).loc["late"]
    assert row["off"] == 0 and "nobody knows when" in row["note"]
    note.write_text(text)  # the worksheet came after the grading
    assert marks_back.marks(course, "00", people).loc["late", "off"] > 0
    record.write_text(before, encoding="utf-8")


def test_a_minute_late_is_a_day_and_no_date_is_not_late():
    rule = {"due": dt.datetime(2027, 3, 5, 23, 59), "off_each_day": 0.1, "at_most": 0.5}
    when = {"submitted": "2027-03-06T00:00:00"}
    assert marks_back.days_late(when, rule) == 1
    assert marks_back.days_late({"submitted": "2027-03-05T23:59:00"}, rule) == 0
    assert marks_back.days_late({}, rule) == marks_back.days_late(when, {}) == 0
    assert marks_back.off_for(30, 20, rule) == 10


def test_each_form_is_what_its_system_reads(table):
    moodle = marks_back.for_moodle(table, NAME)
    assert list(moodle)[:2] == ["ID number", "Email address"]
    assert (moodle[NAME] == "-").sum() == 3 and len(moodle) == 5
    canvas = marks_back.for_canvas(table, NAME)
    assert list(canvas)[:3] == ["Student", "ID", "SIS User ID"]
    assert canvas.iloc[0].to_list()[0] == "    Points Possible"
    assert canvas.iloc[0][NAME] == table["of"].iloc[0]
    assert canvas.iloc[1:]["SIS User ID"].to_list() == ["late", "blank"]


def test_the_command_writes_marks_and_the_page_of_the_class(
    course, monkeypatch, capsys
):
    monkeypatch.chdir(course)
    for form in ("csv", "moodle", "canvas"):
        assert cli.main(["marks", "0", "--for", form]) == 0
        file = course / "marks" / f"{NAME}_{form}.csv"
        assert len(pd.read_csv(file)) == (3 if form == "canvas" else 5)
    mine = "Exercises 00 (7712)"  # as Canvas's export calls the assignment
    assert cli.main(["marks", "0", "--for", "canvas", "--column", mine]) == 0
    assert list(pd.read_csv(file))[-1] == mine
    said = capsys.readouterr().out
    assert "1 memo to mark" in said
    assert "the maximum grade of the assignment in Moodle has to be 12." in said
    page = (course / "marks" / f"{NAME}.html").read_text(encoding="utf-8")
    assert "<script" not in page and "http" not in page
    mistake = (course / "mistake").read_text()
    assert f"({mistake})" in page  # by its name, and by what the student was told
    assert "What to teach again" in page and "E0.2b" in page
    blank = page.split("What many left out")[1]
    assert blank.count("<td>E0.1 ") == 1 and "67%" in blank  # two of three copies
    assert "<td>E0.1 How many customers are active?</td>" in page
    assert not any(f"{id.title()} Li" in page for id in STATES)


def test_the_page_counts_what_the_records_say(course):
    records = {
        id: json.loads(
            (course / "autograded" / id / NAME / "record.json").read_text("utf-8")
        )
        for id in STATES[:4]
    }
    counts = class_page.by_exercise(class_page.verdicts_of(records))
    assert counts.loc["E0.1", ["right", "not attempted"]].to_list() == [1, 2]
    assert counts.loc["E0.2b", ["wrong", "right_of_tried"]].to_list() == [1, 0]


def test_the_formgrader_has_names(course):
    with gradebook.gradebook(course) as book:
        student = book.find_student("late")
        assert (student.first_name, student.last_name) == ("Late", "Li")
        assert student.email == "late@x.edu"


def test_collect_says_how_many_and_whom_to_write_to(course, monkeypatch, capsys):
    monkeypatch.chdir(course)
    assert cli.main(["collect", "0", "in.zip"]) == 0
    said = capsys.readouterr().out
    assert "3 kept" in said and "1 missing" in said and "1 unreadable" in said
    letters = pd.read_csv(course / "submitted" / f"{NAME}_letters.csv")
    assert letters["id"].to_list() == ["broken", "missing"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_of_a_table_is_a_formula(text):
    assert copies.no_formula(text) == f"'{text}"
    assert copies.no_formula("x=1") == "x=1" and copies.no_formula(-1) == -1
    assert copies.no_formula("-") == "-"  # Moodle's word for no mark

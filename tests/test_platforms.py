"""Marks as Canvas and Moodle read them: their importers' rules, written down here.

Canvas: lib/gradebook_importer.rb of instructure/canvas-lms. Moodle:
grade/import/csv/classes/load_data.php of moodle/moodle. Both read in 2026.
"""

import csv

import pandas as pd
import pytest

from crmlab.teach import copies, marks_back, roster

NAME = "09_loyalty"
EXPORT = """Student,ID,SIS User ID,SIS Login ID,Section,Quiz (7),Current Score
,,,,,Manual Posting,
    Points Possible,,,,,10.00,(read only)
"Lin, Mei",101,s01,mei.lin,A,,
"García López, María",102,,maria@x.edu,A and B,,
"Li, Na",103,s03,lina,B,,
"Student, Test",999,,0f3a,A,,
"""
WITHOUT_SIS = """Student;ID;SIS Login ID;Section
    Points Possible;;;
"Lin, Mei";101;mei.lin;A
"García López, María";102;maria@x.edu;A and B
"Li, Na";103;lina;B
"""
IN_TWO = """LastName,FirstName,ID,SIS User ID,SIS Login ID,Integration ID,Section
    Points Possible,,,,,,
Lin,Mei,101,s01,mei.lin,,A
García López,María,102,s02,maria@x.edu,,A and B
Li,Na,103,s03,lina,,B
"""
EXPORTS = {"whole": EXPORT, "without SIS": WITHOUT_SIS, "names in two": IN_TWO}


def marked(people, totals):
    """A table of marks as `marks_back.marks` gives it: a total or none for each."""
    total = pd.Series(totals, index=people.index, dtype=float)
    note = total.isna().map({True: "a memo is still to be marked", False: ""})
    return people.assign(total=total, of=26, note=note)


def people_of(folder, text):
    file = folder / "roster.csv"
    file.write_text(text, encoding="utf-8")
    return roster.roster(file)


# --- Canvas ---------------------------------------------------------------------------
def into_canvas(file, students):
    """{Canvas's number: grade}, and the points of the column, as Canvas takes them.

    students: {number: (name, SIS id, login)} as the course in Canvas has them.
    """
    head, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
    assert len(head) > 3 and "Student" in head[0] and "ID" in head[1]
    assert head[2:4] == ["SIS User ID", "SIS Login ID"] and "Section" in head[4]
    (title,) = head[5:]
    grades, points = {}, None
    for row in rows:
        if "Points Possible" in row[0]:
            points = float(row[5])
            continue
        name, number, sis, login = row[:4]
        found = {int(number)} & set(students) if number else set()
        found = found or {
            key
            for key, (whole, *ids) in students.items()
            if (sis and sis == ids[0]) or (login and login == ids[1]) or name == whole
        }
        assert len(found) == 1, f"Canvas would ask who {name} is"
        grades[found.pop()] = row[5].strip()
    assert title == NAME
    return grades, points


@pytest.mark.parametrize("kind", EXPORTS)
def test_canvas_finds_each_student_of_its_own_export(tmp_path, kind):
    people = people_of(tmp_path, EXPORTS[kind])
    assert people["number"].to_list() == ["101", "102", "103"]
    table = marked(people, [20.5, None, 0])
    file = copies.put_table(marks_back.for_canvas(table, NAME), tmp_path / "out.csv")
    course = {
        101: ("Lin, Mei", "s01", "mei.lin"),
        102: ("García López, María", "", "maria@x.edu"),
        103: ("Li, Na", "s03", "lina"),
    }
    # An empty cell would take away the mark that Canvas has for 102.
    assert into_canvas(file, course) == ({101: "20.5", 103: "0.0"}, 26)


def test_canvas_finds_students_of_another_list_by_id_or_login(tmp_path):
    people = people_of(tmp_path, "id,name,email\ns01,Mei Lin,m@x\n7,Li Na,lina\n")
    table = marks_back.for_canvas(marked(people, [20, 21]), NAME)
    file = copies.put_table(table, tmp_path / "out.csv")
    course = {101: ("Lin, Mei", "s01", "mei"), 103: ("Li, Na", "s03", "lina")}
    assert into_canvas(file, course)[0] == {101: "20.0", 103: "21.0"}


# --- Moodle ---------------------------------------------------------------------------
def into_moodle(file, users, by, new):
    """{user: grade} as Moodle's CSV import takes them; None is no grade.

    users: {user: {a column's name: what stands there}}. by: the column that the teacher
    maps. new: whether a new grade item is made, or one that is there is filled.
    """
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    grades, user = {}, None
    for row in rows:
        if row[by]:  # of an empty one Moodle goes on with the user of the row above
            found = [key for key, known in users.items() if known[by] == row[by]]
            assert found, f"Moodle would stop the whole import at {row[by]}"
            user = found[0]
        grade = row[NAME].strip()
        nothing = grade == "-" or (grade == "" and not new)
        grades[user] = None if nothing else float(grade or 0)  # empty: 0 where new
    return grades


USERS = {
    2: {"ID number": "s01", "Email address": "mei@x.edu"},
    3: {"ID number": "s02", "Email address": "na@x.edu"},
}


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize("by", ["ID number", "Email address"])
def test_moodle_gives_no_mark_where_there_is_none(tmp_path, by, new):
    text = "ID number,First name,Last name,Email address\n"
    text += "s01,Mei,Lin,mei@x.edu\ns02,Na,Li,na@x.edu\n"
    table = marked(people_of(tmp_path, text), [20.5, None])
    file = copies.put_table(marks_back.for_moodle(table, NAME), tmp_path / "out.csv")
    assert into_moodle(file, USERS, by, new) == {2: 20.5, 3: None}


def test_moodle_cannot_be_told_to_go_by_e_mails_that_are_not_all_there(tmp_path):
    people = people_of(tmp_path, "id,name,email\ns01,Mei,mei@x.edu\ns02,Na,\n")
    table = marks_back.for_moodle(marked(people, [20, 3]), NAME)
    file = copies.put_table(table, tmp_path / "out.csv")
    assert "Email address" not in table
    assert into_moodle(file, USERS, "ID number", True) == {2: 20, 3: 3}


def test_a_list_without_ids_goes_by_the_e_mails(tmp_path):
    text = "First name,Surname,Email address\nMei,Lin,mei@x.edu\nNa,Li,na@x.edu\n"
    people = people_of(tmp_path, text)
    assert people.index.to_list() == ["mei", "na"]
    table = marks_back.for_moodle(marked(people, [20, 3]), NAME)
    file = copies.put_table(table, tmp_path / "out.csv")
    assert into_moodle(file, USERS, "Email address", False) == {2: 20, 3: 3}

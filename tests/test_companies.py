"""A company for a class, or for each student: numbers, files, and what is graded."""

import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from handed_in import cell_of, exercises, hand_in, solved
from jupyterlab import labapp

from crmlab import cli, own_company
from crmlab.checkout import CourseError
from crmlab.company import DEFAULT_CUSTOMERS, DEFAULT_SEED
from crmlab.datasets import folders, places
from crmlab.practice import ExerciseError, data, lesson, progress
from crmlab.practice.plain import plain
from crmlab.teach import companies, roster
from crmlab.teach.grading import each, neighbours, only, sandbox
from crmlab.teach.grading import grade as grading

pytest.importorskip("nbgrader")
ROOT = Path(__file__).resolve().parents[1]
NAME = "00_start_here"
SECRET = "a secret of the class"
CLASS = "id,name,email\nS01,Mei Lin,m@x\ns02,王小明,w@x\n"


@pytest.fixture(autouse=True)
def no_company(monkeypatch):
    monkeypatch.setenv("CRMLAB_SEED", "")  # restored, whatever a test sets


@pytest.fixture
def course(tmp_path, monkeypatch):
    for part in ("crmlab", "notebooks"):
        (tmp_path / part).mkdir()
    (tmp_path / "pyproject.toml").touch()
    shutil.copytree(ROOT / "solutions" / NAME, tmp_path / "solutions" / NAME)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    (tmp_path / "roster.csv").write_text(CLASS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def people(course):
    return roster.roster(course / "roster.csv")


def give_each(course):
    assert cli.main(["class", "--each"]) == 0
    return pd.read_csv(course / companies.TABLE, dtype={"id": "str"}).set_index("id")


# --- numbers --------------------------------------------------------------------------
def test_a_number_follows_from_the_secret_and_the_id():
    numbers = {n: companies.number_for(SECRET, f"s{n:03}") for n in range(400)}
    assert len(set(numbers.values())) == 400
    assert all(10**8 <= number <= places.LARGEST for number in numbers.values())
    assert companies.number_for(SECRET, "s001") == numbers[1] == 235211683
    assert companies.number_for(SECRET, " S001 ") == numbers[1]
    assert companies.number_for(SECRET + "!", "s001") != numbers[1]


def test_two_students_with_one_id_are_told_of(course):
    (course / "roster.csv").write_text(CLASS + "s01,Mo Li,mo@x\n", encoding="utf-8")
    with pytest.raises(CourseError, match="the id s01 more than once"):
        people(course)


def test_each_has_a_number_and_a_letter_and_keeps_them(course, capsys):
    first = give_each(course)
    assert "2 companies" in capsys.readouterr().out
    assert first.index.to_list() == ["S01", "s02"]
    number = first.loc["s02", "company"]
    assert first.loc["s02", "letter"].endswith(f"crmlab lab --company {number}")
    assert "王小明" in first.loc["s02", "letter"]
    late = CLASS + "s03,Late Li,l@x\n"
    (course / "roster.csv").write_text(late, encoding="utf-8")
    again = give_each(course)
    assert again.loc[first.index, "company"].equals(first["company"])
    assert len(again) == 3


def test_a_class_of_400_has_400_companies(course):
    rows = [f"2027{n:04},Student {n},s{n}@x.edu" for n in range(400)]
    (course / "roster.csv").write_text("\n".join(["id,name,email", *rows]))
    table = give_each(course)
    assert table["company"].nunique() == 400
    assert companies.of_each(course)["20270399"] == table.loc["20270399", "company"]


def test_a_lost_secret_costs_no_number(course):
    table = give_each(course)
    (course / companies.FILE).unlink()
    assert companies.of_each(course)["s01"] == table.loc["S01", "company"]
    with pytest.raises(CourseError, match="the secret, class.yml, is gone"):
        companies.set_each(course, people(course))
    assert not (course / companies.FILE).exists()


def test_a_lost_table_comes_back_from_the_secret(course):
    before = give_each(course)
    (course / companies.TABLE).unlink()
    with pytest.raises(CourseError, match="crmlab class --each roster.csv"):
        companies.of_each(course)
    assert give_each(course).equals(before)


@pytest.mark.parametrize("text", ["", "[1]", "seed: x", "secret: ab", "{", "seed: -1"])
def test_a_damaged_class_is_told_and_left_alone(course, text):
    (course / companies.FILE).write_text(text)
    for use in (companies.read, companies.seed_of_class, companies.of_each):
        with pytest.raises(CourseError, match="class.yml cannot be used"):
            use(course)
    with pytest.raises(CourseError):
        companies.set_one(course, 7)
    assert (course / companies.FILE).read_text() == text


NO_TABLES = ["", "id,company\ns01,many\n", "name\nMei\n", "id,company\ns01,-1\n"]


@pytest.mark.parametrize("text", NO_TABLES)
def test_a_damaged_table_is_told(course, text):
    (course / companies.TABLE).write_text(text)
    with pytest.raises(CourseError, match="columns id and company"):
        companies.of_each(course)


def test_the_command_says_what_is_set_and_changes_nothing_by_itself(course, capsys):
    said = lambda *words: (cli.main(["class", *words]), "".join(capsys.readouterr()))  # noqa: E731
    assert said()[0] == 2 and "shipped company" in said()[1]
    assert said("--seed", "many")[0] == 2 and not (course / "class.yml").exists()
    assert "lab --company 2027" in said("--seed", "2027")[1]
    assert "on company 2027" in said()[1]
    assert said("--seed", "2027")[0] == 0
    assert "says that the class is on company 2027" in said("--seed", "7")[1]
    assert "move class.yml to" in said("--each")[1]
    assert companies.seed_of_class(course) == 2027 and companies.of_each(course) == {}


# --- the student's side ---------------------------------------------------------------
@pytest.fixture
def my_work(course):
    for folder in ("exercises/00_start_here", "notebooks"):
        (course / "my_work" / folder).mkdir(parents=True)
    (course / "my_work" / own_company.NAME).write_text("481516234\n")
    return course / "my_work"


def test_in_an_exercise_the_own_company_is_loaded(my_work, monkeypatch, capsys):
    monkeypatch.chdir(my_work / "exercises/00_start_here")
    lesson("00")
    assert os.environ["CRMLAB_SEED"] == "481516234"
    assert "your own company, 481516234" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["notebooks", ".", ".."])
def test_elsewhere_it_is_not(my_work, monkeypatch, place):
    monkeypatch.chdir(my_work / place)
    lesson("00")
    assert os.environ["CRMLAB_SEED"] == ""


def test_what_was_set_by_hand_counts_more(my_work, monkeypatch, capsys):
    monkeypatch.chdir(my_work / "exercises")
    monkeypatch.setenv("CRMLAB_SEED", "7")
    lesson("00")
    assert os.environ["CRMLAB_SEED"] == "7" and not capsys.readouterr().out


def test_the_course_map_counts_what_was_solved_on_it(my_work, monkeypatch):
    monkeypatch.chdir(my_work)
    assert progress.company() == "481516234"
    (my_work / own_company.NAME).write_text("many")
    assert progress.company() == "default"


@pytest.mark.parametrize("text", ["", "many", "-1", "1.5", "9" * 11, "7\n8"])
def test_a_damaged_number_is_told_in_the_notebook(my_work, monkeypatch, text):
    (my_work / own_company.NAME).write_text(text)
    monkeypatch.chdir(my_work / "exercises")
    with pytest.raises(ExerciseError, match="company.txt should hold the number"):
        lesson("00")
    assert os.environ["CRMLAB_SEED"] == ""


@pytest.fixture
def lab(course, monkeypatch):
    """`crmlab lab`, of which JupyterLab itself and the making are left out."""
    told, made = [], []
    monkeypatch.setattr(labapp, "main", told.extend)
    monkeypatch.setattr(places, "make", lambda *company: made.append(company[0]))
    return lambda *words: (cli.main(["lab", *words]), told, made)


@pytest.mark.parametrize("words", [["--company", "481516234"], ["--company=481516234"]])
def test_lab_makes_the_company_and_remembers_it(course, lab, capsys, words):
    code, told, made = lab(*words, "--no-browser")
    assert code == 0 and made == [481516234] and told[-1] == "--no-browser"
    assert "481516234" not in " ".join(told)
    assert (course / "my_work/company.txt").read_text() == "481516234\n"
    capsys.readouterr()
    lab()
    assert "your own company, 481516234" in capsys.readouterr().out
    lab("--company", "7")
    assert "were on company 481516234 so far" in capsys.readouterr().out


@pytest.mark.parametrize("words", ["many", "-1", "99999999999", "", "--no-browser"])
def test_lab_refuses_what_is_no_number(course, lab, capsys, words):
    code, told, made = lab("--company", *[words] * bool(words))
    assert code == 2 and not told and not made
    assert not (course / "my_work/company.txt").exists()
    assert capsys.readouterr().err.strip()


# --- grading --------------------------------------------------------------------------
def test_what_is_made_of_a_company_is_what_the_whole_one_has(tmp_path):
    only.make(DEFAULT_SEED, {"customers", "programme_ledger"}, tmp_path / "some")
    some, whole = folders.resources(tmp_path / "some"), folders.resources(places.home())
    assert set(some["known"]) == {"customers", "programme_ledger"}
    assert set(some["truth"]) == {"customers"}
    for section, inside in some.items():
        for name, resource in inside.items():
            assert resource["contentHash"] == whole[section][name]["contentHash"]
            folders.table(tmp_path / "some", resource)


@pytest.mark.parametrize("name", ["team_measures", "calling_list", "marketing_options"])
def test_a_table_that_goes_on_from_others_is_made_with_them(tmp_path, name):
    only.make(DEFAULT_SEED, {name}, tmp_path / "some")
    made = folders.resources(tmp_path / "some")["known"][name]["contentHash"]
    assert made == folders.resources(places.home())["known"][name]["contentHash"]


def test_the_tables_that_are_needed_stand_in_the_code():
    words = ['orders = load("orders")', "for name in ('teams', 'x'):\n load(name)"]
    assert only.named_in(words) == {"orders", "teams"}


@lru_cache
def answers(number, *ids):
    """What is right on a company, as numbers that a student may type in."""
    with tempfile.TemporaryDirectory() as folder, companies.chosen(number, folder):
        each.make(number, {"customers", "orders"})
        parts = lesson("00").checks()
        return {id: parts[id].answer(data.load) for id in ids}


@pytest.fixture
def graded(course, monkeypatch):
    """Grade with a stand-in for the sandbox: students hand in what they are said to."""

    def stand_in(task, *rest):
        student = next(c for c in task["cells"] if c.startswith("# of "))[5:]
        return [
            {"take": id, "taken": {"is": "value", "value": plain(answer)}}
            for id, answer in handed_in[student].items()
        ] + [{"end": True}]

    handed_in = {}

    def grade(copies, **options):
        handed_in.update(copies)
        for student in copies:
            notebook = exercises(ROOT, NAME)
            cell_of(notebook, "E0-1-answer").source = f"# of {student}"
            hand_in(course, student, NAME, notebook)
        options = {"place": "plain", "workers": 1} | options
        found = grading.grade(course, "00", **options)
        return {record["student"]: record for record in found}

    monkeypatch.setattr(sandbox, "run", stand_in)
    monkeypatch.setattr(grading.staging, "put_package", lambda folder: folder.mkdir())
    monkeypatch.setattr(grading.staging, "stage", lambda folder, *names: folder)
    return grade


PARTS = ("E0.1", "E0.2a", "E0.2b")


def outcomes(record):
    return [record["verdicts"][id]["outcome"] for id in PARTS]


def test_each_student_is_graded_on_the_own_company(course, graded):
    (course / companies.FILE).write_text(f"secret: {SECRET}")
    numbers = give_each(course)["company"]
    mine = {id: answers(number, *PARTS) for id, number in numbers.items()}
    found = graded({"S01": mine["S01"], "s02": mine["S01"], "s09": mine["S01"]})
    assert outcomes(found["S01"]) == ["right"] * 3 and not found["S01"]["flags"]
    assert found["S01"]["company"] == str(numbers["S01"])
    # The neighbour's numbers are wrong, and the teacher is told whose they are.
    assert "right" not in outcomes(found["s02"])
    (flag,) = found["s02"]["flags"]
    assert flag.startswith("wrong here, and right on S01: ")
    assert "nobody with the id s09 has a company" in found["s09"]["fault"]
    # Who has a company now is graded; who was graded is not graded again.
    more = CLASS + "s09,Late Li,l@x\n"
    (course / "roster.csv").write_text(more, encoding="utf-8")
    give_each(course)
    again = graded({"s09": mine["S01"]})
    assert again["s09"]["fault"] == "" and again["S01"] == found["S01"]


def test_who_forgot_the_number_is_told_of(course, graded):
    give_each(course)
    found = graded({"s02": answers(DEFAULT_SEED, *PARTS)})["s02"]
    assert any("right on the shipped company" in flag for flag in found["flags"])


def test_a_class_has_its_company_and_a_seed_asked_for_counts_more(
    course, graded, monkeypatch
):
    monkeypatch.setenv("CRMLAB_CACHE", str(course / "cache"))
    for seed in (7, 8):
        with companies.chosen(seed):
            each.make(seed, {"customers", "orders"})
    companies.set_one(course, 7)
    assert graded({"S01": answers(7, *PARTS)})["S01"]["verdicts"]["E0.1"]["score"] > 0
    found = graded({"S01": answers(8, *PARTS)}, seed=8)["S01"]
    assert outcomes(found) == ["right"] * 3 and found["company"] == "8"
    give = graded({"S01": answers(8, *PARTS)})["S01"]
    assert give["company"] == "7" and "right" not in outcomes(give)


def test_luck_gives_no_flag():
    right = {"mei": {"right": {"E1": [neighbours.print_of([3.0], 0)] * 8}}}
    lucky = {"li": {"given": {"E1": [neighbours.print_of([3.0], 0), 0, 0]}}}
    assert neighbours.flags(right | lucky, {}) == {}
    assert neighbours.digits(0.38721, 5) == 3 and neighbours.digits(3.0, 0) == 0
    assert neighbours.decimals_of(14.83) == 2 and neighbours.decimals_of(1 / 3) == 7


@pytest.mark.timeout(900)
def test_in_real_processes_each_notebook_runs_on_its_own_company(course):
    """One notebook asks for a table that nothing in its text names."""
    numbers = give_each(course)["company"]
    for student in numbers.index:
        notebook = solved(ROOT, NAME)
        cell = cell_of(notebook, "E0-1-answer")
        cell.source += f"\nassert len(load('customers')) > 0  # {student}"
        if student == "s02":
            cell.source = "load('extract' + '_till')\n" + cell.source
        hand_in(course, student, NAME, notebook)
    found = grading.grade(course, "00", workers=2)
    full = {id: part.points for id, part in lesson("00").checks().items()}
    for record in found:
        assert record["company"] == str(numbers[record["student"]])
        assert {id: v["score"] for id, v in record["verdicts"].items()} == full
        assert record["fault"] == ""
    page = course / "autograded" / "S01" / NAME / f"{NAME}.ipynb"
    assert len(nbformat.read(page, as_version=4).cells) > 10
    left = places.cache_folder(int(numbers["S01"]), DEFAULT_CUSTOMERS)
    assert not left.exists()  # 400 companies would fill a disk


def test_a_process_of_the_pool_ends_what_it_runs_on_ctrl_c(monkeypatch):
    import signal

    ended = []
    monkeypatch.setattr(sandbox, "end_all", lambda: ended.append("runs"))
    monkeypatch.setattr(os, "_exit", ended.append)
    before = signal.getsignal(signal.SIGINT)
    try:
        each.end_quietly()
        signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended == ["runs", 130]

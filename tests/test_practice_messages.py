"""What the checker says of a wrong answer: only what it knows; and what it keeps."""

import importlib
import json

import pandas as pd
import pytest

from crmlab import practice
from crmlab.practice import checker, lessons, margins, marks, texts
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Date, Function, Labels, Number, Table

SHARE, COUNT = Number(decimals=3), Number(whole=True)
BY_REGION = pd.Series({"North": 0.5, "South": 0.3, "West": 0.2})
# Keys that texts/00.yml has messages for, so that a part can be made up here.
ORDERS, EVERYBODY, FIRST_DAY = "orders", "everybody", "first_day"


def part(right, form, mistakes=None, also=None):
    ways = {key: lambda load, v=v: v for key, v in (mistakes or {}).items()}
    sound = {key: lambda load, v=v: v for key, v in (also or {}).items()}
    return Part(lambda load: right, form, misconceptions=ways, also_right=sound)


def check(answer, *declared, id="E0.1", **more):
    return checker.check(id, part(*declared, **more), answer, load=None)


def said(key):
    return texts.message_of("E0.1", key)


# --- a mistake is named when it is sure, and only then --------------------------------
def test_a_mistake_is_named_to_six_digits_not_within_the_tolerance():
    declared = 0.5, SHARE, {ORDERS: 0.2}
    assert check(0.2, *declared).reason == ORDERS
    assert check(0.2 + 1e-8, *declared).reason == ORDERS
    assert check(0.2004, *declared).reason == "far_too_small"


def test_two_mistakes_that_give_the_same_are_both_named():
    found = check(0.2, 0.5, SHARE, {ORDERS: 0.2, EVERYBODY: 0.2})
    assert found.reason == f"{ORDERS} or {EVERYBODY}"
    assert said(ORDERS) in found.message and said(EVERYBODY) in found.message


def test_of_three_mistakes_none_is_named():
    found = check(0.2, 0.5, SHARE, dict.fromkeys([ORDERS, EVERYBODY, FIRST_DAY], 0.2))
    assert found.message == texts.say("messages", "several")


def test_a_mistake_that_a_slip_explains_too_is_named_with_it():
    found = check(0.7, 0.3, SHARE, {ORDERS: 0.7})
    assert found.reason == f"{ORDERS} or complement"
    assert said(ORDERS) in found.message
    assert texts.say("messages", "complement") in found.message


def test_a_rounded_answer_is_no_slip_where_a_mistake_gives_it():
    assert check(0.3, 0.3333, SHARE).reason == "rounded"
    assert check(0.3, 0.3333, SHARE, {ORDERS: 0.3}).reason == ORDERS
    assert check(0.4, 0.3333, SHARE).reason == "too_high"
    assert check(0.0, 0.3333, SHARE).reason == "far_too_small"


def test_an_answer_that_a_sound_way_gives_is_right_whatever_mistake_gives_it():
    declared = 0.5, SHARE, {ORDERS: 0.52}
    assert check(0.52, *declared).reason == ORDERS
    assert check(0.52, *declared, also={"exact": 0.52}).outcome == "right"


def test_a_slip_is_named_beside_the_sound_way_that_was_taken():
    sound = {"textbook": 0.52}
    assert check(0.0052, 0.5, SHARE, also=sound).reason == "hundredth"
    assert check(-0.5, 0.5, SHARE, also=sound).reason == "sign"
    assert check(0.6, 0.5, SHARE, also=sound).reason == "too_high"


def test_a_tolerance_may_be_set_for_an_answer_that_hangs_on_a_constant():
    size = Number(whole=True, within=40)
    assert check(6634, 6607, size).outcome == "right"
    assert check(6606.4, 6607, size).reason == "not_whole"
    assert check(6650, 6607, size).reason == "too_high"
    assert check(2596, 2595, COUNT).reason == "one_too_many"


# --- what else is known ---------------------------------------------------------------
def test_values_are_counted_and_the_wrong_ones_named():
    given = {"North": 0.5, "South": 0.35, "West": 0.1}
    message = check(given, BY_REGION, ByLabel(3)).message
    assert message == "1 of 3 values are right. Too high: 'South'. Too low: 'West'."


def test_a_label_left_out_is_named_where_labels_are_no_answer():
    found = check(BY_REGION.iloc[1:], BY_REGION, ByLabel(3))
    assert found.reason == "too_few" and "1 ('North')" in found.message
    found = check(["South"], ["South", "West"], Labels())
    assert found.reason == "too_few" and "West" not in found.message
    found = check(["South", "East"], ["South", "West"], Labels())
    assert "'East'" in found.message and "Right: 1." in found.message


def rate(bought, sent):
    return bought / sent if sent else float("nan")


def of_function(answer, mistakes=None, result=SHARE):
    cases = {"one_day": (20, 50), "nobody": (0, 0), "frequent": (45, 60)}
    declared = part(rate, Function(result, lambda load: cases), mistakes)
    return checker.check("E0.3", declared, answer, load=None)


def test_a_function_is_told_the_first_case_with_what_was_wanted_and_what_came():
    found = of_function(lambda bought, sent: rate(bought, sent) * (1 + (sent > 55)))
    assert found.reason == "case" and texts.own_texts("E0.3")["cases"]["frequent"]
    wanted = "Called with 45, 60, it should give 0.750. Yours gives 1.500."
    assert found.message.endswith(wanted)


def test_a_slip_of_a_function_must_show_in_every_case():
    assert of_function(lambda b, s: 100 * rate(b, s)).reason == "hundredfold"
    assert of_function(lambda b, s: 1 - rate(b, s)).reason == "complement"
    assert of_function(lambda b, s: 0.4).reason == "always_the_same"
    # 0.7 is 0.75 rounded down, in this case only.
    assert of_function(lambda b, s: min(0.7, rate(b, s))).reason == "case"


def test_a_date_is_told_how_it_is_off_and_no_cause():
    day = pd.Timestamp("2025-03-31")
    found = check("2025-04-01", day, Date())
    assert found.message == "Your day is one day too late."


# --- the slips of each form -----------------------------------------------------------
FORMS = {
    "share": (SHARE, 0.3412),
    "amount": (Number(decimals=2), 1234.56),
    "count": (COUNT, 12),
    "labels": (Labels(ordered=True), ["web", "app", "shop"]),
    "by label": (ByLabel(3), BY_REGION + 0.0123),
    "counts by label": (ByLabel(whole=True), BY_REGION * 10),
    "date": (Date(), pd.Timestamp("2025-03-31")),
    "table": (
        Table(("channel",), ordered=True),
        pd.DataFrame({"channel": ["web", "app"], "paid": [10.25, 20.5], "n": [3, 4]}),
    ),
    "function": (
        Function(SHARE, lambda load: {"a": (1, 3), "b": (1, 6)}),
        lambda a, b: a / b,
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_slip_of_a_form_is_wrong_and_gets_its_reason(name):
    form, right = FORMS[name]
    known = checker.Known(Part(lambda load: right, form), None)
    slips = form.slips(known.right)
    assert len(slips) >= 2
    for slip, plain in slips.items():
        outcome, reason, message = checker.judge_plain("E0.3", known, plain)
        assert (outcome, reason) == ("wrong", slip.split()[0]), message
        assert form.distance(plain, known.right) > 1


@pytest.mark.parametrize("name", FORMS)
def test_distance_same_and_agrees_say_the_same_of_the_right_answer(name):
    form, right = FORMS[name]
    plain = form.read(right, None)
    assert form.distance(plain, plain) == 0
    assert form.same(plain, plain) and form.agrees(plain, plain)


# --- margins --------------------------------------------------------------------------
def measured(*declared, **more):
    rows = margins.distances(checker.Known(part(*declared, **more), None))
    return {(kind, way): far for kind, way, far in rows}


def test_margins_are_in_tolerances():
    found = measured(0.3, SHARE, {ORDERS: 0.302}, also={"other": 0.3005})
    assert found["wrong", ORDERS] == pytest.approx(1.5)
    assert found["sound", "other"] == pytest.approx(0.5)
    assert found["slip", "complement"] == pytest.approx(399.5)


def test_a_wrong_way_near_another_sound_way_is_near():
    found = measured(0.3, SHARE, {ORDERS: 0.32}, also={"other": 0.319})
    assert found["wrong", ORDERS] == pytest.approx(1)


@pytest.mark.parametrize(
    "kind, far, few, verdict",
    [
        ("wrong", [3, 9], False, "ok"),
        ("wrong", [2.9, 0.5], False, "too near on 2 of 2, passes on 1"),
        ("wrong", [float("inf")] * 19 + [0], True, "ok"),
        (
            "wrong",
            [float("inf")] * 18 + [0, 0],
            True,
            "too near on 2 of 20, passes on 2",
        ),
        ("wrong", [float("inf")] * 19 + [0], False, "too near on 1 of 20, passes on 1"),
        ("wrong", [5, float("nan")], False, "fails on 1 of 2"),
        ("sound", [0.9, 1.0], False, "ok"),
        ("sound", [0.9, 1.2], False, "refused on 1 of 2"),
    ],
)
def test_the_rule_of_the_margins(kind, far, few, verdict):
    assert margins.verdict(kind, pd.Series(far, dtype=float).to_numpy(), few) == verdict


# --- declarations that lack a text ----------------------------------------------------
def test_a_mistake_without_a_message_gets_a_sentence(monkeypatch):
    with pytest.raises(practice.ExerciseError) as told:
        check(0.2, 0.5, SHARE, {"no_such_key": 0.2})
    for word in ("E0.1", "no_such_key", "crmlab/practice/texts/00.yml"):
        assert word in str(told.value)


def test_missing_and_left_over_texts_are_told_with_exercise_key_and_file(monkeypatch):
    own = {"E0.1": {"hints": ["one"], "misconceptions": {"a": ""}, "cases": {}}}
    read = texts.read
    monkeypatch.setattr(texts, "read", lambda name: own if name == "00" else read(name))
    few, absent, left, case = texts.gaps("E0.1", ["b"], ["big"])
    assert few.startswith("E0.1: 1 hints")
    assert "mistake b has no message" in absent and "texts/00.yml" in absent
    assert "a text for a" in left and "case big has no name" in case


# --- progress over a restart ----------------------------------------------------------
@pytest.fixture
def start(tmp_path, monkeypatch):
    """Starts the lesson as after a restart, in a folder my_work."""
    folder = tmp_path / "my_work" / "00_start_here"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CRMLAB_SEED", raising=False)
    exercises = (
        Exercise("E0.1", "warm-up", 3, ("0.1",), {"": part(12, COUNT)}),
        Exercise("E0.4", "open", 9, ("0.1",), open_points=4),
    )
    return lambda: lessons.Lesson("00", exercises)


def outcomes(ex):
    return list(ex.progress()["outcome"])


def test_progress_survives_a_restart_for_each_company(start, tmp_path, monkeypatch):
    start().check("E0.1", 12)
    assert outcomes(start()) == ["right", "marked by a person"]
    assert list(start().progress()["your points"]) == [1, 0]
    start().check("E0.1", 13)
    assert outcomes(start())[0] == "not right yet"
    assert [f.name for f in (tmp_path / "my_work").iterdir() if f.is_file()] == [
        "progress.json"
    ]
    monkeypatch.setenv("CRMLAB_SEED", "7")
    assert outcomes(start())[0] == "not attempted"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"default": 3}', '{"default": {"E0.1": {}}}', "null"]
)
def test_damaged_progress_is_no_matter(start, tmp_path, text):
    (tmp_path / "my_work" / "progress.json").write_text(text, encoding="utf-8")
    assert outcomes(start())[0] == "not attempted"
    start().check("E0.1", 12)
    assert outcomes(start())[0] == "right"


def test_nothing_is_kept_elsewhere_nor_where_nothing_can_be_written(
    start, tmp_path, monkeypatch
):
    monkeypatch.setattr("pathlib.Path.write_text", raises)
    assert start().check("E0.1", 12).outcome == "right"
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    start().check("E0.1", 12)
    assert not list(tmp_path.rglob("progress.json"))


def raises(*arguments, **options):
    raise OSError(30, "Read-only file system")


def marking():
    """The module; the package has a function of the same name."""
    return importlib.import_module("crmlab.practice.marks")


def test_a_grader_takes_nothing_from_the_progress_and_leaves_nothing(
    start, tmp_path, monkeypatch
):
    kept = {"default": {"E0.1": "right"}}
    file = tmp_path / "my_work" / "progress.json"
    file.write_text(json.dumps(kept), encoding="utf-8")
    monkeypatch.setattr(marking(), "lesson", lambda number: start())
    assert marks("E0.1", 13) == 0 and marks("E0.1", ...) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == kept

"""Policy files: read the same for any company, refused in a sentence, never run."""

import os
import re
from pathlib import Path

import pandas as pd
import pytest

from crmlab.company.play import Policy, PolicyError, steady_policy
from crmlab.datasets.shipped import load
from crmlab.game import Game, facts, policy_file, read_policy, write_policy
from crmlab.game.budget import planned_cost
from crmlab.game.budgets import over_budget
from crmlab.game.facts import VALUES
from crmlab.game.plain_file import MOST_BYTES

ROOT = Path(__file__).parents[1]
TABLES = ["customers", "orders", "service_cases", "programme_tiers"]
GOOD = "plan:\n  - group: everyone\n    service: 0.7\n"


@pytest.fixture(scope="module")
def game():
    return Game()


@pytest.fixture(scope="module")
def known(game):
    return facts({name: load(name) for name in TABLES}, game.groups)


@pytest.fixture
def put(tmp_path):
    def write(text, name="team.yml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_each_fact_takes_the_words_that_are_named_and_each_customer_has_all(known):
    assert list(known) == list(VALUES) and len(known) == len(load("customers"))
    for name, words in VALUES.items():
        assert set(known[name]) == set(words), name


def test_facts_are_those_of_the_lessons_and_of_the_game(known, game):
    assert (known["stage"] == "decline").sum() == 2481  # as lesson 11 prints
    assert (known["grade"] + " " + known["kind"] == game.groups[known.index]).all()
    late = load("service_cases").query("opened >= '2024-12-30'")
    late = late[late["topic"].isin(["late parcel", "claim", "faulty goods"])]
    assert set(known.index[known["complained"] == "yes"]) == set(late["customer_id"])


def test_a_customer_without_an_order_or_a_group_is_named(game):
    tables = {name: load(name) for name in TABLES}
    tables["orders"] = tables["orders"].query("customer_id != 'C000007'")
    with pytest.raises(ValueError, match="no order of C000007"):
        facts(tables, game.groups)
    tables["orders"] = load("orders")
    with pytest.raises(ValueError, match="groups has 1 empty"):
        facts(tables, game.groups.drop("C000007"))


def test_the_file_of_the_module_s_head_can_be_played(known, put):
    path = put("\n\n".join(policy_file.__doc__.split("\n\n")[1:2]))
    policy = read_policy(path, known)
    best = known["grade"].isin(["A", "B"])
    best &= known["stage"].isin(["growth", "maturity"])
    angry = ~best & (known["complained"] == "yes")
    assert (policy.groups[best] == "row 1").all()
    assert (policy.groups[angry] == "rows 2 2 4 4").all()
    assert (policy.groups[~best & ~angry] == "row 4").all()
    row = policy.levers.set_index(["quarter", "group"])
    assert row.loc[(1, "rows 2 2 4 4"), "recovery"] == 0.9
    assert pd.isna(row.loc[(1, "rows 2 2 4 4"), "service"])
    assert row.loc[(3, "rows 2 2 4 4"), "service"] == 0.65
    assert policy.acquisition == (1.2,) * 4


def test_the_file_for_teachers_is_within_the_budget(known, game, put):
    page = (ROOT / "docs" / "capstone.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.+?)```", page, re.DOTALL)
    policy = read_policy(put(text), known)
    assert over_budget(planned_cost(game.firm, policy), game.budget) is None


def test_a_csv_says_the_same_with_any_mark_between_its_cells(known, put):
    rows = [
        ["quarter", "group", "service", "contact"],
        ["1 2", "grade is A", "0.9", "proactive"],
        ["", "everyone", "0.7", ""],
    ]
    read = []
    for mark in ",;\t":
        text = "\n".join(mark.join(row) for row in rows)
        path = put("\ufeff" + text + "\n\n", "team.csv")
        read.append(read_policy(path, known))
    same = put(
        "plan:\n- {quarter: [1, 2], group: grade is A, service: 0.9, "
        "contact: proactive}\n- {group: everyone, service: 0.7}"
    )
    for policy in read:
        pd.testing.assert_frame_equal(policy.levers, read_policy(same, known).levers)


def test_everyone_takes_newcomers_too_unless_they_have_a_row_before(known, put):
    policy = read_policy(put(GOOD), known)
    assert (policy.levers["group"] == "newcomers").sum() == 4
    first = "plan:\n- {group: newcomers, service: 0.5, acquisition: 2}\n"
    policy = read_policy(put(first + "- {group: everyone, service: 0.7}"), known)
    new = policy.levers[policy.levers["group"] == "newcomers"]
    assert set(new["service"]) == {0.5} and policy.acquisition == (2.0,) * 4


def test_whom_no_row_fits_stays_as_the_house_has_it(known, put):
    policy = read_policy(put("plan: [{group: region is West, service: 1}]"), known)
    assert set(policy.groups.index) == set(known.index[known["region"] == "West"])


def test_what_is_written_is_read_back_and_plays_the_same(known, game, tmp_path):
    groups = game.groups.where(game.groups.str.endswith("organisation"))
    levers = {"A organisation": 0.9, "B organisation": 0.8, "newcomers": 0.7}
    policy = steady_policy(
        groups, quarters=(1, 2), acquisition=1.3, service=levers, offer=0.05
    )
    path = write_policy(policy, tmp_path / "a.yml", known, team="茶", why="We: think")
    team, why, rows = policy_file.read_rows(path)
    assert (team, why) == ("茶", "We: think") and len(rows) == 5
    again = read_policy(path, known)
    pair = game.firm.compare({"as it was": policy, "as read": again}, lucks=[0])
    assert pair.iloc[0, 2:].to_list() == pair.iloc[1, 2:].to_list()


def test_groups_that_the_facts_cannot_tell_apart_are_not_written(known, tmp_path):
    mine = pd.Series("a", known.index[:10])
    with pytest.raises(PolicyError, match="name more facts in by"):
        write_policy(steady_policy(mine, service=1), tmp_path / "a.yml", known)
    with pytest.raises(PolicyError, match="nothing to write"):
        write_policy(Policy(), tmp_path / "a.yml", known)
    assert not list(tmp_path.iterdir())


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nplan: *c\n"
BAD = {
    "empty": ("", "it is empty"),
    "blank": (" \n\n", "it is empty"),
    "huge": (b"x" * (MOST_BYTES + 1), "larger than 20,000 bytes"),
    "no text": (b"\xff\xfe\x00plan", "not text in UTF-8"),
    "Excel in Chinese": ("plan: 计划".encode("gbk"), "CSV UTF-8"),
    "aliases": (LAUGHS, "line 1 uses & or *"),
    "an alias of itself": ("plan: &p [*p]", "uses & or *"),
    "code": ("plan: !!python/object/apply:os.system [touch ran]", "holds a tag"),
    "code, short": ("!!python/name:os.system {plan: 1}", "holds a tag"),
    "a tag": ("plan: !wild [1]", "holds a tag"),
    "deep": ("plan: " + "[" * 5000, "more than 6 deep"),
    "no YAML": ("plan: [", "it is not YAML (line 1"),
    "a tab": ("plan:\n\t- a", "it is not YAML (line 2"),
    "a bell": ("plan: \x07", "it is not YAML"),
    "two documents": (GOOD + "---\n" + GOOD, "holds 2 documents"),
    "a list": ("- a", "needs an entry 'plan'"),
    "a word": ("plan", "needs an entry 'plan'"),
    "no plan": ("team: x", "needs an entry 'plan'"),
    "a team in a list": ("team: [x]\n" + GOOD, "needs an entry 'plan'"),
    "a key twice": (GOOD + "plan: []", "says 'plan' twice"),
    "a list as key": ("? [a]\n: b", "twice"),
    "more": ("plans: 1\n" + GOOD, "has an entry 'plans'"),
    "no rows": ("plan: []", "it has no row"),
    "rows": ("plan:\n" + "- {group: x}\n" * 201, "it has 201 rows"),
    "a row of words": ("plan: [service]", "row 1 of the plan is no list"),
    "a list inside": (
        "plan: [{group: everyone, service: [1]}]",
        "list under 'service'",
    ),
    "no group": ("plan: [{service: 1}]", "row 1 lacks its group"),
    "no lever": ("plan: [{group: everyone}]", "row 1 sets no lever"),
    "a lever": ("plan: [{group: everyone, price: 1}]", "row 1 has 'price'"),
    "a quarter": ("plan: [{quarter: 5, group: everyone, offer: 0}]", "quarter '5'"),
    "a fact": ("plan: [{group: age is 5, offer: 0}]", "no fact 'age'; there are kind"),
    "a word of it": ("plan: [{group: grade is top, offer: 0}]", "grade is never 'top'"),
    "a formula": ("plan: [{group: grade == 'A', offer: 0}]", "is no group"),
    "a fact twice": (
        "plan: [{group: grade is A and grade is B, offer: 0}]",
        "speaks of grade twice",
    ),
    "much": ("plan: [{group: everyone, service: 1.1}]", "a number from 0 to 1"),
    "nan": ("plan: [{group: everyone, service: .nan}]", "a number from 0 to 1"),
    "nan in Python": ("plan: [{group: everyone, service: nan}]", "a number from 0"),
    "a sum": ("plan: [{group: everyone, service: 1/2}]", "a number from 0 to 1"),
    "inf": ("plan: [{group: newcomers, acquisition: inf}]", "a number from 0 to 5"),
    "long": (f"plan: [{{group: newcomers, acquisition: {'9' * 9000}}}]", "from 0 to 5"),
    "contact": ("plan: [{group: everyone, contact: love}]", "contact is 'love'"),
    "acquisition": ("plan: [{group: everyone, acquisition: 1}]", "row for newcomers"),
    "after everyone": (
        GOOD + "  - {quarter: 3, group: grade is A, service: 1}",
        "row 2 can never count: row 1 takes the whole group in quarter 3 first",
    ),
}
BAD_CSV = {
    "heads": ("a,b\n1,2", "needs the columns group and"),
    "a column twice": ("group,offer,offer\neveryone,0,0", "says 'offer' twice"),
    "width": ("group,offer\neveryone", "line 2 has 1 cells, the first line 2"),
    "quotes": ('group,offer\n"everyone,0', "it is not CSV"),
    "heads only": ("group,offer\n", "it has no row"),
    "a formula of Excel": ("group,offer\neveryone,=1+1", "a number from 0 to 0.4"),
}


def test_a_policy_that_cannot_be_written_leaves_the_old_one(
    game, known, tmp_path, monkeypatch
):
    def full(*_):
        raise OSError(28, "No space left on device")

    (tmp_path / "a.yml").write_text(GOOD)
    monkeypatch.setattr("os.replace", full)
    groups = pd.Series("all", known.index)
    with pytest.raises(PolicyError, match="No space left on device.*Make room"):
        write_policy(steady_policy(groups, service=1), tmp_path / "a.yml", known)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [
        ("a.yml", GOOD)
    ]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_and_is_never_run(
    name, known, put, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    _refused(put(BAD[name][0]), BAD[name][1], known)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", BAD_CSV)
def test_a_bad_csv_gets_one_sentence(name, known, put):
    _refused(put(BAD_CSV[name][0], "team.csv"), BAD_CSV[name][1], known)


def _refused(path, words, known):
    with pytest.raises(PolicyError) as fault:
        read_policy(path, known)
    said = str(fault.value)
    assert said.startswith(f"{path.name}: ") and words in said and said.endswith(".")
    assert len(said) < 300 and "\n" not in said


def test_what_is_no_plain_file_is_not_opened(known, tmp_path):
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "folder.yml").mkdir()
    (tmp_path / "elsewhere.yml").symlink_to("/dev/zero")
    for name in ("pipe.yml", "folder.yml", "elsewhere.yml"):
        _refused(tmp_path / name, "not a plain file", known)
    _refused(tmp_path / "missing.yml", "cannot be read", known)
    _refused(tmp_path / "team.py", "must end in", known)

"""The league scores a folder of policy files; a bad file stops no other."""

import sys

import pytest

from crmlab import cli
from crmlab.company.play import Policy
from crmlab.game import planned_cost
from crmlab.game.league import Field, policy_files, ranked
from crmlab.game.policy_file import as_policy
from crmlab.teach import league_pages

GOOD = {
    "service.yml": "team: The 茶 <b>team</b>\nplan:\n"
    "- {group: kind is organisation, service: 0.9}\n",
    "less.csv": "quarter,group,service\n1 2 3 4,grade is C,0.4\n",
    "nothing.yaml": "plan: [{group: everyone, service: 0.6}]",
}
BAD = {
    "a_empty.yml": ("", "it is empty"),
    "b_huge.yml": ("x" * 30_000, "larger than 20,000 bytes"),
    "c_laughs.yml": ("a: &a [1]\nplan: *a", "uses & or *"),
    "d_code.yml": ("plan: !!python/object/apply:os.system [ls]", "holds a tag"),
    "e_rich.yml": ("plan: [{group: everyone, offer: 0.4}]", "over the budget"),
    "f_late.yml": (
        "plan:\n- {quarter: 1 2 3, group: everyone, contact: basic, service: 0.2}\n"
        "- {quarter: 4, group: everyone, contact: accountable}",
        "no quarter may take",
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("class")
    for name, text in GOOD.items():
        (place / name).write_text(text, encoding="utf-8")
    for name, (text, _) in BAD.items():
        (place / name).write_text(text, encoding="utf-8")
    (place / "readme.txt").write_text("not a policy")
    return place


@pytest.fixture(scope="module")
def field():
    return Field(7, customers=600)


@pytest.fixture(scope="module")
def results(folder, field):
    return field.play(policy_files(folder))


def test_the_table_has_the_best_first_and_the_bad_ones_last(results):
    table = ranked(results)
    assert len(table) == len(GOOD) + len(BAD)
    assert table["place"].dropna().to_list() == [1, 2, 3]
    best = table["both_gain"].dropna()
    assert best.is_monotonic_decreasing and set(table["file"][:3]) == set(GOOD)
    said = table.set_index("file")["said"]
    assert (said[list(GOOD)] == "").all()
    for name, (_, words) in BAD.items():
        assert said[name].startswith(f"{name}: ") and words in said[name], said[name]
        assert "\n" not in said[name]


def test_the_house_s_own_levers_gain_nothing(results):
    (same,) = [one for one in results if one.file == "nothing.yaml"]
    assert (same.gains == 0).all(axis=None) and (same.groups.fillna(0) == 0).all(
        axis=None
    )


def test_what_a_team_gained_is_what_the_firm_says_and_adds_up(results, field):
    one = next(one for one in results if one.file == "service.yml")
    policy = as_policy(one.rows, field.facts)
    gains = field.game.firm.compare({"it": policy}, field.lucks).set_index("luck")
    assert one.gains["both"].to_list() == pytest.approx(gains["both_gain"].to_list())
    assert one.quarters.sum() == pytest.approx(one.gains["profit"].mean(), abs=0.1)
    assert one.groups["equity"].sum() == pytest.approx(
        one.gains["equity"].mean(), abs=1
    )
    cost = planned_cost(field.game.firm, policy)
    assert one.cost.equals(cost) and one.team == "The 茶 <b>team</b>"


def test_doing_nothing_is_the_house_policy(field):
    assert field._brought(Policy())[0].equals(field._nothing[0])


@pytest.fixture(scope="module")
def played(field, results):
    return league_pages.played(field, results, 7)


def test_there_is_a_page_for_each_team_and_the_standings_lead_to_it(played):
    front = played.pages["index.html"]
    others = set(played.pages) - {"index.html"}
    assert len(others) == len(GOOD) + len(BAD)
    assert all(f'href="{name}"' in front for name in others)
    assert front.count("<img alt=") == 1 and "The 茶" in front
    bad = [page for page in played.pages.values() if "no score" in page[:200]]
    assert len(bad) == len(BAD)


def test_what_a_team_wrote_is_only_text_on_its_page(played):
    for page in played.pages.values():
        assert "<b>" not in page and "<script" not in page
    (mine,) = [p for p in played.pages.values() if "<h1>The 茶 &lt;b&gt;" in p]
    assert "kind is organisation" in mine and "service 0.9" in mine


def test_the_command_writes_table_and_pages(folder, played, capsys, monkeypatch):
    monkeypatch.setattr(league_pages, "play", lambda *_: played)
    assert cli.main(["league", str(folder), "--seed", "7"]) == 0
    said = capsys.readouterr().out
    assert "   1  The 茶 <b>team</b>" in said and "a_empty.yml: it is empty." in said
    assert (folder / "league" / "team_001.html").is_file()
    rows = (folder / "league" / "league.csv").read_text(encoding="utf-8-sig")
    assert len(rows.splitlines()) == len(GOOD) + len(BAD) + 1


def test_the_command_says_what_it_cannot_find(tmp_path, capsys):
    assert cli.main(["league", str(tmp_path / "x"), "--seed", "7"]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_shared_out_over_the_cores_it_comes_to_the_same(
    folder, field, results, monkeypatch
):
    monkeypatch.setattr(sys.modules[Field.__module__], "MANY", 2)
    shared = field.play(policy_files(folder))
    assert ranked(shared).equals(ranked(results))


def test_without_a_folder_or_a_file_it_says_so(tmp_path):
    with pytest.raises(ValueError, match="There is no folder"):
        policy_files(tmp_path / "x")
    with pytest.raises(ValueError, match="holds no file"):
        policy_files(tmp_path)

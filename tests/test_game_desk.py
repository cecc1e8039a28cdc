"""The manager's desk without a browser, and the figure that it draws."""

from unittest import mock

import pytest

from crmlab.company.play import NEWCOMERS
from crmlab.explore.game import KEPT, Desk, opened, play, year_so_far
from crmlab.explore.game.choices import ACQUISITION, HOUSE, LEVELS, named, plan_levers
from crmlab.figures import alt_text
from crmlab.game import Game
from crmlab.game.saving import GameFileError

WHAT = {"seed": 7, "scenario": "quiet"}


def at_desk(file=None):
    return Desk(year_so_far, opened(**WHAT, file=file, customers=400), file)


@pytest.fixture
def desk():
    return at_desk()


def test_what_is_chosen_is_what_is_played(desk):
    desk.group.value = "A organisation"
    desk.levers["service"].value = 0.8
    desk.group.value = NEWCOMERS
    desk.levers["contact"].value = "basic"
    desk.acquisition.value = 1.1
    desk.go.click()
    game = Game(**WHAT, customers=400)
    said = {"service": {"A organisation": 0.8}, "contact": {NEWCOMERS: "basic"}}
    game.decide(said | {"acquisition": 1.1})
    game.next_quarter()
    assert desk.game.profit == game.profit
    assert "Quarter 1 of 4: profit" in desk.page.value
    assert "Quarter 2 of 4" in desk.head.value


def test_all_groups_are_the_same_at_the_desk_and_in_code(desk):
    desk.levers["service"].value = 0.65  # of all groups
    game = Game(**WHAT, customers=400)
    game.decide({"service": 0.65})
    assert NEWCOMERS in game.decided.levers.index
    shown, said = desk.game.decided.levers["service"], game.decided.levers["service"]
    assert shown.to_dict() == said.to_dict()


def test_the_levers_shown_are_those_of_the_group(desk):
    desk.group.value = "A household"
    desk.levers["earn"].value = 0.03
    desk.group.value = "B household"
    assert desk.levers["earn"].value == HOUSE
    desk.levers["earn"].value = 0.0
    desk.group.value = "A household"
    assert desk.levers["earn"].value == 0.03
    assert "0.03" in desk.cost.value
    desk.group.value = "all groups"
    assert desk.levers["earn"].value is None  # they differ
    assert desk.plan["A household"]["earn"] == 0.03  # and showing changes nothing
    desk.levers["earn"].value = HOUSE  # for all of them
    assert "earn" not in desk.game.decided.levers
    desk.group.value = "A household"
    assert desk.levers["earn"].value == HOUSE


def test_too_dear_a_plan_is_refused_and_cannot_be_played(desk):
    desk.levers["contact"].value = "partnership"  # of all groups
    assert "budget does not reach" in desk.cost.value and desk.go.disabled
    desk.levers["contact"].value = HOUSE
    assert not desk.go.disabled


def test_what_is_bought_can_be_read_and_used(desk):
    for name in ("survey", "leads", "trial"):
        desk.buttons[name].click()
        assert desk.buttons[name].disabled
    assert "bought: leads" in desk.report.options
    desk.buttons["grades"].click()
    assert desk.report.value == "bought: grades" and "D household" in desk.reading.value
    desk.sorts.value = desk.sorts.options[-1]
    assert "D household" in desk.group.options
    desk.go.click()
    assert "trial" in desk.report.options
    assert not any(button.disabled for button in desk.buttons.values())


def test_a_year_is_played_and_then_there_is_nothing_left_to_do(desk):
    for _ in range(4):
        desk.go.click()
    assert "The year is over" in desk.head.value
    controls = [*desk.levers.values(), *desk.buttons.values(), desk.go]
    assert all(control.disabled for control in controls)


def test_while_a_quarter_is_played_the_button_is_dead(desk, monkeypatch):
    """Else a double click would play the next one too, and nothing can be undone."""
    seen, play_on = [], desk.game.next_quarter

    def watched():
        seen.append((desk.go.disabled, desk.go.description))
        return play_on()

    monkeypatch.setattr(desk.game, "next_quarter", watched)
    lived = []
    desk.go.observe(lambda _: lived.append(desk.cost.value), "disabled")
    desk.go.click()
    assert seen == [(True, "Quarter 1 is being played")] and not desk.go.disabled
    assert desk.go.description.startswith("Play quarter 2")
    assert len(lived) == 2 and lived[-1] == desk.cost.value  # the plan stood first


def test_a_quarter_that_fails_can_be_tried_again(desk, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(MemoryError):
        patch.setattr(desk.game, "next_quarter", mock.Mock(side_effect=MemoryError))
        desk.play()
    assert desk.go.description.startswith("Play quarter 1")
    desk.go.click()
    assert desk.game.quarter == 2


def test_a_kernel_that_starts_anew_goes_on(tmp_path):
    file = tmp_path / "game.yml"
    first = at_desk(file)
    first.group.value = "A organisation"
    first.levers["service"].value = 0.8
    first.acquisition.value = 1.1
    first.go.click()
    first.buttons["grades"].click()
    again = at_desk(file)
    assert again.page.value == first.page.value
    assert "Quarter 2 of 4" in again.head.value
    assert again.plan == {"A organisation": {"service": 0.8}}
    assert again.acquisition.value == 1.1
    assert again.buttons["grades"].disabled
    with pytest.raises(GameFileError, match="holds another game .seed 7, quiet"):
        opened(7, "slump", file)


def test_a_game_is_kept_beside_the_notebook_unless_told_otherwise(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("IPython.display.display", lambda *_: None)
    game = opened(**WHAT, customers=400)
    play(year_so_far, game)
    game.next_quarter()
    assert not list(tmp_path.iterdir())  # only what is done at the desk is saved
    Desk(year_so_far, game, KEPT).go.click()
    assert opened(**WHAT).quarter == 3


def test_a_quarter_that_cannot_be_saved_is_shown_all_the_same(tmp_path):
    desk = at_desk(tmp_path / "gone" / "game.yml")  # no such folder, or a full disk
    desk.go.click()
    assert "Quarter 1 of 4: profit" in desk.page.value
    assert "Quarter 2 of 4" in desk.head.value
    assert "could not be saved" in desk.head.value
    (tmp_path / "gone").mkdir()
    desk.go.click()
    assert "could not" not in desk.head.value and desk.file.is_file()


def test_a_value_that_came_from_code_is_shown_too():
    game = Game(**WHAT, customers=400)
    game.decide({"service": 0.617, "acquisition": 1.03})
    desk = Desk(year_so_far, game)
    desk.group.value = "B household"
    assert desk.levers["service"].value == 0.617
    assert desk.acquisition.value == 1.03


def test_every_list_has_a_name_and_the_levels_can_be_decided(desk):
    lists = [desk.report, desk.group, desk.sorts, desk.acquisition]
    assert all(each.description for each in [*lists, *desk.levers.values()])
    assert 1.0 in ACQUISITION
    for lever in LEVELS:
        assert len({shown for shown, _ in named(lever)}) == len(LEVELS[lever])


def test_as_the_house_is_left_out_of_a_decision():
    plan = {"A": {"service": None, "offer": 0.1}, "B": {"service": 0.7}}
    said = {"offer": {"A": 0.1}, "service": {"B": 0.7}, "acquisition": 1.0}
    assert plan_levers(plan) == said


def test_the_figure_says_how_the_year_stands(desk):
    ax = year_so_far(desk.game)
    assert ax.get_title(loc="left") or ax.get_title()
    assert "this year" not in alt_text(ax.figure)
    desk.go.click()
    ax = year_so_far(desk.game)
    assert alt_text(ax.figure).count("this year") == 1

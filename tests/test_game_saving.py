"""A saved game: it comes back as it was, and nothing else is taken for one."""

import pickle
import subprocess
import sys

import pandas as pd
import pytest

from crmlab.game import Game
from crmlab.game.saving import FIRST, SUM, GameFileError, _sum

PLAN = {"service": {"A organisation": 0.8}, "contact": {"C household": "basic"}}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A game in its third quarter, with research, groups and a decision; its file."""
    game = Game(3, "rival", customers=400)
    game.buy("survey")
    game.decide(PLAN)
    game.next_quarter()
    game.buy("trial")
    game.decide({"acquisition": 1.1})
    game.next_quarter()
    game.groups = game.buy("grades")
    game.decide({"contact": {"D household": "basic"}, "service": 0.6})
    path = tmp_path_factory.mktemp("games") / "game.yml"
    game.save(path)
    return game, path


def test_a_game_comes_back_as_it_was(saved):
    game, path = saved
    again = Game.load(path)
    assert (again.quarter, again.left, again.profit) == (3, game.left, game.profit)
    assert again.research == game.research
    assert again.groups.to_dict() == game.groups.to_dict()
    for name, table in game.reports().items():
        pd.testing.assert_frame_equal(again.reports()[name], table)
    assert str(again.next_quarter()).startswith("Quarter 3 of 4")


def test_half_a_game_is_not_left_where_the_disk_is_full(saved, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(GameFileError, match="No space left on device.*Make room"):
        saved[0].save(tmp_path / "game.yml")
    assert list(tmp_path.iterdir()) == []


def test_it_goes_on_as_if_it_had_not_been_away(saved):
    game, path = saved
    two = [Game.load(path) for _ in range(2)]
    two[0].save(path.with_name("again.yml"))
    assert path.read_text() == path.with_name("again.yml").read_text()
    assert str(two[0].next_quarter()) == str(two[1].next_quarter())


def test_it_survives_a_killed_kernel(tmp_path):
    """The process is killed in the midst of writing the next quarter's file."""
    path = tmp_path / "game.yml"
    code = f"""
import os
from crmlab.game import Game, saving
game = Game(3, "quiet", customers=200)
game.decide({{"service": 0.62}})
game.next_quarter()
game.save({str(path)!r})
game.next_quarter()
saving.os.replace = lambda *_: os.kill(os.getpid(), 9)
game.save({str(path)!r})
"""
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -9
    game = Game.load(path)
    assert game.quarter == 2
    assert (game.decisions[0].levers["service"] == 0.62).all()


def test_the_file_can_be_read_by_people(saved):
    text = saved[1].read_text(encoding="utf-8")
    assert "scenario: rival" in text and "name: grades" in text
    assert "&" not in text.replace("& ", "") and "!!" not in text
    assert len(text) < 30_000


WRONG = {
    "half": lambda text: text[: len(text) // 2],
    "without its last line": lambda text: text.rpartition(SUM)[0],
    "one number changed": lambda text: text.replace("0.8", "0.9", 1),
    "empty": lambda text: "",
    "a policy": lambda text: "plan:\n- {group: everyone, service: 0.7}\n",
    "code": lambda text: "!!python/object/apply:os.system ['touch hacked']\n",
    "of a later version": lambda text: text.replace("version 1", "version 2"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_damaged_or_foreign_file_is_refused_in_a_sentence(saved, tmp_path, name):
    path = tmp_path / "wrong.yml"
    path.write_text(WRONG[name](saved[1].read_text(encoding="utf-8")))
    with pytest.raises(GameFileError) as refused:
        Game.load(path)
    said = str(refused.value)
    assert (
        said.startswith(str(path)) and said.endswith((".", "'.")) and "\n" not in said
    )
    assert not (tmp_path / "hacked").exists()


def test_a_pickle_a_picture_and_a_folder_are_no_games(tmp_path):
    path = tmp_path / "game.yml"
    path.write_bytes(pickle.dumps({"seed": 1}))
    with pytest.raises(GameFileError, match="is no saved game"):
        Game.load(path)
    path.write_bytes(b"\x89PNG" + bytes(range(256)) * 10_000)
    with pytest.raises(GameFileError, match="larger than any saved game"):
        Game.load(path)
    with pytest.raises(GameFileError, match="cannot be read"):
        Game.load(tmp_path)
    with pytest.raises(GameFileError, match="There is no file"):
        Game.load(tmp_path / "none.yml")


@pytest.mark.parametrize(
    "body",
    [
        "seed: 1\n",
        "[1, 2]\n",
        "seed: war\nscenario: quiet\ncustomers: 200\n",
        "a: [\n",
        "!!python/object/apply:os.getcwd []\n",
    ],
)
def test_a_file_with_a_right_sum_is_still_looked_through(tmp_path, body):
    path, text = tmp_path / "game.yml", f"{FIRST}\n{body}"
    path.write_text(f"{text}{SUM}{_sum(text)}\n")
    with pytest.raises(GameFileError, match="of another version"):
        Game.load(path)


def test_windows_line_ends_do_no_harm(saved, tmp_path):
    path = tmp_path / "game.yml"
    path.write_bytes(saved[1].read_bytes().replace(b"\n", b"\r\n"))
    assert Game.load(path).quarter == 3

"""Lesson 12: a year in charge of the company, played with mouse or keyboard.

game = opened(seed=2025, scenario="quiet", file="my_game.yml")
play(year_so_far, game, file="my_game.yml")
ax = year_so_far(game)
"""

from pathlib import Path

from crmlab.explore.controls import REACHED
from crmlab.explore.game.choices import TEXT
from crmlab.explore.game.desk import Desk
from crmlab.figures.game import quarters_beside
from crmlab.game import Game
from crmlab.game.saving import GameFileError

__all__ = ["Desk", "opened", "play", "year_so_far"]


KEPT = "my_game.yml"  # beside the notebook


def opened(seed=2025, scenario="quiet", file=KEPT, **options):
    """The game that a file holds, or a new one where there is none.

    file  where the game is kept; None keeps nothing
    Raises GameFileError where the file is damaged, no game, or another one.
    """
    if file is None or not Path(file).exists():
        return Game(seed, scenario, **options)
    game = Game.load(file)
    if (game.seed, game.scenario) != (seed, scenario):
        words = {"seed": game.seed, "scenario": game.scenario}
        raise GameFileError(TEXT["other"].format(path=file, **words))
    return game


def year_so_far(game):
    """Draw each quarter's profit beside that of the same quarter a year before.

    game  a `crmlab.game.Game`. Returns Axes.
    """
    table = game.quarters()
    played = table["this year"].dropna()
    title = TEXT["before"]
    if len(played):
        gained = played.sum() - table.loc[played.index, "a year before"].sum()
        words = {"n": len(played), "gained": abs(gained) / 1000}
        words["side"] = TEXT["more" if gained >= 0 else "less"]
        title = TEXT["so far"].format(**words)
    return quarters_beside(table, title=title)


def play(picture, game, file=KEPT):
    """Show the manager's desk: reports, research, levers, and the button to play.

    picture  a function from the game to Axes, drawn anew after each quarter
    game     a `Game`, see ``opened``
    file     where the game is kept: each quarter that is played is saved there, and a
             kernel that starts anew goes on from it; None keeps nothing
    """
    from IPython.display import Javascript, display

    display(Desk(picture, game, file).box)
    display(Javascript(REACHED))

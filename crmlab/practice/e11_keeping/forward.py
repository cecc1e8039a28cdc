"""Exercise E11.7: which stage, from what was seen: forward through time. Right and
usual wrong ways.
"""

import numpy as np

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Function, Number

MOVES = np.array([[0.8, 0.2], [0.05, 0.95]])  # from busy, quiet (rows) to the same
SHOWS = {"some": np.array([0.7, 0.1]), "none": np.array([0.3, 0.9])}
START = np.array([0.5, 0.5])


def busy(signs, moves=MOVES, first=False, last=False, start=START):
    """Chance to be busy in the last quarter, from all signs up to it."""
    chance = start
    for number, sign in enumerate(signs):
        if number or first:
            chance = chance @ moves
        chance = chance * SHOWS[sign]
        chance = chance / chance.sum()
    return float((chance @ moves if last else chance)[0])


def not_shared_out(signs):
    chance = START
    for number, sign in enumerate(signs):
        chance = (chance @ MOVES if number else chance) * SHOWS[sign]
    return float(chance[0])


def last_sign_only(signs):
    return busy(signs[-1:])


def cases(load):
    return {
        "once": (["some"],),
        "then_silent": (["some", "none", "none"],),
        "wakes": (["none", "none", "some"],),
        "long": (["some", "some", "none", "none", "none", "none"],),
    }


E11_7 = Exercise(
    "E11.7",
    "stretch",
    minutes=16,
    concepts=("11.1",),
    parts={
        "": Part(
            answer=lambda load: busy,
            form=Function(result=Number(decimals=3), cases=cases),
            points=3,
            misconceptions={
                "no_moves": lambda load: lambda signs: busy(signs, np.eye(2)),
                "turned": lambda load: lambda signs: busy(signs, MOVES.T),
                "moved_first": lambda load: lambda signs: busy(signs, first=True),
                "next_quarter": lambda load: lambda signs: busy(signs, last=True),
                "not_shared_out": lambda load: not_shared_out,
                "last_only": lambda load: last_sign_only,
            },
        )
    },
)

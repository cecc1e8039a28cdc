"""What is true of the visits: their chain, where they are lost, how long they take."""

import numpy as np
import pandas as pd

from .. import planted
from .chain import (
    ENDS,
    GONE,
    entry_chances,
    expected_counts,
    orders_through,
    removal_effects,
)
from .visits import FIRST_DAY, NEW, lost_at

EVERYBODY = "all"


def true_chain(chain, visits):
    """The transitions, removal effects and conversion of the visits of the half-year.

    These are what an analyst would estimate from endlessly many such visits.

    Returns three frames: transitions, removal_effects, conversion.
    """
    day = visits["day"].to_numpy()
    known = visits[(day >= FIRST_DAY) & (day < 7 * planted.HISTORY_WEEKS)]
    journeys = _journeys(chain, known)
    moves = {kind: _moves(chain, known, kind, own) for kind, own in journeys.items()}
    moves[EVERYBODY] = sum(moves.values())
    journeys[EVERYBODY] = sum(journeys.values())
    through = {kind: orders_through(chain, own) for kind, own in journeys.items()}
    transitions, effects, conversion = [], [], []
    for visitor, counts in moves.items():
        if counts["order"].sum() <= 0:
            continue  # in a small company, nobody of this kind may have come
        transitions.append(_transitions(visitor, counts))
        effect, chance = removal_effects(counts)
        effects.append(_effects(visitor, effect, through[visitor]))
        visitors = counts.loc["start"].sum()
        orders = counts["order"].sum()
        conversion.append((visitor, round(visitors), round(orders), round(chance, 6)))
    columns = ["visitors", "visits", "orders", "conversion"]
    return (
        pd.concat(transitions, ignore_index=True),
        pd.concat(effects, ignore_index=True),
        pd.DataFrame(conversion, columns=columns),
    )


def _journeys(chain, visits):
    """Expected number of visits by first touch and end, for each kind of visitor."""
    journeys = {}
    for number, visitor in enumerate(planted.VISITORS):
        mine = visits[visits["visitor"] == number]
        end = np.bincount(mine["end"], minlength=ENDS)
        own = (end[:, None] * entry_chances(chain, planted.ENTRY.loc[visitor])).T
        if number == NEW:  # what brought new buyers is given, not drawn
            bought = mine[mine["end"] != GONE]
            own[:, :GONE] = 0.0
            np.add.at(own, (bought["entry"], bought["end"]), 1.0)
        journeys[visitor] = own
    return journeys


def _moves(chain, visits, visitor, journeys):
    """Expected moves between touches of one kind of visitor."""
    moves = expected_counts(chain, journeys)
    # Who could not pay, or hung up for good, had chosen, but is gone without an order.
    mine = visits["visitor"] == planted.VISITORS.index(visitor)
    for end, channel in enumerate(planted.CHANNELS):
        failed = (mine & visits["failed"] & (visits["end"] == end)).sum()
        moves.loc[channel, "order"] -= failed
        moves.loc[channel, "gone"] += failed
    return moves


def _transitions(visitor, moves):
    chance = moves.div(moves.sum(axis=1).replace(0.0, 1.0), axis=0)
    table = chance.rename_axis("from").rename_axis("to", axis=1).stack()
    table = table.rename("chance").round(6).reset_index()
    table.insert(0, "visitors", visitor)
    return table[table["chance"] > 0]


def _effects(visitor, effect, through):
    share = effect / effect.sum()
    return pd.DataFrame(
        {
            "visitors": visitor,
            "touch": planted.TOUCHES,
            "removal_effect": effect.round(6).to_numpy(),
            "share": share.round(6).to_numpy(),
            "orders_lost": through.round(6),
        }
    )


def true_losses():
    """Where those who go away do so: by visitor, last touch and step."""
    chance = {kind: lost_at(kind).stack() for kind in planted.VISITORS}
    table = pd.concat(chance, names=["visitors", "touch", "step"])
    return table.rename("share").round(6).reset_index()


def true_pauses():
    """Mean days from a touch to what follows, by visitor and step."""
    table = planted.PAUSES.rename_axis("visitors").rename_axis("step", axis=1)
    return table.stack().rename("days").reset_index()

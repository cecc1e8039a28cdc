"""The Markov chain of touchpoints: drawing journeys whose end is known, and its truth.

Orders come from the engine; so a journey must end where its order was placed. A chain
that is told how it will end is again a Markov chain (Doob's h-transform): from s it
goes to t with the chance p(s, t) h(t) / h(s), where h(s) is the chance of that end
from s. Journeys that end in an order are drawn with the end "order in this channel",
the others with the end "gone". All journeys together are again a Markov chain, whose
transitions `Ways.counts` gives exactly.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .. import planted

TOUCHES = planted.TOUCHES
SIZE = len(TOUCHES)
SELLING = [TOUCHES.index(channel) for channel in planted.CHANNELS]  # where to order
GONE = len(SELLING)  # the end after the orders in web, app, shop and phone
ENDS = GONE + 1
LONGEST = 60  # touches; a longer journey has no chance worth a name


@dataclass(frozen=True)
class Chain:
    """The planted chain.

    step: touches × touches, chance of going from one to the other
    leave: touches × ends, chance of ending right after a touch: order in the web, app,
        shop, by phone, or gone
    visits: touches × touches, expected visits to the second from the first on
    reach: touches × ends, chance of each end from each touch
    """

    step: np.ndarray
    leave: np.ndarray
    visits: np.ndarray
    reach: np.ndarray


def planted_chain():
    """The chain of planted.NEXT and planted.ORDERS."""
    step = planted.NEXT.to_numpy()
    leave = np.zeros((SIZE, ENDS))
    order = planted.ORDERS.to_numpy()
    leave[SELLING, range(GONE)] = order[SELLING]
    leave[:, GONE] = 1 - step.sum(axis=1) - order
    visits = np.linalg.inv(np.eye(SIZE) - step)
    return Chain(step, leave, visits, visits @ leave)


def draw_paths(rng, chain, entry, end):
    """Draw the touches of journeys whose first touch and end are known.

    entry, end: one number a journey, of the first touch and of the end

    Returns two arrays with one entry a touch: the number of the journey and of the
    touch, the journeys one after the other and each in order.
    """
    table = _told_the_end(chain)
    # One sorted line of all rows' cumulative chances: row + chance finds the next.
    line = (np.arange(len(table))[:, None] + np.cumsum(table, axis=1)).ravel()
    width = SIZE + 1
    journeys, touches = [], []
    going, at = np.arange(len(end), dtype=np.int32), np.asarray(entry, dtype=np.int8)
    end = np.asarray(end, dtype=np.int32)
    for _ in range(LONGEST):
        journeys.append(going)
        touches.append(at)
        row = end[going] * SIZE + at
        place = np.searchsorted(line, row + rng.random(len(row)), side="right")
        following = np.minimum(place - row * width, SIZE).astype(np.int8)
        on = following < SIZE
        going, at = going[on], following[on]
        if not len(going):
            break
    length = np.zeros(len(end), dtype=np.int32)
    for going in journeys:
        length[going] += 1
    first = np.cumsum(length) - length
    path = np.empty(length.sum(), dtype=np.int8)
    for number, (going, at) in enumerate(zip(journeys, touches, strict=True)):
        path[first[going] + number] = at
    return np.repeat(np.arange(len(end), dtype=np.int32), length), path


def _told_the_end(chain):
    """Chances of the next touch, and of ending: one row for each end and touch."""
    rows = []
    for end in range(ENDS):
        hope = chain.reach[:, end]
        onward = chain.step * hope / hope[:, None]
        stop = chain.leave[:, end] / hope
        rows.append(np.column_stack([onward, stop]))
    return np.vstack(rows)


def entry_chances(chain, entry):
    """Chance of each first touch given the end: ends × touches.

    entry: chance of each first touch whatever the end
    """
    chance = np.asarray(entry) * chain.reach.T
    return chance / chance.sum(axis=1, keepdims=True)


def expected_counts(chain, journeys):
    """Expected number of moves between touches, given how journeys begin and end.

    journeys: touches × ends, number of journeys by first touch and end

    Returns a frame from (start and touches) to (touches, order and gone).
    """
    moves = np.zeros((SIZE + 1, SIZE + 2))
    moves[0, :SIZE] = journeys.sum(axis=1)
    for end in range(ENDS):
        hope = chain.reach[:, end]
        # Visits to s from f, given the end: visits(f, s) h(s) / h(f).
        number = (journeys[:, end] / hope) @ chain.visits
        moves[1:, :SIZE] += number[:, None] * chain.step * hope
        moves[1:, SIZE + (end == GONE)] += number * chain.leave[:, end]
    return pd.DataFrame(moves, ["start", *TOUCHES], [*TOUCHES, "order", "gone"])


def orders_through(chain, journeys):
    """Share of the orders whose visits come to each touch.

    journeys: touches × ends, as for `expected_counts`. From f, a visit comes to s at
    all with chance visits(f, s) / visits(s, s); h(s) / h(f) tells it the end.
    """
    ever = chain.visits / np.diag(chain.visits)
    orders = journeys[:, :GONE]
    hope = chain.reach[:, :GONE]
    through = np.einsum("fe,fs,se->s", orders / hope, ever, hope)
    return through / max(orders.sum(), 1e-300)


def removal_effects(moves):
    """What losing each touch would cost, and the chance of an order, both exact.

    moves: frame as from `expected_counts`. With P the chance of an order, and P(without
    s) the same when all who come to s are lost, the removal effect of s is
    1 − P(without s) / P (Anderl, Becker, von Wangenheim & Schumann 2016, International
    Journal of Research in Marketing 33(3)).

    Returns the effects as a Series by touch, and P.
    """
    counts = moves.to_numpy()
    chance = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-300)
    step, order = chance[1:, :SIZE], chance[1:, SIZE]
    start = chance[0, :SIZE]
    whole = start @ np.linalg.solve(np.eye(SIZE) - step, order)
    effects = {}
    for number, touch in enumerate(TOUCHES):
        keep = np.arange(SIZE) != number
        rest = np.linalg.solve(np.eye(SIZE - 1) - step[np.ix_(keep, keep)], order[keep])
        effects[touch] = 1 - start[keep] @ rest / whole if whole > 0 else np.nan
    return pd.Series(effects), float(whole)

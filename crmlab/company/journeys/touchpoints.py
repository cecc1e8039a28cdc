"""The log of touchpoints: every touch of a half-year and of the half-year after."""

import numpy as np
import pandas as pd

from .. import planted
from ..narrow import blocks
from ..randomness import stream
from ..story import Tables
from .after_order import after_orders, calls_given_up, failed_payments
from .after_sales import after_sales
from .chain import planted_chain
from .hours import DAY
from .interruptions import true_interruptions
from .touch_truths import true_chain, true_losses, true_pauses
from .touchlog import NAMES, as_table, either, minutes_to, rows
from .usual import true_giving_up, true_patience
from .visits import FIRST_DAY, make_touches, make_visits

TOUCHES = planted.TOUCHES


def make_touchpoints(story):
    """The log of touchpoints, known and future, and the truth behind it."""
    log, truth = _log_and_truth(story)
    cutoff, end = minutes_to(planted.CUTOFF), minutes_to(planted.FUTURE_END)
    before = int((log["at"] < cutoff).sum())  # in order of time
    known, future = log.iloc[:before].copy(), log.iloc[before:].copy()
    del log  # of a large company, each part is let go once its table is made
    # Who ordered only after the cut-off, nobody knew before.
    known = known.assign(
        person=known["person"].where(known["person"] < story.known, -1)
    )
    tables = Tables(truth=truth)
    tables.known["touchpoints"] = as_table(known, story, cutoff)
    del known
    tables.future["touchpoints"] = as_table(future, story, end)
    return tables


def _log_and_truth(story):
    chain = planted_chain()
    visits = make_visits(stream(story.seed, "visits"), story, chain)
    log = touch_log(story, chain, visits)
    return log, _truth(story, chain, visits, log)


def _truth(story, chain, visits, log):
    transitions, effects, conversion = true_chain(chain, visits)
    interruptions, customers = true_interruptions(story, log)
    return {
        "transitions": transitions,
        "removal_effects": effects,
        "visits": conversion,
        "lost_at": true_losses(),
        "pauses": true_pauses(),
        "interruptions": interruptions,
        "interruption_customers": customers,
        "giving_up": true_giving_up(),
        "patience": true_patience(),
    }


def touch_log(story, chain, visits):
    """All touches in order of time, as numbers (see touchlog.py)."""
    rng = stream(story.seed, "touchpoints")
    parts = [_before(rng, chain, visits)]
    parts += after_orders(rng, story, visits)
    parts += [calls_given_up(story, visits), failed_payments(rng, visits)]
    parts += after_sales(story, visits)
    at = np.concatenate([part["at"] for part in parts])
    first, end = FIRST_DAY * DAY, minutes_to(planted.FUTURE_END)
    inside = np.flatnonzero((at >= first) & (at < end)).astype(np.int32)
    order = inside[np.argsort(at[inside], kind="stable")]
    del at, inside
    # Column by column: a large company's log is not to be held three times.
    log = {
        name: np.concatenate([part.pop(name) for part in parts])[order]
        for name in list(parts[0])
    }
    # Journeys are numbered in the order of their first touches.
    log["journey"] = _numbered(log["journey"])
    return pd.DataFrame(log, copy=False)


def _numbered(journey):
    """Numbers from 1 on, in the order in which the journeys come first."""
    rows = np.arange(len(journey), dtype=np.int32)
    first = np.zeros(journey.max(initial=0) + 1, dtype=np.int32)
    first[journey[::-1]] = rows[::-1]  # the last that is written is the first
    first = first[journey]
    return np.cumsum(first == rows, dtype=np.int32)[first]


def _before(rng, chain, visits):
    """The touches that lead to an order, or away."""
    touches = make_touches(rng, chain, visits)
    journey = touches["journey"].to_numpy()
    touch, step, left = (touches[c].to_numpy() for c in ("touch", "step", "left"))
    what = np.empty(len(touch), dtype=np.int8)
    for some in blocks(len(touch)):
        what[some] = _what(rng, touch[some], step[some], left[some])
    return rows(
        touches["at"],
        journey,
        step,
        touch,
        what,
        either("outcome", left, "left", "went on"),
        person=visits["person"].to_numpy()[journey],
        known_from=touches["next_at"],
    )


def _what(rng, touch, step, left):
    """What happens at each touch: the usual thing, or a detail that matters."""
    usual = np.array(
        [[NAMES["what"].index(name) for name in planted.EVENTS[t]] for t in TOUCHES]
    )
    what = usual[touch, step]
    luck = rng.random(len(what))
    sells = touch >= planted.TOUCHES.index("web")
    for name, details in planted.DETAILS.groupby("step"):
        here = sells & (step == planted.BEFORE.index(name))
        reached = np.zeros(len(what))
        for detail in details.itertuples():
            share = np.where(left, detail.leaving, detail.going_on)
            some = here & (luck >= reached) & (luck < reached + share)
            what[some] = NAMES["what"].index(detail.what)
            reached += share
    return what

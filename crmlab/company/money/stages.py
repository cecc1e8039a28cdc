"""The ladder from stranger to buyer, stages of relationships, and what lies ahead."""

import numpy as np
import pandas as pd

from .. import planted
from ..ids import named
from ..levers import house_policy
from ..play import worth
from ..randomness import stream
from ..story import Tables
from .costs import QUARTER_DAYS, by_quarter, first_days

HISTORY_QUARTERS = planted.HISTORY_WEEKS // planted.QUARTER_WEEKS


def make_stages(story):
    """Numbers reached by channel; the true ladder, stages and lifetimes."""
    tables = Tables(
        truth={
            "ladder": planted.LADDER.rename_axis("channel").reset_index(),
            "stages": _true_stages(story),
            "lifetime": _true_lifetimes(story),
        }
    )
    tables.split("reach", _reach(story), "first_day")
    return tables


# --- the ladder -----------------------------------------------------------------------


def _reach(story):
    """How many were reached, came to look and bought, by quarter and channel.

    Who bought, and what that cost, are the customers' own; how many others looked
    without buying is what the chance of buying makes of it.
    """
    rng = stream(story.seed, "reach")
    frame = story.people.frame.iloc[story.buyers]
    parts = []
    for channel, chance in planted.LADDER.iterrows():
        new = frame[(frame["acquired_through"] == channel).to_numpy()]
        bought = by_quarter(new["joined"])
        visitors = bought + _failures(rng, bought, chance["buys"])
        parts.append(
            pd.DataFrame(
                {
                    "first_day": first_days(),
                    "channel": channel,
                    "reached": visitors + _failures(rng, visitors, chance["comes"]),
                    "visitors": visitors,
                    "buyers": bought,
                    "cost": by_quarter(new["joined"], new["acquisition_cost"]).round(2),
                }
            )
        )
    return pd.concat(parts).sort_values("first_day", kind="stable", ignore_index=True)


def _failures(rng, successes, chance):
    """Failures before so many successes; none where there was no success."""
    drawn = rng.negative_binomial(np.maximum(successes, 1), chance)
    return np.where(successes > 0, drawn, 0)


# --- stages ---------------------------------------------------------------------------


def _true_stages(story):
    """Each customer's stage at each quarter's end, by a rule that knows the future."""
    events, known = story.life.events, story.known
    left = np.full(len(story.people.frame), 10**6)
    gone = events[events["left"]]
    left[gone["who"]] = gone["day"]
    joined = (story.people.frame["joined"] - planted.START).dt.days.to_numpy()[:known]
    made = events[~events["failed"]]
    parts = []
    for quarter in range(1, HISTORY_QUARTERS + 1):
        day = QUARTER_DAYS * quarter
        row = np.flatnonzero(joined < day)
        orders = np.bincount(made["who"][made["day"] < day], minlength=known)[row]
        stage = np.select(
            [
                left[row] < day,
                left[row] < day + planted.DECLINE_DAYS,
                orders < 2,
                day - joined[row] < planted.GROWTH_DAYS,
            ],
            [4, 3, 0, 1],
            2,
        )
        parts.append(
            pd.DataFrame(
                {
                    "quarter_end": planted.START + pd.Timedelta(days=day - 1),
                    "customer_id": named(story.people.frame["customer_id"], row),
                    "stage": pd.Categorical.from_codes(stage, planted.STAGE_NAMES),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


# --- what lies ahead ------------------------------------------------------------------


def _true_lifetimes(story):
    """What is expected of each customer from the cut-off on, under the house policy."""
    engine, week = story.engine, planted.HISTORY_WEEKS
    state = story.life.kept[week].copy()
    state.coupon[:] = 0.0
    levers = house_policy(story.people)
    everyone = np.arange(len(engine.joined))
    leaving = worth.likely_leaving(engine, state, levers(week), week)
    half_year = range(week, week + planted.FUTURE_WEEKS)
    meant = worth.rate_sum(engine, state, everyone, half_year, levers)
    here = state.active & state.came
    frame = pd.DataFrame(
        {
            "customer_id": story.people.frame["customer_id"],
            "active": here,
            "rate": np.where(here, worth.usual_rate(engine, state), 0.0).round(5),
            "leave_chance": leaving.round(5),
            "orders_ahead": np.where(
                here, worth.expected_orders(meant, leaving), 0.0
            ).round(4),
            "order_margin": worth.order_margin(engine, half_year).round(2),
            "value": worth.margin_ahead(engine, state, levers(week)).round(2),
        }
    )
    return frame[: story.known]

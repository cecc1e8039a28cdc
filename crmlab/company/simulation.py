"""From a seed to a whole company."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from . import descriptors, planted
from .engine import Engine, opening_state
from .minds import make_minds
from .people import make_people
from .policies import house_policy
from .purchases import make_orders, make_products
from .referrals import who_referred
from .world import make_world

SURVEYED = (52, planted.HISTORY_WEEKS)  # weeks at which the state is kept
PARTS = ("experience", "season", "festivals", "organisations")


@dataclass(frozen=True)
class Company:
    """A simulated company: three sets of tables, each a dict from name to DataFrame.

    tables: what the company knew at the cut-off
    future: what happened in the half-year after
    truth: what the company knows and its analysts do not
    """

    seed: int
    customers: int
    tables: dict = field(repr=False)
    future: dict = field(repr=False)
    truth: dict = field(repr=False)


def simulate(
    seed=planted.DEFAULT_SEED, customers=planted.DEFAULT_CUSTOMERS, *, without=()
):
    """Make a company.

    seed: a whole number from 0; the same seed gives the same company, byte for byte.
    customers: how many have bought before the cut-off date, at least 50.
    without: parts to switch off, of "experience", "season", "festivals" and
        "organisations"; without all four, buying is the textbook's BG/NBD and
        Gamma-Gamma.
    Raises ValueError for a seed, a size or a part that cannot be.
    """
    seed, customers = _checked(seed, customers, without)
    people = make_people(seed, customers, "organisations" not in without)
    minds = make_minds(seed, people)
    engine = Engine(seed, people, minds, make_world(seed, without))
    state = opening_state(len(people.frame))
    weeks = range(planted.HISTORY_WEEKS + planted.FUTURE_WEEKS)
    life = engine.live(state, weeks, house_policy(people), keep=SURVEYED)
    events = life.events
    people.frame["referred_by"] = who_referred(seed, people, minds, events)
    orders, lines = make_orders(seed, people, events)
    return _split(seed, customers, engine, events, orders, lines)


def _checked(seed, customers, without):
    for name, value in {"seed": seed, "customers": customers}.items():
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
            raise ValueError(
                f"{name} must be a whole number, got {value!r}: say {name}=2025."
            )
    if seed < 0:
        raise ValueError(f"seed must not be negative, got {seed}; use 0 or more.")
    if customers < planted.SMALLEST:
        raise ValueError(
            f"customers must be at least {planted.SMALLEST}, got {customers}: "
            "with fewer, most tables would be empty."
        )
    unknown = sorted(set(without) - set(PARTS))
    if unknown:
        raise ValueError(
            f"without has unknown parts {unknown}; the parts that can be switched off "
            f"are {', '.join(PARTS)}."
        )
    return int(seed), int(customers)


def _split(seed, customers, engine, events, orders, lines):
    """Cut everything at the cut-off date."""
    frame = engine.people.frame
    came = np.isin(frame.index, events["who"])
    known = orders["date"] < planted.CUTOFF
    known_line = lines["order_id"].isin(orders.loc[known, "order_id"])
    tables = {
        "customers": frame[:customers],
        "products": make_products(),
        "orders": orders[known],
        "order_lines": lines[known_line],
    }
    future = {
        "customers": frame[came],
        "orders": orders[~known],
        "order_lines": lines[~known_line],
    }
    truth = {"customers": _true_customers(engine, events, customers)}
    return Company(
        seed,
        customers,
        _as_described(tables, "known"),
        _as_described(future, "future"),
        _as_described(truth, "truth"),
    )


def _as_described(frames, section):
    """Each frame with the columns of its descriptor, in that order, rows numbered."""
    described = descriptors.for_tables(section, list(frames))
    return {
        name: frame[
            [f["name"] for f in described[name]["schema"]["fields"]]
        ].reset_index(drop=True)
        for name, frame in frames.items()
    }


def _true_customers(engine, events, customers):
    """What is planted in each customer, and when and why each left."""
    traits = engine.people.traits[:customers]
    left = events[events["left"] & (events["day"] < 7 * planted.HISTORY_WEEKS)]
    day = pd.Series(left["day"].to_numpy(), index=left["who"])
    return pd.DataFrame(
        {
            "customer_id": engine.people.frame["customer_id"][:customers],
            "segment": traits["segment"],
            "rate": traits["rate"].round(5),
            "leave_chance": traits["leave_chance"].round(5),
            "mean_spend": traits["mean_spend"].round(2),
            "left": planted.START
            + pd.to_timedelta(day.reindex(range(customers)), unit="D"),
        }
    )

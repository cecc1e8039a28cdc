"""From a seed to a whole company."""

from dataclasses import dataclass, field, replace

import numpy as np

from . import planted
from .engine import Engine
from .files import descriptors
from .journeys.calls import make_calls
from .journeys.deliveries import make_deliveries
from .levers import house_policy
from .making import each_table
from .minds import make_minds
from .people import make_people
from .purchases import make_orders
from .records.cases import service_cases
from .referrals import who_referred
from .state import opening_state
from .story import Story, Tables
from .world import make_world

SURVEYED = (52, planted.HISTORY_WEEKS)  # weeks at which the state is kept
PARTS = ("experience", "season", "festivals", "organisations", "segments")


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
    without: parts to switch off, of "experience", "season", "festivals",
        "organisations" and "segments"; without all five, buying is the textbook's
        BG/NBD and Gamma-Gamma. (With segments on, rate, leaving and spend are still
        uncorrelated, but no longer independent, which moves the estimates a little.)
    Raises ValueError for a seed, a size or a part that cannot be.
    """
    made = Tables()
    for section, name, frame in simulate_each(seed, customers, without=without):
        getattr(made, section)[name] = frame
    return Company(int(seed), int(customers), made.known, made.future, made.truth)


def simulate_each(seed, customers, *, without=()):
    """Make a company table by table: for one that is too large to be held as a whole.

    In, and errors, as `simulate`. Yields (section, name, frame), each as soon as it is
    made; section is "known", "future" or "truth". Raises ValueError, too, where a file
    in schema/ and the maker of its table do not fit together.
    """
    seed, customers = _checked(seed, customers, without)
    fields = descriptors.all_fields()
    for section, name, frame in each_table(tell(seed, customers, without)):
        yield section, name, _as_described(frame, fields[section], name)


def _as_described(frame, fields, name):
    """The described columns of a table, in their order, rows numbered."""
    if name not in fields:
        raise ValueError(f"No file {name}.yml in schema/ describes the table {name}.")
    columns = [field["name"] for field in fields[name]]
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ValueError(
            f"{name}.yml in schema/ describes {', '.join(missing)}, but the maker of "
            f"the table {name} returns {', '.join(map(str, frame.columns))}."
        )
    return frame[columns].reset_index(drop=True)


def tell(seed, customers, without=()):
    """Let the company live through its history and the half-year after it."""
    people = make_people(seed, customers, without)
    minds = make_minds(seed, people)
    engine = Engine(seed, people, minds, make_world(seed, without))
    weeks = range(planted.HISTORY_WEEKS + planted.FUTURE_WEEKS)
    state = opening_state(len(people.frame))
    life = engine.live(state, weeks, house_policy(people), keep=SURVEYED)
    people.frame["referred_by"] = who_referred(seed, people, minds, life.events)
    orders, lines = make_orders(seed, people, life.events)
    story = Story(seed, customers, engine, life, orders, lines)
    story = replace(story, deliveries=make_deliveries(story))
    story = replace(story, cases=service_cases(story))
    return replace(story, calls=make_calls(story))


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

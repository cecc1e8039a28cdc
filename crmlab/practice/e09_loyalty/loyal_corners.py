"""Exercises E9.1 and E9.3: loyal in deed and in mind; the order of a rule. The right
ways to compute them and the usual wrong ones.
"""

import pandas as pd

from crmlab import loyalty as ly
from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

FEELINGS = ["feels_pleased", "image_for_me", "trust_honest"]
AFTER = pd.Timestamp("2024-07-01")
EVER = pd.Timestamp("2023-01-01")
WAVE_ENDS = {1: AFTER, 2: CUTOFF}  # members are those who had joined by then


@once
def answers(load, wave=1):
    """A wave of the survey, with attitude and membership, by customer."""
    found = load("survey")
    found = found[found["wave"] == wave].set_index("customer_id")
    ledger = load("programme_ledger")
    members = ledger.loc[ledger["date"] < WAVE_ENDS[wave], "customer_id"].unique()
    return found.assign(
        attitude=found[FEELINGS].astype(float).mean(axis=1),
        member=found.index.isin(members),
    )


@once
def corners(load, wave=1):
    mine = answers(load, wave)
    wallet, attitude = mine["share_of_wallet"], mine["attitude"]
    return ly.quadrants(wallet, attitude, enough=50, warm=7.5)


# --- E9.1: who is spuriously loyal, and do they come ------------------------
def corner_counts(load, wave=1, kind=None):
    found = corners(load, wave)
    if kind:
        customers = load("customers").set_index("customer_id")
        found = found[customers["kind"].reindex(found.index) == kind]
    return found.value_counts()


def axes_swapped(load):
    """Attitude taken for behaviour, so that spurious and latent change places."""
    names = {"spurious": "latent", "latent": "spurious"}
    return corner_counts(load).rename(index=names)


def gaps_as_little(load):
    """Who left out a question counted as buying little, or as cool."""
    mine = answers(load)
    much, warm = mine["share_of_wallet"] >= 50, mine["attitude"] >= 7.5
    much, warm = much.fillna(False).astype(bool), warm.fillna(False).astype(bool)
    true, spurious, latent = much & warm, much & ~warm, ~much & warm
    found = {"true": true, "spurious": spurious, "latent": latent}
    found["none"] = ~much & ~warm
    return pd.Series({name: side.sum() for name, side in found.items()})


@once
def buyers_after(load, since=AFTER):
    orders = load("orders")
    return set(orders.loc[orders["date"] >= since, "customer_id"])


@once
def complete_corners(load):
    """Only of those who answered all three of the feelings."""
    mine = answers(load)
    mine = mine[mine[FEELINGS].notna().all(axis=1)]
    wallet, attitude = mine["share_of_wallet"], mine["attitude"]
    return ly.quadrants(wallet, attitude, enough=50, warm=7.5)


def came(load, name="spurious", since=AFTER, of=corners):
    """How many of a corner have ordered since."""
    found = of(load)
    return found.index[found == name].isin(buyers_after(load, since)).sum()


def stayed_away(load):
    return (corners(load) == "spurious").sum() - came(load)


def orders_of_them(load):
    found, orders = corners(load), load("orders")
    mine = found.index[found == "spurious"]
    return ((orders["date"] >= AFTER) & orders["customer_id"].isin(mine)).sum()


# --- E9.3: the same rule in another order ------------------------
def members_today(load):
    """By her rule, with those who joined the programme after the wave as members."""
    today = load("programme_ledger")["customer_id"].unique()
    mine = answers(load)
    mine = mine.assign(member=mine.index.isin(today))
    return ly.kind_by_rule(mine, turned_round()).value_counts()


def turned_round():
    return dict(reversed(ly.KIND_RULES.items()))


@once
def kinds(load, turned=True, wave=1):
    rules = turned_round() if turned else ly.KIND_RULES
    return ly.kind_by_rule(answers(load, wave), rules)


def counts(load, **ways):
    return kinds(load, **ways).value_counts()


def overlapping(load):
    """Every condition counted by itself, so that somebody is in several."""
    mine = answers(load)
    alone = {
        kind: (ly.kind_by_rule(mine, {kind: condition}) == kind).sum()
        for kind, condition in ly.KIND_RULES.items()
    }
    return pd.Series({**alone, "none": counts(load)["none"]})


def changed(load):
    return (kinds(load) != kinds(load, turned=False)).mean()


def changed_counts(load):
    """Counts compared in place of customers: changes that cancel are not seen."""
    gap = counts(load).sub(counts(load, turned=False), fill_value=0)
    return gap.abs().sum() / 2 / len(kinds(load))


def changed_of_named(load):
    mine = kinds(load) != "none"
    return (kinds(load) != kinds(load, turned=False))[mine].mean()


# --- the declarations
E9_1a = Part(
    answer=corner_counts,
    form=ByLabel(whole=True),
    misconceptions={
        "swapped": axes_swapped,
        "gaps": gaps_as_little,
        "complete": lambda load: complete_corners(load).value_counts(),
        "other_wave": lambda load: corner_counts(load, wave=2),
        "households": lambda load: corner_counts(load, kind="household"),
        "shares": lambda load: corner_counts(load) / corner_counts(load).sum(),
    },
)
E9_1b = Part(
    answer=came,
    form=Number(whole=True),
    misconceptions={
        "true": lambda load: came(load, "true"),
        "latent": lambda load: came(load, "latent"),
        "away": stayed_away,
        "complete": lambda load: came(load, of=complete_corners),
        "orders": orders_of_them,
        "ever": lambda load: came(load, since=EVER),
    },
)
E9_1 = Exercise(
    "E9.1", "warm-up", minutes=12, concepts=("9.1",), parts={"a": E9_1a, "b": E9_1b}
)
E9_3a = Part(
    answer=counts,
    form=ByLabel(whole=True),
    points=2,
    misconceptions={
        "as_it_was": lambda load: counts(load, turned=False),
        "other_wave": lambda load: counts(load, wave=2),
        "overlap": overlapping,
        "members_today": members_today,
        "shares": lambda load: counts(load) / counts(load).sum(),
    },
)
E9_3b = Part(
    answer=changed,
    form=Number(decimals=3),
    misconceptions={
        "counts": changed_counts,
        "of_named": changed_of_named,
    },
)
E9_3 = Exercise(
    "E9.3", "core", minutes=15, concepts=("9.2",), parts={"a": E9_3a, "b": E9_3b}
)

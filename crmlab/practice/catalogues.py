"""Exercise E3.3: RFM segments, who buys later, and what a catalogue earned in each.
The right ways to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab import segmentation as sg
from crmlab.company import CUTOFF
from crmlab.practice.buying_again import THEN, after, before
from crmlab.practice.declare import Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once
from crmlab.practice.tables import ByLabel

TRIAL, COST = "K05", 4
SENT = pd.Timestamp("2024-12-02")


@once
def segments(load, today):
    """Segment of each customer who had ordered before a day."""
    orders = load("orders")
    known = sg.rfm(orders[orders["date"] < today], today)
    return sg.rfm_segments(sg.rfm_scores(known))


# --- a: who buys in the half-year from THEN on --------------------------------------
@once
def rates(load, what="bought", day=THEN):
    """Mean of an outcome in each segment."""
    segment = segments(load, day)
    known = segment.index.intersection(before(load)["customer_id"].unique())
    later = sg.later_behaviour(after(load), known)[what]
    return later.groupby(segment, observed=True).mean()


@once
def spread_of_buyers(load):
    """The shares of the segments in the buyers."""
    segment = segments(load, THEN)
    buyers = segment.index.intersection(after(load)["customer_id"].unique())
    return segment[buyers].value_counts(normalize=True)


@once
def number_of_buyers(load):
    segment = segments(load, THEN)
    later = sg.later_behaviour(after(load), segment.index)["bought"]
    return later.groupby(segment, observed=True).sum()


# --- b, c: what a catalogue earned ---------------------------------------------------
def trial(load):
    contacts = load("campaign_contacts").set_index("customer_id")
    return contacts[contacts["campaign_id"] == TRIAL]


@once
def table(load, outcome="margin", day=SENT):
    """Gain of a catalogue in each segment, its cost not yet taken off."""
    sent = trial(load)
    return sg.offer_gain(sent, segments(load, day)[sent.index], outcome=outcome)


def after_cost(load, outcome="margin", day=SENT):
    return table(load, outcome, day)["gain"] - COST


def without_held_out(load):
    """What those who got one brought: nobody asks what they would have brought."""
    found = table(load)
    return found["without"] + found["gain"] - COST


def total(load):
    people = table(load)["treated"] + table(load)["held_out"]
    return after_cost(load) * people


def plan(load):
    """What the segments promise in which a catalogue pays."""
    return total(load).clip(lower=0).sum()


def plan_without_cost(load):
    found = table(load)
    people = found["treated"] + found["held_out"]
    return (found["gain"] * people)[found["gain"] > 0].sum()


def pays_before_cost(load):
    """The cost is taken off, but the segments are chosen as if it were nothing."""
    return total(load)[table(load)["gain"] > 0].sum()


def plan_for_those_treated(load):
    return (after_cost(load) * table(load)["treated"]).clip(lower=0).sum()


# --- the declarations
E3_3a = Part(
    answer=rates,
    form=ByLabel(decimals=3),
    points=2,
    misconceptions={
        "leak": lambda load: rates(load, day=CUTOFF),
        "orders": lambda load: rates(load, "orders"),
        "counts": number_of_buyers,
        "spread": spread_of_buyers,
        "stayed_away": lambda load: 1 - rates(load),
    },
    wrong=(
        ("hundredfold", lambda load: 100 * rates(load)),
        ("too_few", lambda load: rates(load).iloc[1:]),
        ("type", lambda load: rates(load).to_list()),
    ),
)
E3_3b = Part(
    answer=after_cost,
    form=ByLabel(decimals=2),
    points=2,
    misconceptions={
        "no_cost": lambda load: table(load)["gain"],
        "no_comparison": without_held_out,
        "leak": lambda load: after_cost(load, day=CUTOFF),
        "revenue": lambda load: after_cost(load, "amount"),
        "totals": total,
    },
    wrong=(
        ("sign", lambda load: -after_cost(load)),
        ("type", lambda load: after_cost(load).mean()),
        ("too_few", lambda load: after_cost(load).iloc[:-1]),
    ),
)
E3_3c = Part(
    answer=plan,
    form=Number(decimals=0),
    points=1,
    misconceptions={
        "everybody": lambda load: total(load).sum(),
        "no_cost": plan_without_cost,
        "pays_before_cost": pays_before_cost,
        "one_each": lambda load: after_cost(load).clip(lower=0).sum(),
        "treated": plan_for_those_treated,
    },
    wrong=(
        ("type", lambda load: total(load)),
        ("too_high", lambda load: 2 * plan(load)),
    ),
)

"""Exercise E3.3: RFM segments, who buys later, and what a catalogue earned in each.
The right ways to compute it and the usual wrong ones; the package names them.
"""

import pandas as pd

from crmlab import datasets
from crmlab import segmentation as sg
from crmlab.company import CUTOFF
from crmlab.practice.e03_segmentation.buying_again import (
    THEN,
    after,
    before,
    kept,
    of_kind,
)
from crmlab.practice.once import once

TRIAL, COST, COST_OF_A_LETTER = "K05", 4, 3
DEARER = 5  # CNY for a catalogue on thicker paper
SENT = pd.Timestamp("2024-12-02")


@once
def segments(load, today, kind=None):
    """Segment of each customer who had ordered before a day; of one kind, or of all."""
    orders = load("orders")
    orders = kept(orders[orders["date"] < today], load, kind)
    return sg.rfm_segments(sg.rfm_scores(sg.rfm(orders, today)))


# --- a: who buys in the half-year from THEN on --------------------------------------
def means(segment, coming, what="bought"):
    """Mean of an outcome in each segment."""
    later = sg.later_behaviour(coming, segment.index)[what]
    return later.groupby(segment, observed=True).mean()


@once
def rates(load, what="bought", kind=None):
    return means(segments(load, THEN, kind), after(load), what)


@once
def rates_with_leak(load, of_then=True):
    """Today's segments: of those who had ordered by THEN, or of all there are."""
    segment = segments(load, CUTOFF)
    if of_then:
        known = before(load)["customer_id"].unique()
        segment = segment[segment.index.isin(known)]
    return means(segment, after(load))


@once
def rates_of_households(load):
    """Scored among all customers; only the households are counted."""
    segment = segments(load, THEN)
    return means(segment[segment.index.isin(of_kind(load, "household"))], after(load))


@once
def rates_in_the_future(load, day=THEN):
    """The orders after the cut-off: with today's segments, the lesson's own table."""
    return means(segments(load, day), datasets.future("orders"))


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
@once
def trial(load, kind=None):
    contacts = load("campaign_contacts")
    contacts = kept(contacts[contacts["campaign_id"] == TRIAL], load, kind)
    return contacts.set_index("customer_id")


@once
def table(load, outcome="margin", day=SENT, kind=None):
    """Gain of a catalogue in each segment, its cost not yet taken off."""
    sent = trial(load, kind)
    return sg.offer_gain(sent, segments(load, day)[sent.index], outcome=outcome)


@once
def scored_among_themselves(load, kind=None):
    """Only the trial's customers, or only households, are ranked against each other."""
    sent, orders = trial(load, kind), load("orders")
    known = orders[orders["date"] < SENT]
    scored = sent.index if kind is None else of_kind(load, kind)
    known = known[known["customer_id"].isin(scored)]
    segment = sg.rfm_segments(sg.rfm_scores(sg.rfm(known, SENT)))
    return sg.offer_gain(sent, segment[sent.index])


def after_cost(found, cost=COST):
    return found["gain"] - cost


def turned_round(found, cost=COST):
    """What the held-out brought, less what those with a catalogue brought."""
    return -found["gain"] - cost


def without_held_out(found, cost=COST):
    """What those who got one brought: nobody asks what they would have brought."""
    return found["without"] + found["gain"] - cost


def people(found):
    return found["treated"] + found["held_out"]


def totals(found, cost=COST):
    return after_cost(found, cost) * people(found)


def on_thicker_paper(found):
    return after_cost(found, DEARER)


def plan(gains, customers):
    """What the segments promise in which a catalogue pays."""
    return (gains * customers)[gains > 0].sum()


def promised(found, gains=on_thicker_paper, customers=people):
    return plan(gains(found), customers(found))


def pays_before_cost(found):
    """The cost is taken off, but the segments are chosen as if it were nothing."""
    return totals(found, DEARER)[found["gain"] > 0].sum()


def plan_for_all_customers(load):
    """As if the catalogue went to every customer on file, in the trial or not."""
    return plan(on_thicker_paper(table(load)), segments(load, SENT).value_counts())


def rounded_early(load, places=2):
    gains = on_thicker_paper(table(load)).round(places)
    return plan(gains, people(table(load)))

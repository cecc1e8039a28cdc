"""Payments that fail once for no special cause, and how long invoices take."""

import numpy as np
from scipy.special import ndtri

from .. import planted
from ..randomness import luck


def card_declined(story):
    """True for each event (row) whose card was declined once, and then went through.

    It happens in the web and in the app, to orders that were made in the end.
    """
    events = story.life.events
    online = events["channel"].to_numpy() < planted.CHANNELS.index("shop")
    declined = luck(story.seed, "card declined", np.arange(len(events)))
    made = ~events["failed"].to_numpy()
    return online & made & (declined < planted.CARD_DECLINED)


def pays_in(story):
    """Median days after which each person pays an invoice."""
    who = np.arange(len(story.people.frame))
    between = planted.INVOICE_SPREAD[0] * ndtri(luck(story.seed, "pays in", who))
    return planted.INVOICE_DAYS * np.exp(between)


def invoice_days(rng, story, person):
    """Days from delivery to payment of invoices; person: rows of people."""
    within = np.exp(rng.normal(0, planted.INVOICE_SPREAD[1], len(person)))
    return np.maximum(np.round(pays_in(story)[person] * within), 1).astype(int)

"""The years of the company, week by week, for all customers at once.

A week: those who are still customers order at their rate; each order is an experience;
experience moves satisfaction; satisfaction, rivals and the press move leaving and the
rate of the weeks that follow. With experience switched off only the textbook is left:
a Poisson process until a customer leaves after a repeat order (BG/NBD).
"""

from copy import copy

import numpy as np
import pandas as pd
from tqdm import tqdm

from . import planted
from .calling import call_to_order, has_direct_line
from .experience import live_through
from .leaving import leave
from .levers import coupon_pull
from .life import Life, stacked
from .membership import plus_terms, renew, steady_risk
from .minds import experience_weight
from .offers import send_campaign, send_letters
from .ordering import make_orders_of_week, preferred_channel
from .randomness import luck, lucks
from .records.requests import consent_ends
from .referrals import newcomers
from .remembering import remember

# What the engine knows of each person, in arrays of its own.
BY_PERSON = ["person", "joined", "segment", "region", "organisation", "direct_line"]
BY_PERSON += ["preferred", "swayed", "friend", "agreed", "consent_ends", "plus_risk"]
BY_PERSON += ["offered", "number"]  # the number is that of each one's luck


class Engine:
    """One company's people and surroundings, ready to live through weeks.

    people, minds, world: as made by the modules of those names.
    """

    def __init__(self, seed, people, minds, world):
        self.seed, self.people, self.minds, self.world = seed, people, minds, world
        self.luck_seed = seed  # or several, as a tuple: `number` has each person's
        traits = people.traits
        self.joined = people.frame["joined_week"].to_numpy()
        self.person = np.arange(len(self.joined))  # row in the company's frames
        self.blocks = [0]  # the row at which the people of each luck begin
        self.number = np.zeros(len(self.joined), np.int8)  # of each person's luck
        self.segment = traits["segment"].array.codes
        self.region = people.frame["region"].array.codes
        self.organisation = (people.frame["kind"] == "organisation").to_numpy()
        self.direct_line = has_direct_line(people.frame)
        self.preferred = preferred_channel(seed, self.segment)
        self.trait = {
            name: np.asarray(frame[name], dtype=float)
            for frame in (traits, minds)
            for name in frame.columns
            if frame[name].dtype.kind == "f"
        }
        response = planted.RESPONSES.iloc[minds["response"].array.codes]
        self.response = {c: response[c].to_numpy() for c in response}
        # Of those who might join after the cut-off, some do.
        self.swayed = luck(seed, "swayed", np.arange(len(self.joined)))
        self.friend = (people.frame["acquired_through"] == "friend").to_numpy()
        self.agreed = people.frame["agreed"].to_numpy()
        self.consent_ends = consent_ends(seed, people.frame)
        self.plus_terms = plus_terms(seed, self.organisation)
        self.plus_risk = steady_risk(self)
        self.plus_lift = planted.PLUS_LIFT
        self.offered = ~people.frame["programme_held_out"].to_numpy()
        # By week: what customers told friends, and those it lacks (play/partly.py).
        self.told, self.told_by_others = None, {}
        self.amounts = None  # an `Amounts`, where the same years are lived again
        self.sent = _week_of(planted.CAMPAIGNS["sent"])  # looked at every week
        self.programme_start = _week_of(planted.PROGRAMME_START)

    def live(self, state, weeks, levers, keep=(), columns=None):
        """Live through `weeks`, changing `state`; returns a `Life`.

        levers: function of the week; what the company does in it
        keep: weeks at whose start a copy of the state is kept; columns: of the events
        """
        orders, calls, contacts, kept = [], [], [], {}
        for week in tqdm(weeks, "weeks", delay=2, leave=False, disable=None):
            if week in keep:
                kept[week] = state.copy()
            lever = levers(week)
            if self.world.experience:
                contacts += send_campaign(self, state, week)
                send_letters(state, week, lever)
            renew(self, state, week)
            state.came[newcomers(self, state, week, lever)] = True
            here = np.flatnonzero(state.active & state.came)
            happened, called = self._week(state, week, here, lever)
            orders.append(happened)
            calls.append(called)
        calls = {n: np.concatenate([c[n] for c in calls]) for n in calls[0]}
        return Life(stacked(orders, columns), pd.DataFrame(calls), contacts, kept)

    def side_by_side(self, seeds):
        """Everybody once for each seed of luck, luck after luck, as one engine.

        A week's cost in Python is paid once; each luck is as it would be alone.
        """
        size = len(self.joined)
        many = self.only(np.tile(np.arange(size), len(seeds)))
        many.luck_seed = tuple(seeds) if len(seeds) > 1 else seeds[0]
        many.number = np.repeat(np.arange(len(seeds)), size)
        many.blocks = [size * number for number in range(len(seeds))]
        return many

    def luck_of(self, rows):
        """Which of the lucks side by side each of some rows belongs to, from 0."""
        return self.number[rows]

    def only(self, who):
        """What the engine knows of some people, as an engine whose rows they are.

        To live on, it must be told what the others tell friends (play/partly.py).
        """
        some = copy(self)
        for name in BY_PERSON:
            setattr(some, name, getattr(self, name)[who])
        some.plus_terms = self.plus_terms.iloc[who]
        for name in ("trait", "response"):
            values = getattr(self, name)
            setattr(some, name, {n: v[who] for n, v in values.items()})
        return some

    def satisfaction(self, state, here=slice(None)):
        """Satisfaction now: what stands, what experience and contact have added."""
        moved = state.experience[here] + state.bond[here]
        return self.trait["standing"][here] + experience_weight() * moved

    def luck(self, name, who, *address):
        """The luck of some people in one thing that may happen, at an address."""
        return luck(self._seed_of(who), name, self.person[who], *address)

    def lucks(self, names, orders, week):
        """The luck of each order of a week in several things, as a dict by name."""
        return self.lucks_at(names, orders["who"], week, orders["slot"])

    def lucks_at(self, names, who, *address):
        """The luck of some people in several things, as a dict by name."""
        return lucks(self._seed_of(who), names, self.person[who], *address)

    def _seed_of(self, who):
        one = np.ndim(self.luck_seed) == 0
        return self.luck_seed if one else (self.luck_seed, self.number[who])

    # --- one week -----------------------------------------------------------------

    def _week(self, state, week, here, lever):
        if self.world.experience:
            self._drift(state, here, lever)
        orders = make_orders_of_week(self, state, week, here, lever)
        calls = call_to_order(self, orders, week, lever)
        live_through(self, orders, week, lever)
        leave(self, state, orders, week, lever)
        remember(self, state, orders, week)
        return orders, calls

    def _drift(self, state, here, lever):
        """What changes without an order: warmth and the discount taken for granted."""
        warmth = lever.warmth[here]
        state.bond[here] += planted.BONDING * (warmth - state.bond[here])
        gap = lever.offer[here] - state.reference[here]
        state.reference[here] += planted.OFFER["habit"] * gap

    def rate(self, state, week, here, lever):
        """Orders a week of each customer who is here."""
        rate = self.trait["rate"][here] * self.world.rate[week, self.segment[here]]
        if not self.world.experience:
            return rate
        log_rate = self.trait["kind_rate"][here] + self.response["rate"][here]
        log_rate += planted.RATE_BY_SATISFACTION * self.satisfaction(state, here)
        log_rate += self.log_lift(state, here, lever)
        if self.world.price_cut[week]:
            log_rate += planted.RATE_PRICE_CUT * self.trait["to_rivals"][here]
        return rate * np.exp(log_rate)

    def log_lift(self, state, here, lever):
        """What campaigns, offers, points and Lantern Plus add to the log rate."""
        lift, coupon = self.plus_lift * state.plus[here], state.coupon[here]
        if coupon.any():
            lift = self.response["lift"][here] * coupon_pull(coupon) + lift
        prices = self.trait["to_prices"][here]
        if lever.offer.any():  # the house makes no standing offers; a policy may
            surplus = np.maximum(lever.offer[here] - state.reference[here], 0)
            pull = 1 - np.exp(-surplus / planted.OFFER["scale"])
            lift = lift + planted.OFFER["gain"] * prices * pull
        points = state.member[here] * lever.points_pull[here]
        return lift + planted.PROGRAMME["rate"] * prices * points


def _week_of(date):
    """Number of the week that a date falls in, from 0."""
    days = (pd.to_datetime(date) - planted.START) / pd.Timedelta(days=7)
    return np.floor(days).to_numpy(int) if np.ndim(days) else int(days)

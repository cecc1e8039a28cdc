"""The years of the company, week by week, for all customers at once.

A week: those who are still customers order at their rate; each order is an experience;
experience moves satisfaction; satisfaction, rivals and the press move leaving and the
rate of the weeks that follow. With experience switched off only the textbook is left:
a Poisson process until a customer leaves after a repeat order (BG/NBD).
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import special
from tqdm import tqdm

from . import planted
from .minds import experience_weight
from .randomness import luck, pick


@dataclass
class State:
    """What a week hands on to the next: one entry a person in each array."""

    came: np.ndarray  # has placed a first order
    active: np.ndarray  # not yet left
    experience: np.ndarray  # running mean of performance against expectation
    expected: np.ndarray  # performance that is expected
    bond: np.ndarray  # warmth from being in contact
    reference: np.ndarray  # discount that is taken for granted
    member: np.ndarray  # in the points programme
    treated: np.ndarray  # has a campaign's offer in hand
    last_week: np.ndarray  # of the last order, -1 before the first

    def copy(self):
        return replace(self, **{k: v.copy() for k, v in vars(self).items()})


def opening_state(size):
    """The state before the first week."""
    zeros = np.zeros(size)
    return State(
        came=np.zeros(size, bool),
        active=np.ones(size, bool),
        experience=zeros.copy(),
        expected=np.full(size, planted.EXPECTED_FIRST),
        bond=zeros.copy(),
        reference=zeros.copy(),
        member=np.zeros(size, bool),
        treated=np.zeros(size, bool),
        last_week=np.full(size, -1),
    )


@dataclass(frozen=True)
class Life:
    """What happened in some weeks.

    events: one row an order (or an order that failed), in order of time; `who` is the
        row of the person
    contacts: who was in each campaign, and who was held out
    kept: copies of the state, by week
    """

    events: pd.DataFrame
    contacts: list
    kept: dict


class Engine:
    """One company's people and surroundings, ready to live through weeks.

    people, minds, world: as made by the modules of those names.
    """

    def __init__(self, seed, people, minds, world):
        self.seed, self.people, self.minds, self.world = seed, people, minds, world
        self.luck_seed = seed
        traits = people.traits
        self.joined = people.frame["joined_week"].to_numpy()
        self.segment = traits["segment"].array.codes
        self.region = people.frame["region"].array.codes
        self.organisation = (people.frame["kind"] == "organisation").to_numpy()
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
        self.offered = ~people.frame["programme_held_out"].to_numpy()

    def live(self, state, weeks, levers, keep=(), progress=False):
        """Live through `weeks`, changing `state`; returns a `Life`.

        levers: function of the week; what the company does in it
        keep: weeks at whose start a copy of the state is kept
        progress: whether to show a progress bar
        """
        orders, contacts, kept = [], [], {}
        for week in tqdm(weeks, "weeks", disable=not progress, leave=False):
            if week in keep:
                kept[week] = state.copy()
            lever = levers(week)
            if self.world.experience:
                contacts += self._send_campaign(state, week)
            state.came |= self._newcomers(state, week, lever)
            here = np.flatnonzero(state.active & state.came)
            orders.append(self._week(state, week, here, lever))
        return Life(_stack(orders), contacts, kept)

    def satisfaction(self, state, here=slice(None)):
        """Satisfaction now: what stands, what experience and contact have added."""
        moved = state.experience[here] + state.bond[here]
        return self.trait["standing"][here] + experience_weight() * moved

    def _newcomers(self, state, week, lever):
        """Who places a first order this week; after the cut-off, only some do."""
        new = (self.joined >= week) & (self.joined < week + 1)
        if week < planted.HISTORY_WEEKS:
            return new
        pull = np.where(self.friend, self._referrals(state), lever.acquisition)
        return new & (self.swayed < planted.LATER_TAKEN * pull)

    def _referrals(self, state):
        """Newcomers through friends, as a multiple of the usual."""
        here = np.flatnonzero(state.active & state.came)
        weights = self.trait["refers"][here]
        felt = np.average(self.satisfaction(state, here), weights=weights)
        above = felt - planted.ADVOCATES_USUALLY
        return np.exp(planted.REFERRALS_BY_SATISFACTION * above)

    # --- one week -----------------------------------------------------------------

    def _week(self, state, week, here, lever):
        if self.world.experience:
            self._drift(state, here, lever)
        orders = self._orders(state, week, here, lever)
        self._happens(orders, week, lever)
        self._leaving(state, orders, week, lever)
        self._remember(state, orders, week)
        return orders

    def _drift(self, state, here, lever):
        """What changes without an order: warmth and the discount taken for granted."""
        warmth = lever.warmth[here]
        state.bond[here] += planted.BONDING * (warmth - state.bond[here])
        gap = lever.offer[here] - state.reference[here]
        state.reference[here] += planted.OFFER["habit"] * gap

    def _rate(self, state, week, here, lever):
        """Orders a week of each customer who is here."""
        rate = self.trait["rate"][here] * self.world.rate[week, self.segment[here]]
        if not self.world.experience:
            return rate
        log_rate = self.trait["kind_rate"][here] + self.response["rate"][here]
        log_rate += planted.RATE_BY_SATISFACTION * self.satisfaction(state, here)
        log_rate += self.response["lift"][here] * state.treated[here]
        if self.world.price_cut[week]:
            log_rate += planted.RATE_PRICE_CUT * self.trait["to_rivals"][here]
        prices = self.trait["to_prices"][here]
        surplus = np.maximum(lever.offer[here] - state.reference[here], 0)
        pull = 1 - np.exp(-surplus / planted.OFFER["scale"])
        log_rate += planted.OFFER["gain"] * prices * pull
        points = state.member[here] * lever.points_pull[here]
        log_rate += planted.PROGRAMME["rate"] * prices * points
        return rate * np.exp(log_rate)

    def _orders(self, state, week, here, lever):
        """The week's orders, by customer and time: who, when, where, how much."""
        seed, joined = self.luck_seed, self.joined[here]
        new = joined >= week
        since = _rhythm(self.world.rhythm, np.where(new, joined - week, 0.0))
        rate = self._rate(state, week, here, lever) * (1 - since)
        count = poisson_quantile(luck(seed, "orders", here, week), rate)
        who = np.concatenate([here[new], np.repeat(here, count)])
        slot = np.concatenate([np.zeros(new.sum(), int), 1 + _counter(count)])
        first = slot == 0
        at = np.repeat(since, count)
        at = at + (1 - at) * luck(
            seed, "moment", who[first.sum() :], week, slot[~first]
        )
        when = np.concatenate([joined[new] - week, _week_share(self.world.rhythm, at)])
        order = np.lexsort((when, who))
        who, slot, when = who[order], slot[order], when[order]
        orders = {"who": who, "slot": slot, "first": slot == 0}
        orders["day"] = 7 * week + np.floor(7 * when).astype(int)
        orders["clock"] = 7 * when - np.floor(7 * when)  # share of that day gone by
        self._basket(orders, week, lever, state)
        return orders

    def _luck(self, name, orders, week):
        return luck(self.luck_seed, name, orders["who"], week, orders["slot"])

    def _basket(self, orders, week, lever, state):
        who = orders["who"]
        segment = self.segment[who]
        festive = self.world.festive[week]
        chance = (planted.GIFT_FESTIVAL if festive else planted.GIFT).to_numpy()[
            segment
        ]
        orders["gift"] = self._luck("gift", orders, week) < chance
        shape = self.trait["spend_shape"][who]
        amount = special.gammaincinv(shape, self._luck("amount", orders, week)) / shape
        amount = amount * self.trait["mean_spend"][who]
        if self.world.experience:
            amount = amount * np.where(orders["gift"], planted.GIFT_AMOUNT, 1.0)
        orders["gross"] = amount
        orders["channel"] = self._channel(orders, week)
        orders["offer"] = np.maximum(
            lever.offer[who], np.where(state.treated[who], self.campaign_discount, 0.0)
        )
        orders["member"] = state.member[who]

    campaign_discount = 0.0  # of the campaign that is running

    def _channel(self, orders, week):
        usual = planted.CHANNEL_OF.to_numpy()[self.segment[orders["who"]]]
        preferred = pick(usual, luck(self.seed, "preferred channel", orders["who"]))
        other = pick(usual, self._luck("other channel", orders, week))
        keeps = self._luck("channel", orders, week) < planted.CHANNEL_LOYALTY
        return np.where(keeps, preferred, other)

    # --- experience -----------------------------------------------------------------

    def _happens(self, orders, week, lever):
        """What goes wrong with each order, and how well it is put right."""
        who, day = orders["who"], orders["day"]
        today = self.world.operations.to_numpy()[day]
        late, fault, wait, outage = today.T
        late = late * planted.LATE_BY_REGION.to_numpy()[self.region[who]]
        better = lever.service[who] - planted.USUAL_SERVICE
        effect = planted.SERVICE
        posted = orders["channel"] != planted.CHANNELS.index("shop")
        served = (orders["channel"] >= 2).astype(float)  # in a shop or on the phone
        web = orders["channel"] == planted.CHANNELS.index("web")
        draw = {
            n: self._luck(n, orders, week) for n in ["late", "fault", "wait", "fails"]
        }
        orders["late"] = posted & (
            draw["late"] < late * np.exp(-effect["late"] * better)
        )
        orders["fault"] = draw["fault"] < fault * np.exp(-effect["fault"] * better)
        mean_wait = wait * served * np.exp(-effect["wait"] * better)
        orders["wait"] = -mean_wait * np.log(draw["wait"])
        orders["failed"] = web & ~orders["first"] & (draw["fails"] < outage)
        for name in ("late", "fault"):
            orders[name] &= ~orders["failed"]
        harm = np.where(orders["fault"], 1.0, np.where(orders["late"], 0.5, 0.0))
        chance = planted.COMPLAINS * harm * self.trait["to_faults"][who]
        orders["complains"] = self._luck("complains", orders, week) < chance
        settled = self._luck("settled", orders, week) < lever.recovery[who]
        orders["settled"] = orders["complains"] & settled
        orders["performance"] = self._performance(orders, week, better)

    def _performance(self, orders, week, better):
        effect = planted.PERFORMANCE
        waited = np.maximum(orders["wait"] - planted.PATIENCE, 0.0)
        harm = (
            effect["late"] * orders["late"]
            + effect["fault"] * orders["fault"]
            + effect["wait"] * np.minimum(waited, 30)
            + effect["failed"] * orders["failed"]
        )
        harm = harm * np.where(orders["settled"], 1 - planted.RECOVERY, 1.0)
        noise = effect["noise"] * special.ndtri(self._luck("performance", orders, week))
        return harm + noise + planted.SERVICE["performance"] * better

    # --- leaving --------------------------------------------------------------------

    def _leaving(self, state, orders, week, lever):
        """Who leaves after which order, and why; that week's later orders fall away."""
        who = orders["who"]
        hazard = self._hazards(state, orders, week, lever)
        hazard[:, orders["first"]] = 0.0
        chance = 1 - np.prod(1 - hazard, axis=0)
        left = self._luck("leaves", orders, week) < chance
        share = hazard / np.maximum(hazard.sum(axis=0), 1e-12)
        orders["cause"] = np.where(
            left, pick(share.T, self._luck("cause", orders, week)), -1
        )
        orders["left"] = left
        before = np.cumsum(left) - left
        start = np.searchsorted(who, who)  # each customer's first row of the week
        keep = before == before[start]
        for name, values in orders.items():
            orders[name] = values[keep]

    def _hazards(self, state, orders, week, lever):
        """Chance of leaving after each order, by cause (rows as in planted.CAUSES)."""
        who = orders["who"]
        hazard = np.zeros((len(planted.CAUSES), len(who)))
        hazard[0] = self.trait["leave_chance"][who]
        if not self.world.experience:
            return hazard
        hazard[0] *= np.exp(self.log_leaving(state, who, lever))
        faults, to_rivals = self.trait["to_faults"][who], self.trait["to_rivals"][who]
        if self.world.price_cut[week]:
            hazard[1] = planted.LEAVE_PRICE * to_rivals
        opened = self.world.opened[week][self.region[who]]
        hazard[2] = planted.LEAVE_COMPETITOR * to_rivals * opened
        if self.world.press[week]:
            hazard[3] = planted.LEAVE_REPUTATION * faults
        sore = np.where(orders["settled"], 1 - planted.RECOVERY, 1.0) * faults
        bad = planted.LEAVE_BAD
        hazard[4] = bad["product"] * orders["fault"] * sore
        hazard[5] = bad["service"] * orders["late"] * sore
        waited = (orders["wait"] > 2 * planted.PATIENCE) | orders["failed"]
        hazard[6] = bad["experience"] * waited * sore
        hazard[6] += self.response["leave"][who] * state.treated[who]
        return np.minimum(hazard, 0.9)

    def log_leaving(self, state, who, lever):
        """How satisfaction, kind of loyalty and points move the chance of leaving."""
        felt = np.clip(self.satisfaction(state, who), -3, 3)
        points = state.member[who] * lever.points_pull[who]
        return (
            self.trait["kind_leave"][who]
            + planted.LEAVE_BY_SATISFACTION * self.trait["to_satisfaction"][who] * felt
            + planted.PROGRAMME["leave"] * self.trait["to_prices"][who] * points
            + planted.FRIEND_STAYS * self.friend[who]
        )

    # --- what is carried on -----------------------------------------------------------

    def _remember(self, state, orders, week):
        who = orders["who"]
        state.active[who[orders["left"]]] = False
        state.last_week[who] = week
        orders["enrols"] = np.zeros(len(who), bool)
        if not self.world.experience or not len(who):
            return
        someone, row, count = np.unique(who, return_inverse=True, return_counts=True)
        performance = np.bincount(row, orders["performance"]) / count
        against = planted.SCALE * (performance - state.expected[someone])
        weight = 1 - (1 - planted.MEMORY) ** count
        state.experience[someone] += weight * (against - state.experience[someone])
        gap = performance - state.expected[someone]
        state.expected[someone] += planted.ADAPTING * gap
        self._enrol(state, orders, week)

    def _enrol(self, state, orders, week):
        """Customers join the points programme at an order, once it is there."""
        who = orders["who"]
        joins = self._luck("joins", orders, week) < self.trait["joins"][who]
        joins &= self.offered[who] & ~state.member[who] & ~orders["failed"]
        if week >= _week_of(planted.PROGRAMME_START):
            row = np.flatnonzero(joins)
            _, first = np.unique(who[row], return_index=True)  # once is enough
            orders["enrols"][row[first]] = True
            state.member[who[row]] = True

    def _send_campaign(self, state, week):
        """Send the campaign that starts this week; end the one that is over."""
        sent = _week_of(planted.CAMPAIGNS["sent"])
        if (sent == week - planted.CAMPAIGN_WEEKS).any():
            state.treated[:] = False
        number = np.flatnonzero(sent == week)
        if not len(number):
            return []
        plan = planted.CAMPAIGNS.iloc[number[0]]
        consent = self.people.frame["consent"].to_numpy()
        asked = consent & (self.joined < week - 4)
        if plan["to"] == "lapsed":
            asked &= state.last_week < week - planted.LAPSED_WEEKS
        asked = np.flatnonzero(asked)
        control = luck(self.seed, "held out", asked, number[0]) < plan["held_out"]
        state.treated[asked[~control]] = True
        self.campaign_discount = plan["discount"]
        return [{"campaign": number[0], "who": asked, "control": control}]


def _week_of(date):
    """Number of the week that a date falls in, from 0."""
    days = (pd.to_datetime(date) - planted.START) / pd.Timedelta(days=7)
    return np.floor(days).astype(int) if np.ndim(days) else int(days)


def poisson_quantile(uniform, mean):
    """The Poisson count that each uniform number stands for."""
    count = np.zeros(len(mean), int)
    chance = np.exp(-mean)
    reached = chance.copy()
    rows = np.flatnonzero(uniform > reached)
    k = 0
    while len(rows) and k < 60:  # a count of 60 in a week has no chance worth a name
        k += 1
        count[rows] = k
        chance[rows] *= mean[rows] / k
        reached[rows] += chance[rows]
        rows = rows[uniform[rows] > reached[rows]]
    return count


def _counter(count):
    """0, 1, … within each customer's orders: [2, 0, 3] gives 0 1 0 1 2."""
    ends = np.cumsum(count)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - count, count)


def _rhythm(weekdays, share):
    """Share of a week's orders that has come when `share` of the week has gone."""
    return np.interp(share, np.linspace(0, 1, 8), np.append(0, np.cumsum(weekdays)))


def _week_share(weekdays, uniform):
    """Share of the week gone when `uniform` of its orders have come."""
    edges = np.append(0, np.cumsum(weekdays))
    return np.minimum(np.interp(uniform, edges, np.linspace(0, 1, 8)), 1 - 1e-9)


def _stack(weeks):
    """The weeks' orders as one frame, in order of time."""
    names = weeks[0].keys()
    frame = pd.DataFrame({n: np.concatenate([w[n] for w in weeks]) for n in names})
    return frame.sort_values(["day", "clock", "who"], kind="stable", ignore_index=True)

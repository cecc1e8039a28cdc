"""Customer equity: what those who are there will bring, net of all that it costs.

For each customer an expectation is carried forward in steps of four and nine weeks (an
offer by letter is good for four weeks of a quarter), with the last quarter's levers
played on. In a step with Λ orders meant, and the chance p of leaving after an order, a
customer who is still there places (1 − exp(−Λ p)) / p orders and stays with chance
exp(−Λ p). Experience, expectation, warmth, the discount taken for granted, points
membership and Lantern Plus move on between steps, as means. After `YEARS_AHEAD` years
the last of them repeats itself for ever, which is a geometric series.
"""

import numpy as np

from .. import planted
from ..leaving import log_leaving
from ..minds import experience_weight
from .mishaps import usual_mishaps
from .plus_ahead import PlusAhead
from .worth import YEAR_AHEAD, expected_orders, usual_rate

ALL = slice(None)
YEARS_AHEAD = 5
WEEKLY = np.log1p(planted.DISCOUNT_RATE) / planted.YEAR_WEEKS  # discounting


def equity(engine, year, state, lever, rows=None):
    """Expected discounted profit of each person after the year, CNY; 0 for who left.

    year: the steps of any year, as made by `steps_of_a_year`
    state: at the year's end; it stays as it is
    lever: levers of the year's last quarter; they are played on
    rows: of whom it is wanted; all others have 0. None: of everybody

    Counted: margin after goods and handling, less the offer, points, service, recovery,
    contact and letters, discounted to the year's end. Nobody sees who leaves, and the
    house clears its list once a year: contact and letters are paid for everybody who
    was there when the year began. Not counted: newcomers after the year, special
    causes, rivals' passing price cuts.
    """
    course = Course(engine, year, state, lever, rows)
    value, year_later = 0.0, 1 / (1 + planted.DISCOUNT_RATE)
    for number in range(YEARS_AHEAD):
        before = np.maximum(course.stays, 1e-12)
        earned = course.live_a_year()
        value = value + year_later**number * earned
    kept = course.stays / before
    value += year_later**YEARS_AHEAD * kept * earned / (1 - year_later * kept)
    everyone = np.zeros(len(engine.joined))
    everyone[course.here] = value
    return everyone


class Course:
    """The expected course of all who are there, year after year.

    here: their rows among all people; all else has a row for each of them only
    stays: chance that each is still a customer
    """

    def __init__(self, engine, year, state, lever, rows=None):
        here = state.active & state.came
        if rows is not None:
            here = here & np.isin(np.arange(len(here)), rows)
        self.here = here = np.flatnonzero(here)
        self.engine, self.lever = engine.only(here), lever.only(here)
        self.year = [step.only(self.engine.person) for step in year]
        self.state = state.only(here)
        for name in ("member", "plus"):  # from now on a chance
            setattr(self.state, name, getattr(self.state, name).astype(float))
        self.stays = np.ones(len(here))
        self.variance = np.zeros(len(here))  # of experience: today's is known
        self.usual = usual_mishaps(self.engine, self.lever)
        now = np.maximum.reduceat(state.last_day, engine.blocks)[engine.luck_of(here)]
        self.plus = PlusAhead(self.engine, self.state, now, self.usual.wrong)

    def live_a_year(self):
        """Profit expected of each in the next year, discounted to its start, CNY."""
        listed, week, profit = self.stays, 0, 0.0
        for number, step in enumerate(self.year):
            first = number % 2 == 0  # of a quarter
            if first:
                cost = self._quarter_cost()
                profit = profit - np.exp(-WEEKLY * (week + 6.5)) * listed * cost
            self.state.coupon = self.lever.letter if first else 0 * self.lever.letter
            orders = self._live(step)
            middle = week + step.length / 2
            profit = profit + np.exp(-WEEKLY * middle) * orders * self._of_an_order(
                step
            )
            week += step.length
        return profit

    def _quarter_cost(self):
        """Contact and letters of a quarter, CNY."""
        contact = planted.CONTACT["cost"].to_numpy()[self.lever.contact]
        return contact + planted.LETTER_COST * (self.lever.letter > 0)

    def _of_an_order(self, step):
        """Profit of an order meant, CNY: its margin less all that hangs on it."""
        lever, state, gross = self.lever, self.state, step.gross
        offer = np.maximum(lever.offer, state.coupon)
        points = planted.POINTS_REDEEMED * lever.earn * state.member
        settling = planted.SETTLING_COST * lever.recovery**2
        placed = (
            step.margin
            - gross * (offer + (1 - offer) * points)
            - planted.SERVICE_COST * lever.service**2
        )
        complaints = self.usual.complains * (planted.COMPLAINT_COST + settling)
        return (1 - self.usual.lost) * placed - complaints

    def _live(self, step):
        """Orders expected of each in a step; half of what moves on moves before."""
        self._move(step, self._rate(step, self._lift()) / 2)
        lift = self._lift()
        rate, chance = self._rate(step, lift), self._leaving(lift)
        orders = self.stays * expected_orders(rate, chance)
        self.stays = self.stays * np.exp(-rate * chance)
        self._move(step, rate / 2)
        return orders

    def _lift(self):
        return self.engine.log_lift(self.state, ALL, self.lever)

    def _rate(self, step, lift):
        """Orders that each would place in the step if nobody left."""
        return usual_rate(self.engine, self.state, lift=lift) * step.season

    def _leaving(self, lift):
        """Chance that each leaves after an order.

        Experience scatters about its mean, and exp(x) of a normal x with variance v has
        the mean exp(mean + v / 2).
        """
        engine, state = self.engine, self.state
        usual = engine.trait["leave_chance"] * np.exp(
            log_leaving(engine, state, ALL, self.lever)
            - lift
            + self._by_experience() ** 2 * self.variance / 2
        )
        opened = engine.world.opened[YEAR_AHEAD[-1]][engine.region]
        rivals = planted.LEAVE_COMPETITOR * engine.trait["to_rivals"] * opened
        bother = engine.response["leave"] * (state.coupon > 0)
        stays = (1 - np.minimum(usual, 0.9)) * (1 - np.minimum(rivals, 0.9))
        stays = stays * (1 - self.usual.leaves) * (1 - bother)
        return np.maximum(1 - stays, 1e-9)

    def _by_experience(self):
        """What a unit of experience takes off the log chance of leaving."""
        pull = planted.LEAVE_BY_SATISFACTION * experience_weight()
        return pull * self.engine.trait["to_satisfaction"]

    def _move(self, step, orders):
        """What half a step with so many orders changes in those who stay."""
        state, lever, weeks = self.state, self.lever, step.length / 2
        _approach(state.bond, lever.warmth, (1 - planted.BONDING) ** weeks)
        _approach(state.reference, lever.offer, (1 - planted.OFFER["habit"]) ** weeks)
        performance, before = self.usual.performance, state.expected.copy()
        ordering = 1 - np.exp(-orders / weeks)  # chance of an order in a week
        adapted = np.exp(-planted.ADAPTING * weeks * ordering)
        _approach(state.expected, performance, adapted)
        expected = (before + state.expected) / 2
        against = planted.SCALE * (performance - expected)
        kept = np.exp(-planted.MEMORY * orders)
        _approach(state.experience, against, kept)
        joins = np.exp(-orders * self.engine.trait["joins"] * self.engine.offered)
        _approach(state.member, 1.0, joins)
        state.plus = self.plus.move(orders * (1 - self.usual.lost), weeks)
        self._scatter(orders)

    def _scatter(self, orders):
        """The variance of experience grows to that of a running mean of orders."""
        old = (1 - planted.MEMORY) ** 2
        share = planted.MEMORY**2 / (1 - old)
        most = share * planted.SCALE**2 * self.usual.spread
        self.variance = most + (self.variance - most) * np.exp(-(1 - old) * orders)


def _approach(values, goal, kept):
    """Let values go towards a goal, keeping a share of the gap."""
    values[:] = goal + kept * (values - goal)

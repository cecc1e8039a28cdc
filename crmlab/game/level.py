"""Turn one knob of a plan until its planned cost just fits the budget."""

from functools import cache

from scipy.optimize import brentq

from .budget import planned_cost
from .budgets import MOST_A_QUARTER

EXACT = 1e-4  # of the knob's range


def too_dear(cost, budget):
    """What a plan is over the budget, in the year or in a quarter; below 0 if it fits.

    cost: planned cost, quarters × levers, CNY, as `planned_cost` gives it
    """
    by_quarter = cost.sum(axis=1)
    of_a_quarter = by_quarter.max() - MOST_A_QUARTER * budget
    return float(max(by_quarter.sum() - budget, of_a_quarter))


def up_to_budget(firm, budget, plan, low, high):
    """The dearest policy that fits, of those that a knob makes.

    plan: function from the knob, a number from low to high, to a `Policy`; the higher
        the knob, the dearer the policy
    Returns the policy, and the knob. Raises ValueError where the cheapest is too dear.
    """

    @cache
    def over(knob):
        return too_dear(planned_cost(firm, plan(knob)), budget)

    if over(high) <= 0:
        return plan(high), high
    if over(low) > 0:
        raise ValueError(f"Even the cheapest of these plans is over ¥{budget:,.0f}.")
    step = EXACT * (high - low)
    knob = brentq(over, low, high, xtol=step)
    while knob > low and over(knob) > 0:
        knob = max(low, knob - step)
    return plan(knob), knob

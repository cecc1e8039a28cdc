"""Turn one knob of a plan until its planned cost just fits the budget."""

from .budget import planned_cost
from .budgets import over_budget

STEPS = 14  # halvings: the knob is then exact to a ten-thousandth of its range


def up_to_budget(firm, budget, plan, low, high):
    """The dearest policy that fits, of those that a knob makes.

    plan: function from the knob, a number from low to high, to a `Policy`; the higher
        the knob, the dearer the policy
    Returns the policy, and the knob. Raises ValueError where the cheapest is too dear.
    """

    def fits(knob):
        return over_budget(planned_cost(firm, plan(knob)), budget) is None

    if fits(high):
        return plan(high), high
    if not fits(low):
        raise ValueError(f"Even the cheapest of these plans is over ¥{budget:,.0f}.")
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return plan(low), low

"""How much may be spent in the year: the numbers of the budget, and its two rules.

The budget is for all levers together, the house policy's own spending included. So a
plan that stops what does not pay, as most of the contact, may put the money elsewhere.

The numbers were settled by playing (seed 2025, quiet year). The best plan that search
found without a limit costs 37% more than the house policy and gains 1.52 million; with
a tenth more, 1.38 million: then there is no money for more newcomers. In the thin year
a quarter of all spending must go.
"""

# What all levers may be planned to cost in the year, as a share of the house policy's.
# The thin year's is as in planted.SCENARIOS.
SHARE = {"quiet": 1.10, "rival": 1.10, "slump": 1.10, "thin": 0.75}

# No quarter may take more than this share of the year's budget. The levers of the last
# quarter are played on after the year: who saved all year for a last quarter that no
# year can afford would be paid by equity for a promise that the firm cannot keep
# (service at 0.70 in quarter 4 alone gains two thirds of what it gains all year, for a
# third of its cost). Autumn and winter are dear: the house policy's take 27%.
MOST_A_QUARTER = 0.30


def over_budget(cost, budget):
    """A sentence that says how a plan is over the budget; None where it is not.

    cost: planned cost, quarters × levers, CNY, as `planned_cost` gives it
    budget: for the year, CNY
    """
    by_quarter = cost.sum(axis=1)
    total = by_quarter.sum()
    if total > budget:
        return (
            f"The plan costs ¥{total:,.0f} in the year, "
            f"¥{total - budget:,.0f} over the budget of ¥{budget:,.0f}."
        )
    dearest = by_quarter.idxmax()
    if by_quarter[dearest] > MOST_A_QUARTER * budget:
        return (
            f"Quarter {dearest} costs ¥{by_quarter[dearest]:,.0f}; no quarter may take "
            f"more than {MOST_A_QUARTER:.0%} of the year's budget, "
            f"¥{MOST_A_QUARTER * budget:,.0f}."
        )
    return None

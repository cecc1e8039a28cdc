"""Whom to call first, when there are fewer hours than prospects."""

import numpy as np
import pandas as pd

from crmlab import wanted


def margin_per_hour(chance, margin, hours):
    """Expected margin of an hour spent on a prospect: chance × margin / hours.

    chance  of winning, from 0 to 1
    margin  CNY that the customer would bring in a year, if won
    hours   of a seller's time, won or lost; above 0
    Returns a Series, CNY an hour. Going down this list until the hours are used up
    brings the most there is to bring, but for the last prospect that no longer fits
    (G. B. Dantzig 1957, Operations Research 5(2), on the knapsack).

    Raises ValueError where one is a gap, no number or out of its bounds, or a prospect
    of chance is missing in another.

    >>> chance, margin = pd.Series([0.8, 0.3]), pd.Series([900.0, 6000.0])
    >>> margin_per_hour(chance, margin, hours=pd.Series([2.0, 3.0])).to_list()
    [360.0, 600.0]
    """
    name = "margin_per_hour"
    chance = wanted.numbers(chance, name, "chance", low=0, high=1)
    margin = wanted.matched(chance, margin, name, ("chance", "margin"))
    margin = wanted.numbers(margin, name, "margin")
    hours = wanted.matched(chance, hours, name, ("chance", "hours"))
    hours = wanted.numbers(hours, name, "hours", above=0)
    return (chance * margin / hours).rename("margin_per_hour")


def call_down(score, hours, budget, seller=None):
    """Who is called, if each seller goes down the list until the hours are used up.

    score   a number for each prospect: the greatest is called first, and of those who
            tie, the one that needs less time
    hours   that each prospect takes; above 0
    budget  hours there are: a number, or a Series by seller
    seller  whose prospect it is, where each seller has hours of his own
    Returns a Series of True and False. A seller stops at the first prospect that no
    longer fits, and does not look for smaller ones further down.

    Raises ValueError where a number is a gap or no number, hours are not above 0, a
    budget is below 0, a prospect of score is missing in another, or a seller has no
    budget.

    >>> score, hours = pd.Series([3, 1, 2]), pd.Series([2.0, 1.0, 2.0])
    >>> call_down(score, hours, budget=4).to_list()
    [True, False, True]
    """
    name = "call_down"
    score = wanted.numbers(score, name, "score")
    wanted.rows(score, name, "score")
    wanted.unique_index(score, name, "score")
    hours = wanted.matched(score, hours, name, ("score", "hours"))
    hours = wanted.numbers(hours, name, "hours", above=0)
    if seller is None:
        seller = pd.Series("all", score.index)
        budget = pd.Series({"all": wanted.number(budget, name, "budget", low=0)})
    seller = wanted.series(seller, name, "seller")
    seller = wanted.matched(score, seller, name, ("score", "seller"))
    wanted.complete(seller, name, "seller")
    budget = wanted.numbers(budget, name, "budget", low=0)
    wanted.unique_index(budget, name, "budget")
    limit = seller.astype(object).map(budget)
    wanted.complete(limit, name, "the budget of these sellers")
    order = np.lexsort([hours, -score])
    used = hours.iloc[order].groupby(seller.astype(object).iloc[order]).cumsum()
    return (used.reindex(score.index).round(9) <= limit).rename("called")

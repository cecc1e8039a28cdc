"""How unevenly profit is spread over customers."""

import numpy as np
import pandas as pd

from crmlab import wanted


def whale_curve(profit):
    """Profit of the best customer, of the best two, and so on, as a share of all.

    profit  Series, CNY, one row a customer; may be below 0
    Returns a frame, from (0, 0) to (1, 1): customers, profit, both shares. Where some
    customers lose money, the curve rises above 1 and falls back: the whale's hump.

    Raises ValueError where a profit is a gap, infinite or no number, or the sum is
    not above 0.

    Source: R. Kaplan & V. G. Narayanan (2001), Journal of Cost Management 15(5), 5–15.

    >>> whale_curve(pd.Series([60, 60, -20]))["profit"].round(2).to_list()
    [0.0, 0.6, 1.2, 1.0]
    """
    profit, total = _amounts(profit, "whale_curve")
    best_first = np.sort(profit.to_numpy(dtype=float))[::-1]
    return _curve(best_first.cumsum() / total)


def lorenz_curve(amount):
    """As ``whale_curve``, the smallest customers first (Lorenz 1905).

    The further it hangs below the straight line, the more uneven the amounts.

    Raises ValueError where ``whale_curve`` does, for a gap too.

    >>> lorenz_curve(pd.Series([1, 1, 2]))["profit"].to_list()
    [0.0, 0.25, 0.5, 1.0]
    """
    amount, total = _amounts(amount, "lorenz_curve")
    return _curve(np.sort(amount.to_numpy(dtype=float)).cumsum() / total)


def gini(amount):
    """Gini's coefficient: 0 if all bring the same, near 1 if one brings it all.

    amount  Series, one row a customer. With amounts below 0 it may exceed 1, and no
            longer compares: quote it for revenue or margin, not for profit.

    Raises ValueError where an amount is a gap, infinite or no number, or the sum is
    not above 0.

    Formula: G = Σ (2i − n − 1) xᵢ / (n Σ xᵢ), amounts xᵢ sorted upwards (Gini 1914);
    twice the area between the Lorenz curve and the straight line.

    >>> gini(pd.Series([5, 5, 5, 5]))
    0.0
    >>> gini(pd.Series([0, 0, 0, 1]))
    0.75
    """
    amount, total = _amounts(amount, "gini")
    rising, count = np.sort(amount.to_numpy(dtype=float)), len(amount)
    weight = 2 * np.arange(1, count + 1) - count - 1
    return float((weight * rising).sum() / (count * total))


def share_of_top(profit, top=0.2):
    """Share of all profit that the best customers bring.

    profit  Series, one row a customer
    top     which part of the customers counts as best; rounded to whole customers
    Returns a share; it may exceed 1, where others lose money.

    Raises ValueError where a profit is a gap, infinite or no number, the sum is not
    above 0, or top is not between 0 and 1.

    >>> share_of_top(pd.Series([80, 10, 5, 3, 2]))
    0.8
    """
    wanted.share(top, "share_of_top", "top")
    profit, total = _amounts(profit, "share_of_top")
    best = profit.sort_values(ascending=False).iloc[: round(top * len(profit))]
    return float(best.sum() / total)


def _amounts(amount, function):
    """The amounts as numbers, and their sum, where it can be divided by."""
    amount = wanted.numbers(amount, function, "the Series")
    wanted.rows(amount, function, "the Series")
    total = float(amount.sum())
    if total <= 0:
        raise ValueError(
            f"{function}() divides by the sum, which is {total:,.2f}: without a "
            "positive sum there are no shares of it."
        )
    return amount, total


def _curve(heights):
    shares = np.linspace(0, 1, len(heights) + 1)
    return pd.DataFrame({"customers": shares, "profit": np.append(0.0, heights)})

"""What Lantern Plus truly does: the orders and margin that it brings each member."""

import numpy as np
import pandas as pd

from .. import planted
from ..play import worth
from .otherwise import count_within, live_again, some_of

HALF_YEAR, YEAR = 182, 364  # days
END = 7 * (planted.HISTORY_WEEKS + planted.FUTURE_WEEKS)


def true_effect(story, subscriptions):
    """One row a member: orders after taking it, and orders had it changed nothing.

    subscriptions: with who, day (of the start), price, and ended
    """
    begun = np.flatnonzero(subscriptions["day"] < 7 * planted.HISTORY_WEEKS)
    members = subscriptions.iloc[some_of(begun)]
    who, day = members["who"].to_numpy(), members["day"].to_numpy()
    lives = {
        "without": live_again(story, who, END // 7, plus_lift=0.0),
        "with": story.life.events[~story.life.events["failed"]],
    }
    half, year = (
        {life: count_within(e, who, day + 1, day + days) for life, e in lives.items()}
        for days in (HALF_YEAR, YEAR)
    )
    margin = worth.order_margin(story.engine, range(planted.HISTORY_WEEKS))[who]
    end = (members["ended"] - planted.START).dt.days.fillna(END).to_numpy()
    frame = pd.DataFrame(
        {
            "customer_id": members["customer_id"].to_numpy(),
            "orders_without": half["without"],
            "orders_with": half["with"],
            "membership": (np.minimum(end - day, HALF_YEAR) / HALF_YEAR).round(4),
            "margin_gain_year": (year["with"] - year["without"]) * margin,
            "fees_year": _months(end - day) * (members["price"] - planted.PLUS_COST),
        }
    )
    for name in ("margin_gain_year", "fees_year"):
        frame[name] = frame[name].where(day + YEAR < END).round(2)
    return frame


def _months(days):
    """Months of a year that are paid for."""
    return np.ceil(np.minimum(days, YEAR) / planted.PLUS_MONTH)

"""Exercise E5.4: how long subscribers stay, and what a higher price does. Right and
usual wrong ways.
"""

import numpy as np

from crmlab import churn as ch
from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once


@once
def stays(load):
    """Months that each subscription was watched, whether it ended, and its terms."""
    plus = load("subscriptions")
    ended = plus["ended"].notna()
    days = (plus["ended"].fillna(CUTOFF) - plus["started"]).dt.days
    months = days.where(ended, days - 1) // 30
    frame = plus.assign(months=months, over=ended)
    return frame[frame["months"] > 0]


def still_there(load, automatic=False, after=6):
    """Share of those who renew by hand that is there after so many renewals."""
    mine = stays(load)
    if automatic is not None:
        mine = mine[mine["automatic"] == automatic]
    table = ch.kaplan_meier(mine["months"], mine["over"])
    return table.loc[:after, "survival"].iloc[-1]


def by_hand(load):
    return stays(load).query("not automatic")


def watched_longer(load):
    """Who was watched for longer, of all: the young ones count as gone."""
    return (by_hand(load)["months"] > 6).mean()


def ended_only(load):
    mine = by_hand(load).query("over")
    return (mine["months"] > 6).mean()


def not_ended(load):
    """Who ended within six renewals, of all: the young ones count as staying."""
    mine = by_hand(load)
    return 1 - ((mine["months"] <= 6) & mine["over"]).mean()


# --- b: five yuan more a month
def log_ratio(load, terms=("price", "automatic", "free_month"), name="price"):
    mine = stays(load)
    causes = mine[list(terms)].astype(float)
    return ch.cox(mine["months"], mine["over"], causes).loc[name, "log_ratio"]


E5_4a = Part(
    answer=still_there,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "young_gone": watched_longer,
        "ended_only": ended_only,
        "young_stay": not_ended,
        "automatic": lambda load: still_there(load, automatic=True),
        "everybody": lambda load: still_there(load, automatic=None),
    },
)
E5_4b = Part(
    answer=lambda load: np.exp(5 * log_ratio(load)),
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "one_yuan": lambda load: np.exp(log_ratio(load)),
        "five_ratios": lambda load: 5 * np.exp(log_ratio(load)),
        "log": lambda load: 5 * log_ratio(load),
        "free_month": lambda load: np.exp(log_ratio(load, name="free_month")),
    },
)
E5_4 = Exercise(
    "E5.4", "core", minutes=18, concepts=("5.4",), parts={"a": E5_4a, "b": E5_4b}
)

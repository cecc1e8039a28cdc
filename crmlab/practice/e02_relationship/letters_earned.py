"""Exercise E2.5: what the letters of a campaign earned. The right way to compute it and
the usual wrong ones, and the tables they are tried on.
"""

import numpy as np
import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Function, Number
from crmlab.practice.once import once

NAN = float("nan")
TRIED = "K06"


def incremental_profit(trial, cost):
    """What the letters sent earned beyond what would have come without them."""
    sent, kept = sides(trial)
    if not len(sent) or not len(kept):
        return NAN
    return (sent.mean() - kept.mean() - cost) * len(sent)


def sides(trial, column="margin"):
    """The outcome of those with a letter, and of those held out."""
    treated = trial["treated"].astype(bool)
    return trial.loc[treated, column], trial.loc[~treated, column]


def profit_by(gain):
    """The same with another way to count; missing where a side is empty."""

    def profit(trial, cost):
        sent, kept = sides(trial)
        return gain(trial, cost) if len(sent) and len(kept) else NAN

    return profit


def per_letter(trial, cost):
    sent, kept = sides(trial)
    return sent.mean() - kept.mean() - cost


def without_cost(trial, cost):
    return incremental_profit(trial, 0)


def to_everybody(trial, cost):
    return per_letter(trial, cost) * len(trial)


def no_comparison(trial, cost):
    sent, _ = sides(trial)
    return sent.sum() - cost * len(sent)


def of_totals(trial, cost):
    """Totals are compared although the groups differ in size."""
    sent, kept = sides(trial)
    return sent.sum() - kept.sum() - cost * len(sent)


def cost_once(trial, cost):
    sent, kept = sides(trial)
    return (sent.mean() - kept.mean()) * len(sent) - cost


def cost_of_all(trial, cost):
    """The held-out are charged for a letter that they never got."""
    sent, kept = sides(trial)
    return (sent.mean() - kept.mean()) * len(sent) - cost * len(trial)


def revenue(trial, cost):
    sent, kept = sides(trial, "amount")
    return (sent.mean() - kept.mean() - cost) * len(sent)


def of_buyers(trial, cost):
    """Only those who ordered are compared."""
    sent, kept = sides(trial[trial["margin"] != 0])
    return (sent.mean() - kept.mean() - cost) * len(sides(trial)[0])


def zero_if_unknown(trial, cost):
    profit = incremental_profit(trial, cost)
    return 0 if np.isnan(profit) else profit


def without_a_guard(trial, cost):
    sent, kept = sides(trial)
    return sum(sent) - len(sent) * (sum(kept) / len(kept) + cost)


def own_trial(load):
    """The company's campaign is used, whichever table is handed over."""
    return lambda trial, cost: incremental_profit(company(load), cost)


@once
def company(load):
    contacts = load("campaign_contacts")
    return contacts[contacts["campaign_id"] == TRIED]


@once
def cases(load):
    """The company's campaign, and small tables for the corners."""
    small = pd.DataFrame(
        {
            "treated": [True, True, True, False, False],
            "margin": [60.0, 0.0, 30.0, 20.0, 0.0],
            "amount": [110.0, 0.0, 50.0, 45.0, 0.0],
        }
    )
    return {
        "company": (company(load), 3.0),
        "dear": (company(load), 40.0),
        "small": (small, 5.0),
        "no_control": (small[small["treated"]], 5.0),
        "nobody_sent": (small[~small["treated"]], 5.0),
        "empty": (small.iloc[:0], 5.0),
    }


# --- the declaration
E2_5 = Exercise(
    "E2.5",
    "core",
    minutes=20,
    concepts=("2.5",),
    parts={
        "": Part(
            answer=lambda load: incremental_profit,
            form=Function(result=Number(decimals=1), cases=cases),
            points=4,
            misconceptions={
                "per_letter": lambda load: profit_by(per_letter),
                "no_cost": lambda load: without_cost,
                "everybody": lambda load: profit_by(to_everybody),
                "no_comparison": lambda load: profit_by(no_comparison),
                "totals": lambda load: profit_by(of_totals),
                "cost_once": lambda load: profit_by(cost_once),
                "cost_of_all": lambda load: profit_by(cost_of_all),
                "revenue": lambda load: profit_by(revenue),
                "buyers": lambda load: profit_by(of_buyers),
                "own_trial": own_trial,
                "zero": lambda load: zero_if_unknown,
            },
            wrong=(("raised_line", lambda load: without_a_guard),),
        )
    },
)

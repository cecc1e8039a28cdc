"""Exercises E8b.1 and E8b.6: a chart of faults; how soon a chart rings. The
right ways to compute them and the usual wrong ones.
"""

import numpy as np
from scipy.stats import binom

from crmlab import quality
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Function, Number
from crmlab.practice.once import once

FIRST = 91  # days of phase I
FIRST_DAY = "2023-10-02"  # of phase II
LAST = "2025-06-29"
SECOND = "2024-07-01"  # the second year begins


@once
def faults(load, of="orders", base=FIRST):
    days = load("operations").set_index("date")
    return quality.p_chart(days["faults"], days[of].clip(lower=1), base=base)


# --- E8b.1: the limit of a day, and the days that ring
def limit(load, **ways):
    return faults(load, **ways).loc[LAST, "upper"]


def of_mean_day(load):
    """One limit for all days, from the mean number of orders."""
    days = load("operations").set_index("date")
    centre = faults(load).loc[LAST, "centre"]
    return centre + 3 * np.sqrt(centre * (1 - centre) / days["orders"].mean())


def two_sigma(load):
    day = faults(load).loc[LAST]
    return day["centre"] + (day["upper"] - day["centre"]) * 2 / 3


def spread_of_shares(load):
    """Mean and standard deviation of the daily shares, as if all days were alike."""
    shares = faults(load)["value"][:FIRST]
    return shares.mean() + 3 * shares.std()


def one_try(load):
    """The spread of a single order, not of a day's share."""
    centre = faults(load).loc[LAST, "centre"]
    return centre + 3 * np.sqrt(centre * (1 - centre))


@once
def rings(load, of="orders", since=FIRST_DAY):
    """Days of phase II, and which rules of Western Electric ring on each."""
    return quality.signals(faults(load, of=of))[since:]


def ringing(load, **ways):
    """On what share of the days each rule rings."""
    return rings(load, **ways).mean()


def first_only(load):
    """A day counted once, for the first of the rules that ring on it."""
    table = rings(load)
    return (table & (table.cumsum(axis=1) == 1)).mean()


def starts(load):
    """How often a rule begins to ring, however many days it goes on."""
    table = rings(load)
    return (table & ~table.shift(fill_value=False)).mean()


# --- E8b.6: how many days until a chart of shares rings
def days_until(before, after, orders):
    """1 / chance that a day of so many orders, of which so many go wrong, rings."""
    reach = 3 * np.sqrt(before * (1 - before) / orders)
    return 1 / _outside(before - reach, before + reach, after, orders)


def _outside(lower, upper, share, orders):
    """Chance that a day's share lies beyond the limits."""
    most, least = np.floor(orders * upper + 1e-9), np.ceil(orders * lower - 1e-9)
    return float(binom.sf(most, orders, share) + binom.cdf(least - 1, orders, share))


def limits_of_after(before, after, orders):
    reach = 3 * np.sqrt(after * (1 - after) / orders)
    return 1 / _outside(before - reach, before + reach, after, orders)


def never_moved(before, after, orders):
    return days_until(before, before, orders)


def two_sigma_limits(before, after, orders):
    reach = 2 * np.sqrt(before * (1 - before) / orders)
    return 1 / _outside(before - reach, before + reach, after, orders)


def one_early(before, after, orders):
    """The last count within the upper limit taken as beyond it."""
    upper = before + 3 * np.sqrt(before * (1 - before) / orders)
    return 1 / float(binom.sf(np.floor(orders * upper) - 1, orders, after))


def on_the_limit(before, after, orders):
    """A count exactly on a limit rings too."""
    reach = 3 * np.sqrt(before * (1 - before) / orders) - 1e-6
    return 1 / _outside(before - reach, before + reach, after, orders)


def bell_curve(before, after, orders, both=False):
    """A normal curve in place of the counts."""
    from scipy.stats import norm

    reach = 3 * np.sqrt(before * (1 - before) / orders)
    spread = np.sqrt(after * (1 - after) / orders)
    above = norm.sf((before + reach - after) / spread)
    below = norm.cdf((before - reach - after) / spread)
    return 1 / float(above + both * below)


def bell_on_both(before, after, orders):
    return bell_curve(before, after, orders, both=True)


def upper_only(before, after, orders):
    """Nothing rings below: a lower limit that no share reaches."""
    reach = 3 * np.sqrt(before * (1 - before) / orders)
    return 1 / _outside(-1, before + reach, after, orders)


def one_side(before, after, orders):
    """The limit alone to which the share moved; the upper one where it did not."""
    if after >= before:
        return upper_only(before, after, orders)
    reach = 3 * np.sqrt(before * (1 - before) / orders)
    return 1 / _outside(before - reach, 2, after, orders)


def cases(load):
    return {
        "strike": (0.08, 0.20, 45),
        "drift": (0.08, 0.12, 45),
        "faults": (0.025, 0.06, 60),
        "fewer": (0.30, 0.15, 60),
        # 44 and 20 of 64 stand exactly on the limits, and half and 64 have exact roots:
        # in whatever order a function takes them, no rounding moves a limit.
        "on": (0.5, 0.65, 64),
        "on_lower": (0.5, 0.3, 64),
        # Alike on both sides: one side alone, whichever it is, takes twice as long.
        "unmoved": (0.5, 0.5, 60),
    }


# --- the declarations
E8b_1a = Part(
    answer=limit,
    form=Number(decimals=5),
    misconceptions={
        "all_days": lambda load: limit(load, base=None),
        "mean_day": of_mean_day,
        "two_sigma": two_sigma,
        "spread_of_shares": spread_of_shares,
        "one_try": one_try,
        "parcels": lambda load: limit(load, of="parcels"),
    },
)
E8b_1b = Part(
    answer=ringing,
    form=ByLabel(decimals=5),
    misconceptions={
        "days": lambda load: rings(load).sum(),
        "all_days": lambda load: ringing(load, since=None),
        "second_year": lambda load: ringing(load, since=SECOND),
        "parcels": lambda load: ringing(load, of="parcels"),
        "first_only": first_only,
        "starts": starts,
    },
)
E8b_1 = Exercise(
    "E8b.1", "warm-up", minutes=14, concepts=("8.4",), parts={"a": E8b_1a, "b": E8b_1b}
)
E8b_6 = Exercise(
    "E8b.6",
    "stretch",
    minutes=20,
    concepts=("8.4",),
    parts={
        "": Part(
            answer=lambda load: days_until,
            form=Function(result=Number(decimals=2), cases=cases),
            points=4,
            misconceptions={
                "limits_of_after": lambda load: limits_of_after,
                "never_moved": lambda load: never_moved,
                "two_sigma": lambda load: two_sigma_limits,
                "one_early": lambda load: one_early,
                "on_the_limit": lambda load: on_the_limit,
                "bell_curve": lambda load: bell_curve,
                "bell_on_both": lambda load: bell_on_both,
                "one_side": lambda load: one_side,
                "upper_only": lambda load: upper_only,
            },
        )
    },
)

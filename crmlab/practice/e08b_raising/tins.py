"""Exercise E8b.4: tins of tea, left alone and meddled with. The right ways to compute
it and the usual wrong ones.
"""

import numpy as np
import pandas as pd
from scipy.stats import norm

from crmlab import quality
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

FIRST = 91
TINS, PRICE, SHARE = 40_000, 0.30, 0.02
QUANTILE = norm.ppf(1 - SHARE)


@once
def tins(load):
    return load("operations").set_index("date")["tin_weight"][:FIRST]


def both(load, reach, of=tins):
    """The two limits, so far below and above the mean."""
    middle = of(load).mean()
    return pd.Series({"lower": middle - reach, "upper": middle + reach})


@once
def every_tin(load):
    return load("operations").set_index("date")["tin_weight"].dropna()


def step(load, of=tins):
    """The mean step from a tin to the next."""
    return of(load).diff().abs().mean()


def limits(load, factor=3.0, n=2, of=tins):
    d2 = quality.chart_constants(n)["d2"]
    return both(load, factor * step(load, of) / d2, of)


def two_sixty_six(load):
    """The textbook's 2.66 for 3 / 1.128."""
    return both(load, 2.66 * step(load))


def not_divided(load):
    return both(load, 3 * step(load))


def standard_error(load):
    """Three standard errors of the mean: limits of a mean of all, not of a tin."""
    first = tins(load)
    return both(load, 3 * first.std() / np.sqrt(len(first)))


# --- b: what the foreman makes of it
def spread(load, rule="from where it is", of=tins):
    luck = of(load) - of(load).mean()
    return quality.funnel(luck, rule)["fell"].std()


def steps(load):
    """The spread of the machine's setting, not of what comes out."""
    first = tins(load)
    return quality.funnel(first - first.mean(), "from where it is")["aim"].std()


# --- c: what it costs
def cost(load, z=QUANTILE, price=PRICE, extra=True):
    spare = z * (spread(load) - extra * tins(load).std())
    return TINS * price * spare


def of_variances(load):
    gap = spread(load) ** 2 - tins(load).std() ** 2
    return TINS * PRICE * QUANTILE * gap


# --- the declarations
E8b_4a = Part(
    answer=limits,
    form=ByLabel(within=0.004),
    also_right={"2.66": two_sixty_six},
    misconceptions={
        "all_days": lambda load: limits(load, of=every_tin),
        "two_sigma": lambda load: limits(load, factor=2.0),
        "samples_of_five": lambda load: limits(load, n=5),
        "not_divided": not_divided,
        "standard_error": standard_error,
    },
)
E8b_4b = Part(
    answer=spread,
    form=Number(decimals=4),
    misconceptions={
        "all_days": lambda load: spread(load, of=every_tin),
        "left_alone": lambda load: spread(load, "leave it"),
        "from_target": lambda load: spread(load, "from the target"),
        "setting": steps,
        "variance": lambda load: spread(load) ** 2,
        "doubled": lambda load: 2 * tins(load).std(),
        "theory": lambda load: np.sqrt(2) * tins(load).std(),
    },
)
E8b_4c = Part(
    answer=cost,
    form=Number(within=25),  # 2.05 of a printed table, too
    points=2,
    also_right={"2.054": lambda load: cost(load, z=2.054)},
    misconceptions={
        "two_sided": lambda load: cost(load, z=norm.ppf(1 - SHARE / 2)),
        "not_extra": lambda load: cost(load, extra=False),
        "grams": lambda load: cost(load, price=1),
        "variances": of_variances,
        "three_sigma": lambda load: cost(load, z=3),
    },
)
E8b_4 = Exercise(
    "E8b.4",
    "core",
    minutes=22,
    concepts=("8.4",),
    parts={"a": E8b_4a, "b": E8b_4b, "c": E8b_4c},
)

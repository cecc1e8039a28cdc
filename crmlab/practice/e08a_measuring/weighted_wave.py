"""Exercise E8a.4: share of wallet in the first wave, weighted by how long silent."""

import numpy as np
import pandas as pd

from crmlab import survey as sv
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

CUTS = [-1, 4, 13, 26, np.inf]
LABELS = ["under 4 weeks", "4 to 13", "13 to 26", "over 26"]


@once
def said(load):
    """Share of wallet of each who gave it in the first wave, in per cent."""
    first = load("survey").query("wave == 1").set_index("customer_id")
    return first["share_of_wallet"].dropna().astype(float)


@once
def silence(load, late=False):
    """Group of each who had ordered before the first invitations; or at the cut-off."""
    sent = load("survey_invitations").query("wave == 1")["sent"].min()
    day = pd.Timestamp("2025-06-30") if late else sent
    orders = load("orders")
    last = orders[orders["date"] < day].groupby("customer_id")["date"].max()
    weeks = (day - last).dt.days / 7
    return pd.cut(weeks, CUTS, labels=LABELS).astype(object)


def weights(load, late=False):
    group = silence(load, late)
    mine = group.reindex(said(load).index)
    return sv.post_stratify(mine, group.value_counts())


def mean(load, weigh=weights):
    given = said(load)
    return float(np.average(given, weights=weigh(load).reindex(given.index)))


def turned(load):
    return 1 / weights(load)


def of_groups(load):
    """The plain mean of the groups' means."""
    given = said(load)
    return given.groupby(silence(load).reindex(given.index)).mean().mean()


def by_answers(load):
    """Weighted with the share of each group among those who answered."""
    return said(load).mean()


def size(load):
    return sv.effective_size(weights(load))


def spread(load, power=2, ddof=0):
    """n / (1 + cv ** power), with the coefficient of variation of the weights."""
    w = weights(load)
    return len(w) / (1 + (w.std(ddof=ddof) / w.mean()) ** power)


E8a_4a = Part(
    answer=mean,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "plain": by_answers,
        "turned": lambda load: mean(load, turned),
        "groups": of_groups,
        "cutoff": lambda load: mean(load, lambda load: weights(load, late=True)),
    },
)
E8a_4b = Part(
    answer=size,
    form=Number(decimals=1, within=1.0),
    points=2,
    also_right={"sample_spread": lambda load: spread(load, ddof=1)},
    misconceptions={
        "all": lambda load: len(weights(load)),
        "not_squared": lambda load: spread(load, power=1),
        "largest": lambda load: weights(load).sum() / weights(load).max(),
        "population": lambda load: weights(load).sum(),
        "turned": lambda load: sv.effective_size(turned(load)),
    },
)
E8a_4 = Exercise(
    "E8a.4", "core", minutes=16, concepts=("8.1",), parts={"a": E8a_4a, "b": E8a_4b}
)

"""Exercises E1.1 and E1.2: who decides in an organisation, and who is the best offer.
The right ways to compute them and the usual wrong ones.
"""

from crmlab import value as cv
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

RIVAL, OURS = "Mountain House", "Lantern Tea"


@once
def known(load):
    customers = load("customers")
    accounts = customers.loc[customers["kind"] == "organisation", "customer_id"]
    return cv.roles_known(load("account_contacts"), accounts)


def blind(load):
    """Accounts of which a user is known, and nobody who decides or approves."""
    roles = known(load)
    return int((roles["user"] & ~roles["decider"] & ~roles["approver"]).sum())


def closed(load):
    deals = load("deals")
    return deals[deals["outcome"] != "open"]


def won(deals):
    return (deals["outcome"] == "won").mean()


def without_approver(load):
    """Share won of the closed deals with the decider met and the approver missed."""
    deals = closed(load)
    return won(deals[deals["met_decider"] & ~deals["met_approver"]])


def fell(load):
    """How far the share won falls for want of the approver, the decider met."""
    deals = closed(load)
    deals = deals[deals["met_decider"]]
    return won(deals[deals["met_approver"]]) - won(deals[~deals["met_approver"]])


def fell_in_all(load):
    deals = closed(load)
    return won(deals[deals["met_approver"]]) - won(deals[~deals["met_approver"]])


E1_1a = Part(
    answer=blind,
    form=Number(whole=True),
    misconceptions={
        "either": lambda load: int(
            (known(load)["user"] & ~known(load)[["decider", "approver"]].all(axis=1))
            .sum()
        ),
        "without_user": lambda load: int(
            (~known(load)[["decider", "approver"]].any(axis=1)).sum()
        ),
        "all_roles": lambda load: int((~known(load).all(axis=1)).sum()),
    },
)  # fmt: skip
E1_1b = Part(
    answer=fell,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "all_deals": fell_in_all,
        "one_side": without_approver,
        "both_met": lambda load: fell(load) + without_approver(load),
        "ratio": lambda load: fell(load) / without_approver(load) + 1,
    },
)
E1_1 = Exercise(
    "E1.1", "warm-up", minutes=14, concepts=("1.2",), parts={"a": E1_1a, "b": E1_1b}
)


# --- E1.2: the rival's side
@once
def pairs(load, wave=2, costs="costs"):
    """Delivered value of the rival and of us, for those who rated both."""
    ratings = load("value_ratings")
    if wave:
        ratings = ratings[ratings["wave"] == wave]
    sums = cv.delivered_value(ratings)
    worth = sums["delivered_value"]
    if costs == "added":
        worth = sums["total_value"] + sums["total_cost"]
    elif costs == "left out":
        worth = sums["total_value"]
    table = ratings.assign(worth=worth, company=ratings["company"].astype(str))
    keys = ["customer_id", "wave"]
    wide = table.pivot(index=keys, columns="company", values="worth")
    return wide.dropna(subset=[RIVAL, OURS])


def prefer(load, **how):
    """How many of those who rated both get more from the rival."""
    table = pairs(load, **how)
    return int((table[RIVAL] > table[OURS]).sum())


def gap(load, **how):
    table = pairs(load, **how)
    return float((table[OURS] - table[RIVAL]).mean())


def gap_of_all(load):
    """The difference of two means over everybody who rated one of them."""
    ratings = load("value_ratings").query("wave == 2")
    worth = cv.delivered_value(ratings)["delivered_value"]
    means = worth.groupby(ratings["company"].astype(str)).mean()
    return float(means[OURS] - means[RIVAL])


def who_rated_all(load):
    """The pairs of customers who rated the third company too."""
    return pairs(load).dropna()


E1_2a = Part(
    answer=prefer,
    form=Number(whole=True),
    points=2,
    misconceptions={
        "ties": lambda load: int((pairs(load)[RIVAL] >= pairs(load)[OURS]).sum()),
        "values_only": lambda load: prefer(load, costs="left out"),
        "added": lambda load: prefer(load, costs="added"),
        "both_waves": lambda load: prefer(load, wave=None),
        "all_three": lambda load: int(
            (who_rated_all(load)[RIVAL] > who_rated_all(load)[OURS]).sum()
        ),
        "ours": lambda load: int((pairs(load)[OURS] > pairs(load)[RIVAL]).sum()),
        "share": lambda load: float((pairs(load)[RIVAL] > pairs(load)[OURS]).mean()),
    },
)
E1_2b = Part(
    answer=gap,
    form=Number(decimals=6),
    points=2,
    misconceptions={
        "all_raters": gap_of_all,
        "all_three": lambda load: float(
            (who_rated_all(load)[OURS] - who_rated_all(load)[RIVAL]).mean()
        ),
        "both_waves": lambda load: gap(load, wave=None),
        "values_only": lambda load: gap(load, costs="left out"),
        "median": lambda load: float((pairs(load)[OURS] - pairs(load)[RIVAL]).median()),
    },
)
E1_2 = Exercise(
    "E1.2", "core", minutes=18, concepts=("1.6",), parts={"a": E1_2a, "b": E1_2b}
)

"""Research to buy: what the reports do not tell, each at a price.

The price comes off the year's profit. What a piece of research is worth hangs on what
would be decided differently: late in the year nothing much, early on a good deal.
"""

import numpy as np
import pandas as pd

from crmlab.company import planted
from crmlab.company.play import NEWCOMERS
from crmlab.company.randomness import stream

from .asking import SURE, by_group, survey
from .books import BY_CUSTOMER
from .lots import HELD_OUT

# CNY. Settled by playing (seed 2025), so that each is worth its price to some and not
# to others; gains are of profit and equity together:
# - grades: new ones for who keeps in basic touch with B and C households gain about
#   13,000 from any of the first three quarters on, 8,500 in the last, 3,000 to 8,000 in
#   the thin year; for who does so with C only, 35,000.
# - leads: a quarter less money for winning customers loses 138,000 from quarter 1 on,
#   10,000 in quarter 4; half more gains 123,000 or 20,000.
# - trial: it is of use in the quarters after it, so never in the last, and only for
#   what is plain within 13 weeks: that accountable contact with C households does not
#   earn its cost (it loses 358,000 in a year), not what better service does in time.
# - survey: it halves the give or take of a small group; the usual one does for all
#   groups together.
PRICES = {"survey": 12_000, "trial": 15_000, "leads": 20_000, "grades": 10_000}
ABOUT = {
    "survey": "a larger survey: 250 of each group are asked",
    "trial": "half of each group, drawn by lot, is held out of next quarter's plan",
    "leads": "what more money for winning customers wins, and what newcomers bring",
    "grades": "the grade of each customer as it is today, with D for the silent",
}
ASKED = 250  # of each group, in the larger survey
ARMS = [0.5, 1.0, 2.0]  # of the house's money, in the study of leads
YEAR_QUARTERS = 4
SILENT_WEEKS = 26
GRADES = {"A": 0.20, "B": 0.50}  # of those who are not silent, best margin first


def price_list():
    """What can be bought: a frame by name, with price (CNY) and what it is.

    No entry is missing. Raises ValueError on no account: the list is the game's own.
    """
    table = pd.DataFrame({"price": PRICES, "what": ABOUT})
    return table.rename_axis("research")


def tell(name, firm, past, lived, books):
    """What a piece of research tells at once; the trial's result is a report."""
    if name == "survey":
        return larger_survey(firm, past, lived, books)
    if name == "leads":
        return leads(books, firm.engine.seed)
    return grades(books) if name == "grades" else None


def larger_survey(firm, past, lived, books):
    """Answers by group, as in the quarter's survey, of 250 of each group."""
    answers = survey(firm, past, lived, ASKED, books.groups)
    return by_group(books, answers)


def trial_result(books, quarter):
    """What the levers brought in a quarter of which half of each group was held out.

    books: with the groups that `held_out` made
    Returns a frame by group, its last row "all": treated, held out (customers), gain
    (margin less the levers' cost, of one treated customer above one held out, CNY) with
    its give or take, and more orders, % (likewise) with its own: halves of 95%
    intervals.
    """
    orders, listed = books.during(quarter)
    frame = listed.set_index("who")
    by = orders.groupby("who")
    money = by[["margin", *BY_CUSTOMER[:4]]].sum()
    money = money.reindex(frame.index, fill_value=0.0)
    cost = money[BY_CUSTOMER[:4]].sum(axis=1) + frame[BY_CUSTOMER[4:]].sum(axis=1)
    names = frame["group"].astype(str)
    frame = pd.DataFrame({"profit": money["margin"] - cost})
    frame["orders"] = by.size().reindex(frame.index, fill_value=0)
    frame["out"] = names.str.endswith(HELD_OUT)
    frame["group"] = names.str.removesuffix(HELD_OUT)
    frame = frame[frame["group"] != NEWCOMERS]
    frame = pd.concat([frame, frame.assign(group="~all")])  # ~ sorts last
    by = frame.groupby(["group", "out"])
    profit, orders = (
        by[name].agg(["size", "mean", "var"]).unstack() for name in ("profit", "orders")
    )
    table = profit["size"].rename(columns={False: "treated", True: "held out"})
    table["gain"] = profit["mean"][False] - profit["mean"][True]
    error = profit["var"] / profit["size"]
    table["give or take"] = SURE * np.sqrt(error.sum(axis=1))
    times = orders["mean"][False] / orders["mean"][True]
    table["more orders, %"] = 100 * (times - 1)
    error = orders["var"] / orders["size"] / orders["mean"] ** 2
    table["give or take, %"] = 100 * SURE * times * np.sqrt(error.sum(axis=1))
    return table.rename(index={"~all": "all"}).rename_axis(columns=None)


def leads(books, seed):
    """A month-by-month pilot of winning customers with less and with more money.

    Each week of last quarter is given by lot half of the house's money, all of it, or
    twice as much. Returns two frames: by money (a multiple of the house's): newcomers
    (other than through friends, in as many weeks), give or take, and cost of one, CNY;
    and by how they came: newcomers of the year before last quarter, cost of one, and
    margin of each in the first half-year, CNY.
    """
    first = books.orders.groupby("who").agg(
        quarter=("quarter", "min"), day=("day", "min")
    )
    through = books.firm.people.frame["acquired_through"].astype(object)
    first["through"] = through.iloc[first.index].to_numpy()
    won = first[first["through"] != "friend"]
    usual = (won["quarter"] == books.quarter).sum()
    rng = stream(seed, f"game leads {books.quarter}")
    arms = pd.Index(ARMS, name="money")
    counts = rng.poisson(usual * np.array(ARMS) ** planted.ACQUISITION_POWER)
    pilot = pd.DataFrame({"newcomers": counts}, arms)
    pilot["give or take"] = SURE * np.sqrt(pilot["newcomers"])
    price = planted.ACQUISITION_COST[won["through"]].mean()
    pilot["cost of one"] = price * usual * np.array(ARMS) / pilot["newcomers"]
    return pilot, _first_half_year(books, first)


def _first_half_year(books, first):
    """Newcomers whose first half-year lies in the year before, by how they came."""
    day = books.day - first["day"]
    young = first[day.between(7 * SILENT_WEEKS, 7 * (SILENT_WEEKS + 52))]
    orders = books.orders[books.orders["who"].isin(young.index)]
    started = young["day"][orders["who"]].to_numpy()
    early = orders[orders["day"] < started + 7 * SILENT_WEEKS]
    margin = early.groupby("who")["margin"].sum().reindex(young.index, fill_value=0.0)
    by = young["through"]
    table = pd.DataFrame({"newcomers": by.value_counts()})
    table["cost of one"] = planted.ACQUISITION_COST
    table["margin of one"] = margin.groupby(by).mean()
    return table.rename_axis("came through")


def grades(books):
    """The grade of each customer today: a Series from customer_id to group.

    Who has not ordered for 26 weeks is "D" with the kind of customer. Of the others of
    each kind, by the margin of the last four quarters, the best fifth is A, those down
    to the half B, the rest C. It can be used as the groups of the quarters to come.
    """
    firm = books.firm
    frame = firm.people.frame[: firm.people.known]
    orders = books.orders[books.orders["who"] < len(frame)]
    year = orders[orders["quarter"] > books.quarter - YEAR_QUARTERS]
    margin = year.groupby("who")["margin"].sum().reindex(range(len(frame)))
    last = orders.groupby("who")["day"].max().reindex(range(len(frame)), fill_value=0)
    silent = (books.day - last > 7 * SILENT_WEEKS).to_numpy()
    kind = frame["kind"].astype(object)
    place = margin[~silent].groupby(kind[~silent]).rank(ascending=False, pct=True)
    place = place.reindex(range(len(frame)))
    tops = [place <= share for share in GRADES.values()]
    grade = np.where(silent, "D", np.select(tops, list(GRADES), "C"))
    names = pd.Series(grade, frame.index, dtype=object) + " " + kind
    return names.set_axis(firm.customer_ids).rename("group")

"""The policy that the course advises, computed from the company's tables alone."""

import numpy as np
import pandas as pd

from crmlab.company import CUTOFF, planted
from crmlab.company.play import NEWCOMERS, Policy
from crmlab.company.play.policies import QUARTERS
from crmlab.lifetime import simple_lifetime_value
from crmlab.relationship import choose_relationship

from .budget import planned_cost
from .known import budget_of, cells_of, firm_of, tables_of
from .level import too_dear, up_to_budget

YEAR = 364  # days
STEP_GAIN = 0.01  # a step of contact adds so much of a year's margin (lesson 02)
POINTS = 0.01  # a yuan; half of today's (lesson 09)
SETTLED = 0.90  # share of complaints, where service is at its best (lesson 10)
LOWEST = 0.40  # service of the long tail (lesson 04)
# A yuan of service brought 10.6 beyond itself where a customer was worth ¥2,500, and
# 0.3 where ¥350; one of adverts 1.1 (lessons 09, 10). So full service ends at ¥1,000.
WORTH_FULL = 1_000.0
ADVERTS = (0.5, 1.5)  # times the house's money, least and most (lesson 09)
MOST_KEPT = 0.95  # where all of a few came again, not all will for ever
RATE = 0.10  # a year, for what customers are worth


def course_policy(played, budget=None):
    """What lessons 02 to 11 advise, for this company and budget.

    played  a `Game` or a `Firm`
    budget  what it may be planned to cost in the year, CNY; the game's if missing
    Returns a `Policy` for groups by kind, grade and silence (lessons 04 and 11):
    - contact by what a group's margin carries at 1% a step (02), none for the silent
      (05, 11)
    - points at 1% instead of 2% (09); no letters, no discounts (03, 08, 09)
    - service by what is at stake: in proportion to what a customer is still worth, from
      0.40 to full, and for newcomers as for those who joined last year (04, 10, 11)
    - complaints settled at 0.90 where service is full (10)
    - what is then left or lacking, winning newcomers gets or gives, between 0.5 and 1.5
      times the house's money; if that is not enough, service falls too: the next yuan
      belongs to keeping (09)

    Raises ValueError where played is neither, budget is no number from 0 on, or does
    not even reach for the least of all that.
    """
    firm = firm_of(played, "course_policy")
    budget = budget_of(budget, firm, "course_policy")
    groups, tables = cells_of(firm), tables_of(firm)
    table = group_table(tables, groups)
    kinds = choose_relationship(
        table[["customers", "margin"]], tables["contact_costs"], STEP_GAIN
    )["kind"]
    kinds = kinds.mask(kinds.index.str.startswith("silent"), "basic")

    def plan(depth, adverts):
        return _plan(groups, table["worth"], kinds, depth, adverts)

    least, most = ADVERTS
    if too_dear(planned_cost(firm, plan(1.0, least)), budget) > 0:
        return up_to_budget(firm, budget, lambda x: plan(x, least), 0.0, 1.0)[0]
    return up_to_budget(firm, budget, lambda x: plan(1.0, x), least, most)[0]


def group_table(tables, groups):
    """What the tables tell of each group, and of last year's newcomers as another.

    tables  dict with customers and orders; groups: Series from customer_id to group
    Returns a frame by group: customers, orders, margin (CNY a customer; both of the
    last 364 days) and worth: what a customer is still to bring, CNY, by the formula of
    one retention rate, which is the share of the kind's buyers of the first year who
    ordered again in the second (lesson 09). Newcomers are worth what last year's are,
    each counted as often as he or she ordered: service is met order by order.
    """
    customers = tables["customers"].set_index("customer_id")
    orders = tables["orders"]
    gain = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    orders = orders.assign(margin=gain)
    start = CUTOFF - pd.Timedelta(days=YEAR)
    recent = orders[orders["date"] >= start]
    by_group = recent.groupby(recent["customer_id"].map(groups))
    table = pd.DataFrame({"customers": groups.value_counts().sort_index()})
    table["orders"] = by_group.size()
    table["margin"] = by_group["margin"].sum() / table["customers"]
    table = table.fillna(0.0)
    table["margin"] = table["margin"].clip(lower=0.01)
    kind = customers["kind"].astype(str)
    kept = _kept(orders, start, kind)
    table["worth"] = [
        simple_lifetime_value(margin, kept[group.split()[-1]], RATE, paid_now=True)
        for group, margin in table["margin"].items()
    ]
    new = customers.index[customers["joined"] >= start]
    theirs = recent[recent["customer_id"].isin(new)]
    worth = theirs["customer_id"].map(groups).map(table["worth"]).mean()
    margin = theirs["margin"].sum() / len(new)
    table.loc[NEWCOMERS] = [len(new), len(theirs), margin, worth]
    return table.rename_axis("group")


def _kept(orders, start, kind):
    """Share of the first year's buyers who ordered again in the second, by kind."""
    first = orders.loc[orders["date"] < start, "customer_id"].unique()
    again = orders.loc[orders["date"] >= start, "customer_id"].unique()
    came = pd.Series(pd.Index(first).isin(again), first)
    kept = came.groupby(kind.reindex(first)).mean().reindex(kind.unique())
    return kept.fillna(came.mean()).clip(upper=MOST_KEPT)


def _plan(groups, worth, kinds, depth, adverts):
    """The policy; the deeper, from 0 to 1, the further down service is full."""
    most = worth.max()
    full = most * (WORTH_FULL / most) ** depth
    level = (worth / full).clip(LOWEST, 1.0).round(3)
    if depth == 0:
        level[:] = LOWEST
    rows = pd.DataFrame({"service": level, "contact": kinds, "earn": POINTS})
    full = rows["service"] == 1
    rows["recovery"] = full.map({True: SETTLED, False: planted.HOUSE["recovery"]})
    levers = rows.rename_axis("group").reset_index()
    levers = pd.DataFrame({"quarter": list(QUARTERS)}).merge(levers, how="cross")
    times = np.floor(adverts * 1000) / 1000
    return Policy(levers, groups, (float(times),) * len(QUARTERS))

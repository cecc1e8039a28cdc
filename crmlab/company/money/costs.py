"""What it costs to run the company: its value chain by quarter, rates to plan with."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import stream
from ..story import Tables

QUARTER_DAYS = 7 * planted.QUARTER_WEEKS
QUARTERS = (planted.HISTORY_WEEKS + planted.FUTURE_WEEKS) // planted.QUARTER_WEEKS
PRIMARY = ["inbound logistics", "operations", "outbound logistics"]
PRIMARY += ["marketing and sales", "service"]


def make_costs(story, made):
    """Value chain, cost of contact, rates and options for planning.

    made: `Tables` with what `making.NEEDS` lists
    """
    tables = Tables(
        known={
            "contact_costs": _contact_costs(),
            "cost_rates": _rates(),
            "marketing_options": planted.MARKETING_OPTIONS,
        }
    )
    tables.split("value_chain", _value_chain(story, made), "first_day")
    return tables


def first_days():
    """First day of each quarter of 13 weeks, of the history and the half-year after."""
    days = QUARTER_DAYS * np.arange(QUARTERS)
    return planted.START + pd.to_timedelta(days, unit="D")


def by_quarter(dates, values=None):
    """Sum of values (or count) of what happened on some dates, by quarter."""
    number = (pd.DatetimeIndex(dates) - planted.START).days // QUARTER_DAYS
    inside = (number >= 0) & (number < QUARTERS)
    weights = None if values is None else np.asarray(values, dtype=float)[inside]
    return np.bincount(number[inside], weights, QUARTERS)


def everything(made, name):
    """A table's rows from before and after the cut-off together."""
    return pd.concat([made.known[name], made.future[name]], ignore_index=True)


# --- the value chain ------------------------------------------------------------------


def _value_chain(story, made):
    """One row a quarter and item of cost; an item is the sum of what it stands for."""
    orders = story.orders
    sums = {c: by_quarter(orders["date"], orders[c]) for c in ["amount", "goods_cost"]}
    handling = by_quarter(orders["date"], orders["handling_cost"])
    items = {
        ("inbound logistics", "tea and ware bought"): (1 - planted.BLENDING)
        * sums["goods_cost"],
        ("operations", "blending and packing"): planted.BLENDING * sums["goods_cost"],
        ("outbound logistics", "handling of orders"): handling,
        ("outbound logistics", "free deliveries of Lantern Plus"): _plus(made),
    }
    items |= {("marketing and sales", k): v for k, v in _selling(story, made).items()}
    items |= {("service", k): v for k, v in _service(story, made).items()}
    items |= _support(story, sums)
    frame = pd.concat(
        [
            pd.DataFrame(
                {
                    "first_day": first_days(),
                    "activity": activity,
                    "kind": "primary" if activity in PRIMARY else "support",
                    "item": item,
                    "cost": cost.round(2),
                    "moves": planted.MOVES[activity],
                }
            )
            for (activity, item), cost in items.items()
        ]
    )
    return frame.sort_values("first_day", kind="stable", ignore_index=True)


def _plus(made):
    """Free deliveries: a cost for each month that a subscription begins."""
    known, future = made.known["subscriptions"], made.future["subscriptions"]
    all_of_them = pd.concat([known[known["ended"].notna()], future])
    last = all_of_them["ended"].fillna(planted.FUTURE_END)
    days = (last - all_of_them["started"]).dt.days.to_numpy()
    months = np.ceil(days / planted.PLUS_MONTH).astype(int)
    row = np.repeat(np.arange(len(months)), months)
    month = np.arange(len(row)) - np.repeat(np.cumsum(months) - months, months)
    begins = all_of_them["started"].to_numpy()[row]
    begins = begins + pd.to_timedelta(planted.PLUS_MONTH * month, unit="D")
    return planted.PLUS_COST * by_quarter(begins)


def _selling(story, made):
    """Winning customers, campaigns, keeping in touch, points, deals that were lost."""
    frame = story.people.frame
    came = story.buyers
    new = frame.iloc[came]
    contacts = made.known["campaign_contacts"]
    plan = made.known["campaigns"].set_index("campaign_id")
    sent = contacts.groupby("campaign_id")["treated"].sum()
    ledger = everything(made, "programme_ledger")
    used = ledger[ledger["kind"] == "redeemed"]
    deals = everything(made, "deals")
    lost = deals[deals["outcome"] == "lost"]
    offered = made.known["save_offer_trial"]["offered"].sum()
    return {
        "winning customers": by_quarter(new["joined"], new["acquisition_cost"]),
        "campaigns": by_quarter(plan["sent"], plan["contact_cost"] * sent),
        "keeping in touch": _keeping_in_touch(new),
        "points used": by_quarter(used["date"], -used["points"] * planted.POINT),
        "sales team, deals lost": by_quarter(
            lost["closed"], lost["hours"] * planted.SALES_HOUR
        ),
        "save offer, letters": by_quarter(
            [pd.Timestamp(planted.SAVE_TRIAL[0])], [offered * planted.SAVE_LETTER]
        ),
    }


def _keeping_in_touch(customers):
    """Each customer costs the rate of the contact type in each quarter from joining on.

    The company keeps in touch with those who silently left, too.
    """
    cost = planted.CONTACT["cost"].to_numpy()[customers["contact_type"].array.codes]
    return np.cumsum(by_quarter(customers["joined"], cost))


def _service(story, made):
    cases = story.cases
    improved = made.known["improvements"]
    return {
        "staff for cases": by_quarter(cases["closed"], cases["cost"]),
        "paid to customers": by_quarter(cases["closed"], cases["compensation"]),
        "improvements": by_quarter(improved["started"], improved["cost"]),
    }


def _support(story, sums):
    """Shares of what they follow, and a fixed part by the size of the company."""
    rng = stream(story.seed, "value_chain")
    size = story.known / planted.DEFAULT_CUSTOMERS
    items = {}
    for plan in planted.SUPPORT.itertuples():
        spread = np.exp(rng.normal(0, planted.SUPPORT_SPREAD, QUARTERS))
        cost = (plan.share * sums[plan.follows] + plan.fixed * size) * spread
        items[plan.activity, plan.item] = cost
    return items


# --- rates and options to plan with ---------------------------------------------------


def _contact_costs():
    """Cost of one customer for a quarter, and how many one person can look after."""
    cost = planted.CONTACT["cost"]
    heads = planted.ACCOUNT_MANAGER / cost.where(cost > 0)
    return pd.DataFrame(
        {
            "contact_type": pd.Categorical(cost.index, cost.index, ordered=True),
            "cost": cost.to_numpy(),
            "customers_per_head": heads.round().astype("Int64").to_numpy(),
        }
    )


def _rates():
    """What a unit of each kind of work or promise costs, for planning."""
    rows = [
        ("hour of the sales team", planted.SALES_HOUR),
        ("complaint, staff time", planted.COMPLAINT_COST),
        ("point of the programme", planted.POINT),
        ("Lantern Plus, deliveries of a month", planted.PLUS_COST),
        ("letter with a save offer", planted.SAVE_LETTER),
        ("account manager, a quarter", planted.ACCOUNT_MANAGER),
    ]
    rows += [(f"order, {name}", cost) for name, cost in planted.HANDLING.items()]
    return pd.DataFrame(rows, columns=["rate", "cost"])

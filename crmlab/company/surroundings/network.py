"""Whom the company lives with: its markets, suppliers, resellers, couriers, shops."""

import numpy as np
import pandas as pd

from .. import planted
from ..purchases import make_products
from ..story import Tables

YEAR = pd.Timedelta(weeks=planted.YEAR_WEEKS)


def make_network(story):
    """One row a group of customers or a partner, with the money of the last year."""
    orders = story.orders
    last = orders[(orders["date"] >= planted.CUTOFF - YEAR)]
    last = last[last["date"] < planted.CUTOFF]
    rows = [
        *_markets(story, last),
        *_suppliers(story, last),
        *_couriers(story, last),
        *_branches(story, last),
        *_departments(),
    ]
    frame = pd.DataFrame(rows)
    frame["partner_id"] = [f"N{i:02d}" for i in range(1, len(frame) + 1)]
    frame["flow"] = frame["flow"].round(2)
    frame["in_time"] = frame["in_time"].round(4)
    return Tables(known={"value_network": frame})


def _row(name, side, kind, gives, gets, flow=np.nan, **more):
    row = {"name": name, "side": side, "kind": kind, "gives": gives, "gets": gets}
    usual = {"customer_kind": None, "since": pd.NA, "in_time": np.nan, "rating": np.nan}
    return row | {"flow": flow} | usual | more


def _markets(story, last):
    """Who pays: households, organisations, resellers."""
    kind = story.people.frame["kind"].to_numpy()[last["who"]]
    for name, who, sort in [
        ("Households", "household", "consumer"),
        ("Organisations", "organisation", "business"),
    ]:
        paid = last["amount"][kind == who].sum()
        yield _row(name, "market", who, "money", "tea", paid, customer_kind=sort)
    for one in planted.RESELLERS.itertuples():
        yield _row(
            one.name,
            "market",
            "reseller",
            "money, places to be seen",
            "tea at wholesale prices",
            one.share * last["amount"].sum(),
            customer_kind="channel",
            since=one.since,
            in_time=one.in_time,
        )


def _suppliers(story, last):
    """Who delivers tea and ware, with what was bought in by category."""
    products, lines = make_products(), story.lines
    recent = np.zeros(len(story.orders), bool)
    recent[last.index] = True
    lines = lines[recent[lines["order"]]]
    product = lines["product"].to_numpy()
    cost = products["unit_cost"].to_numpy()[product] * lines["quantity"]
    bought = cost.groupby(products["category"].array[product], observed=True).sum()
    for one in planted.SUPPLIERS.itertuples():
        flow = (1 - planted.BLENDING) * bought.get(one.category, 0.0)
        more = {"since": one.since, "in_time": one.in_time}
        yield _row(one.name, "network", "supplier", one.category, "money", flow, **more)


def _couriers(story, last):
    """Who brings parcels, with the share of them that came in time."""
    sent = last[(last["channel"] != "shop").to_numpy()]
    region = story.people.frame["region"].to_numpy()[sent["who"]]
    late = story.life.events["late"].to_numpy()[sent["event"]]
    for one in planted.COURIERS.itertuples():
        here = np.isin(region, one.regions)
        yield _row(
            one.name,
            "network",
            "courier",
            "delivery in " + ", ".join(one.regions),
            "money",
            planted.COURIER_SHARE * sent["handling_cost"][here].sum(),
            since=one.since,
            in_time=1 - late[here].mean() if here.any() else np.nan,
        )


def _branches(story, last):
    """The company's own shops, by region, with what they took."""
    bought = last[(last["channel"] == "shop").to_numpy()]
    region = story.people.frame["region"].to_numpy()[bought["who"]]
    for name in planted.REGIONS.index:
        paid = bought["amount"][region == name].sum()
        yield _row(f"Shops {name}", "network", "branch", "sales", "goods", paid)


def _departments():
    """Internal customers: who asks another department for what, how it is served."""
    for one in planted.DEPARTMENTS.itertuples():
        yield _row(
            f"{one.asks} asks {one.answers}",
            "network",
            "department",
            "its next step",
            one.what,
            customer_kind="internal",
            in_time=one.in_time,
            rating=one.rating,
        )

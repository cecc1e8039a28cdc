"""The points programme: who is in, points earned, used and lost, and what it does."""

import numpy as np
import pandas as pd

from .. import planted
from ..ids import named, numbered
from ..levers import house_policy
from ..play import worth
from ..randomness import luck, stream
from ..story import Tables
from .programme_trial import make_trial

KINDS = ["expired", "redeemed", "welcome", "earned"]


def make_programme(story):
    """The ledger of points, the members' tiers, and the programme's true effect."""
    trial, designs = make_trial(story)
    tables = Tables(
        truth={
            "programme": _true_effect(story),
            "programme_trial": trial,
            "programme_designs": designs,
        }
    )
    tables.split("programme_ledger", _ledger(story), "date")
    tables.split("programme_tiers", _tiers(story), "since")
    return tables


# --- the ledger -----------------------------------------------------------------------


def _ledger(story):
    """Every movement of points, with each member's balance after it."""
    lots = _lots(story)
    day = story.life.events["day"].to_numpy()[story.orders["event"]]
    end = (planted.FUTURE_END - planted.START).days
    used, unused = lots[lots["used"] >= 0], lots[lots["used"] < 0]
    lost = unused[unused["lost"] < end]
    used = used.groupby(["who", "used"], as_index=False)["points"].sum()
    lost = lost.groupby(["who", "lost"], as_index=False)["points"].sum()
    minus = [
        lost.rename(columns={"lost": "day"}).assign(order=-1, kind=0),
        used.rename(columns={"used": "order"}).assign(day=day[used["used"]], kind=1),
    ]
    plus = lots.assign(kind=np.where(lots["member"], 3, 2))
    minus = pd.concat(minus).assign(points=lambda frame: -frame["points"])
    columns = ["who", "day", "order", "kind", "points"]
    ledger = pd.concat([plus[columns], minus[columns]])
    # On one day, what is lost goes first; then, order by order, reward and the rest.
    ledger = ledger.sort_values(["day", "who", "order", "kind"], ignore_index=True)
    return pd.DataFrame(
        {
            "entry_id": numbered("L", len(ledger)),
            "customer_id": _ids(story, ledger["who"]),
            "date": planted.START + pd.to_timedelta(ledger["day"], unit="D"),
            "kind": pd.Categorical.from_codes(ledger["kind"], KINDS),
            "order_id": named(story.order_ids, ledger["order"]),
            "points": ledger["points"],
            "balance": ledger.groupby("who")["points"].cumsum(),
        }
    )


def _lots(story):
    """Points order by order: when earned, the order at which they are used, when lost.

    A member who asks for a reward uses up all points, so that a lot is used at the
    first such order after it, or lost after a year. `used` is -1 where it never is.
    """
    events, orders = story.life.events, story.orders
    event = orders["event"].to_numpy()
    who, day = orders["who"].to_numpy(), events["day"].to_numpy()[event]
    member, enrols = (events[c].to_numpy()[event] for c in ["member", "enrols"])
    draw = stream(story.seed, "programme_ledger").random(len(orders))
    never = luck(story.seed, "never redeems", who) < planted.NEVER_REDEEM
    asks = member & ~never & (draw < planted.REDEEM_CHANCE)
    row = np.flatnonzero(member | enrols)
    row = row[np.argsort(who[row], kind="stable")]
    used = _next_asking(who[row], asks[row], row)
    used[(used >= 0) & (day[used] >= day[row] + planted.POINTS_LAST)] = -1
    worth_of = orders["amount"].to_numpy() * planted.HOUSE["earn"] / planted.POINT
    points = np.where(member, np.round(worth_of), planted.WELCOME_POINTS).astype(int)
    frame = pd.DataFrame(
        {
            "who": who[row],
            "order": row,
            "day": day[row],
            "member": member[row],
            "points": points[row],
            "used": used,
            "lost": day[row] + planted.POINTS_LAST,
        }
    )
    return frame[frame["points"] > 0]


def _next_asking(who, asks, order):
    """For each row (sorted by `who`), the member's next order that asks, or -1."""
    place = np.where(asks, np.arange(len(who)), len(who))
    coming = np.minimum.accumulate(place[::-1])[::-1]
    after = np.append(coming[1:], len(who))[: len(who)]
    found = after < len(who)
    found[found] = who[after[found]] == who[found]
    return np.where(found, order[np.minimum(after, len(who) - 1)], -1)


def _ids(story, who):
    return named(story.people.frame["customer_id"], who)


# --- tiers ----------------------------------------------------------------------------


def _tiers(story):
    """Each member's tier at joining, and whenever a review changes it."""
    orders, size = story.orders, len(story.people.frame)
    enrolled = story.life.events[story.life.events["enrols"]]
    joined = np.full(size, planted.FUTURE_END, "datetime64[us]")
    joined[enrolled["who"]] = planted.START + pd.to_timedelta(enrolled["day"], unit="D")
    members = np.sort(enrolled["who"].to_numpy())
    tier = np.zeros(size, int)
    rows = [_tier_rows(members, joined[members], tier, np.zeros(size))]
    for quarter in pd.date_range("2024-04-01", planted.FUTURE_END, freq="QS"):
        year_ago = quarter - pd.Timedelta(days=365)
        year = orders[(orders["date"] < quarter) & (orders["date"] >= year_ago)]
        paid = np.bincount(year["who"], year["amount"], size).round(2)
        reached = np.searchsorted(planted.TIERS.to_numpy(), paid, side="right") - 1
        moves = (joined[members] < quarter.to_datetime64()) & (reached != tier)[members]
        moved = members[moves]
        tier[moved] = reached[moved]
        rows.append(_tier_rows(moved, quarter, tier, paid))
    frame = pd.concat(rows, ignore_index=True)
    frame["customer_id"] = _ids(story, frame["who"])
    return frame.sort_values(["since", "who"], ignore_index=True)


def _tier_rows(who, since, tier, paid):
    names = planted.TIERS.index
    return pd.DataFrame(
        {
            "who": who,
            "since": np.full(len(who), since, "datetime64[us]"),
            "tier": pd.Categorical.from_codes(tier[who], names, ordered=True),
            "paid_in_year": paid[who],
        }
    )


# --- what the programme does ----------------------------------------------------------


def _true_effect(story):
    """Orders in the year after the cut-off that points bring each remaining customer.

    Expected with and without membership, all else equal.
    """
    engine, week = story.engine, planted.HISTORY_WEEKS
    state = story.life.kept[week].copy()
    state.coupon[:] = 0.0
    member = state.member.copy()
    here = np.flatnonzero((state.active & state.came)[: story.known])
    levers = house_policy(story.people)
    weeks = range(week, week + planted.YEAR_WEEKS)
    expected = {}
    for joined in (False, True):
        state.member[:] = joined
        rate = worth.rate_sum(engine, state, here, weeks, levers)
        leaving = worth.likely_leaving(engine, state, levers(week), week)[here]
        expected[joined] = worth.expected_orders(rate, leaving).round(4)
    return pd.DataFrame(
        {
            "customer_id": _ids(story, here),
            "member": member[here],
            "orders_without": expected[False],
            "orders_with": expected[True],
        }
    )

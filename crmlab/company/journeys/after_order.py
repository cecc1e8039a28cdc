"""Touches from the order on: order, payment, delivery and trial, after-sales."""

import numpy as np
import pandas as pd

from .. import planted
from ..calling import ANSWERED
from .hours import DAY
from .payments import card_declined, invoice_days
from .touchlog import code, either, rows

APP = planted.CHANNELS.index("app")
PHONE = planted.CHANNELS.index("phone")
SHOP = planted.CHANNELS.index("shop")
EVENING = 20 * 60  # when parcels that should have come today are overdue


def after_orders(rng, story, visits):
    """Touches of the visits that led to an order, from the order on."""
    visit = np.flatnonzero(visits["order"].to_numpy() >= 0)
    own = visits.iloc[visit]
    order = own["order"].to_numpy()
    events = story.life.events.iloc[story.orders["event"].to_numpy()[order]]
    goes = story.deliveries.iloc[order].reset_index(drop=True)
    at = own["placed"].to_numpy()
    made = goes.assign(
        journey=visit,
        order=order,
        person=own["person"].to_numpy(),
        channel=events["channel"].to_numpy(),
        at=at,
        wait=_waits(story, events),
        arrives=(at // DAY + goes["days"].to_numpy()) * DAY + goes["minute"].to_numpy(),
        declined=card_declined(story)[events.index],
        organisation=story.engine.organisation[own["person"].to_numpy()],
    )
    made.loc[~made["sent"], "arrives"] = made["at"] + 3  # taken home from the shop
    return [*_orders(made), *_payments(rng, story, made), *_deliveries(rng, made)]


def _touch(made, some, at, step, channel, what, outcome, **more):
    own = ("journey", "person", "order")
    journey, person, order = (made[name].to_numpy()[some] for name in own)
    more = {"person": person, "order": order} | more
    return rows(at, journey, step, channel, what, outcome, **more)


def _waits(story, events):
    """Minutes at the till of a shop, or of the call that was answered."""
    wait = events["wait"].where(events["channel"] == SHOP)
    calls = story.calls[(story.calls["event"] >= 0) & (story.calls["then"] == ANSWERED)]
    answered = pd.Series(calls["wait"].to_numpy(), index=calls["event"])
    return wait.fillna(answered.reindex(events.index)).to_numpy()


def calls_given_up(story, visits):
    """The calls to order that nobody answered in time, whatever came of them."""
    visit = np.full(len(story.life.events), -1)
    ours = visits[visits["event"] >= 0]
    visit[ours["event"]] = ours.index
    calls = story.calls
    lost = calls[(calls["event"] >= 0) & (calls["then"] != ANSWERED)]
    journey = visit[lost["event"]]
    lost, journey = lost[journey >= 0], journey[journey >= 0]
    return rows(
        lost["at"],
        journey,
        "order",
        "phone",
        "called to order",
        "hung up",
        person=lost["who"],
        wait=lost["wait"],
    )


def _channel(made):
    """The channel of each order, as it stands in the log."""
    return code("channel", planted.CHANNELS)[made["channel"]]


def _orders(made):
    """The order itself."""
    deposit = made["sent"] & made["organisation"]
    yield _touch(
        made,
        slice(None),
        made["at"],
        "order",
        _channel(made),
        either("what", deposit, "order with deposit", "order placed"),
        "done",
        wait=made["wait"],
    )


def _payments(rng, story, made):
    """At once in the web, the app and shops; at the door; by invoice.

    Organisations pay a deposit with the order, and the rest by invoice.
    """
    invoiced = made["sent"] & made["organisation"]
    at_door = (made["channel"] == PHONE) & ~invoiced
    at_till = ~made["sent"]
    now = made["sent"] & ~at_door
    paid_at = made["at"] + 2
    slips = made["declined"]
    channel = _channel(made)
    channel[made["channel"] == PHONE] = code("channel", "bank")
    paid = either("what", made["organisation"], "paid the deposit", "paid")
    failed = "payment failed"
    yield _touch(
        made, slips, paid_at[slips] - 1, "payment", channel[slips], failed, "failed"
    )
    yield _touch(made, now, paid_at[now], "payment", channel[now], paid[now], "done")
    till = made["at"][at_till] + 1
    yield _touch(made, at_till, till, "payment", "shop", "paid at the till", "done")
    door = made["arrives"][at_door] + 1
    yield _touch(made, at_door, door, "payment", "courier", "paid at the door", "done")
    its = made[invoiced]
    days = invoice_days(rng, story, its["person"].to_numpy())
    office_hours = rng.integers(9 * 60, 17 * 60, len(its))
    paid = (its["arrives"] // DAY + days) * DAY + office_hours
    outcome = either("outcome", days > planted.INVOICE_DUE, "late", "done")
    yield _touch(made, invoiced, paid, "payment", "bank", "paid the invoice", outcome)


def _deliveries(rng, made):
    """At the door or carried home; some then rate what they got."""
    sent, overdue = made["sent"], made["sent"] & made["late"]
    promised = (made["at"] // DAY + made["promised"])[overdue] * DAY + EVENING
    yield _touch(
        made,
        overdue,
        promised,
        "delivery and trial",
        "courier",
        "parcel overdue",
        "late",
    )
    late = made["late"][sent]
    yield _touch(
        made,
        sent,
        made["arrives"][sent],
        "delivery and trial",
        "courier",
        either("what", late, "delivered late", "delivered"),
        either("outcome", late, "late", "done"),
    )
    home = made["arrives"][~sent]
    yield _touch(made, ~sent, home, "delivery and trial", "shop", "taken home", "done")
    rates = rng.random(len(made)) < planted.RATES_PARCEL
    its = made[rates]
    chance = planted.RATED_BADLY
    cross = np.where(its["late"], chance["late"], chance["fine"])
    cross = rng.random(len(its)) < np.where(its["fault"], chance["fault"], cross)
    later = np.floor(rng.exponential(2 * DAY, len(its))).astype(int)
    yield _touch(
        made,
        rates,
        its["arrives"] + 60 + later,
        "delivery and trial",
        either("channel", its["channel"] == APP, "app", "email"),
        either("what", cross, "rated badly", "rated well"),
        "done",
    )


def failed_payments(rng, visits):
    """The tries of those whose payment could not go through; then they gave up."""
    web = visits["end"].to_numpy() == planted.CHANNELS.index("web")
    visit = np.flatnonzero(visits["failed"].to_numpy() & web)
    own = visits.iloc[visit]
    tries = rng.geometric(1 / planted.TRIES, len(visit))
    row = np.repeat(np.arange(len(visit)), tries)
    number = np.arange(len(row)) - np.repeat(np.cumsum(tries) - tries, tries)
    its = own.iloc[row]
    minute = its["minute"].to_numpy() + 2 * number
    morning = 60 * planted.NIGHT[1]
    # By the morning the page works again: nobody fails later than that.
    minute = np.where(its["minute"] < morning, np.minimum(minute, morning - 1), minute)
    at = its["day"].to_numpy() * DAY + minute
    return rows(
        at,
        visit[row],
        "payment",
        "web",
        "payment failed",
        "failed",
        person=its["person"].to_numpy(),
    )

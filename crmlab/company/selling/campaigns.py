"""Campaigns: who was contacted, who was held out, and what contact did to each."""

import numpy as np
import pandas as pd

from .. import planted
from ..levers import house_policy
from ..play import worth
from ..story import Tables


def make_campaigns(story):
    """Campaigns, their contacts with outcomes, and each contact's true uplift."""
    sent = [contact["campaign"] for contact in story.life.contacts]
    contacts, uplift = _none_sent(story)
    if sent:
        outcome = [_outcomes(story, contact) for contact in story.life.contacts]
        contacts = pd.concat(outcome, ignore_index=True)
        effect = [_true_uplift(story, contact) for contact in story.life.contacts]
        uplift = pd.concat(effect, ignore_index=True)
    return Tables(
        known={"campaigns": _campaigns(sent), "campaign_contacts": contacts},
        truth={"uplift": uplift},
    )


def _campaigns(sent):
    """One row a campaign that was sent."""
    plan = planted.CAMPAIGNS.iloc[sent]
    first = pd.to_datetime(plan["sent"]).astype("datetime64[us]")
    return pd.DataFrame(
        {
            "campaign_id": _ids(sent),
            "name": plan["name"],
            "sent": first,
            "last_day": first + pd.Timedelta(days=7 * planted.CAMPAIGN_WEEKS - 1),
            "rule": plan["to"],
            "held_out": plan["held_out"],
            "discount": plan["discount"],
            "contact_cost": plan["cost"],
        }
    )


def _ids(numbers):
    return np.array([f"K{number + 1:02d}" for number in numbers], dtype=object)


def _first_week(campaign):
    sent = pd.Timestamp(planted.CAMPAIGNS["sent"].iloc[campaign])
    return (sent - planted.START).days // 7


def _outcomes(story, contact):
    """What each contacted or held-out customer did while the offer was good."""
    orders = story.orders
    week = _first_week(contact["campaign"])
    first = planted.START + pd.Timedelta(weeks=week)
    last = first + pd.Timedelta(weeks=planted.CAMPAIGN_WEEKS)
    within = orders[(orders["date"] >= first) & (orders["date"] < last)]
    margin = within["amount"] - within["goods_cost"] - within["handling_cost"]
    who, size = contact["who"], len(story.people.frame)
    count = np.bincount(within["who"], minlength=size)[who]
    return pd.DataFrame(
        {
            **_address(story, contact),
            "treated": ~contact["control"],
            "ordered": count > 0,
            "orders": count,
            "amount": np.bincount(within["who"], within["amount"], size)[who].round(2),
            "margin": np.bincount(within["who"], margin, size)[who].round(2),
        }
    )


def _address(story, contact):
    return {
        "campaign_id": _ids([contact["campaign"]])[0],
        "customer_id": story.people.frame["customer_id"].to_numpy()[contact["who"]],
    }


def _true_uplift(story, contact):
    """Orders and margin expected of each contact, with and without the campaign."""
    engine, who = story.engine, contact["who"]
    week = _first_week(contact["campaign"])
    weeks = range(week, week + planted.CAMPAIGN_WEEKS)
    levers = house_policy(story.people)
    state = _state_at(story, week)
    discount = planted.CAMPAIGNS["discount"].iloc[contact["campaign"]]
    expected = {}
    for treated in (False, True):
        state.coupon[:] = discount * treated
        rate = worth.rate_sum(engine, state, who, weeks, levers)
        leaving = worth.likely_leaving(engine, state, levers(week), week)[who]
        bothered = engine.response["leave"][who] * treated
        expected[treated] = worth.expected_orders(rate, leaving + bothered)
        expected[treated] = expected[treated] * state.active[who]
    margin = worth.order_margin(engine, weeks)[who]
    reduced = margin - discount * worth.mean_gross(engine, weeks)[who]
    extra = expected[True] * reduced - expected[False] * margin
    return pd.DataFrame(
        {
            **_address(story, contact),
            "response": story.minds["response"].to_numpy()[who],
            "active": state.active[who],
            "orders_without": expected[False].round(4),
            "uplift": (expected[True] - expected[False]).round(4),
            "extra_margin": extra.round(2),
        }
    )


def _state_at(story, week):
    """The state in a week, from the nearest copy; who is there and a member is exact.

    Experience moves the rate by few per cent, so that the nearest copy will do.
    """
    kept, events = story.life.kept, story.life.events
    state = kept[min(kept, key=lambda copied: abs(copied - week))].copy()
    past = events[events["day"] < 7 * week]
    state.active[:] = True
    state.active[past["who"][past["left"]]] = False
    state.member[:] = False
    state.member[past["who"][past["enrols"]]] = True
    return state


def _none_sent(story):
    """The two frames without rows, as they are where no campaign was sent."""
    nobody = {"campaign": 0, "who": np.array([], int), "control": np.array([], bool)}
    return _outcomes(story, nobody), _true_uplift(story, nobody)

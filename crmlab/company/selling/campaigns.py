"""Campaigns: who was contacted, who was held out, and what contact did to each."""

import numpy as np
import pandas as pd

from .. import planted
from ..ids import named
from ..levers import house_policy
from ..play import worth
from ..story import Tables

HALF_YEAR = ["orders_half_year", "margin_half_year"]


def make_campaigns(story):
    """Campaigns, their contacts with outcomes, and each contact's true uplift."""
    sent = [contact["campaign"] for contact in story.life.contacts]
    contacts, uplift = _none_sent(story)
    over = np.zeros(len(contacts), bool)
    if sent:
        outcome = [_outcomes(story, contact) for contact in story.life.contacts]
        contacts = pd.concat(outcome, ignore_index=True)
        over = contacts["campaign_id"].isin(_over(sent)).to_numpy()
        effect = [_true_uplift(story, contact) for contact in story.life.contacts]
        uplift = pd.concat(effect, ignore_index=True)
    known = contacts.copy()
    known.loc[~over, HALF_YEAR] = None  # their half-year is not over at the cut-off
    return Tables(
        known={"campaigns": _campaigns(sent), "campaign_contacts": known},
        future={"campaign_contacts": contacts[~over]},
        truth={"uplift": uplift},
    )


def _over(sent):
    """Campaigns whose half-year is over at the cut-off."""
    first = pd.to_datetime(planted.CAMPAIGNS["sent"].iloc[sent])
    done = first + pd.Timedelta(weeks=planted.CAMPAIGN_AFTER) <= planted.CUTOFF
    return _ids(np.asarray(sent)[done.to_numpy()])


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
            "days": 7 * planted.CAMPAIGN_WEEKS,
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
    """What each chosen customer did in four weeks, and in half a year."""
    four, half = (
        _within(story, contact, weeks)
        for weeks in (planted.CAMPAIGN_WEEKS, planted.CAMPAIGN_AFTER)
    )
    return pd.DataFrame(
        {
            **_address(story, contact),
            "treated": ~contact["control"],
            "ordered": four["orders"] > 0,
            **four,
            "orders_half_year": pd.array(half["orders"], "Int64"),
            "margin_half_year": half["margin"],
        }
    )


def _within(story, contact, weeks):
    """Orders, amount and margin of each contact in some weeks from the sending on."""
    orders = story.orders
    first = planted.START + pd.Timedelta(weeks=_first_week(contact["campaign"]))
    last = first + pd.Timedelta(weeks=weeks)
    within = orders[(orders["date"] >= first) & (orders["date"] < last)]
    margin = within["amount"] - within["goods_cost"] - within["handling_cost"]
    who, size = contact["who"], len(story.people.frame)
    sums = {"orders": None, "amount": within["amount"], "margin": margin}
    sums = {k: np.bincount(within["who"], v, size)[who] for k, v in sums.items()}
    return {k: v if k == "orders" else v.round(2) for k, v in sums.items()}


def _address(story, contact):
    return {
        "campaign_id": _ids([contact["campaign"]])[0],
        "customer_id": named(story.people.frame["customer_id"], contact["who"]),
    }


def _true_uplift(story, contact):
    """Orders and margin expected of each contact, with and without the campaign."""
    engine, who = story.engine, contact["who"]
    week = _first_week(contact["campaign"])
    weeks = range(week, week + planted.CAMPAIGN_WEEKS)
    levers = house_policy(story.people)
    state = _state_at(story, week)
    discount = planted.CAMPAIGNS["discount"].iloc[contact["campaign"]]
    after = range(weeks.stop, week + planted.CAMPAIGN_AFTER)
    expected, later = {}, {}
    for treated in (False, True):
        state.coupon[:] = discount * treated
        rate = worth.rate_sum(engine, state, who, weeks, levers)
        leaving = worth.likely_leaving(engine, state, levers(week), week)[who]
        leaving = leaving + engine.response["leave"][who] * treated
        expected[treated] = worth.expected_orders(rate, leaving) * state.active[who]
        # Afterwards, those who are still there order as ever.
        state.coupon[:] = 0.0
        rest = worth.rate_sum(engine, state, who, after, levers)
        usual = worth.likely_leaving(engine, state, levers(week), week)[who]
        stays = np.exp(-rate * leaving) * state.active[who]
        later[treated] = stays * worth.expected_orders(rest, usual)
    margin = worth.order_margin(engine, weeks)[who]
    reduced = margin - discount * worth.mean_gross(engine, weeks)[who]
    extra = expected[True] * reduced - expected[False] * margin
    uplift = expected[True] - expected[False]
    lost = later[True] - later[False]
    return pd.DataFrame(
        {
            **_address(story, contact),
            "response": story.minds["response"].to_numpy()[who],
            "active": state.active[who],
            "orders_without": expected[False].round(4),
            "uplift": uplift.round(4),
            "extra_margin": extra.round(2),
            "uplift_half_year": (uplift + lost).round(4),
            "extra_margin_half_year": (
                extra + lost * worth.order_margin(engine, after)[who]
            ).round(2),
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

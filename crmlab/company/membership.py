"""Lantern Plus, week by week: who takes it at an order, and who ends it at a renewal.

At each renewal the chance of ending is 1 − exp(−exp(log risk)): proportional hazards in
discrete time (Prentice & Gloeckler 1978, Biometrics 34(1)). A subscriber decides on the
Monday of the week in which the renewal falls, by what has happened until then.
"""

import numpy as np
import pandas as pd

from . import planted
from .experience import waited_long
from .randomness import luck, pick

OPEN_WEEK = (pd.Timestamp(planted.PLUS_START) - planted.START).days // 7
SAVE_DAY = (pd.Timestamp(planted.SAVE_TRIAL[0]) - planted.START).days
SAVE_LAST_DAY = SAVE_DAY + planted.SAVE_TRIAL[1] - 1
NEVER = -(10**4)  # a day before all days


def plus_terms(seed, organisation):
    """The terms on which each person takes it, or would: one row a person."""
    who = np.arange(len(organisation))
    price = np.floor(luck(seed, "plus price", who) * len(planted.PLUS_PRICES))
    return pd.DataFrame(
        {
            "price": np.array(planted.PLUS_PRICES)[price.astype(int)],
            "automatic": luck(seed, "plus automatic", who) < planted.PLUS_AUTOMATIC,
            "free_month": luck(seed, "plus free", who) < planted.PLUS_FREE_MONTH,
            "organisation": organisation,
        }
    )


def steady_risk(engine):
    """Log risk of ending that stays with each person: terms, and standing satisfaction.

    Satisfaction counts only where experience does.
    """
    terms = engine.plus_terms
    seen = ["automatic", "free_month", "organisation"]
    risk = terms[seen].to_numpy(float) @ planted.PLUS_HAZARD[seen].to_numpy()
    risk += price_risk(terms["price"])
    if engine.world.experience:
        risk += planted.PLUS_LATER["satisfaction"] * engine.trait["standing"]
    return risk


def price_risk(price):
    """Log risk that a price adds, against the usual one."""
    above = np.asarray(price) - planted.PLUS_USUAL_PRICE
    return planted.PLUS_HAZARD["price"] * above


def usual_risk(number):
    """Log risk at the numbered renewal of a subscriber for whom all else is 0."""
    first = planted.PLUS_RISK.index.to_numpy()
    step = np.searchsorted(first, number, side="right") - 1
    return np.log(-np.log1p(-planted.PLUS_RISK.to_numpy()[step]))


def idle_risk(days):
    """Log risk that days without an order add."""
    later = planted.PLUS_LATER
    return later["idle 60"] * (days >= 60) + later["idle 120"] * (days >= 120)


def bad_risk(days):
    """Log risk that an order which went wrong adds, so many days before."""
    return planted.PLUS_LATER["bad"] * (days <= planted.PLUS_MONTH)


def hazard(log_risk):
    """Chance of ending at a renewal, from the log of the risk in that month."""
    return -np.expm1(-np.exp(log_risk))


def went_wrong(events):
    """Orders that came late or faulty, failed or made wait, and were not put right."""
    wrong = events["late"] | events["fault"] | events["failed"] | waited_long(events)
    return wrong & ~events["settled"]


# --- in the engine --------------------------------------------------------------------


def renew(engine, state, week):
    """End the subscriptions of those who end them at a renewal of this week."""
    monday = 7 * week
    who = np.flatnonzero(state.plus)
    number = (monday + 6 - state.plus_from[who]) // planted.PLUS_MONTH
    day = state.plus_from[who] + planted.PLUS_MONTH * number
    due = (number >= 1) & (day >= monday)
    who, number, day = who[due], number[due], day[due]
    risk = usual_risk(number) + engine.plus_risk[who]
    risk += idle_risk(day - state.last_day[who])
    if engine.world.experience:
        risk += bad_risk(day - state.bad_day[who])
    if monday == SAVE_DAY:
        _send_save_offers(engine, state)
    if SAVE_DAY <= monday <= SAVE_LAST_DAY:
        risk += state.save[who]
    ends = engine.luck("renews", who, number) < hazard(risk)
    state.plus[who[ends]] = False


def _send_save_offers(engine, state):
    """Note what the save offer adds to the log risk of those whom it is sent."""
    who = np.flatnonzero(state.plus)
    by_hand = ~engine.plus_terms["automatic"].to_numpy()[who]
    idle = SAVE_DAY - state.last_day[who]
    answer, offered = save_answers(engine.seed, engine.person[who], by_hand, idle)
    state.save[who] = planted.SAVE_EFFECT.to_numpy()[answer] * offered


def subscribe(engine, state, orders, week):
    """Note this week's orders, and take Lantern Plus at some of them."""
    who, day = orders["who"], orders["day"]
    made = ~orders["failed"]
    state.last_day[who[made]] = day[made]
    wrong = went_wrong(orders)
    state.bad_day[who[wrong]] = day[wrong]
    orders["takes"] = np.zeros(len(who), bool)
    if week < OPEN_WEEK:
        return
    takes = engine.luck("takes plus", who, week, orders["slot"]) < planted.PLUS_TAKEN
    row = np.flatnonzero(takes & made & (state.plus_from[who] == NEVER))
    _, first = np.unique(who[row], return_index=True)  # nobody takes it twice
    row = row[first]
    orders["takes"][row] = True
    state.plus[who[row]] = True
    state.plus_from[who[row]] = day[row]


def save_answers(seed, who, by_hand, idle):
    """How each of `who` answers to the save offer, and who is sent it."""
    row = 3 * ~by_hand + (idle >= 60) + (idle >= 120)
    chance = planted.SAVE_RESPONSES.to_numpy()[row.astype(int)]
    answer = pick(chance, luck(seed, "save answer", who))
    return answer, luck(seed, "save offered", who) < planted.SAVE_SHARE

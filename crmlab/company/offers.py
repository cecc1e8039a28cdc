"""Offers that the company sends: letters under a policy, and the campaigns."""

import numpy as np

from . import planted
from .randomness import luck


def send_letters(state, week, lever):
    """Under a policy, offers by letter go out at the start of a quarter."""
    since = week - planted.HISTORY_WEEKS
    if since < 0:
        return
    if since % planted.QUARTER_WEEKS == 0:
        state.coupon = np.where(state.came, lever.letter, 0.0)
    if since % planted.QUARTER_WEEKS == planted.CAMPAIGN_WEEKS:
        state.coupon = np.zeros(len(state.coupon))


def send_campaign(engine, state, week):
    """Send the campaign that starts this week; end the one that is over."""
    if (engine.sent == week - planted.CAMPAIGN_WEEKS).any():
        state.coupon[:] = 0.0
    number = np.flatnonzero(engine.sent == week)
    if not len(number):
        return []
    plan = planted.CAMPAIGNS.iloc[number[0]]
    asked = (
        engine.agreed & (engine.consent_ends > 7 * week) & (engine.joined < week - 4)
    )
    if plan["to"] == "lapsed":
        asked &= state.last_week < week - planted.LAPSED_WEEKS
    asked = np.flatnonzero(asked)
    control = (
        luck(engine.seed, "held out", engine.person[asked], number[0])
        < plan["held_out"]
    )
    state.coupon[asked[~control]] = plan["discount"]
    return [{"campaign": number[0], "who": asked, "control": control}]

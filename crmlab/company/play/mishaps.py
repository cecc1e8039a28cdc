"""What goes wrong with an order at usual levels, as an expectation.

The engine draws each mishap; here stand their means, by person, under some levers:
late parcels, faults, complaints, waits and calls given up; and what they do.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import erfcx

from .. import planted
from ..calling import AGAIN, ELSEWHERE, NOT_AT_ALL, gives_up
from .worth import YEAR_AHEAD


@dataclass(frozen=True)
class Mishaps:
    """Means of one order of each person: one entry a person in each array.

    lost: chance that the order is given up on the phone, and not placed
    complains: chance of a complaint
    performance, spread: mean and variance of the performance of an order after which
        the customer stays; who leaves over a mishap takes that memory along
    leaves: chance of leaving over what went wrong
    wrong: chance that something went wrong and was not put right
    """

    lost: np.ndarray
    complains: np.ndarray
    performance: np.ndarray
    spread: np.ndarray
    leaves: np.ndarray
    wrong: np.ndarray


def usual_mishaps(engine, lever):
    """The `Mishaps` to be expected of each person's orders, no special cause at work.

    A level u at service s is u · exp(−effect · (s − 0.5)), as in the engine. After a
    complaint, the share `recovery` has a quarter of the harm.
    """
    faults = engine.trait["to_faults"]
    better = lever.service - planted.USUAL_SERVICE
    share = dict(zip(planted.CHANNELS, channel_shares(engine).T, strict=True))
    queue = share["phone"] * ~engine.direct_line
    call, till = _calls(engine, better), _till(better)
    lost = queue * call["lost"]
    fault = _level("fault", better) * (1 - lost)
    late = _level("late", better) * planted.LATE_BY_REGION.to_numpy()[engine.region]
    late = np.minimum(late, 1) * (1 - share["shop"]) * (1 - lost)
    after_fault = np.minimum(planted.COMPLAINS * faults, 1)
    after_late = np.minimum(0.5 * planted.COMPLAINS * faults, 1)
    # Harm that complaints leave; with two mishaps, the fault decides about complaining.
    sore_fault = 1 - planted.RECOVERY * after_fault * lever.recovery
    sore_late = 1 - planted.RECOVERY * after_late * lever.recovery
    sore_late = (1 - fault) * sore_late + fault * sore_fault
    effect, bad = planted.PERFORMANCE, planted.LEAVE_BAD
    harm = effect["fault"] * fault * sore_fault + effect["late"] * late * sore_late
    harm = harm + effect["failed"] * lost
    waited = queue * call["minutes"] + share["shop"] * till["minutes"]
    harm = harm + effect["wait"] * waited
    spread = effect["noise"] ** 2 + effect["fault"] ** 2 * fault * sore_fault
    spread = spread + effect["late"] ** 2 * late * sore_late - harm**2
    in_vain = queue * call["leaves"] + share["shop"] * till["leaves"]
    gone = effect["fault"] * bad["product"] * fault * _twice(lever, after_fault)
    gone = gone + effect["late"] * bad["service"] * late * _twice(lever, after_late)
    long = queue * call["long"] + share["shop"] * till["long"]
    right = (1 - fault * (1 - after_fault * lever.recovery)) * (1 - long)
    right = right * (1 - late * (1 - after_late * lever.recovery))
    stays = (
        (1 - bad["product"] * faults * fault * sore_fault)
        * (1 - bad["service"] * faults * late * sore_late)
        * (1 - faults * in_vain)
    )
    return Mishaps(
        lost=lost,
        complains=fault * after_fault + late * (1 - fault) * after_late,
        performance=harm - faults * gone + planted.SERVICE["performance"] * better,
        spread=spread,
        leaves=1 - stays,
        wrong=1 - right,
    )


def _twice(lever, complains):
    """Share of harm times leaving that complaints settled well leave over."""
    return 1 - (1 - (1 - planted.RECOVERY) ** 2) * complains * lever.recovery


def channel_shares(engine):
    """Share of each person's orders by channel, people × channels."""
    preferred = np.eye(len(planted.CHANNELS))[engine.preferred]
    keeps, usual = planted.CHANNEL_LOYALTY, planted.CHANNEL_OF.to_numpy()
    return keeps * preferred + (1 - keeps) * usual[engine.segment]


def _level(measure, better):
    usual = planted.OPERATIONS[measure][0]
    return usual * np.exp(-planted.SERVICE[measure] * better)


def _calls(engine, better):
    """Of an order by phone: lost, minutes beyond patience, leaving (times to_faults).

    A call is given up with chance g; a share of those call again, and so on: the
    chances of what ends the calls are those of `planted.GIVING_UP` times g / (1 − g a).
    """
    festive = engine.world.festive[YEAR_AHEAD].mean()
    wait = _level("wait", better) * (1 + festive * (planted.FESTIVAL_WAIT - 1))
    g, chance = gives_up(wait), planted.GIVING_UP.loc["phone line"].to_numpy()
    ends = g / (1 - g * chance[AGAIN])
    elsewhere, given_up = chance[ELSEWHERE] * ends, chance[NOT_AT_ALL] * ends
    long = g + _answered_after(2 * planted.PATIENCE, wait)
    beyond, bad = planted.PATIENCE, planted.LEAVE_BAD
    minutes = _answered_after(beyond, wait) - _answered_after(beyond + 30, wait)
    vain = bad["elsewhere"] * elsewhere + bad["experience"] * (long - elsewhere)
    lost, minutes = elsewhere + given_up, wait * minutes
    return {"lost": lost, "minutes": minutes, "leaves": vain, "long": long}


def _answered_after(minutes, wait):
    """Chance that a call is answered, and only after so many minutes.

    The integral from t on of exp(−w / wait − a w² / 2) / wait: an exponential wait, and
    a patience with hazard a w (see calling.py); gives_up is 1 less this from 0 on.
    """
    root = np.sqrt(2 * planted.IMPATIENCE)
    still = np.exp(-minutes / wait - planted.IMPATIENCE * minutes**2 / 2)
    tail = erfcx(minutes * root / 2 + 1 / (wait * root))
    return np.sqrt(np.pi) / (root * wait) * still * tail


def _till(better):
    """Of an order in a shop, likewise: nobody gives up at a till."""
    wait = planted.TILL_WAIT * np.exp(-planted.SERVICE["wait"] * better)
    beyond = np.exp(-planted.PATIENCE / wait) - np.exp(-(planted.PATIENCE + 30) / wait)
    long = np.exp(-2 * planted.PATIENCE / wait)
    vain = planted.LEAVE_BAD["experience"] * long
    return {"minutes": wait * beyond, "leaves": vain, "long": long}

"""What goes wrong with an order at usual levels, as an expectation.

The engine draws each mishap; here stand their means, by person, under some levers:
late parcels, faults, waits, complaints, and what they do to performance and to leaving.
"""

from dataclasses import dataclass

import numpy as np

from .. import planted
from ..ordering import preferred_channel


@dataclass(frozen=True)
class Mishaps:
    """Means of one order of each person: one entry a person in each array.

    complains: chance of a complaint
    performance, spread: mean and variance of the performance of an order after which
        the customer stays; who leaves over a mishap takes that memory along
    leaves: chance of leaving over what went wrong
    """

    complains: np.ndarray
    performance: np.ndarray
    spread: np.ndarray
    leaves: np.ndarray


def usual_mishaps(engine, lever):
    """The `Mishaps` to be expected of each person's orders, no special cause at work.

    A level u at service s is u · exp(−effect · (s − 0.5)), as in the engine. After a
    complaint, the share `recovery` has a quarter of the harm.
    """
    everyone = np.arange(len(engine.joined))
    faults = engine.trait["to_faults"]
    better = lever.service - planted.USUAL_SERVICE
    shares = channel_shares(engine, everyone)
    fault = _level("fault", better)
    late = _level("late", better) * (1 - shares[:, planted.CHANNELS.index("shop")])
    late = late * planted.LATE_BY_REGION.to_numpy()[engine.region]
    late = np.minimum(late, 1)
    wait, served = _level("wait", better), shares[:, 2:].sum(axis=1)
    after_fault = np.minimum(planted.COMPLAINS * faults, 1)
    after_late = np.minimum(0.5 * planted.COMPLAINS * faults, 1)
    only_late = late * (1 - fault)
    # Harm that is left after complaints, the worse mishap deciding about the complaint.
    sore_fault = 1 - planted.RECOVERY * after_fault * lever.recovery
    sore_late = 1 - planted.RECOVERY * after_late * lever.recovery
    sore_late = (1 - fault) * sore_late + fault * sore_fault
    effect, bad = planted.PERFORMANCE, planted.LEAVE_BAD
    harm = effect["fault"] * fault * sore_fault + effect["late"] * late * sore_late
    harm = harm + effect["wait"] * served * _beyond_patience(wait)
    spread = effect["noise"] ** 2 + effect["fault"] ** 2 * fault * sore_fault
    spread = spread + effect["late"] ** 2 * late * sore_late - harm**2
    waited = served * np.exp(-2 * planted.PATIENCE / wait)
    gone = effect["fault"] * bad["product"] * fault * _twice(lever, after_fault)
    gone = gone + effect["late"] * bad["service"] * late * _twice(lever, after_late)
    stays = (
        (1 - bad["product"] * faults * fault * sore_fault)
        * (1 - bad["service"] * faults * late * sore_late)
        * (1 - bad["experience"] * faults * waited)
    )
    return Mishaps(
        complains=fault * after_fault + only_late * after_late,
        performance=harm - faults * gone + planted.SERVICE["performance"] * better,
        spread=spread,
        leaves=1 - stays,
    )


def _twice(lever, complains):
    """Share of harm times leaving that complaints settled well leave over."""
    return 1 - (1 - (1 - planted.RECOVERY) ** 2) * complains * lever.recovery


def channel_shares(engine, who):
    """Share of each person's orders by channel, people × channels."""
    usual = planted.CHANNEL_OF.to_numpy()[engine.segment[who]]
    preferred = np.eye(len(planted.CHANNELS))[preferred_channel(engine, who)]
    keeps = planted.CHANNEL_LOYALTY
    return keeps * preferred + (1 - keeps) * usual


def _level(measure, better):
    usual = planted.OPERATIONS[measure][0]
    return usual * np.exp(-planted.SERVICE[measure] * better)


def _beyond_patience(wait):
    """Mean minutes beyond patience, at most 30, of an exponential wait."""
    patience = planted.PATIENCE
    return wait * (np.exp(-patience / wait) - np.exp(-(patience + 30) / wait))

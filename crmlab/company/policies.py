"""What the company does for whom: the levers of a week."""

from dataclasses import dataclass, replace

import numpy as np

from . import planted


@dataclass(frozen=True)
class Levers:
    """What each person meets in a week: one entry a person in each array.

    service: quality of delivery and service, 0 to 1
    contact: kind of contact, number of the row of planted.CONTACT
    warmth: what that contact is worth to the person when it has sunk in
    offer: standing discount, a share
    points_pull: pull of the points that are earned, 0 to 1
    recovery: share of complaints settled well
    """

    service: np.ndarray
    contact: np.ndarray
    warmth: np.ndarray
    offer: np.ndarray
    points_pull: np.ndarray
    recovery: np.ndarray


def house_policy(people):
    """What Lantern Tea has always done: only its service got better, by the quarter."""
    size = len(people.frame)
    contact = people.frame["contact_type"].array.codes
    house = Levers(
        service=np.zeros(size),
        contact=contact,
        warmth=warmth(people, contact),
        offer=np.full(size, planted.HOUSE["offer"]),
        points_pull=np.full(size, points_pull(planted.HOUSE["earn"])),
        recovery=np.full(size, planted.HOUSE["recovery"]),
    )

    def levers(week):
        return replace(house, service=np.full(size, house_service(week)))

    return levers


def house_service(week):
    """Service quality of the house policy in a week; after the last step it stays."""
    steps = planted.HOUSE_SERVICE
    return steps[min(week // planted.QUARTER_WEEKS, len(steps) - 1)]


def warmth(people, contact):
    """Warmth of a kind of contact, by how much the person likes to be in contact."""
    kinds = planted.CONTACT
    likes = planted.LIKES_CONTACT.to_numpy()[people.traits["segment"].array.codes]
    gain = kinds["warmth"].to_numpy()[contact] * likes
    organisation = (people.frame["kind"] == "organisation").to_numpy()
    return gain - np.where(organisation, 0.0, kinds["bother"].to_numpy()[contact])


def points_pull(earn):
    """Pull of an earned share of the amount: diminishing, 0 for no points."""
    return 1 - np.exp(-np.asarray(earn) / planted.PROGRAMME["scale"])

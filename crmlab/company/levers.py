"""What the company does for each customer in a week, and how strongly it pulls."""

from dataclasses import dataclass, replace

import numpy as np

from . import planted


@dataclass(frozen=True)
class Levers:
    """What each person meets in a week: one entry a person in each array.

    service: quality of delivery and service, 0 to 1
    contact: kind of contact, number of the row of planted.CONTACT
    warmth: what that contact is worth to the person when it has sunk in
    letter: discount of the offer sent by letter this quarter, 0 for no letter
    offer: standing discount, a share
    earn: points earned, a share of the amount
    points_pull: pull of those points, 0 to 1
    recovery: share of complaints settled well
    acquisition: newcomers through the company's own efforts, a multiple of the house's
    """

    service: np.ndarray
    contact: np.ndarray
    warmth: np.ndarray
    letter: np.ndarray
    offer: np.ndarray
    earn: np.ndarray
    points_pull: np.ndarray
    recovery: np.ndarray
    acquisition: float = 1.0

    def only(self, who):
        """What some people meet, as their rows."""
        values = {k: v[who] for k, v in vars(self).items() if k != "acquisition"}
        return replace(self, **values)


def house_policy(people):
    """What Lantern Tea has always done: only its service got better, by the quarter.

    Returns a function of the week.
    """
    size = len(people.frame)
    contact = people.frame["contact_type"].array.codes.astype(int)
    earn = np.full(size, planted.HOUSE["earn"])
    house = Levers(
        service=np.zeros(size),
        contact=contact,
        warmth=warmth(people, contact),
        letter=np.zeros(size),
        offer=np.full(size, planted.HOUSE["offer"]),
        earn=earn,
        points_pull=points_pull(earn),
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


def coupon_pull(discount):
    """Pull of a campaign's discount: 0 for none, 1 for the usual one, diminishing."""
    scale = planted.COUPON_SCALE
    return np.expm1(-np.asarray(discount) / scale) / np.expm1(
        -planted.COUPON_USUAL / scale
    )

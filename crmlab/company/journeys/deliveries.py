"""When each order reaches the customer."""

import numpy as np
import pandas as pd

from .. import planted
from ..narrow import narrow
from ..randomness import stream


def make_deliveries(story):
    """One row an order, as in story.orders: how long the parcel took.

    days: whole days from the order to the door, 0 in shops; promised: days that were
    promised; minute: of the day at which it arrives; late, fault: as in the events.
    """
    rng = stream(story.seed, "deliveries")
    orders = story.orders
    size = len(orders)
    events = story.life.events.iloc[orders["event"].to_numpy()]
    region = story.people.frame["region"].array.codes[orders["who"].to_numpy()]
    quickest = planted.SENT_DAYS.to_numpy()[region]
    promised = quickest + planted.PROMISED
    late = events["late"].to_numpy()
    in_time = quickest + rng.integers(planted.PROMISED + 1, size=size)
    delay = rng.geometric(1 / (1 + planted.LATE_DAYS), size)  # from one day
    sent = (orders["channel"] != "shop").to_numpy()
    goes = pd.DataFrame(
        {
            "days": np.where(sent, np.where(late, promised + delay, in_time), 0),
            "promised": np.where(sent, promised, 0),
            "minute": rng.integers(9 * 60, 19 * 60, size),
            "sent": sent,
            "late": late,
            "fault": events["fault"].to_numpy(),
        }
    )
    return narrow(goes)

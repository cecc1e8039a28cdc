"""What goes wrong at touchpoints when nothing special has happened, and giving up."""

import numpy as np
import pandas as pd

from .. import planted
from ..calling import AGAIN, gives_up
from ..levers import house_service
from .calls import usual_wait
from .hours import DAY

MINUTES = np.arange(41)  # of waiting


def usual_hits(measure, story, first, last):
    """Touches that would have been hit on some days at the usual level, expected.

    For the same parcels, callers or payments as there were: what an interruption is to
    be compared with. measure: late, wait or outage; first, last: days, both counted.
    """
    if measure == "outage":
        return 0.0  # usually, no order is lost to the payment page
    return {"late": _parcels, "wait": _calls}[measure](story, first, last)


def _parcels(story, first, last):
    events = story.life.events
    shop = planted.CHANNELS.index("shop")
    posted = events[~events["failed"] & (events["channel"] != shop)]
    posted = posted[posted["day"].between(first, last)]
    region = story.engine.region[posted["who"]]
    service = np.array([house_service(d // 7) for d in posted["day"]])
    better = planted.SERVICE["late"] * (service - planted.USUAL_SERVICE)
    chance = planted.OPERATIONS["late"][0] * np.exp(-better)
    return float((chance * planted.LATE_BY_REGION.to_numpy()[region]).sum())


def _calls(story, first, last):
    """Callers to order call again with a planted chance, for service until answered."""
    calls, days = story.calls, np.arange(first, last + 1)
    level = story.engine.world.operations["wait"].to_numpy()[days]
    mean = usual_wait(story, days) * planted.OPERATIONS["wait"][0] / level
    chance = gives_up(mean)
    again = planted.GIVING_UP.to_numpy()[0, AGAIN]
    fresh = calls[calls["attempt"] == 0]
    day = fresh["at"] // DAY
    to_order = _by_day(day[fresh["event"] >= 0], days)
    for_service = _by_day(day[fresh["event"] < 0], days)
    lost = to_order * chance / (1 - again * chance)
    return float((lost + for_service * chance / (1 - chance)).sum())


def _by_day(day, days):
    return day.value_counts().reindex(days, fill_value=0).to_numpy()


def true_patience():
    """How many still wait after so many minutes, if nobody answers, and the hazard."""
    waiting = np.exp(-planted.IMPATIENCE * MINUTES**2 / 2)
    hazard = planted.IMPATIENCE * MINUTES
    columns = {"minutes": MINUTES, "hazard": hazard.round(4)}
    return pd.DataFrame(columns | {"still_waiting": waiting.round(6)})


def true_giving_up():
    """What those do who gave up an order: planted chances by touchpoint."""
    table = planted.GIVING_UP.rename_axis("touchpoint").rename_axis("then", axis=1)
    return table.stack().rename("chance").reset_index()

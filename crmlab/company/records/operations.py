"""Operations by day, as control charts need them, and what was done to improve them."""

import numpy as np
import pandas as pd
from scipy import special

from .. import planted
from ..calling import ANSWERED
from ..journeys.hours import DAY
from ..journeys.payments import card_declined
from ..levers import house_service
from ..randomness import luck, stream
from ..story import Tables

DAYS = 7 * (planted.HISTORY_WEEKS + planted.FUTURE_WEEKS)
FIRST_IMPROVED = len(planted.HOUSE_SERVICE) - len(planted.IMPROVEMENTS)
MEASURES = {"late parcels": "late", "faults": "fault", "wait": "wait"}


def make_operations(story):
    """Daily counts and measures, the improvements, and what truly went wrong when."""
    counts = _counts(story)
    days = counts.join(_sampled(story)).assign(tin_weight=_tin_weights(story))
    days.insert(0, "date", planted.START + pd.to_timedelta(days.index, unit="D"))
    causes = story.engine.world.special_causes
    tables = Tables(
        known={"improvements": _improvements(story, counts)},
        truth={
            "special_causes": causes[causes["first"] < planted.FUTURE_END],
            "service_levels": _service_levels(),
        },
    )
    tables.split("operations", days, "date")
    return tables


def _counts(story):
    """One row a day: orders, parcels, and what went wrong, from the events."""
    events = story.life.events
    made = ~events["failed"]
    posted = made & (events["channel"] != planted.CHANNELS.index("shop"))
    web = events["channel"] == planted.CHANNELS.index("web")
    day = events["day"]

    def each_day(which, values=None):
        weights = None if values is None else values[which]
        return np.bincount(day[which], weights, minlength=DAYS)

    paid, lost = each_day(web & made), each_day(web & ~made)
    declined = each_day(web & card_declined(story))
    return pd.DataFrame(
        {
            "orders": each_day(made),
            "parcels": each_day(posted),
            "late_parcels": each_day(posted & events["late"]),
            "faults": each_day(made & events["fault"]),
            "complaints": each_day(made & events["complains"]),
            **_calls(story),
            "payment_attempts": paid + declined + lost,
            "payment_failures": declined + lost,
            "payments_lost": lost,
        }
    )


def _calls(story):
    """Calls that came into the phone queue by day, those given up, and the waits."""
    day, wait = story.calls["at"] // DAY, story.calls["wait"]
    answered = (story.calls["then"] == ANSWERED).to_numpy()

    def each_day(which=slice(None), values=None):
        weights = None if values is None else values[which]
        return np.bincount(day[which], weights, minlength=DAYS)

    calls, through = each_day(), each_day(answered)
    minutes, served = each_day(values=wait), each_day(answered, wait)
    return {
        "calls": calls,
        "calls_given_up": calls - through,
        "mean_wait": (minutes / np.where(calls, calls, np.nan)).round(2),
        "mean_wait_answered": (served / np.where(through, through, np.nan)).round(2),
    }


# --- samples --------------------------------------------------------------------------


def depot_hours(story, events):
    """Hours that each parcel is on the way to the local depot.

    The chance of being late and the luck that decided it are the engine's own, so that
    a parcel takes longer than planned if and only if it was late.
    """
    who, week = events["who"].to_numpy(), events["day"].to_numpy() // 7
    level = story.engine.world.operations["late"].to_numpy()[events["day"]]
    service = np.array([house_service(w) for w in range(DAYS // 7)])[week]
    better = planted.SERVICE["late"] * (service - planted.USUAL_SERVICE)
    far = planted.LATE_BY_REGION.to_numpy()[story.engine.region[who]]
    chance = np.clip(level * far * np.exp(-better), 1e-9, 1 - 1e-9)
    draw = luck(story.engine.luck_seed, "late", who, week, events["slot"].to_numpy())
    plan = planted.DEPOT_HOURS
    return plan["planned"] + plan["spread"] * (
        special.ndtri(chance) - special.ndtri(draw)
    )


def _sampled(story):
    """Hours of five parcels of each day, drawn at random; empty if there are fewer."""
    events = story.life.events
    shop = planted.CHANNELS.index("shop")
    parcels = events[~events["failed"] & (events["channel"] != shop)]
    shuffled = stream(story.seed, "operations sample").permutation(len(parcels))
    parcels = parcels.iloc[shuffled].sort_values("day", kind="stable")
    place = parcels.groupby("day").cumcount()
    size = planted.PARCELS_SAMPLED
    drawn = parcels[place < size]
    hours = np.full((DAYS, size), np.nan)
    hours[drawn["day"], place[place < size]] = depot_hours(story, drawn).round(1)
    hours[np.isnan(hours).any(axis=1)] = np.nan
    return pd.DataFrame(hours, columns=[f"x{i}" for i in range(1, size + 1)])


def _tin_weights(story):
    """Weight of one tin a day, in grams, shifted while the packing line is mis-set."""
    tin = planted.TIN_WEIGHT
    rng = stream(story.seed, "operations tins")
    weight = rng.normal(tin["mean"], tin["spread"], DAYS)
    days = planted.START + pd.to_timedelta(np.arange(DAYS), unit="D")
    for cause in story.engine.world.special_causes.itertuples():
        while_it_lasts = (days >= cause.first) & (days <= cause.last)
        weight[while_it_lasts] += planted.TIN_SHIFTS.get(cause.cause, 0.0)
    return weight.round(2)


# --- improvements ---------------------------------------------------------------------


def _improvements(story, counts):
    """The four turns of plan, do, check, act, with the measure before and after."""
    quarter = counts.index // (7 * planted.QUARTER_WEEKS)
    sums = counts.assign(minutes=counts["mean_wait"] * counts["calls"])
    sums = sums.groupby(quarter).sum()
    measured = pd.DataFrame(
        {
            "late parcels": sums["late_parcels"] / sums["parcels"],
            "faults": sums["faults"] / sums["orders"],
            "wait": sums["minutes"] / sums["calls"],
        }
    )
    number = FIRST_IMPROVED + np.arange(len(planted.IMPROVEMENTS))
    measure = planted.IMPROVEMENTS["measure"]
    column = measured.columns.get_indexer(measure)
    size = story.known / planted.DEFAULT_CUSTOMERS
    return planted.IMPROVEMENTS.assign(
        cost=(size * planted.IMPROVEMENTS["cost"]).round(2),
        started=_first_day(number),
        before=measured.to_numpy()[number - 1, column].round(4),
        after=measured.to_numpy()[number, column].round(4),
    )


def _service_levels():
    """The planted level of service by quarter, and what it does to each measure."""
    number = np.arange(len(planted.HOUSE_SERVICE))
    level = np.array(planted.HOUSE_SERVICE)
    frame = pd.DataFrame({"first_day": _first_day(number), "service": level})
    for measure in MEASURES.values():
        better = planted.SERVICE[measure] * (level - planted.USUAL_SERVICE)
        usual = planted.OPERATIONS[measure][0]
        frame[measure] = (usual * np.exp(-better)).round(4)
    frame["wait_festive"] = (frame["wait"] * planted.FESTIVAL_WAIT).round(4)
    return frame


def _first_day(quarter):
    days = 7 * planted.QUARTER_WEEKS * np.asarray(quarter)
    return planted.START + pd.to_timedelta(days, unit="D")

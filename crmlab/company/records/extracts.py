"""Customers' records as three systems hold them: web shop, till and call centre.

Each system knows only those who used it, under numbers of its own, as they were when
the record was last touched, with gaps, errors and doubles.
"""

import numpy as np
import pandas as pd

from .. import planted
from ..journeys.hours import DAY
from ..randomness import stream
from ..story import Tables
from .details import PLACES, Details
from .misspelling import given_name_first, misspell

LETTER = {"web": "W", "till": "T", "call_centre": "K"}
SYSTEM_OF = {"web": "web", "app": "web", "shop": "till", "phone": "call_centre"}
CUTOFF_DAY = 7 * planted.HISTORY_WEEKS


def make_extracts(story):
    """The three extracts, whose record is whose, and everybody's true details."""
    rng = stream(story.seed, "extracts")
    chosen = _chosen(rng, story)
    details = Details(story.seed, story.people.frame, chosen)
    used = _uses(story, chosen)
    extracts, matching = {}, []
    for system in planted.SYSTEMS.index:
        records = _records(rng, system, used[used["system"] == system])
        records, its_truth = _written(rng, story, system, records, details)
        extracts[f"extract_{system}"] = records
        matching.append(its_truth)
    now = details.on(np.arange(len(chosen)), np.full(len(chosen), CUTOFF_DAY))
    now.insert(0, "customer_id", details.frame["customer_id"])
    return Tables(
        known=extracts,
        truth={
            "matching": pd.concat(matching, ignore_index=True),
            "contact_details": now,
        },
    )


def _chosen(rng, story):
    """Rows of the people whose records are drawn: all, or so many at random."""
    size = min(planted.EXTRACTED, story.known)
    return np.sort(rng.choice(story.known, size, replace=False))


def _uses(story, chosen):
    """One row a customer and system: first and last day of use, how often."""
    orders = story.orders[np.isin(story.orders["who"], chosen)]
    day = (orders["date"] - planted.START).dt.days
    system = orders["channel"].astype(object).map(SYSTEM_OF)
    bought = pd.DataFrame({"who": orders["who"], "system": system, "day": day})
    called = story.cases[story.cases["through"] == "phone"]
    called = pd.DataFrame(
        {"who": called["who"], "system": "call_centre", "day": called["at"] // DAY}
    )
    used = pd.concat([bought, called], ignore_index=True)
    used = used[(used["day"] < CUTOFF_DAY) & used["who"].isin(chosen)]
    used = used.assign(number=np.searchsorted(chosen, used["who"]))
    by = used.groupby(["number", "system"])["day"]
    return by.agg(first="min", last="max").reset_index()


def _records(rng, system, used):
    """When each record was last touched; some customers are entered twice."""
    plan = planted.SYSTEMS.loc[system]
    first, last = used["first"].to_numpy(), used["last"].to_numpy()
    kept_up = rng.random(len(used)) < plan["updated"]
    some_day = first + np.floor(rng.random(len(used)) * (last - first + 1)).astype(int)
    record = used.assign(day=np.where(kept_up, last, some_day))
    again = record[rng.random(len(used)) < plan["twice"]]
    room = again["last"] - again["first"] + 1
    again_day = again["first"] + np.floor(rng.random(len(again)) * room).astype(int)
    record = pd.concat([record, again.assign(day=again_day)], ignore_index=True)
    return record.sort_values("day", kind="stable", ignore_index=True)


def _written(rng, story, system, records, details):
    """The records as they were written down, and the truth about each."""
    plan, number = planted.SYSTEMS.loc[system], records["number"].to_numpy()
    day = records["day"].to_numpy()
    size = len(records)
    text = details.on(number, day)
    home = (details.frame["kind"] == "household").to_numpy()[number]
    turned = home & (rng.random(size) < plan["given_first"])
    text["name"] = given_name_first(text["name"], turned)
    text["name"], name_typo = misspell(rng, text["name"], plan["name_typo"])
    text["phone"], _ = misspell(rng, text["phone"], plan["phone_typo"])
    text["address"], _ = misspell(rng, text["address"], plan["address_typo"])
    text["address"] = _abbreviated(rng, text["address"], plan["abbreviated"])
    for column in ["phone", "email", "address"]:
        text.loc[rng.random(size) < plan[f"no_{column}"], column] = None
    text = _in_the_style_of(system, text)
    text["record_id"] = [f"{LETTER[system]}{i:05d}" for i in range(1, size + 1)]
    text["updated"] = planted.START + pd.to_timedelta(day, unit="D")
    end = np.full(size, CUTOFF_DAY)
    current = {
        f"{name}_current": details.version(name, number, day)
        == details.version(name, number, end)
        for name in planted.CHANGES.index
    }
    customer = details.frame["customer_id"].to_numpy()[number]
    truth = {"system": system, "record_id": text["record_id"], "customer_id": customer}
    return text, pd.DataFrame(
        truth | {"name_turned": turned, "name_typo": name_typo} | current
    )


def _abbreviated(rng, address, share):
    short = address
    for long, brief in zip(PLACES["kinds"], PLACES["short"], strict=True):
        short = short.str.replace(f" {long}", f" {brief}", regex=False)
    return pd.Series(np.where(rng.random(len(address)) < share, short, address))


def _in_the_style_of(system, text):
    """Tills print capitals; the call centre writes phones without dashes."""
    text = text.copy()
    if system == "till":
        text["name"] = text["name"].str.upper()
        text["phone"] = text["phone"].str.replace("-", " ", regex=False)
    if system == "call_centre":
        text["phone"] = text["phone"].str.replace("-", "", regex=False)
    return text

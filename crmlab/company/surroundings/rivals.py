"""The rivals, their prices week by week, and what the papers wrote."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import stream
from ..story import Tables

WEEKS = planted.HISTORY_WEEKS + planted.FUTURE_WEEKS
MONDAYS = pd.date_range(planted.START, periods=WEEKS, freq="W-MON")
QUARTERS = pd.date_range("2023-07-01", planted.FUTURE_END, freq="QS")
CUT_FIRST, CUT_LAST = (pd.Timestamp(day) for day in planted.PRICE_CUT[:2])


def make_rivals(story):
    """Rivals, their weekly prices and their offers, market events, the economy."""
    offers = _offers(story.seed)
    tables = Tables(known={"rivals": _rivals()})
    tables.split("rival_prices", _prices(story.seed, offers), "week")
    tables.split("rival_offers", offers, "first_day")
    tables.split("market_events", _papers(), "date")
    economy = _economy(story.seed)
    # A quarter's figures are known once it is over.
    tables.split("economy", economy, economy["quarter"] + pd.DateOffset(months=3))
    return tables


def _rivals():
    return planted.RIVAL_SIDES.rename_axis("rival").reset_index()


def _offers(seed):
    """One row an offer: the price cut, and smaller ones of a week or two."""
    rng = stream(seed, "rival_offers")
    years = len(MONDAYS) / planted.YEAR_WEEKS
    rows = [(planted.RIVALS[0], "all", CUT_FIRST, CUT_LAST, planted.PRICE_CUT[2])]
    for rival, a_year in zip(planted.RIVALS, planted.RIVAL_OFFERS_A_YEAR, strict=True):
        sold = planted.RIVAL_LEVEL.columns[planted.RIVAL_LEVEL.loc[rival].notna()]
        for week in np.sort(rng.choice(len(MONDAYS), round(a_year * years), False)):
            first = MONDAYS[week]
            last = first + pd.Timedelta(days=7 * rng.integers(1, 3) - 1)
            depth = round(rng.uniform(*planted.RIVAL_OFFER_DEPTH), 2)
            if rival != planted.RIVALS[0] or last < CUT_FIRST or first > CUT_LAST:
                rows.append((rival, rng.choice(sold), first, last, depth))
    columns = ["rival", "category", "first_day", "last_day", "discount"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["first_day", "rival"], ignore_index=True)


def _prices(seed, offers):
    """One row a week, rival and category: price against Lantern Tea's, which is 100."""
    rng = stream(seed, "rival_prices")
    level = planted.RIVAL_LEVEL.stack()
    rival, category = (level.index.get_level_values(i).to_numpy() for i in (0, 1))
    shape = (len(MONDAYS), len(level))
    years = np.arange(len(MONDAYS))[:, None] / planted.YEAR_WEEKS
    log_price = np.log(level.to_numpy()) + np.log1p(planted.RIVAL_DRIFT) * years
    log_price = log_price + rng.normal(0, planted.RIVAL_NOISE, shape)
    for offer in offers.itertuples():
        week = (offer.first_day <= MONDAYS) & (offer.last_day >= MONDAYS)
        goods = (category == offer.category) | (offer.category == "all")
        goods &= rival == offer.rival
        log_price += np.log1p(-offer.discount) * np.outer(week, goods)
    frame = pd.DataFrame(
        {
            "week": np.repeat(MONDAYS, shape[1]),
            "rival": np.tile(rival, shape[0]),
            "category": np.tile(category, shape[0]),
            "price_index": np.exp(log_price).round(1).ravel(),
        }
    )
    return frame.dropna(ignore_index=True)  # a rival that does not sell it


def _papers():
    """What everybody could know, on the day it was in the papers."""
    words, rows = planted.PAPERS, []
    for name, day in planted.FESTIVALS.items():
        rows.append((day, "festival", words["festival"].format(name=name)))
    cut = {"rival": planted.RIVALS[0], "cut": planted.PRICE_CUT[2], "last": CUT_LAST}
    rows.append((CUT_FIRST, "price cut", words["price cut"].format(**cut)))
    after = CUT_LAST + pd.Timedelta(days=1)
    rows.append((after, "price cut ends", words["price cut ends"].format(**cut)))
    opened, region = planted.RIVAL_OPENS
    shops = {"rival": planted.RIVALS[1], "shops": planted.SHOPS_OPENED}
    shops = words["shops opened"].format(region=region, **shops)
    rows.append((pd.Timestamp(opened), "shops opened", shops))
    first, last = (pd.Timestamp(day) for day in planted.PRESS)
    rows.append((first, "press", words["press"]))
    rows.append((last + pd.Timedelta(days=1), "press ends", words["press ends"]))
    frame = pd.DataFrame(rows, columns=["date", "kind", "what"])
    frame = frame[frame["date"] < planted.FUTURE_END]
    return frame.sort_values("date", ignore_index=True)


def _economy(seed):
    """Four figures by quarter, each around its mean, the online share rising."""
    rng = stream(seed, "economy")
    frame = pd.DataFrame({"quarter": QUARTERS})
    for name, (mean, spread) in planted.ECONOMY.items():
        frame[name] = (mean + rng.normal(0, spread, len(frame))).round(2)
    rising = planted.ONLINE_RISES * np.arange(len(frame))
    frame["online_share"] = (frame["online_share"] + rising).round(2)
    return frame

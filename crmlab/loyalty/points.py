"""Points: what is owed, what is never used, and the rate at which they stop paying."""

import numpy as np
import pandas as pd

from crmlab import wanted

GAINED = ["welcome", "earned"]


def liability(ledger, today, *, point=0.01, used=1.0):
    """What the points that members hold would cost, CNY.

    ledger  movements of points: date, points (below 0 where used or lost)
    today   first day that is not counted
    point   what a point buys, CNY
    used    share of the points that will be used
    Returns CNY. With ``used`` 1 every point is owed; with less, breakage is taken off.

    >>> moves = pd.DataFrame({"date": pd.to_datetime(["2024-01-01", "2024-02-01"]),
    ...     "points": [500, -200]})
    >>> liability(moves, "2024-06-01", used=0.75)
    2.25
    """
    wanted.columns(ledger, ["date", "points"], "liability", "ledger")
    now = ledger[ledger["date"] < pd.Timestamp(today)]
    return float(now["points"].sum() * point * used)


def breakage(ledger, today, *, lasts=365):
    """The share of points that is never used.

    ledger  movements of points: date, kind (welcome, earned, redeemed, expired), points
    today   first day that is not counted
    lasts   days after which unused points are lost
    Returns a share. Only points gained more than ``lasts`` days ago are looked at:
    those are all either used or lost, so what was lost of them is what has expired.

    >>> moves = pd.DataFrame({"date": pd.to_datetime(["2023-01-01", "2024-01-01"]),
    ...     "kind": ["earned", "expired"], "points": [400, -100]})
    >>> breakage(moves, "2024-06-01")
    0.25
    """
    wanted.columns(ledger, ["date", "kind", "points"], "breakage", "ledger")
    today = pd.Timestamp(today)
    now = ledger[ledger["date"] < today]
    gained = now["kind"].isin(GAINED) & (now["date"] < today - pd.Timedelta(days=lasts))
    total = now.loc[gained, "points"].sum()
    if not total:
        raise ValueError(
            f"breakage() found no points older than {lasts} days; it is too early to "
            "tell which will never be used."
        )
    return float(-now.loc[now["kind"] == "expired", "points"].sum() / total)


def earn_rates(rates, lift, *, at=0.02, scale=0.02, used=0.75, margin_share=0.5):
    """What points bring and cost at each earn rate, as shares of members' usual sales.

    rates         earn rates, shares of the amount (0.02 is two per cent)
    lift          more sales, as a share, that the rate ``at`` brings
    scale         how fast points lose their pull: lift(e) = full (1 - exp(-e / scale))
    used          share of the points that is used (1 less breakage)
    margin_share  margin of a yuan of sales
    Returns a frame by rate: lift, extra_margin (of the sales that points brought),
    cost (of points on all sales, those that would have come too), profit,
    subsidised (share of the points paid on sales that would have come).

    >>> earn_rates([0.0, 0.02], lift=0.10).round(4)["profit"].to_list()
    [0.0, 0.0335]

    Diminishing returns are an assumption, and the exponential form is ours.
    """
    rate = np.asarray(rates, float)
    if (rate < 0).any() or at <= 0 or scale <= 0:
        raise ValueError(
            "earn_rates() needs rates from 0 on, and at and scale above 0."
        )
    full = lift / -np.expm1(-at / scale)
    lifted = full * -np.expm1(-rate / scale)
    cost = used * rate * (1 + lifted)
    table = pd.DataFrame(
        {
            "lift": lifted,
            "extra_margin": margin_share * lifted,
            "cost": cost,
            "profit": margin_share * lifted - cost,
            "subsidised": 1 / (1 + lifted),
        },
        index=pd.Index(rate, name="earn"),
    )
    return table

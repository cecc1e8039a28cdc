"""Points: what is owed, what is never used, and the rate at which they stop paying."""

import numpy as np
import pandas as pd

from crmlab import wanted

GAINED = ["welcome", "earned"]
SPENT = ["redeemed", "expired"]


def liability(ledger, today, *, point=0.01, used=1.0):
    """What the points that members hold would cost, CNY.

    ledger  movements of points: date, points (below 0 where used or lost)
    today   first day that is not counted
    point   what a point buys, CNY
    used    share of the points that will be used
    Returns CNY. With ``used`` 1 every point is owed; with less, breakage is taken off.

    Raises ValueError where a date or a number is missing, used is no share, or more
    points were used or lost than there were.

    >>> moves = pd.DataFrame({"date": pd.to_datetime(["2024-01-01", "2024-02-01"]),
    ...     "points": [500, -200]})
    >>> liability(moves, "2024-06-01", used=0.75)
    2.25
    """
    ledger = wanted.table(ledger, "liability", "ledger", dates="date", numbers="points")
    wanted.number(point, "liability", "point", low=0)
    wanted.share(used, "liability", "used")
    held = ledger.loc[
        ledger["date"] < wanted.day(today, "liability", "today"), "points"
    ]
    if held.sum() < 0:
        raise ValueError(
            f"liability() finds {held.sum():g} points held, below 0: ledger lacks some "
            "that were gained."
        )
    return float(held.sum() * point * used)


def breakage(ledger, today, *, lasts=365):
    """The share of points that is never used.

    ledger  movements of points: date, kind (welcome, earned, redeemed, expired), points
    today   first day that is not counted
    lasts   days after which unused points are lost
    Returns a share. Only points gained more than ``lasts`` days ago are looked at:
    those are all either used or lost, so what was lost of them is what has expired.

    Raises ValueError where an entry is missing, a kind is none of the four, points
    gained are below 0 or points used or lost above 0, and where none are old enough.

    >>> moves = pd.DataFrame({"date": pd.to_datetime(["2023-01-01", "2024-01-01"]),
    ...     "kind": ["earned", "expired"], "points": [400, -100]})
    >>> breakage(moves, "2024-06-01")
    0.25
    """
    ledger = wanted.table(
        ledger, "breakage", "ledger", dates="date", numbers="points", labels="kind"
    )
    wanted.known(ledger["kind"], GAINED + SPENT, "breakage", "kind of ledger")
    _signs(ledger)
    today = wanted.day(today, "breakage", "today")
    lasts = wanted.whole(lasts, "breakage", "lasts", low=1)
    now = ledger[ledger["date"] < today]
    gained = now["kind"].isin(GAINED) & (now["date"] < today - pd.Timedelta(days=lasts))
    total = now.loc[gained, "points"].sum()
    if not total:
        raise ValueError(
            f"breakage() found no points older than {lasts} days; it is too early to "
            "tell which will never be used."
        )
    return float(-now.loc[now["kind"] == "expired", "points"].sum() / total)


def _signs(ledger):
    """Raise a ValueError where points that went are not written below 0."""
    gained = ledger["kind"].isin(GAINED)
    wrong = ledger[(ledger["points"] < 0) == gained].query("points != 0")
    if len(wrong):
        first = wrong.iloc[0]
        raise ValueError(
            f"breakage() needs points above 0 where gained, and below 0 where used or "
            f"lost; {first['kind']} has {first['points']:g}. Turn the sign round."
        )


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

    Raises ValueError where a number is missing, rates, used or margin_share are no
    shares, at or scale is not above 0, or sales would fall to nothing.

    >>> earn_rates([0.0, 0.02], lift=0.10).round(4)["profit"].to_list()
    [0.0, 0.0335]

    Diminishing returns are an assumption, and the exponential form is ours.
    """
    rate = wanted.numbers(rates, "earn_rates", "rates", low=0, high=1).to_numpy(float)
    wanted.number(lift, "earn_rates", "lift", low=-1, high=1)
    for what, share in {"used": used, "margin_share": margin_share}.items():
        wanted.share(share, "earn_rates", what)
    for what, speed in {"at": at, "scale": scale}.items():
        if not wanted.number(speed, "earn_rates", what, high=1) > 0:
            raise ValueError(f"earn_rates() needs {what} above 0, not {speed}.")
    full = lift / -np.expm1(-at / scale)
    lifted = full * -np.expm1(-rate / scale)
    if (lifted <= -1).any():
        raise ValueError(
            f"earn_rates() would have sales fall to nothing with a lift of {lift} at a "
            f"rate of {at}. Give a lift nearer to 0."
        )
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

"""A higher price against time saved."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.ticker import PercentFormatter

from crmlab.figures import COLOURS, describe
from crmlab.value import leads, share_ahead, with_changes

HOURS = np.arange(0, 31, 3)  # hours saved that the curve shows
OURS = "Lantern Tea"

TEXT = {
    "price x": "hours saved between order and door",
    "price y": "customers whose best offer we are",
    "now": "today",
    "offer title": "Prices {price:+d}%, {hours} h saved: best offer for {share:.1%}\n",
    "even": "Today's {now:.1%} is kept with {even:.0f} hours saved",
    "never": "Even {most} hours saved do not bring back today's {now:.1%}",
    "no rise": "Today it is {now:.1%}",
    "price alt": (
        "Line of the share of customers for whom Lantern Tea is the best offer, by "
        "hours saved, with prices {price:+d}%: {share:.1%} at {hours} hours saved, "
        "against {now:.1%} today."
    ),
}


def offer_shares(ratings, price, per_per_cent, per_hour):
    """Share of customers whose best offer we are, by hours saved.

    ratings       as ``value.leads`` takes them
    price         change of our prices, per cent
    per_per_cent  points of money cost for one per cent
    per_hour      points of time cost for one hour
    Returns a Series, one entry for each of ``HOURS``.
    """
    dearer = with_changes(ratings, OURS, {"money_cost": price * per_per_cent})
    lead = leads(dearer, OURS)
    time = ratings.loc[ratings["company"] == OURS].set_index("customer_id")["time_cost"]
    time = time[lead.index] - 1  # the time cost cannot fall below one point
    share = [share_ahead(lead + time.clip(upper=h * per_hour)) for h in HOURS]
    return pd.Series(share, HOURS)


def price_against_time(ratings, per_per_cent, per_hour, price=6, hours=0):
    """Draw whether hours saved make up for a price rise.

    ratings, price, per_per_cent, per_hour  as in ``offer_shares``
    hours  saved between order and door
    Returns Axes.
    """
    line = offer_shares(ratings, price, per_per_cent, per_hour)
    now = share_ahead(leads(ratings, OURS))
    share = np.interp(hours, line.index, line)
    _, ax = plt.subplots()
    ax.axhline(now, color=COLOURS["amber"], linestyle="--", label=TEXT["now"])
    ax.plot(line.index, line, color=COLOURS["navy"])
    ax.scatter([hours], [share], color=COLOURS["brick"], s=70, zorder=3)
    ax.set(xlabel=TEXT["price x"], ylabel=TEXT["price y"])
    ax.set(xlim=(-0.5, HOURS[-1] + 0.5), ylim=(0.5, 0.8))
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.legend(loc="lower right")
    words = {"price": price, "hours": hours, "share": share, "now": now}
    ax.set_title((TEXT["offer title"] + _even(line, now, price)).format(**words))
    return describe(ax, TEXT["price alt"].format(**words))


def _even(line, now, price):
    """What the second line of the title says of the break-even."""
    if price <= 0:
        return TEXT["no rise"]
    back = line[line >= now]
    if back.empty:
        return TEXT["never"].format(most=HOURS[-1], now=now)
    # Interpolated between the last point below today's share and the first above it.
    rising = line.loc[: back.index[0]].iloc[-2:]
    even = np.interp(now, rising, rising.index)
    return TEXT["even"].format(now=now, even=even)

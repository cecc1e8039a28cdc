"""Lesson 09: what a friend is worth, what retention is worth, which points pay."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import PercentFormatter

from crmlab.figures import COLOURS, describe
from crmlab.figures.loyalty import earn_rate_curves, worth_in_parts
from crmlab.loyalty import earn_rates, gain_from_retention, value_of_customer

RATES = np.linspace(0, 0.06, 61)
RETENTIONS = np.linspace(0, 0.94, 95)

TEXT = {
    "parts title": (
        "A friend worth ¥{friend:,.0f}: referrals come to {share:.0%}\n"
        "of base profit in the first half-year"
    ),
    "retention title": (
        "From {retention:.0%} to {more:.0%} kept: {gain}\n"
        "A customer is worth ¥{value:,.0f} now"
    ),
    "more": "{gain:.0%} more value",
    "nothing": "from nothing or less",
    "retention x": "customers kept from year to year",
    "retention y": "more value with five points more",
    "claim": "the claim, 25% to 95%",
    "here": "here",
    "retention alt": (
        "Line of the gain in value from five points more retention, against "
        "retention, at a discount rate of {discount:.0%}, a margin of {margin:,.0f} "
        "and {cost:,.0f} CNY to win a customer. A band marks 25% to 95%. At "
        "{retention:.0%}: {gain}."
    ),
    "earn title": (
        "A lift of {lift:.1%}, {used:.0%} of points used:\n"
        "points pay best at {best:.1%}"
    ),
    "earn none": "A lift of {lift:.1%}, {used:.0%} of points used:\npoints never pay",
}


def worth_of_friends(parts, saved, friend=None):
    """Draw the six parts again, with another worth of a customer who was referred.

    parts   frame as ``loyalty.six_parts`` returns it, made with ``friend_saves=saved``
    saved   what a friend saves, CNY, as in ``parts``
    friend  what a friend is worth, CNY; as saved if not given
    Returns Axes.
    """
    friend = saved if friend is None else friend
    changed = parts.assign(referral=parts["referral"] * friend / saved)
    share = changed["referral"].iloc[0] / changed["base profit"].iloc[0]
    title = TEXT["parts title"].format(friend=friend, share=share)
    return worth_in_parts(changed, title=title)


def retention_profit(retention=0.62, discount=0.10, margin=300, acquisition=80):
    """Draw what five points more retention are worth, against the retention now.

    retention  share of customers kept from year to year
    discount   a year;  margin  CNY a year;  acquisition  CNY
    Returns Axes.
    """
    money = {"margin": margin, "acquisition": acquisition}
    gain = gain_from_retention(RETENTIONS, discount, **money)
    here = float(gain_from_retention(retention, discount, **money))
    value = float(value_of_customer(margin, retention, discount, acquisition))
    _, ax = plt.subplots()
    ax.axhspan(0.25, 0.95, color=COLOURS["pale"], label=TEXT["claim"])
    ax.plot(RETENTIONS, gain, color=COLOURS["navy"])
    said = TEXT["nothing"]
    if np.isfinite(here):
        said = TEXT["more"].format(gain=here)
        look = {"s": 90, "color": COLOURS["brick"], "zorder": 3}
        ax.scatter([retention], [min(here, 1.2)], label=TEXT["here"], **look)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(PercentFormatter(1))
    ax.set(xlim=(0, 1), ylim=(0, 1.25))
    ax.set(xlabel=TEXT["retention x"], ylabel=TEXT["retention y"])
    ax.legend(loc="upper left")
    words = {"retention": retention, "gain": said}
    more = retention + 0.05
    ax.set_title(TEXT["retention title"].format(more=more, value=value, **words))
    setting = {"discount": discount, "margin": margin, "cost": acquisition}
    return describe(ax, TEXT["retention alt"].format(**setting, **words))


def points_pay(lift=0.027, used=0.78, margin_share=0.49):
    """Draw the profit from points against the earn rate.

    lift  more sales, as a share, at two per cent of points
    used  share of the points that is used;  margin_share  margin of a yuan of sales
    Returns Axes.
    """
    table = earn_rates(RATES, lift, used=used, margin_share=margin_share)
    best = table["profit"].idxmax()
    key = "earn title" if best > 0 else "earn none"
    title = TEXT[key].format(lift=lift, used=used, best=best)
    return earn_rate_curves({lift: table}, title=title)

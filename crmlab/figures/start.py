"""Figures of lesson 00."""

import matplotlib.pyplot as plt
import pandas as pd

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, whole

TEXT = {
    "week": "week beginning",
    "orders": "orders a week",
    "alt": (
        "Line chart of orders a week over {weeks} weeks, from {first} to {last}. "
        "The lowest week is {low_week} with {low:,} orders, the highest {high_week} "
        "with {high:,}. The average is {mean:,.0f}."
    ),
    "marked": " Marked: {marks}.",
}


def orders_by_week(weekly, *, title, marks=None):
    """Draw the number of orders, week by week.

    weekly  frame, one row a week: week (the date it begins on), orders (their number)
    title   the finding, in a sentence
    marks   days to mark, as a dict of their name to their dates
    Returns Axes, with alt text that gives the lowest, highest and average week.
    """
    _, ax = plt.subplots()
    ax.plot(weekly["week"], weekly["orders"], color=COLOURS["navy"])
    ax.set(xlabel=TEXT["week"], ylabel=TEXT["orders"], ylim=(0, None))
    ax.set_title(title)
    ax.yaxis.set_major_formatter(whole)
    ax.margins(x=0.01)
    for name, dates in (marks or {}).items():
        _mark(ax, name, pd.to_datetime(dates))
    return describe(ax, _alt(weekly["week"], weekly["orders"]) + _marked(marks))


def _mark(ax, name, dates):
    for number, date in enumerate(dates):
        ax.axvline(date, color=COLOURS["brick"], label=None if number else name)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16))  # clear of the line


def _marked(marks):
    words = (f"{name} ({', '.join(dates)})" for name, dates in (marks or {}).items())
    return TEXT["marked"].format(marks="; ".join(words)) if marks else ""


def _alt(week, orders):
    days = week.dt.strftime("%Y-%m-%d")
    return TEXT["alt"].format(
        weeks=len(orders),
        first=days.iloc[0],
        last=days.iloc[-1],
        low_week=days[orders.idxmin()],
        low=orders.min(),
        high_week=days[orders.idxmax()],
        high=orders.max(),
        mean=orders.mean(),
    )

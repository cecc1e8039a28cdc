"""Lesson 11: one customer's chance to be still there, and the orders to come."""

import numpy as np
import pandas as pd

from crmlab.figures.lifetime import alive_over_time

TEXT = {
    "title": (
        "After {silent:.0f} silent weeks: {alive:.0%} still a customer,\n"
        "{more:.1f} orders expected in the next half-year"
    ),
    "name": "this customer",
}
HALF_YEAR = 26  # weeks


def one_customer(model, orders=5, last=20, age=52):
    """Draw a customer's chance to be alive from the last order on.

    model   a fitted ``lifetime.BetaGeoModel``, in weeks
    orders  after the first one, evenly spread up to the last
    last    week of the last one, counted from the first;  age  weeks since the first
    Returns Axes. Where last lies after age, it is taken as age.
    """
    last = min(last, age) if orders else 0
    weeks = np.arange(0, age + 1)
    times = np.linspace(0, last, orders + 1)[1:]
    known = (times[:, None] <= weeks).sum(axis=0)  # repeat orders by each week
    recency = np.array([times[n - 1] if n else 0 for n in known])
    story = pd.DataFrame({"frequency": known, "recency": recency, "T": weeks})
    chance = model.expected_probability_alive(story)
    chance.index = pd.Index(weeks, name="week")
    more = model.expected_purchases(story.tail(1), HALF_YEAR).item()
    words = {"silent": age - last, "alive": chance.iloc[-1], "more": more}
    name = TEXT["name"]
    return alive_over_time(
        {name: chance}, {name: times}, title=TEXT["title"].format(**words)
    )

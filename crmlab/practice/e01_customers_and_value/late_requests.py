"""Part c of exercise E1.4: requests about one's own data that are late."""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Part
from crmlab.practice.forms import Function, Number
from crmlab.practice.once import once

DATA = ["see my data", "forget me"]
DEADLINE = 30  # days


def late_share(cases, today, topics=tuple(DATA), days=DEADLINE):
    """Share of the requests that took, or have waited, longer than the deadline."""
    asked = cases[cases["topic"].isin(topics)]
    waited = (asked["closed"].fillna(pd.Timestamp(today)) - asked["opened"]).dt.days
    return float((waited > days).mean())


def of_closed(cases, today):
    return late_share(cases.dropna(subset="closed"), today)


def open_is_late(cases, today):
    asked = cases[cases["topic"].isin(DATA)]
    late = (asked["closed"] - asked["opened"]).dt.days > DEADLINE
    return float((late | asked["closed"].isna()).mean())


def open_is_in_time(cases, today):
    asked = cases[cases["topic"].isin(DATA)]
    return float(((asked["closed"] - asked["opened"]).dt.days > DEADLINE).mean())


def open_at_least(cases, today):
    """Late after 30 days where closed, from the 30th day on where open."""
    asked = cases[cases["topic"].isin(DATA)]
    took = (asked["closed"] - asked["opened"]).dt.days
    waiting = asked["closed"].isna() & (
        (pd.Timestamp(today) - asked["opened"]).dt.days >= DEADLINE
    )
    return float(((took > DEADLINE) | waiting).mean())


def mean_of_topics(cases, today):
    """The mean of two shares, as if both topics were asked for as often."""
    return sum(late_share(cases, today, (topic,)) for topic in DATA) / len(DATA)


@once
def waits(load):
    """The company's requests, and a few that took just so long."""
    day = pd.Timestamp("2025-04-30")
    took = pd.Series([30, 31, 29, 2, None, None, None], dtype="float")
    opened = pd.to_datetime(
        ["2025-01-06", "2025-01-06", "2025-02-03", "2025-02-03", "2025-03-30",
         "2025-04-28", "2025-03-31"]
    )  # fmt: skip
    few = pd.DataFrame(
        {
            "topic": ["forget me", "see my data", "forget me", "see my data"]
            + ["forget me", "forget me", "see my data"],
            "opened": opened,
            "closed": opened + pd.to_timedelta(took, unit="D"),
        }
    )
    return {"company": (load("service_cases"), CUTOFF), "few": (few, day)}


E1_4c = Part(
    answer=lambda load: late_share,
    form=Function(result=Number(decimals=4), cases=waits),
    points=2,
    misconceptions={
        "all_rights": lambda load: (
            lambda cases, today: late_share(cases, today, [*DATA, "stop offers"])
        ),
        "forget_only": lambda load: (
            lambda cases, today: late_share(cases, today, ["forget me"])
        ),
        "at_least": lambda load: lambda cases, today: late_share(cases, today, days=29),
        "four_weeks": lambda load: (
            lambda cases, today: late_share(cases, today, days=28)
        ),
        "closed_only": lambda load: of_closed,
        "open_is_late": lambda load: open_is_late,
        "open_in_time": lambda load: open_is_in_time,
        "open_at_least": lambda load: open_at_least,
        "mean_of_topics": lambda load: mean_of_topics,
    },
)

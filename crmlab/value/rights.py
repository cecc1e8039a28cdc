"""Consumers' rights to their own data: who asked, and who was answered in time."""

from crmlab import wanted

RIGHTS = ["stop offers", "see my data", "forget me"]


def requests_late(cases, today, topics=RIGHTS, days=30):
    """Requests about one's own data that were, or still are, beyond the deadline.

    cases   frame: topic, opened, closed (empty while open)
    today   first day that is not known; an open request is as old as today
    days    within which a request must be settled: a month in the EU (GDPR, article
            12), a model for many firms' own rules
    Returns a frame, one row a topic: requests, late, open, and late_share, which is
    missing where there were no requests. Cases of other topics, or without one, are
    left out; a gap in closed is a request that is still open.

    Raises ValueError where a column is missing, opened is a gap or on today or later,
    dates are no dates, or today is no day.

    >>> import pandas as pd
    >>> cases = pd.DataFrame({"topic": ["forget me"] * 2,
    ...     "opened": pd.to_datetime(["2025-01-01"] * 2),
    ...     "closed": pd.to_datetime(["2025-01-09", None])})
    >>> requests_late(cases, "2025-06-30").loc["forget me", "late"].item()
    1
    """
    name = "requests_late"
    topics = wanted.listed(topics, name, "topics")
    days = wanted.whole(days, name, "days")
    cases = wanted.table(
        cases, name, "cases", dates=["opened", "closed"], labels="topic",
        gaps=["closed", "topic"], empty=True,
    )  # fmt: skip
    today = wanted.before(cases["opened"], today, name, "cases")
    asked = cases[cases["topic"].isin(topics)]
    end = asked["closed"].fillna(today)
    late = (end - asked["opened"]).dt.days > days
    table = asked.assign(late=late, open=asked["closed"].isna())
    table = table.groupby(table["topic"].astype(str)).agg(
        requests=("late", "size"), late=("late", "sum"), open=("open", "sum")
    )
    table = table.reindex(topics, fill_value=0)
    return table.assign(late_share=table["late"] / table["requests"])

"""The value chain of the firm, and the chain of steps that its customers take."""

from crmlab import wanted

WRONG = ["failed", "late", "hung up", "not settled"]


def chain(value_chain, start, end):
    """What each activity of the firm costs, and which part of the value it moves.

    value_chain  frame: first_day (of a quarter), activity, kind, item, cost, moves
    start, end   first day of the period, and first day after it
    Returns a frame, one row an activity, primary ones first in the order of the
    table: kind, moves, cost (CNY), share (of all).

    Raises ValueError where a column is missing, has a gap or is not of its kind, or
    the period is empty or cost nothing.

    Source: M. Porter (1985), Competitive Advantage, Free Press.
    """
    value_chain = wanted.table(
        value_chain, "chain", "value_chain", dates="first_day", numbers="cost",
        labels=["activity", "kind", "moves"],
    )  # fmt: skip
    start, end = wanted.period(start, end, "chain")
    days = value_chain["first_day"]
    inside = value_chain[(days >= start) & (days < end)]
    wanted.rows(inside, "chain", "value_chain in this period")
    table = inside.groupby("activity", sort=False, observed=True).agg(
        kind=("kind", "first"), moves=("moves", "first"), cost=("cost", "sum")
    )
    if not table["cost"].sum() > 0:
        raise ValueError("chain() finds no shares where all costs sum to 0 or less.")
    return table.assign(share=table["cost"] / table["cost"].sum())


def steps(touchpoints, wrong=WRONG):
    """The customer's own chain: what happens at each step from desire to after-sales.

    touchpoints  frame: step (in order), outcome
    wrong        outcomes that are a trouble to the customer
    Returns a frame, one row a step: touches, left (share where the visitor gave up),
    wrong (share that went wrong). A gap in outcome is a touch that has not ended: it
    is not counted.

    Raises ValueError where a column is missing, a step is a gap, or no touch has an
    outcome.

    >>> import pandas as pd
    >>> log = pd.DataFrame({"step": ["order", "order"], "outcome": ["done", "hung up"]})
    >>> steps(log).loc["order", "wrong"].item()
    0.5
    """
    wrong = wanted.listed(wrong, "steps", "wrong")
    touchpoints = wanted.table(
        touchpoints, "steps", "touchpoints", labels=["step", "outcome"], gaps="outcome"
    )
    known = touchpoints[touchpoints["outcome"].notna()]
    wanted.rows(known, "steps", "touchpoints with an outcome")
    ends = known.assign(
        left=known["outcome"] == "left", wrong=known["outcome"].isin(wrong)
    )
    return ends.groupby("step", observed=True).agg(
        touches=("outcome", "size"), left=("left", "mean"), wrong=("wrong", "mean")
    )

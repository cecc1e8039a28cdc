"""The value chain of the firm, and the chain of steps that its customers take."""

import pandas as pd

from crmlab import wanted

WRONG = ["failed", "late", "hung up", "not settled"]


def chain(value_chain, start, end):
    """What each activity of the firm costs, and which part of the value it moves.

    value_chain  frame: first_day (of a quarter), activity, kind, item, cost, moves
    start, end   first day of the period, and first day after it
    Returns a frame, one row an activity, primary ones first in the order of the
    table: kind, moves, cost (CNY), share (of all).

    Source: M. Porter (1985), Competitive Advantage, Free Press.
    """
    needed = ["first_day", "activity", "kind", "cost", "moves"]
    wanted.columns(value_chain, needed, "chain", "value_chain")
    days = value_chain["first_day"]
    inside = value_chain[(days >= pd.Timestamp(start)) & (days < pd.Timestamp(end))]
    wanted.rows(inside, "chain", "value_chain in this period")
    table = inside.groupby("activity", sort=False, observed=True).agg(
        kind=("kind", "first"), moves=("moves", "first"), cost=("cost", "sum")
    )
    return table.assign(share=table["cost"] / table["cost"].sum())


def steps(touchpoints, wrong=WRONG):
    """The customer's own chain: what happens at each step from desire to after-sales.

    touchpoints  frame: step (in order), outcome; not empty
    wrong        outcomes that are a trouble to the customer
    Returns a frame, one row a step: touches, left (share where the visitor gave up),
    wrong (share that went wrong). Touches without an outcome yet are not counted.

    >>> log = pd.DataFrame({"step": ["order", "order"], "outcome": ["done", "hung up"]})
    >>> steps(log).loc["order", "wrong"].item()
    0.5
    """
    wanted.columns(touchpoints, ["step", "outcome"], "steps", "touchpoints")
    known = touchpoints[touchpoints["outcome"].notna()]
    wanted.rows(known, "steps", "touchpoints with an outcome")
    ends = known.assign(
        left=known["outcome"] == "left", wrong=known["outcome"].isin(wrong)
    )
    return ends.groupby("step", observed=True).agg(
        touches=("outcome", "size"), left=("left", "mean"), wrong=("wrong", "mean")
    )

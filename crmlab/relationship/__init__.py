"""Relationship marketing: how close to whom, and what does it bring?

    margin_since_joining, payback   one sale, or all that follow it?
    difference                      with and without, pooled and like with like
    needed_gain, relationship_net,  basic, reactive, accountable, proactive or
    choose_relationship             partnership, by number of customers and margin
    judge_turns                     plan, do, check, act: did the turn improve it?

All are plain functions: frames in, frames out. Nothing here loads data.
"""

from crmlab.relationship.closeness import (
    choose_relationship,
    needed_gain,
    relationship_net,
)
from crmlab.relationship.comparing import difference
from crmlab.relationship.joining import margin_since_joining, payback
from crmlab.relationship.turns import judge_turns

__all__ = [
    "choose_relationship",
    "difference",
    "judge_turns",
    "margin_since_joining",
    "needed_gain",
    "payback",
    "relationship_net",
]

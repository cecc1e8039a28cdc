"""What the company does for whom: policies, and what they cost.

A policy sets seven levers, quarter by quarter, for groups of customers that you choose.
What each lever does follows published effects. All have diminishing returns, delays or
crowding, so that the best policy lies in between and differs by group:

- service: fewer late parcels, faults and minutes of waiting, felt order by order and
  taken for granted in time (Rust, Zahorik & Keiningham 1995, J. of Marketing 59(2));
- contact: warmth that grows over months, and bothers those who did not ask for it
  (Venkatesan & Kumar 2004, J. of Marketing 68(4): an inverted U);
- letter: an offer by letter at the start of the quarter, good for four weeks; it moves
  some, is wasted on others and bothers a few (Radcliffe & Surry 1999 on uplift);
- offer: lifts orders now, subsidises those that would have come, and becomes the price
  that is expected (Mela, Gupta & Lehmann 1997, J. of Marketing Research 34(2));
- earn: points hold some members, and cost on each member's order (Leenheer, van Heerde,
  Bijmolt & Smidts 2007, Int. J. of Research in Marketing 24(1));
- recovery: a complaint settled well takes most of the harm away (Smith, Bolton & Wagner
  1999, J. of Marketing Research 36(3));
- acquisition: newcomers, with strongly diminishing returns (Reinartz, Thomas & Kumar
  2005, J. of Marketing 69(1)).
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .. import planted

QUARTERS = (1, 2, 3, 4)
LEVERS = {  # lever: lowest, highest; contact is chosen by name
    "service": (0.0, 1.0),
    "contact": None,
    "letter": (0.0, 0.4),
    "offer": (0.0, 0.4),
    "earn": (0.0, 0.2),
    "recovery": (0.0, 1.0),
}
HOUSE = "house"  # in the column contact: as the house policy has it
NEWCOMERS = "newcomers"  # the group of those who join during the year


class PolicyError(ValueError):
    """A policy that cannot be played; the message lists everything that is wrong."""


@dataclass(frozen=True)
class Policy:
    """What to do in the year after the cut-off.

    The levers of the last quarter are those that `Year.equity` goes on with: what is
    switched off there saves its cost for good, and loses its effect for good.

    levers: frame with one row a quarter and group, and the columns quarter, group,
        service, contact, letter, offer, earn, recovery; a group or quarter that is
        left out, and an empty entry, is as under the house policy
    groups: Series from customer_id to the group's name; who is not in it, is treated as
        under the house policy; those who join in the year are the group "newcomers"
    acquisition: budget for winning customers, as a multiple of the house's, one number
        a quarter
    """

    levers: pd.DataFrame = field(default_factory=lambda: no_change())
    groups: pd.Series = field(default_factory=lambda: pd.Series(dtype=object))
    acquisition: tuple = (1.0, 1.0, 1.0, 1.0)

    @property
    def changes_nothing(self):
        """Whether it is the house policy: no levers, the usual acquisition."""
        return self.levers.empty and set(self.acquisition) == {1.0}


def steady_policy(groups, quarters=QUARTERS, acquisition=1.0, **levers):
    """A `Policy` with the same levers in each of the quarters.

    groups: Series from customer_id to the group's name
    levers: a value for all groups, or a dict from group to value (also for "newcomers")
    acquisition: budget for winning customers, a multiple of the house's

        steady_policy(groups, service=0.7, contact={"large": "proactive"})
    """
    everyone = pd.Index(groups.dropna().unique())
    columns = {
        name: pd.Series(
            value if isinstance(value, dict) else dict.fromkeys(everyone, value)
        )
        for name, value in levers.items()
    }
    rows = pd.DataFrame(columns).rename_axis("group").reset_index()
    rows = pd.DataFrame({"quarter": list(quarters)}).merge(rows, how="cross")
    return Policy(rows, groups, (acquisition,) * len(QUARTERS))


def no_change():
    """Levers of the house policy: no row, everything as it was."""
    return pd.DataFrame(columns=["quarter", "group", *LEVERS])


def check_policy(policy, customer_ids):
    """Raise a PolicyError that lists everything that is wrong with a policy."""
    faults = list(_faults(policy, customer_ids))
    if faults:
        raise PolicyError("This policy cannot be played:\n- " + "\n- ".join(faults))


def _faults(policy, customer_ids):
    levers, known = policy.levers, set(policy.groups.dropna().unique()) | {NEWCOMERS}
    for column in sorted(set(levers.columns) - {"quarter", "group", *LEVERS}):
        yield f"unknown lever {column!r}; the levers are {', '.join(LEVERS)}."
    missing = {"quarter", "group"} - set(levers.columns)
    if missing:
        yield f"the levers lack {sorted(missing)}: a row is a quarter and a group."
    else:
        yield from _row_faults(levers, known)
    for name, bounds in LEVERS.items():
        if name in levers.columns:
            yield from _lever_faults(levers[name].dropna(), name, bounds)
    strangers = policy.groups.index.difference(customer_ids)
    if len(strangers):
        yield (
            f"the groups name {len(strangers)} customers that are not in this company, "
            f"first {strangers[0]}."
        )
    if len(policy.acquisition) != len(QUARTERS):
        count = len(policy.acquisition)
        yield f"acquisition needs 4 numbers, one a quarter, got {count}."
    for budget in policy.acquisition:
        if not np.isfinite(budget) or budget < 0:
            yield f"an acquisition budget of {budget} cannot be; use 0 or more."


def _row_faults(levers, known):
    wrong = sorted(set(levers["quarter"]) - set(QUARTERS), key=str)
    if wrong:
        yield f"quarters {wrong} do not exist; use 1, 2, 3 or 4."
    for group in sorted(set(levers["group"]) - known, key=str):
        names = ", ".join(sorted(map(str, known)))
        yield f"nobody is in the group {group!r}; the groups are {names}."
    again = levers[levers.duplicated(["quarter", "group"])]
    if len(again):
        first = tuple(again[["quarter", "group"]].iloc[0])
        yield f"{len(again)} rows repeat a quarter and group, first {first}; keep one."


def _lever_faults(values, name, bounds):
    if bounds is None:
        known = [HOUSE, *planted.CONTACT.index]
        for value in sorted(set(values) - set(known), key=str):
            yield f"unknown contact {value!r}; use one of {', '.join(known)}."
        return
    low, high = bounds
    bad = values[~pd.to_numeric(values, errors="coerce").between(low, high)]
    if len(bad):
        yield (
            f"{name} must be between {low:g} and {high:g}; {len(bad)} rows are not, "
            f"first {bad.iloc[0]}."
        )

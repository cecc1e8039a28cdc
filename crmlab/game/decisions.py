"""What has been decided, quarter by quarter, and the policy that it amounts to."""

from dataclasses import dataclass, replace

import pandas as pd

from crmlab.company.play import NEWCOMERS, Policy, PolicyError
from crmlab.company.play.policies import LEVERS, QUARTERS

from .lots import held_out

BETWEEN = " & "  # between the names of a customer's groups, where they change


@dataclass(frozen=True)
class Decision:
    """What is done in one quarter.

    levers: frame with a row a group, and a column a lever that is changed for some;
        an empty entry is as under the house policy
    groups: Series from customer_id to the group's name
    acquisition: budget for winning customers, a multiple of the house's
    """

    levers: pd.DataFrame
    groups: pd.Series
    acquisition: float = 1.0

    def held_out(self, seed, quarter):
        """The decision with half of each group, drawn by lot, left to the house."""
        return replace(self, groups=held_out(self.groups, seed, quarter))


def as_decision(said, groups, quarter):
    """Read what a player says for a quarter.

    said: a `Policy`, of which the quarter's part is taken, with its own groups; or a
        dict from lever to a value for all groups, newcomers too, or to a dict from
        group to value, with "acquisition" among them:
        {"service": 0.7, "contact": {"A household": "proactive"}}
    Raises PolicyError where it is neither, or names a lever or group that there is not.
    """
    if isinstance(said, Policy):
        return _of_policy(said, quarter)
    if not isinstance(said, dict):
        raise PolicyError(
            "decide() takes a Policy or a dict from lever to value, such as "
            f"{{'service': 0.7}}; got a {type(said).__name__}."
        )
    said = dict(said)
    acquisition = said.pop("acquisition", 1.0)
    if not pd.api.types.is_number(acquisition) or not acquisition >= 0:
        raise PolicyError(
            "acquisition must be a number of 0 or more, the house's budget being 1; "
            f"got {acquisition!r}."
        )
    unknown = [name for name in said if name not in LEVERS]
    if unknown:
        raise PolicyError(
            f"There is no lever {unknown[0]!r}; the levers are {', '.join(LEVERS)} and "
            "acquisition."
        )
    names = [*groups.dropna().unique(), NEWCOMERS]
    known = set(names)
    for lever, value in said.items():
        strangers = [g for g in value if g not in known] if _each(value) else []
        if strangers:
            raise PolicyError(
                f"{lever} is set for {strangers[0]!r}, a group that there is not; the "
                f"groups are {', '.join(sorted(map(str, known)))}."
            )
    columns = {
        lever: pd.Series(value if _each(value) else dict.fromkeys(names, value))
        for lever, value in said.items()
    }
    return Decision(pd.DataFrame(columns), groups, acquisition)


def _each(value):
    return isinstance(value, dict)


def _of_policy(policy, quarter):
    levers = policy.levers[policy.levers["quarter"] == quarter]
    levers = levers.assign(group=levers["group"].astype(str)).set_index("group")
    groups = policy.groups.dropna().astype(str).astype(object)  # numbers are names too
    acquisition = policy.acquisition[quarter - 1]
    return Decision(levers.drop(columns="quarter"), groups, acquisition)


def together(decisions):
    """The `Policy` of some quarters' decisions; later ones are as under the house.

    Where a quarter has other groups than another, a customer's group in the policy is
    what he or she is in each of them, one after the other.
    """
    sorts = []  # the groupings that differ
    for decision in decisions:
        if not any(decision.groups.equals(other) for other in sorts):
            sorts.append(decision.groups)
    if not sorts:
        return Policy()
    names = pd.concat(sorts, axis=1, keys=range(len(sorts))).astype(object)
    joined = names[0] if len(sorts) == 1 else _joined(names)
    meaning = names.assign(group=joined).dropna(subset="group")
    meaning = meaning.drop_duplicates("group").set_index("group")
    parts = []
    for quarter, decision in zip(QUARTERS, decisions, strict=False):
        number = next(n for n, g in enumerate(sorts) if g.equals(decision.groups))
        mine = pd.concat([meaning[number], pd.Series({NEWCOMERS: NEWCOMERS})])
        rows = decision.levers.reindex(mine.to_numpy()).set_axis(mine.index)
        rows = rows.dropna(how="all").rename_axis("group").reset_index()
        parts.append(rows.assign(quarter=quarter))
    levers = pd.concat(parts, ignore_index=True)
    levers = levers.reindex(columns=["quarter", "group", *LEVERS])
    acquisition = [d.acquisition for d in decisions]
    acquisition += [1.0] * (len(QUARTERS) - len(decisions))
    return Policy(levers, joined.dropna(), tuple(acquisition))


def _joined(names):
    """One name for what each customer is in each grouping."""
    first, *others = (names[n].fillna("none") for n in names)
    return first.str.cat(others, sep=BETWEEN)

"""Write a policy that was played as a file that means the same in any company."""

import pandas as pd
import yaml

from crmlab import wanted
from crmlab.company.play import NEWCOMERS, Policy, PolicyError
from crmlab.company.play.policies import LEVERS, QUARTERS, check_policy

from .facts import VALUES, checked_facts
from .plain_file import as_path
from .policy_rows import checked_rows
from .saving import replace


def write_policy(policy, path, facts, by=("kind", "grade"), team="", why=""):
    """Write a `Policy` as a YAML file that ``read_policy`` reads back.

    policy  its groups must be told apart by the facts named in `by`
    path    where; a file that is there already is replaced
    facts   frame of words, one row a customer, as ``facts`` returns it; without a gap
    by      names of facts
    team, why  text for the head of the file
    Returns the path.

    Raises ValueError where the policy cannot be played, facts lacks a column or `by`
    is no list of facts, and where two customers are alike in all of `by` but not in
    the same group, or nothing is changed: the file could not say what is meant. Also
    where the file cannot be written.
    """
    by = wanted.listed(by, "write_policy", "by")
    for name in by:
        wanted.one_of(name, list(VALUES), "write_policy", "fact")
    facts = checked_facts(facts, "write_policy", by)
    path = as_path(path, "write_policy")
    if not isinstance(policy, Policy):
        got = type(policy).__name__
        raise ValueError(f"write_policy() needs a Policy to write; it got a {got}.")
    check_policy(policy, facts.index)
    cells = facts[by].assign(group=policy.groups.reindex(facts.index))
    cells = cells.drop_duplicates()
    mixed = cells[cells.duplicated(by, keep=False)]
    if len(mixed):
        raise PolicyError(
            f"Not all of whom {_said(mixed[by].iloc[0])} are in one group of this "
            f"policy; name more facts in by, of {', '.join(VALUES)}."
        )
    plan = _without_repeats(row for q in QUARTERS for row in _rows(policy, q, cells))
    checked_rows([{key: str(value) for key, value in row.items()} for row in plan])
    if not plan:
        raise PolicyError("This policy changes nothing: there is nothing to write.")
    page = {"team": team, "why": why, "plan": plan}
    text = yaml.safe_dump(
        {key: value for key, value in page.items() if value},
        sort_keys=False,
        allow_unicode=True,
        width=88,
    )
    try:
        replace(path, text)
    except OSError as error:
        raise PolicyError(
            f"The policy could not be written to {path} ({error.strerror or error}). "
            "Make room there, or name a file in another folder."
        ) from error
    return path


def _without_repeats(rows):
    """Rows that differ in the quarter only, as one."""
    quarters = {}
    for row in rows:
        rest = tuple((key, value) for key, value in row.items() if key != "quarter")
        quarters.setdefault(rest, []).append(str(row["quarter"]))
    return [{"quarter": " ".join(q)} | dict(rest) for rest, q in quarters.items()]


def _rows(policy, quarter, cells):
    """Rows of the file for one quarter."""
    plan = policy.levers[policy.levers["quarter"] == quarter].set_index("group")
    plan = plan.reindex(columns=list(LEVERS))
    for group, row in plan.drop(index=NEWCOMERS, errors="ignore").iterrows():
        levers = row.dropna().to_dict()
        mine = cells[cells["group"] == group].drop(columns="group")
        for cell in _joined(mine) if levers else ():
            yield {"quarter": quarter, "group": _said(cell)} | levers
    new = plan.loc[NEWCOMERS].dropna().to_dict() if NEWCOMERS in plan.index else {}
    times = float(policy.acquisition[quarter - 1])
    if times != 1:
        new["acquisition"] = times
    if new:
        yield {"quarter": quarter, "group": NEWCOMERS} | new


def _joined(cells):
    """Cells that differ in their last fact only, as one: "top or major"."""
    *others, last = cells.columns
    if not others:
        return [pd.Series({last: " or ".join(cells[last])})]
    joined = cells.groupby(others, sort=False)[last].agg(" or ".join)
    return [row for _, row in joined.reset_index().iterrows()]


def _said(cell):
    return " and ".join(f"{name} is {word}" for name, word in cell.items())

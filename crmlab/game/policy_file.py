"""A policy as a small file that means the same in any company.

    team: The Oolongs
    why: Service for those who bring the margin.
    plan:
      - group: grade is A or B and stage is growth or maturity
        service: 0.8
        contact: accountable
      - quarter: 1 2
        group: complained is yes
        recovery: 0.9
      - group: newcomers
        acquisition: 1.2
      - group: everyone
        service: 0.65

Each row is a group and its levers. `quarter` names one or more of 1 to 4; without it
all four are meant. In each quarter, a customer belongs to the *first* row that fits;
what a row does not say, and whom no row fits, stays as the house has it. A group is
"everyone" (newcomers too), "newcomers", or facts (see ``facts``): "FACT is WORD or WORD
and FACT is …". The same rows may stand in a CSV, one column a lever. A file of 20,000
bytes and 200 rows is the largest.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.company.play import NEWCOMERS, Policy, PolicyError
from crmlab.company.play.policies import LEVERS, QUARTERS

from .facts import checked_facts
from .plain_file import FileFault, read_plain
from .policy_rows import EVERYONE, checked_rows


def read_policy(path, facts):
    """The `Policy` that a file describes, for the company whose facts are given.

    path   a .yml, .yaml or .csv file, as the module's head shows it
    facts  frame of words, one row a customer, as ``facts`` returns it; without a gap
    Customers who meet the same rows in all four quarters are one group of the policy:
    "row 1" is row 1 all year, "rows 1 1 2 2" is row 1 for half a year, then row 2; a 0
    stands for no row.

    Raises PolicyError, a ValueError, with one sentence that names the file and the row,
    where the file cannot be read or a row cannot be played; nothing in the file is run.
    Raises ValueError where path is no path, or facts are not as ``facts`` makes them.
    """
    return as_policy(read_rows(path)[2], facts)


def read_rows(path):
    """The team's name, its reason, and its rows as ``checked_rows`` returns them.

    path  as for ``read_policy``
    Raises PolicyError as ``read_policy`` does.
    """
    try:
        team, why, rows = read_plain(path)
        return team, why, checked_rows(rows)
    except FileFault as fault:
        raise PolicyError(f"{Path(path).name}: {fault}") from None


def as_policy(rows, facts):
    """A `Policy` from checked rows: who meets which row in which quarter."""
    facts = checked_facts(facts, "read_policy")
    takes = [fits(row["where"], facts) for row in rows]
    met = pd.DataFrame({q: _first_row(rows, takes, q) for q in QUARTERS}, facts.index)
    names = "rows"
    for q in QUARTERS:
        names = names + " " + met[q].astype(str)
    steady = met.nunique(axis=1) == 1
    names = names.mask(steady, "row " + met[QUARTERS[0]].astype(str))
    names = names[met.any(axis=1)].astype(object)
    levers = [
        {"quarter": q, "group": name} | rows[number - 1]["levers"]
        for name, who in names.groupby(names).groups.items()
        for q, number in met.loc[who[0]].items()
        if number
    ]
    acquisition = []
    for q in QUARTERS:
        mine = _for_newcomers(rows, q)
        acquisition.append(mine.pop("acquisition", 1.0))
        if mine:
            levers.append({"quarter": q, "group": NEWCOMERS} | mine)
    columns = ["quarter", "group", *LEVERS]
    return Policy(pd.DataFrame(levers, columns=columns), names, tuple(acquisition))


def _first_row(rows, takes, quarter):
    """Number of the first row that takes each customer in a quarter; 0 for none."""
    met = 0
    for number, (row, mine) in enumerate(zip(rows, takes, strict=True), 1):
        if quarter in row["quarters"]:
            met = np.where((met == 0) & mine, number, met)
    return met


def fits(where, facts):
    """True for each customer that a row's group takes: `where` as in checked rows."""
    if isinstance(where, str):
        return pd.Series(where == EVERYONE, facts.index)
    fits = pd.Series(True, facts.index)
    for name, words in where.items():
        fits &= facts[name].isin(words)
    return fits


def _for_newcomers(rows, quarter):
    """Levers of the first row that takes newcomers in a quarter, as a dict."""
    for row in rows:
        if quarter in row["quarters"] and isinstance(row["where"], str):
            return dict(row["levers"])
    return {}

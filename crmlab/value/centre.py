"""The buying centre: who takes part when an organisation buys."""

import numpy as np
import pandas as pd

from crmlab import wanted

ROLES = ["user", "influencer", "decider", "approver", "buyer", "gatekeeper"]


def roles_known(contacts, accounts, roles=ROLES):
    """Which roles of the buying centre are known at each account.

    contacts  frame with customer_id and role, one row a person and role; those of
              other accounts are left out, and so are those without a role
    accounts  the accounts' numbers; who has no contact at all gets a row too
    Returns a frame of True and False, one row an account, one column a role.

    Raises ValueError where a column is missing, a customer_id is a gap, an account is
    there twice or its number is text on one side only, or a role is not in roles.

    Source of the roles: F. Webster & Y. Wind (1972), Journal of Marketing 36(2),
    12–19, who have five; the approver was added later.

    >>> contacts = pd.DataFrame({"customer_id": ["a", "a"], "role": ["user", "buyer"]})
    >>> roles_known(contacts, ["a", "b"]).sum(axis=1).to_dict()
    {'a': 2, 'b': 0}
    """
    name, roles = "roles_known", wanted.listed(roles, "roles_known", "roles")
    contacts = wanted.table(
        contacts, name, "contacts", keys="customer_id", labels="role", gaps="role",
        empty=True,
    )  # fmt: skip
    accounts = wanted.keys(accounts, name, "accounts", once=True)
    wanted.same_ids(contacts["customer_id"], accounts, name, ("contacts", "accounts"))
    contacts = contacts[contacts["role"].notna()].reset_index(drop=True)
    wanted.known(contacts["role"], roles, name, "column role of contacts")
    found = pd.crosstab(contacts["customer_id"], contacts["role"].astype(str)) > 0
    return found.reindex(index=pd.Index(accounts), columns=roles, fill_value=False)


def roles_missed(deals, roles=ROLES):
    """What became of deals in which a role was met, and in which it was missed.

    deals  frame with outcome (won or lost; open deals are left out) and a column
           met_… of True and False for each role
    Returns a frame, one row a role, largest difference first:
        missed       share of the closed deals without the role
        won_met      share won of those with it
        won_missed   share won of those without it
        difference   won_met less won_missed
        error        its standard error, √(p(1−p)/n) of both, squared and added
    Where a role was met in all closed deals, or in none, the other side's figures are
    missing.

    Raises ValueError where a column is missing, an outcome is a gap, no deal is won or
    lost, or met_… of one that is has a gap or is neither true nor false.

    >>> deals = pd.DataFrame({"outcome": ["won", "lost", "lost", "open"],
    ...                       "met_user": [True, True, False, True]})
    >>> roles_missed(deals, ["user"]).loc["user", "won_met"].item()
    0.5
    """
    won, met = _closed(deals, roles)
    rows = {}
    for role in roles:
        with_it, without = won[met[role]], won[~met[role]]
        error = [side.mean() * (1 - side.mean()) / len(side) if len(side) else np.nan
                 for side in (with_it, without)]  # fmt: skip
        rows[role] = {
            "missed": (~met[role]).mean(),
            "won_met": with_it.mean(),
            "won_missed": without.mean(),
            "difference": with_it.mean() - without.mean(),
            "error": np.sqrt(sum(error)),
        }
    table = pd.DataFrame(rows).T.rename_axis("role")
    return table.sort_values("difference", ascending=False, kind="stable")


def _closed(deals, roles):
    """Who won, and whom the seller met, of the deals that have ended."""
    roles = wanted.listed(roles, "roles_missed", "roles")
    columns = [f"met_{role}" for role in roles]
    deals = wanted.table(deals, "roles_missed", "deals", labels="outcome")
    closed = deals[deals["outcome"].isin(["won", "lost"])]
    if not len(closed):
        raise ValueError("roles_missed() needs deals that are won or lost; none is.")
    closed = wanted.table(closed, "roles_missed", "deals", flags=columns)
    return closed["outcome"] == "won", closed[columns].set_axis(roles, axis=1)

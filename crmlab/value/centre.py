"""The buying centre: who takes part when an organisation buys."""

import numpy as np
import pandas as pd

from crmlab import wanted

ROLES = ["user", "influencer", "decider", "approver", "buyer", "gatekeeper"]


def roles_known(contacts, accounts, roles=ROLES):
    """Which roles of the buying centre are known at each account.

    contacts  frame with customer_id and role, one row a person and role
    accounts  the accounts' numbers; who has no contact at all gets a row too
    Returns a frame of True and False, one row an account, one column a role.

    Source of the roles: F. Webster & Y. Wind (1972), Journal of Marketing 36(2),
    12–19, who have five; the approver was added later.

    >>> contacts = pd.DataFrame({"customer_id": ["a", "a"], "role": ["user", "buyer"]})
    >>> roles_known(contacts, ["a", "b"]).sum(axis=1).to_dict()
    {'a': 2, 'b': 0}
    """
    wanted.columns(contacts, ["customer_id", "role"], "roles_known", "contacts")
    strange = sorted(set(contacts["role"].dropna().astype(str)) - set(roles))
    if strange:
        raise ValueError(
            f"roles_known() found the role {', '.join(strange)} in contacts; "
            f"the roles are {', '.join(roles)}."
        )
    found = pd.crosstab(contacts["customer_id"], contacts["role"].astype(str)) > 0
    return found.reindex(index=accounts, columns=list(roles), fill_value=False)


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
    columns = [f"met_{role}" for role in roles]
    wanted.columns(deals, ["outcome", *columns], "roles_missed", "deals")
    closed = deals[deals["outcome"].isin(["won", "lost"])]
    if not len(closed):
        raise ValueError("roles_missed() needs deals that are won or lost; none is.")
    met = closed[columns].astype(bool).set_axis(list(roles), axis=1)
    return closed["outcome"] == "won", met

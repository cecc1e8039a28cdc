"""The groups that a manager starts with, from the books alone."""

import numpy as np
import pandas as pd

from crmlab.company.play import NEWCOMERS, PolicyError

GRADES = {"A": 0.20, "B": 0.50}  # of the customers, best margin first; the rest is C


def usual_groups(firm, orders):
    """The company's own groups: grade by last year's margin, and kind of customer.

    orders: frame with who (row of the customer) and margin, CNY
    Returns a Series from customer_id to names such as "A household". The best fifth
    of each kind is A, those down to the half are B, the others C; so is who bought
    nothing.
    """
    frame = firm.people.frame[: firm.people.known]
    known = orders[orders["who"] < len(frame)]
    margin = np.bincount(known["who"], known["margin"], len(frame))
    kind = frame["kind"].astype(object)
    place = pd.Series(margin).groupby(kind).rank(ascending=False, pct=True)
    place = place.where(margin > 0, 1.0)
    grade = np.select([place <= share for share in GRADES.values()], list(GRADES), "C")
    names = pd.Series(grade, dtype=object) + " " + kind
    return names.set_axis(firm.customer_ids).rename("group")


def checked_groups(groups, customer_ids):
    """A player's own groups, as text by customer; who is in none, is left out.

    Raises PolicyError where they are no Series by customer_id, name a customer that
    there is not or twice, or use a name that the game needs.
    """
    if not isinstance(groups, pd.Series):
        raise PolicyError(
            "The groups must be a Series from customer_id to a group's name, not a "
            f"{type(groups).__name__}."
        )
    groups = groups.dropna().astype(str).astype(object).rename("group")
    strangers = groups.index.difference(customer_ids)
    if len(strangers) or not len(groups):
        first = f"first {strangers[0]}" if len(strangers) else "and nobody else"
        raise PolicyError(
            f"The groups name {len(strangers)} customers that are not in this company, "
            f"{first}: their index must be customer_id."
        )
    if groups.index.has_duplicates:
        again = groups.index[groups.index.duplicated()][0]
        raise PolicyError(f"The groups name {again} twice; keep one row a customer.")
    taken = groups[groups.isin([NEWCOMERS, "all", "no group"])]
    if len(taken):
        raise PolicyError(
            f"A group may not be called {taken.iloc[0]!r}: the reports use that name."
        )
    return groups

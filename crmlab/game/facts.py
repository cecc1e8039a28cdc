"""What the company can tell of each customer in a word: the words of policy files.

Each fact is computed from the tables at the cut-off as the lessons do it, so that one
policy file means the same in any company. `VALUES` has the words that each may take.
"""

import pandas as pd

from crmlab import wanted
from crmlab.company import CUTOFF
from crmlab.company.planted import CONTACT, REGIONS
from crmlab.lifetime.indicators import COMPLAINTS
from crmlab.segmentation import RFM_SEGMENTS, rfm, rfm_scores, rfm_segments

YES_NO = ("yes", "no")
VALUES = {
    "kind": ("household", "organisation"),
    "grade": ("A", "B", "C"),
    "stage": ("initial", "growth", "maturity", "decline"),
    "segment": tuple(RFM_SEGMENTS["segment"]),
    "complained": YES_NO,
    "member": YES_NO,
    "region": tuple(REGIONS.index),
    "contact": tuple(CONTACT.index),
}
HALF_YEAR = 182  # days


def facts(tables, groups, today=CUTOFF):
    """Eight facts of each customer, as the company knows them on the cut-off date.

    tables  mapping from name to frame, as ``load`` gives them: customers, orders,
            service_cases and programme_tiers; other tables may stand in it too
    groups  Series from customer_id to the company's own groups, as ``Game.groups`` has
            them: "A household"
    today   the first day that is not known
    Returns a frame of words, one row a customer, in the customers' order:
        kind, region, contact   as in the table customers (contact is contact_type)
        grade       the first word of groups: A, B or C by last year's margin
        stage       decline: no order for more than 182 days; else initial: bought on
                    one day only; growth: first bought at most 365 days ago; maturity
                    (lesson 11)
        segment     of recency and frequency (lesson 03)
        complained  yes where a case about a late parcel, faulty goods or a claim was
                    opened in the last 182 days
        member      yes for members of the points programme

    Raises ValueError where a table or column is missing, has a gap or is not of its
    kind, an order is of today or later, or a customer has no order or no group.
    """
    orders, cases, tiers, customers = _tables(tables)
    today = wanted.before(orders["date"], today, "facts", "orders")
    ids = customers.index
    without = ids.difference(orders["customer_id"])
    if len(without):
        raise ValueError(
            f"facts() found no order of {without[0]}: leave that customer out."
        )
    known = pd.DataFrame({"kind": customers["kind"].astype(str)})
    groups = wanted.series(groups, "facts", "groups")
    wanted.unique_index(groups, "facts", "groups")
    wanted.complete(groups, "facts", "groups")
    grade = groups.astype(str).str.split().str[0]
    known["grade"] = wanted.known(
        grade.reindex(ids), VALUES["grade"], "facts", "groups"
    )
    known["stage"] = _stages(orders, today).reindex(ids)
    scores = rfm_scores(rfm(orders, today))
    known["segment"] = rfm_segments(scores).astype(str).reindex(ids)
    late = cases["opened"] >= today - pd.Timedelta(days=HALF_YEAR)
    complaint = late & cases["topic"].isin(COMPLAINTS)
    known["complained"] = _yes_no(ids, cases.loc[complaint, "customer_id"])
    known["member"] = _yes_no(ids, tiers["customer_id"])
    known["region"] = customers["region"].astype(str)
    known["contact"] = customers["contact_type"].astype(str)
    return known


def checked_facts(given, function, names=VALUES):
    """The columns of facts that are named, one row a customer, of known words only."""
    given = wanted.table(given, function, "facts", labels=list(names))
    wanted.unique_index(given, function, "facts")
    for name in names:
        wanted.known(given[name], VALUES[name], function, name)
    return given


def _tables(tables):
    """Orders, cases, tiers, and customers by their number, each asked at the door."""
    tables = wanted.mapping(tables, "facts", "tables")
    missing = {"customers", "orders", "service_cases", "programme_tiers"} - set(tables)
    if missing:
        raise ValueError(f"facts() needs the tables {', '.join(sorted(missing))} too.")
    who = "customer_id"
    customers = wanted.table(
        tables["customers"], "facts", "customers",
        keys=[who], labels=["kind", "region", "contact_type"],
    )  # fmt: skip
    wanted.once(customers, who, "facts", "customers")
    orders = wanted.table(
        tables["orders"],
        "facts",
        "orders",
        keys=[who],
        dates=["date"],
        numbers="amount",
    )
    cases = wanted.table(
        tables["service_cases"], "facts", "service_cases",
        keys=[who], dates=["opened"], labels=["topic"],
    )  # fmt: skip
    tiers = wanted.table(
        tables["programme_tiers"], "facts", "programme_tiers", keys=[who]
    )
    return orders, cases, tiers, customers.set_index(who)


def _stages(orders, today):
    """Lesson 11's rule of thumb: where each customer's relationship stands."""
    dates = orders.groupby("customer_id")["date"]
    life = dates.agg(first="min", last="max", days="nunique")
    stage = pd.Series("maturity", life.index)
    stage = stage.mask((today - life["first"]).dt.days <= 365, "growth")
    stage = stage.mask(life["days"] == 1, "initial")
    return stage.mask((today - life["last"]).dt.days > HALF_YEAR, "decline")


def _yes_no(ids, those):
    """Yes for each of the ids that is among those, else no."""
    return pd.Series(ids.isin(those), ids).map({True: "yes", False: "no"})

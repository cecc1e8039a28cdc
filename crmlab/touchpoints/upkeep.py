"""One customer view, kept up: which value survives, how fast values go stale."""

import numpy as np

from crmlab import wanted

RULES = ["latest", "most common", "trusted"]


def survivors(records, cluster, field, rule, trust=(), on="updated"):
    """One value of a field for each customer, where the records disagree.

    records  frame with system, the field and the day of the last update
    cluster  Series by record: number of the customer
    rule     "latest": the value written last; "most common": the value of most records,
             of equals the latest; "trusted": the value of the system that stands first
             in ``trust``, and within it the latest
    Returns a Series by cluster; missing where no record has a value.

    >>> import pandas as pd
    >>> records = pd.DataFrame({"system": ["web", "till"], "phone": ["1", "2"],
    ...     "updated": pd.to_datetime(["2025-01-01", "2025-03-01"])})
    >>> same = pd.Series([0, 0])
    >>> survivors(records, same, "phone", "latest").to_list()
    ['2']
    >>> survivors(records, same, "phone", "trusted", ["web", "till"]).to_list()
    ['1']
    """
    wanted.columns(records, ["system", field, on], "survivors", "records")
    if rule not in RULES:
        raise ValueError(f"survivors() knows {', '.join(RULES)}; got {rule!r}.")
    table = records.assign(cluster=cluster).dropna(subset=field)
    table["votes"] = table.groupby(["cluster", field])[field].transform("size")
    place = {system: -number for number, system in enumerate(trust)}
    table["place"] = table["system"].map(place).fillna(-len(place)).astype(int)
    by = {"latest": [], "most common": ["votes"], "trusted": ["place"]}[rule]
    table = table.sort_values([*by, on], kind="stable")
    best = table.drop_duplicates("cluster", keep="last").set_index("cluster")[field]
    return best.reindex(sorted(cluster.unique()))


def disagreements(records, cluster, field, alike=0.8, on="updated"):
    """Pairs of one customer's records that follow each other: do they still agree?

    records, cluster  as in ``survivors``
    Returns a frame, one row a pair: years between the two updates, agree (True where
    the values are equal but for a slip of the finger, as ``same_value`` has it).
    Records without a value are left out.
    """
    wanted.columns(records, [field, on], "disagreements", "records")
    table = records.assign(cluster=cluster).dropna(subset=field)
    table = table.sort_values(["cluster", on], kind="stable")
    by = table.groupby("cluster")
    table = table.assign(
        years=(table[on] - by[on].shift()).dt.days / 365.25, was=by[field].shift()
    ).dropna(subset="years")
    both = zip(table["was"], table[field], strict=True)
    agree = [same_value(one, other, alike) for one, other in both]
    return table[["years"]].assign(agree=agree)


def same_value(one, other, alike=0.8):
    """Whether two values differ by a slip of the finger at most.

    >>> same_value("14 school rd", "14 schol rd"), same_value("14 carp rd", "9 pine st")
    (True, False)
    """
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(one, other) >= alike


def stale_rate(pairs):
    """Changes a year of a detail, from records that follow each other.

    pairs  frame with years and agree, as ``disagreements`` returns it
    A detail that changes at a rate λ still holds after t years with the chance
    exp(−λt). Returns the λ that makes the pairs most likely (maximum likelihood).

    >>> import pandas as pd
    >>> pairs = pd.DataFrame({"years": [1.0] * 10, "agree": [True] * 9 + [False]})
    >>> round(stale_rate(pairs), 3)
    0.105
    """
    from scipy.optimize import minimize_scalar

    wanted.columns(pairs, ["years", "agree"], "stale_rate", "pairs")
    wanted.rows(pairs, "stale_rate", "pairs")
    years, agree = pairs["years"].to_numpy(), pairs["agree"].to_numpy(dtype=bool)

    def unlikely(rate):
        holds = np.clip(np.exp(-rate * years), 1e-9, 1 - 1e-9)
        return -np.log(np.where(agree, holds, 1 - holds)).sum()

    return float(minimize_scalar(unlikely, bounds=(0, 10), method="bounded").x)


def still_true(changes_a_year, years):
    """The share of values that still hold after so many years, exp(−λt).

    >>> float(round(still_true(0.12, 2.0), 3))
    0.787
    """
    return np.exp(-changes_a_year * np.asarray(years, dtype=float))[()]


def ask_again(changes_a_year, needed):
    """Years after which a value must be asked for again.

    changes_a_year  rate at which the detail changes
    needed          share of the values that must still hold
    Returns −ln(needed) / λ.

    >>> round(ask_again(0.12, 0.9), 2)
    0.88
    """
    if not 0 < needed < 1:
        raise ValueError(f"ask_again() needs a share between 0 and 1; got {needed}.")
    return float(-np.log(needed) / changes_a_year)

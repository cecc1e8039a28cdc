"""One customer view, kept up: which value survives, how fast values go stale."""

import numpy as np
import pandas as pd

from crmlab import wanted

RULES = ["latest", "most common", "trusted"]


def survivors(records, cluster, field, rule, trust=(), on="updated"):
    """One value of a field for each customer, where the records disagree.

    records  frame with system, the field and the day of the last update
    cluster  Series by record: number of the customer
    rule     "latest": the value written last; "most common": the value of most records,
             of equals the latest; "trusted": the value of the system that stands first
             in ``trust``, and within it the latest
    Returns a Series by cluster; missing where no record has a value. Blank text is
    none. A record without a day of update counts as the oldest.

    Raises ValueError where a column, a system or a cluster is missing, and where trust
    names a system that is not there.

    >>> import pandas as pd
    >>> records = pd.DataFrame({"system": ["web", "till"], "phone": ["1", "2"],
    ...     "updated": pd.to_datetime(["2025-01-01", "2025-03-01"])})
    >>> same = pd.Series([0, 0])
    >>> survivors(records, same, "phone", "latest").to_list()
    ['2']
    >>> survivors(records, same, "phone", "trusted", ["web", "till"]).to_list()
    ['1']
    """
    if rule not in RULES:
        raise ValueError(f"survivors() knows {', '.join(RULES)}; got {rule!r}.")
    records = wanted.table(records, "survivors", "records", keys="system")
    table = _values(records, cluster, field, on, "survivors")
    trust = wanted.listed(trust, "survivors", "trust", empty=rule != "trusted")
    wanted.known(trust, records["system"].unique(), "survivors", "trust")
    place = {system: -number for number, system in enumerate(trust)}
    table["trusted"] = records["system"].map(place).fillna(-len(place)).astype(int)
    everybody = sorted(table["cluster"].unique())
    table = table.dropna(subset="value")
    votes = table.groupby(["cluster", "value"])["value"].transform("size")
    table["most common"] = votes
    by = [] if rule == "latest" else [rule]
    table = table.sort_values([*by, "day"], kind="stable", na_position="first")
    best = table.drop_duplicates("cluster", keep="last").set_index("cluster")["value"]
    return best.reindex(everybody).rename(field)


def _values(records, cluster, field, on, function):
    """A row a record: its customer's number, the field's value, the day it is of."""
    records = wanted.table(records, function, "records", dates=[on], gaps=[on])
    wanted.columns(records, [field], function, "records")
    cluster = wanted.paired(records, cluster, function, ("records", "cluster"))
    table = {"cluster": wanted.keys(cluster, function, "cluster")}
    value = records[field].mask(records[field] == "")
    return pd.DataFrame(table | {"value": value, "day": records[on]})


def disagreements(records, cluster, field, alike=0.8, on="updated"):
    """Pairs of one customer's records that follow each other: do they still agree?

    records, cluster  as in ``survivors``
    Returns a frame, one row a pair: years between the two updates, agree (True where
    the values are equal but for a slip of the finger, as ``same_value`` has it).
    Records without a value, or without a day of update, are left out.

    Raises ValueError where a column or a cluster is missing, values are no text, or
    alike is not between 0 and 1.
    """
    wanted.share(alike, "disagreements", "alike")
    table = _values(records, cluster, field, on, "disagreements")
    value = wanted.text(
        table["value"], "disagreements", f"{field} of records", gaps=True
    )
    table = table.assign(value=value).dropna()
    table = table.sort_values(["cluster", "day"], kind="stable")
    by = table.groupby("cluster")
    table = table.assign(
        years=(table["day"] - by["day"].shift()).dt.days / 365.25,
        was=by["value"].shift(),
    ).dropna(subset="years")
    both = zip(table["was"], table["value"], strict=True)
    agree = [same_value(one, other, alike) for one, other in both]
    return table[["years"]].assign(agree=agree)


def same_value(one, other, alike=0.8):
    """Whether two values differ by a slip of the finger at most.

    one, other  text; alike  1 − slips / length of the longer, from which on they do not
    Returns True or False; False where a value is missing.

    Raises ValueError where a value is no text, or alike is not between 0 and 1.

    >>> same_value("14 school rd", "14 schol rd"), same_value("14 carp rd", "9 pine st")
    (True, False)
    """
    from rapidfuzz.distance import OSA

    wanted.share(alike, "same_value", "alike")
    if pd.isna(one) or pd.isna(other):
        return False
    if not (isinstance(one, str) and isinstance(other, str)):
        raise ValueError(
            f"same_value() needs text, not {one!r} and {other!r}: turn it into text "
            "first, with str()."
        )
    return OSA.normalized_similarity(one, other) >= alike


def stale_rate(pairs):
    """Changes a year of a detail, from records that follow each other.

    pairs  frame with years and agree, as ``disagreements`` returns it
    A detail that changes at a rate λ still holds after t years with the chance
    exp(−λt). Returns the λ that makes the pairs most likely (maximum likelihood): where
    Σ t over those that agree = Σ t exp(−λt) / (1 − exp(−λt)) over the others. Pairs of
    one day say nothing of the rate.

    Raises ValueError where an entry is missing or years are below 0, and where no pair
    of different days agrees: then the rate has no upper bound.

    >>> import pandas as pd
    >>> pairs = pd.DataFrame({"years": [1.0] * 10, "agree": [True] * 9 + [False]})
    >>> round(stale_rate(pairs), 3)
    0.105
    """
    from scipy.optimize import brentq

    pairs = wanted.table(pairs, "stale_rate", "pairs", numbers="years", flags="agree")
    wanted.numbers(pairs["years"], "stale_rate", "years of pairs", low=0)
    pairs = pairs[pairs["years"] > 0]
    held = pairs.loc[pairs["agree"], "years"].sum()
    gone = pairs.loc[~pairs["agree"], "years"].to_numpy()
    if held == 0:
        raise ValueError(
            "stale_rate() needs a pair that agrees after some time; none does, so that "
            "the rate has no upper bound."
        )
    if not len(gone):
        return 0.0

    def pull(rate):  # of the likelihood: above 0 where a higher rate is likelier
        still = np.exp(-rate * gone)
        return (gone * still / (1 - still)).sum() - held

    highest = len(gone) / held  # t / (exp(λt) − 1) is below 1 / λ
    return float(brentq(pull, highest * 1e-9, highest * (1 + 1e-9)))


def ask_again(changes_a_year, needed):
    """Years after which a value must be asked for again.

    changes_a_year  rate at which the detail changes
    needed          share of the values that must still hold
    Returns −ln(needed) / λ.

    Raises ValueError where a number is missing or needed is not between 0 and 1, and
    for a rate of 0: what never changes need never be asked again.

    >>> round(ask_again(0.12, 0.9), 2)
    0.88
    """
    wanted.share(needed, "ask_again", "needed", inside=True)
    if not wanted.number(changes_a_year, "ask_again", "changes_a_year") > 0:
        raise ValueError(
            f"ask_again() needs changes_a_year above 0, not {changes_a_year}."
        )
    return float(-np.log(needed) / changes_a_year)

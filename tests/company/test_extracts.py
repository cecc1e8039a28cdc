"""The raw extracts: what it takes to see that two records are one customer's."""

from difflib import SequenceMatcher

import numpy as np
import pandas as pd
import pytest
from contact_made import SEEDS, contact
from scipy.optimize import minimize_scalar

from crmlab.company import CUTOFF, planted

SYSTEMS = list(planted.SYSTEMS.index)
KEY = ["system", "record_id"]


def records_of(stories, seed):
    """All records of one company under each other, with the customer they belong to."""
    made = contact(stories, seed)
    frames = [made.known[f"extract_{s}"].assign(system=s) for s in SYSTEMS]
    return pd.concat(frames).merge(made.truth["matching"], on=KEY, validate="1:1")


def tidy(records):
    """The same records in one style: name parts sorted, digits, long street names."""
    name = records["name"].str.lower().str.split()
    address = records["address"].str.lower()
    for brief, long in {"rd": "road", "st": "street", "ln": "lane"}.items():
        address = address.str.replace(f" {brief}$", f" {long}", regex=True)
    address = address.str.replace(" ave$", " avenue", regex=True)
    return records.assign(
        name=name.map(sorted).str.join(" "),
        initials=name.map(lambda parts: "".join(sorted(p[0] for p in parts))),
        phone=records["phone"].str.replace(r"\D", "", regex=True),
        address=address,
    )


def pairs_by(records, *columns):
    """Pairs of rows that agree on some columns, all of them given."""
    given = records[list(columns)].dropna().reset_index(names="row")
    pairs = given.merge(given, on=list(columns), suffixes=("", "_2"))
    pairs = pairs[pairs["row"] < pairs["row_2"]]
    return set(zip(pairs["row"], pairs["row_2"], strict=True))


def found(pairs, true):
    """Precision and recall."""
    right = len(pairs & true)
    return right / max(len(pairs), 1), right / len(true)


def likeness(one, other):
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def matched(records):
    """A small matcher: candidates by block, then names and addresses compared."""
    text = records[["name", "phone", "email", "address"]].fillna("").to_numpy()
    blocks = pairs_by(records, "phone") | pairs_by(records, "email")
    pairs = set()
    for a, b in blocks | pairs_by(records, "city", "initials"):
        name = likeness(text[a, 0], text[b, 0])
        reached = any(text[a, i] and text[a, i] == text[b, i] for i in (1, 2))
        home = bool(text[a, 3] and text[b, 3])
        home = home and likeness(text[a, 3], text[b, 3]) > 0.85
        if name > 0.97 or (name > 0.75 and (reached or home)):
            pairs.add((a, b))
    return pairs


def test_records_and_their_matching_belong_together(stories):
    made = contact(stories, 1)
    records = records_of(stories, 1)
    assert len(records) == len(made.truth["matching"])
    details = made.truth["contact_details"].set_index("customer_id")
    assert set(records["customer_id"]) <= set(details.index)
    assert len(details) == planted.EXTRACTED
    city = details["city"].loc[records["customer_id"]].to_numpy()
    assert (records["city"] == city).all()
    assert (records["updated"] < CUTOFF).all()


def test_nobody_can_be_called_or_written_to_by_mistake(stories):
    records = records_of(stories, 1)
    digits = records["phone"].dropna().str.replace(r"\D", "", regex=True)
    assert (digits.str[:2] == "00").all()
    domain = records["email"].dropna().str.split("@").str[1]
    assert domain.isin(["example.com", "example.org", "example.net"]).all()


def test_each_system_knows_only_who_used_it_until_then(stories):
    story, records = stories[1], records_of(stories, 1)
    orders = story.named_orders[story.orders["date"] < CUTOFF]
    cases = contact(stories, 1).known["service_cases"]
    called = set(cases.loc[cases["through"] == "phone", "customer_id"])
    used = {
        "web": set(orders.loc[orders["channel"].isin(["web", "app"]), "customer_id"]),
        "till": set(orders.loc[orders["channel"] == "shop", "customer_id"]),
        "call_centre": called
        | set(orders.loc[orders["channel"] == "phone", "customer_id"]),
    }
    drawn = set(contact(stories, 1).truth["contact_details"]["customer_id"])
    for system, own in records.groupby("system"):
        assert set(own["customer_id"]) == used[system] & drawn


def test_some_customers_have_two_records_in_one_system(stories):
    for system in SYSTEMS:
        shares = []
        for seed in SEEDS:
            own = records_of(stories, seed)
            own = own[own["system"] == system].groupby("customer_id").size()
            assert own.max() == 2
            shares.append((own == 2).mean())
        assert np.isclose(np.mean(shares), planted.SYSTEMS["twice"][system], atol=0.01)


def test_equal_names_and_phones_find_only_a_part_and_likeness_finds_most(stories):
    """As typed, a tenth of the true pairs at most; tidied, some half; matched, most."""
    for seed in SEEDS:
        raw = records_of(stories, seed)
        true = pairs_by(raw, "customer_id")
        _, as_typed = found(pairs_by(raw, "name", "phone"), true)
        assert as_typed < 0.10
        records = tidy(raw)
        precision, recall = found(pairs_by(records, "name", "phone"), true)
        assert precision > 0.98 and 0.48 < recall < 0.65
        precision, recall = found(matched(records), true)
        assert precision > 0.96 and recall > 0.93


def test_relatives_share_a_phone_so_the_phone_alone_misleads(stories):
    for seed in SEEDS:
        records = tidy(records_of(stories, seed))
        true = pairs_by(records, "customer_id")
        precision, recall = found(pairs_by(records, "phone"), true)
        assert 0.80 < precision < 0.95 and recall < 0.80


@pytest.mark.parametrize("detail", ["address", "phone", "email"])
def test_records_go_stale_at_the_planted_rate(stories, detail):
    """A record of age t years still holds with chance exp(−rate × t)."""
    stale, years = [], []
    for seed in SEEDS:
        records = records_of(stories, seed)
        age = (CUTOFF - records["updated"]).dt.days / 365.25
        gone = ~records[f"{detail}_current"]
        assert 0.55 < gone.sum() / age.sum() / planted.CHANGES[detail] < 1.45
        stale.append(gone)
        years.append(age)
    stale, years = pd.concat(stale), pd.concat(years)
    years = years + 0.5 / 365.25  # a day is half over, on average

    def loss(rate):
        moved = np.log(-np.expm1(-rate * years[stale]))
        return rate * years[~stale].sum() - moved.sum()

    rate = minimize_scalar(loss, bounds=(0.01, 0.5), method="bounded").x
    assert np.isclose(rate, planted.CHANGES[detail], rtol=0.1)


def test_older_records_contradict_newer_ones_where_customers_moved(stories):
    """Without the truth: addresses that differ, by the time between two records."""
    years, differs = [], []
    for seed in SEEDS:
        records = tidy(records_of(stories, seed)).dropna(subset="address")
        two = records.sort_values("updated").groupby("customer_id")
        first, last = two.first(), two.last()
        gap = (last["updated"] - first["updated"]).dt.days / 365.25
        both = gap > 0
        alike = [
            likeness(a, b)
            for a, b in zip(first["address"][both], last["address"][both], strict=True)
        ]
        years.append(gap[both])
        differs.append(pd.Series(np.array(alike) < 0.8, gap[both].index))
    years, differs = pd.concat(years), pd.concat(differs)
    long = years > 1
    assert differs[long].mean() > 2 * differs[years < 0.5].mean()
    rate = -np.log1p(-differs[long].mean()) / years[long].mean()
    assert np.isclose(rate, planted.CHANGES["address"], rtol=0.25)

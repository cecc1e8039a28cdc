"""Answers that a check once judged wrongly: wrong ones that passed, right ones that did
not, and mistakes that got another mistake's name. Each as a student writes it, after
the cells above the first exercise, on two companies.
"""

import textwrap

import pytest
from test_exercises import cells, run

from crmlab.practice import checker, data, lesson

SEEDS = ["", "7"]

# (what the student types in ex.check, the reason of the verdict, cells' code)
JUDGED = [
    # No open request had waited exactly 30 days.
    (
        "E1.4c",
        "open_at_least",
        """
        def late_share(cases, today):
            asked = cases.query("topic in ['see my data', 'forget me']")
            took = (asked["closed"] - asked["opened"]).dt.days
            waits = asked["closed"].isna() & ((today - asked["opened"]).dt.days >= 30)
            return ((took > 30) | waits).mean()

        late_share
        """,
    ),
    # Only the second category was ever one that nobody had bought.
    (
        "E3.4",
        "raised",
        """
        def lift(bought, first, second):
            buyers = bought.groupby("category")["customer_id"].agg(set)
            one, other = buyers.get(first, set()), buyers.get(second, set())
            if not other:
                return float("nan")
            everybody = bought["customer_id"].nunique()
            return len(one & other) * everybody / (len(one) * len(other))

        lift
        """,
    ),
    # Nought came from leaving out kindness, and from a method less itself.
    ("E8a.3c", "no_kindness or same", "0.0"),
    # Phase I has no ring on some companies, so that numbers of days told nothing.
    (
        "E8b.1b",
        "all_days",
        """
        tries = days["orders"].clip(lower=1)
        quality.signals(quality.p_chart(days["faults"], tries, base=91)).mean()
        """,
    ),
    # The tolerance let NumPy's standard deviation through.
    (
        "E8b.4c",
        "too_low",
        """
        tins = days["tin_weight"][:91]
        fell = quality.funnel(tins - tins.mean(), "from where it is")["fell"]
        40_000 * 0.30 * norm.ppf(0.98) * (np.std(fell) - np.std(tins))
        """,
    ),
    (
        "E8b.4c",
        "right",
        """
        tins = days["tin_weight"][:91]
        fell = quality.funnel(tins - tins.mean(), "from where it is")["fell"]
        40_000 * 0.30 * 2.05 * (fell.std() - tins.std())
        """,
    ),
    # By weight per yuan and from the cheapest on, the same measures come out.
    (
        "E8b.5b",
        "by_yuan or cheapest",
        """
        price = load("qfd_measures").set_index("measure")["cost"].sort_values()
        price.index[price.cumsum() <= 520_000]
        """,
    ),
    # A window that ends a day late passed: only the content and gone were asked for.
    (
        "E10.3b",
        "values",
        """
        def by_group(last):
            half = orders[orders["date"].between("2024-01-01", last)]
            return half.groupby("customer_id")["margin"].sum()

        later = orders[orders["date"].between("2024-07-01", "2024-12-29")]
        here = then[then.index.isin(by_group("2024-06-30").index)]
        came = here.index.to_series().isin(later["customer_id"])
        fate = ly.fates(here["content"], came, enough=8)
        by_group("2024-07-01")[fate.index].groupby(fate, observed=True).mean()
        """,
    ),
    # No case stood exactly on the border.
    (
        "E10.6a",
        "less",
        """
        lambda part, adapting: int(math.log(part) / math.log(1 - adapting)) + 1
        """,
    ),
    (
        "E10.6a",
        "less",
        """
        def orders_until(part, adapting):
            felt, n = 1.0, 0
            while felt >= part:
                felt, n = felt * (1 - adapting), n + 1
            return n

        orders_until
        """,
    ),
    (
        "E10.6a",
        "right",
        """
        def orders_until(part, adapting):
            felt, n = 1.0, 0
            while felt > part:
                felt, n = felt - adapting * felt, n + 1
            return n

        orders_until
        """,
    ),
    # The group with the highest hurdle is also the one with most margin.
    (
        "E10.5c",
        "household or last",
        """
        buyer = customers["sector"].astype(object).fillna("household")
        year = orders[orders["date"] >= "2024-07-01"]
        margin = year.groupby(year["customer_id"].map(buyer))["margin"]
        9 * (0.8**2 - 0.6**2) * margin.size()[margin.mean().idxmin()]
        """,
    ),
]


def number_of(id):
    """The lesson of an exercise: 08a of E8a.3c, A2 of EA2.1."""
    name = id.removeprefix("E").split(".")[0]
    return name if name[0].isalpha() else name.zfill(2 + name[-1].isalpha())


@pytest.fixture(scope="module")
def set_up():
    """{(lesson, company): the names after the cells above the first exercise}"""
    return {}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"company {seed or 'default'}")
@pytest.mark.parametrize(
    ("id", "reason", "code"), JUDGED, ids=[f"{id} {reason}" for id, reason, _ in JUDGED]
)
def test_an_answer_gets_its_own_verdict(id, reason, code, seed, set_up, monkeypatch):
    monkeypatch.setenv("CRMLAB_SEED", seed)
    number = number_of(id)
    if (number, seed) not in set_up:
        names = set_up[number, seed] = {}
        for name, source in cells(number, "exercises"):
            if name:
                break
            run(source, names)
    answer = run(textwrap.dedent(code).strip(), dict(set_up[number, seed]))
    found = checker.check(id, lesson(number).checks()[id], answer, data.load)
    assert (found.reason, found.score > 0) == (reason, reason == "right"), found

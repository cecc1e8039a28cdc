"""Exercise E1.4: consent, and what a request to be forgotten demands. The right ways
to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e01_customers_and_value.late_requests import E1_4c
from crmlab.practice.forms import Function, Labels, Number
from crmlab.practice.once import once

RECENT = CUTOFF - pd.Timedelta(weeks=26)
ASKED = ["stop offers", "forget me"]


@once
def planned(load):
    """Who ordered in the last 26 weeks, and whether each agreed or asked us to stop."""
    customers = load("customers").set_index("customer_id")
    orders, cases = load("orders"), load("service_cases")
    who = orders.loc[orders["date"] >= RECENT, "customer_id"].unique()
    asked = cases.loc[cases["topic"].isin(ASKED), "customer_id"]
    table = customers.loc[who, ["consent"]].copy()
    table["asked"] = table.index.isin(asked)
    return table


def strike(load):
    table = planned(load)
    return sorted(table.index[~table["consent"] | table["asked"]])


def not_to_write(load):
    """Everybody who may not be written to, on the list or not."""
    customers, cases = load("customers"), load("service_cases")
    asked = cases.loc[cases["topic"].isin(ASKED), "customer_id"]
    out = ~customers["consent"] | customers["customer_id"].isin(asked)
    return sorted(customers.loc[out, "customer_id"])


def asked_for(load, topic):
    """On the list, and struck off if only this kind of request counted."""
    cases = load("service_cases")
    asked = cases.loc[cases["topic"] == topic, "customer_id"]
    table = planned(load)
    return sorted(table.index[~table["consent"] | table.index.isin(asked)])


def closed_only(load):
    """Only requests that are closed strike somebody off."""
    cases = load("service_cases").dropna(subset="closed")
    asked = cases.loc[cases["topic"].isin(ASKED), "customer_id"]
    table = planned(load)
    return sorted(table.index[~table["consent"] | table.index.isin(asked)])


# --- offers sent after a case was closed
def still_sent(offers, cases, topics=("forget me",)):
    """Offers really sent to customers after their case was closed."""
    both = asked_and_offered(offers, cases, topics)
    return int((both["treated"] & (both["sent"] > both["closed"])).sum())


def asked_and_offered(offers, cases, topics=("forget me",)):
    asked = cases.loc[cases["topic"].isin(topics), ["customer_id", "closed"]]
    return offers.merge(asked, on="customer_id")


def looked_up(offers, cases):
    """The same by a look-up of the day on which each customer's case was closed."""
    asked = cases[cases["topic"] == "forget me"].dropna(subset="closed")
    closed = offers["customer_id"].map(asked.groupby("customer_id")["closed"].min())
    return int((offers["treated"] & (offers["sent"] > closed)).sum())


def held_out_too(offers, cases):
    both = asked_and_offered(offers, cases)
    return int((both["sent"] > both["closed"]).sum())


def before_too(offers, cases):
    return int(asked_and_offered(offers, cases)["treated"].sum())


def same_day_too(offers, cases):
    both = asked_and_offered(offers, cases)
    return int((both["treated"] & (both["sent"] >= both["closed"])).sum())


def open_too(offers, cases):
    """Cases that nobody has closed count as if closed at once."""
    both = asked_and_offered(offers, cases)
    return int((both["treated"] & ~(both["sent"] <= both["closed"])).sum())


def since_opened(offers, cases):
    """Offers sent after the case was opened, whenever it was closed."""
    asked = cases.loc[cases["topic"] == "forget me", ["customer_id", "opened"]]
    both = offers.merge(asked, on="customer_id")
    return int((both["treated"] & (both["sent"] > both["opened"])).sum())


def of_any_topic(offers, cases):
    return still_sent(offers, cases, cases["topic"].unique())


def customers(offers, cases):
    both = asked_and_offered(offers, cases)
    after = both["treated"] & (both["sent"] > both["closed"])
    return both.loc[after, "customer_id"].nunique()


@once
def tables(load):
    """The company's offers and cases, and a few for the corners."""
    sent = load("campaigns")[["campaign_id", "sent"]]
    offers = load("campaign_contacts")[["campaign_id", "customer_id", "treated"]]
    offers = offers.merge(sent, on="campaign_id")
    few = pd.DataFrame(
        {
            "campaign_id": ["X1", "X1", "X1", "X1", "X2", "X2", "X2"],
            "customer_id": ["a", "b", "c", "f", "a", "b", "d"],
            "treated": [True, True, False, True, True, True, True],
            "sent": pd.to_datetime(["2025-03-03"] * 4 + ["2025-04-07"] * 3),
        }
    )
    asked = pd.DataFrame(
        {
            "customer_id": ["a", "b", "c", "e", "f", "d"],
            "topic": ["forget me"] * 5 + ["stop offers"],
            "opened": pd.to_datetime(["2025-01-06"] * 6),
            "closed": pd.to_datetime(
                ["2025-02-03", "2025-03-03", "2025-02-03", "2025-02-03", "2025-03-02",
                 "2025-01-06"]
            ),
        }
    )  # fmt: skip
    # One case is closed, of somebody without an offer: pandas cannot look up days in a
    # Series without rows.
    waiting = asked.assign(closed=asked["closed"].where(asked["customer_id"] == "e"))
    return {
        "company": (offers, load("service_cases")),
        "same_day": (few, asked),
        "waiting": (few, waiting),
    }


E1_4a = Part(
    answer=strike,
    form=Labels(),
    points=2,
    misconceptions={
        "only_consent": lambda load: sorted(
            planned(load).index[~planned(load)["consent"]]
        ),
        "only_asked": lambda load: sorted(planned(load).index[planned(load)["asked"]]),
        "stop_only": lambda load: asked_for(load, "stop offers"),
        "forget_only": lambda load: asked_for(load, "forget me"),
        "closed_only": closed_only,
        "may_write": lambda load: sorted(planned(load).index.difference(strike(load))),
        "not_on_list": not_to_write,
    },
)
E1_4b = Part(
    answer=lambda load: still_sent,
    form=Function(result=Number(whole=True), cases=tables),
    points=3,
    also_right={"looked_up": lambda load: looked_up},
    misconceptions={
        "held_out": lambda load: held_out_too,
        "before": lambda load: before_too,
        "same_day": lambda load: same_day_too,
        "open_too": lambda load: open_too,
        "customers": lambda load: customers,
        "opened": lambda load: since_opened,
        "any_topic": lambda load: of_any_topic,
        "stop_too": lambda load: lambda offers, cases: still_sent(offers, cases, ASKED),
    },
)
E1_4 = Exercise(
    "E1.4",
    "core",
    minutes=22,
    concepts=("1.12", "1.13"),
    parts={"a": E1_4a, "b": E1_4b, "c": E1_4c},
)

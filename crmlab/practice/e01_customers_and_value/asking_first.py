"""Exercise E1.4: consent, and what a request to be forgotten demands. The right ways
to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Labels, Number
from crmlab.practice.once import once

RECENT = CUTOFF - pd.Timedelta(weeks=26)
ASKED = ["stop offers", "forget me"]
DATA = ["see my data", "forget me"]
DEADLINE = 30  # days


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


def requests(load, topics=DATA):
    cases = load("service_cases")
    return cases[cases["topic"].isin(topics)]


def late(load, topics=DATA, *, open_too=True):
    """Share of the requests that took, or have waited, longer than the deadline."""
    asked = requests(load, topics)
    if not open_too:
        asked = asked[asked["closed"].notna()]
    days = (asked["closed"].fillna(CUTOFF) - asked["opened"]).dt.days
    return float((days > DEADLINE).mean())


@once
def sendings(load):
    """Offers of campaigns to or about customers who asked to be forgotten."""
    sent = load("campaigns")[["campaign_id", "sent"]]
    asked = requests(load, ["forget me"])[["customer_id", "closed"]]
    contacts = load("campaign_contacts").merge(sent, on="campaign_id")
    both = contacts.merge(asked, on="customer_id")
    return both.assign(after=both["sent"] > both["closed"])


def written_to(load):
    table = sendings(load)
    return int((table["after"] & table["treated"]).sum())


E1_4a = Part(
    answer=strike,
    form=Labels(),
    points=2,
    misconceptions={
        "only_consent": lambda load: sorted(
            planned(load).index[~planned(load)["consent"]]
        ),
        "only_asked": lambda load: sorted(planned(load).index[planned(load)["asked"]]),
        "may_write": lambda load: sorted(planned(load).index.difference(strike(load))),
        "not_on_list": not_to_write,
    },
)
E1_4b = Part(
    answer=written_to,
    form=Number(whole=True),
    points=2,
    misconceptions={
        "held_out": lambda load: int(sendings(load)["after"].sum()),
        "before": lambda load: int(sendings(load)["treated"].sum()),
        "asked": lambda load: len(requests(load, ["forget me"])),
    },
)
E1_4c = Part(
    answer=late,
    form=Number(decimals=3),
    misconceptions={
        "all_rights": lambda load: late(load, [*DATA, "stop offers"]),
        "forget_only": lambda load: late(load, ["forget me"]),
        "closed_only": lambda load: late(load, open_too=False),
    },
)
E1_4 = Exercise(
    "E1.4",
    "core",
    minutes=14,
    concepts=("1.12", "1.13"),
    parts={"a": E1_4a, "b": E1_4b, "c": E1_4c},
)

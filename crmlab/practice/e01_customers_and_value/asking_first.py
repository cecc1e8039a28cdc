"""Exercise E1.4: consent, and what a request to be forgotten demands. The right ways
to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once
from crmlab.practice.tables import Labels

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
    wrong=(
        ("mask", lambda load: ~planned(load)["consent"] | planned(load)["asked"]),
        ("type", lambda load: len(strike(load))),
    ),
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
    wrong=(
        ("not_whole", lambda load: written_to(load) + 0.5),
        ("type", lambda load: sendings(load)),
    ),
)
E1_4c = Part(
    answer=late,
    form=Number(decimals=3),
    points=1,
    misconceptions={
        "all_rights": lambda load: late(load, [*DATA, "stop offers"]),
        "forget_only": lambda load: late(load, ["forget me"]),
        "in_time": lambda load: 1 - late(load),
        "closed_only": lambda load: late(load, open_too=False),
    },
    wrong=(
        ("hundredfold", lambda load: 100 * late(load)),
        ("too_high", lambda load: 0.9 + late(load) / 100),
    ),
)

"""How close to whom: the five kinds of relationship, by number of customers and margin.

Basic, reactive, accountable, proactive, partnership (Kotler 1992, Planning Review
20(5)): each step costs more and must bring more. The more customers and the thinner
their margin, the less close it can be.
"""

import pandas as pd

from crmlab import wanted

QUARTERS = 4  # in a year


def needed_gain(margin, contact_costs):
    """By what share must a step closer raise the margin, to pay for itself?

    margin         Series, CNY a customer and year, one entry a segment, above 0
    contact_costs  frame: contact_type, from far to close; cost (CNY a customer and
                   quarter)
    Returns a frame, one row a segment, one column a kind but the first: the cost of the
    step from the kind before, divided by the margin.

    Raises ValueError where a margin or cost is a gap or no number, a margin is not
    above 0, a column is missing, or a contact type is there twice.

    >>> costs = pd.DataFrame({"contact_type": ["basic", "reactive"], "cost": [0, 2]})
    >>> needed_gain(pd.Series({"thin": 100.0}), costs).loc["thin", "reactive"].item()
    0.08
    """
    margin = wanted.numbers(margin, "needed_gain", "margin", above=0)
    wanted.rows(margin, "needed_gain", "margin")
    step = _yearly(contact_costs, "needed_gain").diff().iloc[1:]
    return pd.DataFrame({kind: cost / margin for kind, cost in step.items()})


def relationship_net(margin, contact_costs, step_gain):
    """What each kind of relationship brings a year beyond the first, after its cost.

    margin         Series, CNY a customer and year, one entry a segment or a customer
    contact_costs  frame: contact_type, from far to close; cost (CNY a customer and
                   quarter)
    step_gain      share of the margin that each step closer adds, as 0.03
    Returns a frame, CNY a customer and year, one column a kind:
    margin × step_gain × steps from the first kind − cost of the year, less that of the
    first kind.

    Raises ValueError where a margin or cost is a gap or no number, step_gain is not
    between 0 and 1, a column is missing, or a contact type is there twice.

    >>> costs = pd.DataFrame({"contact_type": ["basic", "reactive"], "cost": [0, 2]})
    >>> relationship_net(pd.Series({"fat": 1000.0}), costs, 0.03).loc["fat"].to_list()
    [0.0, 22.0]
    """
    margin = wanted.numbers(margin, "relationship_net", "margin")
    wanted.rows(margin, "relationship_net", "margin")
    wanted.share(step_gain, "relationship_net", "step_gain")
    cost = _yearly(contact_costs, "relationship_net")
    return pd.DataFrame(
        {
            kind: margin * step_gain * step - (cost[kind] - cost.iloc[0])
            for step, kind in enumerate(cost.index)
        }
    )


def choose_relationship(segments, contact_costs, step_gain, managers=float("inf")):
    """The kind of relationship that brings most, for each segment by itself.

    segments       frame, one row a segment: customers (number), margin (CNY a customer
                   and year)
    contact_costs  frame: contact_type, cost (CNY a customer and quarter),
                   customers_per_head (whom one account manager can look after so;
                   a gap where none is needed)
    step_gain      share of the margin that each step closer adds
    managers       account managers there are for the segment; a kind that needs more
                   is left out
    Returns a frame: customers, margin, kind, net (CNY a year for the whole segment
    beyond the first kind), managers (that the kind needs).

    Raises ValueError where ``relationship_net`` does, a number of customers is a gap or
    below 0, or there are too few managers for any kind.

    >>> costs = pd.DataFrame({"contact_type": ["basic", "reactive"], "cost": [0, 2],
    ...     "customers_per_head": [None, 12000]})
    >>> segments = pd.DataFrame({"customers": [9, 9], "margin": [50.0, 900.0]})
    >>> choose_relationship(segments, costs, 0.03)["kind"].to_list()
    ['basic', 'reactive']
    """
    name = "choose_relationship"
    wanted.number(managers, name, "managers", low=0, endless=True)
    segments = wanted.table(segments, name, "segments", numbers=["customers", "margin"])
    net = relationship_net(segments["margin"], contact_costs, step_gain)
    wanted.columns(contact_costs, ["customers_per_head"], name, "contact_costs")
    heads = wanted.numbers(
        contact_costs["customers_per_head"], name, "customers_per_head", gaps=True,
        above=0,
    )  # fmt: skip
    heads = heads.set_axis(contact_costs["contact_type"].astype(str))
    needs = pd.DataFrame(
        {kind: (segments["customers"] / heads[kind]) for kind in net}
    ).fillna(0.0)
    possible = net.where(needs <= managers)
    if possible.isna().all(axis=1).any():
        raise ValueError(f"{name}() found no kind for which {managers} managers do.")
    kind = possible.idxmax(axis=1)
    place = (range(len(needs)), needs.columns.get_indexer(kind))
    return segments[["customers", "margin"]].assign(
        kind=kind,
        net=possible.max(axis=1) * segments["customers"],
        managers=needs.to_numpy()[place],
    )


def _yearly(contact_costs, function):
    """Cost of one customer for a year, by kind, from far to close."""
    costs = wanted.table(
        contact_costs, function, "contact_costs", keys="contact_type", numbers="cost"
    )
    wanted.once(costs, "contact_type", function, "contact_costs")
    by_kind = costs.set_index(costs["contact_type"].astype(str))["cost"]
    return by_kind.astype(float) * QUARTERS

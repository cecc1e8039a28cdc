"""A policy as a list of single decisions, to take some away and see what is missing."""

import pandas as pd

from crmlab.company.play import NEWCOMERS, Policy
from crmlab.company.play.policies import LEVERS, QUARTERS

ACQUISITION = "acquisition"
COLUMNS = ["quarter", "group", "lever", "value"]


def entries(policy):
    """The decisions of a policy: a frame of quarter, group, lever and value.

    What is as under the house policy is none; money for winning newcomers is a
    decision on the group newcomers.
    """
    rows = policy.levers.melt(["quarter", "group"], var_name="lever").dropna()
    times = pd.DataFrame({"quarter": QUARTERS, "value": policy.acquisition})
    times = times[times["value"] != 1].assign(group=NEWCOMERS, lever=ACQUISITION)
    parts = [part.astype(object) for part in (rows, times) if len(part)]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def from_entries(table, groups):
    """The `Policy` of some decisions, as `entries` lists them.

    groups: Series from customer_id to group
    """
    won = table["lever"] == ACQUISITION
    times = table[won].set_index("quarter")["value"]
    wide = table[~won].set_index(["quarter", "group", "lever"])["value"].unstack()
    levers = wide.reindex(columns=list(LEVERS)).infer_objects().reset_index()
    acquisition = tuple(float(times.get(quarter, 1.0)) for quarter in QUARTERS)
    return Policy(levers.rename_axis(columns=None), groups, acquisition)

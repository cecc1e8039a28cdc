"""Is a year's equity right? Policy by policy, against five years that are played on.

    uv run python benchmarks/equity.py 20

The number is how many lucks. First table: equity at the end of the year, and the
discounted profit that then followed (with the equity of the sixth year's end), in
thousand CNY. Second table: the same as a gain over doing nothing with the same luck.
"""

import sys

import pandas as pd

from crmlab.company.play import Firm, Policy, play_on, steady_policy


def six_policies(firm):
    """Six ways of going on, and one that drops all in the last quarter."""
    frame = firm.people.frame[: firm.people.known].set_index("customer_id")
    everyone = pd.Series("all", frame.index)
    large = pd.Series("top", frame.index[frame["staff"].fillna(0) >= 100])
    good = steady_policy(everyone, service=0.7, recovery=0.8)
    dropped = good.levers.copy()
    dropped.loc[dropped["quarter"] == 4, ["service", "recovery"]] = 0.0
    dropped.loc[dropped["quarter"] == 4, "contact"] = "basic"
    return {
        "nothing": Policy(),
        "service up": steady_policy(everyone, service=0.75),
        "service cut": steady_policy(everyone, service=0.0),
        "no points": steady_policy(everyone, earn=0.0),
        "points 4%": steady_policy(everyone, earn=0.04),
        "partnership for the top": steady_policy(large, contact="partnership"),
        "standing offer 6%": steady_policy(everyone, offer=0.06),
        "good, then dropped": Policy(dropped, everyone),
    }


def played_on(firm, policies, lucks):
    """One row a policy and luck: equity, and what followed, CNY."""
    found = {name: play_on(firm, policy, lucks) for name, policy in policies.items()}
    frame = pd.concat(found, names=["policy", "luck"]).reset_index()
    return frame.assign(followed=frame["profit"] + frame["left"])


def held_against(frame):
    """Equity and what followed: means, the difference, its error, the ratio."""
    off = (frame["followed"] - frame["equity"]).groupby(frame["policy"], sort=False)
    table = frame.groupby("policy", sort=False)[["equity", "followed"]].mean()
    table["off"], table["error"] = off.mean(), off.sem()
    return table.assign(ratio=table["followed"] / table["equity"])


def gains(frame):
    """The same frame, each row less doing nothing with the same luck."""
    values = ["equity", "followed"]
    nothing = frame[frame["policy"] == "nothing"].set_index("luck")[values]
    less = frame[values] - nothing.loc[frame["luck"]].to_numpy()
    return frame.assign(**less)[frame["policy"] != "nothing"]


if __name__ == "__main__":
    firm = Firm()
    frame = played_on(firm, six_policies(firm), range(int(sys.argv[1])))
    for table in (held_against(frame), held_against(gains(frame))):
        thousands = ["equity", "followed", "off", "error"]
        table[thousands] /= 1000
        print(table.round(3).to_markdown(), end="\n\n")

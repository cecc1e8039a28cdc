"""What a finer grouping earns: one offer for all, or the best one for each group."""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.segmentation.labels import as_numbers, of_all


def refine(payoffs, groupings, later=None, *, rounds=20, random_state=0):
    """What each step of refinement earns when every group gets its best offer.

    payoffs    frame, one row a customer, one column an offer: what that offer earns
               from that customer (CNY, or 1 for a hit and 0 for a miss)
    groupings  dict of a step's name to the customers' groups: a Series, or a frame
               whose combinations are the groups; a gap is a group of its own
    later      the same frame for a later period: the plan is made on payoffs and
               counted on later. None: made on one half of the customers, drawn at
               random, and counted on the other half, so many rounds
    Returns a frame, one row a step: groups; promised, the mean payoff of the plan where
    it was made; earned, its mean payoff where it was not. A group gets the offer with
    the highest mean payoff in that group; a group that nobody had seen before gets the
    offer that is best for all.

    The finer the groups, the more chance flatters what is promised; what is earned
    falls again when groups get too small to learn from (sample splitting: Stone 1974).

    Raises ValueError where a payoff is a gap, infinite or no number, a customer is
    there twice or lacks a group or a later payoff, or one customer is to be halved.

    >>> buys = pd.DataFrame({"tea": [1, 1, 0, 0], "gift": [0, 0, 1, 1]})
    >>> steps = {"none": pd.Series(0, buys.index), "two": pd.Series([1, 1, 2, 2])}
    >>> refine(buys, steps, later=buys)["earned"].to_dict()
    {'none': 0.5, 'two': 1.0}
    """
    payoffs = wanted.all_numbers(payoffs, "refine", "payoffs")
    splits = _splits(payoffs, later, rounds, random_state)
    groupings = wanted.mapping(groupings, "refine", "groupings")
    rows = {}
    for step, groups in groupings.items():
        groups = wanted.matched(payoffs, groups, "refine", ("payoffs", repr(step)))
        label = as_numbers(groups)
        found = [_plan_and_count(known, unseen, label) for known, unseen in splits]
        rows[step] = [label.nunique(), *np.mean(found, axis=0)]
    table = pd.DataFrame(rows, index=["groups", "promised", "earned"]).T
    return table.rename_axis("step").astype({"groups": int})


def offer_gain(trial, groups, *, treated="treated", outcome="margin"):
    """What an offer earned in each group of an experiment, with its standard error.

    trial   frame, one row a customer whom chance gave the offer or held out: the
            columns named by ``treated`` (true or false, or 1 and 0) and ``outcome``
    groups  a label for each of its rows: known before the offer was sent, or the
            comparison is no longer fair
    Returns a frame, one row a group:
        treated, held_out  customers with the offer and without
        without            mean outcome without it
        gain               mean outcome with it less that without; its cost is not
                           yet taken off
        error              standard error of the gain, √(s₁²/n₁ + s₀²/n₀) (Neyman
                           1923): a gain within two errors of 0 may be chance;
                           missing where one side has a single customer

    Raises ValueError where a column is missing, has a gap or is not of its kind, a
    customer has no group, or a group has nobody with the offer or nobody without.

    >>> trial = pd.DataFrame({"treated": [True, True, False, False],
    ...     "margin": [9.0, 11.0, 4.0, 6.0]})
    >>> offer_gain(trial, pd.Series("all", trial.index)).loc["all", "gain"].item()
    5.0
    """
    trial = wanted.table(
        trial, "offer_gain", "trial", flags=[treated], numbers=[outcome]
    )
    groups = of_all(trial, groups, "offer_gain", ("trial", "groups"))
    table = (
        trial.groupby([groups, treated], observed=True)[outcome]
        .agg(["size", "mean", "var"])
        .unstack()
    )
    if table["size"].shape[1] != 2 or table["size"].isna().any(axis=None):
        raise ValueError(
            "offer_gain() needs customers with the offer and without it in each group."
        )
    sent, kept = (table.xs(side, axis=1, level=1) for side in (True, False))
    return pd.DataFrame(
        {
            "treated": sent["size"],
            "held_out": kept["size"],
            "without": kept["mean"],
            "gain": sent["mean"] - kept["mean"],
            "error": np.sqrt(sent["var"] / sent["size"] + kept["var"] / kept["size"]),
        }
    )


def _splits(payoffs, later, rounds, random_state):
    """Pairs of the payoffs to plan on and those to count on."""
    rounds = wanted.whole(rounds, "refine", "rounds", low=1)
    random_state = wanted.whole(random_state, "refine", "random_state")
    if later is not None:
        names = list(payoffs.columns)
        later = wanted.table(later, "refine", "later", numbers=names)
        later = wanted.matched(payoffs, later, "refine", ("payoffs", "later"))
        return [(payoffs, later[names])]
    if len(payoffs) < 2:
        raise ValueError("refine() cannot halve one customer: give a later period.")
    return list(_halves(payoffs, rounds, random_state))


def _halves(payoffs, rounds, random_state):
    """The customers split at random into two halves, so many times, both ways round."""
    rng = np.random.default_rng(random_state)
    for _ in range(rounds):
        half = rng.permutation(len(payoffs)) % 2 == 0
        yield payoffs[half], payoffs[~half]
        yield payoffs[~half], payoffs[half]


def _plan_and_count(known, unseen, label):
    """Mean payoff of each group's best offer, where it was chosen and where not."""
    best = known.groupby(label[known.index]).mean().idxmax(axis=1)
    best_of_all = known.mean().idxmax()
    return [
        _mean_payoff(payoffs, label[payoffs.index].map(best).fillna(best_of_all))
        for payoffs in (known, unseen)
    ]


def _mean_payoff(payoffs, offer):
    """Mean of what each customer's own offer earns from that customer."""
    column = payoffs.columns.get_indexer(offer)
    return payoffs.to_numpy()[np.arange(len(payoffs)), column].mean()

"""Counts and sums of products that the methods of lessons 05 and 07 take."""

import ibis
import numpy as np
import pandas as pd

from crmlab import satisfaction, wanted
from crmlab.at_scale import door


def kano_counts(answers, by="feature"):
    """How many people put a feature into each category, as ``satisfaction`` counts.

    answers  Ibis table or frame, one row an answer: functional and dysfunctional, in
             the words of the questionnaire, and what to count within
    by       a column, or a list of columns
    Returns a frame, one row a group, columns A O M I R Q, for ``kano_table``. The
    engine counts pairs of answers, 25 at most in a group, and the evaluation table is
    put to those. An answer that is a gap counts nowhere.

    Raises ValueError where a column is missing, a group is a gap, or an answer is none
    of the questionnaire's.
    """
    by = [by] if isinstance(by, str) else wanted.listed(by, "kano_counts", "by")
    pair = ["functional", "dysfunctional"]
    names = [*by, *pair]
    known = isinstance(answers, ibis.Table)
    if not known:
        wanted.table(answers, "kano_counts", "answers", labels=names, gaps=pair)
        answers = door.held(answers, names)
    wanted.columns(
        pd.DataFrame(columns=answers.columns), names, "kano_counts", "answers"
    )
    counted = door.fetch(answers.group_by(names).agg(n=ibis._.count()))
    wanted.complete(counted[by], "kano_counts", "by")
    letters = satisfaction.kano_category(counted[pair[0]], counted[pair[1]])
    counts = counted["n"].groupby(
        [*(counted[name] for name in by), letters], observed=True
    )
    table = counts.sum().unstack(fill_value=0)
    table = table.reindex(columns=list(satisfaction.CATEGORIES), fill_value=0)
    return table.astype(int).rename_axis(columns=None)


def covariance(answers, items):
    """Means and covariances of items: all that a path model needs of its answers.

    answers  Ibis table or frame, one row a person
    items    its columns of numbers; a row with a gap in any of them is left out
    Returns a frame, one row an item: mean, n (rows that count), and a column an item
    with the covariances (divided by n − 1). ``stand_ins`` makes of it what
    ``satisfaction.PathModel`` takes.

    Raises ValueError where an item is missing or holds no numbers, or fewer than two
    rows are whole.
    """
    items = wanted.listed(items, "covariance", "items")
    if not isinstance(answers, ibis.Table):
        frame = wanted.table(
            answers, "covariance", "answers", numbers=items, gaps=items
        )
        answers = door.held(frame.dropna(subset=items), items)
    whole = answers.select(items).drop_null()
    whole = door.table(whole, "covariance", "the whole rows of answers", numbers=items)
    means = whole.agg(n=whole.count(), **{i: whole[i].mean() for i in items})
    means = door.fetch(means).iloc[0]
    n = int(means.pop("n"))
    if n < 2:
        raise ValueError("covariance() needs two rows at least without a gap.")
    # About the means: sums of large squares would lose the digits that differ.
    off = {item: whole[item].cast("float64") - float(means[item]) for item in items}
    pairs = [(a, b) for place, a in enumerate(items) for b in items[place:]]
    sums = {f"{a} {b}": (off[a] * off[b]).sum() for a, b in pairs}
    found = door.fetch(whole.agg(**sums)).iloc[0]
    square = np.zeros((len(items), len(items)))
    for a, b in pairs:
        i, j = items.index(a), items.index(b)
        square[i, j] = square[j, i] = found[f"{a} {b}"] / (n - 1)
    table = pd.DataFrame(square, pd.Index(items, name="item"), items)
    table.insert(0, "mean", means.astype(float))
    table.insert(1, "n", n)
    return table


def stand_ins(summary):
    """As few rows as can be with given means and covariances, for a path model.

    summary  frame as ``covariance`` returns it
    Returns a frame, a column an item and a row more than items. A ``PathModel`` fitted
    on it has the weights, loadings, paths and R² of all the answers, since they follow
    from covariances alone. What counts people (``rows_``, the bootstrap) does not; nor
    do these rows keep to the scale, so indices are not to be had from them.

    Raises ValueError where summary is no such frame, has a gap, or an item follows
    from the others.

    >>> answers = pd.DataFrame({"a": [1, 2, 4, 5], "b": [1, 3, 2, 6]})
    >>> stand_ins(covariance(answers, ["a", "b"])).cov().round(6).equals(
    ...     answers.cov().round(6))
    True
    """
    items = list(wanted.frame(summary, "stand_ins", "summary").index)
    wanted.table(summary, "stand_ins", "summary", numbers=["mean", *items])
    square = summary[items].to_numpy(dtype=float)
    spread = np.sqrt(np.diag(square).clip(0))
    alone = bool((spread > 0).all())  # else an item is constant
    if not alone or np.linalg.eigvalsh(square / np.outer(spread, spread))[0] < 1e-9:
        raise ValueError(
            "stand_ins() found an item in summary that is constant or follows from the "
            "others, so that their covariances allow no rows. Leave that item out."
        )
    root = np.linalg.cholesky(square)
    # Columns at right angles, of mean 0 and length 1; the root turns them as wanted.
    rows = len(items) + 1
    plain, _ = np.linalg.qr(np.eye(rows, len(items)) - 1 / rows)
    found = np.sqrt(rows - 1) * plain @ root.T + summary["mean"].to_numpy(dtype=float)
    return pd.DataFrame(found, columns=items)


def offer_gain(trial, group, *, treated="treated", outcome="margin"):
    """What an offer earned in each group, as ``segmentation.offer_gain`` has it.

    trial  Ibis table or frame, one row a customer whom chance gave the offer or held
           out: treated (true or false), outcome, and group, the column to count within
    Returns a frame, one row a group: treated, held_out, without, gain, error; the
    error is missing where one side has a single customer.

    Raises ValueError where a column is missing, has a gap or is not of its kind, or a
    group has nobody with the offer or nobody without.
    """
    wanted.keys(pd.Series([group]), "offer_gain", "group")
    trial = door.table(
        trial, "offer_gain", "trial", flags=[treated], numbers=[outcome], labels=[group]
    )
    value = trial[outcome].cast("float64")
    sums = {"n": trial.count(), "mean": value.mean(), "var": value.var(how="sample")}
    found = trial.group_by(group=trial[group], sent=trial[treated]).agg(**sums)
    table = door.fetch(found).set_index(["group", "sent"]).unstack()
    if table["n"].shape[1] != 2 or table["n"].isna().any(axis=None):
        raise ValueError(
            "offer_gain() needs customers with the offer and without it in each group."
        )
    sent, kept = (table.xs(side, axis=1, level=1) for side in (True, False))
    return pd.DataFrame(
        {
            "treated": sent["n"],
            "held_out": kept["n"],
            "without": kept["mean"],
            "gain": sent["mean"] - kept["mean"],
            "error": np.sqrt(sent["var"] / sent["n"] + kept["var"] / kept["n"]),
        }
    ).rename_axis(group)

"""Up and down the grades: what moved, and what would have moved by chance."""

import numpy as np
import pandas as pd

from crmlab import wanted


def moves(before, after):
    """From which grade to which: the transition matrix.

    before, after  grades of the same customers at two times, ordered categoricals of
                   the same grades, as ``grades`` returns them
    Returns a frame, one row a grade before: customers, and for each grade after the
    share of these customers who are there; NaN for a grade that nobody had.

    Raises ValueError where one is empty or no ordered categorical, a grade is a gap,
    the grades differ, or a customer of before has no grade after.

    >>> kind = pd.CategoricalDtype(["top", "rest"], ordered=True)
    >>> now = pd.Series(["top", "top", "rest", "rest"], dtype=kind)
    >>> then = pd.Series(["top", "rest", "rest", "rest"], dtype=kind)
    >>> moves(now, then).loc["top"].to_dict()
    {'customers': 2.0, 'top': 0.5, 'rest': 0.5}
    """
    before = _grades(before, "before")
    after = _grades(
        wanted.matched(before, after, "moves", ("before", "after")), "after"
    )
    names = list(before.cat.categories)
    if names != list(after.cat.categories):
        raise ValueError(
            f"moves() needs the same grades twice; before has {', '.join(names)}, "
            f"after has {', '.join(map(str, after.cat.categories))}."
        )
    one, other = (each.cat.codes.to_numpy(int) for each in (before, after))
    counts = np.bincount(one * len(names) + other, minlength=len(names) ** 2)
    counts = pd.DataFrame(counts.reshape(len(names), -1), names, names)
    customers = counts.sum(axis=1)
    table = counts.div(customers.where(customers > 0), axis=0)
    table.insert(0, "customers", customers)
    return table.rename_axis(index="before", columns="after")


def split_at_random(orders, customers, *, value="margin", seed=0):
    """The same orders dealt out to two heaps, each order by the toss of a coin.

    Nothing changed between the heaps, so what differs between them is chance. Grade
    both: whoever changes grade would have done so without any change of his own.

    orders     frame, one row an order: customer_id, and the column named by value
    customers  whom to report on; orders of others are left out
    value      what to add up
    seed       of the coin, a whole number
    Returns a frame by customer, in the order given: one, other (the sums of the heaps;
    0 without orders).

    Raises ValueError where a column is missing, has a gap or is not of its kind, a
    customer is there twice, ids are text on one side only, or seed is no whole number.

    Source: the idea is split-half reliability (C. Spearman 1910 and W. Brown 1910,
    British Journal of Psychology 3).
    """
    name = "split_at_random"
    orders = wanted.table(
        orders, name, "orders", keys="customer_id", numbers=[value], empty=True
    )
    customers = wanted.keys(customers, name, "customers", once=True)
    wanted.same_ids(orders["customer_id"], customers, name, ("orders", "customers"))
    # One toss for each order that counts, so that it is all one whether the orders of
    # others have been taken out before.
    index = pd.Index(customers, name="customer_id")
    place = index.get_indexer(orders["customer_id"])  # -1: another customer
    amounts = pd.Series(orders[value].to_numpy(float), place)[place >= 0]
    coin = np.random.default_rng(wanted.whole(seed, name, "seed"))
    heads = coin.random(len(amounts)) < 0.5
    heaps = {
        heap: amounts[side].groupby(level=0).sum().reindex(range(len(index)))
        for heap, side in {"one": heads, "other": ~heads}.items()
    }
    return pd.DataFrame(heaps).fillna(0.0).set_axis(index)


def _grades(values, what):
    values = wanted.series(values, "moves", what)
    kind = values.dtype
    if not isinstance(kind, pd.CategoricalDtype) or not kind.ordered:
        raise ValueError(
            f"moves() needs grades in {what}, an ordered categorical as grades() "
            f"returns it; it got {kind}."
        )
    wanted.complete(values, "moves", what)
    wanted.rows(values, "moves", what)
    return values

"""Cross-selling and up-selling: what else, and what better, could a customer buy?"""

import pandas as pd

from crmlab import wanted
from crmlab.segmentation.labels import catalogue


def pairs(order_lines, products, level="category", by="order_id"):
    """Which two things go together more often than by chance?

    order_lines  frame with the column named by ``by`` and product_id
    products     frame with product_id and the column named by ``level``
    level        what is paired: "category", or "name" for single products
    by           together in what: one "order_id", or one "customer_id" (merge the
                 orders first)
    Returns a frame, one row for each two, in either order, highest lift first:
        first, second
        support     share of the orders that hold both
        confidence  share of the orders with the first that hold the second too
        lift        confidence / share of all orders that hold the second; 1 is chance

    Raises ValueError where a column is missing or has a gap, a product is there twice
    in products or is not there at all, or its number is text on one side only.

    >>> lines = pd.DataFrame({"order_id": [1, 1, 2, 3], "product_id": list("abab")})
    >>> shelves = pd.DataFrame({"product_id": ["a", "b"], "category": ["tea", "pot"]})
    >>> pairs(lines, shelves).loc[0, "support":"lift"].astype(float).round(2).to_list()
    [0.33, 0.5, 0.75]

    Source: R. Agrawal, T. Imieliński & A. Swami (1993), SIGMOD Record 22(2), 207–216.
    """
    return _rules(_has(order_lines, products, level, by, "pairs"))


def _rules(has):
    """Support, confidence and lift of each two columns."""
    count = has.sum()
    both = has.T.astype(int) @ has.astype(int)
    table = (
        both.rename_axis(index="first", columns="second")
        .stack()
        .rename("both")
        .reset_index()
        .query("first != second")
    )
    table["support"] = table["both"] / len(has)
    # As floats, since map hands back text where there is no pair: one category only.
    first = table["first"].map(count).astype(float)
    second = table["second"].map(count).astype(float)
    table["confidence"] = table["both"] / first
    table["lift"] = table["confidence"] / (second / len(has))
    table = table.drop(columns="both")
    return table.sort_values(
        ["lift", "confidence"], ascending=False, kind="stable", ignore_index=True
    )


def next_category(order_lines, products, level="category", by="customer_id"):
    """The category that a customer has not had and is likeliest to take.

    order_lines, products, level, by  as in ``pairs``
    Returns a frame, one row a customer who has not had them all yet:
        category  (or what level says) with the highest chance
        chance    share of the customers with something this customer has had who have
                  had that category too: the highest such confidence

    Raises ValueError where ``pairs`` does, for a gap too.

    >>> lines = pd.DataFrame({"customer_id": [1, 1, 2], "product_id": list("aba")})
    >>> shelves = pd.DataFrame({"product_id": ["a", "b"], "category": ["tea", "pot"]})
    >>> next_category(lines, shelves).loc[2, "category"]
    'pot'
    """
    has = _has(order_lines, products, level, by, "next_category")
    rules = _rules(has)
    chance = pd.DataFrame(0.0, has.index, has.columns)
    for rule in rules.itertuples():
        reached = has[rule.first] * rule.confidence
        chance[rule.second] = chance[rule.second].clip(lower=reached)
    chance = chance.mask(has)[~has.all(axis=1)]
    if chance.empty:
        return pd.DataFrame({level: [], "chance": []}, chance.index)
    return pd.DataFrame({level: chance.idxmax(axis=1), "chance": chance.max(axis=1)})


def up_sell(
    order_lines,
    products,
    everyday="everyday tea",
    fine="fine tea",
    at_least=3,
    by="customer_id",
):
    """Who buys the everyday grade often and has never had the fine one?

    order_lines     frame with the column named by ``by``, order_id, product_id, amount
    products        frame with product_id and category
    everyday, fine  categories: a good, and its better grade
    at_least        orders that held the everyday grade
    Returns a frame, one row for each such customer, most everyday orders first:
        everyday_orders  orders that held the everyday grade
        everyday_amount  spent on it, CNY

    Raises ValueError where a column is missing, has a gap or is not of its kind, a
    product is not in products or there twice, or there is no such category.
    """
    keys = [by, "order_id", "product_id"]
    lines = wanted.table(
        order_lines, "up_sell", "order_lines", keys=keys, numbers="amount"
    )
    lines = lines[list(dict.fromkeys([*keys, "amount"]))]
    products = catalogue(lines, products, "category", "up_sell")
    at_least = wanted.whole(at_least, "up_sell", "at_least", low=1)
    for name in (everyday, fine):
        wanted.one_of(name, products["category"].unique(), "up_sell", "category")
    lines = lines.merge(products[["product_id", "category"]], on="product_id")
    bought = (
        lines[lines["category"] == everyday]
        .groupby(by)
        .agg(everyday_orders=("order_id", "nunique"), everyday_amount=("amount", "sum"))
    )
    had_fine = bought.index.isin(lines.loc[lines["category"] == fine, by])
    often = bought["everyday_orders"] >= at_least
    return bought[often & ~had_fine].sort_values(
        ["everyday_orders", "everyday_amount"], ascending=False, kind="stable"
    )


def _has(order_lines, products, level, by, function):
    """One row an order (or customer), one column a category: is it in there?"""
    keys = [by, "product_id"]
    lines = wanted.table(order_lines, function, "order_lines", keys=keys)[keys]
    products = catalogue(lines, products, level, function)
    lines = lines.merge(products[["product_id", level]], on="product_id")
    # As `pd.crosstab`, which asks Python for the length of each group.
    groups = lines.groupby([lines[by], lines[level].astype(str)], observed=True)
    return groups.size().unstack(fill_value=0) > 0

"""Groups and products, as several methods need them."""

import pandas as pd

from crmlab import wanted


def as_numbers(groups):
    """One whole number for each customer's group; no label is a label of its own.

    groups  Series, or a frame whose combinations are the groups
    """
    columns = [groups] if isinstance(groups, pd.Series) else [groups[n] for n in groups]
    return groups.groupby(columns, dropna=False, observed=True).ngroup()


def of_all(one, groups, function, names):
    """A label for each row of the one, without gaps, as a Series."""
    groups = wanted.matched(one, groups, function, names)
    groups = wanted.series(groups, function, names[1])
    wanted.complete(groups, function, names[1])
    return groups


def catalogue(lines, products, level, function):
    """The products, each once, with a level for every product of the lines."""
    products = wanted.table(
        products, function, "products", keys="product_id", labels=[level]
    )
    wanted.once(products, "product_id", function, "products")
    bought, sold = lines["product_id"], products["product_id"]
    wanted.same_ids(bought, sold, function, ("order_lines", "products"))
    wanted.known(bought, sold, function, "product_id of order_lines")
    return products

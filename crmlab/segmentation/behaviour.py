"""What a customer's orders say of needs: the features that clusters are made from."""

from crmlab import wanted
from crmlab.segmentation.labels import catalogue


def features(orders, order_lines, products, today, *, customer="customer_id"):
    """Behaviour of each customer, one row a customer who has ordered.

    orders       customer_id, order_id, date, amount, channel, gift
    order_lines  order_id, product_id, amount; lines of other orders are left out
    products     product_id, category
    today        the first day that is not known
    Returns a frame:
        orders_a_year   orders for each year since the first one; at least half a
                        year is counted, so that a newcomer is no heavy buyer
        order_amount    amount of an order, mean, CNY
        gift_share      share of the orders that were presents
        share of spend on each category, one column each, named after it
        share of orders in each channel, one column each, named after it
    Shares are between 0 and 1; those of categories sum to 1, those of channels too.

    Raises ValueError where a column is missing, has a gap or is not of its kind, an
    order or product is there twice, a product of the lines is not in products, a
    customer has spent nothing on lines, an order is of today or later, or a category
    is named as a channel.
    """
    orders, lines, products = _asked(orders, order_lines, products, customer)
    today = wanted.before(orders["date"], today, "features", "orders")
    buying = orders.groupby(customer).agg(
        first=("date", "min"),
        orders=("order_id", "size"),
        order_amount=("amount", "mean"),
        gift_share=("gift", "mean"),
    )
    years = (today - buying["first"]).dt.days / 365.25
    buying["orders_a_year"] = buying["orders"] / years.clip(lower=0.5)
    lines = lines.merge(orders[["order_id", customer]], on="order_id")
    lines = lines.merge(products[["product_id", "category"]], on="product_id")
    needs = _shares(lines, customer, "category", lines["amount"])
    channels = _shares(orders, customer, "channel", 1)
    table = buying[["orders_a_year", "order_amount", "gift_share"]]
    names = [*table.columns, *needs.columns, *channels.columns]
    wanted.keys(names, "features", "the features, categories and channels", once=True)
    table = table.join(needs).join(channels)
    nothing = table.index[table.isna().any(axis=1)]
    if len(nothing):
        raise ValueError(
            f"features() cannot share out the spend of {len(nothing)} customers, the "
            f"first {nothing[0]}: order_lines has no amount of theirs."
        )
    return table


def _asked(orders, order_lines, products, customer):
    """The three frames, with what they are asked for."""
    name = "features"
    orders = wanted.table(
        orders, name, "orders", keys=[customer, "order_id"], dates="date",
        numbers="amount", labels="channel", flags="gift",
    )  # fmt: skip
    wanted.once(orders, "order_id", name, "orders")
    lines = wanted.table(
        order_lines, name, "order_lines", keys=["order_id", "product_id"],
        numbers="amount",
    )[["order_id", "product_id", "amount"]]  # fmt: skip
    wanted.same_ids(
        orders["order_id"], lines["order_id"], name, ("orders", "order_lines")
    )
    return orders, lines, catalogue(lines, products, "category", name)


def _shares(rows, customer, column, weight):
    """Share of each value of a column in a customer's rows, by weight."""
    by = [customer, column]
    sums = rows.assign(weight=weight).groupby(by, observed=True)["weight"].sum()
    table = sums.unstack(fill_value=0)
    table.columns = table.columns.astype(str)
    return table.div(table.sum(axis=1), axis=0)

"""What a customer's orders say of needs: the features that clusters are made from."""

from crmlab import wanted

ORDERS = ["order_id", "date", "amount", "channel", "gift"]


def features(orders, order_lines, products, today, *, customer="customer_id"):
    """Behaviour of each customer, one row a customer who has ordered.

    orders       customer_id, order_id, date, amount, channel, gift
    order_lines  order_id, product_id, amount
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
    """
    for frame, what, names in [
        (orders, "orders", [customer, *ORDERS]),
        (order_lines, "order_lines", ["order_id", "product_id", "amount"]),
        (products, "products", ["product_id", "category"]),
    ]:
        wanted.columns(frame, names, "features", what)
        wanted.rows(frame, "features", what)
    today = wanted.before(orders["date"], today, "features", "orders")
    buying = orders.groupby(customer).agg(
        first=("date", "min"),
        orders=("order_id", "size"),
        order_amount=("amount", "mean"),
        gift_share=("gift", "mean"),
    )
    years = (today - buying["first"]).dt.days / 365.25
    buying["orders_a_year"] = buying["orders"] / years.clip(lower=0.5)
    lines = order_lines.merge(orders[["order_id", customer]], on="order_id")
    lines = lines.merge(products[["product_id", "category"]], on="product_id")
    return (
        buying[["orders_a_year", "order_amount", "gift_share"]]
        .join(_shares(lines, customer, "category", lines["amount"]))
        .join(_shares(orders, customer, "channel", 1))
    )


def _shares(rows, customer, column, weight):
    """Share of each value of a column in a customer's rows, by weight."""
    by = [customer, column]
    sums = rows.assign(weight=weight).groupby(by, observed=True)["weight"].sum()
    table = sums.unstack(fill_value=0)
    table.columns = table.columns.astype(str)
    return table.div(table.sum(axis=1), axis=0)

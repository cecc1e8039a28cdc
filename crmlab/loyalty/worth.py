"""What loyalty is worth, in six parts, by time with the company."""

import pandas as pd

from crmlab import wanted

PARTS = [
    "saved acquisition",
    "base profit",
    "share of wallet",
    "service cost",
    "price premium",
    "referral",
]
MONEY = ["gross", "discount", "goods_cost", "handling_cost"]
DAYS = 182  # a half-year


def six_parts(orders, cases, customers, *, periods=4, friend_saves=0.0):
    """What a buyer brings in each half-year with the company, in six parts.

    orders     frame with customer_id, date, gross, discount, goods_cost, handling_cost;
               it must reach ``periods`` half-years beyond the last joining
    cases      service cases with customer_id, opened, cost, compensation
    customers  frame by customer_id: joined, acquisition_cost; referrals, the dates as a
               column ``referred_on`` of lists, are optional (see below)
    periods    half-years to report
    friend_saves  what a customer who comes through a friend saves, CNY
    Returns a frame, one row a half-year from 1 on: buyers (who ordered in it) and, in
    CNY a buyer,
        base profit        of half-year 1: gross less discount, goods, handling, service
        share of wallet    more or less bought than in half-year 1, at its profit rate
        service cost       goods, handling and service cheaper (+) or dearer (-)
        price premium      less (+) or more (-) discount
        referral           referrals made in the half-year x friend_saves
        saved acquisition  minus the cost of winning in half-year 1, plus it after: who
                           leaves must be replaced
    The parts other than the last add up exactly to what the buyer brought. What was
    ordered or opened before joining is left out; a case without cost yet, still open,
    counts with what is known.

    Raises ValueError where a column, a date or an amount other than a case's is
    missing, a customer is there twice, ids are of two types, a half-year has no sales,
    or orders end before the last half-year of the last to join begins.

    Source: the parts are those of F. F. Reichheld & W. E. Sasser 1990, Harvard Business
    Review 68(5), 105-111; the split of a change into volume, cost and price is ours.

    >>> day = pd.to_datetime(["2024-01-01", "2024-08-01"])
    >>> orders = pd.DataFrame({"customer_id": ["a", "a"], "date": day,
    ...     "gross": [100.0, 150.0], "discount": 0.0, "goods_cost": [50.0, 75.0],
    ...     "handling_cost": 0.0})
    >>> cases = pd.DataFrame({"customer_id": [], "opened": day[:0], "cost": [],
    ...     "compensation": []})
    >>> who = pd.DataFrame({"joined": day[:1], "acquisition_cost": 80.0}, index=["a"])
    >>> six_parts(orders, cases, who, periods=2)["share of wallet"].to_list()
    [0.0, 25.0]
    """
    orders, cases, customers = _asked(orders, cases, customers)
    periods = wanted.whole(periods, "six_parts", "periods", low=1)
    wanted.number(friend_saves, "six_parts", "friend_saves")
    mine = _by_period(orders, "date", customers)
    served = _by_period(cases, "opened", customers)
    service = served["cost"].fillna(0) + served["compensation"].fillna(0)
    rows = range(1, periods + 1)
    table = mine.groupby("period")[MONEY].sum().reindex(rows)
    _long_enough(table, orders, customers, periods)
    buyers = mine.groupby("period")["customer_id"].nunique().reindex(rows)
    table["service"] = service.groupby(served["period"]).sum().reindex(rows)
    table = table.fillna(0.0).div(buyers, axis=0)
    parts = _split(table)
    referred = _referrals(customers, rows) / buyers
    parts["referral"] = referred.fillna(0.0) * friend_saves
    cost = customers["acquisition_cost"].mean()
    parts["saved acquisition"] = [-cost] + [cost] * (periods - 1)
    parts.insert(0, "buyers", buyers)
    return parts[["buyers", *PARTS]].rename_axis("half-year")


def _asked(orders, cases, customers):
    """The three frames, as ``six_parts`` wants them."""
    name = "six_parts"
    orders = wanted.table(
        orders, name, "orders", keys="customer_id", dates="date", numbers=MONEY
    )
    cost = ["cost", "compensation"]
    cases = wanted.table(
        cases, name, "cases", keys="customer_id", dates="opened", numbers=cost,
        gaps=cost, empty=True,
    )  # fmt: skip
    customers = wanted.table(
        customers, name, "customers", dates="joined", numbers="acquisition_cost"
    )
    wanted.unique_index(customers, name, "customers")
    for frame, what in [(orders, "orders"), (cases, "cases")]:
        names = (f"customer_id of {what}", "the index of customers")
        wanted.same_ids(frame["customer_id"], customers.index, name, names)
    return orders, cases, customers


def _long_enough(table, orders, customers, periods):
    """Raise a ValueError where a half-year has no sales, or not all can have it."""
    empty = table.index[~(table["gross"] > 0)]
    if len(empty):
        raise ValueError(
            f"six_parts() found no sales in half-year {empty[0]} with the company. Ask "
            "for fewer periods."
        )
    needed = customers["joined"].max() + pd.Timedelta(days=DAYS * (periods - 1))
    if orders["date"].max() < needed:
        raise ValueError(
            f"six_parts() needs orders beyond {needed:%Y-%m-%d} for {periods} "
            f"half-years; they end on {orders['date'].max():%Y-%m-%d}. Ask for fewer "
            "periods, or leave out who joined late."
        )


def _by_period(frame, date, customers):
    """Rows of these customers, with the half-year since joining, from 1 on."""
    mine = frame[frame["customer_id"].isin(customers.index)]
    since = mine[date] - mine["customer_id"].map(customers["joined"])
    return mine.assign(period=1 + since.dt.days // DAYS)


def _split(table):
    """Change since half-year 1: volume at the old rate, then the rates themselves."""
    gross = table["gross"]
    cost = table[["goods_cost", "handling_cost", "service"]].sum(axis=1)
    brought = gross - table["discount"] - cost
    first = table.index[0]
    rate, cost_rate = brought / gross, cost / gross
    discount_rate = table["discount"] / gross
    return pd.DataFrame(
        {
            "base profit": brought[first],
            "share of wallet": (gross - gross[first]) * rate[first],
            "service cost": -gross * (cost_rate - cost_rate[first]),
            "price premium": -gross * (discount_rate - discount_rate[first]),
        }
    )


def _referrals(customers, rows):
    """Referrals made in each half-year by these customers."""
    if "referred_on" not in customers:
        return pd.Series(0.0, index=rows)
    made = customers[["joined", "referred_on"]].explode("referred_on").dropna()
    since = pd.to_datetime(made["referred_on"]) - made["joined"]
    period = 1 + since.dt.days // DAYS
    return period.value_counts().reindex(rows, fill_value=0).astype(float)

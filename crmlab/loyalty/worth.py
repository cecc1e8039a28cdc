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
    The parts other than the last add up exactly to what the buyer brought.

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
    wanted.columns(customers, ["joined", "acquisition_cost"], "six_parts", "customers")
    money = ["gross", "discount", "goods_cost", "handling_cost"]
    wanted.columns(orders, ["customer_id", "date", *money], "six_parts", "orders")
    mine = _by_period(orders, "date", customers)
    served = _by_period(cases, "opened", customers)
    service = served["cost"].fillna(0) + served["compensation"].fillna(0)
    rows = range(1, periods + 1)
    table = mine.groupby("period")[money].sum().reindex(rows)
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

"""Indicators of the state of relationships, period by period, and what is unusual."""

import pandas as pd

from crmlab import wanted
from crmlab.quality import individuals_chart

COMPLAINTS = ["late parcel", "claim", "faulty goods"]


def indicators(orders, end, *, days=91, cases=None, survey=None):
    """What a manager would watch, for each whole period up to a day.

    orders  frame with customer_id, date and amount (CNY, or any money)
    end     last day that is known; periods are counted back from it
    days    in a period
    cases   frame with opened and topic; survey: frame with answered_on,
            satisfied_overall (1 to 10) and share_of_wallet (%). Either may be missing
    Returns a frame, one row a period by its last day, the oldest first:
        buyers, newcomers           customers who ordered, and those of them for the
                                    first time in the log: all, where it begins
        orders a buyer, spend a buyer
        came again, %               of the buyers of the period before, those who
                                    ordered in this one; a gap in the first
        complaints per 100 orders   late parcels, faults and claims, with cases
        satisfied, %                answers of 8 and more, with survey; a gap where
        share of wallet, %          nobody was asked
    Orders before the oldest whole period are left out, but still tell who is new.

    Raises ValueError where a column is not there, a customer, date or amount is
    missing, an answer is off its scale, or the log is shorter than two periods.
    """
    asks = "indicators"
    kinds = {"keys": "customer_id", "dates": "date", "numbers": "amount"}
    log = wanted.table(orders, asks, "orders", **kinds)
    end, days = wanted.day(end, asks, "end"), wanted.whole(days, asks, "days", low=1)
    log = log.assign(period=_periods(log["date"], end, days))
    log = log[log["period"] >= 0]
    wanted.rows(log, asks, f"orders up to {end:%Y-%m-%d}")
    whole = ((end.normalize() - log["date"].min().normalize()).days + 1) // days
    if whole < 2:
        raise ValueError(
            f"{asks}() needs orders of two periods of {days} days at least, up to "
            f"{end:%Y-%m-%d}; the first is of {log['date'].min():%Y-%m-%d}."
        )
    first = log.groupby("customer_id")["period"].max()  # the longest ago
    by = log[log["period"] < whole].groupby("period")
    table = pd.DataFrame({"buyers": by["customer_id"].nunique()})
    table["newcomers"] = first.value_counts()
    table["orders a buyer"] = by.size() / table["buyers"]
    table["spend a buyer"] = by["amount"].sum() / table["buyers"]
    table = table.reindex(range(whole)).fillna({"buyers": 0, "newcomers": 0})
    table["came again, %"] = _came_again(by["customer_id"].agg(set))
    if cases is not None:
        table = table.join(_complaints(cases, by.size(), end, days))
    if survey is not None:
        table = table.join(_answers(survey, end, days))
    last = [end.normalize() - pd.Timedelta(days=days * p) for p in table.index]
    return table.set_axis(pd.DatetimeIndex(last, name="period to"))[::-1].astype(float)


def unusual(table, base=None):
    """Is each indicator's last value outside what it varied by before?

    table  frame as ``indicators`` returns it; rows are taken in order of their index
    base   how many periods from the first set the limits; all but the last if None
    Returns a frame, one row an indicator: last, before (the value before it), lower,
    upper (mean of the base, give or take three times its spread, judged by its mean
    step; a gap where there are fewer than three values), verdict ("above", "below", "as
    usual" or "too few to tell").

    Raises ValueError where a column is no number, or there are fewer than two rows.
    """
    asks = "unusual"
    table = wanted.all_numbers(table, asks, "table", gaps=True).sort_index()
    if len(table) < 2:
        raise ValueError(f"{asks}() needs two periods or more; table has {len(table)}.")
    base = len(table) - 1 if base is None else base
    base = wanted.whole(base, asks, "base", low=1, high=len(table) - 1)
    rows = {}
    for name, values in table.items():
        known = values[:base].dropna()
        last, before = values.iloc[-1], values[:-1].dropna()
        row = {"last": last, "before": before.iloc[-1] if len(before) else None}
        if len(known) >= 3:
            row |= individuals_chart(known)[["lower", "upper"]].iloc[-1].to_dict()
        row["verdict"] = _verdict(last, row.get("lower"), row.get("upper"))
        rows[name] = row
    columns = ["last", "before", "lower", "upper", "verdict"]
    found = pd.DataFrame.from_dict(rows, orient="index")
    return found.reindex(columns=columns).rename_axis("indicator")


def _verdict(last, lower, upper):
    if lower is None or pd.isna(last):
        return "too few to tell"
    return "above" if last > upper else "below" if last < lower else "as usual"


def _periods(dates, end, days):
    """Periods back from the end: 0 for the last; below 0 after it."""
    return (end.normalize() - dates.dt.normalize()).dt.days // days


def _came_again(who):
    """Of each period's buyers before, those who came in it, per cent; sets by period.

    Period 1 is the one before period 0.
    """
    found = {
        period - 1: 100 * len(buyers & who.get(period - 1, set())) / len(buyers)
        for period, buyers in who.items()
    }
    return pd.Series(found)


def _complaints(cases, orders, end, days):
    asks = "indicators"
    cases = wanted.table(cases, asks, "cases", dates="opened", labels="topic")
    cases = cases[cases["topic"].isin(COMPLAINTS)]
    count = _periods(cases["opened"], end, days).value_counts()
    share = 100 * count.reindex(orders.index, fill_value=0) / orders
    return share.rename("complaints per 100 orders")


def _answers(survey, end, days):
    asks = "indicators"
    numbers = ["satisfied_overall", "share_of_wallet"]
    kinds = {"dates": "answered_on", "numbers": numbers, "gaps": numbers}
    survey = wanted.table(survey, asks, "survey", **kinds)
    wanted.scale(survey[numbers[0]], 1, 10, asks, numbers[0], gaps=True)
    wanted.scale(survey[numbers[1]], 0, 100, asks, numbers[1], gaps=True)
    period = _periods(survey["answered_on"], end, days)
    known = survey.dropna(subset=["satisfied_overall"])
    content = (known["satisfied_overall"] >= 8).groupby(period).mean()
    table = pd.DataFrame({"satisfied, %": 100 * content})
    return table.assign(
        **{"share of wallet, %": survey["share_of_wallet"].groupby(period).mean()}
    )

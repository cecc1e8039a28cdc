"""What a manager sees after a quarter: results, complaints, churn, alarms, the news.

Each report takes the `Books` and returns a frame. Nothing in them but what the offices
have written down, and what was in the papers: nobody writes down who has left for good,
or what a customer thinks without being asked.
"""

import numpy as np
import pandas as pd

from crmlab.company import planted
from crmlab.company.play import NEWCOMERS

from .alarms import alarms
from .asking import by_group, survey
from .books import BY_CUSTOMER, Books
from .news import news
from .research import trial_result

YEAR = 4  # quarters
SILENT_WEEKS = 26


def all_reports(books, game):
    """All reports after the last quarter, as a dict from name to frame."""
    firm, lived = game.firm, game._lived
    answers = survey(firm, game._past, lived)
    found = {
        "results": results(books),
        "complaints": complaints(books),
        "churn": churn(books),
        "survey": by_group(books, answers),
        "alarms": alarms(books),
        "newcomers": newcomers(books),
        "news": news(firm, books.quarter),
        "spending": spending(books, game.planned),
    }
    last = books.quarter
    if (last, "trial") in game.research:
        held = Books(firm, game._past, lived, game.decisions[-1].groups)
        found["trial"] = trial_result(held, last)
    return found


def results(books, quarter=None):
    """Results of a quarter by group, CNY.

    Returns a frame by group, its last row "all": customers (on the books), buyers,
    orders, revenue, margin (after goods and handling), cost (of all levers but
    acquisition), profit (margin less cost), and a year before: that of the same
    customers, a gap for newcomers.
    """
    quarter = books.quarter if quarter is None else quarter
    now, before = _money(books, quarter), _money(books, quarter - YEAR)
    now["a year before"] = before["profit"].drop(NEWCOMERS, errors="ignore")
    return _with_all(now)


def _money(books, quarter):
    orders, listed = books.during(quarter)
    by, steady = (f.groupby("group", observed=True) for f in (orders, listed))
    table = pd.DataFrame({"customers": steady.size(), "buyers": by["who"].nunique()})
    table["orders"] = by.size()
    table["revenue"], table["margin"] = by["revenue"].sum(), by["margin"].sum()
    costs = by[BY_CUSTOMER[:4]].sum().join(steady[BY_CUSTOMER[4:]].sum(), how="outer")
    table = table.fillna(0.0)
    table["cost"] = costs.sum(axis=1)
    table["profit"] = table["margin"] - table["cost"]
    return table


def spending(books, plan):
    """What each lever cost in the quarters so far, beside what was planned, CNY.

    plan: planned cost, quarters × levers. Returns a frame by lever: planned, spent.
    """
    quarters = range(1, books.quarter + 1)
    orders = books.orders[books.orders["quarter"] > 0]
    listed = books.listed[books.listed["quarter"] > 0]
    spent = pd.concat([orders[BY_CUSTOMER[:4]].sum(), listed[BY_CUSTOMER[4:]].sum()])
    planned = plan.loc[list(quarters)].sum()
    spent["acquisition"] = planned["acquisition"]  # a budget, spent as it is planned
    table = pd.DataFrame({"planned": planned, "spent": spent.reindex(planned.index)})
    return table.rename_axis("lever")


def complaints(books, quarter=None):
    """Complaints of a quarter by group.

    Returns a frame by group, its last row "all": faulty goods, late parcels (complaints
    over them), settled (how many were settled well, by the notes on the cases), per 100
    orders, and a year before: per 100 orders then, of the same customers.
    """
    quarter = books.quarter if quarter is None else quarter
    now, before = _complaints(books, quarter), _complaints(books, quarter - YEAR)
    counts = _with_all(now)
    then = _with_all(before.drop(NEWCOMERS, errors="ignore"))
    said = ["faulty goods", "late parcels", "settled"]
    table = counts[said].astype(int)
    table["per 100 orders"] = _rate(counts)
    table["a year before"] = _rate(then).reindex(table.index)
    return table


def _complaints(books, quarter):
    orders, _ = books.during(quarter)
    over = orders["complains"]
    kinds = {
        "faulty goods": over & orders["fault"],
        "late parcels": over & ~orders["fault"],
        "settled": over & orders["settled"],
        "orders": np.ones(len(orders)),
    }
    return pd.DataFrame(kinds).groupby(orders["group"], observed=True).sum()


def _rate(table):
    return 100 * (table["faulty goods"] + table["late parcels"]) / table["orders"]


def churn(books, quarter=None):
    """Who came again, and who has fallen silent: as near as books come to churn.

    Returns a frame by group, its last row "all": buyers (of the quarter before), came
    again, % (of them, in this quarter), a year before (the same share then), and silent
    (customers of the year before that with no order for 26 weeks).
    """
    quarter = books.quarter if quarter is None else quarter
    now, before = _again(books, quarter), _again(books, quarter - YEAR)
    table = _with_all(now)
    then = _with_all(before)
    again = 100 * table.pop("again") / table["buyers"]
    table.insert(1, "came again, %", again)
    then = 100 * then["again"] / then["buyers"]
    table.insert(2, "a year before", then.reindex(table.index))
    return table


def _again(books, quarter):
    orders = books.orders
    end = 7 * planted.QUARTER_WEEKS * (quarter + 8)  # day on which the quarter is over
    before = orders.loc[orders["quarter"] == quarter - 1, "who"].unique()
    now = orders.loc[orders["quarter"] == quarter, "who"].unique()
    last = orders[orders["day"] < end].groupby("who")["day"].max()
    days = end - last
    silent = last.index[days.between(7 * SILENT_WEEKS, 7 * 52 + 7 * SILENT_WEEKS)]
    counts = {
        "buyers": before,
        "again": np.intersect1d(before, now),
        "silent": silent,
    }
    counts = {name: _counts(books.groups[who]) for name, who in counts.items()}
    table = pd.DataFrame(counts).fillna(0).rename_axis("group")
    return table[table.any(axis=1)]


def _counts(groups):
    return pd.Series(groups.value_counts())


def newcomers(books, quarter=None):
    """Customers won, by how they came: this quarter, and the quarter a year before.

    Returns a frame by way: newcomers, a year before, and what winning one costs, CNY.
    """
    quarter = books.quarter if quarter is None else quarter
    first = books.orders.groupby("who")["quarter"].min()
    through = books.firm.people.frame["acquired_through"]
    counts = {
        name: through.iloc[first.index[first == q]].value_counts()
        for name, q in {"newcomers": quarter, "a year before": quarter - YEAR}.items()
    }
    table = pd.DataFrame(counts).fillna(0).astype(int)
    table["cost of one"] = planted.ACQUISITION_COST
    return table.rename_axis("came through")


def _with_all(table):
    """The table with a last row for all groups together."""
    table = table.set_axis(table.index.astype(str)).sort_index()
    total = table.sum().to_frame("all").T
    return pd.concat([table, total]).rename_axis("group")

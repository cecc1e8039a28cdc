"""The web shop's export: one row a line of an invoice, on a platform far away.

Its platform writes semicolons, decimal commas, UTF-8 with a byte order mark, and times
in UTC. It repeats the order's total on each line. A cancelled invoice comes again with
a C in front and negative quantities; what customers send back has an invoice of its
own. Who did not log in has no number.
"""

import numpy as np
import pandas as pd

ARTICLES = {
    "Longjing 龙井": 128.00,
    "Jasmine pearls 茉莉龙珠": 68.50,
    "Tieguanyin 铁观音": 98.00,
    "Black tea 红茶": 38.50,
    "Ginger tea 姜茶": 29.90,
    "White peony 白牡丹": 158.00,
    "Travel cup 旅行杯": 89.00,
    "Aged Pu'er 老普洱": 1280.00,
}
LIKED = [0.17, 0.2, 0.16, 0.2, 0.12, 0.07, 0.06, 0.02]
HEADING = [
    "Invoice", "Placed at", "Customer no.", "Article", "Quantity", "Unit price",
    "Order total",
]  # fmt: skip
FIRST, LAST = pd.Timestamp("2024-01-01"), pd.Timestamp("2025-07-01")
ZONE = "Asia/Shanghai"
CUSTOMERS, STRANGERS, EARLIER = 320, 70, 6
STOPS = 0.14  # after each order
AS_GUEST, CANCELLED, SENT_BACK = 0.12, 0.05, 0.06
# When people order: late in the evening above all, and some before breakfast.
HOURS = [5, 2, 0, 0, 0, 1, 3, 5, 4, 3, 3, 3, 4, 3, 3, 3, 3, 3, 4, 6, 8, 9, 9, 8]


def make():
    """The export's bytes, and the book of what was really sold."""
    rng = np.random.default_rng([2025, 1])
    orders = _orders(rng)
    lines = _lines(orders, rng)
    orders["amount"] = lines.groupby("key")["amount"].sum()
    orders["cancelled"] = _cancelled(orders, rng)
    returns = _returns(lines, orders, rng)
    orders, returns = _numbered(orders, returns)
    return _written(orders, lines, returns), _book(orders, lines, returns)


def _orders(rng):
    """Who orders when, by the shop's clock."""
    found = []
    for number in range(CUSTOMERS):
        days = (LAST - FIRST).days
        at, rate = days * rng.beta(1, 1.3), rng.gamma(0.9, 0.011) + 0.002
        size = np.exp(rng.normal(0, 0.35)) * (5 if rng.random() < 0.03 else 1)
        while at < days:
            found.append((f"{100 + 7 * number:06d}", at, size))
            at += rng.exponential(1 / rate)
            if rng.random() < STOPS:
                break
    for number in range(STRANGERS):
        found.append((f"stranger {number}", rng.uniform(0, (LAST - FIRST).days), 1.0))
    orders = pd.DataFrame(found, columns=["who", "day", "size"])
    hour = rng.choice(24, len(orders), p=np.array(HOURS) / sum(HOURS))
    seconds = hour * 3600 + rng.integers(3600, size=len(orders))
    day = FIRST + pd.to_timedelta(orders["day"].astype(int), unit="D")
    orders["at"] = day + pd.to_timedelta(seconds, unit="s")
    stranger = orders["who"].str.startswith("stranger")
    orders["known"] = ~stranger & (rng.random(len(orders)) >= AS_GUEST)
    orders = orders.sort_values("at", ignore_index=True)
    return orders.drop(columns="day").rename_axis("key")


def _lines(orders, rng):
    """What is in each order: an article once, several pieces of it."""
    found = []
    for key, size in orders["size"].items():
        kinds = 1 + rng.binomial(3, 0.3)
        chosen = rng.choice(len(ARTICLES), kinds, replace=False, p=LIKED)
        pieces = 1 + rng.poisson(0.7 * size, kinds)
        names = [list(ARTICLES)[place] for place in chosen]
        found += [(key, *both) for both in zip(names, pieces, strict=True)]
    lines = pd.DataFrame(found, columns=["key", "article", "pieces"])
    lines["price"] = lines["article"].map(ARTICLES)
    return lines.assign(amount=(lines["pieces"] * lines["price"]).round(2))


def _cancelled(orders, rng):
    """Which orders are cancelled within two days: large ones more than small ones."""
    odds = CANCELLED * np.sqrt(orders["amount"] / orders["amount"].mean())
    return (rng.random(len(orders)) < odds) & (orders["at"] < LAST - pd.Timedelta("3D"))


def _returns(lines, orders, rng):
    """What comes back, one row a return; the first rows were bought before the log."""
    found = lines.join(orders[["who", "at", "known", "cancelled"]], on="key")
    found = found[~found["cancelled"] & (rng.random(len(found)) < SENT_BACK)]
    found = found.rename_axis("line").reset_index()
    found["back"] = 1 + rng.binomial(found["pieces"] - 1, 0.4)
    found["at"] += pd.to_timedelta(rng.integers(5, 30, len(found)), unit="D")
    early = pd.DataFrame(
        {
            "line": -1,
            "article": rng.choice(list(ARTICLES)[:6], EARLIER),
            "back": 1,
            "who": [f"{9000 + 11 * number:06d}" for number in range(EARLIER)],
            "known": True,
            "at": FIRST + pd.to_timedelta(rng.integers(1, 20, EARLIER) * 32, unit="h"),
        }
    )
    early["price"] = early["article"].map(ARTICLES)
    found = pd.concat([early, found[found["at"] < LAST]], ignore_index=True)
    return found.assign(amount=-(found["back"] * found["price"]).round(2))


def _numbered(orders, returns):
    """Invoices are numbered as they come, those for returns among the others."""
    at = pd.concat([orders["at"], returns["at"]], keys=["sold", "back"])
    number = (20_000 + at.rank(method="first")).astype(int).astype(str)
    orders = orders.assign(invoice=number["sold"])
    return orders, returns.assign(invoice=number["back"])


def _written(orders, lines, returns):
    """The file: rows by time, in the platform's way of writing."""
    sold = lines.join(orders.drop(columns="amount"), on="key")
    sold["total"] = sold.groupby("key")["amount"].transform("sum")
    void = sold[sold["cancelled"]]
    void = void.assign(
        invoice="C" + void["invoice"],
        pieces=-void["pieces"],
        total=-void["total"],
        at=void["at"] + pd.Timedelta("31h"),
    )
    back = returns.assign(pieces=-returns["back"], total=returns["amount"])
    rows = pd.concat([sold, void, back], ignore_index=True)
    rows = rows.sort_values(["at", "invoice"], kind="stable")
    utc = rows["at"].dt.tz_localize(ZONE).dt.tz_convert("UTC")
    columns = [
        rows["invoice"],
        utc.dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
        rows["who"].where(rows["known"], ""),
        rows["article"],
        rows["pieces"].astype(int).astype(str),
        rows["price"].map(_continental),
        rows["total"].map(_continental),
    ]
    text = [";".join(HEADING), *map(";".join, zip(*columns, strict=True)), ""]
    return "\r\n".join(text).encode("utf-8-sig")


def _continental(amount):
    """1280.5 as 1.280,50."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _book(orders, lines, returns):
    """What was sold and stayed sold, line by line."""
    back = returns.groupby("line")["amount"].sum().reindex(lines.index, fill_value=0)
    kept = lines.assign(amount=(lines["amount"] + back).round(2))
    kept = kept.join(orders.drop(columns="amount"), on="key").query("not cancelled")
    return pd.DataFrame(
        {
            "order_id": kept["invoice"],
            "customer_id": kept["who"],
            "known": kept["known"],
            "date": kept["at"].dt.normalize(),
            "amount": kept["amount"],
        }
    ).reset_index(drop=True)

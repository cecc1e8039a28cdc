"""Clean calls of the methods of crmlab.segmentation."""

import numpy as np
import pandas as pd

from crmlab import segmentation as seg

CUSTOMERS = [f"c{n}" for n in range(1, 13)]


def orders():
    days = pd.Timestamp("2024-03-01") + pd.to_timedelta(
        [0, 200, 30, 250, 60, 90, 280, 5, 100, 150], unit="D"
    )
    return pd.DataFrame(
        {
            "order_id": [f"o{n}" for n in range(1, 11)],
            "customer_id": ["c1", "c1", "c2", "c2", "c2", "c3", "c3", "c4", "c5", "c6"],
            "date": days,
            "amount": [20.0, 30.5, 10.0, 25.0, 5.25, 80.0, 7.0, 60.0, 33.0, 41.5],
            "channel": ["web", "shop"] * 5,
            "gift": [True, False, False, False, True] * 2,
        }
    )


def lines():
    return pd.DataFrame(
        {
            "order_id": [f"o{n}" for n in range(1, 11)] + ["o1", "o4", "o6"],
            "customer_id": [*orders()["customer_id"], "c1", "c2", "c3"],
            "product_id": ["p1", "p2", "p1", "p3", "p1", "p2", "p1", "p1", "p3", "p2"]
            + ["p2", "p1", "p3"],
            "amount": [12.0, 30.5, 10.0, 20.0, 5.25, 50.0, 7.0, 60.0, 33.0, 41.5]
            + [8.0, 5.0, 30.0],
        }
    )


def products():
    return pd.DataFrame(
        {
            "product_id": ["p1", "p2", "p3"],
            "category": ["everyday tea", "fine tea", "pots"],
        }
    )


def shelves():
    return {"order_lines": lines(), "products": products()}


def points():
    """Twelve customers in three clusters, well apart."""
    x = [0.0, 0.5, 0.25, 0.75, 0.125, 9.0, 9.5, 9.25, 9.75, 20.0, 20.5, 20.25]
    return pd.DataFrame(
        {"x": x, "y": [v % 3 + n / 16 for n, v in enumerate(x)]}, CUSTOMERS
    )


def labels():
    return pd.Series(list("aaaaabbbbccc"), CUSTOMERS, name="group")


def outcome():
    return pd.Series(
        [5.0, 6.5, 4.0, 5.5, 7.0, 1.0, 2.0, 0.5, 1.5, 9.0, 8.5, 12.0], CUSTOMERS
    )


def scores():
    return seg.rfm_scores(table(), 5)


def table():
    n = np.arange(1, 13)
    return pd.DataFrame(
        {"recency_days": n * 7 % 13, "frequency": n * 5 % 13, "monetary": n * 9 % 13},
        CUSTOMERS,
    )


def trial():
    return pd.DataFrame({"treated": [True, False] * 6, "margin": outcome()}, CUSTOMERS)


def payoffs():
    return pd.DataFrame(
        {"tea": outcome(), "gift": 10 - outcome() + np.arange(12) / 8}, CUSTOMERS
    )


def bands():
    return pd.Series(["low", "high", "high"] * 4, CUSTOMERS)


INPUTS = {
    "agreement": lambda: {"labels": labels(), "truth": bands()},
    "choose_k": lambda: {"features": points(), "ks": [2, 3], "pairs": 1},
    "cluster": lambda: {"features": points(), "k": 3},
    "explained": lambda: {"outcome": outcome(), "groups": labels()},
    "features": lambda: {
        "orders": orders(),
        "order_lines": lines().drop(columns="customer_id"),
        "products": products(),
        "today": "2025-01-01",
    },
    "gain_table": lambda: {
        "score": outcome(),
        "outcome": table()["frequency"],
        "parts": 4,
    },
    "growth_possible": lambda: {
        "margin": outcome(),
        "share": pd.Series(np.arange(1, 13) / 16, CUSTOMERS),
    },
    "ladder": lambda: {
        "outcome": outcome(),
        "groupings": {"group": labels(), "band": bands()},
    },
    "later_behaviour": lambda: {
        "orders_after": orders(),
        "customers": ["c1", "c2", "c9"],
    },
    "next_category": shelves,
    "offer_gain": lambda: {"trial": trial(), "groups": bands()},
    "pairs": lambda: {**shelves(), "by": "order_id"},
    "place": lambda: {
        "others": points().set_axis([f"d{n}" for n in range(12)]) + 1,
        "features": points(),
        "labels": labels(),
    },
    "profile": lambda: {"features": points(), "labels": labels()},
    "refine": lambda: {
        "payoffs": payoffs(),
        "groupings": {"group": labels(), "band": bands()},
        "later": payoffs() + 0.5,
    },
    "rfm": lambda: {"orders": orders(), "today": "2025-01-01"},
    "rfm_scores": lambda: {"rfm": table()},
    "rfm_segments": lambda: {"scores": scores()[["r", "f"]]},
    "scale": lambda: {"features": points(), "like": points() + 1},
    "up_sell": lambda: {**shelves(), "at_least": 1},
    "value_and_growth": lambda: {
        "customers": pd.DataFrame(
            {"value": outcome() - 2, "growth": table()["monetary"]}, CUSTOMERS
        ),
    },
}
ANY_COLUMN = "each column is a feature, or an offer: fewer will do"
ALLOWED = {
    "choose_k": {
        "features: without *": ANY_COLUMN,
        "features: rows in another order": "bootstrap samples are drawn by place",
    },
    "cluster": {"features: without *": ANY_COLUMN},
    "explained": {
        "groups: a frame": "its columns together are the groups",
        "groups: with a gap": "a gap is a label of its own",
    },
    "place": {"features: without *": ANY_COLUMN},
    "profile": {"features: without *": ANY_COLUMN},
    "refine": {"payoffs: without *": ANY_COLUMN},
    "scale": {"features: without *": ANY_COLUMN},
}

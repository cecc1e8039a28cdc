"""Exercise EA2.6: what a question costs where the engine bills by bytes read."""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Choice, Number

# Bytes of a row, column by column, as the exercise gives them.
WIDTH = pd.Series(
    {"order_id": 9, "customer_id": 9, "date": 8, "amount": 8, "channel": 6, "other": 40}
)
USED = ["customer_id", "date", "amount"]
ROWS, PRICE, RUNS = 100_000_000, 45, 200 * 365  # ¥ a TB; questions a year
UPKEEP = {"everything": 0, "three columns": 2_000, "year": 12_000, "fortnight": 30_000}


def yearly(load, columns=None, share=1.0, rows=ROWS, runs=RUNS):
    """What a year's questions cost, in ¥."""
    width = WIDTH[columns].sum() if columns else WIDTH.sum()
    return float(rows * width * share * runs * PRICE / 1e12)


def recent(load, days=14):
    """The share of the orders in the last days."""
    return float((load("orders")["date"] >= CUTOFF - pd.Timedelta(days=days)).mean())


def costs(load, upkeep=UPKEEP):
    bill = {"everything": yearly(load), "three columns": yearly(load, USED)}
    bill["year"] = yearly(load, USED, recent(load, 364))
    bill["fortnight"] = yearly(load, USED, recent(load))
    return pd.Series(bill) + pd.Series(upkeep)


EA2_6a = Part(
    answer=lambda load: yearly(load, USED, recent(load)),
    form=Number(decimals=1),
    points=2,
    misconceptions={
        "all_columns": lambda load: yearly(load, share=recent(load)),
        "all_rows": lambda load: yearly(load, USED),
        "by_days": lambda load: yearly(load, USED, 14 / 728),
        "one_run_a_day": lambda load: yearly(load, USED, recent(load), runs=365),
        "own_rows": lambda load: yearly(
            load, USED, recent(load), rows=len(load("orders"))
        ),
    },
)
EA2_6b = Part(
    answer=lambda load: costs(load).idxmin(),
    form=Choice(options=tuple(UPKEEP)),
    points=1,
    misconceptions={
        "everything": lambda load: "everything",
        "year": lambda load: "year",
        "fortnight": lambda load: "fortnight",
    },
)
EA2_6 = Exercise(
    "EA2.6", "stretch", minutes=12, concepts=("1.10",), parts={"a": EA2_6a, "b": EA2_6b}
)

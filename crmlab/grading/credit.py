"""Credit standing, from how a customer has paid so far."""

from crmlab import wanted


def payment_record(invoices, today):
    """How each customer has paid what fell due before today.

    invoices  frame, one row an invoice: customer_id, due, paid (a gap while unpaid),
              written_off (a gap where the money was not given up), amount (CNY)
    today     the first day that is not known
    Returns a frame, one row a customer who had an invoice due before today:
        invoices  number of these
        on_time   share of them paid on the last day or before
        lost      CNY written off
        open      CNY overdue, neither paid nor written off
    Invoices that are not due yet tell nothing and are left out. So is the amount: one
    late cup counts as much as one late van; look at lost and open for that.

    Raises ValueError where a column is missing or not of its kind, has a gap (but for
    paid and written_off), today is no day, or an invoice was paid or written off on
    that day or later.

    >>> import pandas as pd
    >>> day = pd.to_datetime
    >>> invoices = pd.DataFrame({"customer_id": ["a", "a"], "amount": [50.0, 70.0],
    ...     "due": day(["2025-03-01", "2025-06-01"]), "paid": day(["2025-02-20", None]),
    ...     "written_off": day([None, None])})
    >>> payment_record(invoices, "2025-06-30").loc["a"].to_dict()
    {'invoices': 2.0, 'on_time': 0.5, 'lost': 0.0, 'open': 70.0}
    """
    name, happened = "payment_record", ["paid", "written_off"]
    invoices = wanted.table(
        invoices, name, "invoices", keys="customer_id", numbers="amount",
        dates=["due", *happened], gaps=happened,
    )  # fmt: skip
    today = wanted.day(today, name, "today")
    for column in happened:
        wanted.before(invoices[column].dropna(), today, name, f"dates in {column}")
    due = invoices[invoices["due"] < today]
    settled = due[happened].notna().any(axis=1)
    marked = due.assign(
        on_time=due["paid"] <= due["due"],
        lost=due["amount"].where(due["written_off"].notna(), 0.0),
        open=due["amount"].mask(settled, 0.0),
    )
    return marked.groupby("customer_id").agg(
        invoices=("due", "size"),
        on_time=("on_time", "mean"),
        lost=("lost", "sum"),
        open=("open", "sum"),
    )

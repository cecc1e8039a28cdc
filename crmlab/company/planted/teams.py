"""Who looks after which touchpoint, and how the teams work together."""

import pandas as pd

TEAMS = pd.DataFrame(
    [
        # team, head, staff, trained, shared goal; meetings, hours with customers
        ("marketing", "head of marketing", 6, 0.50, False, 1, 1),
        ("web team", "head of digital", 5, 0.80, False, 1, 0),
        ("shops", "head of shops", 24, 0.85, True, 4, 12),
        ("call centre", "head of service", 9, 0.45, True, 2, 8),
        ("warehouse", "head of operations", 14, 0.60, False, 1, 0),
        ("finance", "finance director", 4, 0.75, False, 1, 1),
    ],
    columns=["team", "head", "staff", "trained", "shared_goal", "meetings"]
    + ["customer_hours"],
)
# One measure a touchpoint. Some lines of responsibility are missing or doubled, as
# they are in real firms: nobody accountable, two accountable, two who each think that
# the other does it, nobody who does it.
OWNERS = pd.DataFrame(
    [
        ("adverts", "desire", "marketing", "head of marketing", "web team", "shops")
        + ("visits that lead to an order", 0.32, True),
        ("mail", "desire", "marketing", "head of marketing", "call centre", "web team")
        + ("visits that lead to an order", 0.45, True),
        ("web shop", "choice", "web team", "head of digital", "marketing", "shops")
        + ("visits that lead to an order", 0.55, True),
        ("app", "choice", "web team", "head of digital", "marketing", "call centre")
        + ("visits that lead to an order", 0.55, True),
        ("till", "order", "shops", "head of shops", "finance", "marketing")
        + ("minutes of waiting", 3.0, False),
        ("phone line", "order", "call centre", None, "web team", "shops")
        + ("calls given up", 0.04, False),
        ("payment page", "payment", "web team; finance", "head of digital")
        + ("call centre", None, "payments that fail", 0.03, False),
        ("invoices", "payment", "finance", "finance director", "call centre", None)
        + ("invoices paid late", 0.20, False),
        ("parcels", "delivery and trial", "warehouse", "head of operations")
        + ("call centre", "shops", "parcels that are late", 0.05, False),
        ("goods", "delivery and trial", "warehouse", "head of operations", "shops")
        + ("marketing", "ratings that are bad", 0.06, False),
        ("complaints", "after-sales", "call centre", "head of service; head of shops")
        + ("warehouse", "marketing", "complaints settled well", 0.60, True),
        ("questions", "after-sales", "call centre", "head of service", "warehouse")
        + ("web team", "questions closed in two hours", 0.75, True),
        ("data requests", "after-sales", None, "finance director", "web team")
        + ("marketing", "requests closed in 30 days", 1.0, True),
    ],
    columns=["touchpoint", "step", "responsible", "accountable", "consulted"]
    + ["informed", "measure", "target", "more_is_better"],
)

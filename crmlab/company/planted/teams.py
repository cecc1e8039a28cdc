"""Who looks after which touchpoint, and how the teams work together."""

import pandas as pd

from .levers import HOUSE_SERVICE, SERVICE
from .service import LIES_SHARE, QUESTIONS_SLOWER

TEAMS = pd.DataFrame(
    [
        # team, head, staff, trained, shared goal; meetings, hours with customers
        ("marketing", "head of marketing", 6, 0.50, False, 1, 1),
        ("web team", "head of digital", 5, 0.80, False, 1, 0),
        ("shops", "head of shops", 24, 0.85, True, 4, 12),
        ("call centre", "head of service", 9, 0.45, True, 2, 8),
        ("warehouse", "head of operations", 14, 0.60, False, 1, 0),
        ("finance", "head of finance", 4, 0.75, False, 1, 1),
    ],
    columns=["team", "head", "staff", "trained", "shared_goal", "meetings"]
    + ["customer_hours"],
)
# One measure a touchpoint, with a target that the managers set. Over the last quarter
# five are met (adverts, till, invoices, parcels, goods), four are missed by less than a
# tenth (mail, web shop, app, questions), and four by more (phone line, payment page,
# complaints, data requests). Some lines of responsibility are missing or doubled, as
# they are in real firms: nobody accountable, two accountable, two who each think that
# the other does it, nobody who does it.
OWNERS = pd.DataFrame(
    [
        ("adverts", "desire", "marketing", "head of marketing", "web team", "shops")
        + ("visits that lead to an order", 0.23, True),
        ("mail", "desire", "marketing", "head of marketing", "call centre", "web team")
        + ("visits that lead to an order", 0.42, True),
        ("web shop", "choice", "web team", "head of digital", "marketing", "shops")
        + ("visits that lead to an order", 0.53, True),
        ("app", "choice", "web team", "head of digital", "marketing", "call centre")
        + ("visits that lead to an order", 0.55, True),
        ("till", "order", "shops", "head of shops", "finance", "marketing")
        + ("minutes of waiting", 4.2, False),
        ("phone line", "order", "call centre", None, "web team", "shops")
        + ("calls given up", 0.08, False),
        ("payment page", "payment", "web team; finance", "head of digital")
        + ("call centre", None, "payments that fail", 0.03, False),
        ("invoices", "payment", "finance", "head of finance", "call centre", None)
        + ("invoices paid late", 0.30, False),
        ("parcels", "delivery and trial", "warehouse", "head of operations")
        + ("call centre", "shops", "parcels that are late", 0.08, False),
        ("goods", "delivery and trial", "warehouse", "head of operations", "shops")
        + ("marketing", "ratings that are bad", 0.10, False),
        ("complaints", "after-sales", "call centre", "head of service; head of shops")
        + ("warehouse", "marketing", "complaints settled well", 0.75, True),
        ("questions", "after-sales", "call centre", "head of service", "warehouse")
        + ("web team", "questions closed in two hours", 0.70, True),
        ("data requests", "after-sales", None, "head of finance", "web team")
        + ("marketing", "requests closed in 30 days", 1.0, True),
    ],
    columns=["touchpoint", "step", "responsible", "accountable", "consulted"]
    + ["informed", "measure", "target", "more_is_better"],
)
# How the measures that are counted over both years move, and by what. The rest is in
# the log of touchpoints, which is half a year old.
TRENDS = pd.DataFrame(
    [
        ("parcels", "better", "log share late, by better service in the second year")
        + (SERVICE["late"] * (HOUSE_SERVICE[0] - HOUSE_SERVICE[-1]),),
        ("complaints", "level", "the share settled well is one number", 0.0),
        ("questions", "worse", "log hours until closed, in two years")
        + (2 * QUESTIONS_SLOWER,),
        ("data requests", "worse", "share of requests that lie about, in two years")
        + (LIES_SHARE[1] - LIES_SHARE[0],),
    ],
    columns=["touchpoint", "trend", "cause", "planted"],
).set_index("touchpoint")

"""Two exports of a small shop, as shops' programs write them: to learn their traps on.

Old Wharf Tea (老码头茶行, fictional) sells on the web and over a counter. The exports
of its web shop and its till are files beside this one. The modules that make them keep
the book of what was really sold; ``python -m crmlab.datasets.samples`` writes them.
"""

from pathlib import Path

from crmlab.datasets.messages import DataError, say

NAMES = ("web_shop", "till")


def export(name):
    """Path of a sample export, "web_shop" or "till".

    Raises DataError where the name is another one.
    """
    if name not in NAMES:
        raise DataError(say("no_sample", name=name, names=", ".join(NAMES)))
    return Path(__file__).with_name(f"{name}.csv")


def book(name):
    """What was really sold, and to whom: the planted truth of a sample export.

    Returns a frame, one row a line that was sold and not cancelled: order_id,
    customer_id (whoever bought, known to the shop or not; missing for walk-ins),
    known (whether the export names the customer), date (the shop's day) and amount
    (CNY, returns taken off).
    Raises DataError where the name is another one.
    """
    export(name)
    from crmlab.datasets.samples import making

    return making.MADE[name]()[1]

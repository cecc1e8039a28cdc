"""The company's data: load, describe and check them; bring your own orders.

    from crmlab.datasets import load, tables, describe
    orders = load("orders")

The tables of the course's company come with the course. ``load(…, seed=7)``, or the
environment variable CRMLAB_SEED, gives another company on which all works the same.
"""

from crmlab.datasets.checks import check
from crmlab.datasets.exports import read_lines
from crmlab.datasets.messages import DataError
from crmlab.datasets.orders import read_orders
from crmlab.datasets.sales import sales_only
from crmlab.datasets.tables import describe, future, load, tables, truth

__all__ = [
    "DataError",
    "check",
    "describe",
    "future",
    "load",
    "read_lines",
    "read_orders",
    "sales_only",
    "tables",
    "truth",
]

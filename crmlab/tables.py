"""Tables with one header row, also where the rows have a name.

pandas puts the name of the rows into a second header row, which a screen reader reads
out as a row of empty cells. In a notebook a frame is shown with it in the corner, once
`crmlab.figures` or `crmlab.practice` is imported. `in_words` makes words of the names
that code uses. `yuan` writes an amount as a sentence has it.
"""

import re
import sys
from html import escape

import pandas as pd

HEAD = re.compile(r"(?<=<thead>).*?(?=</thead>)", re.DOTALL)
ROW = re.compile(r"\s*<tr.*?</tr>\s*", re.DOTALL)
CELL = re.compile(r"<th>.*?</th>", re.DOTALL)
BOTH = "{rows} \\ {columns}"  # the corner of a cross table

# What a table that is shown says for a column; of any other name only the underscores
# go. Units are those of the company's tables.
WORDS = {
    "acquired_through": "won through",
    "acquisition_cost": "cost of winning, CNY",
    "amount": "amount, CNY",
    "bill": "bill, CNY",
    "bill_usual": "bill usual, CNY",
    "contact_cost": "contact, CNY each",
    "contact_type": "contact",
    "customer_hours": "hours with customers",
    "customer_id": "customer",
    "delivery_hours": "delivery, hours",
    "extra_orders": "extra orders each",
    "first_day": "quarter from",
    "first_sale": "first sale, CNY",
    "flow": "flow, CNY",
    "goods_cost": "goods, CNY",
    "handling_cost": "handling, CNY",
    "in_time": "in time, share",
    "largest_share": "largest customer, share",
    "late_share": "late, share",
    "mean_with": "mean with it",
    "mean_without": "mean without it",
    "median_bill": "median bill, CNY",
    "pays_from": "pays from, customers",
    "record_id": "record",
    "set_up": "set-up, CNY",
    "trained": "trained, share",
    "won_met": "won, met",
    "won_missed": "won, missed",
}


def yuan(amount):
    """An amount in whole yuan, with a true minus sign before the ¥.

    >>> yuan(1234.4), yuan(-1234), yuan(-0.4)
    ('¥1,234', '−¥1,234', '¥0')
    """
    return f"{'−' if round(amount) < 0 else ''}¥{abs(amount):,.0f}"


def in_words(frame):
    """The frame with its names in words, and with units: "set-up, CNY" for set_up.

    frame  any frame
    Returns a copy, to be shown: columns, rows and their names as `WORDS` has them. A
    name without an underscore that is not in there stays as it is.

    >>> in_words(pd.DataFrame({"set_up": [9000], "share_of_wallet": [0.4]}))
       set-up, CNY  share of wallet
    0         9000              0.4
    """
    named = frame.rename(index=_words, columns=_words)
    return named.rename_axis(index=_words, columns=_words)


def _words(name):
    if not isinstance(name, str):
        return name
    return WORDS.get(name, name.replace("_", " "))


def one_header(frame):
    """A frame as pandas shows it in a notebook, but with one header row.

    frame  any frame; one with several levels of columns keeps a row for each
    Returns HTML; None where pandas is told to make none.
    """
    html = frame._repr_html_()  # what pandas itself hands to Jupyter
    head = HEAD.search(html or "")  # none where its options ask for another form
    rows = ROW.findall(head[0]) if head else []
    if frame.columns.nlevels > 1 or len(rows) < 2:
        return html
    names = iter(_corner(frame))
    row = CELL.sub(
        lambda cell: f"<th>{escape(next(names))}</th>", rows[0], frame.index.nlevels
    )
    return HEAD.sub(lambda _: row, html)


def _corner(frame):
    """The names that stand above the names of the rows."""
    names = ["" if name is None else str(name) for name in frame.index.names]
    if frame.columns.name is not None:
        names[-1] = BOTH.format(rows=names[-1], columns=frame.columns.name)
    return names


def register():
    """In a notebook: show frames so. Elsewhere: nothing."""
    ipython = sys.modules.get("IPython")  # without it, this is no notebook
    shell = ipython and ipython.get_ipython()
    if shell is not None:
        formatter = shell.display_formatter.formatters["text/html"]
        formatter.for_type(pd.DataFrame, one_header)

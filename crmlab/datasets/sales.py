"""What an export says was sold, to whom, and the list of what was left out of it."""

from collections import defaultdict

import pandas as pd

from crmlab.datasets.messages import DataError, say

COLUMNS = ["order_id", "customer_id", "date", "item", "amount", "note"]
CENT = 0.005  # half of it: smaller amounts are what is left of rounding


def sales_only(lines, *, cancelled=None, void=None, nobody=()):
    """Return the orders of an export, and the list of what was left out of it.

    lines      frame as ``read_lines`` returns it
    cancelled  what stands before the number of a cancelled order, such as "C"; the
               order that it cancels goes too
    void       a word, or a list of words: a line whose note has one does not count
    nobody     customer numbers that are no customer: a card of the shop's own

    Returns (orders, choices).
        orders   one row an order: order_id, customer_id, date, amount. A number used
                 on two days is two orders. Returns are taken off what they return, and
                 what came back whole is left out
        choices  rows and amount, why in the index: all rows of the file, those left
                 out, each for the first reason that holds, and those that stay. The
                 amounts of the parts add up to the first

    Exports of the same kind may be put together first, by ``pd.concat``.

    Raises DataError where a column is missing, a rule needs one that was not read, is
    no text or finds nothing in the file, or where nothing is left.
    """
    lines = _positions(lines, COLUMNS)
    void, nobody = _listed(void), [str(number) for number in _listed(nobody)]
    _refuse_rules(lines, cancelled, void, nobody)
    ids = lines["customer_id"]
    reasons = {
        "no_date": lines["date"].isna() | lines["amount"].isna(),
        "cancelled": _cancelled(lines["order_id"], cancelled),
        "void": _contains(lines["note"], void),
        "nobody": ids.isin(nobody),
        "no_customer": ids.isna(),
    }
    choices, stay = [("all", len(lines), lines["amount"].sum())], lines
    for name, holds in reasons.items():
        out = holds.loc[stay.index]
        choices.append((name, out.sum(), stay.loc[out, "amount"].sum()))
        stay = stay[~out]
    net = take_off_returns(stay)
    back, alone = stay["amount"] < 0, net < 0
    choices.append(("alone", alone.sum(), net[alone].sum()))
    choices.append(("back", (back & ~alone).sum(), 0.0))
    whole = ~back & (net < CENT) & (stay["amount"] > 0)
    choices.append(("whole", whole.sum(), 0.0))
    sold = stay.assign(amount=net)[~back & ~whole]
    choices.append(("stays", len(sold), sold["amount"].sum()))
    if sold.empty:
        raise DataError(say("nothing_left"))
    return _orders(sold), _told(choices)


def take_off_returns(lines):
    """Return the amount of each line after returns, the sum being the same.

    lines  frame with customer_id, item, date and amount; returns are below 0
    A return is taken off what the customer bought of the item before, the latest
    purchase first; the return's own amount is then 0. What it exceeds all purchases
    by stays with it, below 0. Where items are missing, all are taken as one.

    Raises DataError where a column is missing. There must be no gap in the others.

    >>> lines = pd.DataFrame({"customer_id": "a", "item": "tea",
    ...     "date": pd.to_datetime(["2025-06-01", "2025-06-05", "2025-06-09"]),
    ...     "amount": [30.0, 20.0, -25.0]})
    >>> take_off_returns(lines).to_list()
    [25.0, 0.0, 0.0]
    """
    index = lines.index
    lines = _positions(lines, ["customer_id", "item", "date", "amount"])
    who = lines["customer_id"].astype("str") + "\0" + lines["item"].fillna("")
    asked = who.isin(who[lines["amount"] < 0])
    rows = lines[asked].sort_values("date", kind="stable")
    left = rows["amount"].to_dict()
    bought = defaultdict(list)
    for label, key in who[rows.index].items():
        if left[label] >= 0:
            bought[key].append(label)
        while left[label] < 0 and bought[key]:
            taken = min(-left[label], left[bought[key][-1]])
            left[label] = round(left[label] + taken, 2)
            left[bought[key][-1]] = round(left[bought[key][-1]] - taken, 2)
            if left[bought[key][-1]] == 0:
                bought[key].pop()
    net = pd.Series(left, dtype=float).reindex(lines.index).fillna(lines["amount"])
    return net.set_axis(index)


def _positions(lines, columns):
    """The lines numbered from 0, once they are what `read_lines` returns."""
    missing = [name for name in columns if name not in lines]
    if missing:
        raise DataError(say("not_lines", names=", ".join(missing)))
    return lines.reset_index(drop=True)


def _listed(value):
    """One value or several as a list; none where there is nothing to look for."""
    if value is None or value == "":
        return []
    return [value] if pd.api.types.is_scalar(value) else list(value)


def _refuse_rules(lines, cancelled, void, nobody):
    """Refuse a rule that finds nothing: a slip of the pen would go unseen."""
    rules = [("cancelled", "order_id", [cancelled] if cancelled else [])]
    rules += [("void", "note", void), ("nobody", "customer_id", nobody)]
    for rule, column, values in rules:
        keyword = column.removesuffix("_id")
        there = lines[column].dropna()
        if values and there.empty:
            raise DataError(say("rule_needs", rule=rule, keyword=keyword))
        for value in values:
            if not isinstance(value, str):
                raise DataError(say("rule_no_text", rule=rule, value=value))
            found = {
                "cancelled": there.str.startswith(value),
                "void": there.str.contains(value, regex=False),
                "nobody": there.eq(value),
            }
            if not found[rule].any():
                often = ", ".join(there.value_counts().index[:4])
                words = {"rule": rule, "value": value, "often": often}
                raise DataError(say("rule_finds_nothing", **words))


def _cancelled(number, mark):
    """Rows of cancelled orders and of what they cancel, by the mark before a number."""
    if not mark:
        return pd.Series(False, number.index)
    marked = number.str.startswith(mark).fillna(False).astype(bool)
    return marked | number.isin(number[marked].str.removeprefix(mark))


def _contains(note, words):
    found = pd.Series(False, note.index)
    for word in words:
        found |= note.str.contains(word, regex=False).fillna(False).astype(bool)
    return found


def _orders(sold):
    """Sum lines to orders; without order numbers, each line is one."""
    number = sold["order_id"].fillna(sold.index.to_series().astype("str"))
    day = sold["date"].dt.strftime("%Y%m%d")
    keys = sold.assign(order_id=day + "-" + number)
    keys = keys.groupby(["order_id", "customer_id", "date"], as_index=False)
    return keys["amount"].sum().round({"amount": 2})


def _told(choices):
    table = pd.DataFrame(choices, columns=["why", "rows", "amount"])
    table["why"] = [say(f"choice_{name}") for name in table["why"]]
    return table.set_index("why").rename_axis(None).round({"amount": 2})

"""Reading a rule such as "attitude >= 7 and not member", and nothing but rules.

A rule is text that somebody may have sent. It is taken apart by Python's own parser,
and each part must be one of those below: nothing in it is ever executed.
"""

import ast
import operator

import pandas as pd

from crmlab import wanted
from crmlab.wanted.kinds import as_values, kind

ORDERS = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
LISTS = {
    ast.In: lambda answer, values: answer.isin(values),
    ast.NotIn: lambda answer, values: ~answer.isin(values),
}
SIGNS = {**ORDERS, **LISTS, ast.Eq: operator.eq, ast.NotEq: operator.ne}


class NotARuleError(Exception):
    """Part of a text that no rule can hold."""


def holds(name, condition, answers, function):
    """Where a condition holds: True, False, or missing where it hangs on a gap.

    name       of the rule, for the sentence
    condition  comparisons of columns with numbers, text or lists of them, joined by
               and, or, not; a column of True and False may stand alone
    answers    frame with the columns

    Raises ValueError where the condition is anything else, and where a column is not
    there or cannot be compared so.
    """
    try:
        return _read(ast.parse(condition.strip(), mode="eval").body, answers, function)
    except (SyntaxError, MemoryError, RecursionError, AttributeError):
        said = "it is no condition"
    except NotARuleError as error:
        said = str(error)
    raise ValueError(
        f"{function}() cannot read the rule for {name}, {condition!r}: {said}. A rule "
        "is made of columns, numbers, text, comparisons, and, or, not."
    )


def _read(part, answers, function):
    """Series of True, False and missing: where a part of a rule holds."""
    match part:
        case ast.Name(id=name):
            return _flags(_column(name, answers, function), function, name)
        case ast.UnaryOp(op=ast.Not(), operand=one):
            return ~_read(one, answers, function)
        case ast.BoolOp(op=op, values=[first, *more]):
            found = _read(first, answers, function)
            for one in more:
                other = _read(one, answers, function)
                found = found & other if isinstance(op, ast.And) else found | other
            return found
        case ast.Compare(left=left, ops=signs, comparators=more):
            sides = [_side(one, answers, function) for one in [left, *more]]
            found = pd.Series(True, answers.index, dtype="boolean")
            for one, sign, other in zip(sides, signs, sides[1:], strict=False):
                found &= _compare(one, type(sign), other)
            return found
    raise NotARuleError(f"{ast.unparse(part)} is neither a comparison nor a column")


def _side(part, answers, function):
    """One side of a comparison: a column, a number, text, or a list of these two."""
    if isinstance(part, ast.Name):
        return _column(part.id, answers, function)
    try:
        value = ast.literal_eval(part)
    except ValueError:
        value = None
    if not isinstance(value, (list, tuple, set, int, float, str)):
        raise NotARuleError(f"{ast.unparse(part)} is no column, number, text or list")
    return value if isinstance(value, (int, float, str)) else list(value)


def _compare(one, sign, other):
    """A column with another, or with a value: missing where an answer is."""
    if (sign in LISTS) != isinstance(other, list) or isinstance(one, list):
        raise NotARuleError("a list comes after in or not in, and nowhere else")
    columns = [side for side in (one, other) if isinstance(side, pd.Series)]
    kinds = {kind(pd.Series(side)) for side in (one, other)} - {"nothing"}
    if sign not in SIGNS or len(kinds) > 1 or (sign in ORDERS and kinds - {"numbers"}):
        said = " and ".join(sorted(kinds))
        raise NotARuleError(f"{said} cannot be compared so" if columns else "no column")
    if not columns or (sign in LISTS and one is not columns[0]):
        raise NotARuleError("a comparison without a column is always the same")
    held = SIGNS[sign](one, other).astype("boolean")
    for column in columns:
        held = held.mask(column.isna())
    return held


def _column(name, answers, function):
    """A column of answers, its numbers as floats."""
    if name not in answers.columns:
        names = ", ".join(map(str, answers.columns))
        raise NotARuleError(f"there is no column {name} among {names}")
    column = as_values(answers[name])
    if kind(column) != "numbers":
        return column
    place = f"column {name} of answers"
    return wanted.numbers(column, function, place, gaps=True).astype(float)


def _flags(column, function, name):
    """True, False, and missing where there is no answer."""
    given = column.notna().to_numpy()
    found = pd.Series(pd.NA, column.index, dtype="boolean")
    found[given] = wanted.flags(column[given], function, f"column {name}").to_numpy()
    return found

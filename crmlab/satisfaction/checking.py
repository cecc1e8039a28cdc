"""What a path model needs of its data and its structure, and the sentences if not."""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.satisfaction.structures import factors

SCHEMES = ("centroid", "factorial", "path")
SCALINGS = ("standardised", "raw")
MISSING = ("drop", "mean")
NO_ANSWER = [88, 98, 99, 888, 998, 999]  # often written for "no answer"


def check_choice(name, value, options):
    """One of several words."""
    if value not in options:
        said = ", ".join(repr(option) for option in options)
        raise ValueError(f"{name} is {value!r}; it can be {said}.")


def check_model(structure, blocks):
    """The factors in order; an error if structure and blocks do not fit together."""
    order = factors(structure)
    if len(set(structure)) < len(structure):
        twice = next(arrow for arrow in structure if structure.count(arrow) > 1)
        raise ValueError(f"The arrow {twice} is in the structure twice. Drop one.")
    if not isinstance(blocks, dict):
        raise ValueError(
            "blocks is a dict from each factor to a list of columns, such as "
            f"{{'value': ['v1', 'v2']}}; it is {blocks!r}."
        )
    for name in order:
        if isinstance(blocks.get(name), str):
            raise ValueError(
                f"The factor {name!r} needs a list of items, such as "
                f"[{blocks[name]!r}], not text."
            )
        if not len(blocks.get(name, [])):
            raise ValueError(
                f"The factor {name!r} has no items. Give blocks a list of columns "
                f"for it; blocks has {list(blocks)}."
            )
    seen = {}
    for name in order:
        for item in blocks[name]:
            if item in seen:
                raise ValueError(
                    f"The item {item!r} is in two blocks, {seen[item]!r} and {name!r}. "
                    "An item measures one factor: take it out of one of them."
                    if seen[item] != name
                    else f"The item {item!r} is in the block {name!r} twice. Drop one."
                )
            seen[item] = name
    return order


def check_span(scale):
    """Lowest and highest answer of a scale, or None."""
    if scale is None:
        return
    if not isinstance(scale, (list, tuple)) or len(scale) != 2:
        raise ValueError(f"scale is a pair such as (1, 5), or None; it is {scale!r}.")
    low = wanted.number(scale[0], "PathModel", "the lowest answer of scale")
    if not wanted.number(scale[1], "PathModel", "the highest answer of scale") > low:
        raise ValueError(f"scale needs its highest answer above its lowest: {scale!r}.")


def modes_of(modes, order):
    """One letter for each factor, from one letter for all or a dict of some."""
    if not isinstance(modes, (str, dict)):
        raise ValueError(f"modes is 'A', 'B' or a dict of factors; it is {modes!r}.")
    given = {name: modes for name in order} if isinstance(modes, str) else modes
    unknown = [name for name in given if name not in order]
    if unknown:
        raise ValueError(f"modes names {unknown}, but the factors are {order}.")
    letters = tuple(given.get(name, "A") for name in order)
    for name, letter in zip(order, letters, strict=True):
        check_choice(f"The mode of {name!r}", letter, ("A", "B"))
    return letters


def items_of(frame, items):
    """The items' answers as numbers; an error for absent or unfit columns."""
    if not isinstance(frame, pd.DataFrame):
        kind = type(frame).__name__
        raise TypeError(f"fit needs a DataFrame with one column an item, not a {kind}.")
    absent = [item for item in items if item not in frame.columns]
    if absent:
        raise ValueError(f"The frame has no column {absent[0]!r}, which is an item.")
    answers = frame[items]
    if not answers.columns.is_unique:
        twice = answers.columns[answers.columns.duplicated()][0]
        raise ValueError(f"The frame has the column {twice!r} twice. Drop one.")
    for item, column in answers.items():
        if not pd.api.types.is_numeric_dtype(column):
            raise ValueError(
                f"The item {item!r} holds {column.dtype}, not numbers. Code the "
                "answers as numbers first."
            )
    numbers = answers.to_numpy(dtype=float, na_value=np.nan)
    answers = pd.DataFrame(numbers, answers.index, answers.columns)
    if np.isinf(numbers).any():
        item = answers.columns[np.isinf(answers).any()][0]
        raise ValueError(f"The item {item!r} holds an infinite number. Mend it first.")
    return answers


def check_scale(answers, scale):
    """Answers within the scale; where none is given, no 99 for "no answer"."""
    for item, given in answers.items():
        if scale is None:
            wrong = given[given.isin(NO_ANSWER) & (given.median() <= 10)]
        else:
            wrong = given[(given < scale[0]) | (given > scale[1])]
        if len(wrong):
            raise ValueError(
                f"The item {item!r} has the answer {wrong.iloc[0]:g}, which is none of "
                "its scale. Make a gap of what stands for 'no answer', with "
                f"replace({wrong.iloc[0]:g}, None)."
            )


def complete(answers, missing):
    """Answers without gaps, by dropping rows or by the item's mean."""
    empty = answers.columns[answers.isna().all()]
    if len(empty):
        raise ValueError(f"Nobody answered the item {empty[0]!r}. Leave it out.")
    return answers.dropna() if missing == "drop" else answers.fillna(answers.mean())


def check_answers(answers, given):
    """Enough rows, and items that differ from person to person."""
    items = answers.shape[1]
    if len(answers) <= items:
        lost = given - len(answers)
        more = f" ({lost} rows with gaps were dropped)" if lost else ""
        raise ValueError(
            f"{len(answers)} rows are too few for {items} items{more}. "
            "Use more rows than items, better ten times as many, or fewer items."
        )
    constant = answers.columns[answers.max() == answers.min()]
    if len(constant):
        item, value = constant[0], answers[constant[0]].iloc[0]
        raise ValueError(
            f"The item {item!r} is constant: all {len(answers)} answers are {value:g}. "
            "An item on which nobody differs measures nothing. Leave it out."
        )

"""Figures of the score and the debrief: beside others, and part by part."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

THOUSAND = 1_000
TEXT = {
    "gain": "profit and equity above doing nothing, thousand CNY",
    "plan": "plan",
    "score": (
        "Dots with a line from the least to the most of the lucks, {label}: {rows}."
    ),
    "row": "{plan} {gain:,.0f} ({least:,.0f} to {most:,.0f})",
    "group": "group of customers",
    "lever": "lever",
    "quarter": "quarter",
    "parts": "Bars from nought by {kind}, {label}: {rows}.",
}


def scores(table, *, title):
    """Draw what each plan gains, the best on top.

    table  frame as ``crmlab.game.score`` returns it
    title  the finding
    Returns Axes.
    """
    numbers = table.set_index("plan")[["gain", "least", "most"]] / THOUSAND
    places = range(len(numbers))
    _, ax = plt.subplots(figsize=(7.5, 1.6 + 0.42 * len(numbers)))
    ax.hlines(places, numbers["least"], numbers["most"], color=COLOURS["teal"])
    ax.plot(numbers["gain"], places, "o", color=COLOURS["navy"])
    _rows(ax, numbers.index, TEXT["plan"], title)
    rows = numbers.reset_index().to_dict("records")
    said = "; ".join(TEXT["row"].format(**row) for row in rows)
    return describe(ax, TEXT["score"].format(label=TEXT["gain"], rows=said))


def parts(debrief, kind, *, title):
    """Draw each part's fair share of the gain.

    debrief  as ``crmlab.game.debrief`` returns it
    kind     "group", "lever" or "quarter"
    title    the finding
    Returns Axes.
    """
    mine = debrief.parts[debrief.parts["kind"] == kind].set_index("part")["share"]
    share = mine.sort_index() if kind == "quarter" else mine.sort_values()[::-1]
    share = share.reindex([*share.index.drop("together"), "together"]) / THOUSAND
    _, ax = plt.subplots(figsize=(7.5, 1.6 + 0.42 * len(share)))
    colours = [COLOURS["brick"] if x < 0 else COLOURS["teal"] for x in share]
    ax.barh(range(len(share)), share, color=colours)
    _rows(ax, share.index, TEXT[kind], title)
    said = "; ".join(f"{name} {x:,.1f}" for name, x in share.items())
    told = TEXT["parts"].format(kind=TEXT[kind], label=TEXT["gain"], rows=said)
    return describe(ax, told)


def _rows(ax, names, label, title):
    """The look of a figure with a row for each name."""
    ax.axvline(0, color="grey", linewidth=1)
    ax.set_yticks(range(len(names)), [str(name) for name in names])
    ax.invert_yaxis()
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.set(xlabel=TEXT["gain"], ylabel=label, title=title)

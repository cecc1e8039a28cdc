"""Figure: what proposals bring, by the books and by the truth."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, whole

TEXT = {
    "x": "net gain in a year (CNY)",
    "y": "proposal",
    "books": "by the books",
    "truth": "by the truth",
    "alt": "Bars of the net gain in a year, in yuan. {rows}",
    "row": "{name}: {books} by the books, {truth} by the truth.",
}
HEIGHT = 0.38  # of a bar, where the rows of two bars lie 1 apart


def two_bills(books, truth, *, title):
    """Draw two bars a proposal: what an analyst can know, and what is true.

    books, truth  Series by proposal: net gain in a year (CNY), same index
    Returns Axes, the first proposal on top.
    """
    _, ax = plt.subplots()
    places = range(len(books))
    looks = {"books": (books, "amber", -1), "truth": (truth, "navy", 1)}
    for name, (values, colour, side) in looks.items():
        at = [place + side * HEIGHT / 2 for place in places]
        ax.barh(at, values, HEIGHT, color=COLOURS[colour], label=TEXT[name])
    ax.axvline(0, color="black", linewidth=1)
    ax.set_yticks(places, [name.replace(": ", ":\n") for name in books.index])
    ax.invert_yaxis()
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"])
    ax.xaxis.set_major_formatter(whole)
    ax.locator_params(axis="x", nbins=6)
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.legend(loc="lower right")
    ax.set_title(title)
    rows = [
        TEXT["row"].format(name=name, books=whole(books[name]), truth=whole(true))
        for name, true in truth.items()
    ]
    return describe(ax, TEXT["alt"].format(rows=" ".join(rows)))

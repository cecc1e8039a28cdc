"""Figures: what variables and scores tell of what comes later."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.segmentation.cells import LOW_TO_HIGH, draw_cells
from crmlab.figures.style import COLOURS, LINES

TOLD_AT = 0.2  # share of the customers at which the alt text tells the numbers
TEXT = {
    "explained": "share of the differences explained",
    "variables": "variables",
    "explained alt": "Bar chart of the share explained, by variables. {outcomes}",
    "r": "recency score (5: ordered lately)",
    "f": "frequency score (5: ordered often)",
    "grid alt": (
        "Grid of {label} by recency and frequency score, with the number of customers. "
        "Lowest: {low} in the cell r {low_r}, f {low_f}; "
        "highest: {high} in the cell r {high_r}, f {high_f}."
    ),
    "reached": "customers reached, best score first",
    "captured": "share of {outcome} among them",
    "chance": "by chance",
    "gain alt": (
        "Gain curves: share of {outcome} against the share of customers reached. "
        "Among the best {reached:.0%} of customers are {scores}."
    ),
}


def explained_by(table, *, title):
    """Draw the share that each kind of variable explains, as bars.

    table  frame, one row a kind of variable, one column an outcome (at most three):
           shares, as the column unseen of ``segmentation.ladder``; a Series is one
           outcome
    Returns Axes, the first row on top; alt text gives all numbers.
    """
    table = table.to_frame() if isinstance(table, pd.Series) else table
    _, ax = plt.subplots()
    deep = 0.8 / table.shape[1]
    for number, (outcome, shares) in enumerate(table.items()):
        places = [row + deep * number for row in range(len(shares))]
        colour = [COLOURS["navy"], COLOURS["amber"], COLOURS["teal"]][number]
        bars = ax.barh(
            places, shares.clip(lower=0), height=0.9 * deep, color=colour, label=outcome
        )
        # Next to nothing needs no number, and three of them would overlap.
        said = [_per_cent(share) if share >= 0.01 else "" for share in shares]
        ax.bar_label(bars, said, padding=4, size=11)
    ax.set_yticks([row + 0.4 - deep / 2 for row in range(len(table))], table.index)
    ax.invert_yaxis()
    ax.set(xlabel=TEXT["explained"], ylabel=TEXT["variables"], xlim=(0, None))
    ax.margins(x=0.12)
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_title(title)
    if table.shape[1] > 1:
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3)
    return describe(ax, TEXT["explained alt"].format(outcomes=_listed(table)))


def rfm_grid(scores, outcome, *, title, label):
    """Draw the mean of an outcome in each cell of recency and frequency score.

    scores   frame as ``segmentation.rfm_scores`` returns it
    outcome  what came later, one entry a customer; shown as a share
    label    what the mean is, in words ("customers who bought later")
    Returns Axes, recency 5 on top; alt text gives the lowest and the highest cell.
    """
    cells = outcome.groupby([scores["r"], scores["f"]]).agg(["mean", "size"])
    means = cells["mean"].unstack().sort_index(ascending=False)
    words = cells["mean"].map("{:.0%}".format) + cells["size"].map("\n({:,})".format)
    words = words.unstack().sort_index(ascending=False)
    ax = draw_cells(means, words, LOW_TO_HIGH, min(0, means.min().min()), _top(means))
    ax.set(xlabel=TEXT["f"], ylabel=TEXT["r"])
    ax.set_title(title)
    (low_r, low_f), (high_r, high_f) = cells["mean"].idxmin(), cells["mean"].idxmax()
    low, high = (f"{value:.0%}" for value in cells["mean"].agg(["min", "max"]))
    alt = TEXT["grid alt"].format(
        label=label,
        low=low,
        low_r=low_r,
        low_f=low_f,
        high=high,
        high_r=high_r,
        high_f=high_f,
    )
    return describe(ax, alt)


def gain_curves(tables, *, title, outcome):
    """Draw how much of an outcome is found among the best customers of each score.

    tables   dict of a score's name to its ``segmentation.gain_table`` (at most four)
    outcome  what is counted, in words ("later buyers")
    Returns Axes.
    """
    _, ax = plt.subplots()
    ax.plot([0, 1], [0, 1], color=COLOURS["pale"], linestyle="-", label=TEXT["chance"])
    for style, colour, (name, table) in zip(
        LINES, COLOURS, tables.items(), strict=False
    ):
        reached, captured = [0, *table["reached"]], [0, *table["captured"]]
        ax.plot(reached, captured, color=COLOURS[colour], linestyle=style, label=name)
    ax.set(xlabel=TEXT["reached"], ylabel=TEXT["captured"].format(outcome=outcome))
    ax.set(xlim=(0, 1), ylim=(0, 1.02))
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.legend(loc="lower right")
    ax.set_title(title)
    told = {name: _captured_at(table, TOLD_AT) for name, table in tables.items()}
    scores = ", ".join(f"{share:.0%} by {name}" for name, share in told.items())
    alt = TEXT["gain alt"].format(outcome=outcome, reached=TOLD_AT, scores=scores)
    return describe(ax, alt)


def _captured_at(table, reached):
    nearest = (table["reached"] - reached).abs().idxmin()
    return table["captured"][nearest]


def _per_cent(share):
    """A share in whole per cent; what rounds to nought has no sign."""
    return "0%" if abs(share) < 0.005 else f"{share:.0%}".replace("-", "−")


def _listed(table):
    said = []
    for outcome, shares in table.items():
        numbers = [f"{name} {_per_cent(share)}" for name, share in shares.items()]
        said.append(f"{outcome}: {', '.join(numbers)}.")
    return " ".join(said)


def _top(means):
    return means.max().max() or 1

"""Figure: how fast the details of customers go stale."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import FIVE

TEXT = {
    "x": "age of the record (years)",
    "y": "values that still hold",
    "needed": "wanted: {needed:.0%}",
    "estimate": "{detail}, from disagreements",
    "truth": "marks: the truth",
    "alt": (
        "Lines: share of values that still hold by age of the record, estimated from "
        "disagreements; marks: the truth. {details}"
    ),
}


def staleness(rates, truth, needed, *, title):
    """Draw exp(−λt) for each detail, and the true shares by age.

    rates   Series by detail: changes a year
    truth   frame by age in years, a column a detail: share that still holds
    needed  share wanted, drawn as a line
    Returns Axes.
    """
    _, ax = plt.subplots()
    ages = np.linspace(0, 2, 50)
    said = []
    for number, (detail, rate) in enumerate(rates.items()):
        colour, line, mark = FIVE[number]
        look = {"color": colour, "marker": mark, "markersize": 8}
        ax.plot(ages, np.exp(-rate * ages), color=colour, linestyle=line)
        ax.plot(truth.index, truth[detail], linestyle="", **look)
        label = TEXT["estimate"].format(detail=detail)
        ax.plot([], [], linestyle=line, label=label, **look)  # both, for the legend
        dots = ", ".join(f"{share:.0%}" for share in truth[detail])
        said.append(f"{detail}: λ {rate:.2f}, truth {dots}.")
    ax.axhline(needed, color="grey", linestyle=":", linewidth=1.2)
    words = TEXT["needed"].format(needed=needed)
    ax.text(0.02, needed, words, ha="left", va="bottom", size=11)
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"], xlim=(0, 2.02), ylim=(0.7, 1.005))
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.plot([], [], linestyle="", label=TEXT["truth"])
    ax.legend(loc="lower left")
    ax.set_title(title)
    return describe(ax, TEXT["alt"].format(details=" ".join(said)))

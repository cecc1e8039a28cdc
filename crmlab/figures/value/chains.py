"""Figure: the firm's value chain, and the customer's beside it."""

import matplotlib.pyplot as plt
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "firm": "The firm",
    "customer": "The customer",
    "x": "share of its costs",
    "x2": "share of touches",
    "y": "activity",
    "y2": "step",
    "primary": "primary",
    "support": "support",
    "left": "gave up",
    "wrong": "went wrong",
    "alt": (
        "Two bar charts. Left, the share of the firm's costs by activity: {firm}. "
        "Right, the share of touches at each of the customer's steps that were given "
        "up or went wrong: {customer}."
    ),
}


def two_chains(chain, steps, *, title):
    """Draw what the firm spends by activity, and what its customers meet by step.

    chain  frame as ``value.chain`` returns it
    steps  frame as ``value.steps`` returns it
    Returns the Axes of the firm.
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 4.4))
    for kind, colour in (("primary", "navy"), ("support", "amber")):
        part = chain["share"].where(chain["kind"] == kind, 0)
        bars = left.barh(chain.index, part, color=COLOURS[colour], label=TEXT[kind])
        words = [f"{share:.0%}" if share else "" for share in part]
        left.bar_label(bars, words, padding=3, size=10)
    names = [str(step) for step in steps.index]
    looks = {"label": TEXT["left"], "color": COLOURS["pale"], "edgecolor": "grey"}
    right.barh(names, steps["left"], **looks)
    looks = {"label": TEXT["wrong"], "color": COLOURS["brick"]}
    right.barh(names, steps["wrong"], left=steps["left"], **looks)
    for place, share in enumerate(steps["left"] + steps["wrong"]):
        if share:
            right.annotate(f"{share:.0%}", (share, place), xytext=(3, 0), va="center",
                           textcoords="offset points", size=10)  # fmt: skip
    for ax, x, y, name, height_of_legend in (
        (left, "x", "y", "firm", 0.12),
        (right, "x2", "y2", "customer", 0.32),  # beside short bars
    ):
        ax.invert_yaxis()
        ax.set(xlabel=TEXT[x], ylabel=TEXT[y])
        ax.set_title(TEXT[name], size=12)
        ax.grid(axis="x")
        ax.grid(False, axis="y")
        ax.margins(x=0.18)
        ax.tick_params(labelsize=10)
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.legend(loc="center right", bbox_to_anchor=(1, height_of_legend), fontsize=10)
    figure.suptitle(title, x=0.01, ha="left", size=13.5, weight="bold")
    firm = ", ".join(f"{name} {share:.0%}" for name, share in chain["share"].items())
    told = [
        f"{row.Index} {row.left:.0%} and {row.wrong:.0%}" for row in steps.itertuples()
    ]
    return describe(left, TEXT["alt"].format(firm=firm, customer=", ".join(told)))

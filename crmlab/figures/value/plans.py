"""Figure: what several plans bring, against doing nothing, luck by luck."""

import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK, whole

TEXT = {
    "x": (
        "profit of the year and worth after it, against doing nothing,\n"
        "thousand CNY (dot or cross: mean; bar: range of the lucks)"
    ),
    "y": "plan",
    "alt": (
        "Dots of what each plan brings against doing nothing, in thousand yuan, mean "
        "and range of {lucks} lucks: {told}."
    ),
    "told": "{name} {mean} ({low} to {high})",
}


def plans(played, *, title):
    """Draw the mean of each plan, and a bar from its lowest luck to its highest.

    played  frame, one row a plan and luck: policy, both (CNY)
    Returns Axes, the first plan on top.
    """
    table = played.groupby("policy", sort=False)["both"].agg(["mean", "min", "max"])
    table = table / 1000
    _, ax = plt.subplots()
    ax.hlines(table.index, table["min"], table["max"], color=COLOURS["pale"], lw=6)
    for good, colour, marker in ((True, "navy", "o"), (False, "brick", "X")):
        part = table[(table["mean"] >= 0) == good]
        look = {"color": COLOURS[colour], "marker": marker, "s": 90, "zorder": 3}
        ax.scatter(part["mean"], part.index, **look)
    for place, mean in enumerate(table["mean"]):
        ax.annotate(whole(mean), (mean, place), xytext=(0, 11), ha="center",
                    textcoords="offset points")  # fmt: skip
    ax.axvline(0, color=INK, linewidth=1)
    ax.invert_yaxis()
    ax.margins(x=0.12, y=0.2)
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"])
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: whole(x)))
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.set_title(title)
    told = [
        TEXT["told"].format(
            name=row.Index,
            mean=whole(row.mean),
            low=whole(row.min),
            high=whole(row.max),
        )  # fmt: skip
        for row in table.set_axis(["mean", "min", "max"], axis=1).itertuples()
    ]
    lucks = played.groupby("policy").size().max()
    return describe(ax, TEXT["alt"].format(lucks=lucks, told="; ".join(told)))

"""Figures: groups compared, each with what is not known about it."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "interval": "estimate, 95% interval",
    "truth": "planted truth",
    "row": "{name} {value:{form}} ({low:{form}} to {high:{form}})",
    "true row": ", {known} {truth:{form}}",
    "intervals alt": "Estimates with 95% intervals, {label}: {rows}.",
    "behaviour": "behaviour",
    "attitude": "attitude",
    "little": "little bought here",
    "much": "much bought here",
    "cool": "cool",
    "warm": "warm",
    "tile": "{name}\n{size:,} customers\n{rate:.0%} {outcome}",
    "tiles alt": (
        "Four tiles, behaviour across, attitude upwards. {tiles}. Shade: {outcome}."
    ),
    "tile words": "{name}: {size:,} customers, {rate:.0%} {outcome}",
}
PLACES = {"true": (1, 1), "spurious": (1, 0), "latent": (0, 1), "none": (0, 0)}


def intervals(
    table,
    value,
    *,
    title,
    label,
    rows,
    zero=None,
    truth=None,
    known=TEXT["truth"],
    form=".2f",
):
    """Draw a number for each group, with its interval, the first row on top.

    table  frame by group, with the column named by ``value``, and low and high
    label  of the x-axis, with its unit;  rows  of the y-axis
    zero   where to draw a line that means "no difference"
    truth  Series by group; drawn as crosses
    known  what the crosses are, for the legend and the alt text
    form   of the numbers in the alt text
    Returns Axes.
    """
    _, ax = plt.subplots()
    places = list(range(len(table)))
    middle = table[value].to_numpy()
    reach = [middle - table["low"].to_numpy(), table["high"].to_numpy() - middle]
    look = {"fmt": "o", "color": COLOURS["navy"], "markersize": 8, "capsize": 4}
    look["linestyle"] = "none"
    ax.errorbar(middle, places, xerr=reach, label=TEXT["interval"], **look)
    if truth is not None:
        look = {"marker": "x", "s": 80, "color": COLOURS["brick"], "linewidths": 2.5}
        ax.scatter(truth.reindex(table.index), places, label=known, zorder=3, **look)
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2)
    if zero is not None:
        ax.axvline(zero, color="grey", linewidth=1, linestyle="-")
    ax.set_yticks(places, table.index)
    ax.invert_yaxis()
    ax.margins(y=0.1)
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.set(xlabel=label, ylabel=rows)
    ax.set_title(title)
    said = []
    for name, row in table.iterrows():
        words = {"value": row[value], "low": row["low"], "high": row["high"]}
        said.append(TEXT["row"].format(name=name, form=form, **words))
        if truth is not None and name in truth.index:
            said[-1] += TEXT["true row"].format(
                known=known, truth=truth[name], form=form
            )
    alt = TEXT["intervals alt"].format(label=label, rows="; ".join(said))
    return describe(ax, alt)


def quadrant_tiles(loyalty, outcome, *, title, said):
    """Draw loyalty in behaviour and attitude as four tiles.

    loyalty  quadrant of each customer, as ``loyalty.quadrants`` returns it
    outcome  0 or 1 for each of these customers; its mean shades the tile
    said     what the outcome means, such as "buy later"
    Returns Axes.
    """
    _, ax = plt.subplots()
    results = outcome[loyalty.index].groupby(loyalty, observed=True)
    table = results.agg(["size", "mean"])
    words = []
    shades = plt.get_cmap("Blues")
    for name, (across, up) in PLACES.items():
        if name not in table.index:
            continue
        size, rate = int(table.loc[name, "size"]), table.loc[name, "mean"]
        ax.add_patch(
            plt.Rectangle((across, up), 0.98, 0.98, color=shades(0.15 + 0.75 * rate))
        )
        ink = "white" if rate > 0.5 else "black"
        text = {"name": name, "size": size, "rate": rate, "outcome": said}
        ax.text(
            across + 0.49,
            up + 0.49,
            TEXT["tile"].format(**text),
            ha="center",
            va="center",
            color=ink,
        )
        words.append(TEXT["tile words"].format(**text))
    ax.set(xlim=(-0.02, 2), ylim=(-0.02, 2))
    ax.set_xticks([0.5, 1.5], [TEXT["little"], TEXT["much"]])
    ax.set_yticks([0.5, 1.5], [TEXT["cool"], TEXT["warm"]])
    ax.tick_params(length=0)
    ax.grid(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set(xlabel=TEXT["behaviour"], ylabel=TEXT["attitude"])
    ax.set_title(title)
    alt = TEXT["tiles alt"].format(tiles="; ".join(words), outcome=said)
    return describe(ax, alt)

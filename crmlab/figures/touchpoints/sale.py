"""Figures: the map of a sale, and the funnel."""

import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, LINES

SIZE = (7.5, 5.9)
LEFT, RIGHT, HIGH = 2.15, 8.3, 0.76  # where the ways begin and end, and their height
TEXT = {
    "came": "{step}\n{came:,} came",
    "lost": "{lost:,} lost\n({share})",
    "map alt": (
        "Map of a sale in eight steps from top to bottom, each with its ways and the "
        "number of journeys: {steps} Lost: {lost}."
    ),
    "step": "step of the sale",
    "went on": "went on to the next step",
    "funnel alt": (
        "Share of visits that went on from each step, with 95% intervals. {groups}"
    ),
}


def map_of_sale(ways, flow, *, title):
    """Draw the map of a sale: one row a step, one box a way, losses on the right.

    ways  frame as ``touchpoints.sale_map`` returns it
    flow  frame as ``touchpoints.reached`` returns it
    Returns Axes; the darker a box, the larger its share of those who came to the step.
    """
    _, ax = plt.subplots(figsize=SIZE)
    for row, (step, came, lost) in enumerate(flow.itertuples()):
        mine = ways[ways["step"] == step]
        words = TEXT["came"].format(step=step, came=came)
        ax.text(0.0, row, words, va="center", weight="bold", size=11)
        _boxes(ax, row, mine, came)
        if row + 1 < len(flow):
            arrow = {"arrowstyle": "-|>", "color": COLOURS["navy"], "linewidth": 1.5}
            ends = (LEFT - 0.15, row + 0.7), (LEFT - 0.15, row + 0.3)
            ax.annotate("", *ends, arrowprops=arrow)
        if lost:
            words = TEXT["lost"].format(lost=lost, share=_per_cent(lost / came))
            look = {"va": "center", "color": COLOURS["brick"], "weight": "bold"}
            ax.text(RIGHT + 0.22, row, words, size=11, **look)
            arrow = {"arrowstyle": "-|>", "color": COLOURS["brick"], "linewidth": 1.5}
            ax.annotate("", (RIGHT + 0.2, row), (RIGHT, row), arrowprops=arrow)
    ax.set(xlim=(0, 9.5), ylim=(len(flow) - 0.5, -0.5))
    ax.axis("off")
    ax.set_title(title, pad=4)
    return describe(ax, _map_alt(ways, flow))


def _boxes(ax, row, ways, came):
    wide = (RIGHT - LEFT) / len(ways)
    for place, way in enumerate(ways.itertuples()):
        share = way.journeys / max(came, 1)
        face = plt.matplotlib.colors.to_rgba(
            COLOURS["teal"], 0.08 + 0.72 * min(share, 1)
        )
        left = LEFT + place * wide
        ax.add_patch(
            Rectangle(
                (left + 0.03, row - HIGH / 2),
                wide - 0.06,
                HIGH,
                facecolor=face,
                edgecolor="grey",
                linewidth=0.8,
            )
        )
        name = way.way.replace(" ", "\n", 1) if len(way.way) > 11 else way.way
        words = f"{name}\n{way.journeys:,}"
        ax.text(
            left + wide / 2, row, words, ha="center", va="center", size=11,
            linespacing=0.9,
        )  # fmt: skip


def _per_cent(share):
    return f"{share:.0%}" if share >= 0.01 else f"{share:.1%}"


def _map_alt(ways, flow):
    steps = []
    for step, came in flow["came"].items():
        mine = ways[ways["step"] == step]
        pairs = zip(mine["way"], mine["journeys"], strict=True)
        said = ", ".join(f"{way} {number:,}" for way, number in pairs)
        steps.append(f"{step} ({came:,}): {said}.")
    lost = flow.loc[flow["lost"] > 0, "lost"]
    lost = ", ".join(f"{number:,} at {step}" for step, number in lost.items())
    return TEXT["map alt"].format(steps=" ".join(steps), lost=lost)


def funnel_lines(table, *, title):
    """Draw the share that goes on from each step, a line a group, with intervals.

    table  frame as ``touchpoints.funnel`` returns it, by group and step
    Returns Axes.
    """
    _, ax = plt.subplots()
    groups = table.index.get_level_values(0).unique()
    said = []
    for number, group in enumerate(groups):
        mine = table.loc[group]
        places = [place + 0.08 * (number - 1) for place in range(len(mine))]
        errors = [mine["rate"] - mine["low"], mine["high"] - mine["rate"]]
        colour = list(COLOURS.values())[number]
        ax.errorbar(
            places,
            mine["rate"],
            yerr=errors,
            color=colour,
            linestyle=LINES[number],
            marker="o^s"[number],
            capsize=3,
            label=group,
        )
        rates = ", ".join(f"{step} {rate:.0%}" for step, rate in mine["rate"].items())
        said.append(f"{group}: {rates}.")
    ax.set_xticks(range(len(mine)), mine.index)
    bottom = max(0, table["low"].min() - 0.2)  # room for the legend
    ax.set(xlabel=TEXT["step"], ylabel=TEXT["went on"], ylim=(bottom, 1.03))
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.legend(loc="lower left")
    ax.set_title(title)
    return describe(ax, TEXT["funnel alt"].format(groups=" ".join(said)))

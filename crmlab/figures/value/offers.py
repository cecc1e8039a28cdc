"""Figure: the values and costs of each company's offer."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK
from crmlab.value import COSTS, VALUES

TEXT = {
    "x": "points: costs to the left, values to the right",
    "y": "company",
    "pairs": {
        "navy": "product / money",
        "brick": "service / time",
        "teal": "staff / effort",
        "amber": "image / worry",
    },
    "delivered": "delivered {points:.1f}",
    "alt": (
        "Bars of the mean values (right) and costs (left) of each company, in points. "
        "{told}"
    ),
    "told": "{name}: values {values:.1f}, costs {costs:.1f}, delivered {gap:.1f}.",
}
SHADES = ["navy", "brick", "teal", "amber"]
HATCHES = ["", "..", "//", ""]


def values_and_costs(means, *, title):
    """Draw the four values to the right and the four costs to the left.

    means  frame, one row a company, one column each of the eight; points
    Returns Axes, the first company on top.
    """
    _, ax = plt.subplots()
    for names, sign in ((VALUES, 1), (COSTS, -1)):
        start = means[names[0]] * 0
        for name, shade, hatch in zip(names, SHADES, HATCHES, strict=True):
            look = {"color": COLOURS[shade], "edgecolor": "white", "hatch": hatch}
            look["label"] = TEXT["pairs"][shade] if sign > 0 else None
            ax.barh(means.index, sign * means[name], left=start, **look)
            start = start + sign * means[name]
    values, costs = means[VALUES].sum(axis=1), means[COSTS].sum(axis=1)
    told = []
    for place, name in enumerate(means.index):
        gap = values[name] - costs[name]
        ax.text(values[name] + 0.6, place, TEXT["delivered"].format(points=gap),
                va="center", size=11)  # fmt: skip
        words = {"name": name, "values": values[name], "costs": costs[name]}
        told.append(TEXT["told"].format(gap=gap, **words))
    ax.axvline(0, color=INK, linewidth=1)
    ax.invert_yaxis()
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"], xlim=(None, values.max() + 13))
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.xaxis.set_major_formatter(lambda x, _: f"{abs(x):.0f}")
    ax.legend(loc="upper center", bbox_to_anchor=(0.45, -0.16), ncols=4, fontsize=10)
    ax.set_title(title)
    return describe(ax, TEXT["alt"].format(told=" ".join(told)))

"""Figure: a model of boxes and arrows with numbers."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

WIDTH, HEIGHT = 430, 235  # of the drawing, in points, where places run from 0 to 1
HALF_BOX = (58, 28)  # of a box, in points: half of its width and of its height

STRONG = 0.1  # weaker arrows are pale
TEXT = {
    "alt": "Boxes and arrows with weights in standard deviations: {arrows}.",
    "arrow": "{cause} to {effect} {weight:.2f}",
    "box": "{name}\n{explained:.0%} explained",
}


def value_drivers(arrows, places, *, title):
    """Draw a model of arrows with the weight on each.

    arrows  frame as ``loyalty.paths`` returns it
    places  {opinion: (across, up)}, each from 0 to 1
    Returns Axes.
    """
    _, ax = plt.subplots(figsize=(7.5, 4.6))
    explained = arrows.groupby("effect")["explained"].first()
    for name, (x, y) in places.items():
        label = name
        if name in explained:
            label = TEXT["box"].format(name=name, explained=explained[name])
        box = {"boxstyle": "round,pad=0.45", "facecolor": "white"}
        box["edgecolor"] = COLOURS["navy"]
        ax.text(x, y, label, ha="center", va="center", bbox=box, zorder=3, size=11)
    for row in arrows.itertuples():
        _arrow(ax, places[row.cause], places[row.effect], row.weight)
    ax.set(xlim=(-0.08, 1.08), ylim=(-0.12, 1.12))
    ax.axis("off")
    ax.set_title(title)
    words = (
        TEXT["arrow"].format(cause=a.cause, effect=a.effect, weight=a.weight)
        for a in arrows.itertuples()
    )
    return describe(ax, TEXT["alt"].format(arrows="; ".join(words)))


def _to_the_edge(start, end):
    """Points from the middle of a box to its edge, in the direction of the arrow."""
    across, up = (abs(b - a) for a, b in zip(start, end, strict=True))
    across, up = across * WIDTH, up * HEIGHT
    length = (across**2 + up**2) ** 0.5
    return length / max(across / HALF_BOX[0], up / HALF_BOX[1])


def _arrow(ax, start, end, weight):
    """One arrow, as thick as it is strong, with its weight on it."""
    strong = abs(weight) >= STRONG
    colour = COLOURS["brick"] if weight < 0 else COLOURS["navy"]
    gap = _to_the_edge(start, end)
    look = {"arrowstyle": "-|>", "shrinkA": gap, "shrinkB": gap, "mutation_scale": 16}
    look |= {"color": colour if strong else COLOURS["pale"]}
    look["linewidth"] = 1 + 5 * abs(weight)
    ax.annotate("", xy=end, xytext=start, arrowprops=look)
    x, y = ((a + b) / 2 for a, b in zip(start, end, strict=True))
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    text = f"{weight:.2f}".replace("-", "−")
    ax.text(x, y, text, ha="center", va="center", size=11, bbox=box, zorder=4)

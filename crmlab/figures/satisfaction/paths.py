"""Figures of a path model: its architecture, and its paths with intervals."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK

TEXT = {
    "causes": "Causes",
    "index": "Index",
    "consequences": "Consequences",
    "r2": "R² {value:.2f}",
    "diagram alt": "Diagram of a path model. {roles} Paths: {paths}.",
    "role": "{role}: {names}.",
    "path": "{start} to {end} {value:.2f}",
    "interval axis": "path coefficient (standard deviations)",
    "arrow": "path",
    "estimate": "estimate, 95% interval",
    "intervals alt": (
        "Paths with 95% intervals beside other values of the same paths: {rows}."
    ),
    "row": "{name} {estimate:.2f} ({low:.2f} to {high:.2f}), {others}",
    "other": "{name} {value:.2f}",
}
BOX = {"boxstyle": "round,pad=0.45", "linewidth": 1.4}
OTHERS = [("brick", "D"), ("amber", "s"), ("teal", "^")]


def path_diagram(model, roles, *, title):
    """Draw the factors of a fitted model: causes left, index, consequences right.

    model  fitted ``satisfaction.PathModel``
    roles  Series by factor, as ``satisfaction.architecture`` returns it
    Returns Axes. The wider an arrow, the stronger the path; below zero in brick.
    """
    place = _places(model, roles)
    _, ax = plt.subplots(figsize=(9.2, 5.2))
    for (start, end), row in model.paths_.iterrows():
        _arrow(ax, place[start], place[end], row["direct"])
    for name, (x, y) in place.items():
        words = name
        if name in model.r2_.index:
            words += "\n" + TEXT["r2"].format(value=model.r2_[name])
        face = COLOURS["navy"] if roles[name] == "index" else "white"
        ink = "white" if roles[name] == "index" else INK
        box = {**BOX, "facecolor": face, "edgecolor": COLOURS["navy"]}
        ax.text(x, y, words, ha="center", va="center", color=ink, bbox=box, zorder=3)
    ax.set(xlim=(-0.09, 1.1), ylim=(-0.12, 1.12), xticks=[], yticks=[])
    ax.axis("off")
    ax.set_title(title)
    return describe(ax, _say(model, roles))


def _places(model, roles):
    """Where each factor is drawn: x by its step from the left, y by turns."""
    depth = {}
    for name in model.factors_:
        starts = [s for s, e in model.structure if e == name]
        depth[name] = max((depth[s] + 1 for s in starts), default=0)
    middle = next(name for name in depth if roles[name] == "index")
    last = max(max(depth.values()), 1)
    heights = [0.95, 0.05, 0.95, 0.05]
    place, causes, consequences = {}, 0, 0
    for name in model.factors_:
        x = depth[name] / last
        if name == middle:
            place[name] = (x, 0.5)
        elif roles[name] == "cause":
            place[name] = (x, heights[causes % 4])
            causes += 1
        else:
            place[name] = (x, heights[consequences % 4])
            consequences += 1
    return place


def _arrow(ax, start, end, value):
    """One arrow with its number in the middle, or nearer the start of a long one."""
    colour = COLOURS["brick"] if value < 0 else COLOURS["teal"]
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 0.8 + 6 * abs(value)}
    style |= {"shrinkA": 40, "shrinkB": 42, "mutation_scale": 16}
    ax.annotate("", xy=end, xytext=start, arrowprops=style, zorder=1)
    share = 0.25 if end[0] - start[0] > 0.5 else 0.5
    x = start[0] + share * (end[0] - start[0])
    y = start[1] + share * (end[1] - start[1])
    words = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    ax.text(x, y, f"{value:.2f}", ha="center", va="center", bbox=words, zorder=2)


def _say(model, roles):
    """The diagram in words."""
    spoken = {"cause": "causes", "index": "index", "consequence": "consequences"}
    said = []
    for role, key in spoken.items():
        names = [name for name in model.factors_ if roles[name] == role]
        if names:
            said.append(TEXT["role"].format(role=TEXT[key], names=", ".join(names)))
    paths = [
        TEXT["path"].format(start=start, end=end, value=row["direct"])
        for (start, end), row in model.paths_.iterrows()
    ]
    words = {"roles": " ".join(said), "paths": ", ".join(paths)}
    return TEXT["diagram alt"].format(**words)


def path_intervals(table, others, *, title):
    """Draw paths with intervals, and beside them other values of the same paths.

    table   frame by path with estimate, low, high, as ``satisfaction.bootstrap`` has it
    others  frame by path, one column for each other value, such as the planted one
    Returns Axes, the first path on top.
    """
    _, ax = plt.subplots(figsize=(7.8, 5.0))
    y = range(len(table))
    reach = [table["estimate"] - table["low"], table["high"] - table["estimate"]]
    look = {"fmt": "o", "color": COLOURS["navy"], "label": TEXT["estimate"]}
    ax.errorbar(table["estimate"], y, xerr=reach, elinewidth=2, capsize=3, **look)
    for (colour, marker), name in zip(OTHERS, others, strict=False):
        ax.scatter(
            others[name].reindex(table.index),
            y,
            color=COLOURS[colour],
            marker=marker,
            s=44,
            zorder=3,
            label=name,
        )
    ax.axvline(0, color=INK, linewidth=1, linestyle="-")
    ax.set_yticks(list(y), table.index)
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.grid(axis="x")
    ax.set(xlabel=TEXT["interval axis"], ylabel=TEXT["arrow"])
    ax.figure.legend(loc="outside lower center", ncols=len(others.columns) + 1)
    ax.set_title(title)
    said = []
    for name, row in table.iterrows():
        values = [
            TEXT["other"].format(name=column, value=others.loc[name, column])
            for column in others
        ]
        said.append(TEXT["row"].format(name=name, others=", ".join(values), **row))
    return describe(ax, TEXT["intervals alt"].format(rows="; ".join(said)))

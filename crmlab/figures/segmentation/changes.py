"""Figures: spending by stage, what an event sets off, and what plans earn."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, whole
from crmlab.tables import yuan

TEXT = {
    "stage": "stage of the household",
    "share": "share of spend (%)",
    "stage alt": "Line chart, share of spend by stage, first to last: {lines}.",
    "line": "{name} {first:.0f}% to {last:.0f}%",
    "change": "weekly orders, change against the quiet weeks (%)",
    "customers": "customers",
    "usual": "all customers",
    "change alt": "Bar chart, change of weekly orders in %, {events}: {groups}.",
    "plan": "plan (letters)",
    "profit": "profit of the year against no letters, thousand CNY",
    "luck": "one luck",
    "mean": "mean of all",
    "plan alt": (
        "Dot chart of the profit of each plan against no letters, one dot a luck, in "
        "yuan. {plans}."
    ),
    "of plan": "{name}: mean {mean}, from {least} to {most}",
}
MARKS = ["o", "s", "^", "D"]


def stage_mix(mix, *, title):
    """Draw what each stage of the family life cycle spends its money on.

    mix  frame, one row a stage in their order, one column a category, in per cent
    Returns Axes.
    """
    _, ax = plt.subplots()
    for (name, column), mark in zip(mix.items(), MARKS, strict=False):
        ax.plot(range(len(mix)), column, marker=mark, ls="-", label=name)
    ax.set_xticks(
        range(len(mix)), [str(stage).replace(" ", "\n") for stage in mix.index]
    )
    ax.set(xlabel=TEXT["stage"], ylabel=TEXT["share"])
    ax.set_ylim(0, mix.max().max() * 1.35)
    ax.legend(ncols=2, loc="upper left")
    ax.set_title(title)
    lines = "; ".join(
        TEXT["line"].format(name=name, first=y.iloc[0], last=y.iloc[-1])
        for name, y in mix.items()
    )
    return describe(ax, TEXT["stage alt"].format(lines=lines))


def answers(change, *, title, usual=None):
    """Draw how groups of customers answered events.

    change  frame, one row a group, one column an event: change in per cent
    usual   the change of all customers, event by event: drawn as a dotted line
    Returns Axes, the first group on top.
    """
    _, ax = plt.subplots()
    colours = [COLOURS["navy"], COLOURS["amber"]]
    change.plot.barh(ax=ax, color=colours, width=0.75, edgecolor="white")
    ax.invert_yaxis()
    for event, colour in zip(change, colours, strict=False):
        if usual is not None:
            ax.axvline(usual[event], color=colour, linestyle=":", linewidth=2)
    if usual is not None:  # both lines mean the same: one entry in the legend
        ax.plot([], [], color="black", ls=":", linewidth=2, label=TEXT["usual"])
    ax.axvline(0, color="black", linewidth=1)
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.xaxis.set_major_formatter(whole)
    ax.set(xlabel=TEXT["change"], ylabel=TEXT["customers"])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3)
    ax.set_title(title)
    groups = "; ".join(
        f"{name} " + ", ".join(f"{value:+.0f}" for value in row)
        for name, row in change.iterrows()
    )
    alt = TEXT["change alt"].format(events=" and ".join(change), groups=groups)
    return describe(ax, alt)


def plan_gains(played, *, title, letters):
    """Draw what each plan gains in each luck.

    played   frame as ``Firm.compare`` returns it: policy, luck, profit_gain (CNY)
    letters  number of letters of each plan
    Returns Axes, the first plan on top.
    """
    _, ax = plt.subplots()
    names, said = played["policy"].unique(), []
    for place, name in enumerate(names):
        gains = played.loc[played["policy"] == name, "profit_gain"]
        dots = {"color": COLOURS["teal"], "s": 45, "alpha": 0.6, "linewidths": 0}
        mark = {"color": COLOURS["navy"], "s": 130, "marker": "D"}
        first = place == 0
        ax.scatter(
            gains / 1000, [place] * len(gains), label=TEXT["luck"] * first, **dots
        )
        ax.scatter(gains.mean() / 1000, place, label=TEXT["mean"] * first, **mark)
        least, mean, most = map(yuan, (gains.min(), gains.mean(), gains.max()))
        said.append(
            TEXT["of plan"].format(name=name, mean=mean, least=least, most=most)
        )
    ax.axvline(0, color="black", linewidth=1)
    ax.set_yticks(range(len(names)), [f"{name}\n({letters[name]:,})" for name in names])
    ax.invert_yaxis()
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.margins(y=0.2)
    ax.xaxis.set_major_formatter(whole)
    ax.set(xlabel=TEXT["profit"], ylabel=TEXT["plan"])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3)
    ax.set_title(title)
    return describe(ax, TEXT["plan alt"].format(plans="; ".join(said)))

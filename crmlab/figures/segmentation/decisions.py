"""Figures: who is worth what, and what treating groups apart earns."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, whole

TEXT = {
    "value": "value now, CNY a year (each step ten times the last)",
    "growth": "growth possible, CNY a year",
    "map alt": (
        "Scatter of growth possible against value now, both on scales on which each "
        "step is ten times the one before. {classes}"
    ),
    "class": (
        "{name}: {size:,} customers, median value {value:,.0f}, growth {growth:,.0f}."
    ),
    "promised": "promised by the past",
    "earned": "earned later",
    "earned axis": "CNY a customer",
    "by step": "refined by (number of groups)",
    "steps alt": "Bar chart of what each step of refinement earned, {unit}: {steps}.",
    "step": "{name} {earned:,.0f} (promised {promised:,.0f})",
    "gain": "gain from one offer, before its cost, CNY",
    "give or take": "gain ± 2 standard errors",
    "no gain": "no gain",
    "by group": "group of customers",
    "cost": "cost of one offer",
    "gain alt": (
        "Gain from one offer, before its cost, by group, give or take two standard "
        "errors: {groups}. An offer costs {cost:g}."
    ),
    "group": "{name} {gain:.1f} ± {error:.1f}",
}
LOOKS = {  # class: colour, marker; drawn in this order
    "rest": ("pale", "o"),
    "MVC": ("navy", "s"),
    "MGC": ("amber", "^"),
    "BZ": ("brick", "X"),
}


def value_growth_map(customers, classes, *, title):
    """Draw each customer by value now and growth possible, in the colour of the class.

    customers  frame with the columns value and growth, CNY
    classes    MVC, MGC, rest or BZ of each, as ``segmentation.value_and_growth`` says
    Returns Axes; alt text gives the size and the medians of each class.
    """
    _, ax = plt.subplots()
    said = []
    for name, (colour, marker) in LOOKS.items():
        found = customers[classes.loc[customers.index] == name]
        if found.empty:
            continue
        look = {"color": COLOURS[colour], "marker": marker, "s": 16, "linewidths": 0}
        ax.scatter(
            found["value"], found["growth"], label=f"{name} ({len(found):,})", **look
        )
        medians = found[["value", "growth"]].median()
        said.append(TEXT["class"].format(name=name, size=len(found), **medians))
    ax.set_xscale("symlog", linthresh=100)
    ax.set_yscale("symlog", linthresh=100)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(whole)
    ax.set(xlabel=TEXT["value"], ylabel=TEXT["growth"])
    ax.legend(loc="upper left", markerscale=2)
    ax.set_title(title)
    return describe(ax, TEXT["map alt"].format(classes=" ".join(said)))


def refinement_steps(table, *, title, unit=TEXT["earned axis"]):
    """Draw what each step of refinement promised and what it earned.

    table  frame as ``segmentation.refine`` returns it
    unit   of what is earned
    Returns Axes, the first step on top.
    """
    _, ax = plt.subplots()
    places = range(len(table))
    looks = {"promised": (0.75, "pale"), "earned": (0.45, "navy")}
    for name, (deep, colour) in looks.items():
        look = {"height": deep, "color": COLOURS[colour], "label": TEXT[name]}
        bars = ax.barh(places, table[name], **look)
    numbers = [f"{earned:,.0f}" for earned in table["earned"]]
    ax.bar_label(bars, numbers, label_type="center", color="white", size=11)
    steps = zip(table.index, table["groups"], strict=True)
    ax.set_yticks(places, [f"{step} ({groups:,})" for step, groups in steps])
    ax.invert_yaxis()
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.set(xlabel=unit, ylabel=TEXT["by step"])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)
    ax.set_title(title)
    steps = ", ".join(
        TEXT["step"].format(name=name, earned=row["earned"], promised=row["promised"])
        for name, row in table.iterrows()
    )
    return describe(ax, TEXT["steps alt"].format(unit=unit, steps=steps))


def offer_gains(table, *, title, cost):
    """Draw what an offer gained in each group of an experiment, and what it costs.

    table  frame as ``segmentation.offer_gain`` returns it
    cost   of one offer, CNY
    Returns Axes; the lines reach two standard errors to each side.
    """
    _, ax = plt.subplots()
    places = range(len(table))
    look = {"fmt": "o", "color": COLOURS["navy"], "markersize": 9, "capsize": 5}
    look["label"] = TEXT["give or take"]
    ax.errorbar(table["gain"], places, xerr=2 * table["error"], **look)
    at_nought = {"linestyle": "-", "zorder": 1, "label": TEXT["no gain"]}
    ax.axvline(0, color=COLOURS["pale"], **at_nought)
    label = f"{TEXT['cost']}, ¥{cost:g}"
    ax.axvline(cost, color=COLOURS["brick"], linestyle="--", label=label)
    ax.set_yticks(places, table.index)
    ax.invert_yaxis()
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.margins(y=0.12)
    ax.xaxis.set_major_formatter(whole)
    ax.set(xlabel=TEXT["gain"], ylabel=TEXT["by group"])
    ax.legend(loc="upper right", bbox_to_anchor=(1, -0.16), ncols=3)
    ax.set_title(title)
    groups = ", ".join(
        TEXT["group"].format(name=name, gain=row["gain"], error=2 * row["error"])
        for name, row in table.iterrows()
    )
    return describe(ax, TEXT["gain alt"].format(groups=groups, cost=cost))

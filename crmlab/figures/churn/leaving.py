"""Figures: who is still there, how long customers stay, and why they leave."""

import matplotlib.pyplot as plt
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, LINES

TOLD_AT = 3, 6, 12  # times that the alt text tells of
TEXT = {
    "since": "quarters since each customer's first order",
    "cohort": "first order in the quarter from",
    "row": "from {day:%Y-%m-%d}, {customers:,} customers: {shares}",
    "triangle alt": "Shares that order in each quarter since their first. {rows}.",
    "time": "renewals (months of 30 days)",
    "there": "share still there",
    "curve": "{name}: {shares}",
    "at": "{survival:.2f} after {time}",
    "steps alt": "Falling steps of the share still there. {curves}.",
    "share": "share (%)",
    "cause": "cause",
    "bars alt": "Pairs of bars by cause, in per cent. {rows}.",
    "bar": "{cause}: {shares}",
}


def retention_triangle(table, *, title):
    """Draw the triangle of retention as a shaded table, the oldest cohort on top.

    table  frame as ``churn.cohort_triangle`` returns it
    Returns Axes.
    """
    _, ax = plt.subplots(figsize=(7.5, 4.6))
    shares = table.drop(columns="customers").dropna(axis=1, how="all")
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    rows = []
    for place, (day, row) in enumerate(shares.iterrows()):
        known = row.dropna()
        for number, share in known.items():
            ink = "white" if share > 0.7 else "black"
            ax.text(number, place, f"{share:.0%}", ha="center", va="center", color=ink)
        words = {"day": day, "customers": int(table.loc[day, "customers"])}
        words["shares"] = ", ".join(f"{share:.0%}" for share in known)
        rows.append(TEXT["row"].format(**words))
    ax.set_xticks(range(shares.shape[1]), shares.columns)
    ax.set_yticks(range(len(shares)), [f"{day:%Y-%m-%d}" for day in shares.index])
    ax.grid(False)
    ax.set(xlabel=TEXT["since"], ylabel=TEXT["cohort"])
    ax.set_title(title)
    return describe(ax, TEXT["triangle alt"].format(rows="; ".join(rows)))


def survival_steps(tables, *, title):
    """Draw how many are still there after each time, with 95% intervals.

    tables  {name: frame as ``churn.kaplan_meier`` returns it}
    Returns Axes.
    """
    _, ax = plt.subplots()
    said = []
    looks = zip(tables.items(), list(COLOURS.values())[:4], LINES, strict=False)
    for (name, table), colour, line in looks:
        steps = table[["survival", "low", "high"]]
        time, there = [0, *steps.index], [1, *steps["survival"]]
        look = {"where": "post", "color": colour, "linestyle": line, "label": name}
        ax.step(time, there, **look)
        ends = [1, *steps["low"]], [1, *steps["high"]]
        ax.fill_between(time, *ends, step="post", color=colour, alpha=0.15, lw=0)
        shares = [
            TEXT["at"].format(survival=steps.loc[:t, "survival"].iloc[-1], time=t)
            for t in TOLD_AT
            if (steps.index <= t).any()
        ]
        said.append(TEXT["curve"].format(name=name, shares=", ".join(shares)))
    if len(tables) > 1:
        ax.legend(loc="upper right")
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.set(ylim=(0, 1.02), xlabel=TEXT["time"], ylabel=TEXT["there"])
    ax.set_title(title)
    return describe(ax, TEXT["steps alt"].format(curves="; ".join(said)))


def said_and_true(table, *, title):
    """Draw pairs of bars by cause, the first row on top.

    table  frame by cause of two columns of shares; their names are the legend
    Returns Axes.
    """
    _, ax = plt.subplots(figsize=(7.5, 4.6))
    looks = [("pale", "//"), ("navy", "")]
    for side, (name, (colour, hatch)) in enumerate(zip(table, looks, strict=True)):
        places = [row + 0.4 * side - 0.2 for row in range(len(table))]
        look = {"color": COLOURS[colour], "hatch": hatch, "edgecolor": "white"}
        look["edgecolor"] = COLOURS["navy"]
        ax.barh(places, 100 * table[name], 0.38, label=name, **look)
    ax.set_yticks(range(len(table)), table.index)
    ax.invert_yaxis()
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.legend(loc="lower right")
    ax.set(xlabel=TEXT["share"], ylabel=TEXT["cause"])
    ax.set_title(title)
    rows = [
        TEXT["bar"].format(
            cause=cause, shares=", ".join(f"{n} {100 * row[n]:.0f}" for n in table)
        )
        for cause, row in table.iterrows()
    ]
    return describe(ax, TEXT["bars alt"].format(rows="; ".join(rows)))

"""Figures: what loyalty is worth, and when points pay."""

import matplotlib.pyplot as plt
from matplotlib.ticker import PercentFormatter, StrMethodFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, whole

TEXT = {
    "time": "half-years with the company",
    "money": "CNY a buyer and half-year",
    "total": "together",
    "parts alt": "Stacked bars of what a buyer brings, CNY by half-year: {columns}.",
    "column": "{time}: {parts}",
    "earn": "points earned (% of the amount paid)",
    "gain": "profit from points (% of members' usual sales)",
    "curve": "points lift sales by {lift:.1%}",
    "curves alt": (
        "Profit from points against the earn rate, in per cent of members' usual "
        "sales. {curves}."
    ),
    "curve words": (
        "With a lift of {lift:.1%} at two per cent, the best rate is {best:.1%} and "
        "points stop paying {stop}"
    ),
    "stops": "at {rate:.1%}",
    "pays": "beyond the rates drawn",
    "never": "at once",
}
LOOKS = {  # part: colour, hatch
    "saved acquisition": ("amber", "//"),
    "base profit": ("navy", ""),
    "share of wallet": ("teal", ""),
    "service cost": ("pale", "xx"),
    "price premium": ("pale", ""),
    "referral": ("brick", ""),
}


def worth_in_parts(parts, *, title):
    """Draw the six parts as stacked bars, losses below the line.

    parts  frame as ``loyalty.six_parts`` returns it
    Returns Axes; a diamond marks what the parts come to together.
    """
    _, ax = plt.subplots(figsize=(7.5, 4.6))
    above, below = [0.0] * len(parts), [0.0] * len(parts)
    for name, (colour, hatch) in LOOKS.items():
        height = parts[name].to_numpy()
        base = [b if h < 0 else a for h, a, b in zip(height, above, below, strict=True)]
        look = {"color": COLOURS[colour], "hatch": hatch, "edgecolor": "white"}
        ax.bar(parts.index, height, 0.6, bottom=base, label=name, **look)
        above = [a + max(h, 0) for h, a in zip(height, above, strict=True)]
        below = [b + min(h, 0) for h, b in zip(height, below, strict=True)]
    total = parts[list(LOOKS)].sum(axis=1)
    look = {"marker": "D", "s": 60, "color": "white", "edgecolor": "black", "zorder": 3}
    ax.scatter(parts.index, total, label=TEXT["total"], **look)
    ax.axhline(0, color="black", linewidth=1, linestyle="-")
    ax.set_xticks(parts.index)
    ax.yaxis.set_major_formatter(whole)
    ax.set(xlabel=TEXT["time"], ylabel=TEXT["money"])
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    ax.set_title(title)
    columns = "; ".join(
        TEXT["column"].format(
            time=time, parts=", ".join(f"{n} {row[n]:,.0f}" for n in LOOKS)
        )
        for time, row in parts.iterrows()
    )
    return describe(ax, TEXT["parts alt"].format(columns=columns))


def earn_rate_curves(tables, *, title):
    """Draw the profit from points against the earn rate, for several lifts.

    tables  {lift at two per cent: frame as ``loyalty.earn_rates`` returns it}
    Returns Axes.
    """
    _, ax = plt.subplots()
    words = []
    for lift, table in tables.items():
        label = TEXT["curve"].format(lift=lift)
        ax.plot(100 * table.index, table["profit"], label=label)
        losing = table.index[(table["profit"] < 0) & (table.index > 0)]
        paying = table["profit"].max() > 0
        stop = TEXT["stops"].format(rate=losing[0]) if len(losing) else TEXT["pays"]
        words.append(
            TEXT["curve words"].format(
                lift=lift,
                best=table["profit"].idxmax(),
                stop=stop if paying else TEXT["never"],
            )
        )
    ax.axhline(0, color="black", linewidth=1, linestyle="-")
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:g}%"))
    ax.set(xlabel=TEXT["earn"], ylabel=TEXT["gain"])
    ax.legend(loc="best")
    ax.set_title(title)
    return describe(ax, TEXT["curves alt"].format(curves=". ".join(words)))

"""Figure: six small views of one database."""

import matplotlib.pyplot as plt
from matplotlib.ticker import PercentFormatter, StrMethodFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "alt": "Six bar charts of one database. {views}",
    "view": "{name}, {unit}: {bars}.",
    "percent": "%",
    "y": "what is compared",
}


def six_views(views, *, title):
    """Draw up to six short Series as bar charts, side by side.

    views  dict of a view's name to (unit, Series); a unit of "%" takes shares
    Returns the figure.
    """
    fig, axes = plt.subplots(2, 3, figsize=(7.5, 5.6))
    said = []
    for ax, (name, (unit, bars)) in zip(axes.flat, views.items(), strict=True):
        percent = unit.startswith(TEXT["percent"])
        ax.barh(range(len(bars)), bars, color=COLOURS["teal"], height=0.7)
        ax.set_yticks(range(len(bars)), bars.index.astype(str), fontsize=9)
        ax.invert_yaxis()
        ax.tick_params(axis="x", labelsize=9)
        ax.locator_params(axis="x", nbins=3)
        form = PercentFormatter(1, 0, "") if percent else StrMethodFormatter("{x:,.0f}")
        ax.xaxis.set_major_formatter(form)
        ax.grid(axis="x")
        ax.grid(False, axis="y")
        ax.set_xlabel(unit, fontsize=9)
        ax.set_title(name, fontsize=10.5, pad=6)
        form = "{:.0%}" if percent else "{:,.1f}"
        words = ", ".join(f"{key} {form.format(value)}" for key, value in bars.items())
        said.append(TEXT["view"].format(name=name, unit=unit, bars=words))
    fig.supylabel(TEXT["y"], fontsize=10)
    fig.suptitle(title, x=0.01, ha="left", size=13.5, weight="bold")
    return describe(fig, TEXT["alt"].format(views=" ".join(said)))

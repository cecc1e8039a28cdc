"""Figure: six small views of one database."""

import matplotlib.pyplot as plt
import pandas as pd

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "alt": "Six bar charts of one database. {views}",
    "view": "{name}, {unit}: {bars}.",
    "span": "{value} ({low} to {high})",
    "percent": "%",
    "y": "group",
}


def six_views(views, *, title):
    """Draw up to six short Series as bar charts, side by side.

    views  dict of a view's name to (unit, Series); a unit of "%" takes shares. For
           estimates, a frame of difference, low and high: bars with their intervals
    Returns the figure.
    """
    fig, axes = plt.subplots(3, 2, figsize=(7.5, 6.2))
    said = []
    for ax, (name, (unit, bars)) in zip(axes.flat, views.items(), strict=True):
        percent = unit.startswith(TEXT["percent"])
        form = "{:.0%}" if percent else "{:,.1f}"
        spans = bars if isinstance(bars, pd.DataFrame) else None
        bars = bars if spans is None else spans["difference"]
        ends = bars if spans is None else spans["high"]
        told = [form.format(value).replace("-0%", "0%") for value in bars]
        ax.barh(range(len(bars)), bars, color=COLOURS["teal"], height=0.7)
        gap = 0.03 * ends.max()
        for place, (end, text) in enumerate(zip(ends, told, strict=True)):
            ax.text(max(end, 0) + gap, place, text, va="center", fontsize=11)
        if spans is not None:
            told = _with_intervals(ax, spans, told, form)
        ax.set_yticks(range(len(bars)), bars.index.astype(str), fontsize=11)
        ax.invert_yaxis()
        ax.set_xticks([])
        ax.margins(x=0.22)
        ax.grid(False)
        ax.set_xlabel(unit, fontsize=11)
        ax.set_title(name, fontsize=12, pad=6)
        words = ", ".join(f"{key} {w}" for key, w in zip(bars.index, told, strict=True))
        said.append(TEXT["view"].format(name=name, unit=unit, bars=words))
    fig.supylabel(TEXT["y"], fontsize=11)
    fig.suptitle(title, x=0.01, ha="left", size=13.5, weight="bold")
    return describe(fig, TEXT["alt"].format(views=" ".join(said)))


def _with_intervals(ax, spans, told, form):
    """Draw each estimate's interval across its bar, and say it beside the value."""
    value = spans["difference"]
    reach = [value - spans["low"], spans["high"] - value]
    look = {"fmt": "none", "ecolor": COLOURS["navy"], "capsize": 3}
    ax.errorbar(value, range(len(spans)), xerr=reach, **look)
    ends = spans[["low", "high"]].itertuples(index=False)
    return [
        TEXT["span"].format(value=text, low=form.format(low), high=form.format(high))
        for text, (low, high) in zip(told, ends, strict=True)
    ]

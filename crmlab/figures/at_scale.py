"""Figure of appendix A2: how large the summaries get as the orders grow."""

import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter, NullFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK, LINES

TEXT = {
    "orders": "orders in the log",
    "rows": "rows of the summary",
    "alt": "Lines of rows against orders, both in powers of ten. {told}",
    "line": "{name}: from {first:,.0f} to {last:,.0f} rows.",
}


def growth(rows, *, title):
    """Draw how the rows of each summary grow with the orders.

    rows  frame, one row a size of the log with its orders as index, one column a
          summary: numbers above 0
    Returns Axes with both axes in powers of ten; alt text says where each line begins
    and ends.
    """
    _, ax = plt.subplots()
    colours = [COLOURS[name] for name in ("navy", "brick", "teal")]
    ends = [rows[name].iloc[-1] for name in rows]
    for name, colour, line in zip(rows, colours, LINES, strict=False):
        ax.plot(rows.index, rows[name], marker="o", color=colour, linestyle=line)
        ax.annotate(
            name, (rows.index[-1], rows[name].iloc[-1]), (10, 0),
            textcoords="offset points", va="center", color=INK,
        )  # fmt: skip
    ax.set(xscale="log", yscale="log", xlabel=TEXT["orders"], ylabel=TEXT["rows"])
    ax.set_xlim(rows.index[0] / 2, rows.index[-1] * 12)  # room for the names
    ax.set_ylim(top=3 * max(ends))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axis.set_minor_formatter(NullFormatter())
    ax.set_title(title)
    told = [
        TEXT["line"].format(name=name, first=rows[name].iloc[0], last=end)
        for name, end in zip(rows, ends, strict=True)
    ]
    return describe(ax, TEXT["alt"].format(told=" ".join(told)))

"""Figures in one style, each with alt text; tables with one header row.

Importing this package sets the course's style. Every plot function takes a result (a
frame) and returns Axes. The title states the finding and is the lesson's to word; the
alt text is made from the numbers.

    from crmlab import figures
    ax = weekly.plot(x="week", y="orders", title="Orders double before the festival")
    figures.describe(ax, "Line chart of orders by week: …")
"""

from crmlab import tables
from crmlab.figures.alt import alt_text, describe, faults, register
from crmlab.figures.fonts import hanzi_font
from crmlab.figures.style import COLOURS, LINES, use

__all__ = ["COLOURS", "LINES", "alt_text", "describe", "faults", "hanzi_font"]

use()
register()
tables.register()

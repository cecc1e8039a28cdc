"""The course's look: one palette, one set of sizes, one list of fonts.

The five main colours keep their distance for colour-blind readers and, since each is
a step lighter than the one before, on a black-and-white printout too.
"""

import matplotlib as mpl
import numpy as np
from cycler import cycler

from crmlab.figures.fonts import hanzi_font

# From dark to light. Draw what matters in a dark one and the rest in "pale".
COLOURS = {
    "navy": "#17324d",
    "brick": "#a8322a",
    "teal": "#33968a",
    "amber": "#e0a030",
    "pale": "#d8d5cb",
}
INK = "#222222"  # text and axes
GRID = "#e6e6e6"

LINES = ["-", "--", "-.", ":"]  # a second way to tell lines apart
# Colour, dash and mark of each of five lines: no two are alike, in grey either.
FIVE = list(
    zip(
        [*list(COLOURS.values())[:4], "#777777"],
        [*LINES, (0, (6, 1, 1, 1, 1, 1))],
        "os^Dv",
        strict=True,
    )
)


def settings():
    """The course's Matplotlib settings, as a dict of rcParams.

    Sizes are set for a notebook's column (825 pixels wide) and stay legible when the
    same picture is shown on a projector.
    """
    cycle = list(COLOURS.values())[:4]
    families = ["DejaVu Sans"]  # comes with Matplotlib: Latin text looks alike anywhere
    if hanzi_font():
        families.append(hanzi_font())
    return {
        "figure.figsize": [7.5, 4.2],
        "figure.dpi": 110,
        "savefig.dpi": 110,
        "figure.constrained_layout.use": True,
        "figure.constrained_layout.w_pad": 0.1,
        "figure.constrained_layout.h_pad": 0.1,
        "font.family": families,
        "font.size": 12,
        "axes.titlesize": 13.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 12,
        "axes.labelsize": 12,
        "axes.labelcolor": INK,
        "axes.edgecolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "grid.color": GRID,
        "axes.prop_cycle": cycler(color=cycle, linestyle=LINES),
        "axes.unicode_minus": False,
        "xtick.labelsize": 11,
        "ytick.labelsize": 11,
        "legend.fontsize": 11,
        "legend.framealpha": 1,  # grid lines do not run through it
        "legend.edgecolor": "white",
        "lines.linewidth": 2,
        "text.color": INK,
    }


def whole(amount, _=None):
    """A whole number with commas and a true minus sign; a formatter of ticks, too."""
    return f"{amount:z,.0f}".replace("-", "−")


def ink_on(colour):
    """White or black, by name: whichever is read more easily on this colour.

    colour  red, green and blue, each from 0 to 1
    The contrast is at least 4.5 to 1 on any colour. Source: WCAG 2.1, contrast ratio.
    """
    shades = np.asarray(colour)
    linear = np.where(
        shades <= 0.04045, shades / 12.92, ((shades + 0.055) / 1.055) ** 2.4
    )
    light = linear @ [0.2126, 0.7152, 0.0722]
    return "white" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "black"


def use():
    """Make the course's style the one that every later figure takes."""
    mpl.rcParams.update(settings())

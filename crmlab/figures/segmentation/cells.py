"""A table drawn as coloured cells, each with its number."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from crmlab.figures.style import COLOURS, ink_on

LOW_TO_HIGH = LinearSegmentedColormap.from_list(
    "low to high", ["white", COLOURS["teal"], COLOURS["navy"]]
)
# Both ends are dark in grey too: the sign in each cell tells them apart.
BELOW_TO_ABOVE = LinearSegmentedColormap.from_list(
    "below to above", [COLOURS["brick"], "white", COLOURS["navy"]]
)


def draw_cells(table, words, colours, low, high):
    """Draw a frame of numbers as cells; words has what is written in each.

    Returns Axes, the frame's first row on top.
    """
    _, ax = plt.subplots()
    ax.imshow(table, cmap=colours, vmin=low, vmax=high, aspect="auto")
    ax.set_xticks(range(table.shape[1]), table.columns)
    ax.set_yticks(range(table.shape[0]), table.index)
    ax.grid(False)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    for (row, column), value in np.ndenumerate(table.to_numpy(dtype=float)):
        if np.isfinite(value):
            colour = ink_on(colours((value - low) / (high - low))[:3])
            text = words.iloc[row, column]
            ax.text(column, row, text, color=colour, ha="center", va="center", size=11)
    return ax

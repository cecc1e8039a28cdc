"""What every figure of a lesson must have, asked in one place."""

import io

from crmlab import figures


def titles(ax):
    """The titles that a figure shows: of the whole and of its panels."""
    figure = ax.figure
    return [figure.get_suptitle(), *(a.get_title(loc="left") for a in figure.axes)]


def assert_told(ax, title, said):
    """It can be drawn, has its title and labels, and its alt text says the numbers."""
    ax.figure.savefig(io.BytesIO())
    assert figures.faults(ax) == []
    assert title in titles(ax)
    assert said in figures.alt_text(ax)

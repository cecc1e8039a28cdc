"""Alt text: what a figure shows, in words, for readers who do not see it.

``describe`` keeps the words on the figure. When a notebook displays the figure, it is
shown as HTML: a picture from which JupyterLab, an exported page and a deck read the
words out. (They show the alt text of a plain PNG output to nobody.) The words are the
output's text too, which the tests compare.
"""

import re
from base64 import b64encode
from html import escape
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

NEGATIVE = re.compile(r"(?<![\w–-])-(\d[\d,.]*)")  # no date, and no range
IMAGE = '<img alt="{alt}" src="data:image/png;base64,{data}">'

TEXT = {
    "reminder": "This figure still lacks {lacks}.",
    "alt": 'alt text: figures.describe(ax, "what it shows")',
    "title": "a title that states the finding",
    "x": "a label on its x-axis",
    "y": "a label on its y-axis",
}


def describe(ax, alt):
    """Set the alt text of a figure and return what was passed in.

    ax   Axes or Figure
    alt  one to three sentences: kind of figure, what is on it, the numbers to remember;
        a hyphen before a number becomes a minus
    """
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError("describe() needs a sentence that says what the figure shows.")
    _figure(ax).alt = NEGATIVE.sub(_true_minus, " ".join(alt.split()))
    return ax


def _true_minus(found):
    """As on an axis: −5 for -5, and 0 for -0."""
    return ("−" if re.search("[1-9]", found[1]) else "") + found[1]


def alt_text(ax):
    """The figure's alt text, or a reminder of what it still lacks."""
    lacks = faults(ax)
    if lacks:
        return TEXT["reminder"].format(lacks=", ".join(TEXT[part] for part in lacks))
    return _figure(ax).alt


def faults(ax):
    """What a finished figure has and this one lacks: some of alt, title, x, y."""
    figure = _figure(ax)
    panels = [panel for panel in figure.axes if panel.axison]
    titles = [figure.get_suptitle(), *(p.get_title(loc="left") for p in figure.axes)]
    titles += [panel.get_title() for panel in figure.axes]
    has = {
        "alt": bool(getattr(figure, "alt", "")),
        "title": any(titles),
        "x": _labelled(figure.get_supxlabel(), [p.xaxis for p in panels]),
        "y": _labelled(figure.get_supylabel(), [p.yaxis for p in panels]),
    }
    return [part for part, there in has.items() if not there]


def _labelled(whole, axes):
    """Is one of these axes labelled, or none of them to be read (no ticks)?"""
    read = [axis for axis in axes if len(axis.get_ticklocs())]
    return bool(whole) or not read or any(axis.get_label_text() for axis in read)


def _figure(ax):
    return ax if isinstance(ax, Figure) else ax.get_figure(root=True)


def register():
    """In a notebook: save alt text with each figure. Elsewhere: nothing."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return
    import matplotlib.pyplot as plt

    # Choosing the backend sets IPython's own formatters; do that before ours, since
    # it would otherwise happen at the first figure and undo them.
    plt.switch_backend(plt.get_backend())
    # A figure is drawn when it is shown. Drawing it at the end of the cell as well, as
    # pyplot does for windows, would only cost a third of the time.
    plt.uninstall_repl_displayhook()
    formatters = shell.display_formatter.formatters
    formatters["image/png"].pop(Figure, None)
    formatters["text/html"].for_type(Figure, _html)
    formatters["text/plain"].for_type(Figure, _plain)


def _html(figure):
    if not (figure.axes or figure.lines):
        return None
    picture = BytesIO()
    canvas = figure.canvas
    # Drawn once: `savefig` draws it another time before, to lay it out. All figures
    # are of one size, so that nothing jumps when a slider moves; and without the
    # version of the software in it, the same figure is the same bytes.
    if not isinstance(canvas, FigureCanvasAgg):
        canvas = FigureCanvasAgg(figure)
    canvas.print_png(picture, metadata={"Software": None})
    data = b64encode(picture.getvalue()).decode()
    return IMAGE.format(alt=escape(alt_text(figure)), data=data)


def _plain(figure, printer, cycle):
    printer.text(alt_text(figure))

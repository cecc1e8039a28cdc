"""What every figure of a lesson must have; asked of all by tests/conftest.py."""

import io
import itertools

import matplotlib.colors
import numpy as np
from matplotlib.collections import Collection
from matplotlib.container import Container
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from crmlab import figures

CONTRAST = 4.5  # WCAG 2.1, for text of this size
PIXELS = 14
# WCAG's relative luminance: a weighted sum of the light of red, green and blue.
SHADES = np.arange(256) / 255
LIGHT = np.where(SHADES <= 0.04045, SHADES / 12.92, ((SHADES + 0.055) / 1.055) ** 2.4)
WEIGHTS = np.array([0.2126, 0.7152, 0.0722])
SHADE = 12  # steps of lightness, of 100
PART = 0.25  # of what is under a word: a line may cross it


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


def hard_to_read(figure):
    """Words of a figure that are too small, or too like what is under them."""
    texts = [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]
    ground = picture_without(figure, texts)
    height = len(ground)
    found = []
    for text in texts:
        size = text.get_fontsize() * figure.dpi / 72
        if size < PIXELS:
            found.append(f"“{text.get_text()}” is {size:.1f} pixels high")
        box = text.get_window_extent()
        rows = slice(max(int(height - box.y1), 0), max(int(height - box.y0), 0))
        here = ground[rows, max(int(box.x0), 0) : max(int(box.x1), 0)]
        *colour, alpha = matplotlib.colors.to_rgba(text.get_color(), text.get_alpha())
        inked = alpha * 255 * np.array(colour) + (1 - alpha) * here
        here, ink = (
            LIGHT[np.rint(shades).astype(int)] @ WEIGHTS for shades in (here, inked)
        )
        light, dark = np.maximum(here, ink), np.minimum(here, ink)
        low = (light + 0.05) / (dark + 0.05) < CONTRAST
        if here.size and low.mean() > PART:
            found.append(f"“{text.get_text()}” hardly stands out: {text.get_color()}")
    return found


def told_by_colour_alone(figure):
    """Entries of a legend that in grey are alike: in shade, dash, mark and hatch."""
    found = []
    for ax in figure.axes:
        looks = {name: looks_of(handle) for name, handle in entries_of(ax).items()}
        for one, other in itertools.combinations(looks, 2):
            (shape, shade), (its_shape, its_shade) = looks[one], looks[other]
            if shape == its_shape and abs(shade - its_shade) < SHADE:
                found.append(f"“{one}” and “{other}” differ by colour alone")
    return found


def entries_of(ax):
    """What a legend's names stand for: what was drawn, else the legend's own sample."""
    legend = ax.get_legend()
    if legend is None:
        return {}
    handles, names = ax.get_legend_handles_labels()
    shown = [text.get_text() for text in legend.get_texts()]
    samples = dict(zip(shown, legend.legend_handles, strict=True))
    drawn = dict(zip(names, handles, strict=True))
    return {name: drawn.get(name, sample) for name, sample in samples.items()}


def looks_of(handle):
    """What is seen of a handle without colours: its form, and how light it is."""
    if isinstance(handle, Container):  # of bars or of error bars
        handle = next(part for part in handle if part is not None)
        handle = handle[0] if isinstance(handle, tuple) else handle
    if isinstance(handle, Line2D):
        dash = str(handle.get_linestyle()), str(handle._unscaled_dash_pattern)
        mark = str(handle.get_marker())
        form = (*dash, mark, round(handle.get_linewidth()))
        colour = handle.get_color()
        if dash[0] == "None":
            form, colour = ("marks", mark), handle.get_markerfacecolor()
    elif isinstance(handle, Patch):
        form, colour = ("area", handle.get_hatch()), handle.get_facecolor()
        if not handle.get_fill():
            form = ("edge", handle.get_linestyle(), handle.get_hatch())
            colour = handle.get_edgecolor()
    elif isinstance(handle, Collection):
        colours = [*handle.get_facecolor(), *handle.get_edgecolor()]
        corners = [len(path.vertices) for path in handle.get_paths()[:1]]
        form, colour = (type(handle).__name__, *corners), colours[0]
    else:
        form, colour = (id(handle),), "black"
    *rgb, alpha = matplotlib.colors.to_rgba(colour)
    on_white = alpha * 255 * np.array(rgb) + (1 - alpha) * 255
    light = LIGHT[np.rint(on_white).astype(int)] @ WEIGHTS
    return form, 116 * np.cbrt(max(light, 0.009)) - 16


def picture_without(figure, texts):
    """The pixels of a figure, from 0 to 255, with what stands under these texts."""
    alphas = [text.get_alpha() for text in texts]
    for text in texts:
        text.set_alpha(0)  # its box stays
    figure.canvas.draw()
    pixels = np.array(figure.canvas.buffer_rgba())[..., :3]
    for text, alpha in zip(texts, alphas, strict=True):
        text.set_alpha(alpha)
    return pixels

"""What every figure of a lesson must have; asked of all by tests/conftest.py."""

import io

import matplotlib.colors
import numpy as np
from matplotlib.text import Text

from crmlab import figures

CONTRAST = 4.5  # WCAG 2.1, for text of this size
PIXELS = 14
# WCAG's relative luminance: a weighted sum of the light of red, green and blue.
SHADES = np.arange(256) / 255
LIGHT = np.where(SHADES <= 0.04045, SHADES / 12.92, ((SHADES + 0.055) / 1.055) ** 2.4)
WEIGHTS = np.array([0.2126, 0.7152, 0.0722])
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

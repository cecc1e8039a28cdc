"""Which installed font can write Chinese."""

import logging
from functools import cache

from matplotlib import font_manager

# Tried in this order; at least one comes with Windows, with macOS and with most Linux
# desktops. A collection file (.ttc) is known by the name of its first face only, which
# for Noto and Source Han is the Japanese one: it has the same characters.
HANZI_FONTS = [
    "Microsoft YaHei",
    "PingFang SC",
    "PingFang HK",
    "Hiragino Sans GB",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK JP",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Heiti TC",
    "STHeiti",
    "SimHei",
    "Arial Unicode MS",
    "SimSun",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
]
SAMPLE = "灯笼茶业客户"


@cache
def hanzi_font():
    """Name of the first installed font that can write Chinese, or None.

    ``crmlab doctor`` reports it. Without one, figures in English are unharmed, and a
    Chinese label would show empty boxes.
    """
    installed = {font.name: font.fname for font in font_manager.fontManager.ttflist}
    for name in HANZI_FONTS:
        if name in installed and _has_glyphs(installed[name]):
            return name
    return None


def no_word_of_weight(record):
    """A log filter: False for the news that the Chinese font has no bold face.

    Matplotlib asks every font of the list for the weight of a title, and writes under
    the figure which of them has one weight only. A student can do nothing about it.
    """
    about_weight = str(record.msg).startswith("findfont: Failed to find font weight")
    return not (about_weight and hanzi_font() in (record.args or ()))


logging.getLogger("matplotlib.font_manager").addFilter(no_word_of_weight)


def _has_glyphs(path):
    try:
        font = font_manager.get_font(path)
    except (OSError, RuntimeError):  # a font file that is damaged or gone
        return False
    return all(font.get_char_index(ord(sign)) for sign in SAMPLE)

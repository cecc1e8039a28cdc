"""Figures: one style, colours that everybody can tell apart, and words for each."""

import io
import itertools
import logging
import re
from base64 import b64decode

import matplotlib.colors
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from figure_checks import hard_to_read, told_by_colour_alone

from crmlab import figures, tables
from crmlab.explore.start import count_active, still_active
from crmlab.figures import alt, fonts, style
from crmlab.figures.start import orders_by_week


def linear(colour):
    rgb = np.array(matplotlib.colors.to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(light):
    """CIE L*a*b* of linear RGB, for white D65."""
    to_xyz = [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.9505],
    ]
    x, y, z = np.cbrt(np.clip(np.array(to_xyz) @ light / [0.9505, 1, 1.089], 0.009, 1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


# Machado, Oliveira and Fernandes (2009), severity 1.0.
SIGHT = {
    "full": np.eye(3),
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_can_be_told_apart(sight):
    seen = {
        name: lab(np.clip(SIGHT[sight] @ linear(colour), 0, 1))
        for name, colour in figures.COLOURS.items()
    }
    for (one, first), (other, second) in itertools.combinations(seen.items(), 2):
        assert np.linalg.norm(first - second) > 20, f"{one} and {other}"


def test_colours_can_be_told_apart_in_grey():
    lightness = [lab(linear(colour))[0] for colour in figures.COLOURS.values()]
    assert min(np.diff(lightness)) > 12, lightness
    assert lightness[-1] < 90, "the lightest is lost on white paper"


def test_importing_figures_sets_the_style():
    wanted = style.settings()
    assert {name: plt.rcParams[name] for name in wanted} == wanted


def test_text_is_legible_in_a_notebook_and_on_a_projector():
    # A projector shows a notebook's column of about 800 pixels on a wall: 16 pixels
    # there are one fortieth of the height of the figure.
    sizes = ["font.size", "axes.titlesize", "xtick.labelsize", "legend.fontsize"]
    assert all(style.settings()[name] * 110 / 72 >= 16 for name in sizes)
    width = style.settings()["figure.figsize"][0] * style.settings()["figure.dpi"]
    assert 700 <= width <= 900


def font(name):
    return matplotlib.font_manager.FontEntry(fname=f"{name}.ttf", name=name)


def test_the_first_installed_font_with_hanzi_is_taken(monkeypatch):
    fonts.hanzi_font.cache_clear()
    installed = [font("SimHei"), font("Arial"), font("Microsoft YaHei")]
    monkeypatch.setattr(matplotlib.font_manager.fontManager, "ttflist", installed)
    monkeypatch.setattr(fonts, "_has_glyphs", lambda path: path == "SimHei.ttf")
    assert figures.hanzi_font() == "SimHei"
    assert style.settings()["font.family"] == ["DejaVu Sans", "SimHei"]
    fonts.hanzi_font.cache_clear()


def test_without_a_font_with_hanzi_none_is_named(monkeypatch):
    fonts.hanzi_font.cache_clear()
    monkeypatch.setattr(matplotlib.font_manager.fontManager, "ttflist", [])
    assert figures.hanzi_font() is None
    assert style.settings()["font.family"] == ["DejaVu Sans"]
    fonts.hanzi_font.cache_clear()


def test_a_chinese_font_of_one_weight_is_not_spoken_of(caplog, monkeypatch):
    monkeypatch.setattr(fonts, "hanzi_font", lambda: "WenQuanYi Micro Hei")
    log = logging.getLogger("matplotlib.font_manager")
    words = "findfont: Failed to find font weight %s for %s, now using %s."
    log.warning(words, "bold", "WenQuanYi Micro Hei", 400)
    assert not caplog.messages
    log.warning(words, "bold", "Another Font", 400)
    log.warning("findfont: Font family %s not found.", "WenQuanYi Micro Hei")
    assert len(caplog.messages) == 2


def test_a_font_without_hanzi_is_not_taken_for_one():
    assert not fonts._has_glyphs(matplotlib.font_manager.findfont("DejaVu Sans"))
    assert not fonts._has_glyphs("no such file.ttf")


def test_chinese_is_drawn_where_a_font_has_it():
    if figures.hanzi_font() is None:
        pytest.skip("no font with hanzi is installed here")
    _, ax = plt.subplots()
    ax.set_title("灯笼茶业")
    ax.figure.savefig(io.BytesIO())  # a missing glyph is a warning, and so an error


def test_a_missing_glyph_is_an_error_in_the_tests():
    _, ax = plt.subplots()
    ax.set_title("\ue123")  # for private use: no font has it
    with pytest.raises(UserWarning, match="Glyph"):
        ax.figure.savefig(io.BytesIO())


def labelled():
    _, ax = plt.subplots()
    ax.set(xlabel="week", ylabel="orders")
    ax.set_title("Orders hold")
    return ax


def test_describe_keeps_the_words_and_returns_the_axes():
    ax = labelled()
    assert figures.describe(ax, " One line,\n   two halves. ") is ax
    assert figures.alt_text(ax) == "One line, two halves."
    assert figures.alt_text(ax.figure) == "One line, two halves."


@pytest.mark.parametrize(
    "given, kept",
    [
        ("From -8,710 to -0.5 yuan.", "From −8,710 to −0.5 yuan."),
        ("Nothing is -0 or -0.0 (-0%).", "Nothing is 0 or 0.0 (0%)."),
        ("On 2025-06-30, 75-90 of E3-1.", "On 2025-06-30, 75-90 of E3-1."),
    ],
)
def test_a_negative_number_has_a_true_minus_as_on_an_axis(given, kept):
    assert figures.alt_text(figures.describe(labelled(), given)) == kept


@pytest.mark.parametrize("words", ["", "  ", None])
def test_describe_wants_words(words):
    with pytest.raises(ValueError, match="what the figure shows"):
        figures.describe(labelled(), words)


@pytest.mark.parametrize(
    "part, take_away",
    [
        ("alt", lambda ax: setattr(ax.figure, "alt", "")),
        ("title", lambda ax: ax.set_title("")),
        ("x", lambda ax: ax.set_xlabel("")),
        ("y", lambda ax: ax.set_ylabel("")),
    ],
)
def test_what_a_figure_lacks_is_printed_in_place_of_its_words(part, take_away):
    ax = figures.describe(labelled(), "Words.")
    take_away(ax)
    assert figures.faults(ax) == [part]
    assert figures.alt_text(ax) == f"This figure still lacks {alt.TEXT[part]}."


def test_an_axis_without_ticks_needs_no_label():
    ax = figures.describe(labelled(), "Words.")
    ax.set(yticks=[], ylabel="")
    assert figures.faults(ax) == []


WEEKLY = pd.DataFrame(
    {
        "week": pd.date_range("2025-03-03", periods=4, freq="7D"),
        "orders": [1200, 900, 1100, 2000],
    }
)
WAITS = pd.Series([0, 0, 3, 12, 13, 13, 40, 90])


def test_orders_by_week_says_its_numbers():
    ax = orders_by_week(WEEKLY, title="Orders double in March")
    assert ax.get_title(loc="left") == "Orders double in March"
    assert figures.alt_text(ax) == (
        "Line chart of orders a week over 4 weeks, from 2025-03-03 to 2025-03-24. The "
        "lowest week is 2025-03-10 with 900 orders, the highest 2025-03-24 with 2,000. "
        "The average is 1,300."
    )
    assert list(ax.lines[0].get_ydata()) == [1200, 900, 1100, 2000]


def test_customers_are_counted_on_both_sides_of_the_line():
    wanted = {"all": 8, "active": 4, "gone": 4, "share": 0.5, "change": 2}
    assert count_active(WAITS, 13) == wanted
    assert count_active(WAITS, 14)["active"] == 6


def test_counting_nobody_is_told():
    with pytest.raises(ValueError, match="at least one customer"):
        count_active([], 13)


@pytest.mark.parametrize("weeks", [1, 13, 52, 90, 104])
def test_the_widget_draws_every_customer_once_on_the_right_side(weeks):
    ax = still_active(WAITS, weeks)
    active, gone = [bars.get_data().values.sum() for bars in ax.patches]
    counts = count_active(WAITS, weeks)
    assert (active, gone) == (counts["active"], counts["gone"])
    assert figures.faults(ax) == []
    assert f"week {weeks}:" in ax.get_title(loc="left")


FRAME = pd.DataFrame({"a": [1, 2], "b": [3, 4], "<c>": [5, 6]})


@pytest.mark.parametrize(
    "frame, corner",
    [
        (FRAME, ["", "a", "b", "&lt;c&gt;"]),
        (FRAME.set_index("a"), ["a", "b", "&lt;c&gt;"]),
        (FRAME.set_index(["a", "b"]), ["a", "b", "&lt;c&gt;"]),
        (FRAME.set_index("<c>"), ["&lt;c&gt;", "a", "b"]),
        (FRAME.set_index("a").rename_axis(columns="of"), ["a \\ of", "b", "&lt;c&gt;"]),
        (FRAME.set_index("a").head(0), ["a", "b", "&lt;c&gt;"]),
        (FRAME.rename_axis(0), ["0", "a", "b", "&lt;c&gt;"]),
    ],
)
def test_a_table_has_one_header_row_and_says_all_names(frame, corner):
    html = tables.one_header(frame)
    head, body = html.split("</thead>")
    assert re.findall("<th>(.*?)</th>", head) == corner
    assert head.count("<tr") == 1 and body.count("<tr") == len(frame)
    assert html.partition("<thead>")[0] == frame._repr_html_().partition("<thead>")[0]


def test_names_of_code_become_words_with_units_and_nothing_else_changes():
    frame = pd.DataFrame({"set_up": [1.0], "share_of_wallet": [2.0], 3: [4.0]})
    frame = frame.set_axis(["one_to_one"]).rename_axis(index="contact_type")
    words = tables.in_words(frame)
    assert words.columns.tolist() == ["set-up, CNY", "share of wallet", 3]
    assert words.index.tolist() == ["one to one"]
    assert words.index.name == "contact"
    assert words.to_numpy().tolist() == frame.to_numpy().tolist()
    assert "set_up" in frame  # what was handed over stays as it is


def test_levels_of_columns_keep_their_rows():
    frame = pd.concat({"x": FRAME, "y": FRAME}, axis=1).rename_axis("row")
    assert tables.one_header(frame) == frame._repr_html_()


def test_the_same_figure_is_the_same_bytes_and_names_no_software():
    figure = still_active(WAITS).figure
    first = alt._html(figure)
    second = alt._html(still_active(WAITS).figure)
    assert first == second
    assert first.startswith(f'<img alt="{figures.alt_text(figure)}" src="data:')
    png = b64decode(first.partition("base64,")[2].removesuffix('">'))
    assert b"Software" not in png and b"matplotlib" not in png.lower()


@pytest.mark.parametrize("shade", [0, 0.3, 0.46, 0.5, 1])
def test_ink_is_read_on_any_colour(shade):
    for colour in itertools.product([0, shade], repeat=3):
        ax = plt.subplots(figsize=(2, 2))[1]
        ax.set(facecolor=colour, xticks=[], yticks=[])
        ax.text(0.5, 0.5, "31%", color=style.ink_on(colour), ha="center", va="center")
        assert hard_to_read(ax.figure) == []
        plt.close()


@pytest.mark.parametrize(
    "look, words",
    [
        ({"color": "white"}, "hardly stands out"),
        ({"color": style.COLOURS["amber"]}, "hardly stands out"),
        ({"color": "white", "bbox": {"facecolor": "#888888"}}, "hardly stands out"),
        ({"alpha": 0.15}, "hardly stands out"),
        ({"size": 9}, "13.8 pixels"),
    ],
)
def test_words_that_are_hard_to_read_are_told(look, words):
    ax = plt.subplots()[1]
    ax.text(0.5, 0.5, "31%", **look)
    (fault,) = hard_to_read(ax.figure)
    assert "31%" in fault and words in fault


BRICK, AS_DARK = style.COLOURS["brick"], "#5a5a5a"


def two(draw, one, other):
    """A figure with two entries in its legend, drawn with these looks."""
    ax = plt.subplots()[1]
    for name, look in [("one", one), ("other", other)]:
        getattr(ax, draw)([1, 2], [1, 2], label=name, **look)
    ax.legend()
    return ax.figure


BY_COLOUR = [
    ("plot", {"ls": "-"}, {"ls": "--"}),
    ("plot", {"ls": "-"}, {"ls": "-", "marker": "o"}),
    ("plot", {"ls": "", "marker": "o"}, {"ls": "", "marker": "s"}),
    ("bar", {}, {"hatch": "//"}),
    ("scatter", {"marker": "o"}, {"marker": "^"}),
    ("errorbar", {"ls": "", "marker": "o"}, {"ls": "", "marker": "s"}),
]


@pytest.mark.parametrize("draw, one, other", BY_COLOUR)
def test_what_colour_alone_tells_apart_is_told(draw, one, other):
    red, grey = {"color": BRICK}, {"color": AS_DARK}
    assert told_by_colour_alone(two(draw, one | red, other | grey)) == []
    pale = {"color": style.COLOURS["pale"]}
    assert told_by_colour_alone(two(draw, one | red, one | pale)) == []
    (fault,) = told_by_colour_alone(two(draw, one | red, one | grey))
    assert fault == "“one” and “other” differ by colour alone"
    plt.close("all")


def test_a_legend_with_samples_of_its_own_is_looked_at():
    ax = plt.subplots()[1]
    samples = [plt.Line2D([], [], color=shade) for shade in (BRICK, AS_DARK)]
    ax.legend(samples, ["one", "other"])
    assert len(told_by_colour_alone(ax.figure)) == 1

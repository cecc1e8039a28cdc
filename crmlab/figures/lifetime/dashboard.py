"""The page to hang on the wall: one card an indicator, in one HTML file."""

from html import escape
from pathlib import Path

import pandas as pd

from crmlab import wanted
from crmlab.figures.style import COLOURS, GRID, INK
from crmlab.lifetime import unusual

WIDTH, HEIGHT = 260, 70  # of a card's curve, in pixels
SIDES = ["at least", "at most"]  # of a target
TEXT = {
    "page": (
        "<style>.board{{display:flex;flex-wrap:wrap;gap:12px;color:{ink};"
        "font-family:sans-serif;font-size:14px}}.board section{{border:1px solid "
        "{grid};padding:10px 14px;width:{width}px}}.board h3{{font-size:16px;margin:0}}"
        ".board p{{margin:4px 0}}.board .now{{font-size:26px;font-weight:bold}}"
        ".board .rings{{color:{brick};font-weight:bold}}</style>\n"
        "<h2>{title}</h2>\n<div class='board'>\n{cards}\n</div>\n"
    ),
    "card": (
        "<section><h3>{name}</h3><p class='now'>{last}</p><p>{change}{target}</p>\n"
        "{curve}\n<p{look}>{verdict}</p></section>"
    ),
    "change": "{sign}{step} since the {before} before",
    "first": "no value before",
    "gap": "not asked",
    "target": "; target {value}: {met}",
    "met": {True: "met", False: "missed"},
    "verdict": {
        "above": "▲ above its limits: find the cause",
        "below": "▼ below its limits: find the cause",
        "as usual": "within its limits: no news",
        "too few to tell": "too few values for limits",
    },
    "alt": "{name} by period: {values}. Limits {lower} to {upper}.",
    "no limits": "{name} by period: {values}.",
    "frame": (
        "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<title>{title}</title></head><body>\n{page}</body></html>\n"
    ),
}


def dashboard(table, *, title, targets=None, path=None):
    """Indicators as cards: the value, what changed, the target, and whether it is news.

    table    frame as ``lifetime.indicators`` returns it: one row a period
    title    of the page
    targets  {indicator: (value, "at least" or "at most")}
    path     file to write, such as "dashboard.html"; None writes none
    Returns the page as HTML: in a notebook, ``IPython.display.HTML`` shows it. The
    curves carry their numbers as text for those who do not see them.

    Raises ValueError where ``lifetime.unusual`` does, or a target is of no indicator or
    no such pair.
    """
    news, table = unusual(table), table.sort_index()
    targets = _checked(targets or {}, news.index)
    cards = [
        _card(str(name), table[name], news.loc[name], targets.get(name))
        for name in news.index
    ]
    words = {"ink": INK, "grid": GRID, "brick": COLOURS["brick"], "width": WIDTH}
    page = TEXT["page"].format(title=escape(title), cards="\n".join(cards), **words)
    if path is not None:
        whole = TEXT["frame"].format(title=escape(title), page=page)
        Path(path).write_text(whole, encoding="utf-8")
    return page


def _checked(targets, names):
    for name, target in targets.items():
        if name not in names:
            raise ValueError(
                f"dashboard() found a target for {name}; the indicators are "
                f"{', '.join(map(str, names))}."
            )
        if not isinstance(target, tuple) or len(target) != 2:
            raise ValueError(
                f"dashboard() needs a target such as (65, {SIDES[0]!r}), not {target}."
            )
        wanted.number(target[0], "dashboard", f"the target for {name}")
        wanted.one_of(target[1], SIDES, "dashboard", "side of a target")
    return targets


def _card(name, values, news, target):
    last, before = news["last"], news["before"]
    change = TEXT["first"]
    if pd.notna(last) and pd.notna(before):
        step = _number(abs(last - before))
        sign = "±" if step == "0.0" else "+" if last > before else "−"
        asked = "period" if pd.notna(values.iloc[-2]) else "value"
        change = TEXT["change"].format(sign=sign, step=step, before=asked)
    said = ""
    if target is not None and pd.notna(last):
        value, side = target
        met = last >= value if side == SIDES[0] else last <= value
        words = {"value": f"{side} {_number(value)}", "met": TEXT["met"][bool(met)]}
        said = TEXT["target"].format(**words)
    rings = news["verdict"] in ("above", "below")
    return TEXT["card"].format(
        name=escape(name),
        last=_number(last) if pd.notna(last) else TEXT["gap"],
        change=change,
        target=said,
        curve=_curve(name, values.dropna(), news["lower"], news["upper"]),
        look=" class='rings'" if rings else "",
        verdict=TEXT["verdict"][news["verdict"]],
    )


def _curve(name, values, lower, upper):
    """A small line with dots and dashed limits, as SVG that can be read aloud."""
    limits = [lower, upper] if pd.notna(lower) else []
    ends = [*values, *limits] or [0]
    low, span = min(ends), max(max(ends) - min(ends), 1e-9)

    def height(value):
        return round(HEIGHT - 6 - (HEIGHT - 12) * (value - low) / span, 1)

    wide = (WIDTH - 16) / max(len(values) - 1, 1)
    dots = [(round(8 + wide * n, 1), height(v)) for n, v in enumerate(values)]
    line = " ".join(f"{x},{y}" for x, y in dots)
    marks = "".join(
        f"<circle cx='{x}' cy='{y}' r='3' fill='{COLOURS['navy']}'/>" for x, y in dots
    )
    edges = "".join(
        f"<line x1='0' x2='{WIDTH}' y1='{height(v)}' y2='{height(v)}' "
        f"stroke='{COLOURS['brick']}' stroke-dasharray='4 4'/>"
        for v in limits
    )
    words = {"name": name, "values": ", ".join(map(_number, values))}
    if limits:
        words |= {"lower": _number(lower), "upper": _number(upper)}
    alt = TEXT["alt" if limits else "no limits"].format(**words)
    return (
        f"<svg width='{WIDTH}' height='{HEIGHT}' role='img' aria-label='{escape(alt)}'>"
        f"{edges}<polyline points='{line}' fill='none' stroke='{COLOURS['navy']}' "
        f"stroke-width='2'/>{marks}</svg>"
    )


def _number(value):
    """With commas, and as many decimals as its size can bear."""
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"
    return text.replace("-", "−")

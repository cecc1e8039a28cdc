"""A lesson's deck: one HTML file that needs no network.

The slides are the lesson's own cells (`slideshow.slide_type`), the speaker's notes
their metadata (`notes`). reveal.js shows them; it is in the file, and MathJax too where
a slide has a formula. `vendor/README.md` says whose work they are.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from crmlab.checkout import CourseError
from crmlab.teach.deck.cells import html_of, is_formula
from crmlab.teach.lint.deck import CORE, MINUTES, slides
from crmlab.teach.lint.notebook import read

FOLDER = Path(__file__).parent
SCRIPTS = ("vendor/reveal/reveal.js", "vendor/reveal/notes.js", "deck.js")
STYLES = ("vendor/reveal/reveal.css", "deck.css")
MATHJAX = tuple(
    f"vendor/mathjax/{name}.js" for name in ("tex-svg", "calligraphic", "double-struck")
)
# Only TeX between dollars, and nothing that MathJax would fetch: no menu, no speech.
MATH_SETTINGS = """MathJax = {
  tex: {inlineMath: [['$', '$']]},
  options: {enableMenu: false, menuOptions: {settings: {
    enrich: false, speech: false, braille: false, collapsible: false}}}
};"""
# The two alphabets are in the page, so they need not be fetched either.
MATH_LOADED = """for (const name of ['calligraphic', 'double-struck'])
  MathJax.loader.preLoaded(`[mathjax-newcm]/svg/dynamic/${name}.js`);"""
TEXT = {
    "title": "{number} · {title}",
    "no_slides": "{name} is read alone and has no slides.",
    "no_core": (
        "{name} has no shorter class: no slide of it is marked core. Leave out --core."
    ),
}


class NoSlidesError(CourseError):
    """A lesson has no slides, or none for a shorter class; the message says which."""


def deck(path: Path, core: bool = False) -> str:
    """A lesson's slides as the HTML of one page.

    path: the notebook, with its outputs. core: only what makes a class of 45 minutes.
    Raises NoSlidesError where there is no slide to show.
    """
    lesson = read(path)
    shown = slides(lesson)
    if not shown:
        raise NoSlidesError(TEXT["no_slides"].format(name=Path(path).stem))
    if core:
        shown = [slide for slide in shown if CORE in slide[0].tags]
    if not shown:
        raise NoSlidesError(TEXT["no_core"].format(name=Path(path).stem))
    title = TEXT["title"].format(number=lesson.number, title=lesson.about["title"])
    sections = [section(slide) for slide in shown]
    scripts = [inline(name) for name in SCRIPTS]
    if any(is_formula(cell) for slide in shown for cell in slide):
        math = [script(MATH_SETTINGS), *map(inline, MATHJAX), script(MATH_LOADED)]
        scripts = [*math, *scripts]
    return Template(text_of("deck.html")).substitute(
        title=escape(title),
        styles="\n".join(text_of(name) for name in STYLES),
        slides="\n".join(sections),
        scripts="\n".join(scripts),
    )


def section(slide) -> str:
    """One slide: its section's name, its cells, the notes and their minutes."""
    notes = " ".join(str(cell.node.metadata.get("notes", "")) for cell in slide)
    told = MINUTES.match(notes)
    seconds = 60 * int(told[1]) if told else 60
    prose = [cell for cell in slide if cell.kind == "markdown"]
    opens = any(level <= 2 for cell in prose for level, _ in cell.headings)
    part = "" if opens else f'<p class="part">{escape(slide[0].section)}</p>'
    body = "\n".join(html_of(cell) for cell in slide)
    return (
        f'<section id="s{slide[0].node.id}" data-timing="{seconds}">'
        f'<div class="page">{part}<div class="body">\n{body}\n</div></div>\n'
        f'<aside class="notes">{escape(notes)}</aside></section>'
    )


def text_of(name: str) -> str:
    """The text of a file that lies beside this module."""
    return (FOLDER / name).read_text(encoding="utf-8")


def inline(name: str) -> str:
    """A script's file as part of the page."""
    return script(text_of(name))


def script(text: str) -> str:
    return f"<script>\n{text}\n</script>"

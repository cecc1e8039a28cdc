"""What a cell shows on a slide: its words, its figure, or its code and table."""

from __future__ import annotations

import re
from html import escape

from nbconvert.filters import markdown2html

CODE_SPAN = re.compile(r"`[^`\n]*`")
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
ANCHOR = re.compile(r'<a class="anchor-link".*?</a>', re.DOTALL)


def html_of(cell) -> str:
    """The HTML of one cell; a fragment comes with the next click."""
    if cell.kind == "markdown":
        kind, inner = "words", ANCHOR.sub("", markdown2html(cell.node.source))
    elif cell.images:
        # The slide is about the figure: T1 leaves out the code that draws it.
        kind, inner = "figure", outputs(cell)
    else:
        kind, inner = "code-and-table", code(cell) + outputs(cell)
    later = " fragment" if cell.slide == "fragment" else ""
    return f'<div class="{kind}{later}">{inner}</div>'


def code(cell) -> str:
    return f'<pre class="code">{escape(cell.source)}</pre>'


def outputs(cell) -> str:
    """What the cell printed and showed, as it was saved."""
    return "\n".join(filter(None, map(output, cell.outputs)))


def output(out) -> str:
    """One output as HTML: a figure or a table, else its text."""
    if out.output_type == "stream":
        return f"<pre>{escape(out.text.rstrip())}</pre>" if out.text.strip() else ""
    data = out.get("data", {})
    if "text/html" in data:
        return STYLE.sub("", data["text/html"])
    if "text/markdown" in data:
        return markdown2html(data["text/markdown"])
    return f"<pre>{escape(data['text/plain'])}</pre>" if "text/plain" in data else ""


def is_formula(cell) -> bool:
    """Whether a cell of text has a formula: TeX between dollars, outside of code."""
    prose = cell.kind == "markdown" and CODE_SPAN.sub("", cell.source)
    return bool(prose and FORMULA.search(prose))

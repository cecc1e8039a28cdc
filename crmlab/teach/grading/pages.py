"""The notebook that the formgrader and the feedback show: nothing in it can run.

Of what a student wrote or showed, code and text are shown as text, pictures as
pictures, tables without what a browser would act on. A student's own Markdown stands as
it was typed. The course's own cells and the verdicts are shown as they are.
"""

from __future__ import annotations

import base64
import binascii
import re
import textwrap
import unicodedata

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook, new_output

TAGS = {
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "div", "span"),
    *("p", "br", "b", "strong", "i", "em", "u", "sub", "sup", "code", "pre", "ul"),
    *("ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
}
SPANS = {"th": ["colspan", "rowspan"], "td": ["colspan", "rowspan"]}
STYLE = re.compile(r"<style\b.*?</style\s*>", re.DOTALL | re.IGNORECASE)
COMMAND = re.compile(r"\\(?=[A-Za-z])")
NO_WIDTH = "\u200b"  # keeps a formula's commands, \href among them, from being obeyed
LONGEST = 20_000
WIDTH = 88
PICTURES = ("image/png", "image/jpeg")
TEXT = {
    "summary": "**What the program found, exercise by exercise**",
    "elsewhere": "The memo's cell was left empty. This stands in another cell:",
    "not_shown": "(an output of the kind {kind}, not shown)",
}


def page(cells: list, outputs: dict, verdicts: dict, release, elsewhere: dict):
    """The notebook to be shown.

    cells: the student's, mended. outputs: {number of a code cell: what it showed}.
    verdicts: {grade id of a check cell: Verdict}. release: the exercises as given out,
    whose metadata nbgrader wants back. elsewhere: {grade id of a memo: its text, which
    was found in another cell}.
    """
    given = {_id(cell): cell for cell in release.cells if _id(cell)}
    course = {cell.source for cell in release.cells if cell.cell_type == "markdown"}
    made, code = [], 0
    for cell in cells:
        shown = _markdown(cell.source, course)
        if cell.cell_type == "code":
            shown = nbformat.v4.new_code_cell(cell.source)
            shown.outputs = [safe(out) for out in outputs.get(code, [])]
            code += 1
        made.append(_named(shown, _id(cell), given))
    missing = [id for id in given if id not in {_id(cell) for cell in made}]
    for id in missing:
        empty = type(given[id])(given[id] | {"metadata": {}, "outputs": []})
        if empty.cell_type == "markdown":
            empty.pop("outputs")
        made.append(_named(empty, id, given))
    for cell in made:
        if _id(cell) in verdicts and cell.cell_type == "code":
            cell.outputs = [*cell.outputs, _verdict(verdicts[_id(cell)])]
        if _id(cell) in elsewhere:
            text = f"{TEXT['elsewhere']}\n\n{elsewhere[_id(cell)]}"
            cell.source = as_text(text)
    if verdicts:  # nbgrader's own list calls each of them "Test cell"
        titles = "\n".join(f"- {verdict.title}" for verdict in verdicts.values())
        made.insert(0, new_markdown_cell(f"{TEXT['summary']}\n\n{titles}"))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=made, metadata={"kernelspec": kernel})


def _id(cell) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _named(cell, id: str, given: dict):
    """The cell with nbgrader's metadata, as the exercises were given out."""
    if id in given:
        if cell.cell_type != given[id].cell_type:  # the student changed its kind
            wanted = given[id].cell_type
            made = {"markdown": new_markdown_cell, "code": nbformat.v4.new_code_cell}
            text = as_text(cell.source) if wanted == "markdown" else cell.source
            cell = made[wanted](text)
        cell.metadata = nbformat.from_dict({"nbgrader": given[id].metadata.nbgrader})
    return cell


def _markdown(source: str, course: set):
    return new_markdown_cell(source if source in course else as_text(source))


def as_text(source: str) -> str:
    """Markdown that shows a text as it was typed, long lines wrapped."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in source[:LONGEST])
    width = WIDTH if wide < len(source) / 4 else WIDTH // 2
    lines = []
    for line in source[:LONGEST].expandtabs(4).splitlines():
        lines += textwrap.wrap(line, width, drop_whitespace=False) or [""]
    return "\n".join(f"    {line}" for line in lines)


def safe(output: dict):
    """An output in which nothing can run."""
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return new_output("stream", name=name, text=_cut(output.get("text")))
    if kind == "error":
        traceback = output.get("traceback")
        traceback = traceback if isinstance(traceback, list) else []
        words = {key: _cut(output.get(key)) for key in ("ename", "evalue")}
        return new_output("error", **words, traceback=[_cut(x) for x in traceback])
    data = output.get("data")
    return new_output(
        "display_data", data=_shown(data if isinstance(data, dict) else {})
    )


def _cut(text) -> str:
    text = text if isinstance(text, str) else ""
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"


def _shown(data: dict) -> dict:
    """A picture, a table or text: what a browser shows and does not act on."""
    for kind in PICTURES:
        if isinstance(data.get(kind), str) and _is_picture(data[kind]):
            return {kind: data[kind]}
    if isinstance(data.get("text/html"), str):
        return {"text/html": clean(_cut(data["text/html"]))}
    for kind in ("image/svg+xml", "application/javascript", "text/markdown"):
        if isinstance(data.get(kind), str):
            return {"text/plain": _cut(data[kind])}
    kinds = ", ".join(str(kind)[:60] for kind in data)
    plain = data.get("text/plain")
    return {"text/plain": _cut(plain) or TEXT["not_shown"].format(kind=kinds)}


def _is_picture(text: str) -> bool:
    try:
        start = base64.b64decode(text, validate=False)[:4]
    except (ValueError, binascii.Error):
        return False
    return start.startswith((b"\x89PNG", b"\xff\xd8"))


def clean(html: str) -> str:
    """HTML without what a browser would act on; that is shown as text."""
    import bleach

    html = bleach.clean(STYLE.sub("", html), tags=TAGS, attributes=SPANS)
    return COMMAND.sub("\\\\" + NO_WIDTH, html)


def _verdict(verdict):
    data = {"text/html": COMMAND.sub("\\\\" + NO_WIDTH, verdict._repr_html_())}
    return new_output("display_data", data=data | {"text/plain": repr(verdict)})

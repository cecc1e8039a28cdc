"""A lesson as the rules see it: its cells, its sections, its prose, its outputs."""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.validator import iter_validate

from crmlab.checkout import number_of
from crmlab.teach.chinese import unmarked

HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
SPANS = [
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"\$\$.*?\$\$", re.DOTALL),
    re.compile(r"\$[^$\n]+\$"),
    re.compile(r"`[^`\n]+`"),
    re.compile(r"(?<=\])\([^)\s]+\)"),  # the address of a link, not its words
    re.compile(r"<?https?://[^\s>)]+>?"),
]
# The address of [words](address), of [words](<address> "title") or of [name]: address.
LINK = re.compile(
    r"\]\(\s*<?([^)>\s]+)>?(?:\s[^)]*)?\)|^\s*\[[^\]]+\]:\s*<?([^>\s]+)", re.MULTILINE
)
# A figure as figures.alt shows it.
PICTURE = re.compile(r'<img alt="([^"]*)" src="data:image/png;base64,([^"]+)">')
ELSEWHERE = ("attachment:", "mailto:")  # what a link may lead to besides pages, files


class UnreadableError(ValueError):
    """There is no notebook, or none that the rules could look at."""


@dataclass
class Cell:
    """One cell, with its place: number (from 1) and the H2 section it stands in."""

    number: int
    section: str
    node: nbformat.NotebookNode

    @property
    def kind(self):
        return self.node.cell_type

    @property
    def source(self):
        """What the author wrote: without the marks that the runner sets."""
        prose = self.kind == "markdown"
        return unmarked(self.node.source) if prose else self.node.source

    @property
    def tags(self):
        return self.node.metadata.get("tags", [])

    @property
    def outputs(self):
        return self.node.get("outputs", [])

    @property
    def slide(self):
        return self.node.metadata.get("slideshow", {}).get("slide_type", "")

    @property
    def headings(self):
        """Headings of the cell as (level, text)."""
        found = HEADING.findall(FENCE.sub("", self.source))
        return [(len(marks), text) for marks, text in found]

    @property
    def images(self):
        return [out for out in self.outputs if picture(out)]


@dataclass
class Lesson:
    """A notebook, read once and handed to every rule."""

    path: Path
    node: nbformat.NotebookNode
    cells: list[Cell]

    @property
    def number(self):
        return number_of(self.path.stem)

    @property
    def is_appendix(self):
        """A1 and so on: read alone, beside one's own work; see the lint's docstring."""
        return self.number.startswith("A")

    @property
    def about(self):
        return self.node.metadata.get("crmlab", {})

    @property
    def prose(self):
        return [cell for cell in self.cells if cell.kind == "markdown"]

    @property
    def code(self):
        return [cell for cell in self.cells if cell.kind == "code"]

    def section(self, title):
        """The cells under one H2 heading."""
        return [cell for cell in self.cells if cell.section == title]

    def say(self, cell, rule, words):
        """One fault in one sentence; cell may be None for the lesson as a whole."""
        place = f"{self.path.parent.name}/{self.path.name}"
        place += f" cell {cell.number}" if cell else ""
        return f"{place}: {rule}: {words}"


def read(path):
    """Read a notebook into a Lesson. Raises an UnreadableError, which says why."""
    path = Path(path)
    try:
        # Not nbformat.read: that one mends what it finds, and a fault is not seen.
        node = nbformat.v4.reads(path.read_text(encoding="utf-8"))
        faults = iter_validate(node, version=4, version_minor=5)
        # Cells without an id have a rule of their own.
        found = [x.message for x in faults if "'id' is a required" not in x.message]
    except OSError as error:
        found = [error.strerror or str(error)]
    except Exception as error:  # nbformat lets many kinds through
        found = [str(error)]
    if found:
        why = found[0].split("\n")[0][:160].rstrip(".")
        raise UnreadableError(f"{path} is not a notebook that can be read: {why}.")
    cells, section = [], ""
    for number, cell in enumerate(node.cells, start=1):
        cells.append(Cell(number, section, cell))
        if cell.cell_type == "markdown":
            for level, text in cells[-1].headings:
                section = text if level == 2 else section
        cells[-1].section = section
    return Lesson(path, node, cells)


def picture(out):
    """The match of a figure in an output (its alt text and its PNG), or None."""
    return PICTURE.fullmatch(out.get("data", {}).get("text/html", "").strip())


def plain(text):
    """Markdown without code, formulas, addresses of links and comments."""
    text = FENCE.sub(" ", text)
    for span in SPANS:
        text = span.sub(" ", text)
    return text


def bold_words(text):
    """What stands in bold in a Markdown text, one after the other."""
    return " | ".join(re.findall(r"\*\*(.+?)\*\*", text, flags=re.DOTALL))


def without_headings(text):
    return HEADING.sub("", text)


def without_quotes(text):
    """Markdown without what somebody else says: block quotes, quotation marks."""
    text = re.sub(r"^\s*>.*$", " ", text, flags=re.MULTILINE)
    return re.sub(r"“[^”]*”|\"[^\"\n]*\"", " ", text)


def bullets(text):
    """The items of the lists in a text."""
    return re.findall(r"^\s*(?:[-*]|\d+\.)\s+(.*)$", text, flags=re.MULTILINE)


def words(text):
    """The words a reader reads: no marks, no table rules."""
    text = re.sub(r"[*_#>|`~\[\]]", " ", text)
    return re.findall(r"[^\W_][\w'’.,/%-]*|[¥€$]\d[\d,.]*", text)


def targets(text):
    """Where the links of a Markdown text lead."""
    return [inline or listed for inline, listed in LINK.findall(text)]

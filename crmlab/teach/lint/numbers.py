"""L5: a number about the data stands in bold, and an output above it prints it."""

import ast
import html
import re

from crmlab.teach.lint import frame
from crmlab.teach.lint.amounts import YEAR, stated
from crmlab.teach.lint.notebook import (
    picture,
    plain,
    without_headings,
    without_quotes,
)

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
OTHER_BOLD = re.compile(r"(?<!\w)__(?=\S)(.+?)__(?!\w)", re.DOTALL)


def shown(cell):
    """What a code cell's outputs say in text; what a figure says does not count."""
    texts = []
    for out in cell.outputs:
        data = out.get("data", {})
        if not picture(out):
            texts += [out.get("text", ""), data.get("text/plain", "")]
            texts.append(
                html.unescape(re.sub(r"<[^>]+>", " ", data.get("text/html", "")))
            )
    return [text for text in texts if text]


def check(lesson):
    """L5, for every section but those that state nothing about the data."""
    above, section = [], None
    for cell in lesson.cells:
        if cell.section != section:
            above, section = [], cell.section
        if cell.kind == "code":
            above += shown(cell)
        elif section not in frame.NO_DATA:
            yield from _check_cell(lesson, cell, above)


def _check_cell(lesson, cell, above):
    for _, heading in cell.headings:
        for number in stated(YEAR.sub(" ", heading)):
            if not number.small:
                words = f"{number.text} stands in a heading: say it in the text below."
                yield lesson.say(cell, "L5", words)
    text = without_quotes(plain(without_headings(cell.source)))
    text = OTHER_BOLD.sub(r"**\1**", text)
    for span in BOLD.findall(text):
        if re.search(r"(?<![\d.,])\d{4,}(?![\d,])", plain(span)):
            yield lesson.say(cell, "L5", f"**{span}** wants commas, as in 6,000.")
        for number in stated(span):
            if not number.small and not any(number.printed_in(out) for out in above):
                words = (
                    f"no output above in this section prints **{number.text}** "
                    "at that precision."
                )
                yield lesson.say(cell, "L5", words)
    for number in stated(YEAR.sub(" ", BOLD.sub(" ", text))):
        if not number.small:
            words = (
                f"{number.text} is bare: put it in bold if it is about the data, in "
                "backticks if it is a setting, in quotation marks if it is a claim."
            )
            yield lesson.say(cell, "L5", words)


def question(lesson):
    """L1: what the opening question states, the answer prints."""
    outputs = [text for cell in lesson.section(frame.ANSWER) for text in shown(cell)]
    asked = YEAR.sub(" ", BOLD.sub(r"\1", frame.asked_words(lesson)))
    for number in stated(asked):
        if not number.small and not any(number.printed_in(out) for out in outputs):
            words = f"the question's {number.text} is printed nowhere in the answer."
            yield lesson.say(None, "L1", words)


def drawn(lesson):
    """L5: the words of a figure get their numbers from the data."""
    for cell in lesson.code:
        for text in _figure_words(cell.source):
            for number in stated(YEAR.sub(" ", text)):
                if not number.small:
                    words = (
                        f"{number.text} is typed into a figure: let the data say it."
                    )
                    yield lesson.say(cell, "L5", words)


def _figure_words(source):
    """Texts typed into titles and alt texts, without what f-strings fill in."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a command of IPython; outputs.source speaks of those
        return
    nodes = list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.FormattedValue):
            node.format_spec = None  # in f"{share:12.1%}", no 12
    for call in (node for node in nodes if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        texts = call.args if name in ("set_title", "suptitle", "describe") else []
        texts = [*texts, *(word.value for word in call.keywords if word.arg == "title")]
        for part in (part for text in texts for part in ast.walk(text)):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value

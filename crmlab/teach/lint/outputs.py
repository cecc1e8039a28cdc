"""F1, F4, F5 and C1: what the cells have left behind when they were run."""

import html
import io
import re
from base64 import b64decode

from matplotlib.image import imread

from crmlab.figures.alt import TEXT
from crmlab.teach.chinese import marked
from crmlab.teach.lint.notebook import picture

WIDGET_TAG = "nbval-ignore-output"
PLAY = re.compile(r"\bplay\(\s*([\w.]+)")
CONTROLS = re.compile(r"\b(?:interact|interactive|interactive_output|ipywidgets)\b")
REMINDER = TEXT["reminder"].partition("{")[0]
ALT_LEAST = 40  # characters; less than this does not say what a figure shows
IMAGE = re.compile(r"!\[([^\]]*)\]\(")
HEADS = re.compile(r"<thead>.*?</thead>", re.DOTALL)
TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)

STRAY = {
    r"\bText\(": "a stray Text(…)",
    r"<(?:Axes|Figure|matplotlib|seaborn)|\bAxes\(": "a stray Axes or Figure",
    r"\bat 0x[0-9a-fA-F]+": "the address of an object",
    r"\b\w*Warning:": "a warning",
    r"(?<![\w.:/<~-])/(?:[\w.-]+/){2}|\b[A-Z]:\\\w": "a machine's path",
}
UNWANTED = {
    r"default_rng\(\s*(?:(?:seed\s*=\s*)?None\s*)?\)": "a generator without a seed",
    r"\.sample\((?![\s\S]{0,120}random_state)": "a sample without random_state",
    r"^\s*(?:import|from)\s+random\b": "Python's own random numbers",
    r"\bnp\.random\.(?!default_rng|Generator)\w+": "NumPy's old random functions",
    r"\binplace\s*=\s*True": "inplace=True",
    r"\b(?:filterwarnings|simplefilter|catch_warnings)\(": "silenced warnings",
    r"^\s*(?:!|%pip|%conda)": "a shell command",
}
KINDS = {"text/plain", "text/html", "text/markdown", "text/latex"}


def figures(lesson):
    """F1: every picture says in words what it shows, wherever it stands."""
    for cell in lesson.code:
        for out in cell.images:
            alt = html.unescape(picture(out)[1])
            said = out["data"].get("text/plain", "")
            if alt.startswith(REMINDER):
                yield lesson.say(cell, "F1", alt)
            elif len(alt) < ALT_LEAST:
                yield lesson.say(cell, "F1", _short("figure", alt))
            elif said != alt:
                fault = "the figure's text form is not its alt text."
                yield lesson.say(cell, "F1", fault)
            if _is_cut(out):
                fault = "a figure that is cut off, as by a title that is too long."
                yield lesson.say(cell, "F1", fault)
    for cell in lesson.prose:
        for alt in IMAGE.findall(cell.source):
            if len(alt) < ALT_LEAST:
                yield lesson.say(cell, "F1", _short("picture", alt))
        if any("alt=" not in tag.lower() for tag in TAG.findall(cell.source)):
            yield lesson.say(cell, "F1", "a picture without alt text.")


def _short(what, alt):
    if not alt:
        return f"a {what} without alt text."
    return f"a {what}'s alt text of {len(alt)} characters; {ALT_LEAST} at least."


def _is_cut(out):
    """Whether a figure's outermost pixels are not all of its ground's colour."""
    try:
        pixels = imread(io.BytesIO(b64decode(picture(out)[2])))
    except (OSError, ValueError):  # no picture
        return False
    edges = pixels[[0, -1]], pixels[:, [0, -1]]
    return any((edge != pixels[0, 0]).any() for edge in edges)


def widgets(lesson):
    """F4: a widget is tagged, keeps no state, and stands above its still figure."""
    if "widgets" in lesson.node.metadata:
        yield lesson.say(None, "F4", "the state of widgets is saved in it.")
    for cell, after in zip(lesson.code, [*lesson.code[1:], None], strict=False):
        played = PLAY.search(cell.source)
        if CONTROLS.search(cell.source):
            fault = "controls are made by play(), slider() and choice()."
            yield lesson.say(cell, "F4", fault)
        if bool(played) != (WIDGET_TAG in cell.tags):
            fault = f"the tag {WIDGET_TAG} belongs to the cells that call play()."
            yield lesson.say(cell, "F4", fault)
        if played and cell.outputs:
            yield lesson.say(cell, "F4", "the output of a widget is saved in it.")
        name = played and re.escape(played[1])
        still = after and name and re.search(rf"\b{name}\(", after.source)
        if played and not (still and after.outputs):
            fault = f"the next code cell does not show {played[1]}(…) by itself."
            yield lesson.say(cell, "F4", fault)


def reached(lesson):
    """F5: hanzi are marked as Chinese, a table has one header row."""
    for cell in lesson.prose:
        if marked(cell.source) != cell.node.source:
            fault = "Chinese that is not marked; crmlab run marks it."
            yield lesson.say(cell, "F5", fault)
    for cell in lesson.code:
        tables = [out.get("data", {}).get("text/html", "") for out in cell.outputs]
        heads = [head for table in tables for head in HEADS.findall(table)]
        # Several levels of columns need a row each; the upper ones span columns.
        if any(head.count("<tr") > 1 and "colspan" not in head for head in heads):
            fault = "a table with two header rows; import crmlab.figures first."
            yield lesson.say(cell, "F5", fault)


def order(lesson):
    """C1: run from top to bottom, once, and saved with what it printed."""
    counts = [cell.node.get("execution_count") for cell in lesson.code]
    if None in counts:
        n, run = counts.count(None), f"uv run crmlab run {lesson.number}"
        yield lesson.say(None, "C1", f"{n} code cells were never run; {run}")
    elif counts != list(range(1, len(counts) + 1)):
        yield lesson.say(None, "C1", "saved out of order; run it from top to bottom.")
    if lesson.code and not any(cell.outputs for cell in lesson.code):
        yield lesson.say(None, "C1", "no output is saved in it.")


def clean(lesson):
    """C1: no errors, warnings, stray objects, paths or states among the outputs."""
    for cell in lesson.code:
        for out in cell.outputs:
            if out.output_type == "error":
                yield lesson.say(cell, "C1", f"it ended in an error, {out.ename}.")
            if out.get("name") == "stderr":
                yield lesson.say(cell, "C1", "it wrote to stderr.")
            odd = set(out.get("data", {})) - KINDS
            if odd:
                yield lesson.say(cell, "C1", f"an output of kind {', '.join(odd)}.")
            for pattern, fault in STRAY.items():
                if any(re.search(pattern, text) for text in _readable(out)):
                    yield lesson.say(cell, "C1", f"{fault} in the output.")


def _readable(out):
    data = out.get("data", {})
    if picture(out):
        return [data.get("text/plain", "")]
    return [out.get("text", ""), data.get("text/plain", ""), data.get("text/html", "")]


def source(lesson):
    """C1: code that would not print the same twice, or that hides its warnings."""
    for cell in lesson.code:
        for pattern, fault in UNWANTED.items():
            if re.search(pattern, cell.source, re.MULTILINE):
                yield lesson.say(cell, "C1", f"{fault} in the code.")
        if {"raises-exception", "nbval-skip"} & set(cell.tags):
            yield lesson.say(cell, "C1", "a tag keeps its output from being compared.")
        if re.search(r"NBVAL|PYTEST_VALIDATE", cell.source):
            fault = "a comment keeps its output from being compared."
            yield lesson.say(cell, "C1", fault)


def identity(lesson):
    """C1: the kernel is python3, and every cell keeps a name of its own."""
    if lesson.node.metadata.get("kernelspec", {}).get("name") != "python3":
        yield lesson.say(None, "C1", "its kernel is not python3.")
    names = [cell.node.get("id") for cell in lesson.cells]
    if None in names or len(set(names)) < len(names):
        yield lesson.say(None, "C1", "cells without an id, or two with the same.")

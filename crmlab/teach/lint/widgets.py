"""F4: the still figure under a widget shows what the widget starts with."""

import ast
import importlib
import inspect

from crmlab.teach.lint.outputs import PLAY


def started(lesson):
    """F4: each control's start is what the still figure is drawn with.

    A start that is no plain number or word, such as a variable, is not looked at.
    """
    for cell, after in zip(lesson.code, lesson.code[1:], strict=False):
        played = PLAY.search(cell.source)
        widget = played and _call(cell.source, "play")
        still = played and _call(after.source, played[1])
        if not widget or not still:
            continue  # that is told by outputs.widgets
        starts = _starts(widget, cell.source)
        shown = _defaults(lesson, played[1])
        given = still.args[len(widget.args) - 1 :]
        names = [control.arg for control in widget.keywords]
        shown |= {name: _value(at) for name, at in zip(names, given, strict=False)}
        shown |= {word.arg: _value(word.value) for word in still.keywords}
        for name, start in starts.items():
            drawn = shown.get(name, start)
            if drawn is not None and drawn != start:
                fault = f"{name} starts at {start}, the still figure has {drawn}."
                yield lesson.say(cell, "F4", fault)


def _nodes(source, kind):
    try:
        return [n for n in ast.walk(ast.parse(source)) if isinstance(n, kind)]
    except SyntaxError:  # a cell with a magic; outputs.source tells
        return []


def _call(source, name):
    """The call of a function in a cell's code, or None."""
    calls = _nodes(source, ast.Call)
    return next((call for call in calls if ast.unparse(call.func) == name), None)


def _value(node):
    """What a number or a word in the code is; None for anything else."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def _starts(widget, source):
    """{control: where it starts}, of those that say it in plain."""
    named = {
        ast.unparse(made.targets[0]): made.value for made in _nodes(source, ast.Assign)
    }
    found = {}
    for control in widget.keywords:
        made = named.get(ast.unparse(control.value), control.value)
        for word in getattr(made, "keywords", []):
            if word.arg == "start" and _value(word.value) is not None:
                found[control.arg] = _value(word.value)
    return found


def _defaults(lesson, name):
    """What the widget's function takes where nothing is handed to it."""
    imports = [n for cell in lesson.code for n in _nodes(cell.source, ast.ImportFrom)]
    for line in imports:
        if name in [each.name for each in line.names]:
            function = getattr(importlib.import_module(line.module), name, None)
            if not callable(function):
                return {}
            taken = inspect.signature(function).parameters.values()
            return {p.name: p.default for p in taken if p.default is not p.empty}
    return {}

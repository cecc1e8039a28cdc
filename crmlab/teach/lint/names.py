"""L10: a name means one thing, so that any cell can be run again after any other."""

import ast

FREE = {"ax", "_"}  # the axes of the figure at hand


def check(lesson):
    """L10: no name is given its meaning in two cells."""
    seen = {}
    for cell in lesson.code:
        for name in sorted(given(cell.source) - FREE):
            if name in seen:
                fault = f"{name} has a meaning already, from cell {seen[name]}."
                yield lesson.say(cell, "L10", fault)
            seen.setdefault(name, cell.number)


def given(source):
    """Names that a cell's own lines assign, define or loop over; not its imports."""
    try:
        body = ast.parse(source).body
    except SyntaxError:  # a command of IPython; outputs.source speaks of those
        return set()
    found = set()
    for node in (part for statement in body for part in _own(statement)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return found


def _own(node):
    """A node and what is in it, without what functions keep to themselves."""
    yield node
    scopes = ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.ListComp | ast.DictComp
    if not isinstance(node, scopes | ast.SetComp | ast.GeneratorExp):
        for child in ast.iter_child_nodes(node):
            yield from _own(child)

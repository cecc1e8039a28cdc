"""What a teacher should look at; none of it changes a mark."""

from __future__ import annotations

import ast
import hashlib
import io
import re
import tokenize
from itertools import combinations

from crmlab.practice.solutions import grade_id, without_marks

# Words of the machinery that no exercise asks for.
INTERNALS = re.compile(
    r"\.solution\s*\(|\.checks\s*\(|\.verdict\s*\(|crmlab\.practice\.\w+|crmlab\.teach"
    r"|solutions/|CRMLAB_\w+|\bset_ipython|ast_node_interactivity|gradebook"
    r"|\bos\.(system|remove|kill|_exit|fork)|\bsubprocess\b|\bsocket\b"
)
LONG = 40  # words and signs; shorter code is often the same by itself
MEMO = 60  # letters of a text that may be a memo
TEXT = {
    "internals": "calls what no exercise asks for: {what}",
    "shadowed": "gives names of the course another meaning: {what}",
    "as_solution": "word for word the course's solution: {what}",
    "alike": "word for word as {other} has it: {what}",
    "elsewhere": "the memo {id} stands in another cell",
    "stopped": "the notebook was stopped at code cell {cell}: {why}",
    "slow": "code cell {cell} ran into the limit of {seconds} seconds",
    "more": "{n} more notebooks of this lesson lie in the folder; not looked at",
}


def of_code(cells: list, release) -> list[str]:
    """Flags that a notebook's own code gives."""
    code = [without_comments(c.source) for c in cells if c.cell_type == "code"]
    given = [c.source for c in release.cells if c.cell_type == "code"]
    known = {match.group() for text in given for match in INTERNALS.finditer(text)}
    used = {match.group() for text in code for match in INTERNALS.finditer(text)}
    found = []
    if used - known:
        what = ", ".join(sorted(used - known))
        found.append(TEXT["internals"].format(what=what))
    course = {n for text in given for n in imported(text)} | {"ex"}
    taken = {n for text in code for n in assigned(text)}
    fresh = taken & course - {n for text in given for n in assigned(text) if n != "ex"}
    if _again(code, "ex") < 2:
        fresh -= {"ex"}
    if fresh:
        found.append(TEXT["shadowed"].format(what=", ".join(sorted(fresh))))
    return found


def _again(code: list[str], name: str) -> int:
    """In how many cells a name gets a meaning."""
    return sum(name in assigned(text) for text in code)


def answers(cells: list, names: dict) -> dict[str, str]:
    """{part: a print of its answer's code}, of answers that are long enough to tell."""
    found = {}
    for part in names:
        for cell in cells:
            mine = cell.metadata.get("nbgrader", {}).get("grade_id")
            if mine == grade_id(part, "answer"):
                words = words_of(without_marks(cell.source))
                if len(words) >= LONG:
                    found[part] = hashlib.sha256(" ".join(words).encode()).hexdigest()
    return found


def as_solution(own: dict, solved: dict) -> list[str]:
    """A flag where answers are the course's own."""
    same = [part for part, code in own.items() if solved.get(part) == code]
    if not same:
        return []
    return [TEXT["as_solution"].format(what=", ".join(same))]


def alike(prints: dict[str, dict], solved: dict) -> dict[str, list[str]]:
    """{student: flags} where two students' code is the same, word for word.

    prints: {student: {part: print}}. What is the course's solution is told elsewhere.
    """
    found: dict[str, list] = {}
    for one, other in combinations(sorted(prints), 2):
        mine, theirs = prints[one], prints[other]
        same = [p for p in mine if theirs.get(p) == mine[p] != solved.get(p)]
        if same:
            for a, b in ((one, other), (other, one)):
                words = {"other": b, "what": ", ".join(same)}
                found.setdefault(a, []).append(TEXT["alike"].format(**words))
    return found


def words_of(code: str) -> list[str]:
    """The words and signs of code, without comments and spaces."""
    kinds = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT}
    kinds |= {tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING}
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return code.split()
    return [token.string for token in tokens if token.type not in kinds]


def without_comments(code: str) -> str:
    """The code without whole lines of comment, where the course's hints stand."""
    lines = code.splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def _tree(code: str):
    plain = [x for x in code.splitlines() if not x.lstrip().startswith(("%", "!"))]
    try:
        return ast.parse("\n".join(plain))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.parse("")


def imported(code: str) -> set[str]:
    """Names that imports of a cell give."""
    nodes = (
        n for n in ast.walk(_tree(code)) if isinstance(n, ast.Import | ast.ImportFrom)
    )
    return {
        alias.asname or alias.name.split(".")[0] for n in nodes for alias in n.names
    }


def assigned(code: str) -> set[str]:
    """Names that a cell gives a value, other than by import."""
    found = set()
    for node in ast.walk(_tree(code)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return found


def memo(id: str, cells: list, release) -> tuple[str, str]:
    """The state of a memo ("written", "blank" or "elsewhere"), and its text.

    Elsewhere: its cell was left as it was, but the student added a cell of text.
    """
    given = {c.source.strip() for c in release.cells}
    mine = [c.source for c in cells if _is(c, grade_id(id, "answer"))]
    if any(text.strip() and text.strip() not in given for text in mine):
        return "written", mine[-1]
    texts = [c.source for c in cells if c.cell_type == "markdown"]
    others = [t for t in texts if t.strip() not in given and len(t) >= MEMO]
    if others:
        return "elsewhere", max(others, key=len)
    return "blank", ""


def _is(cell, id: str) -> bool:
    return cell.metadata.get("nbgrader", {}).get("grade_id") == id

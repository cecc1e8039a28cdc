"""From a file that a stranger wrote to rows of text, without running anything of it.

YAML can hold more than data: tags that make a program call functions, and aliases that
unfold a small file into gigabytes. Both are looked for in the file's events, before
anything is built, and refused; what is left is built as plain text.
"""

import csv
import io
import os
import stat
from pathlib import Path

import yaml

ENDINGS = (".yml", ".yaml", ".csv")
MOST_BYTES = 20_000
MOST_ROWS = 200
DEEPEST = 6  # lists in lists
TEXT = {
    "no_file": "it is not a plain file, so it was not read.",
    "unreadable": "it cannot be read ({why}).",
    "ending": "its name must end in .yml, .yaml or .csv.",
    "empty": "it is empty.",
    "large": "it is larger than {most:,} bytes; a policy is a page of text.",
    "letters": "it is not text in UTF-8; save it as UTF-8 (in Excel: CSV UTF-8).",
    "no_yaml": "it is not YAML ({why}).",
    "alias": "line {line} uses & or *; write out what is meant.",
    "tag": "line {line} holds a tag ({tag}); a policy is only text and numbers.",
    "deep": "its lists stand in lists, more than {deepest} deep.",
    "documents": "it holds {n} documents; keep one.",
    "twice": "line {line} says {key!r} twice.",
    "plan": (
        "it needs an entry 'plan' with a list of rows, such as "
        "'- {{group: everyone, service: 0.7}}'."
    ),
    "extra": "it has an entry {key!r}; a policy has only team, why and plan.",
    "row": "row {n} of the plan is no list of 'lever: value'.",
    "entry": "row {n} has a list under {key!r}, where one value is asked for.",
    "rows": "it has {n} rows; at most {most} are played.",
    "no_rows": "it has no row.",
    "heads": "its first line needs the columns group and at least one lever.",
    "width": "line {line} has {n} cells, the first line {heads}.",
    "no_csv": "it is not CSV ({why}).",
}


class FileFault(ValueError):
    """A file that cannot be read as a policy; the message is the end of a sentence."""

    def __init__(self, fault, texts=TEXT, /, **words):
        super().__init__(texts[fault].format(**words))


def as_path(given, function):
    """A path, where one is asked for."""
    if not isinstance(given, (str, os.PathLike)):
        got = type(given).__name__
        raise ValueError(f"{function}() needs a path, such as 'x.yml'; it got a {got}.")
    return Path(given)


def read_plain(path):
    """The team's name, its reason, and its rows, all as text.

    path  a .yml, .yaml or .csv file
    Returns (team, why, rows): each row a dict from column to text, empty ones left
    out. The team of a CSV is the file's name, and its why is empty.

    Raises FileFault where the file is none, empty, larger than 20,000 bytes, not in
    UTF-8, not YAML or CSV, uses an alias or a tag, or is no list of rows.
    """
    path = as_path(path, "read_policy")
    if path.suffix.lower() not in ENDINGS:
        raise FileFault("ending")
    text = _text(path)
    reader = _from_csv if path.suffix.lower() == ".csv" else _from_yaml
    team, why, rows = reader(text)
    if not rows:
        raise FileFault("no_rows")
    if len(rows) > MOST_ROWS:
        raise FileFault("rows", n=len(rows), most=MOST_ROWS)
    return (team or path.stem).strip()[:60], why.strip()[:600], rows


def _text(path):
    """What stands in a plain file; a pipe that never ends is not opened."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise FileFault("no_file")
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileFault("unreadable", why=error.strerror) from None
    if len(content) > MOST_BYTES:
        raise FileFault("large", most=MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileFault("letters") from None
    if not text.strip():
        raise FileFault("empty")
    return text


def _from_yaml(text):
    try:
        _look_through(text)
        page = _built(yaml.compose(text, Loader=yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        why = getattr(error, "problem", None) or "it holds what no text file should"
        raise FileFault("no_yaml", why=f"{where}{why}") from None
    if not isinstance(page, dict) or not isinstance(page.get("plan"), list):
        raise FileFault("plan")
    for key in page:
        if key not in ("team", "why", "plan"):
            raise FileFault("extra", key=key)
    team, why = (page.get(key, "") for key in ("team", "why"))
    if not (isinstance(team, str) and isinstance(why, str)):
        raise FileFault("plan")
    return team, why, [_row(row, n) for n, row in enumerate(page["plan"], 1)]


def _look_through(text):
    """Refuse aliases, tags, depth and a second document, before anything is built."""
    depth, documents = 0, 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FileFault("alias", line=line)
        if getattr(event, "tag", None):
            raise FileFault("tag", line=line, tag=event.tag[:40])
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise FileFault("deep", deepest=DEEPEST)
    if documents != 1:
        raise FileFault("documents", n=documents)


def _built(node):
    """Text, lists and dicts out of YAML's nodes; a repeated key is refused."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_built(item) for item in node.value]
    built = {}
    for key, value in node.value:
        word = _built(key)
        if not isinstance(word, str) or word in built:
            raise FileFault("twice", line=key.start_mark.line + 1, key=str(word)[:40])
        built[word] = _built(value)
    return built


def _row(row, n):
    """A row's entries as text; several quarters may stand in a list."""
    if not isinstance(row, dict):
        raise FileFault("row", n=n)
    entries = {}
    for key, value in row.items():
        if key == "quarter" and isinstance(value, list):
            if not all(isinstance(item, str) for item in value):
                raise FileFault("entry", n=n, key=key)
            value = " ".join(value)
        if not isinstance(value, str):
            raise FileFault("entry", n=n, key=key)
        if value.strip():
            entries[key.strip()] = value.strip()
    return entries


def _from_csv(text):
    """Rows of a CSV; some Excels write a semicolon where others write a comma."""
    first = text.lstrip().splitlines()[0]
    mark = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        raise FileFault("no_csv", why=error) from None
    lines = [[cell.strip() for cell in line] for line in lines]
    heads, *rest = [line for line in lines if any(line)]
    if "group" not in heads or len(heads) < 2:
        raise FileFault("heads")
    for head in heads:
        if heads.count(head) > 1:
            raise FileFault("twice", line=1, key=head)
    rows = []
    for number, line in enumerate(rest, 2):
        if len(line) != len(heads):
            raise FileFault("width", line=number, n=len(line), heads=len(heads))
        filled = zip(heads, line, strict=True)
        rows.append({head: cell for head, cell in filled if cell})
    return "", "", rows

"""The data dictionary: what a reader needs to know of every table and column."""

from crmlab.company.files import descriptors

# Everything that a reader sees, kept apart from the code that arranges it.
WORDS = {
    "contents": "## The tables at a glance",
    "contents_head": ["Table", "Rows", "Columns", "What it holds"],
    "sections": {
        "known": (
            "## What the company knows at the cut-off",
            'These are the analyst\'s tables. Read one with `load("{name}")`.',
        ),
        "future": (
            "## What happens in the half-year after the cut-off",
            "Nobody knows this on the cut-off date. Use it to see whether a forecast"
            ' came true, never to make one. Read one with `future("{name}")`.',
        ),
        "truth": (
            "## The truth",
            "What the simulated company knows and its analysts do not: use it to see"
            ' how far off an estimate is. Read one with `truth("{name}")`.',
        ),
    },
    "facts": "File `{path}`, {rows:,} rows. {key}",
    "key": "One row for each {fields}.",
    "columns_head": ["Column", "Type", "Unit", "Meaning", "Values"],
    "category": "category",
    "ordered": "category, in this order",
    "points_to": "a `{fields}` of {table}",
    "or": " or ",
    "required": "never empty",
    "unique": "all different",
    "minimum": "from {}",
    "maximum": "up to {}",
    "pattern": "written as `{}`",
    "enum": "one of {}",
}


def text(resources):
    """Return the dictionary as Markdown, from a package's completed resources.

    The hand-written ``schema/about.md`` stands at the top.
    """
    about = descriptors.FOLDER / "about.md"
    parts = [about.read_text(encoding="utf-8").strip(), _contents(resources)]
    for section, (heading, note) in WORDS["sections"].items():
        inside = [r for r in resources if descriptors.section_and_name(r)[0] == section]
        if inside:
            example = descriptors.section_and_name(inside[0])[1]
            parts += [heading, note.format(name=example)]
            parts += [_table_text(resource, resources) for resource in inside]
    return "\n\n".join(parts) + "\n"


def _contents(resources):
    rows = []
    for resource in resources:
        link = f"[{resource['title']}](#{_anchor(resource['title'])})"
        columns = len(resource["schema"]["fields"])
        rows.append(
            [link, f"{resource['rows']:,}", columns, resource.get("description", "")]
        )
    return WORDS["contents"] + "\n\n" + _grid(WORDS["contents_head"], rows)


def _anchor(title):
    """The name that GitHub gives to a heading's place."""
    kept = [c for c in title.lower() if c.isalnum() or c in " -_"]
    return "".join(kept).replace(" ", "-")


def _table_text(resource, resources):
    schema = resource["schema"]
    key = " and ".join(f"`{name}`" for name in schema.get("primaryKey", []))
    facts = WORDS["facts"].format(
        path=resource["path"],
        rows=resource["rows"],
        key=WORDS["key"].format(fields=key) if key else "",
    )
    targets = _targets(schema, resources)
    rows = [_column(field, targets.get(field["name"])) for field in schema["fields"]]
    heading = f"### {resource['title']}"
    return "\n\n".join(
        [
            heading,
            resource.get("description", ""),
            facts.strip(),
            _grid(WORDS["columns_head"], rows),
        ]
    )


def _targets(schema, resources):
    """Say for each column that is a foreign key what it points to."""
    titles = {other["name"]: other["title"] for other in resources}
    targets = {}
    for columns, names, fields in descriptors.links(schema):
        title = WORDS["or"].join(titles[name] for name in names)
        for column, field in zip(columns, fields, strict=True):
            targets[column] = WORDS["points_to"].format(fields=field, table=title)
    return targets


def _column(field, target):
    kind = field["type"]
    values = []
    if "categories" in field:
        kind = WORDS["ordered" if field.get("categoriesOrdered") else "category"]
        values.append(", ".join(field["categories"]))
    if target:
        values.append(target)
    for rule, value in field.get("constraints", {}).items():
        if value is not False and not (rule == "pattern" and target):
            shown = ", ".join(map(str, value)) if isinstance(value, list) else value
            values.append(WORDS[rule].format(shown))
    name = f"`{field['name']}`"
    meaning = field.get("description", "")
    return [name, kind, field.get("unit", ""), meaning, "; ".join(values)]


def _grid(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    cells = [[str(cell).replace("|", "\\|") for cell in line] for line in lines]
    return "\n".join("| " + " | ".join(line) + " |" for line in cells)

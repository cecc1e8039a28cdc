"""Check a data folder against what its datapackage.json promises."""

import warnings
from io import BytesIO

import numpy as np
import pandas as pd

from crmlab import company
from crmlab.company.files.descriptors import links
from crmlab.datasets import folders, places
from crmlab.datasets.amounts import fits
from crmlab.datasets.messages import DamagedError, say

# How each type is written; a string is always well written.
_WRITTEN = {
    "integer": "-?[0-9]+",
    "number": r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?",
    "boolean": "true|false",
    "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "datetime": "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}",
}


def check(folder=None):
    """Return what is wrong with a data folder, one sentence a fault; [] if nothing.

    Every table of datapackage.json is held against its description: the file is
    there and as it was written; its columns, types, keys and constraints are right.
    ``folder`` is the course's data where none is given. A folder that is missing, or
    whose description is damaged, is a fault like others: nothing is raised.
    """
    if folder is None:
        default = company.DEFAULT_SEED, company.DEFAULT_CUSTOMERS
        folder = places.home() or places.folder(*default)
    try:
        described = folders.description(folder)["resources"]
    except DamagedError as error:
        return [str(error)]
    tables, faults = {}, []
    for resource in described:
        tables[resource["name"]], found = _read(folder, resource)
        faults += found
    for resource in described:
        if tables[resource["name"]] is not None:
            faults += _table_faults(resource, tables)
    return faults


def damage(folder):
    """Return a sentence for each file of a folder that is not as it was made.

    Nearer to the cause than `check`: of a line that is gone, this names the file, and
    `check` every table that points to it.
    """
    faults = []
    try:
        for resource in folders.description(folder)["resources"]:
            try:
                folders.intact(folder, resource)
            except DamagedError as error:
                faults.append(str(error))
        folders.refuse_other_schemas(folder)
    except DamagedError as error:
        faults.append(str(error))
    return faults


def _read(folder, resource):
    """Return a table as text, None where it cannot be read, and the faults met."""
    faults = []
    try:
        content = folders.raw(folder, resource)
    except DamagedError as error:
        return None, [str(error)]
    try:
        folders.intact(folder, resource)
    except DamagedError as error:
        faults.append(str(error))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            return _as_text(content), faults
    except (ValueError, pd.errors.ParserWarning) as error:
        why = str(error).strip().rstrip(".")
        return None, [*faults, say("no_table_text", path=resource["path"], why=why)]


def _as_text(content):
    plain = {"dtype": "str", "keep_default_na": False, "na_values": [""]}
    return pd.read_csv(BytesIO(content), index_col=False, **plain)


def _table_faults(resource, tables):
    table, schema = tables[resource["name"]], resource["schema"]
    fields = [field for field in schema["fields"] if field["name"] in table]
    faults = _column_faults(resource, list(table.columns))
    for field in fields:
        faults += _field_faults(resource["path"], field, table[field["name"]])
    if "primaryKey" in schema and set(schema["primaryKey"]) <= set(table):
        key = table[schema["primaryKey"]]
        wrong = key.isna().any(axis=1) | key.duplicated()
        faults += _fault("primary_key", resource["path"], key, wrong)
    for columns, names, fields in links(schema):
        if set(columns) <= set(table):
            targets = [tables.get(name) for name in names]
            wanted = (", ".join(names), targets, fields)
            faults += _link_faults(resource["path"], table[columns], *wanted)
    return faults


def _column_faults(resource, columns):
    path = resource["path"]
    wanted = [field["name"] for field in resource["schema"]["fields"]]
    missing = ", ".join(name for name in wanted if name not in columns)
    extra = ", ".join(name for name in columns if name not in wanted)
    faults = [say("columns_missing", path=path, names=missing)] if missing else []
    faults += [say("columns_extra", path=path, names=extra)] if extra else []
    if not faults and wanted != columns:
        faults.append(say("columns_order", path=path))
    return faults


def _field_faults(path, field, text):
    rules, faults = field.get("constraints", {}), []
    values, readable = _values(text, field)
    faults += _fault(
        "bad_type", path, text, text.notna() & ~readable, type=field["type"]
    )
    if rules.get("required"):
        faults += _fault("required", path, text, text.isna())
    if rules.get("unique"):
        faults += _fault("unique", path, text, text.notna() & text.duplicated())
    for rule, compare in (("minimum", np.less), ("maximum", np.greater)):
        if rule in rules:
            limit = rules[rule]
            bound = limit if field["type"] in ("integer", "number") else _day(limit)
            wrong = readable & compare(values, bound)
            faults += _fault(rule, path, text, wrong, limit=limit)
    if "pattern" in rules:
        wrong = text.notna() & ~fits(text, rules["pattern"])
        faults += _fault("pattern", path, text, wrong, limit=rules["pattern"])
    allowed = field.get("categories") or rules.get("enum")
    if allowed:
        wrong = text.notna() & ~text.isin([str(value) for value in allowed])
        faults += _fault(
            "categories", path, text, wrong, limit=", ".join(map(str, allowed))
        )
    return faults


def _values(text, field):
    """Return a column's values, and which of them could be read as its type."""
    kind = field["type"]
    if kind == "string":
        return text, text.notna()
    readable = fits(text, _WRITTEN[kind])
    if kind in ("integer", "number"):
        return pd.to_numeric(text.where(readable)), readable
    if kind in ("date", "datetime"):
        days = pd.to_datetime(text.where(readable), format="ISO8601", errors="coerce")
        return days, readable & days.notna()
    return text, readable


def _day(limit):
    return pd.Timestamp(limit)


def _link_faults(path, key, name, targets, fields):
    """Find keys that no row of the tables pointed to has; empty ones point nowhere."""
    words = {"column": ", ".join(key.columns), "target": name}
    if any(table is None or not set(fields) <= set(table) for table in targets):
        return [say("no_target", path=path, **words)]
    there = pd.concat([table[fields] for table in targets])
    known = pd.MultiIndex.from_frame(there)
    wrong = key.notna().all(axis=1) & ~pd.MultiIndex.from_frame(key).isin(known)
    return _fault("foreign_key", path, key, wrong, target=name)


def _fault(key, path, found, wrong, **words):
    """Return a list with one sentence, or an empty one where no row is wrong."""
    wrong = np.asarray(wrong)
    if not wrong.any():
        return []
    first = int(np.flatnonzero(wrong)[0])
    row = np.atleast_1d(found.iloc[first])
    value = ", ".join("" if pd.isna(part) else str(part) for part in row)
    words["column"] = getattr(found, "name", None) or ", ".join(found.columns)
    words |= {"path": path, "n": int(wrong.sum()), "rows": len(wrong)}
    # The heading is line 1 of the file.
    return [say(key, first=say("line", line=first + 2, value=value), **words)]

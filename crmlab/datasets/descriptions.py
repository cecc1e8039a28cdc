"""Read a data folder's datapackage.json, which may be damaged or not meant well."""

import json
import re
from functools import lru_cache

import pandas as pd

from crmlab.datasets.messages import say

# What the description of each table must have for it to be read, and of which kind.
PARTS = {
    "name": str,
    "path": str,
    "rows": int,
    "description": str,
    "contentHash": str,
    "contentBytes": int,
    "schema": dict,
}
TYPES = ("string", "integer", "number", "boolean", "date", "datetime")
# Tables stand in the folder itself or in one of two within it, never elsewhere.
PATH = r"(?:(?:future|truth)/)?[\w-]+\.csv(?:\.gz)?"
# A terabyte: no table is larger.
MOST = 10**12


@lru_cache(maxsize=8)  # a lesson loads twenty tables that one description describes
def parse(text):
    """Return the description that a datapackage.json holds: to be read, not changed.

    Raises a ValueError, with what is wrong in words, where a part is missing or not
    what it must be.
    """
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError(say("too_deep")) from error
    _want(found, dict, say("whole"))
    tables = _part(found, "resources", list, say("whole"))
    if not tables:
        raise ValueError(say("no_tables"))
    for resource in tables:
        _want(resource, dict, say("a_table"))
        _refuse_resource(resource)
    for part in ("name", "path"):
        _refuse_twice([resource[part] for resource in tables], say("whole"))
    return found


def _refuse_resource(resource):
    for part, kind in PARTS.items():
        value = _part(resource, part, kind, resource.get("name") or say("a_table"))
        if kind is int and not 0 <= value <= MOST:
            words = {"part": part, "table": resource["name"], "value": value}
            raise ValueError(say("bad_size", **words))
    name, schema = resource["name"], resource["schema"]
    if not re.fullmatch(PATH, resource["path"]):
        raise ValueError(say("bad_path", table=name, path=resource["path"]))
    fields = schema.get("fields")
    if not isinstance(fields, list) or not fields:
        raise ValueError(say("no_fields", table=name))
    for field in fields:
        _refuse_field(field, name)
    _refuse_twice([field["name"] for field in fields], name)
    _refuse_names(schema.get("primaryKey", []), "primaryKey", name)
    for part in ("foreignKeys", "eitherForeignKeys"):
        for key in _want(schema.get(part, []), list, name, part):
            _refuse_link(_want(key, dict, name, part), name)


def _refuse_field(field, table):
    _want(field, dict, table, "fields")
    if not isinstance(field.get("name"), str):
        raise ValueError(say("no_field_name", table=table))
    words = {"column": field["name"], "table": table}
    if field.get("type") not in TYPES:
        kinds = {"type": field.get("type"), "types": ", ".join(TYPES)}
        raise ValueError(say("unknown_type", **kinds, **words))
    column = say("column", **words)
    rules = _want(field.get("constraints", {}), dict, column, "constraints")
    if field["type"] == "datetime":
        _part(field, "format", str, column)
    for values, part in ((field, "categories"), (rules, "enum")):
        if part in values:
            _refuse_twice(_part(values, part, list, column), column)
    try:
        re.compile(_want(rules.get("pattern", ""), str, column, "pattern"))
    except re.error as error:
        raise ValueError(say("bad_part", part="pattern", table=column)) from error
    for part in {"minimum", "maximum"} & set(rules):
        _refuse_limit(rules[part], field["type"], column, part)


def _refuse_limit(limit, kind, column, part):
    if kind in ("integer", "number"):
        _want(limit, (int, float), column, part)
        return
    try:
        pd.Timestamp(_want(limit, str, column, part))
    except ValueError as error:
        raise ValueError(say("bad_part", part=part, table=column)) from error


def _refuse_link(key, table):
    """A foreign key: columns here, and as many in a table or in one of several."""
    here = _refuse_names(key.get("fields"), "foreignKeys", table)
    target = _part(key, "reference", dict, table)
    there = _refuse_names(target.get("fields"), "foreignKeys", table)
    names = target.get("resources") or [target.get("resource")]
    _refuse_names(names, "foreignKeys", table)
    if len(here) != len(there):
        raise ValueError(say("bad_part", part="foreignKeys", table=table))


def _refuse_names(names, part, table):
    for name in _want(names, list, table, part):
        _want(name, str, table, part)
    return names


def _refuse_twice(values, where):
    seen = set()
    for text in (value if isinstance(value, str) else repr(value) for value in values):
        if text in seen:
            raise ValueError(say("named_twice", name=text, where=where))
        seen.add(text)


def _part(values, part, kind, where):
    if part not in values:
        raise ValueError(say("no_part", table=where, part=part))
    return _want(values[part], kind, where, part)


def _want(value, kind, where, part=None):
    """Return a value that is of its kind; true and false are no numbers."""
    if not isinstance(value, kind) or isinstance(value, bool):
        key = "bad_part" if part else "bad_whole"
        raise ValueError(say(key, part=part, table=where))
    return value

"""Read a data folder: its description, and its tables as they were written."""

import gzip
import json
import zlib
from functools import lru_cache
from pathlib import Path

from crmlab.company.files import csvform, package
from crmlab.company.files.descriptors import section_and_name
from crmlab.datasets import places
from crmlab.datasets.messages import DamagedError, say

# What the description of each table must have for it to be read.
NEEDED = {
    "name",
    "path",
    "rows",
    "description",
    "contentHash",
    "contentBytes",
    "schema",
}
TYPES = ("string", "integer", "number", "boolean", "date", "datetime")


def resources(folder):
    """Return {section: {name: resource}} of the tables that a folder describes.

    Raises a DamagedError where its datapackage.json is missing or cannot be read.
    """
    found = {"known": {}, "future": {}, "truth": {}}
    for resource in description(folder)["resources"]:
        section, name = section_and_name(resource)
        found[section][name] = resource
    return found


def description(folder):
    """Return the contents of a folder's datapackage.json."""
    file = Path(folder) / package.DESCRIPTION
    if not Path(folder).is_dir():
        raise _damaged("no_folder", folder)
    if not file.is_file():
        raise _damaged("no_description", folder)
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        for resource in found["resources"]:
            absent = NEEDED - set(resource)
            if absent:
                raise ValueError(say("no_part", part=sorted(absent)[0]))
            _refuse_fields(resource)
        return found
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise _damaged("bad_description", folder, why=_why(error)) from error


def _refuse_fields(resource):
    """Say what is wrong with the columns that a table's description lists."""
    words = {"table": resource["name"]}
    fields = dict(resource["schema"]).get("fields")
    if not isinstance(fields, list) or not fields:
        raise ValueError(say("no_fields", **words))
    for field in map(dict, fields):
        if "name" not in field:
            raise ValueError(say("no_field_name", **words))
        if field.get("type") not in TYPES:
            words |= {"column": field["name"], "type": field.get("type")}
            raise ValueError(say("unknown_type", types=", ".join(TYPES), **words))


def table(folder, resource):
    """Return a table of a folder, typed; the caller may change what is returned.

    A file is read once and kept; one that was changed since is read again.
    Raises a DamagedError where it is missing or not as it was made.
    """
    file = Path(folder) / resource["path"]
    try:
        state = file.stat()
    except OSError as error:
        raise _damaged("missing_file", folder, path=resource["path"]) from error
    stamp = (state.st_mtime_ns, state.st_size, resource["contentHash"])
    kept = _parsed(Path(folder), json.dumps(resource, sort_keys=True), stamp)
    return kept.copy()


@lru_cache(maxsize=64)
def _parsed(folder, resource_text, stamp):
    resource = json.loads(resource_text)
    content = intact(folder, resource)
    return csvform.from_csv(content, resource["schema"]["fields"])


def intact(folder, resource):
    """Return a file's content once it is shown to be what was written.

    Line ends that git turned into those of Windows are turned back.
    """
    content = raw(folder, resource)
    if package.measure(content)["contentHash"] == resource["contentHash"]:
        return content
    unix = content.replace(b"\r\n", b"\n")
    if package.measure(unix)["contentHash"] == resource["contentHash"]:
        return unix
    words = {"found": len(content), "expected": resource["contentBytes"]}
    raise _damaged("changed_file", folder, path=resource["path"], **words)


def raw(folder, resource):
    """Return a file's bytes, unpacked where it is compressed."""
    file = Path(folder) / resource["path"]
    try:
        content = file.read_bytes()
        return gzip.decompress(content) if file.suffix == ".gz" else content
    except FileNotFoundError as error:
        raise _damaged("missing_file", folder, path=resource["path"]) from error
    except EOFError as error:
        raise _damaged("truncated_file", folder, path=resource["path"]) from error
    except (OSError, zlib.error) as error:
        words = {"path": resource["path"], "why": _why(error)}
        raise _damaged("unreadable_file", folder, **words) from error


def _why(error):
    return str(error).rstrip(".") or type(error).__name__


def _damaged(key, folder, **words):
    return DamagedError(say(key, folder=folder, **words) + _restore(folder))


def _restore(folder):
    """How to get the shipped data back; a folder in the cache is simply remade."""
    if not places.home() or Path(folder).resolve() != places.home().resolve():
        return ""
    by_git = (places.checkout() / ".git").exists()
    return say("restore_git" if by_git else "restore_made")

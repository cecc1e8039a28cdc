"""Read a data folder: its description, and its tables as they were written."""

import gzip
import json
import sys
import zlib
from functools import lru_cache
from pathlib import Path

from crmlab.company.files import csvform, package
from crmlab.company.files.descriptors import for_tables, section_and_name
from crmlab.datasets import descriptions, places
from crmlab.datasets.messages import DamagedError, DataError, say

# Larger than any description: not one.
MOST_DESCRIPTION = 20_000_000
PIECE = 2**20


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
    """Return the contents of a folder's datapackage.json.

    Raises a DamagedError where it is missing, or not what such a file must be.
    """
    file = Path(folder) / package.DESCRIPTION
    if not Path(folder).is_dir():
        raise _damaged("no_folder", folder)
    if not file.is_file():
        raise _damaged("no_description", folder)
    try:
        if file.stat().st_size > MOST_DESCRIPTION:
            raise ValueError(say("too_long"))
        return descriptions.parse(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged("bad_description", folder, why=_why(error)) from error


def refuse_other_schemas(folder):
    """Raise a DamagedError where a table's schema is not that which it was made by.

    Of a column that was struck off there, the table itself tells nothing.
    """
    for section, found in resources(folder).items():
        made = for_tables(section, list(found))
        for name, resource in found.items():
            if name not in made or made[name]["schema"] != resource["schema"]:
                raise _damaged("other_schema", folder, name=resource["name"])


def table(folder, resource):
    """Return a table of a folder, typed; the caller may change what is returned.

    A file is read once and kept; one that was changed since is read again. Raises a
    DamagedError where it is missing or not as it was made, a DataError where it is
    larger than the memory.
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
    content, path = intact(folder, resource), resource["path"]
    try:
        return csvform.from_csv(content, resource["schema"]["fields"])
    except (ValueError, LookupError, TypeError) as error:
        raise _damaged("unfit_table", folder, path=path, why=_why(error)) from error
    except MemoryError as error:
        raise DataError(say("no_memory", path=path)) from error


def intact(folder, resource):
    """Return a file's content once it is shown to be what was written.

    Line ends that git turned into those of Windows are turned back. Raises a
    DamagedError where the content is another one, or cannot be read.
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
    """Return a file's bytes, unpacked where it is compressed.

    Reading ends where there is more than the description promises: twice as much, as
    line ends of Windows are longer. Raises a DamagedError where there is, or where
    the file is missing or cannot be unpacked.
    """
    file, words = Path(folder) / resource["path"], {"path": resource["path"]}
    most = 2 * resource["contentBytes"] + PIECE
    try:
        with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as opened:
            content = bytearray()
            while len(content) <= most and (piece := opened.read(PIECE)):
                content += piece
    except FileNotFoundError as error:
        raise _damaged("missing_file", folder, **words) from error
    except EOFError as error:
        raise _damaged("truncated_file", folder, **words) from error
    except (OSError, zlib.error) as error:
        raise _damaged("unreadable_file", folder, why=_why(error), **words) from error
    except MemoryError as error:
        raise DataError(say("no_memory", **words)) from error
    if len(content) > most:
        expected = resource["contentBytes"]
        raise _damaged("larger_file", folder, expected=expected, **words)
    return bytes(content)


def _why(error):
    return str(error).rstrip(".") or type(error).__name__


def _damaged(key, folder, **words):
    return DamagedError(say(key, folder=folder, **words) + _restore(folder))


def _restore(folder):
    """How to get the shipped data back; a folder in the cache is simply remade."""
    if not places.home() or Path(folder).resolve() != places.home().resolve():
        return ""
    if (places.checkout() / ".git").exists():
        return say("restore_git")
    # Where the course has its own Python, only uv finds it.
    own = places.checkout() / ".venv"
    is_own = own.is_dir() and own.samefile(sys.prefix)
    return say("restore_made", run="uv run " if is_own else "")

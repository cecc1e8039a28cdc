"""Write a company to a folder: its tables, their description, a data dictionary.

The folder is a Data Package (https://datapackage.org, version 2), so that other
programs can read and validate it. The same company gives the same content on
every platform; only the compressed bytes may differ between versions of zlib.
"""

import gzip
import hashlib
import json
import os
import shutil
import uuid
from io import BytesIO
from pathlib import Path

import pandas as pd

from crmlab.company.files import csvform, dictionary, pairing

DESCRIPTION = "datapackage.json"
DICTIONARY = "DATA_DICTIONARY.md"
ABOUT = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "lantern-tea",
    "title": "Lantern Tea",
    "description": "A fictional tea company, simulated for the course CRM Lab.",
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ],
}
# What file managers and JupyterLab leave in a folder by themselves.
LITTER = {".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints"}


def write(company, folder):
    """Write every table of ``company`` into ``folder``, which is made or replaced.

    ``company`` is what `crmlab.company.simulate` returns. Nothing is changed in
    ``folder`` until all is written. Raises a ValueError that lists every fault
    where tables and descriptors differ, or where the folder holds other files.
    """
    folder = Path(folder).absolute()
    tables = pairing.pairs(company)
    _refuse_other_files(folder, [resource["path"] for _, resource in tables])
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = _sibling(folder)
    try:
        resources = [_write_table(frame, res, new) for frame, res in tables]
        _write_text(new / DESCRIPTION, _as_json(_describe(company, resources)))
        _write_text(new / DICTIONARY, dictionary.text(resources))
        _put_in_place(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _write_table(frame, resource, folder):
    """Write one table; return its descriptor, completed with what was written."""
    try:
        content = csvform.to_csv(frame, resource["schema"]["fields"])
    except ValueError as error:
        what = f"Table {resource['name']} cannot be written: {error}."
        raise ValueError(what) from error
    path = folder / resource["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    zipped = path.suffix == ".gz"
    path.write_bytes(_zip(content) if zipped else content)
    schema = resource["schema"]
    # Where in our code a table is made is nothing for those who read the data.
    apart = ("schema", "made_in")
    head = {key: value for key, value in resource.items() if key not in apart}
    head |= {"type": "table", "format": "csv", "mediatype": "text/csv"}
    head |= {"encoding": "utf-8"} | ({"compression": "gz"} if zipped else {})
    return head | measure(content) | {"rows": len(frame), "schema": schema}


def measure(content):
    """Return the length and the hash of a table's content, as the package has them.

    They are taken before compression, since versions of zlib compress differently.
    So they have names of their own: the standard's ``bytes`` and ``hash`` are
    those of the file.
    """
    digest = hashlib.sha256(content).hexdigest()
    return {"contentBytes": len(content), "contentHash": f"sha256:{digest}"}


def _zip(content):
    buffer = BytesIO()
    # No clock and no name in the header: the same table gives the same bytes.
    # Level 9 takes twice as long as level 6, and saves one part in a hundred.
    with gzip.GzipFile("", "wb", 6, fileobj=buffer, mtime=0) as file:
        file.write(content)
    return buffer.getvalue()


def _describe(company, resources):
    from crmlab.company import CUTOFF

    made = {
        "seed": int(company.seed),
        "customers": int(company.customers),
        "cutoff": pd.Timestamp(CUTOFF).strftime("%Y-%m-%d"),
    }
    return ABOUT | made | {"resources": resources}


def _as_json(data):
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _write_text(path, text):
    path.write_bytes(text.encode())  # bytes: no platform changes the line ends


def _refuse_other_files(folder, paths):
    """Raise where ``folder`` holds a file that is not a data folder's own."""
    if folder.is_file():
        raise ValueError(f"{folder} is a file. Choose another name for the folder.")
    ours = {DESCRIPTION, DICTIONARY, *paths}
    try:
        old = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        ours |= {resource["path"] for resource in old["resources"]}
    except (OSError, ValueError, LookupError, TypeError):
        pass  # no folder yet, or one to be mended
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_dir() or LITTER & set(inside.parts) or inside.as_posix() in ours:
            continue
        raise ValueError(
            f"{folder} holds {inside.as_posix()}, which is no part of the data."
            " Move it elsewhere first, or choose another folder."
        )


def _sibling(folder):
    """A new, unused name beside ``folder``, on the same disk."""
    return folder.with_name(f".{folder.name}-{os.getpid()}-{uuid.uuid4().hex[:8]}")


def _put_in_place(new, folder):
    old = None
    if folder.exists():
        old = folder.rename(_sibling(folder))
    try:
        new.rename(folder)
    except OSError:
        if old:
            old.rename(folder)
        raise
    if old:
        shutil.rmtree(old, ignore_errors=True)

"""Write a company of any size to Parquet, table by table and in shards.

A large company is made of shards: smaller companies with seeds that follow each other,
each in files of its own, so that only one of them is in memory at a time. Ids carry
their shard in front ("03-C000017"), so that keys hold across shards.
"""

import json
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from crmlab import company
from crmlab.company import planted
from crmlab.company.files import csvform, descriptors
from crmlab.datasets import places
from crmlab.datasets.messages import DataError, say

MANIFEST = "manifest.json"
ROWS = 2**20  # written at a time, so that only these are held twice
# Numbers of journeys have nine digits for their own, and the shard before these.
SHARD_STEP = 10**9
SAME_EVERYWHERE = {"product_id"}  # all shards sell the same range
TYPES = {"integer": "int64", "number": "float64", "boolean": "bool_"}


def write(folder, seed, customers, shards=1):
    """Write a company to a folder, or go on where this was stopped.

    folder: path; each table is a folder in it with one file a shard, such as
        ``orders/part-00.parquet``, ``future/orders/…``, ``truth/customers/…``
    seed: of the first shard; the others have those that follow
    customers: of all shards together
    shards: number of companies; with one, the tables are those of `load`

    Every table has a column ``shard`` in front. Dates and times are timestamps and
    categories dictionaries, so that pandas reads the types that `load` gives. A file is
    written aside and then renamed: what bears a table's name is whole. Raises a
    DataError where the folder holds something else, where a number cannot be, or where
    pyarrow is missing.
    """
    _refuse_without_pyarrow()
    made_of = _checked(seed, customers, shards)
    folder = Path(folder).absolute()
    finished = _finished(folder, made_of)
    sizes = _sizes(customers, shards)
    bar = tqdm(sizes, "shards", disable=None if shards > 1 else True)
    try:
        for shard, size in enumerate(bar):
            if shard not in finished:
                _write_shard(folder, seed + shard, size, shard, shards)
                finished.append(shard)
                _save_manifest(folder, made_of | {"finished": finished})
    except OSError as error:
        why = error.strerror or error
        raise DataError(say("cannot_go_on", folder=folder, why=why)) from error


def _write_shard(folder, seed, size, shard, shards):
    fields = descriptors.all_fields()
    for section, name, frame in company.simulate_each(seed, size):
        place = folder / ("" if section == "known" else section) / name
        file = place / f"part-{shard:0{len(str(max(shards - 1, 10)))}d}.parquet"
        if not file.exists():
            place.mkdir(parents=True, exist_ok=True)
            _write_file(file, frame, fields[section][name], shard, shards)


def _write_file(file, frame, fields, shard, shards):
    """Write one table of one shard aside, and give it its name when it is whole."""
    from pyarrow import Table, parquet

    schema = _schema(fields)
    aside = file.with_name(f".{file.name}.unfinished")
    try:
        with parquet.ParquetWriter(aside, schema) as writer:
            for first in range(0, max(len(frame), 1), ROWS):
                part = csvform.typed(frame.iloc[first : first + ROWS], fields)
                part = _numbered(part, shard, shards)
                table = Table.from_pandas(part, schema, preserve_index=False)
                writer.write_table(table)
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def _numbered(frame, shard, shards):
    """The frame with its shard in a column, and in its ids where there are several."""
    frame.insert(0, "shard", shard)
    if shards > 1:
        front = f"{shard:0{len(str(shards - 1))}d}-"
        for name in frame:
            if not is_id(name):
                continue
            if pd.api.types.is_integer_dtype(frame[name]):
                frame[name] = shard * SHARD_STEP + frame[name]
            else:
                frame[name] = front + frame[name]
    return frame


def is_id(column):
    """Whether a column's values name things of one company only."""
    named = column.endswith("_id") or column == "referred_by"
    return named and column not in SAME_EVERYWHERE


def _schema(fields):
    import pyarrow as pa

    columns = [("shard", pa.int32())]
    for field in fields:
        kind = field["type"]
        if "categories" in field:
            ordered = field.get("categoriesOrdered", False)
            index = pa.int8() if len(field["categories"]) < 128 else pa.int16()
            arrow = pa.dictionary(index, pa.string(), ordered)
        elif kind in ("date", "datetime"):
            arrow = pa.timestamp("us")
        else:
            arrow = getattr(pa, TYPES.get(kind, "string"))()
        columns.append((field["name"], arrow))
    return pa.schema(columns)


# --- what the folder holds ------------------------------------------------------------


def _refuse_without_pyarrow():
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise DataError(say("no_pyarrow")) from error


def _checked(seed, customers, shards):
    """What the company is made of; raises a DataError for numbers that cannot be."""
    places.chosen(seed, customers)
    least = planted.SMALLEST * shards
    if shards < 1 or customers < least:
        words = {"customers": customers, "shards": shards, "least": planted.SMALLEST}
        raise DataError(say("bad_shards", **words))
    return {
        "seed": seed,
        "customers": customers,
        "shards": shards,
        "code": places.release(),
    }


def _sizes(customers, shards):
    """Customers of each shard: as equal as whole numbers can be."""
    each, over = divmod(customers, shards)
    return [each + (shard < over) for shard in range(shards)]


def _finished(folder, made_of):
    """The shards that are there; starts the folder, or refuses another company's."""
    file = folder / MANIFEST
    if file.is_file():
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            finished = list(found.pop("finished"))
        except (ValueError, LookupError, AttributeError, TypeError) as error:
            raise DataError(say("bad_manifest", file=file)) from error
        if found != made_of:
            words = {"found": _told(found), "asked": _told(made_of)}
            raise DataError(say("other_company", folder=folder, **words))
        return finished
    if folder.is_file() or folder.is_dir() and any(folder.iterdir()):
        raise DataError(say("not_empty", folder=folder, manifest=MANIFEST))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _save_manifest(folder, made_of | {"finished": []})
    except OSError as error:
        why = error.strerror or error
        raise DataError(say("cannot_start", folder=folder, why=why)) from error
    return []


def _told(made_of):
    return ", ".join(f"{name} {value}" for name, value in made_of.items())


def _save_manifest(folder, content):
    aside = folder / f".{MANIFEST}.unfinished"
    aside.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    aside.replace(folder / MANIFEST)

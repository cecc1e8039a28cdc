"""A company many times over, when a real large one would take too long to make."""

from contextlib import suppress
from pathlib import Path

import duckdb
import ibis

from crmlab import wanted
from crmlab.at_scale.door import held, quiet
from crmlab.at_scale.engines import connect

STEP = (
    10**9
)  # numbers of a copy have nine digits of their own, as in a company's shards


def write_copies(table, folder, times, *, shards=1):
    """Write a table so many times, each copy with ids of its own, as Parquet shards.

    table   frame; ids, in columns whose names end in ``_id``, get the number of the
            copy in front ("0007-C000042", or 7,000,000,042 for 42), a gap stays one;
            all else is copied
    folder  path, made if need be; files are part-00.parquet and so on. A file that is
            there already is left alone
    times   how many copies
    shards  how many files
    Copies are alike, which a real company's customers are not: shares, means and
    models stay as they are, and only what grows with rows grows.
    Returns the folder.

    Raises ValueError where table is no frame or empty, times is below 1, or shards are
    more than copies; the message says what is missing. OSError where a file cannot be
    written; those that were finished stay.
    """
    names = list(wanted.frame(table, "write_copies", "table").columns)
    wanted.table(table, "write_copies", "table", labels=names, gaps=names)
    times = wanted.whole(times, "write_copies", "times", low=1)
    shards = wanted.whole(shards, "write_copies", "shards", low=1, high=times)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    con = connect()
    once = held(table, names)
    edges = [shard * times // shards for shard in range(shards + 1)]
    for shard in range(shards):
        file = folder / f"part-{shard:02}.parquet"
        if not file.exists():
            aside = file.with_suffix(".unfinished")
            numbers = ibis.range(edges[shard], edges[shard + 1]).unnest()
            copies = once.cross_join(numbers.name("copy").as_table())
            try:
                with quiet():
                    con.to_parquet(_renamed(copies), aside)
                aside.replace(file)
            except (duckdb.IOException, OSError):
                with suppress(OSError):
                    aside.unlink()  # half of it
                raise OSError(
                    f"write_copies() could not write {file}: its disk is full, or not "
                    "to be written to. Make room there, or name another folder."
                ) from None
    con.disconnect()
    return folder


def _renamed(copies):
    """The copies with their number in front of every id."""
    front = copies["copy"].cast("string").lpad(4, "0") + "-"
    ids = {name: copies[name] for name in copies.columns if name.endswith("_id")}
    for name, column in ids.items():
        if column.type().is_string():
            ids[name] = front + column
        elif column.type().is_integer():
            ids[name] = copies["copy"] * STEP + column
    return copies.mutate(**ids).drop("copy")

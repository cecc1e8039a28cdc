"""Parquet files of one table: looked at one by one, then read as one."""

from pathlib import Path

from crmlab.at_scale.engines import connect


def open_shards(folder, con=None, *, empty=False):
    """The Parquet files of a folder as one table, after a look at each.

    folder  path; all its ``*.parquet`` are read, such as part-00.parquet
    con     engine, as ``connect`` returns it; by default DuckDB
    empty   may a file have no rows?
    Returns an Ibis table with the folder's name; nothing but the files' ends, which
    hold their columns and numbers of rows, is read yet.

    Raises ValueError, with the file's name, where there is no file, one cannot be read
    (cut off, or no Parquet), has other columns than the first or a column of another
    type, or has no rows unless ``empty``. A missing entry is the methods' to refuse.
    """
    folder, _ = _looked_at(folder, "open_shards", empty)
    con = _engine(con, "open_shards")
    return con.read_parquet(f"{folder}/*.parquet", table_name=folder.name)


def each_shard(folder, con=None, *, empty=False):
    """The same files one after the other, a table each: for what memory can't hold.

    folder, con, empty  as in ``open_shards``; all files are looked at before the first
    Returns a list of Ibis tables. A summary by customer of each, put under each other,
    is that of the whole where all orders of a customer are in one file, as in the
    course's own shards. Time then grows as the files do, and memory as the largest of
    them. Otherwise a customer comes out twice: ask ``index.is_unique``.

    Raises ValueError as ``open_shards`` does.

    >>> found = pd.concat(rfm(s, today) for s in each_shard("orders"))  # doctest: +SKIP
    """
    folder, files = _looked_at(folder, "each_shard", empty)
    con = _engine(con, "each_shard")
    names = [f"{folder.name}_{place}" for place in range(len(files))]
    return [
        con.read_parquet(str(file), table_name=name)
        for file, name in zip(files, names, strict=True)
    ]


def _looked_at(folder, asks, empty):
    """The folder and its Parquet files, each of which can be read with the others."""
    folder = _folder(folder, asks)
    files = sorted(folder.glob("*.parquet"))
    if not files:
        raise ValueError(f"{asks}() found no file *.parquet in {folder}.")
    first = None
    for file in files:
        columns, rows = _look(file, asks)
        first = first or (file.name, columns)
        _same(asks, file.name, columns, *first)
        if not rows and not empty:
            raise ValueError(
                f"{asks}() found no rows in {file.name}. Was the shard lost on "
                "its way? Where it may be empty, pass empty=True."
            )
    return folder, files


def _engine(con, asks):
    con = connect() if con is None else con
    if not hasattr(con, "read_parquet"):
        raise ValueError(
            f"{asks}() needs an engine for con, as connect() returns it; it got a "
            f"{type(con).__name__}."
        )
    return con


def _folder(folder, asks):
    if not isinstance(folder, (str, Path)) or not str(folder):
        raise ValueError(
            f"{asks}() needs a path for folder, not {folder!r}: where the "
            "Parquet files are."
        )
    return Path(folder).absolute()


def _look(file, asks):
    """The columns of a file by type, and its number of rows, from the file's end."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(file) as known:
            schema, rows = known.schema_arrow, known.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ValueError(
            f"{asks}() cannot read {file.name}: it is cut off, or no Parquet file "
            "at all. Have it delivered again."
        ) from error
    kinds = {field.name: field.type for field in schema}
    for name, kind in kinds.items():  # a dictionary is only a way to write
        if pa.types.is_dictionary(kind):
            kinds[name] = kind.value_type
    return {name: _short(kind) for name, kind in kinds.items()}, rows


def _short(kind):
    return str(kind).removeprefix("large_")  # large text is text


def _same(asks, name, columns, first, wished):
    """Raise a ValueError where a file's columns are not those of the first."""
    lacks = [column for column in wished if column not in columns]
    more = [column for column in columns if column not in wished]
    if lacks or more:
        found = [f"lacks {', '.join(lacks)}"] if lacks else []
        found += [f"has {', '.join(more)} as well"] if more else []
        raise ValueError(
            f"{asks}() found other columns in {name} than in {first}: it "
            f"{' and '.join(found)}. Is it a shard of another table, or an older one?"
        )
    for column, kind in columns.items():
        if kind != wished[column]:
            raise ValueError(
                f"{asks}() found column {column} as {kind} in {name}, and as "
                f"{wished[column]} in {first}. Have one of them written again."
            )

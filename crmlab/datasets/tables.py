"""Load the company's tables: ``load("orders")``."""

import pandas as pd

from crmlab.datasets import folders, places
from crmlab.datasets.messages import DamagedError, DataError, nearest, say

CALLS = {"known": "load", "future": "future", "truth": "truth"}


def load(name, *, seed=None, customers=None):
    """Return a table that the company's analysts have at the cut-off date.

    Parameters
    ----------
    name : str
        Name of the table, such as "orders"; `tables` lists them.
    seed : int, optional
        Another company. Without it the environment variable CRMLAB_SEED counts,
        then the company that comes with the course.
    customers : int, optional
        Roughly how many customers the company has; the default is the course's.

    Returns
    -------
    DataFrame
        A copy of your own, typed: dates, categoricals in their order, booleans.
        `describe` tells what its columns mean.

    Raises
    ------
    DataError
        There is no such table, or its file is missing, damaged or edited.

    Examples
    --------
    >>> load("products").columns[:2].to_list()
    ['product_id', 'name']
    """
    return _table("known", name, seed, customers)


def future(name, *, seed=None, customers=None):
    """Return a table of the half-year after the cut-off, to test a forecast on.

    Parameters and returns as `load`. Raises a DataError as `load` does.
    """
    return _table("future", name, seed, customers)


def truth(name, *, seed=None, customers=None):
    """Return a table of what the simulated company knows and its analysts do not.

    Parameters and returns as `load`. Raises a DataError as `load` does.
    """
    return _table("truth", name, seed, customers)


def tables(*, seed=None):
    """Return what there is to load: one row a table, call, rows, columns, description.

    ``call`` is what to type, such as ``load("orders")``. Raises a DataError where the
    data folder is missing or its description damaged.
    """
    rows = [
        (f'{CALLS[section]}("{name}")', *_size(resource), resource["description"])
        for section, inside in _from_folder(folders.resources, seed).items()
        for name, resource in inside.items()
    ]
    return pd.DataFrame(rows, columns=["call", "rows", "columns", "description"])


def describe(name):
    """Return what a table's columns mean: column, type, unit, meaning.

    ``name`` is a name that `load` takes. A table of the future or the truth that has
    a namesake at the cut-off is written "future/orders" or "truth/customers". Raises
    a DataError where there is no such table, or the folder's description is damaged.
    """
    found = _from_folder(folders.resources)
    section, _, short = str(name).rpartition("/")
    having = [known for known in found if short in found[known]]
    resource = _resource(found, section or (having or ["known"])[0], short)
    rows = [
        (f["name"], _type(f), f.get("unit", ""), f.get("description", ""))
        for f in resource["schema"]["fields"]
    ]
    return pd.DataFrame(rows, columns=["column", "type", "unit", "meaning"])


def _type(field):
    return "category" if "categories" in field else field["type"]


def _size(resource):
    return resource["rows"], len(resource["schema"]["fields"])


def _table(section, name, seed, customers):
    def read(folder):
        resource = _resource(folders.resources(folder), section, name)
        return folders.table(folder, resource)

    return _from_folder(read, seed, customers)


def _from_folder(read, seed=None, customers=None):
    """Return ``read(folder)`` of a company; in the cache a broken one is remade."""
    asked = places.chosen(seed, customers)
    folder = places.folder(*asked)
    try:
        return read(folder)
    except DamagedError:
        if folder == places.home():
            raise
        return read(places.remake(*asked))


def _resource(found, section, name):
    """Return a table's description, or say what to ask for instead."""
    inside, name = found.get(section, {}), str(name)
    if name in inside:
        return inside[name]
    calls = [
        f'{CALLS[other]}("{short}")'
        for other, tables in found.items()
        for short in tables
        if name in (short, f"{other}_{short}", f"{other}/{short}")
    ]
    if calls:
        raise DataError(say("elsewhere", name=name, calls=say("or").join(calls)))
    where = say(f"in_{section}") if section in found else ""
    words = {"name": name, "where": where, "names": ", ".join(inside)}
    raise DataError(say("no_table", nearest=nearest(name, inside), **words))

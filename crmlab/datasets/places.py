"""Where a company's data are: in the course's folder, or in the user's cache."""

import hashlib
import os
import re
import shutil
import sys
import time
import uuid
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Timer

import crmlab
from crmlab import company
from crmlab.company import planted
from crmlab.company.files import package
from crmlab.datasets.messages import DataError, say

# Seconds after which a student may wonder what the computer is doing.
PATIENCE = 5
# Seconds after which a half-written company is nobody's any more: a day.
STALE = 24 * 60 * 60
# What `_aside` and the writer of a data folder call a company that is not ready.
UNREADY = r"\.?.+-seed[0-9]+-customers[0-9]+\.[0-9a-f]{8}(?:-[0-9]+-[0-9a-f]{8})?"
# The largest seed and number of customers: the largest whole number of 32 bits.
LARGEST = 2**31 - 1


def checkout():
    """Return the course's folder, or None where crmlab is installed without it."""
    folder = Path(crmlab.__file__).parents[1]
    return folder if (folder / "pyproject.toml").is_file() else None


def home():
    """Return where the data that come with the course belong, or None."""
    return checkout() / "datasets" if checkout() else None


def chosen(seed=None, customers=None):
    """Return (seed, customers) as asked for; CRMLAB_SEED counts where no seed is given.

    Raises a DataError where one is no whole number, too small or too large.
    """
    if seed is not None:
        seed = whole(seed, "seed_argument")
    elif os.environ.get("CRMLAB_SEED", "").strip():
        seed = whole(os.environ["CRMLAB_SEED"].strip(), "seed_variable")
    else:
        seed = company.DEFAULT_SEED
    if customers is None:
        return seed, company.DEFAULT_CUSTOMERS
    what = "customers_argument"
    least = planted.SMALLEST
    number = whole(customers, what, least, example=company.DEFAULT_CUSTOMERS)
    if number < least:
        words = {"value": customers, "least": least}
        raise DataError(say("few_customers", what=say(what), **words))
    return seed, number


def folder(seed, customers):
    """Return the data folder of a company, which is made where there is none.

    Raises a DataError where it cannot be kept: the disk is full, or not to be written.
    """
    is_default = (seed, customers) == (company.DEFAULT_SEED, company.DEFAULT_CUSTOMERS)
    if is_default and home() and home().is_dir():
        return home()
    cached = cache_folder(seed, customers)
    if not cached.is_dir():
        make(seed, customers, cached)
    return cached


def cache_folder(seed, customers):
    """Return where in the user's cache a company belongs.

    The environment variable CRMLAB_CACHE may name another folder for all of them. The
    name holds all that decides what is in it: the version of crmlab, the code of the
    simulation, the seed and the number of customers.
    """
    from platformdirs import user_cache_path

    cache = os.environ.get("CRMLAB_CACHE", "").strip() or user_cache_path("crmlab")
    return Path(cache).absolute() / f"{release()}-seed{seed}-customers{customers}"


def release():
    """Return the version of crmlab and of the simulation's code, as one word."""
    return f"{crmlab.__version__}-{_code_print()}"


def make(seed, customers, place):
    """Simulate a company and write it to ``place`` in the cache.

    Several notebooks may do so at once: each writes to a folder of its own, and the
    first to be ready moves it into place. Raises a DataError where it cannot be kept.
    """
    words = say("making", seed=seed, customers=customers)
    notice = Timer(PATIENCE, lambda: print(words, file=sys.stderr))
    notice.daemon = True
    notice.start()
    own = _aside(place)
    _remove_unready(place.parent)
    try:
        package.write(company.simulate(seed=seed, customers=customers), own)
        own.rename(place)
    except OSError as error:
        if not place.is_dir():  # else another notebook was first: the same company
            words = {"folder": place.parent, "why": error.strerror or error}
            raise DataError(say("cannot_make", **words)) from error
    finally:
        notice.cancel()
        shutil.rmtree(own, ignore_errors=True)


def remake(seed, customers):
    """Put a broken company in the cache out of the way, and make it anew."""
    place = cache_folder(seed, customers)
    if place.is_dir():
        shutil.rmtree(place.rename(_aside(place)), ignore_errors=True)
    make(seed, customers, place)
    return place


def _remove_unready(cache):
    """Remove what a writer left that was killed, a day or more ago."""
    for left in cache.glob("*-customers*.*") if cache.is_dir() else []:
        with suppress(OSError):
            old = time.time() - left.stat().st_mtime > STALE
            if old and re.fullmatch(UNREADY, left.name):
                shutil.rmtree(left, ignore_errors=True)


def whole(value, what, least=0, example=7, from_=0):
    """Return a whole number, or raise a DataError on ``what`` (a key of messages).

    from_: the lowest that passes; a caller with a sentence of its own for numbers below
        ``least`` leaves it at 0.
    """
    try:
        number = int(value)
        is_whole = number == float(value) and not isinstance(value, bool)
        if is_whole and from_ <= number <= LARGEST:
            return number
    except (TypeError, ValueError, OverflowError):
        pass
    words = {"value": value, "least": least, "most": LARGEST, "example": example}
    raise DataError(say("bad_number", what=say(what), **words))


def _aside(place):
    return place.with_name(f"{place.name}.{uuid.uuid4().hex[:8]}")


@cache
def _code_print():
    """A short print of the simulation's code: mended code makes another company."""
    code = hashlib.sha256()
    room = Path(company.__file__).parent
    for file in sorted(path for path in room.rglob("*") if path.suffix != ".pyc"):
        if file.is_file():
            code.update(file.relative_to(room).as_posix().encode() + file.read_bytes())
    return code.hexdigest()[:8]

"""Tables that several answers of an exercise need, computed once for each company."""

import functools
import os

from crmlab.practice.data import load as the_door


def once(compute):
    """Remember what a function of `load` returned; nobody may change what it returns.

    Another `load` than the students' own is not remembered.
    """

    @functools.lru_cache(maxsize=64)
    def known(seed, *arguments, **options):
        return compute(the_door, *arguments, **options)

    @functools.wraps(compute)
    def remembered(load, *arguments, **options):
        if load is not the_door:
            return compute(load, *arguments, **options)
        return known(os.environ.get("CRMLAB_SEED"), *arguments, **options)

    return remembered

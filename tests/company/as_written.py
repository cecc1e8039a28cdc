"""What a maker returns, with the columns that are written, as a student sees it."""

from functools import cache

from crmlab.company.files import descriptors
from crmlab.company.story import Tables

_fields = cache(descriptors.all_fields)


def as_written(tables):
    """The same tables with the columns of their descriptors only, rows numbered."""
    cut = Tables()
    for section, frames in vars(tables).items():
        for name, frame in frames.items():
            columns = [field["name"] for field in _fields()[section][name]]
            getattr(cut, section)[name] = frame[columns].reset_index(drop=True)
    return cut

"""What a maker returns, with the columns that are written, as a student sees it."""

from functools import cache

from crmlab.company.files import descriptors
from crmlab.company.story import Tables


@cache
def _columns():
    return {
        section: {
            name: [field["name"] for field in resource["schema"]["fields"]]
            for name, resource in descriptors.read(section).items()
        }
        for section in descriptors.SECTIONS
    }


def as_written(tables):
    """The same tables with the columns of their descriptors only, rows numbered."""
    columns = _columns()
    columns["future"] = columns["known"] | columns["future"]
    cut = {
        section: {
            name: frame[columns[section][name]].reset_index(drop=True)
            for name, frame in getattr(tables, section).items()
        }
        for section in descriptors.SECTIONS
    }
    return Tables(**cut)

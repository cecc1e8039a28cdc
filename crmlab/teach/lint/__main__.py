"""python -m crmlab.teach.lint NOTEBOOK …: print the faults, and how long a lesson is.

Exits with 0 where there are none, with 1 where there are some, and with 2 where there
was nothing to look at.
"""

import sys

from crmlab.teach.lint import lint
from crmlab.teach.lint.notebook import UnreadableError, read
from crmlab.teach.lint.prose import sizes

USAGE = (
    "Say which notebooks: python -m crmlab.teach.lint notebooks/03_segmentation.ipynb"
)


def main(paths):
    if not paths or paths[0].startswith("-"):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        faults = [fault for path in paths for fault in lint(path)]
        lengths = [length(path) for path in paths]
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(faults) or "No faults found.")
    print("\n".join(lengths))
    return int(bool(faults))


def length(path):
    """How near a lesson is to the limits of L9, in a line."""
    lesson = read(path)
    found = sizes(lesson).items()
    parts = [f"{count:,} of {most:,} {what}" for what, (count, most) in found]
    return f"{lesson.path.name}: {', '.join(parts)}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

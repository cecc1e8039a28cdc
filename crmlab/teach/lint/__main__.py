"""python -m crmlab.teach.lint NOTEBOOK …: print the faults.

Exits with 0 where there are none, with 1 where there are some, and with 2 where there
was nothing to look at.
"""

import sys

from crmlab.teach.lint import lint
from crmlab.teach.lint.notebook import UnreadableError

USAGE = (
    "Say which notebooks: python -m crmlab.teach.lint notebooks/03_segmentation.ipynb"
)


def main(paths):
    if not paths:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        faults = [fault for path in paths for fault in lint(path)]
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(faults) or "No faults found.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""python -m crmlab.teach.lint NOTEBOOK …: print the faults, exit 1 if there are any."""

import sys

from crmlab.teach.lint import lint


def main(paths):
    faults = [fault for path in paths for fault in lint(path)]
    print("\n".join(faults) or "No faults found.")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``python -m crmlab.datasets``: make the course's data folder anew."""

import sys

from crmlab.company import simulate
from crmlab.company.files import package
from crmlab.datasets import places
from crmlab.datasets.messages import say


def main():
    """Simulate the default company, and replace the checkout's ``datasets/``."""
    checkout = places.checkout()
    if checkout is None:
        print(say("no_checkout"), file=sys.stderr)
        return 1
    folder = checkout / "datasets"
    package.write(simulate(), folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    words = {"folder": folder, "files": len(files), "megabytes": megabytes}
    print(say("rewritten", **words))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m crmlab` is the same as `crmlab`."""

import sys

from crmlab.cli import main

if __name__ == "__main__":
    sys.exit(main())

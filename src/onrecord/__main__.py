"""``python -m onrecord``: the same as the ``onrecord`` command."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())

"""``python -m foedus`` is ``foedus``."""

from __future__ import annotations

import sys

from foedus.cli.main import main

if __name__ == "__main__":  # worker processes import this module without being it
    sys.exit(main())

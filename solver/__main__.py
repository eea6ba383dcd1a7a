"""`python -m solver` is `speedfirst`."""

from __future__ import annotations

import sys

from solver.cli import main

sys.exit(main())

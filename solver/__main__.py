"""`speedfirst`, and `python -m solver`.

Processes beside import the file of the command again, so that file brings nothing along.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line that was typed and answer its exit code; see :mod:`solver.cli`."""
    from solver.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())

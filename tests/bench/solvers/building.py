"""A scenario from its YAML to the model in OR-Tools, some times in one process."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tests.bench.solvers import hooks
from tests.bench.solvers.telling import Told, tell


def main() -> None:
    """Build a scenario."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=5)
    chosen = parser.parse_args()
    for _ in range(chosen.times):
        started, processor = time.perf_counter(), time.process_time()
        told = Told(chosen.file)
        hooks.post(told.model)
        tell(seconds=time.perf_counter() - started, processor=time.process_time() - processor, **told.phases)


if __name__ == "__main__":
    main()

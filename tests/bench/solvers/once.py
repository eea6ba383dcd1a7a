"""speedfirst once on one scenario: the fingerprint of its plan file, and what the auditor has against it."""

from __future__ import annotations

import argparse
import hashlib
import time
from pathlib import Path

from solver.errors import OutOfTime
from solver.loading.load import load
from solver.plans.planfile import plan_file
from solver.plans.text import dumps
from solver.search.outcome import LEVELS
from tests.bench.solvers import hooks
from tests.bench.solvers.telling import audited, tell


def main() -> None:
    """Plan a scenario; the seconds count from before it is read."""
    started = time.monotonic()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--effort", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=1)
    chosen = parser.parse_args()
    season = load(chosen.file)
    left = None if chosen.seconds is None else chosen.seconds - (time.monotonic() - started)
    try:
        outcome = hooks.cold(season, chosen.effort, left, chosen.workers)
    except OutOfTime:
        tell(plan=None, digest="")
        return
    score = [outcome.score[level] for level in LEVELS]
    text = dumps(plan_file(season, outcome, chosen.file.name, chosen.effort, ""))
    seen = audited(season, outcome.sessions, score)
    tell(plan=score, digest=hashlib.sha256(text.encode()).hexdigest(), wrong=seen["wrong"])


if __name__ == "__main__":
    main()

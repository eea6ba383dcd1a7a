"""A fresh Python for each solve, on the cores that it is meant for, ended at its limit."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
#: Seconds beyond its limit that a solver may take to read, to build and to audit.
GRACE = 60.0
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


def cores() -> list[int]:
    """The cores that there are."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def tell(words: Sequence[str], on: Collection[int], seconds: float) -> list[dict[str, Any]]:
    """Run Python with some words on some cores; the lines of JSON that it says until its end or its limit."""
    started = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **ONE_THREAD}, text=True,
        stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    with started as process:
        if hasattr(os, "sched_setaffinity"):
            # the interpreter has only just started: whatever it starts itself inherits this
            os.sched_setaffinity(process.pid, set(on))
        watchdog = threading.Timer(seconds + GRACE, _end, [process])
        watchdog.start()
        try:
            assert process.stdout
            return [said for line in process.stdout if (said := _read(line)) is not None]
        finally:
            watchdog.cancel()
            _end(process)


def _read(line: str) -> dict[str, Any] | None:
    """A line of JSON; None for half a line of a process that was ended."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _end(process: subprocess.Popen[str]) -> None:
    """End a process and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)

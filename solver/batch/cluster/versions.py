"""What plans, here and on a worker: where that differs, the plans might too."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from solver.plans.planfile import ortools
from solver.version import __version__

ROOT = Path(__file__).parents[2]


@cache
def versions() -> dict[str, str]:
    """The versions in this process: of the program with its kinds of rules, of OR-Tools, of Python.

    Rulebooks and catalogues have none: they come with the problems.
    """
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"speedfirst": f"{__version__} ({_code()[:8]})", "ortools": ortools(), "python": python}


def _code() -> str:
    """A fingerprint of the program's own text: two checkouts may have the same version."""
    found = hashlib.sha256()
    for path in sorted(ROOT.rglob("*.py")):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        found.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


def difference(theirs: Mapping[str, str]) -> str:
    """What is other on a worker, with both versions; empty if nothing is."""
    ours = versions()
    other = [name for name in ours if theirs.get(name) != ours[name]]
    return "; ".join(f"it has {name} {theirs.get(name) or 'missing'}, here is {ours[name]}" for name in other)

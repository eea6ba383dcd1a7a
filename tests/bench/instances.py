"""Instances by name: shipped scenarios, and generated ones written into a folder when they are asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.bench import seasons
from tests.bench.process import ROOT

SHIPPED = ROOT / "scenarios"
#: What a file says about its rules and sessions without asking for anything.
SAID = frozenset({"title", "says", "why", "source", "sources", "claims", "examples", "note"})


class Instances:
    """Where the file of an instance is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Path] = {}

    def shipped(self) -> list[str]:
        """All scenarios that come with speedfirst."""
        return [self.named(path.stem) for path in sorted(SHIPPED.glob("*.yaml"))]

    def named(self, name: str) -> str:
        """A shipped scenario."""
        self.files[name] = SHIPPED / f"{name}.yaml"
        return name

    def season(self, weeks: int, seed: int, slots: int = 1) -> str:
        """A generated season; its name."""
        name = seasons.name(weeks, seed, slots)
        return self._written(name, lambda: seasons.season(weeks, seed, slots))

    def squad(self, weeks: int, seed: int, athletes: int) -> str:
        """A generated squad; its name."""
        name = seasons.name(weeks, seed, 2, athletes)
        return self._written(name, lambda: seasons.squad(weeks, seed, athletes))

    def _written(self, name: str, text: Callable[[], str]) -> str:
        if name not in self.files:
            self.files[name] = self.folder / f"{name}.yaml"
            self.files[name].write_text(text(), encoding="utf-8")
        return name

    def print_of(self, name: str) -> str:
        """A fingerprint of an instance: of what its scenario, rulebooks and catalogue ask for."""
        page = yaml.safe_load(self.files[name].read_text(encoding="utf-8"))
        books = [*page.get("rulebooks", []), page.get("catalogue", "catalogue")]
        words = [_asked(page), *(_print_of_book(ROOT / "constraints" / f"{book}.yaml") for book in books)]
        return hashlib.sha256(json.dumps(words, default=str).encode()).hexdigest()[:12]


@cache
def _print_of_book(file: Path) -> str:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    page = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    return hashlib.sha256(json.dumps(_asked(page), default=str).encode()).hexdigest()


def _asked(data: Any) -> Any:
    """A file without what is only said in it."""
    if isinstance(data, dict):
        return {str(key): _asked(each) for key, each in data.items() if str(key) not in SAID}
    return [_asked(each) for each in data] if isinstance(data, list) else data

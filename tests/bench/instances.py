"""Instances by name: shipped scenarios, and generated ones written into a folder when they are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from solver.loading import load
from tests.bench import seasons
from tests.bench.process import ROOT

SHIPPED = ROOT / "scenarios"


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

    def made(self, weeks: int, seed: int, slots: int = 1, athletes: int = 1) -> str:
        """A generated one; its name."""
        name = seasons.name(weeks, seed, slots, athletes)
        if name not in self.files:
            self.files[name] = seasons.write(self.folder, weeks, seed, slots, athletes)
        return name

    def family(self, weeks: int, seeds: int, slots: int = 1, athletes: int = 1) -> Sequence[str]:
        """Generated ones of the same size."""
        return [self.made(weeks, seed, slots, athletes) for seed in range(seeds)]

    def print_of(self, name: str) -> str:
        """A fingerprint of an instance: of its scenario, its rulebooks and its catalogue."""
        hashes = load(self.files[name]).hashes
        return hashlib.sha256("".join(sorted(hashes.values())).encode()).hexdigest()[:12]

"""The solvers that are measured: speedfirst, CP-SAT as a monolith, and the others that are installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests.bench.peer import OURS, Peer

#: The package with an adapter for each other solver, and the module in it that starts them.
ADAPTERS = "tests.bench.peers"
OTHERS = f"{ADAPTERS}.processes"


@dataclass(frozen=True)
class Ours:
    """speedfirst."""

    workers: int = 1
    first: bool = False

    @property
    def name(self) -> str:
        return f"{OURS}, first plan" if self.first else OURS

    def command(self, file: Path, seconds: float) -> Sequence[str]:
        more = ["--first"] if self.first else []
        words = ["-m", "tests.bench.solvers.ours", str(file), "--seconds", f"{seconds:g}"]
        return [*words, "--workers", str(self.workers), *more]


@dataclass(frozen=True)
class Monolith:
    """CP-SAT on the whole model."""

    way: str = "weighted"

    @property
    def name(self) -> str:
        return "CP-SAT, weighted sum" if self.way == "weighted" else "CP-SAT, level by level"

    def command(self, file: Path, seconds: float) -> Sequence[str]:
        return [
            "-m",
            "tests.bench.solvers.monolith",
            str(file),
            "--seconds",
            f"{seconds:g}",
            "--way",
            self.way,
        ]


@dataclass(frozen=True)
class Other:
    """A solver that has an adapter."""

    word: str

    @property
    def name(self) -> str:
        return self.word

    def command(self, file: Path, seconds: float) -> Sequence[str]:
        return ["-m", "tests.bench.solvers.other", self.word, str(file), "--seconds", f"{seconds:g}"]


def others() -> list[Peer]:
    """The other solvers that can be asked here; CP-SAT is measured as :class:`Monolith`."""
    if find_spec(ADAPTERS) is None:
        return []
    module = import_module(OTHERS)
    return [Other(word) for word in module.PEERS if word != "cpsat" and module.installed(word)]

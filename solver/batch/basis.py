"""What many athletes have in common: a scenario, with an overlay on it or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from solver.batch.digests import digest_of
from solver.batch.sight import Sight
from solver.calendar import Calendar
from solver.documents.base import validate
from solver.documents.rulebook import Envelope, Modifier
from solver.errors import InputError, Problem
from solver.files.shelves import shown
from solver.loading.load import Reading, reading
from solver.loading.resolved import resolved
from solver.overlays.lineage import on_top
from solver.overlays.overlay import Overlay
from solver.plans.planfile import portable

#: What a plan is called, and who has it: no part of the problem.
BESIDE = ("scenario", "title", "athlete", "athletes")


@dataclass(frozen=True, eq=False)
class Basis:
    """A scenario for many athletes.

    Parameters
    ----------
    file
        Its file, as the coach named it.
    reading
        What stands in it, with the overlay on it.
    over
        The overlay, and those that it extends, as far as they are not of the scenario.
    """

    file: str
    reading: Reading
    over: Sequence[Overlay] = ()

    @classmethod
    def of(cls, file: Path) -> Basis:
        """A scenario as it stands."""
        return cls(str(file), reading(file))

    def under(self, overlay: Path) -> Basis:
        """The same scenario with the overlay of an athlete."""
        over = on_top(overlay, self.reading.layers)
        return Basis(self.file, self.reading.under(over), over)

    @property
    def name(self) -> str:
        """The word of the scenario."""
        return self.reading.scenario.scenario

    @property
    def plan_name(self) -> str:
        """Its file, as plan files have it."""
        return portable(self.file)

    @cached_property
    def calendar(self) -> Calendar:
        """Its days."""
        return Calendar(self.reading.scenario)

    @property
    def year(self) -> int:
        """The last year of its days."""
        return self.calendar.date(self.calendar.length - 1).year

    @cached_property
    def asks(self) -> dict[str, Any]:
        """All that its athletes have in common, as one text with its rules written out."""
        return {name: each for name, each in resolved(self.reading).data.items() if name not in BESIDE}

    @cached_property
    def shelf(self) -> dict[str, str]:
        """The other files that it is made of, as the catalogue of sessions, with their fingerprints."""
        loaded = self.reading.loaded
        books = {layer.name for layer in self.reading.layers} | {shown(each) for each in loaded.books}
        return {name: digest for name, digest in loaded.hashes.items() if name not in books}

    @cached_property
    def digest(self) -> str:
        """A fingerprint of all that its athletes have in common."""
        away = sorted(self.asks.get("away", ()), key=digest_of)
        return digest_of([{**self.asks, "away": away}, sorted(self.shelf.values())])

    @cached_property
    def sight(self) -> Sight:
        """What it sees of an athlete."""
        return Sight(self.reading.scenario, self.calendar, self._spoken())

    def _spoken(self) -> Iterator[Envelope | Modifier]:
        """The rules and modifiers in use; problems of others are told where a season is built."""
        loaded = self.reading.loaded
        for entry in loaded.entries.values():
            if not entry.off:
                yield entry.rule
        for part in loaded.modifiers.values():
            yield validate(Modifier, part)

    @cached_property
    def inputs(self) -> dict[str, str]:
        """The files that it is made of, as plan files have them."""
        hashes = self.reading.loaded.hashes
        return {portable(name): hashes[name] for name in sorted(hashes)}

    @cached_property
    def lineage(self) -> list[tuple[str, str]]:
        """The scenario and its overlays, as plan files have them."""
        return [(portable(each.name), each.source.digest) for each in self.reading.layers if each.file]


def readable(files: Sequence[Path]) -> list[Basis]:
    """Scenarios for a batch.

    Raises
    ------
    InputError
        With all that is wrong in any of them, and where two have the same name.
    """
    found, problems = list[Basis](), list[Problem]()
    for file in files:
        try:
            found.append(Basis.of(file))
        except InputError as error:
            problems += error.problems
    seen: dict[str, Basis] = {}
    for each in found:
        other = seen.setdefault(each.name.casefold(), each)
        if other is not each:
            said = f"the scenario {each.name!r} stands in {other.file} too; plans are kept by that name"
            problems.append(each.reading.source.problem(("scenario",), said))
    if problems:
        raise InputError(problems)
    return found

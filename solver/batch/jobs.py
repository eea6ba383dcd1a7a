"""All jobs of a batch: every athlete, and every group that trains together, in every scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from solver.batch.basis import Basis
from solver.batch.job import Job, job
from solver.batch.roster import Listed, Roster
from solver.clauses.who import figures
from solver.errors import InputError, Mark, Problem
from solver.files.reader import dotted
from solver.loading.slips import slips
from solver.overlays.overlay import Overlay

#: So many problems are tried until a scenario is said to be at fault itself.
TRIED = 40
#: Where a scenario or an overlay says who trains.
WHO = ("athlete", "athletes")


@dataclass
class Jobs:
    """The jobs of a batch, and why others are none.

    Parameters
    ----------
    problems
        What is wrong with rows of the roster, in some scenario or by themselves.
    left_out
        How many athletes and groups that keeps from a plan, for all scenarios.
    notes
        What a coach should know of how overlays of athletes were read.
    """

    all: list[Job] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    notes: list[str] = field(default_factory=list)


def jobs(roster: Roster, bases: Sequence[Basis], effort: float) -> Jobs:
    """Every athlete and every group in every scenario."""
    found = Jobs(problems=list(roster.problems), left_out=roster.left_out * len(bases))
    for basis in bases:
        under = _Overlays(basis, roster.file)
        for name, members in _together(roster.athletes):
            wrong = [each for one in members for each in _wrong(one, basis)]
            try:
                own = under.of(members[0])
            except InputError as error:
                wrong += error.problems
            if wrong:
                found.problems += wrong
                found.left_out += len(members)
            else:
                found.all.append(job(own, name, members, effort))
        found.notes += [each for each in under.notes if each not in found.notes]
    found.problems = list(InputError(found.problems).problems)
    return found


def check(found: Sequence[Job]) -> None:
    """Find out early whether scenarios can be read at all with athletes of the roster in them.

    Raises
    ------
    InputError
        With what is wrong in a scenario with the first athlete, where it cannot be read with others either.
    """
    by_basis: dict[str, list[Job]] = {}
    for each in found:
        by_basis.setdefault(each.basis.name, []).append(each)
    for some in by_basis.values():
        first: InputError | None = None
        for each in islice(_unlike(some), TRIED):
            try:
                each.basis.reading.under([Overlay.of(each.over)]).season()
                break
            except InputError as error:
                first = first or error
        else:
            assert first is not None
            raise first


def _unlike(found: Sequence[Job]) -> Iterator[Job]:
    """One job of each problem; those first that differ in the events and in what rules compute with."""
    kinds, problems, later = set[object](), set[str](), list[Job]()
    for each in found:
        sight = each.basis.sight
        known = [sight.figures.intersection(figures(one, each.basis.calendar)) for one in each.people]
        has = [frozenset({*one.events, *some}) for one, some in zip(each.people, known, strict=True)]
        kind = (each.basis.digest, *has)
        if kind in kinds:
            later.append(each)
            continue
        kinds.add(kind)
        problems.add(each.fingerprint)
        yield each
    for each in later:
        if each.fingerprint not in problems:
            problems.add(each.fingerprint)
            yield each


def _together(athletes: Sequence[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    """Athletes alone, and groups, in the order of the roster."""
    groups: dict[str, list[Listed]] = {}
    for each in athletes:
        if each.row.group:
            groups.setdefault(each.row.group.casefold(), []).append(each)
    for each in athletes:
        if not each.row.group:
            yield each.row.id, [each]
        elif (members := groups[each.row.group.casefold()])[0] is each:
            yield each.row.group, members


def _wrong(each: Listed, basis: Basis) -> Iterator[Problem]:
    """What makes no sense of an athlete in a scenario."""
    for path, said in slips(each.row.born, each.row.best, basis.year):
        yield Problem(said, each.mark, dotted(path))


class _Overlays:
    """A scenario with the overlays of the athletes; each is read once."""

    def __init__(self, basis: Basis, roster: Path) -> None:
        self.basis, self.roster, self.notes = basis, roster, list[str]()
        self._read: dict[str, Basis | InputError] = {}

    def of(self, each: Listed) -> Basis:
        """The scenario for an athlete.

        Raises
        ------
        InputError
            If the overlay cannot be read.
        """
        name = each.row.overlay
        if name is None:
            return self.basis
        if name not in self._read:
            self._read[name] = self._open(name, each.mark)
        found = self._read[name]
        if isinstance(found, InputError):
            raise found
        return found

    def _open(self, name: str, mark: Mark) -> Basis | InputError:
        path = Path(name)
        if path.is_absolute() or ".." in path.parts or "\0" in name:
            said = f"found {name[:60]!r}, expected a file beside the roster or below it"
            return InputError([Problem(said, mark, "overlay")])
        file = self.roster.parent / path
        if not file.is_file():
            return InputError([Problem(f"there is no file {str(file)[:200]!r}", mark, "overlay")])
        try:
            found = self.basis.under(file)
            found.sight  # noqa: B018 - what cannot be read in it is told here
        except InputError as error:
            return error
        if found.name != self.basis.name:
            said = f"found {found.name!r}, expected {self.basis.name!r}: an overlay of a row keeps that name"
            return InputError([found.reading.source.problem(("scenario",), said)])
        for layer in found.over:
            if word := next((word for word in WHO if word in layer.source.data), None):
                said = f"{layer.name}: its {word!r} is not used; who trains is what the roster says"
                self.notes += [said] if said not in self.notes else []
        return found

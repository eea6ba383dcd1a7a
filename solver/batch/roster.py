"""A roster, read: the athletes in whose rows nothing is wrong, and the problems of the other rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from solver.batch.table import table
from solver.documents.base import validate
from solver.documents.fields import is_usual, unusual
from solver.documents.roster import RosterRow
from solver.errors import InputError, Mark, Problem
from solver.files.source import Source
from solver.words import listed

#: The most athletes of a group.
TOGETHER = 40
#: How problems are put.
FOUND, EXPECTED = "found ", ", expected "
#: Stands for what cannot be read of the name of a group; no name has it.
ANY = "*"
#: What can be read of such a name.
_READABLE = re.compile(r"[a-z0-9 _.+-]*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Listed:
    """An athlete of a roster and where the row stands."""

    row: RosterRow
    mark: Mark


@dataclass(frozen=True)
class Roster:
    """A roster.

    Parameters
    ----------
    athletes
        Those in whose rows nothing is wrong.
    problems
        What is wrong with the other rows, each with its place.
    left_out
        How many rows that are.
    notes
        What a coach should know of how it was read.
    places
        Where every row stands, whether it can be used or not, by its id in small letters.
    """

    file: Path
    athletes: Sequence[Listed]
    problems: Sequence[Problem] = ()
    left_out: int = 0
    notes: Sequence[str] = ()
    places: Mapping[str, Mark] = field(default_factory=dict)


def read_roster(path: Path) -> Roster:
    """Read a roster, as CSV, XLSX or YAML.

    Raises
    ------
    InputError
        If it is no roster at all; what is wrong with single rows comes with the answer.
    """
    found = table(path)
    rows, problems = list[Listed](), list[Problem]()
    broken, number, places = set[str](), 0, dict[str, Mark]()
    for source, wrong in found.rows:
        number += 1
        places.setdefault(_id(source).casefold(), source.mark(()))
        try:
            row = validate(RosterRow, source)
        except InputError as error:
            known = {(each.mark, each.path) for each in wrong}
            wrong += [each for each in error.problems if (each.mark, each.path) not in known]
        if wrong:
            problems += _by_cell(wrong)
            broken |= _group(source, wrong)
        else:
            rows.append(Listed(row, source.mark(())))
    kept, apart = _apart(rows, broken)
    notes = [*found.notes, *_unusual(kept)]
    return Roster(path, kept, _in_order([*problems, *apart]), number - len(kept), notes, places)


def _unusual(rows: Sequence[Listed]) -> Iterator[str]:
    """A note for each event at which no meets are held, with the first who has it."""
    first: dict[str, Mark] = {}
    for each in rows:
        for event in each.row.events:
            first.setdefault(event, each.mark)
    yield from (f"{mark}  {unusual(event)}" for event, mark in first.items() if not is_usual(event))


def _id(source: Source) -> str:
    """The id of a row, understood or not."""
    return str(source.data.get("id", "")) if isinstance(source.data, dict) else ""


def _by_cell(problems: Sequence[Problem]) -> Iterator[Problem]:
    """What is wrong with a row, once for each cell."""
    cells: dict[tuple[Mark | None, str], list[str]] = {}
    for each in problems:
        cells.setdefault((each.mark, each.path), []).append(each.message)
    for (mark, path), said in cells.items():
        # 'found x, expected y' of several words: found x and z, expected y
        parts = [each.partition(EXPECTED) for each in said]
        found = [each.removeprefix(FOUND) for each, _, _ in parts if each.startswith(FOUND)]
        if len(found) == len(said) and len({rest for _, _, rest in parts}) == 1:
            said = [f"{FOUND}{listed(found)}{''.join(parts[0][1:])}"]
        yield Problem("; ".join(said), mark, path)


def _group(source: Source, wrong: Sequence[Problem]) -> set[str]:
    """The group of a row that cannot be used; those that it may be of, as `g*`, where nobody can tell."""
    if any(not each.path for each in wrong) or not isinstance(source.data, dict):
        return {ANY}  # its cells may stand in other columns
    group = source.data.get("group")
    if any(each.path.startswith("group") for each in wrong):
        found = _READABLE.match(group) if isinstance(group, str) else None
        return {(found[0].rstrip() if found else "").casefold() + ANY}
    return {str(group).casefold()} if group is not None else set()


def _spoiled(name: str, broken: set[str], begins: tuple[str, ...]) -> str:
    """Why a group is not whole; nothing where it is."""
    if name in broken:
        return "a row of it cannot be used"
    return "a row that may belong to it cannot be used" if name.startswith(begins) else ""


def _apart(rows: Sequence[Listed], broken: set[str]) -> tuple[list[Listed], list[Problem]]:
    """The rows without those that get in the way of others, and what is wrong with those."""
    seen: dict[str, Mark] = {}
    kept, problems = list[Listed](), list[Problem]()
    for each in rows:
        name = each.row.id.casefold()
        if name in seen:
            said = f"the id {each.row.id!r} stands twice; first at {seen[name]}"
            problems.append(Problem(said, each.mark, "id"))
            broken |= {each.row.group.casefold()} if each.row.group else set()
        else:
            seen[name] = each.mark
            kept.append(each)
    groups: dict[str, list[Listed]] = {}
    for each in kept:
        if each.row.group:
            groups.setdefault(each.row.group.casefold(), []).append(each)
    begins = tuple(each.removesuffix(ANY) for each in broken if each.endswith(ANY))
    for name, members in groups.items():
        wrong = list(_wrong_in_group(name, members, seen, _spoiled(name, broken, begins)))
        problems += wrong
        if wrong:
            kept = [each for each in kept if not each.row.group or each.row.group.casefold() != name]
    return kept, problems


def _wrong_in_group(
    name: str, members: Sequence[Listed], ids: dict[str, Mark], spoiled: str
) -> Iterator[Problem]:
    """Why a group cannot be planned as it stands."""
    first = members[0]
    if spoiled:
        said = f"the group {first.row.group!r} is not planned: {spoiled}"
        yield Problem(said, first.mark, "group")
    if name in ids:
        yield Problem(f"the group {first.row.group!r} has the id of an athlete", first.mark, "group")
    if len(members) > TOGETHER:
        said = f"the group {first.row.group!r} has {len(members)} athletes, expected at most {TOGETHER}"
        yield Problem(said, members[TOGETHER].mark, "group")
    called: dict[str, Mark] = {}
    for each in members:
        if (other := called.setdefault(each.row.called, each.mark)) is not each.mark:
            said = f"the name {each.row.called!r} stands twice in its group; first at {other}"
            yield Problem(said, each.mark, "name")
        if each.row.overlay != first.row.overlay:
            said = f"expected the same overlay for all of the group {first.row.group!r}: they share a plan"
            yield Problem(said, each.mark, "overlay")


def _in_order(problems: Sequence[Problem]) -> Sequence[Problem]:
    return InputError(problems).problems if problems else ()

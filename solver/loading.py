"""From files to a season: reading, overriding, checking, with every problem said at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from solver.calendar import Calendar
from solver.catalogue import Catalogue
from solver.checks import Checks
from solver.documents.base import validate
from solver.documents.catalogue import CatalogueFile
from solver.documents.rulebook import Envelope, Modifier, Rulebook
from solver.documents.scenario import Athlete, Scenario
from solver.errors import InputError, Problem
from solver.garbage import put_off
from solver.notes import notes
from solver.overlay import Loaded, below, lay_over
from solver.overlay import RuleEntry as RuleEntry
from solver.readings import as_read
from solver.rulechecks import RuleChecks, idle
from solver.season import ActiveRule, Season, applied
from solver.shelves import find, open_file
from solver.source import Source
from solver.words import unknown


@put_off()
def load(path: Path | str) -> Season:
    """Read a scenario with its catalogue and rulebooks.

    Raises
    ------
    InputError
        With every problem found in any of the files.
    """
    file = Path(path)
    return season(open_file(file), file)


def season(source: Source, file: Path, books: Sequence[Path] = ()) -> Season:
    """Build the season of a scenario that was read from `file`, with the rulebooks in `books` besides."""
    scenario = validate(Scenario, source)
    loaded = Loaded(hashes={source.file: digest(file)} if file.is_file() else {})
    shelf = _catalogue(scenario, source, file, loaded)
    for number, name in enumerate(scenario.rulebooks):
        at = ("rulebooks", number)
        if name in scenario.rulebooks[:number]:
            loaded.problems.append(source.problem(at, f"the rulebook {name!r} stands twice"))
        else:
            _take(loaded, lambda n=name, a=at: _rulebook(n, source, a, file, loaded))
    for path in books:
        _take(loaded, lambda p=path: _book(p, loaded))
    lay_over(scenario, source, loaded)
    return _assemble(scenario, source, shelf, loaded)


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _take(loaded: Loaded, step: Any) -> Any:
    """Run a step of loading; its problems join the others."""
    try:
        return step()
    except InputError as error:
        loaded.problems.extend(error.problems)
        return None


def _catalogue(scenario: Scenario, source: Source, file: Path, loaded: Loaded) -> Catalogue | None:
    def step() -> Catalogue:
        mark = source.mark(("catalogue",))
        path = find(scenario.catalogue, "catalogue", file, mark, "catalogue")
        return read_catalogue(path, loaded.hashes)

    return cast("Catalogue | None", _take(loaded, step))


def read_catalogue(path: Path, hashes: dict[str, str] | None = None) -> Catalogue:
    """Read a catalogue file; its SHA-256 joins `hashes`."""
    source = open_file(path)
    found = _stocked(source)
    if hashes is not None:
        hashes[source.file] = source.digest
    return found


@lru_cache(maxsize=32)
def _stocked(source: Source) -> Catalogue:
    _expect(source, "catalogue")
    document = validate(CatalogueFile, source)
    problems = [
        source.problem(("sessions", name, "class"), unknown("class", each.class_, document.classes))
        for name, each in document.sessions.items()
        if each.class_ not in document.classes
    ]
    if problems:
        raise InputError(problems)
    return Catalogue(document)


def _expect(source: Source, head: str) -> None:
    """Refuse a file that says of itself that it is something else."""
    others = [
        w for w in ("catalogue", "rulebook", "scenario") if isinstance(source.data, dict) and w in source.data
    ]
    if others and head not in others:
        raise InputError(
            [source.problem((others[0],), f"this is a {others[0]}, expected a {head}", key=True)]
        )


def _rulebook(name: str, source: Source, at: tuple[str, int], file: Path, loaded: Loaded) -> None:
    _book(find(name, "rulebook", file, source.mark(at), f"rulebooks[{at[1]}]"), loaded)


def _book(path: Path, loaded: Loaded) -> None:
    book = open_file(path)
    _expect(book, "rulebook")
    document, entries = opened(book)
    loaded.hashes[book.file] = book.digest
    for entry in entries:
        if entry.id in loaded.entries:
            first = loaded.entries[entry.id].source.mark(())
            message = f"the rule {entry.id!r} stands twice; first at {first}"
            loaded.problems.append(book.problem(("rules", entry.id), message, key=True))
        loaded.add(entry)
    for word in document.modifiers:
        loaded.modifiers[word] = book.at(("modifiers", word))


@lru_cache(maxsize=128)
def opened(book: Source) -> tuple[Rulebook, Sequence[RuleEntry]]:
    """A rulebook and its rules, each in the reading that it names; worked out once for a text."""
    document = validate(Rulebook, book)
    written = book.below(("rules",)) if document.rules else {}
    return document, [RuleEntry(name, as_read(each), document.title, each) for name, each in written.items()]


def _assemble(scenario: Scenario, source: Source, shelf: Catalogue | None, loaded: Loaded) -> Season:
    """Put the parts together, unless something is wrong with any of them."""
    rules = {
        name: rule
        for name, entry in loaded.entries.items()
        if (rule := _take(loaded, lambda e=entry: e.rule)) is not None
    }
    for entry in (other for each in loaded.entries.values() for other in each.other_readings):
        _take(loaded, lambda e=entry: e.rule)
    modifiers = _modifiers(loaded)
    calendar, athletes = Calendar(scenario), athletes_of(scenario)
    checks, of_rules = Checks(scenario, source, shelf), RuleChecks(scenario, shelf)
    problems = [*loaded.problems, *checks.basic(), *_of_rules(of_rules, rules, modifiers, loaded, source)]
    done, known_from, totals = checks.history(calendar, athletes)
    problems += checks.problems
    if shelf is None or problems:
        raise InputError(problems)
    active = [
        activate(
            loaded.entries[name],
            rule,
            list(modifiers.values()),
            calendar,
            shelf,
            athletes,
            known_from,
            totals,
        )
        for name, rule in rules.items()
        if name not in loaded.off
    ]
    found = Season(
        scenario, shelf, calendar, athletes, active, done, known_from, loaded.hashes,
        source=source, modifiers=modifiers, totals=totals,
        marks={name: loaded.modifiers[name].mark(()) for name in modifiers},
    )  # fmt: skip
    spoken = [*rules.values(), *modifiers.values()]
    said = [*of_rules.warnings, *idle(active, scenario.title), *notes(found, source, spoken)]
    return replace(found, warnings=said)


def _modifiers(loaded: Loaded) -> dict[str, Modifier]:
    return {
        name: modifier
        for name, part in loaded.modifiers.items()
        if (modifier := _take(loaded, lambda b=part, n=name: below(f"modifiers.{n}", Modifier, b)))
        is not None
    }


def _of_rules(
    checks: RuleChecks,
    rules: dict[str, Envelope],
    modifiers: dict[str, Modifier],
    loaded: Loaded,
    scenario: Source,
) -> Iterator[Problem]:
    """Problems of rules and modifiers; a modifier of a rulebook may name rules that are not in use."""
    for name, rule in rules.items():
        yield from checks.rule(name, rule, loaded.entries[name].source)
    for name, modifier in modifiers.items():
        part = loaded.modifiers[name]
        known = loaded.entries if part.file == scenario.file else {*loaded.entries, *modifier.rules}
        yield from checks.modifier(name, modifier, part, known)


def athletes_of(scenario: Scenario) -> list[Athlete]:
    """The athletes of a scenario, one or several."""
    return [*([scenario.athlete] if scenario.athlete else []), *scenario.athletes]


def activate(
    entry: RuleEntry,
    rule: Envelope,
    modifiers: Sequence[Modifier],
    calendar: Calendar,
    shelf: Catalogue,
    athletes: Sequence[Athlete],
    known_from: int = 0,
    totals: Mapping[tuple[str, str], int] | None = None,
) -> ActiveRule:
    """Find out where a rule applies."""
    where = applied(entry.id, rule, modifiers, calendar, shelf, athletes, known_from, totals)
    return ActiveRule(entry.id, rule, entry.source.mark(()), entry.book, *where)

"""From files to a season: reading, overriding, checking, with every problem said at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from solver.calendar import Calendar
from solver.catalogue import Catalogue
from solver.checks import Checks
from solver.clauses.who import Who
from solver.documents.base import validate
from solver.documents.catalogue import CatalogueFile
from solver.documents.rulebook import Envelope, Modifier, Rule, Rulebook, refuse_rule, switch
from solver.documents.scenario import Athlete, Scenario
from solver.errors import InputError, Problem
from solver.rules import KINDS
from solver.scope import Scope
from solver.season import ActiveRule, Rest, Season, scalings
from solver.shelves import find, open_file
from solver.source import Source
from solver.words import unknown


@dataclass(frozen=True)
class RuleEntry:
    """A rule as written: its id, where it stands, and the rulebook it came from."""

    id: str
    source: Source
    book: str


@dataclass
class Loaded:
    """What has been read so far, with the problems found."""

    entries: dict[str, RuleEntry] = field(default_factory=dict)
    modifiers: dict[str, Source] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)


def load(path: Path | str) -> Season:
    """Read a scenario with its catalogue and rulebooks.

    Raises
    ------
    InputError
        With every problem found in any of the files.
    """
    file = Path(path)
    return season(open_file(file), file)


def season(source: Source, file: Path) -> Season:
    """Build the season of a scenario that has been read from `file`."""
    scenario = validate(Scenario, source)
    loaded = Loaded(hashes={source.file: digest(file)} if file.is_file() else {})
    shelf = _catalogue(scenario, source, file, loaded)
    for number, name in enumerate(scenario.rulebooks):
        at = ("rulebooks", number)
        _take(loaded, lambda n=name, a=at: _rulebook(n, source, a, file, loaded))  # type: ignore[misc]
    _overrides(scenario, source, loaded)
    if shelf is None or loaded.problems:
        checked = Checks(scenario, source, shelf).basic()
        raise InputError([*loaded.problems, *checked])
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
    document = validate(CatalogueFile, source)
    problems = [
        source.problem(("sessions", name, "class"), unknown("class", each.class_, document.classes))
        for name, each in document.sessions.items()
        if each.class_ not in document.classes
    ]
    if problems:
        raise InputError(problems)
    if hashes is not None:
        hashes[source.file] = digest(path)
    return Catalogue(document)


def _rulebook(name: str, source: Source, at: tuple[str, int], file: Path, loaded: Loaded) -> None:
    path = find(name, "rulebook", file, source.mark(at), f"rulebooks[{at[1]}]")
    book = open_file(path)
    document = validate(Rulebook, book)
    loaded.hashes[book.file] = digest(path)
    for entry in rule_entries(document, book):
        if entry.id in loaded.entries:
            first = loaded.entries[entry.id].source.mark(())
            message = f"the rule {entry.id!r} stands twice; first at {first}"
            loaded.problems.append(book.problem(("rules", entry.id), message, key=True))
        loaded.entries[entry.id] = entry
    for word in document.modifiers:
        loaded.modifiers[word] = book.at(("modifiers", word))


def rule_entries(document: Rulebook, source: Source) -> Iterator[RuleEntry]:
    """The rules of a rulebook as written."""
    for name in document.rules:
        yield RuleEntry(name, source.at(("rules", name)), document.title)


def _overrides(scenario: Scenario, source: Source, loaded: Loaded) -> None:
    """Lay the scenario's own rules over those of its rulebooks."""
    for name, value in scenario.rules.items():
        below = source.at(("rules", name))
        known = loaded.entries.get(name)
        turned = switch(value)
        if known is None:
            if isinstance(value, dict) and any(word in Rule.model_fields for word in _kinds(value)):
                loaded.entries[name] = RuleEntry(name, below, scenario.title)
            else:
                message = unknown("rule", name, loaded.entries)
                loaded.problems.append(source.problem(("rules", name), message, key=True))
        elif turned is not None:
            (loaded.off.discard if turned else loaded.off.add)(name)
        elif isinstance(value, dict):
            loaded.entries[name] = RuleEntry(name, known.source.merged(below), known.book)
        else:
            loaded.problems.append(source.problem(("rules", name), refuse_rule(value)))
    for word in scenario.modifiers:
        loaded.modifiers[word] = source.at(("modifiers", word))


def _kinds(value: dict[str, Any]) -> list[str]:
    return [word for word in value if word in KINDS]


def parse_rule(entry: RuleEntry) -> Envelope:
    """Validate a rule; problems name its place in the file, under `rules.<id>`."""
    try:
        return validate(Rule, entry.source)
    except InputError as error:
        path = f"rules.{entry.id}"
        raise InputError(
            Problem(p.message, p.mark, f"{path}.{p.path}" if p.path else path) for p in error.problems
        ) from None


def _assemble(scenario: Scenario, source: Source, shelf: Catalogue, loaded: Loaded) -> Season:
    """Put the parts together, once nothing is known to be wrong with them."""
    rules = {
        name: rule
        for name, entry in loaded.entries.items()
        if (rule := _take(loaded, lambda e=entry: parse_rule(e))) is not None  # type: ignore[misc]
    }
    modifiers = {
        name: modifier
        for name, below in loaded.modifiers.items()
        if (modifier := _take(loaded, lambda b=below: validate(Modifier, b))) is not None  # type: ignore[misc]
    }
    checks = Checks(scenario, source, shelf)
    problems = [*loaded.problems, *checks.basic()]
    if problems:
        raise InputError(problems)
    problems = [
        *(p for name, rule in rules.items() for p in checks.rule(name, rule, loaded.entries[name].source)),
        *(p for name, each in modifiers.items()
          for p in checks.modifier(name, each, loaded.modifiers[name], loaded.entries)),
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    calendar = Calendar(scenario)
    athletes = athletes_of(scenario)
    done, known_from, totals = checks.history(calendar, athletes)
    if checks.problems:
        raise InputError(checks.problems)
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
    return Season(
        scenario, shelf, calendar, athletes, active, done, known_from, loaded.hashes,
        [*checks.warnings, *_idle(active)],
    )  # fmt: skip


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
    totals: dict[tuple[str, str], int] | None = None,
) -> ActiveRule:
    """Find out where a rule applies."""
    concerned = [athlete for athlete in athletes if rule.who.holds(athlete, calendar)]
    squad = rule.kind.across == "squad"
    groups = [concerned] if squad and concerned else [[athlete] for athlete in concerned]
    scopes: list[Scope] = []
    rests: list[Sequence[Rest]] = []
    for group in groups:
        one = None if squad else group[0]
        scaled, rest, off = scalings(entry.id, modifiers, calendar, one)
        days = [day for day in rule.when.days(calendar, one) if day not in off]
        if days:
            scopes.append(Scope(calendar, shelf, group, days, known_from, totals, scaled))
            rests.append(rest)
    return ActiveRule(entry.id, rule, entry.source.mark(()), entry.book, scopes, rests)


def _idle(rules: Sequence[ActiveRule]) -> Iterator[str]:
    """Rules that can never apply, each with a warning."""
    everyone = Who()
    for each in rules:
        selections = [
            what.on(scope.catalogue) for scope in each.scopes[:1] for what in each.rule.kind.whats()
        ]
        if selections and not all(selections) and "any" not in {w.word for w in each.rule.kind.whats()}:
            words = [str(w) for w in each.rule.kind.whats() if not w.on(each.scopes[0].catalogue)]
            yield f"{each.mark}  {each.id}: no session of the catalogue is {words[0]!r}"
        elif not each.scopes and each.rule.who == everyone and each.rule.when.around is None:
            yield f"{each.mark}  {each.id}: applies to no day of this calendar"

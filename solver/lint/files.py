"""A rulebook or a scenario looked at: what is found in it, and what it waives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from solver.catalogue import Catalogue
from solver.errors import InputError, Problem
from solver.examples.check import read_rules
from solver.examples.modifiers import read_modifiers
from solver.examples.nudge import unnoticed
from solver.files.shelves import open_file
from solver.files.source import Source, dotted
from solver.lint.apart import Apart
from solver.lint.dead import dead_in_book, dead_in_season
from solver.lint.findings import Finding, Named
from solver.lint.judge import Judge
from solver.lint.places import Say, dated, plainly
from solver.lint.proven import Proven
from solver.lint.shadowed import shadowed
from solver.lint.told import findings
from solver.lint.waivers import Waiver, Waivers, of_part
from solver.lint.world import seasons_of, shelf_of
from solver.loading.books import first_word
from solver.loading.load import Reading, opened, reading
from solver.season import Season
from solver.workers.garbage import put_off

_Found: TypeAlias = "tuple[list[Finding], list[Waiver], list[Undecided]]"

#: What is said in a scenario of its new rules only: a rulebook is read by others too.
REPETITIONS = ("implied", "always-met")
#: What depends on the other rules.
PROVEN = (*REPETITIONS, "vacuous", "never-met")


@dataclass(frozen=True, slots=True)
class Undecided:
    """What could not be told with the effort allowed: what was asked, of which rule, where."""

    code: str
    file: str
    rule: str
    where: str


@dataclass
class Linted:
    """All that came of some files.

    Parameters
    ----------
    files
        The rulebooks and scenarios that were looked at, by the names that messages use.
    """

    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)

    @property
    def open(self) -> list[Finding]:
        """The findings that nobody waived."""
        return [each for each in self.findings if not each.waived]

    @property
    def waived(self) -> list[Finding]:
        """Those that somebody waived."""
        return [each for each in self.findings if each.waived]


def lint(paths: Iterable[Path]) -> Linted:
    """Look for what is wrong with rules that can be read: see :mod:`solver.lint.codes`.

    Files that are neither rulebooks nor scenarios are passed over.

    Raises
    ------
    InputError
        With everything in any of the files that cannot be read as meant.
    """
    result, waivers = Linted(), Waivers()
    for source, look in _all_read(paths):
        with put_off():
            found, waives, undecided = look()
        result.files.append(source.file)
        waivers.declare(waives, [source.file])
        result.findings += [waivers.applied(each, waives) for each in found]
        result.undecided += undecided
    result.findings = _sorted([*result.findings, *waivers.idle()])
    result.undecided = list(dict.fromkeys(result.undecided))
    return result


def _all_read(paths: Iterable[Path]) -> list[tuple[Source, Callable[[], _Found]]]:
    """The files with what is left to be done: all of them are read before any is judged."""
    found, problems = list[tuple[Source, Callable[[], _Found]]](), list[Problem]()
    for path in paths:
        try:
            source = open_file(path)
            if read := READS.get(first_word(source)):
                with put_off():
                    found.append((source, read(path, source)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return found


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    """By place; what is found in a rulebook and again in scenarios is one finding, waived if all are."""
    by_place: dict[object, Finding] = {}
    for each in found:
        known = by_place.get(each.place)
        if known is None:
            by_place[each.place] = each
        else:
            both = list(dict.fromkeys([*known.where, *each.where]))
            by_place[each.place] = replace(known, where=both, waived=known.waived and each.waived)
    return sorted(by_place.values(), key=lambda each: each.place)


def _rulebook(path: Path, source: Source) -> Callable[[], _Found]:
    """Read a rulebook."""
    shelf = shelf_of(path)
    return partial(_judged_book, path, source, shelf, list(seasons_of(path, shelf)))


def _judged_book(path: Path, source: Source, shelf: Catalogue, seasons: Sequence[Season]) -> _Found:
    alive = {active.id for each in seasons for active in each.rules if active.scopes}
    dead = list(dead_in_book(path, shelf, alive))
    judge = Apart() if "contradiction" in opened(source)[0].lint else Judge()
    proven = judge.judge([_without(each, dead) for each in seasons])
    found = [*dead, *findings(proven, seasons, plainly), *_unnoticed(path, shelf)]
    if isinstance(judge, Apart) and judge.clash:
        book = Named("", source.mark(("lint",)), opened(source)[0].title, "")
        says = "Its rules do not all go together."
        found.append(Finding("contradiction", book, says, (), plainly([judge.clash])))
    waives = _settled(_waivers_of_book(path, source), proven)
    return found, waives, list(_undecided(proven, source, plainly))


def _settled(waivers: Iterable[Waiver], proven: Proven) -> list[Waiver]:
    """Waivers, with what could not be told of their rules."""
    open_ = proven.unsure | {rule for _, rule, _ in proven.undecided}
    return [
        replace(each, sure=each.code not in PROVEN or each.of.section != "rules" or each.of.id not in open_)
        for each in waivers
    ]


def _without(season: Season, dead: Iterable[Finding]) -> Season:
    """A season without its dead rules: what one of them would forbid says nothing of the others."""
    names = {each.rule.id for each in dead}
    return replace(season, rules=[each for each in season.rules if each.id not in names])


def _unnoticed(path: Path, shelf: Catalogue) -> Iterator[Finding]:
    tried = {entry.id for entry, rule in read_rules(path) if rule.examples}
    for each in unnoticed(path, shelf):
        if each.section == "rules" and each.rule not in tried:
            continue  # without any example there is nothing to notice by
        says = f"{dotted(each.at)}: {each.says}." if each.at else f"{each.says[0].upper()}{each.says[1:]}."
        yield Finding("unnoticed", Named(each.rule, each.mark, "", each.section), says)


def _waivers_of_book(path: Path, source: Source) -> Iterator[Waiver]:
    for entry, rule in read_rules(path):
        yield from of_part("rules", entry.id, rule.lint, entry.source, rule.says or rule.sentence())
    for each in read_modifiers(path):
        yield from of_part("modifiers", each.id, each.modifier.lint, each.source, each.modifier.says or "")
    yield from of_part("", "", opened(source)[0].lint, source)


def _scenario(path: Path, source: Source) -> Callable[[], _Found]:
    """Read a scenario with its rulebooks."""
    laid = reading(path)
    return partial(_judged_scenario, source, laid, laid.season())


def _judged_scenario(source: Source, laid: Reading, season: Season) -> _Found:
    loaded = laid.loaded
    new = {name for name in loaded.entries if ("rules", name) in loaded.own}
    own = new | {name for name, entry in loaded.entries.items() if entry.over is not None}
    dead = list(dead_in_season(season, own))
    proven = Judge(own, weeks=(2,)).judge([_without(season, dead)])
    living = [
        each
        for each in findings(proven, [season], dated)
        if each.code not in REPETITIONS or each.rule.id in new
    ]
    found = [*dead, *living, *shadowed(laid)]
    return found, _settled(_waivers_of_season(laid), proven), list(_undecided(proven, source, dated))


def _waivers_of_season(laid: Reading) -> Iterator[Waiver]:
    """Those of its rules as they are in the end, and of its rulebooks as a whole."""
    for entry in laid.loaded.entries.values():
        yield from of_part("rules", entry.id, entry.rule.lint, entry.source)
    for name, part in laid.loaded.modifiers.items():
        lint = part.data.get("lint", {}) if isinstance(part.data, dict) else {}
        yield from of_part("modifiers", name, lint, part)
    for path in laid.loaded.books:
        book = open_file(path)
        yield from of_part("", "", opened(book)[0].lint, book)


def _undecided(proven: Proven, source: Source, say: Say) -> Iterator[Undecided]:
    """What is still open after all stretches: a rule that was broken in one of them is implied by none."""
    broken = {name for name, _ in proven.broken}
    for code, rule, where in proven.undecided:
        if code != "implied" or rule not in broken:
            yield Undecided(code, source.file, rule, say([where])[0])


READS = {"rulebook": _rulebook, "scenario": _scenario, "extends": _scenario}

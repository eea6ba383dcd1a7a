"""From what was read to a season: everything checked, every rule with the days and athletes it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from solver.applying import laid
from solver.calendar import Calendar
from solver.catalogue import Catalogue
from solver.documents.rulebook import Envelope, Modifier
from solver.documents.scenario import Scenario, athletes_of
from solver.errors import InputError, Problem
from solver.files.source import Source
from solver.loading.checks import Checks
from solver.loading.notes import Spoken, idle, notes
from solver.loading.rulechecks import RuleChecks
from solver.overlays.ownrules import Loaded, RuleEntry, below
from solver.season import ActiveRule, Season
from solver.words import unknown


def build(scenario: Scenario, source: Source, shelf: Catalogue | None, loaded: Loaded) -> Season:
    """Put the parts together.

    Parameters
    ----------
    scenario, source, shelf, loaded
        The scenario with its overlays on it, its text, its catalogue if that could be read, and its rules and
        modifiers with the problems found so far.

    Raises
    ------
    InputError
        If there are problems, or more of them are found; with all of them.
    """
    rules, modifiers = _rules(loaded), _modifiers(loaded)
    calendar, athletes = Calendar(scenario), athletes_of(scenario)
    checks, of_rules = Checks(scenario, source, shelf), RuleChecks(scenario, shelf)
    problems = [*loaded.problems, *checks.basic(), *_of_rules(of_rules, rules, modifiers, loaded)]
    done, known_from, totals = checks.history(calendar, athletes)
    problems += [*checks.problems, *_giving_way(scenario, source, rules)]
    if shelf is None or problems:
        raise InputError(problems)
    found = Season(
        scenario, shelf, calendar, athletes, (), done, known_from, loaded.hashes,
        source=source, modifiers=modifiers, totals=totals, cited=loaded.cited,
        marks={name: loaded.modifiers[name].mark(()) for name in modifiers},
    )  # fmt: skip
    at_work = [name for name in rules if not loaded.entries[name].off]
    laid_on = list(modifiers.values())
    active = [activate(loaded.entries[name], rules[name], found, laid_on) for name in at_work]
    found = replace(found, rules=active)
    spoken: list[Spoken] = [*rules.values(), *modifiers.values()]
    said = [*of_rules.warnings, *idle(active, scenario.title), *notes(found, source, spoken)]
    return replace(found, warnings=said)


def _giving_way(scenario: Scenario, source: Source, rules: Mapping[str, Envelope]) -> Iterator[Problem]:
    """Rules that are to give way and are not there."""
    for place, name in enumerate(scenario.gives_way):
        if name not in rules:
            yield source.problem(("gives_way", place), unknown("rule", name, rules))


def _rules(loaded: Loaded) -> dict[str, Envelope]:
    """The rules in which nothing is wrong; those of the others, in all their readings, join the problems."""
    found = {name: loaded.take(lambda e=entry: e.rule) for name, entry in loaded.entries.items()}
    for entry in (other for each in loaded.entries.values() for other in each.other_readings):
        loaded.take(lambda e=entry: e.rule)
    return {name: rule for name, rule in found.items() if rule is not None}


def _modifiers(loaded: Loaded) -> dict[str, Modifier]:
    """The modifiers in which nothing is wrong."""
    found = {
        name: loaded.take(lambda b=part, n=name: below(f"modifiers.{n}", Modifier, b))
        for name, part in loaded.modifiers.items()
    }
    return {name: modifier for name, modifier in found.items() if modifier is not None}


def _of_rules(
    checks: RuleChecks,
    rules: dict[str, Envelope],
    modifiers: dict[str, Modifier],
    loaded: Loaded,
) -> Iterator[Problem]:
    """Problems of rules and modifiers; a modifier of a rulebook may name rules that are not in use."""
    for name, rule in rules.items():
        yield from checks.rule(name, rule, loaded.entries[name].source)
    for name, modifier in modifiers.items():
        part = loaded.modifiers[name]
        known = loaded.entries if ("modifiers", name) in loaded.own else {*loaded.entries, *modifier.rules}
        yield from checks.modifier(name, modifier, part, known, rules)


def activate(
    entry: RuleEntry, rule: Envelope, season: Season, modifiers: Sequence[Modifier] = ()
) -> ActiveRule:
    """A rule that was read, at work in a season."""
    return laid(ActiveRule(entry.id, rule, entry.source.mark(()), entry.book, ()), season, modifiers)

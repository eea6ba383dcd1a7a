"""What rules must make sense of in a scenario: phases, slots, windows, numbers; each finding located."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from solver.calendar import Calendar
from solver.catalogue import Catalogue
from solver.clauses.limits import Limits
from solver.clauses.number import Facts, Number
from solver.clauses.per import NAMED, Per
from solver.clauses.what import What
from solver.clauses.when import When
from solver.clauses.who import Who, figures
from solver.documents.rulebook import Envelope, Modifier
from solver.documents.scenario import PHASES, STANDINGS, Athlete, Scenario, athletes_of
from solver.errors import Problem
from solver.files.reader import MAX_NUMBER
from solver.files.source import Path_, Source
from solver.loading.checks import phases_of
from solver.loading.fitting import of_athletes, unscaled
from solver.rules.kind import parts_of
from solver.words import number, unknown

#: Stands for any day in sequences of days.
ANY = "any"
#: What is said, and the word or formula of the file that it is about.
Said = tuple[str, str]


class RuleChecks:
    """Checks of the rules of one scenario; warnings gather in `warnings`.

    Parameters
    ----------
    phases
        The phases that may be named besides the standard ones; by default those of the scenario.
    """

    def __init__(
        self, scenario: Scenario, shelf: Catalogue | None, phases: Iterable[str] | None = None
    ) -> None:
        self.scenario, self.shelf = scenario, shelf
        self.warnings: list[str] = []
        self.calendar = Calendar(scenario)
        self.athletes = athletes_of(scenario)
        self.slots = [each.slot for each in scenario.calendar.slots]
        self.phases = phases_of(scenario) if phases is None else [*PHASES, *phases]

    def rule(self, name: str, rule: Envelope, source: Source) -> Iterator[Problem]:
        """Problems of a rule: words and numbers that mean nothing here."""
        found = (
            *self._when(rule.when),
            *_levels(rule.who),
            *self._windows(rule),
            *self._slot(rule),
            *self._numbers(rule),
        )
        for said, about in (*found, *limits_wrong(rule)):
            yield located(source, said, about, f"rules.{name}")
        for each in self.words(name, rule, source):
            self.warnings.append(f"{each.mark}  {name}: {each.message}")

    def words(self, name: str, rule: Envelope, source: Source) -> Iterator[Problem]:
        """Words of a rule for which there is no session, and labels that no day has."""
        for said, about in self._words(rule):
            yield located(source, said, about, f"rules.{name}")

    def _words(self, rule: Envelope) -> Iterator[Said]:
        labels = {*(each.label for each in self.scenario.labels), "away"}
        if self.shelf:
            yield from no_sessions(rule, self.shelf)
        for label in rule.when.labels():
            if label not in labels:
                yield f"no day of this calendar is labelled so: {unknown('label', label, labels)}", label

    def modifier(
        self,
        name: str,
        modifier: Modifier,
        source: Source,
        rules: Iterable[str],
        bodies: Mapping[str, Envelope],
    ) -> Iterator[Problem]:
        """Problems of a modifier: rules and phases that do not exist, numbers that vary, nothing to scale.

        `bodies` are rules by id, as far as they could be read.
        """
        rules = list(rules)
        found: list[Said] = [
            (unknown("rule", word, rules), word) for word in modifier.rules if word not in rules
        ]
        found += [*self._when(modifier.when), *_levels(modifier.who), *unscaled(modifier, bodies)]
        for field in ("floors", "caps"):
            scale: Number | None = getattr(modifier, field)
            if scale is not None and (scale.constant is None or scale.constant < 0):
                found.append((f"found {scale}, expected one share such as 50 %", field))
        for said, about in found:
            yield located(source, said, about, f"modifiers.{name}")

    def _when(self, when: When) -> Iterator[Said]:
        for word in when.phases():
            if word not in self.phases:
                yield unknown("phase", word, self.phases), word

    def _windows(self, rule: Envelope) -> Iterator[Said]:
        groups = ["weekend", *self.scenario.calendar.groups]
        for per in parts_of(rule, Per):
            named = not (per.rolling or per.around or per.between)
            if named and per.name not in (*NAMED, *groups):
                yield unknown("window", per.name, [*NAMED, *groups]), per.name
            if per.name == "cycle" and self.scenario.calendar.cycle is None:
                yield "counts per cycle, but the calendar has no 'cycle'", "cycle"

    def _slot(self, rule: Envelope) -> Iterator[Said]:
        slot = getattr(rule.kind, "slot", None)
        if slot is not None and slot not in self.slots:
            yield unknown("slot", slot, self.slots), slot

    # ---- numbers ----------------------------------------------------------------------------------

    def _numbers(self, rule: Envelope) -> Iterator[Said]:
        yield from of_athletes(rule, self.athletes)
        for each in parts_of(rule, Number):
            for word in each.words():
                if word not in self._chosen_by and not _is_event(word):
                    yield unknown("phase, event, level or tag", word, self._chosen_by), word
            for formula in _formulas(each):
                yield from self._formula(rule, formula)

    @cached_property
    def _chosen_by(self) -> set[str]:
        """The words by which numbers may be chosen."""
        known = {*self.phases, *STANDINGS, "loading", "unload", "female", "male", "away"}
        known |= {f"week {number}" for number in range(1, self.calendar.weeks + 1)}
        known |= {*self.slots, *(label.label for label in self.scenario.labels)}
        return known | {word for each in self.athletes for word in (*each.events, *each.tags)}

    def _formula(self, rule: Envelope, number: Number) -> Iterator[Said]:
        names = sorted(set(number.figures()))
        if names and rule.kind.of_squad:
            yield f"computes with {names[0]!r}, but a squad has none of its own", number.formula
            return
        for athlete in self._concerned(rule.who):
            lacking = [name for name in names if name not in figures(athlete, self.calendar)]
            if lacking:
                said = f"computes with {lacking[0]!r}, which is not known of {self._called(athlete)}"
                yield said, number.formula
                return
            if said := self._result(number, athlete):
                yield f"{number.formula} {said} for {self._called(athlete)}", number.formula
                return

    def _called(self, athlete: Athlete) -> str:
        """Who alone trains needs no name; so a batch can tell the same of all of whom it is true."""
        return athlete.name if len(self.athletes) > 1 else "the athlete"

    def _concerned(self, who: Who) -> list[Athlete]:
        return [each for each in self.athletes if who.holds(each, self.calendar)]

    def _result(self, formula: Number, athlete: Athlete) -> str:
        """What is wrong with the result of a formula; nothing if all is well."""
        known = figures(athlete, self.calendar)
        try:
            value = formula.at(Facts(figures=known))
        except ZeroDivisionError:
            return "divides by zero"
        if value is not None and not 0 <= value <= MAX_NUMBER:
            return f"comes to {number(value)}, expected a number from 0 to {number(MAX_NUMBER)},"
        return ""


def no_sessions(rule: Envelope, shelf: Catalogue) -> Iterator[Said]:
    """Words of a rule for which a catalogue has no session."""
    for what in parts_of(rule, What):
        for word in what.words():
            if shelf.named(word) is None and word != ANY:
                yield unknown("session, tag or class", word, shelf.words), word


def _levels(who: Who) -> Iterator[Said]:
    for word in (*who.level.any, *who.level.not_) if who.level else ():
        if word not in STANDINGS:
            yield unknown("level", word, STANDINGS), word


def _is_event(word: str) -> bool:
    return word[:1].isdigit() and word.rstrip("mh").isdigit()


def _formulas(each: Number) -> Iterator[Number]:
    if each.formula:
        yield each
    for _, below in each.choice:
        yield from _formulas(below)


def limits_wrong(rule: Envelope) -> Iterator[Said]:
    """Limits that no amount can keep, or that contradict each other."""
    for limits in (each for each, _ in rule.parts if isinstance(each, Limits)):
        low, high, exact = limits.at_least, limits.at_most, limits.exactly
        for word, value in limits.limits():
            for each in _constants(value):
                if each < 0:
                    yield f"found {number(each)}, expected a number of at least 0", word.replace(" ", "_")
        if exact and (low or high):
            yield "'exactly' stands alone, without 'at_least' or 'at_most'", "exactly"
        least, most = low.constant if low else None, high.constant if high else None
        if least is not None and most is not None and least > most:
            yield f"no amount is at least {low} and at most {high}", "at_most"


def _constants(value: Number) -> Iterator[Any]:
    if value.constant is not None:
        yield value.constant
    for _, below in value.choice:
        yield from _constants(below)


def located(source: Source, said: str, about: str, prefix: str) -> Problem:
    """A problem at the first place of a rule or modifier where a word (or formula) stands."""
    path, key = _spot(source, about)
    problem = source.problem(path, said, key)
    return Problem(said, problem.mark, f"{prefix}.{problem.path}" if path else prefix)


def _spot(source: Source, about: str) -> tuple[Path_, bool]:
    """The path of the first value or key that is `about`, and whether it is a key."""
    skip = ("says", "why", "source", "examples", "tags", "lint")
    for path in source.values:
        if path[:1] and path[0] in skip:
            continue
        if path and path[-1] == about:
            return path, path[-1] not in ("at_least", "at_most", "exactly", "floors", "caps")
        if source.at(path).data == about:
            return path, False
    return (), False

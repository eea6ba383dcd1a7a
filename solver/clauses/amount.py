"""Amounts: how much of what is counted.

===============================  ==================================================================
``days: high``                   days on which it is done
``sessions: speed``              sessions
``kinds: high``                  different sessions of the catalogue among them
``athletes: speed``              athletes who do it (with ``across: squad``)
``weekends: race``               weekends with it
``groups: {of: .., group: ..}``  weeks with it on days of another group
``metres``, ``total_metres``     timed metres; metres with the run-in
``minutes``, ``load``            minutes; session RPE x minutes (AU)
``reps``, ``distance``           repetitions; the repetition distance (with ``count: largest``)
``measure: .., of: ..``          any other measure of the catalogue: contacts, throws...
``count: largest``               the largest single session instead of the sum
``weights: {hills: 0.5}``        some sessions count more or less
===============================  ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from solver.bounds import Amount, Largest, Term, Weight, Weighted, unused, used, whole
from solver.clauses.counted import CountFields
from solver.clauses.days import any_of, day_flag, matches
from solver.clauses.what import Selection
from solver.diary import Diary
from solver.scope import Scope
from solver.words import WEEKDAYS


class Counted(CountFields):
    """An amount: how much of what is counted; see the module's table."""

    # ---- what the solver gets ------------------------------------------------------------------

    def terms(self, scope: Scope, days: Sequence[int], slot: str | None = None) -> tuple[Weighted, ...]:
        """The amount on some days (in one slot of them) as weighted terms."""
        selection = scope.select(self.what)
        terms: list[Weighted] = []
        if self.kinds:
            return tuple((1, flag) for flag in _kinds(scope, selection, days, slot))
        for athlete in scope.athletes:
            terms.extend(self._terms(scope, athlete.name, selection, days, slot))
        if self.count == "largest":
            return ((1, Largest(tuple((each,) for each in terms))),)
        return tuple(terms)

    def _terms(
        self, scope: Scope, athlete: str, chosen: Selection, days: Sequence[int], slot: str | None
    ) -> Iterator[Weighted]:
        if self.counted == "days":
            for day in days:
                yield 1, day_flag(scope, athlete, day, chosen, slot)
        elif self.counted == "athletes":
            yield 1, any_of([day_flag(scope, athlete, day, chosen, slot) for day in days])
        elif self.counted == "weekends" or self.groups:
            for group in _groups(scope, days, self.groups.group if self.groups else "weekend"):
                yield 1, any_of([day_flag(scope, athlete, day, chosen, slot) for day in group])
        else:
            yield from self._measured(scope, athlete, chosen, days, slot)

    def _measured(
        self, scope: Scope, athlete: str, chosen: Selection, days: Sequence[int], slot: str | None
    ) -> Iterator[Weighted]:
        if chosen.rest and self.counted == "sessions":
            for day in days:
                yield 1, unused(athlete, (day,), scope.catalogue.training, slot)
        for factor, forms in self._factors(scope, chosen):
            if self.count == "sum":
                yield factor, Amount(athlete, tuple(days), self.counted, forms, slot)
            else:
                for day in days:
                    for key in sorted(forms):
                        for place in [slot] if slot else scope.calendar.slots:
                            yield factor, Amount(athlete, (day,), self.counted, frozenset({key}), place)

    def _factors(self, scope: Scope, chosen: Selection) -> Sequence[tuple[Weight, frozenset[str]]]:
        """The forms by the factor with which they count."""
        if not self.weights:
            return [(1, chosen.forms)] if chosen.forms else []
        known = scope.worked_out.get((id(self), chosen))
        if known is None:
            by_factor: dict[Fraction, set[str]] = {}
            for key in chosen.forms:
                by_factor.setdefault(self.factor(scope, key), set()).add(key)
            known = [(whole(factor), frozenset(by_factor[factor])) for factor in sorted(by_factor)]
            scope.worked_out[id(self), chosen] = known
        return known

    def factor(self, scope: Scope, form: str) -> Fraction:
        """How much a form counts: the weight of the first word that means it."""
        for word, weight in self.weights.items():
            if form in (scope.catalogue.named(word) or ()):
                return Fraction(str(weight))
        return Fraction(1)

    # ---- what the auditor reads ------------------------------------------------------------------

    def read(self, scope: Scope, diary: Diary, days: Sequence[int], slot: str | None = None) -> Fraction:
        """The amount on some days (in one slot of them) of a plan, by looking."""
        chosen = scope.select(self.what)
        total = Fraction(0)
        largest = Fraction(0)
        kinds: set[str] = set()
        groups: set[tuple[str, int]] = set()
        people: set[str] = set()
        for athlete in scope.athletes:
            for day in days:
                done = [d for d in diary.on(athlete.name, day) if slot is None or d.slot == slot]
                hits = [each for each in done if each.form in chosen.forms]
                kinds |= {each.session for each in hits}
                if matches(scope, done, chosen):
                    people.add(athlete.name)
                    weekday = scope.calendar.date(day).weekday()
                    if self.groups or self.weekends:
                        name = self.groups.group if self.groups else "weekend"
                        if WEEKDAYS[weekday] in scope.calendar.groups.get(name, ()):
                            groups.add((athlete.name, (day - weekday) // 7))
                    total += self.counted == "days"
                if chosen.rest and self.counted == "sessions":
                    total += not any(each.form in scope.catalogue.training for each in done)
                for each in hits if self.counted != "days" else ():
                    amount = each.amounts.get(self.counted, Fraction(0))
                    amount *= self.factor(scope, each.form) if self.weights else 1
                    total += amount
                    largest = max(largest, amount) if self.count == "largest" else largest
        if self.count == "largest":
            return largest
        if self.groups or self.weekends:
            return Fraction(len(groups))
        if self.kinds:
            return Fraction(len(kinds))
        return Fraction(len(people)) if self.athletes else total


def _kinds(scope: Scope, chosen: Selection, days: Sequence[int], slot: str | None) -> Iterator[Term]:
    """A flag for each session of the catalogue among those selected, whoever does it."""
    for session in sorted({scope.catalogue.forms[key].session for key in chosen.forms}):
        forms = chosen.forms & scope.catalogue.forms_of(session)
        yield any_of([used(athlete.name, days, forms, slot) for athlete in scope.athletes])


def _groups(scope: Scope, days: Sequence[int], group: str) -> Iterator[list[int]]:
    """The days of each group (a weekend, say) that lie among `days`."""
    members = scope.calendar.groups.get(group, ())
    by_week: dict[int, list[int]] = {}
    for day in days:
        if WEEKDAYS[day % 7] in members:
            by_week.setdefault(day // 7, []).append(day)
    yield from by_week.values()

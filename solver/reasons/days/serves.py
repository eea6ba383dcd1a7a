"""What each session of a plan is for: what would be broken or cost more without it, all else as it is.

The auditor answers, rule by rule. A season has sessions by the hundred and rules by the hundred, so only
those rules are asked of which some place looks at the session and changes without it, as the bounds tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import compress

from solver.auditor import Audit, Finding, Verdict, judge
from solver.bounds import Amount, Bound, Flag, Largest, Place, Term, Weight
from solver.diary import Diary, Done
from solver.reasons.whynot.compared import broken_by
from solver.season import ActiveRule, Season

_NONE = 0


class Serving:
    """A plan of which sessions are left out, one at a time.

    Parameters
    ----------
    before
        The audit of the whole plan.
    """

    def __init__(self, season: Season, sessions: Sequence[Done], before: Audit) -> None:
        self.season, self.sessions, self.before = season, sessions, before
        self.diary = season.diary(sessions)
        self._values: dict[int, Fraction] = {}

    def of(self, done: Done) -> list[Finding]:
        """What is broken or costs more without a session, musts first."""
        rest = self.season.diary([each for each in self.sessions if each is not done])
        touched = self._touched(done)
        asked = [each for each in self.before.verdicts if each.rule.id in touched]
        before = [_about(each, done.athlete) for each in asked]
        after = [judge(_for(each.rule, done.athlete), rest) for each in asked]
        return broken_by(Audit((), before), Audit((), after))

    def _touched(self, done: Done) -> set[str]:
        """The rules with a place that is kept less well without a session."""
        places = self._places.get(id(done), {}).values()
        if self.diary.repeats:  # a day then has several numbers
            return {rule.id for rule, _ in places}
        found: set[str] = set()
        for rule, place in places:
            if rule.id not in found and self._suffers(place, done):
                found.add(rule.id)
        return found

    def _suffers(self, place: Place, done: Done) -> bool:
        gone = _Without(self._values, self.diary, done)
        if any(gone.less_term(flag) for flag in place.given):
            return True
        less = gone.less(place.bound)
        if not less or place.reward:
            return less < 0
        low, high = place.bound.lower, place.bound.upper
        if (less < 0 and low is None) or (less > 0 and high is None):
            return False
        return not _within(place.bound, gone.total(place.bound) + less)

    @cached_property
    def _places(self) -> Mapping[int, Mapping[int, tuple[ActiveRule, Place]]]:
        """The places that count each session."""
        found: dict[int, dict[int, tuple[ActiveRule, Place]]] = {}
        for rule in self.season.rules:
            for _, place in rule.places():
                for done in self._counted(place):
                    found.setdefault(id(done), {})[id(place)] = rule, place
        return found

    def _counted(self, place: Place) -> Iterator[Done]:
        """The sessions that a place counts."""
        for term in _amounts([*(term for _, term in place.bound.terms), *place.given]):
            for day in term.days:
                for done in self.diary.on(term.athlete, day):
                    if done.form in term.forms and term.slot in (None, done.slot):
                        yield done


def _for(rule: ActiveRule, athlete: str) -> ActiveRule:
    """A rule where it is about an athlete, alone or with others."""
    mine = [any(athlete == each.name for each in scope.athletes) for scope in rule.scopes]
    return replace(rule, scopes=list(compress(rule.scopes, mine)), rests=list(compress(rule.rests, mine)))


def _about(verdict: Verdict, athlete: str) -> Verdict:
    """What of a verdict is about an athlete."""
    findings = [each for each in verdict.findings if athlete in each.athletes]
    return Verdict(verdict.rule, findings, [each for each in verdict.earned if athlete in each.athletes])


class _Without:
    """By how much terms are less without a session; negative numbers are less."""

    def __init__(self, values: dict[int, Fraction], diary: Diary, done: Done) -> None:
        self.values, self.diary, self.done = values, diary, done

    def total(self, bound: Bound) -> Fraction:
        """The sum of a bound in the whole plan."""
        key = id(bound)
        if key not in self.values:
            self.values[key] = bound.total(self.diary)
        return self.values[key]

    def less(self, bound: Bound) -> Weight:
        """How much the sum of a bound changes."""
        found: Weight = _NONE
        for weight, term in bound.terms:
            if change := self.less_term(term):
                found += weight * change
        return found

    def less_term(self, term: Term) -> Weight:
        """How much a term changes."""
        if isinstance(term, Amount):
            done = self.done
            mine = (
                done.form in term.forms and done.day in term.days
                and done.athlete == term.athlete and term.slot in (None, done.slot)
            )  # fmt: skip
            return -done.amounts.get(term.measure, _NONE) if mine else _NONE
        if isinstance(term, Flag):
            less = self.less(term.bound)
            if not less:
                return _NONE
            total = self.total(term.bound)
            return _within(term.bound, total + less) - _within(term.bound, total)
        return self._largest(term)

    def _largest(self, term: Largest) -> Weight:
        sums = [Bound(each) for each in term.sums]
        less = [self.less(each) for each in sums]
        if not any(less):
            return _NONE
        totals = [each.total(self.diary) for each in sums]
        least = Fraction(term.least)
        after = [total + change for total, change in zip(totals, less, strict=True)]
        return max([least, *after]) - max([least, *totals])


def _within(bound: Bound, total: Weight) -> bool:
    return (bound.lower is None or total >= bound.lower) and (bound.upper is None or total <= bound.upper)


def _amounts(terms: list[Term]) -> Iterator[Amount]:
    """The amounts that terms are made of."""
    while terms:
        term = terms.pop()
        if isinstance(term, Amount):
            yield term
        elif isinstance(term, Flag):
            terms += [each for _, each in term.bound.terms]
        else:
            terms += [each for weighted in term.sums for _, each in weighted]

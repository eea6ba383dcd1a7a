"""Terms as expressions over the variables of a model: day totals, flags, largest of several.

What a term needs is added to the model once and shared by all the bounds that use it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import or_

from solver.bounds import Amount, Bound, Flag, Largest, Term, Weight, Weighted, whole
from solver.model.choices import Choice
from solver.model.linear import Affine, Model, Reach, combined
from solver.season import Season

#: Days beyond which an amount is taken as a difference of running totals.
LONG = 21


class Terms:
    """The terms of a season over the variables of a model.

    Parameters
    ----------
    choices
        The sessions that may be planned, by athlete and day.
    """

    def __init__(self, model: Model, choices: Mapping[tuple[str, int], list[Choice]], season: Season) -> None:
        self.model, self.history = model, season.diary(())
        self.choices = {
            place: [(each.cell.form.key, each.cell.slot, each) for each in there]
            for place, there in choices.items()
        }
        self.known_from, self.open_days = season.known_from, season.open_days
        self.starts = min(self.open_days, default=season.calendar.length)
        self._flags: dict[Bound, Affine] = {}
        self._days: dict[tuple[str, str, frozenset[str], str | None], dict[int, Affine]] = {}
        self._totals: dict[tuple[str, int, str, frozenset[str]], Affine] = {}
        self._doses: dict[str, dict[str, tuple[Weight, Weight]]] = {}

    def sum(self, terms: Sequence[Weighted]) -> Affine:
        """A weighted sum of terms."""
        if len(terms) == 1 and terms[0][0] == 1:
            return self.term(terms[0][1])
        return combined([(weight, self.term(each)) for weight, each in terms])

    def term(self, term: Term) -> Affine:
        """A term as an expression; what it needs is added to the model once."""
        if isinstance(term, Amount):
            return self._amount(term)
        if isinstance(term, Flag):
            truth = self._flags.get(term.bound)
            if truth is None:
                truth = self._flags[term.bound] = self._flag(term.bound)
            return truth
        return self._largest(term)

    def _amount(self, term: Amount) -> Affine:
        days = term.days
        if len(days) > LONG and term.slot is None and days[-1] - days[0] + 1 == len(days):
            upto = self._total(term, days[-1])
            return combined([(1, upto), (-1, self._total(term, days[0] - 1))])
        if len(days) == 1:
            return self._day(term, days[0], shared=False)
        parts: dict[int, Weight] = {}
        constant: Weight = 0
        for day in days:
            others, fixed = self._day(term, day, shared=True)
            if not parts.keys().isdisjoint(others):  # the days of a week that repeats come again
                return combined([(1, self._day(term, day, shared=True)) for day in days])
            parts.update(others)
            constant += fixed
        return Affine(parts, whole(constant))

    def _total(self, term: Amount, day: int) -> Affine:
        """The amount from the first known day up to a day, as a running total."""
        if day < self.starts:
            days = range(self.known_from, day + 1)
            return Affine({}, Amount(term.athlete, days, term.measure, term.forms).value(self.history))
        key = (term.athlete, day, term.measure, term.forms)
        if key not in self._totals:
            before = self._total(term, day - 1)
            now = combined([(1, before), (1, self._day(term, day, shared=False))])
            # one variable a week: more would do no more than tie far weeks together
            self._totals[key] = self._defined(now) if day % 7 == 6 and len(now.parts) > 1 else now
        return self._totals[key]

    def _day(self, term: Amount, day: int, shared: bool) -> Affine:
        """The amount on one day; as a variable of its own where many windows share it."""
        athlete, _, measure, forms, slot = term
        there = self._days.setdefault((athlete, measure, forms, slot), {})
        expression = there.get(day)
        if expression is None:
            if day not in self.open_days:
                done = Amount(athlete, (day,), measure, forms, slot).value(self.history)
                there[day] = Affine({}, whole(done))
                return there[day]
            doses = self._doses.setdefault(measure, {})
            parts: dict[int, Weight] = {}
            for form, at, choice in self.choices.get((athlete, day), ()):
                if form in forms and (slot is None or slot == at):
                    smallest, step = doses.get(form) or doses.setdefault(form, _dose(choice, measure))
                    if smallest:
                        parts[choice.done] = smallest
                    if step and choice.steps is not None:
                        parts[choice.steps] = step
            expression = there[day] = Affine(parts)
        if shared and measure != "sessions" and len(expression.parts) > 2:
            expression = there[day] = self._defined(expression)
        return expression

    def _defined(self, expression: Affine) -> Affine:
        """A variable that equals an expression."""
        least, most = expression.range(self.model)
        scale, reach = _scale(expression), self.reach([expression])
        variable = self.model.variable(math.floor(least * scale), math.ceil(most * scale), reach)
        self.model.add(combined([(scale, expression), (-1, Affine({variable: 1}))]), 0, 0)
        return Affine({variable: whole(Fraction(1, scale))})

    def reach(self, expressions: Iterable[Affine]) -> Reach:
        """What some expressions depend on."""
        found = [self.model.reach[v] for each in expressions for v in each.parts]
        if not found:
            return Reach(0, 0)
        first, last, who = zip(*found, strict=True)
        return Reach(min(first), max(last), reduce(or_, who))

    def _flag(self, bound: Bound) -> Affine:
        """The truth of a bound: a constant, a variable, or one minus a variable."""
        expression = self.sum(bound.terms)
        least, most = expression.range(self.model)
        low, high = bound.lower, bound.upper
        if (low is not None and most < low) or (high is not None and least > high):
            return Affine({}, 0)
        low = None if low is None or least >= low else low
        high = None if high is None or most <= high else high
        if low is None and high is None:
            return Affine({}, 1)
        if low is not None and high is not None:
            halves = [self._flag(Bound(bound.terms, low, None)), self._flag(Bound(bound.terms, None, high))]
            return self._all(halves)
        if high is not None:
            above = Flag(Bound(bound.terms, lower=self._next(expression, high)))
            return combined([(1, Affine({}, 1)), (-1, self.term(above))])
        assert low is not None
        return self._reached(expression, low)

    def _next(self, expression: Affine, high: Weight) -> Weight:
        """The least number above `high` that an expression can reach."""
        scale = _scale(expression)
        if scale == 1:
            return math.floor(high) + 1
        return whole(Fraction(math.floor(high * scale) + 1, scale))

    def _reached(self, expression: Affine, low: Weight) -> Affine:
        """Whether an expression is at least a number."""
        model, parts = self.model, expression.parts
        need = low - expression.constant
        if min(parts.values()) >= need > 0 and all(
            model.lower[v] == 0 and model.upper[v] == 1 for v in parts
        ):
            return Affine(dict.fromkeys(parts, 1)) if len(parts) == 1 else self._any(list(parts))
        truth = model.variable(0, 1, self.reach([expression]))
        scale = _scale(expression)
        below = Fraction(math.ceil(low * scale) - 1, scale)
        model.add(expression, low, None, [truth])
        model.add(expression, None, below, [~truth])
        return Affine({truth: 1})

    def _any(self, variables: list[int]) -> Affine:
        truth = self.model.variable(0, 1, self.reach([Affine(dict.fromkeys(variables, 1))]))
        self.model.any_of(truth, variables)
        return Affine({truth: 1})

    def _all(self, truths: list[Affine]) -> Affine:
        """Whether all of some truths hold."""
        expression = combined((1, each) for each in truths)
        truth = self.model.variable(0, 1, self.reach([expression]))
        for each in truths:
            self.model.add(combined([(1, each), (-1, Affine({truth: 1}))]), 0, None)
        self.model.add(combined([(1, expression), (-1, Affine({truth: 1}))]), None, len(truths) - 1)
        return Affine({truth: 1})

    def _largest(self, term: Largest) -> Affine:
        """The largest of some sums: above all of them, and equal to one."""
        sums = [Affine({}, term.least), *(self.sum(each) for each in term.sums)]
        ranges = [each.range(self.model) for each in sums]
        floor = max(least for least, _ in ranges)
        sums = [s for s, (_, most) in zip(sums, ranges, strict=True) if most > floor]
        if not sums:
            return Affine({}, floor)
        parts = [c for each in sums for c in (*each.parts.values(), each.constant)]
        scale = math.lcm(*(c.denominator for c in (*parts, floor)))
        most = max(high for _, high in ranges)
        reach = self.reach(sums)
        top = self.model.variable(math.floor(floor * scale), math.ceil(most * scale), reach)
        largest = Affine({top: whole(Fraction(1, scale))})
        chosen = []
        for each in [Affine({}, floor), *sums]:
            self.model.add(combined([(1, largest), (-1, each)]), 0, None)
            pick = self.model.variable(0, 1, reach)
            chosen.append(pick)
            self.model.add(combined([(1, largest), (-1, each)]), None, 0, [pick])
        self.model.add(Affine(dict.fromkeys(chosen, 1)), 1, None)
        return largest


def _dose(choice: Choice, measure: str) -> tuple[Weight, Weight]:
    """How much of a measure there is in the smallest dose of a session, and in each step above it."""
    form = choice.cell.form
    base, each = form.amounts.get(measure, (Fraction(0), Fraction(0)))
    return whole(base + each * form.first), whole(each * form.step)


def _scale(expression: Affine) -> int:
    """The least number by which an expression becomes whole, its constant too."""
    return math.lcm(expression.scale(), expression.constant.denominator)

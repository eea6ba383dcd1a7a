"""Terms as expressions over the variables of a model: day totals, flags, largest of several.

What a term needs is added to the model once and shared by all the bounds that use it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction

from solver.bounds import Amount, Bound, Flag, Largest, Term, Weighted
from solver.choices import Choice
from solver.diary import Diary
from solver.linear import Affine, Model, combined, whole

#: Days beyond which an amount is taken as a difference of running totals.
LONG = 21


class Terms:
    """The terms of a season over the variables of a model.

    Parameters
    ----------
    choices
        The sessions that may be planned, by athlete and day.
    history
        What was done before day one.
    known_from
        The first day of which the history tells.
    length
        Days of the plan.
    """

    def __init__(
        self,
        model: Model,
        choices: Mapping[tuple[str, int], list[Choice]],
        history: Diary,
        known_from: int,
        length: int,
    ) -> None:
        self.model, self.choices, self.history = model, choices, history
        self.known_from, self.length = known_from, length
        self._flags: dict[Bound, Affine] = {}
        self._days: dict[tuple[str, int, str, frozenset[str], str | None], Affine] = {}
        self._totals: dict[tuple[str, int, str, frozenset[str]], Affine] = {}
        self._doses: dict[str, dict[str, tuple[Fraction | int, Fraction | int]]] = {}

    def sum(self, terms: Iterable[Weighted]) -> Affine:
        """A weighted sum of terms."""
        return combined((weight, self.term(each)) for weight, each in terms)

    def term(self, term: Term) -> Affine:
        """A term as an expression; what it needs is added to the model once."""
        if isinstance(term, Amount):
            return self._amount(term)
        if isinstance(term, Flag):
            if term.bound not in self._flags:
                self._flags[term.bound] = self._flag(term.bound)
            return self._flags[term.bound]
        return self._largest(term)

    def _amount(self, term: Amount) -> Affine:
        days = term.days
        if len(days) > LONG and term.slot is None and days[-1] - days[0] + 1 == len(days):
            upto = self._total(term, days[-1])
            return combined([(1, upto), (-1, self._total(term, days[0] - 1))])
        return combined((1, self._day(term, day, whole=len(days) > 1)) for day in days)

    def _total(self, term: Amount, day: int) -> Affine:
        """The amount from the first known day up to a day, as a running total."""
        if day < 0:
            days = range(self.known_from, day + 1)
            return Affine({}, Amount(term.athlete, days, term.measure, term.forms).value(self.history))
        key = (term.athlete, day, term.measure, term.forms)
        if key not in self._totals:
            before = self._total(term, day - 1)
            now = combined([(1, before), (1, self._day(term, day, whole=False))])
            self._totals[key] = self._defined(now, (0, day)) if len(now.parts) > 1 else now
        return self._totals[key]

    def _day(self, term: Amount, day: int, whole: bool) -> Affine:
        """The amount on one day; as a variable of its own where many windows share it."""
        key = (term.athlete, day, term.measure, term.forms, term.slot)
        if key not in self._days:
            if not 0 <= day < self.length:
                single = Amount(term.athlete, (day,), term.measure, term.forms, term.slot)
                return Affine({}, single.value(self.history))
            parts: dict[int, Fraction | int] = {}
            for choice in self.choices.get((term.athlete, day), ()):
                if choice.cell.form.key in term.forms and term.slot in (None, choice.cell.slot):
                    self._count(choice, term.measure, parts)
            self._days[key] = Affine(parts)
        expression = self._days[key]
        if whole and term.measure != "sessions" and len(expression.parts) > 2:
            expression = self._days[key] = self._defined(expression, (day, day))
        return expression

    def _count(self, choice: Choice, measure: str, parts: dict[int, Fraction | int]) -> None:
        form = choice.cell.form
        if form.key not in self._doses or measure not in self._doses[form.key]:
            base, each = form.amounts.get(measure, (Fraction(0), Fraction(0)))
            dose = whole(base + each * form.first), whole(each * form.step)
            self._doses.setdefault(form.key, {})[measure] = dose
        smallest, step = self._doses[form.key][measure]
        if smallest:
            parts[choice.done] = smallest
        if choice.steps is not None and step:
            parts[choice.steps] = step

    def _defined(self, expression: Affine, span: tuple[int, int]) -> Affine:
        """A variable that equals an expression."""
        least, most = expression.range(self.model)
        scale = math.lcm(*(c.denominator for c in (*expression.parts.values(), expression.constant)))
        variable = self.model.variable(math.floor(least * scale), math.ceil(most * scale), span)
        self.model.add(combined([(scale, expression), (-1, Affine({variable: 1}))]), 0, 0)
        return Affine({variable: whole(Fraction(1, scale))})

    def span(self, expressions: Iterable[Affine]) -> tuple[int, int]:
        """The days that some expressions depend on, first and last."""
        spans = [self.model.spans[v] for each in expressions for v in each.parts]
        return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (0, 0)

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

    def _next(self, expression: Affine, high: Fraction | int) -> Fraction | int:
        """The least number above `high` that an expression can reach."""
        scale = math.lcm(*(c.denominator for c in (*expression.parts.values(), expression.constant)))
        return whole(Fraction(math.floor(high * scale) + 1, scale))

    def _reached(self, expression: Affine, low: Fraction | int) -> Affine:
        """Whether an expression is at least a number."""
        model = self.model
        binary = all(model.lower[v] == 0 and model.upper[v] == 1 for v in expression.parts)
        need = low - expression.constant
        if binary and all(c >= need > 0 for c in expression.parts.values()):
            if len(expression.parts) == 1:
                return Affine(dict.fromkeys(expression.parts, 1))
            return self._any(list(expression.parts))
        truth = model.variable(0, 1, self.span([expression]))
        scale = math.lcm(*(c.denominator for c in (*expression.parts.values(), expression.constant)))
        below = Fraction(math.ceil(low * scale) - 1, scale)
        model.add(expression, low, None, [truth])
        model.add(expression, None, below, [~truth])
        return Affine({truth: 1})

    def _any(self, variables: list[int]) -> Affine:
        truth = self.model.variable(0, 1, self.span([Affine(dict.fromkeys(variables, 1))]))
        for variable in variables:
            self.model.add(Affine({truth: 1, variable: -1}), 0, None)
        self.model.add(Affine({truth: 1, **dict.fromkeys(variables, -1)}), None, 0)
        return Affine({truth: 1})

    def _all(self, truths: list[Affine]) -> Affine:
        """Whether all of some truths hold."""
        expression = combined((1, each) for each in truths)
        truth = self.model.variable(0, 1, self.span([expression]))
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
        span = self.span(sums)
        top = self.model.variable(math.floor(floor * scale), math.ceil(most * scale), span)
        largest = Affine({top: whole(Fraction(1, scale))})
        chosen = []
        for each in [Affine({}, floor), *sums]:
            self.model.add(combined([(1, largest), (-1, each)]), 0, None)
            pick = self.model.variable(0, 1, span)
            chosen.append(pick)
            self.model.add(combined([(1, largest), (-1, each)]), None, 0, [pick])
        self.model.add(Affine(dict.fromkeys(chosen, 1)), 1, None)
        return largest

"""From bounds to a linear model, and from an assignment back to a plan.

Every session that may be planned gets a 0/1 variable and, where its dose is open, a whole number of
steps above the smallest one. All else (day totals, flags, slacks) is defined by rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver import frame
from solver.bounds import Amount, Bound, Flag, Largest, Place, Term, Weighted
from solver.diary import Diary, Done
from solver.documents.rulebook import Envelope
from solver.linear import Affine, Literal, Model, combined, whole
from solver.season import Cell, Season

TIDY = "tidy"
#: Days beyond which an amount is taken as a difference of running totals.
LONG = 21


@dataclass(frozen=True, slots=True)
class Choice:
    """The variables of a session that may be planned: whether, and steps above its smallest dose."""

    cell: Cell
    done: int
    steps: int | None

    def count(self, values: Sequence[int]) -> int:
        """The count in an assignment."""
        form = self.cell.form
        return form.first + form.step * (values[self.steps] if self.steps is not None else 0)


class Lowering:
    """The linear model of a season."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self.model = Model()
        self._flags: dict[Bound, Affine] = {}
        self._days: dict[tuple[str, int, str, frozenset[str], str | None], Affine] = {}
        self._totals: dict[tuple[str, int, str, frozenset[str]], Affine] = {}
        self._doses: dict[str, dict[str, tuple[Fraction | int, Fraction | int]]] = {}
        self._history: Diary = season.diary(())
        self._choices: dict[tuple[str, int], list[Choice]] = {}
        self.choices = [self._choice(cell) for cell in season.cells()]
        for place in frame.bounds(season):
            self.post_must(place)
        for active in season.rules:
            for _, place in active.places():
                self.post(active.rule, place)
        for level in ("should", "prefer"):
            self.model.objective.setdefault(level, {})
        self._tidy()

    def _choice(self, cell: Cell) -> Choice:
        form, span = cell.form, (cell.day, cell.day)
        done = self.model.variable(0, 1, span)
        steps = None
        if form.last > form.first:
            most = (form.last - form.first) // form.step
            steps = self.model.variable(0, most, span)
            self.model.add(Affine({steps: 1, done: -most}), None, 0)
        choice = Choice(cell, done, steps)
        self._choices.setdefault((cell.athlete, cell.day), []).append(choice)
        return choice

    def _tidy(self) -> None:
        """Of plans that are equally good, the one with fewest sessions, smallest doses, first in order.

        The small differences make the choice between like plans the same on every machine.
        """
        for number, choice in enumerate(self.choices):
            self.model.cost(TIDY, choice.done, 400 + number * 7919 % 199)
            if choice.steps is not None:
                self.model.cost(TIDY, choice.steps, 20 + number * 104729 % 19)

    # ---- reading back -----------------------------------------------------------------------------

    def plan(self, values: Sequence[int]) -> list[Done]:
        """The sessions of an assignment."""
        return [
            Done.of(c.cell.athlete, c.cell.day, c.cell.slot, c.cell.form, c.count(values))
            for c in self.choices
            if values[c.done]
        ]

    def fixed(self, sessions: Iterable[Done]) -> dict[int, int]:
        """The values of the choices in a plan; a session that cannot be planned raises KeyError."""
        left = {(d.athlete, d.day, d.slot, d.form): d.count for d in sessions if d.day >= 0}
        values: dict[int, int] = {}
        for choice in self.choices:
            cell = choice.cell
            count = left.pop((cell.athlete, cell.day, cell.slot, cell.form.key), None)
            values[choice.done] = int(count is not None)
            if choice.steps is not None:
                values[choice.steps] = (count - cell.form.first) // cell.form.step if count else 0
        if left:
            raise KeyError(f"cannot be planned: {next(iter(left))}")
        return values

    # ---- places ---------------------------------------------------------------------------------

    def post(self, rule: Envelope, place: Place) -> None:
        """Post a place: as a must, as a reward, or with slack that costs points."""
        level = place.level or rule.level
        if place.reward:
            self._reward(rule, place, level)
        elif level == "must":
            self.post_must(place)
        else:
            self._soft(rule, place, level)

    def post_must(self, place: Place) -> None:
        """Post a place that must hold."""
        given = self._given(place)
        if given is not None:
            self.model.add(self._sum(place.bound.terms), place.bound.lower, place.bound.upper, given)

    def _given(self, place: Place) -> list[Literal] | None:
        """The literals under which a place counts; None if it never does."""
        literals = []
        for flag in place.given:
            truth = self.term(flag)
            if not truth.parts:
                if not truth.constant:
                    return None
                continue
            ((variable, weight),) = truth.parts.items()
            literals.append(variable if weight > 0 else ~variable)
        return literals

    def _reward(self, rule: Envelope, place: Place, level: str) -> None:
        given = self._given(place)
        if given is None:
            return
        expression = self._sum(place.bound.terms)
        least, most = expression.range(self.model)
        unit = Fraction(place.unit)
        low, high = math.floor(least / unit), math.floor(most / unit)
        if given:
            low, high = min(low, 0), max(high, 0)
        steps = self.model.slack(low, high, self._span([expression]), way=-1)
        self.model.add(combined([(1, expression), (-unit, Affine({steps: 1}))]), 0, None, given)
        for literal in given:
            # nothing is gained where the place does not count
            self.model.add(Affine({steps: 1}), None, 0, [~literal])
        self.model.cost(level, steps, -rule.weight.over)

    def _soft(self, rule: Envelope, place: Place, level: str) -> None:
        given = self._given(place)
        if given is None:
            return
        expression = self._sum(place.bound.terms)
        least, most = expression.range(self.model)
        unit = Fraction(place.unit)
        if place.bound.lower is not None:
            worst = math.ceil((place.bound.lower - least) / unit)
            slack = self._slack(rule, level, worst, rule.weight.under, expression)
            if slack is not None:
                self._give(expression, place.bound.lower, None, unit, slack, given)
        if place.bound.upper is not None:
            worst = math.ceil((most - place.bound.upper) / unit)
            slack = self._slack(rule, level, worst, rule.weight.over, expression)
            if slack is not None:
                self._give(expression, None, place.bound.upper, -unit, slack, given)

    def _slack(
        self, rule: Envelope, level: str, worst: int, weight: int, expression: Affine
    ) -> Affine | None:
        """The steps by which a bound may be missed, with their cost; None if it cannot be missed."""
        if worst <= 0:
            return None
        span = self._span([expression])
        if rule.penalty == "per occurrence":
            missed = self.model.slack(0, 1, span)
            self.model.cost(level, missed, weight)
            return Affine({missed: worst})
        steps = self.model.slack(0, worst, span)
        if rule.penalty == "per unit":
            self.model.cost(level, steps, weight)
            return Affine({steps: 1})
        square = self.model.slack(0, worst * worst, span)
        for k in range(worst):
            # the chords of the square between whole numbers: exact at each of them
            self.model.add(Affine({square: 1, steps: -(2 * k + 1)}), -k * (k + 1), None)
        self.model.cost(level, square, weight)
        return Affine({steps: 1})

    def _give(
        self,
        expression: Affine,
        lower: Fraction | int | None,
        upper: Fraction | int | None,
        unit: Fraction,
        slack: Affine,
        given: list[Literal],
    ) -> None:
        self.model.add(combined([(1, expression), (unit, slack)]), lower, upper, given)

    # ---- terms ----------------------------------------------------------------------------------

    def _sum(self, terms: Iterable[Weighted]) -> Affine:
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
            days = range(self.season.known_from, day + 1)
            return Affine({}, Amount(term.athlete, days, term.measure, term.forms).value(self._history))
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
            if not 0 <= day < self.season.calendar.length:
                single = Amount(term.athlete, (day,), term.measure, term.forms, term.slot)
                return Affine({}, single.value(self._history))
            parts: dict[int, Fraction | int] = {}
            for choice in self._choices.get((term.athlete, day), ()):
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

    def _span(self, expressions: Iterable[Affine]) -> tuple[int, int]:
        spans = [self.model.spans[v] for each in expressions for v in each.parts]
        return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (0, 0)

    def _flag(self, bound: Bound) -> Affine:
        """The truth of a bound: a constant, a variable, or one minus a variable."""
        expression = self._sum(bound.terms)
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
            return combined([(1, Affine({}, 1)), (-1, self._above(expression, high))])
        assert low is not None
        return self._reached(expression, low)

    def _above(self, expression: Affine, high: Fraction | int) -> Affine:
        """Whether an expression exceeds a number: whether it reaches the next one it can."""
        scale = math.lcm(*(c.denominator for c in (*expression.parts.values(), expression.constant)))
        return self._reached(expression, Fraction(math.floor(high * scale) + 1, scale))

    def _reached(self, expression: Affine, low: Fraction | int) -> Affine:
        """Whether an expression is at least a number."""
        model = self.model
        binary = all(model.lower[v] == 0 and model.upper[v] == 1 for v in expression.parts)
        need = low - expression.constant
        if binary and all(c >= need > 0 for c in expression.parts.values()):
            if len(expression.parts) == 1:
                return Affine(dict.fromkeys(expression.parts, 1))
            return self._any(list(expression.parts))
        truth = model.variable(0, 1, self._span([expression]))
        scale = math.lcm(*(c.denominator for c in (*expression.parts.values(), expression.constant)))
        below = Fraction(math.ceil(low * scale) - 1, scale)
        model.add(expression, low, None, [truth])
        model.add(expression, None, below, [~truth])
        return Affine({truth: 1})

    def _any(self, variables: list[int]) -> Affine:
        truth = self.model.variable(0, 1, self._span([Affine(dict.fromkeys(variables, 1))]))
        for variable in variables:
            self.model.add(Affine({truth: 1, variable: -1}), 0, None)
        self.model.add(Affine({truth: 1, **dict.fromkeys(variables, -1)}), None, 0)
        return Affine({truth: 1})

    def _all(self, truths: list[Affine]) -> Affine:
        """Whether all of some truths hold."""
        expression = combined((1, each) for each in truths)
        truth = self.model.variable(0, 1, self._span([expression]))
        for each in truths:
            self.model.add(combined([(1, each), (-1, Affine({truth: 1}))]), 0, None)
        self.model.add(combined([(1, expression), (-1, Affine({truth: 1}))]), None, len(truths) - 1)
        return Affine({truth: 1})

    def _largest(self, term: Largest) -> Affine:
        """The largest of some sums: above all of them, and equal to one."""
        sums = [Affine({}, term.least), *(self._sum(each) for each in term.sums)]
        ranges = [each.range(self.model) for each in sums]
        floor = max(least for least, _ in ranges)
        sums = [s for s, (_, most) in zip(sums, ranges, strict=True) if most > floor]
        if not sums:
            return Affine({}, floor)
        parts = [c for each in sums for c in (*each.parts.values(), each.constant)]
        scale = math.lcm(*(c.denominator for c in (*parts, floor)))
        most = max(high for _, high in ranges)
        span = self._span(sums)
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

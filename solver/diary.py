"""What was done on which day: a plan and the history before it, as a coach reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from solver.catalogue import Form


@dataclass(frozen=True, slots=True)
class Done:
    """One session of one athlete.

    Parameters
    ----------
    day
        Days since the first Monday; negative before the plan.
    form, count
        The form of the catalogue and how many (repetitions, sets, minutes...).
    amounts
        How much of each measure there is in it.
    """

    athlete: str
    day: int
    slot: str
    form: str
    session: str
    count: int
    distance: int | None = None
    amounts: Mapping[str, Fraction] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, athlete: str, day: int, slot: str, form: Form, count: int) -> Done:
        """A session in a form of the catalogue."""
        amounts = {measure: form.amount(measure, count) for measure in form.amounts}
        return cls(athlete, day, slot, form.key, form.session, count, form.distance, amounts)


class Diary:
    """The sessions of every athlete, by day.

    Parameters
    ----------
    sessions
        All sessions, those before the plan included.
    length
        Days of the plan.
    repeats
        Whether the plan follows itself, so that day -1 is its last day.
    """

    def __init__(self, sessions: Iterable[Done], length: int, repeats: bool = False) -> None:
        self.length, self.repeats = length, repeats
        self._days: dict[tuple[str, int], list[Done]] = {}
        for done in sessions:
            self._days.setdefault((done.athlete, done.day), []).append(done)

    def on(self, athlete: str, day: int) -> Sequence[Done]:
        """The sessions of an athlete on a day."""
        if self.repeats:
            day %= self.length
        return self._days.get((athlete, day), ())

    def all(self) -> Iterable[Done]:
        """Every session."""
        for sessions in self._days.values():
            yield from sessions

"""What a scenario sees of an athlete: all that may make a difference between two athletes' problems.

Names are seen where a rule or a `for` names them, a best time where a number is computed from it, the age
where a rule is about some ages or computes with it. Athletes of whom the same is seen have the same problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from solver.batch.digests import digest_of
from solver.calendar import Calendar, concerns
from solver.clauses.number import Number
from solver.clauses.who import Who, figures
from solver.documents.rulebook import Envelope, Modifier
from solver.documents.scenario import Athlete, Scenario
from solver.rules.kind import parts_of


@dataclass(frozen=True, slots=True)
class Look:
    """What one rule looks at: whom it is about, by what words and figures its numbers go."""

    whos: tuple[Who, ...]
    words: tuple[str, ...]
    figures: tuple[str, ...]


class Sight:
    """What the rules and the calendar of a scenario look at.

    Parameters
    ----------
    spoken
        The rules and modifiers in use.
    """

    def __init__(self, scenario: Scenario, calendar: Calendar, spoken: Iterable[Envelope | Modifier]) -> None:
        self.calendar = calendar
        looks = {repr(look): look for each in spoken if (look := _look(each)) is not None}
        self.looks: Sequence[Look] = [looks[key] for key in sorted(looks)]
        dated = (scenario.competitions, scenario.away, scenario.labels)
        self.named = [each.for_ for items in dated for each in items if each.for_]
        history = scenario.history
        done = [each.athlete for each in history.days] if history else []
        done += [each.athlete for each in history.totals] if history else []
        self.done_by = [name for name in done if name is not None]
        whos = [who.names for look in self.looks for who in look.whos if who.names]
        called = {name for names in whos for name in (*names.any, *names.not_)}
        #: The names that are looked at, and the figures that are computed with.
        self.names = called | set(self.done_by) | {name for names in self.named for name in names}
        self.figures = {name for look in self.looks for name in look.figures}
        self._before: dict[Any, str] = {}

    def of(self, athlete: Athlete) -> str:
        """A fingerprint of what is seen of an athlete; made once for all who differ in nothing looked at."""
        one = athlete
        key = (
            one.name if one.name in self.names else "", one.born, one.sex, one.level, one.training_age,
            one.body_mass, tuple(one.events), tuple(one.tags),
            tuple((event, time) for event, time in one.best.items() if f"best_{event}" in self.figures),
        )  # fmt: skip
        if key not in self._before:
            self._before[key] = digest_of(self._of(athlete))
        return self._before[key]

    def _of(self, athlete: Athlete) -> list[Any]:
        known = figures(athlete, self.calendar)
        has = {*athlete.events, *athlete.tags, athlete.level, *([athlete.sex] if athlete.sex else [])}
        return [
            [self._seen(look, athlete, has, known) for look in self.looks],
            [concerns(names, athlete) for names in self.named],
            [name == athlete.name for name in self.done_by],
        ]

    def _seen(self, look: Look, athlete: Athlete, has: set[str], known: Mapping[str, Any]) -> Any:
        """What a rule sees: nothing more of an athlete whom it is not about."""
        held = [who.holds(athlete, self.calendar) for who in look.whos]
        if not held[0]:
            return 0
        return [
            held[1:],
            [word for word in look.words if word in has],
            [str(known.get(name)) for name in look.figures],
        ]


def _look(spoken: Envelope | Modifier) -> Look | None:
    """What a rule looks at; None where it does not look."""
    others = [each for each in parts_of(spoken, Who) if each is not spoken.who]
    numbers = list(parts_of(spoken, Number))
    words = tuple(sorted({word for each in numbers for word in each.words()}))
    computed = tuple(sorted({name for each in numbers for name in each.figures()}))
    if not others and not words and not computed and spoken.who == Who.model_construct():
        return None
    return Look((spoken.who, *others), words, computed)

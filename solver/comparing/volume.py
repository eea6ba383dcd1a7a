"""What is trained: week by week, and by kind of session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.comparing.aligned import Aligned, Person
from solver.comparing.sides import Side
from solver.plans import prescription
from solver.plans.figures import Week, total, weeks

#: The figures of a week, by the field of :class:`solver.plans.figures.Week`.
MEASURES = ("sprint", "other", "load", "high_days", "sessions")


@dataclass(frozen=True, slots=True)
class Volume:
    """What one plan has for an athlete.

    Parameters
    ----------
    weeks
        The figures of the weeks that are side by side; None where the plan has no such week.
    """

    weeks: Sequence[Week | None]

    def series(self, measure: str) -> list[Fraction | None]:
        """A measure week by week."""
        return [None if week is None else Fraction(getattr(week, measure)) for week in self.weeks]

    def sum(self, measure: str) -> Fraction:
        """A measure over all weeks."""
        return sum((each for each in self.series(measure) if each is not None), Fraction(0))

    def mean(self, measure: str) -> Fraction:
        """A measure in a week, on average."""
        return self.sum(measure) / max(1, len(self.weeks) - list(self.weeks).count(None))


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of session and what each plan has of it: so many, metres, load."""

    title: str
    class_: str
    sessions: tuple[int, ...]
    metres: tuple[Fraction, ...]
    load: tuple[Fraction, ...]

    @property
    def apart(self) -> Fraction:
        """How much load the plans are apart."""
        return max(self.load) - min(self.load)


def volumes(sides: Sequence[Side], aligned: Aligned, person: Person) -> list[Volume | None]:
    """What each plan has for an athlete; None for a plan without him or her."""
    return [_volume(side, aligned, person, place) for place, side in enumerate(sides)]


def _volume(side: Side, aligned: Aligned, person: Person, place: int) -> Volume | None:
    name = person.names[place]
    if name is None:
        return None
    season = side.season
    every = weeks(season, season.diary(side.sessions), season.athlete(name))
    numbers = [row[place] for row in aligned.rows]
    return Volume([None if number is None else every[number - 1] for number in numbers])


def kinds(sides: Sequence[Side], person: Person) -> list[KindRow]:
    """What each plan has of every session that any of them has, the hardest class first."""
    return sorted(_kinds(sides, person), key=lambda each: (-_rank(sides, each), -sum(each.load), each.title))


def _kinds(sides: Sequence[Side], person: Person) -> Iterator[KindRow]:
    titled = [
        {name: prescription.title(session) for name, session in side.season.catalogue.sessions.items()}
        for side in sides
    ]
    done = [
        [each for each in side.sessions if each.athlete == name]
        for side, name in zip(sides, person.names, strict=True)
    ]
    titles = dict.fromkeys(
        names[each.session] for names, plan in zip(titled, done, strict=True) for each in plan
    )
    for title in titles:
        mine = [
            [each for each in plan if names[each.session] == title]
            for names, plan in zip(titled, done, strict=True)
        ]
        shelf, first = next(
            (side.season.catalogue, plan[0]) for side, plan in zip(sides, mine, strict=True) if plan
        )
        yield KindRow(
            title,
            shelf.sessions[first.session].class_,
            tuple(len(plan) for plan in mine),
            tuple(total(plan, "total_metres") for plan in mine),
            tuple(total(plan, "load") for plan in mine),
        )


def _rank(sides: Sequence[Side], kind: KindRow) -> int:
    return max(
        side.season.catalogue.classes.index(kind.class_)
        for side in sides
        if kind.class_ in side.season.catalogue.classes
    )

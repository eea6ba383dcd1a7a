"""The season at a glance, as a picture: phases, meets, days, sprint metres, hours, load, form.

Drawn twice, for a desk and for a phone; letters are as large on both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.calendar import Meet
from solver.plans.figures import AwaySpan, Week, phase_name
from solver.report.booklet.shapes import Picture
from solver.report.booklet.strips import PhaseBand, Strips

WIDE, PHONE = 1120, 352
SPRINT, HOURS, LOAD = 62, 96, 52


@dataclass(frozen=True, slots=True)
class Figures:
    """What is drawn of an athlete.

    Parameters
    ----------
    days
        How hard each day is, from 0 to 1, and its colour.
    hours
        Hours of each kind, week by week.
    form
        Form on the morning of each day, in AU a day.
    """

    weeks: Sequence[Week]
    days: Sequence[tuple[float, str]]
    hours: Mapping[str, Sequence[Fraction]]
    form: Sequence[Fraction]
    meets: Sequence[Meet]

    @property
    def phases(self) -> list[PhaseBand]:
        """The phases in their order."""
        starts = [week.number for week in self.weeks if week.begins_phase or week.number == 1]
        ends = [*(start - 1 for start in starts[1:]), len(self.weeks)]
        return [
            PhaseBand(place, phase_name(self.weeks[first - 1].phase), first, last)
            for place, (first, last) in enumerate(zip(starts, ends, strict=True), start=1)
        ]

    @property
    def away(self) -> list[AwaySpan]:
        """The absences."""
        return [each for week in self.weeks for each in week.away]


def glance(figures: Figures, width: int) -> Picture:
    """The picture, in so many units of the size of a pixel."""
    weeks = figures.weeks
    strips = Strips(width, len(weeks), words=width > PHONE)
    strips.meets(figures.meets)
    strips.band(figures.phases, figures.away)
    if strips.words:
        strips.rhythm(figures.days)
    sprint, load = [week.sprint for week in weeks], [week.load for week in weeks]
    strips.bars("sprint metres a week, with run-ins", "m", SPRINT, weeks, {"sprint": ("k0", sprint)})
    kinds = {name: (f"k{place}", values) for place, (name, values) in enumerate(figures.hours.items())}
    strips.bars("hours a week, by kind", "h", HOURS, weeks, kinds)
    strips.bars("load a week, AU", "AU", LOAD, weeks, {"load": ("load", load)})
    strips.form(figures.form, figures.meets)
    strips.week_numbers(len(weeks))
    strips.uprights(figures.meets)
    return strips.picture

"""The season at a glance, as a picture: phases, meets, days, sprint metres, hours, load, form.

Drawn twice, for a desk and for a phone; letters are as large on both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.calendar import Meet
from solver.report.booklet.shapes import Picture, round_top
from solver.report.figures import Week
from solver.words import number

WIDE, PHONE = 1120, 352
#: Space for numbers to the left, above and below a strip, a letter's width.
LEFT, RIGHT, TITLE, GAP, LETTER = 40, 4, 20, 14, 6.6
#: Heights of the strips.
BAND, DAYS, SPRINT, HOURS, LOAD, FORM = 20, 30, 62, 96, 52, 76


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase; weeks count from 1."""

    number: int
    name: str
    first: int
    last: int


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
    away
        First and last day of each absence, with its reason.
    """

    weeks: Sequence[Week]
    phases: Sequence[Phase]
    days: Sequence[tuple[float, str]]
    hours: Mapping[str, Sequence[Fraction]]
    form: Sequence[Fraction]
    meets: Sequence[Meet]
    away: Sequence[tuple[int, int, str]]


def glance(figures: Figures, width: int) -> Picture:
    """The picture, in so many units of the size of a pixel."""
    return _Glance(figures, Picture(width)).drawn()


class _Glance:
    def __init__(self, figures: Figures, picture: Picture) -> None:
        self.figures, self.picture = figures, picture
        self.left = LEFT if picture.width > PHONE else LEFT - 6
        self.week = (picture.width - self.left - RIGHT) / len(figures.weeks)

    def drawn(self) -> Picture:
        """All strips, from the top down."""
        self._meets()
        top = self.picture.height
        self._band()
        if self.picture.width > PHONE:
            self._rhythm()
        self._bars(
            "sprint metres a week, with run-ins",
            SPRINT,
            {"sprint": [w.sprint for w in self.figures.weeks]},
            "m",
        )
        self._bars("hours a week, by kind", HOURS, self.figures.hours, "h")
        self._bars("load a week, AU", LOAD, {"load": [week.load for week in self.figures.weeks]}, "AU")
        self._form()
        self._week_numbers()
        for meet in self.figures.meets:
            x = self._x(meet.day + 0.5)
            look = "meet a" if meet.priority == "A" else "meet"
            self.picture.shapes.insert(0, self._upright(look, x, top))
        return self.picture

    def _upright(self, look: str, x: float, top: float):  # noqa: ANN202
        aside = Picture(0)
        aside.draw("line", look, x, top, x, self.picture.height - TITLE)
        return aside.shapes[0]

    def _x(self, day: float) -> float:
        return self.left + day / 7 * self.week

    # ---- strips -------------------------------------------------------------------------------------

    def _meets(self) -> None:
        """Signs above the band; names where they have room, those of A meets first."""
        picture = self.picture
        y, taken = 26.0, list[tuple[float, float]]()
        for meet in sorted(self.figures.meets, key=lambda each: (each.priority, each.day)):
            x = self._x(meet.day + 0.5)
            if meet.priority == "A":
                picture.draw("circle", "sign a", x, y, 4.5, says=meet.name)
            else:
                picture.path("sign", [(x - 4.5, y + 4), (x + 4.5, y + 4), (x, y - 4)], closed=True)
            half = LETTER * len(meet.name) / 2
            start = min(max(x - half, 0), picture.width - 2 * half)
            if picture.width > PHONE and all(start > b + 8 or start + 2 * half < a - 8 for a, b in taken):
                taken.append((start, start + 2 * half))
                picture.write(start + half, 12, meet.name, "strong" if meet.priority == "A" else "", "middle")
        picture.height = 36 if self.figures.meets else 0

    def _band(self) -> None:
        picture, y = self.picture, self.picture.height
        for phase in self.figures.phases:
            x, width = self._x(7 * (phase.first - 1)), (phase.last - phase.first + 1) * self.week
            picture.draw("rect", f"phase p{phase.number % 2}", x, y, max(width - 1, 1), BAND, says=phase.name)
            text = f"{phase.number} {phase.name}"
            text = text if LETTER * len(text) < width - 8 else str(phase.number)
            if LETTER * len(text) < width:
                picture.write(
                    x + width / 2 if text.isdigit() else x + 6,
                    y + 14,
                    text,
                    "",
                    "middle" if text.isdigit() else "start",
                )
        for first, last, reason in self.figures.away:
            picture.draw(
                "rect",
                "away",
                self._x(first),
                y + BAND,
                max(self._x(last + 1) - self._x(first), 2),
                4,
                says=reason,
            )
        picture.height = y + BAND + 6

    def _rhythm(self) -> None:
        base = self._strip("days: the taller, the harder", DAYS)
        for day, (share, look) in enumerate(self.figures.days):
            if share:
                height = DAYS * share
                self.picture.draw(
                    "rect", look, self._x(day) + 0.4, base - height, max(self.week / 7 - 0.8, 0.7), height
                )

    def _bars(self, title: str, height: int, kinds: Mapping[str, Sequence[Fraction]], unit: str) -> None:
        """A strip of stacked bars."""
        sums = [
            sum((values[place] for values in kinds.values()), Fraction(0))
            for place in range(len(self.figures.weeks))
        ]
        top = round_top(max(sums, default=0))
        base = self._strip(title, height, top)
        thin = self.week * (0.72 if self.picture.width > PHONE else 0.78)
        for place, week in enumerate(self.figures.weeks):
            x, y = self._x(7 * place) + (self.week - thin) / 2, base
            for order, (name, values) in enumerate(kinds.items()):
                tall = float(values[place]) / top * height
                if tall:
                    says = f"week {week.number}: {name} {number(round(float(values[place]), 1 if unit == 'h' else 0))} {unit}"
                    look = f"k{order}" if len(kinds) > 1 else f"only {name}"
                    self.picture.draw(
                        "rect",
                        f"{look} unload" if week.unload else look,
                        x,
                        y - tall,
                        thin,
                        max(tall - 0.6 * (order < len(kinds) - 1), 0.4),
                        says=says,
                    )
                    y -= tall

    def _form(self) -> None:
        form = [float(each) for each in self.figures.form]
        low, high = min(0.0, *form), max(1.0, *form)
        base = self._strip("form: fitness less fatigue, AU a day", FORM, None)
        scale = FORM / (high - low)
        zero = base + low * scale
        line = [(self._x(day), zero - value * scale) for day, value in enumerate(form)]
        self.picture.path("form area", [(line[0][0], zero), *line, (line[-1][0], zero)], closed=True)
        self.picture.path("form", line)
        self.picture.draw("line", "axis", self.left, zero, self.picture.width - RIGHT, zero)
        self.picture.write(self.left - 5, zero + 4, "0", "quiet", "end")
        for meet in self.figures.meets:
            if meet.priority == "A":
                x, y = self._x(meet.day), zero - form[meet.day] * scale
                self.picture.draw("circle", "sign a", x, y, 3.5, says=f"form at {meet.name}")
                late = x > self.picture.width - 60
                self.picture.write(
                    x - 7 if late else x + 7,
                    max(y - 4, base - FORM + 8),
                    f"{form[meet.day]:.0f}",
                    "strong",
                    "end" if late else "start",
                )

    def _strip(self, title: str, height: int, top: int | None = None) -> float:
        """Room for a strip with its title and the lines behind it; where its foot is."""
        picture = self.picture
        picture.write(self.left, picture.height + TITLE - 5, title, "quiet")
        base = picture.height + TITLE + height + 2
        if top is not None:
            for share in (Fraction(1), Fraction(1, 2)):
                y = base - float(share) * height
                picture.draw("line", "grid", self.left, y, picture.width - RIGHT, y)
                picture.write(self.left - 5, y + 4, number(top * share), "quiet", "end")
            picture.draw("line", "axis", self.left, base, picture.width - RIGHT, base)
        picture.height = base + GAP - 8
        return base

    def _week_numbers(self) -> None:
        weeks = self.figures.weeks
        every = next(step for step in (1, 2, 4, 5, 10) if step * self.week >= 22 or step == 10)
        y = self.picture.height + 13
        for week in weeks:
            if week.number == 1 or week.number % every == 0:
                self.picture.write(self._x(7 * week.number - 3.5), y, str(week.number), "quiet", "middle")
        self.picture.write(0, y, "week", "quiet")
        self.picture.height = y + 7

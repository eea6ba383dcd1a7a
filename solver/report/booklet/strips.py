"""The strips of the picture of a season, each below the one before, all on the same days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.calendar import Meet
from solver.plans.figures import AwaySpan, Week
from solver.report.booklet.shapes import Picture, round_top
from solver.words import number

#: Space for numbers to the left, to the right, for a title, below a strip.
LEFT, RIGHT, TITLE, BELOW = 40, 4, 20, 8
#: The width of a letter, and of a bold one.
LETTER, BOLD = 6.1, 7.2
#: Heights of the strips, and what the line of form leaves free above it.
MEETS, BAND, DAYS, FORM, FREE = 36, 20, 30, 84, 14


@dataclass(frozen=True, slots=True)
class PhaseBand:
    """A phase; weeks count from 1."""

    number: int
    name: str
    first: int
    last: int


class Strips:
    """A picture that grows downwards.

    Parameters
    ----------
    width, weeks
        How wide it is, and how many weeks it shows.
    words
        Whether there is room for words.
    """

    def __init__(self, width: int, weeks: int, words: bool) -> None:
        self.picture, self.words = Picture(width), words
        self.week = (width - LEFT - RIGHT) / weeks

    def x(self, day: float) -> float:
        """Where a day begins."""
        return LEFT + day / 7 * self.week

    # ---- above ----------------------------------------------------------------------------------------

    def meets(self, meets: Sequence[Meet]) -> None:
        """A sign for each meet; names where they have room, those of A meets first."""
        taken: list[tuple[float, float]] = []
        for meet in sorted(meets, key=lambda each: (each.priority, each.day)):
            x, main = self.x(meet.day + 0.5), meet.priority == "A"
            if main:
                self.picture.draw("circle", "sign a", x, 26, 4.5, says=meet.name)
            else:
                self.picture.path("sign", [(x - 4.5, 30), (x + 4.5, 30), (x, 22)], closed=True)
            wide = (BOLD if main else LETTER) * len(meet.name)
            start = min(max(x - wide / 2, 0), self.picture.width - wide)
            end = start + wide
            if self.words and start >= 0 and all(start > b + 8 or end < a - 8 for a, b in taken):
                taken.append((start, end))
                at, anchor = (
                    (start + wide / 2, "middle") if x + wide / 2 < self.picture.width else (end, "end")
                )
                self.picture.write(at, 12, meet.name, "strong" if main else "", anchor)
        self.picture.height = MEETS if meets else 0

    def band(self, phases: Sequence[PhaseBand], away: Sequence[AwaySpan]) -> None:
        """The phases, by name where there is room, else by number; below them days away."""
        y = self.picture.height
        for phase in phases:
            x, width = self.x(7 * (phase.first - 1)), (phase.last - phase.first + 1) * self.week
            look = f"phase p{phase.number % 2}"
            self.picture.draw("rect", look, x, y, max(width - 1, 1), BAND, says=phase.name)
            text = f"{phase.number} {phase.name}"
            if LETTER * len(text) < width - 8:
                self.picture.write(x + 6, y + 14, text)
            elif LETTER * len(str(phase.number)) < width:
                self.picture.write(x + width / 2, y + 14, str(phase.number), "", "middle")
        for each in away:
            x = self.x(each.first)
            width = max(self.x(each.last + 1) - x, 2)
            self.picture.draw("rect", "away", x, y + BAND + 1, width, 4, says=each.reason)
        self.picture.height = y + BAND + 6

    # ---- the strips -----------------------------------------------------------------------------------

    def rhythm(self, days: Sequence[tuple[float, str]]) -> None:
        """A bar for each day of training: how hard it is, and its colour."""
        base = self._foot("days: the taller, the harder", DAYS)
        thin = max(self.week / 7 - 0.8, 0.7)
        for day, (share, look) in enumerate(days):
            if share:
                self.picture.draw("rect", look, self.x(day) + 0.4, base - DAYS * share, thin, DAYS * share)

    def bars(
        self,
        title: str,
        unit: str,
        height: int,
        weeks: Sequence[Week],
        kinds: Mapping[str, tuple[str, Sequence[Fraction]]],
    ) -> None:
        """A bar for each week; of several kinds they stand on each other, each in its look."""
        sums = [sum(values) for values in zip(*(values for _, values in kinds.values()), strict=True)]
        top = round_top(max(sums, default=0))
        base = self._foot(title, height, top)
        thin, digits = self.week * 0.74, 1 if unit == "h" else None
        for place, week in enumerate(weeks):
            x, y = self.x(7 * place) + (self.week - thin) / 2, base
            for name, (look, values) in kinds.items():
                if tall := float(values[place]) / top * height:
                    says = f"week {week.number}: {name} {number(round(values[place], digits))} {unit}"
                    look = f"{look} unload" if week.unload else look
                    y -= tall
                    self.picture.draw("rect", look, x, y, thin, max(tall - 0.6, 0.4), says=says)

    def form(self, form: Sequence[Fraction], meets: Sequence[Meet]) -> None:
        """Form day by day, with its numbers at A meets."""
        values = [float(each) for each in form]
        low, high = min(0.0, *values), max(1.0, *values)
        base = self._foot("form: fitness less fatigue, AU a day", FORM)
        scale = (FORM - FREE) / (high - low)
        zero = base + low * scale
        line = [(self.x(day), zero - value * scale) for day, value in enumerate(values)]
        self.picture.path("form area", [(line[0][0], zero), *line, (line[-1][0], zero)], closed=True)
        self.picture.path("form", line)
        self.picture.draw("line", "axis", LEFT, zero, self.picture.width - RIGHT, zero)
        self.picture.write(LEFT - 5, zero + 4, "0", "quiet", "end")
        for meet in meets:
            if meet.priority == "A":
                x, y = line[meet.day]
                self.picture.draw("circle", "sign a", x, y, 3.5, says=f"form at {meet.name}")
                self.picture.write(
                    min(x, self.picture.width - 14), y - 8, f"{values[meet.day]:.0f}", "strong", "middle"
                )

    def _foot(self, title: str, height: int, top: int | None = None) -> float:
        """Room for a strip with its title and the lines behind it; where it ends."""
        picture = self.picture
        picture.write(LEFT, picture.height + TITLE - 5, title, "quiet")
        base, right = picture.height + TITLE + height + 2, picture.width - RIGHT
        if top is not None:
            for share in (Fraction(1), Fraction(1, 2)):
                y = base - float(share) * height
                picture.draw("line", "grid", LEFT, y, right, y)
                picture.write(LEFT - 5, y + 4, number(top * share), "quiet", "end")
            picture.draw("line", "axis", LEFT, base, right, base)
        picture.height = base + BELOW
        return base

    # ---- below and behind -----------------------------------------------------------------------------

    def week_numbers(self, weeks: int) -> None:
        """The numbers of weeks, as many as there is room for."""
        every = next((step for step in (1, 2, 4, 5) if step * self.week >= 22), 10)
        y = self.picture.height + 11
        self.picture.write(0, y, "week", "quiet")
        for week in range(1, weeks + 1):
            if week == 1 or week % every == 0:
                self.picture.write(self.x(7 * week - 3.5), y, str(week), "quiet", "middle")
        self.picture.height = y + 7

    def uprights(self, meets: Sequence[Meet]) -> None:
        """A line through all strips for each meet, behind everything else."""
        above = list(self.picture.shapes)
        self.picture.shapes.clear()
        for meet in meets:
            x, look = self.x(meet.day + 0.5), "meet a" if meet.priority == "A" else "meet"
            self.picture.draw("line", look, x, MEETS, x, self.picture.height - TITLE)
        self.picture.shapes += above

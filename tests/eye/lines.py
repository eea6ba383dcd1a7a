"""The thirty lines: number, severity, sentence and check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.eye import athletes, days, prescriptions, rhythm, volumes, weeks, words
from tests.eye.model import Hit, Sheet

Check = Callable[[Sheet], Iterator[Hit]]


@dataclass(frozen=True)
class Line:
    """One thing that looks wrong.

    Severity A: nobody would let an athlete do it; B: the planner does not know the sport; C: clumsy; D: it looks
    unfinished.
    """

    number: int
    severity: str
    says: str
    check: Check


LINES = (
    Line(1, "A", "Hard on the eve of a race, or heavy legs within two days of one", days.eve_of_a_race),
    Line(2, "A", "Hard days back to back", days.back_to_back),
    Line(3, "A", "Full speed in the first days after a break", days.top_speed_after_a_break),
    Line(4, "A", "A jump in sprint metres", volumes.jump_in_sprint_metres),
    Line(5, "A", "Training on a closed day, or at two places at once", days.away_and_twice),
    Line(6, "A", "A child with an adult's session", athletes.children),
    Line(7, "A", "A taper without speed, or without less volume", volumes.taper),
    Line(8, "A", "Hard again too soon after a race", days.after_a_race),
    Line(9, "B", "Targets that no stopwatch would show", prescriptions.targets),
    Line(10, "B", "Recovery too short for the name", prescriptions.recoveries),
    Line(11, "B", "Odd prescriptions", prescriptions.odd_doses),
    Line(12, "B", "Order within the day upside down", days.order_of_the_day),
    Line(13, "B", "Tempo as filler", days.tempo_as_filler),
    Line(14, "B", "Easy days that are not easy", days.easy_days),
    Line(15, "B", "Speed endurance too early, or none for those who need it", athletes.endurance_by_event),
    Line(16, "B", "Preparation backwards: longest sprints first", volumes.backwards),
    Line(17, "B", "No easy week in two months, or one without speed", weeks.easy_weeks),
    Line(18, "B", "A week of exams, travel or camp that is a hard one", weeks.busy_weeks),
    Line(19, "B", "A peak at the wrong meet", volumes.peak_at_the_wrong_meet),
    Line(20, "B", "Gaps: too long without a quality", rhythm.gaps),
    Line(21, "B", "Athletes who could train together do not", athletes.split_group),
    Line(22, "C", "The weekday carousel", rhythm.carousel),
    Line(23, "C", "Copied weeks", weeks.copied_weeks),
    Line(24, "C", "Noise in the doses", weeks.noise),
    Line(25, "C", "The open day off, or hard evenings and an empty weekend", rhythm.free_days),
    Line(26, "C", "Sunday for Monday, before school, or in an unwelcome slot", athletes.school_hours),
    Line(27, "C", "A session too long or too short", athletes.length_of_the_day),
    Line(28, "C", "A hard day without a warm-up", athletes.warm_up),
    Line(29, "D", "Words nobody says", words.odd_words),
    Line(30, "D", "Days without a word, weeks cut, meets without a name", words.days_without_a_word),
)

"""Tiny plans by hand, for each line of the eye some that have its fault and some that have not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.eye.model import GENERAL, TAPER, TRANSITION, Athlete, Meet, Sheet, Week
from tests.eye.rhythm import WEEKDAYS
from tests.eye.row import Row

SPECIFIC, COMPETITION = "specific-preparation", "competition"
BESTS = {"100m": 11.0, "200m": 22.5}

# ---- small plans --------------------------------------------------------------------------------------


def run(day: int, distance: int = 60, count: int = 4, tags: str = "", **more: Any) -> Row:
    """A sprint at 95 % with full rest and warm-up."""
    given = {"low": 95, "of": "best effort", "rest": distance / 10, "warm_up": 30, **more}
    return Row(
        day, distance=distance, count=count, tags=frozenset({"running", "speed", *tags.split()}), **given
    )


def start(day: int, **more: Any) -> Row:
    """An acceleration."""
    return run(day, **{"distance": 30, "tags": "acceleration", **more})


def flying(day: int, **more: Any) -> Row:
    """A flying sprint, 30 m after 30 m."""
    given = {
        "distance": 30,
        "tags": "max-velocity",
        "run_in": 30,
        "rest": 6,
        "of": "maximal velocity",
        **more,
    }
    return run(day, **given)


def tempo(day: int, count: int = 10, **more: Any) -> Row:
    """Easy tempo."""
    given = {"title": "Tempo", "class_": "low", "low": 65, "high": 75, "of": "100m pace", "load": 40, **more}
    return Row(day, tags=frozenset({"tempo", "running"}), distance=100, count=count, rest=1.5, **given)


def lift(day: int, class_: str = "high", **more: Any) -> Row:
    """Heavy legs."""
    given = {"counted": "sets", "low": 85, "high": 95, "of": "1RM", "warm_up": 20, "count": 4, **more}
    return Row(day, title="Lifting", class_=class_, tags=frozenset({"strength", "heavy-legs"}), **given)


def easy(day: int, tags: str = "recovery", **more: Any) -> Row:
    """Something easy."""
    given = {"class_": "low", "counted": "minutes", "count": 30, "load": 30, "minutes": 30, **more}
    return Row(day, title="Easy", tags=frozenset(tags.split()), **given)


def race(day: int, count: int = 1, distance: int = 100) -> Row:
    """A race."""
    return run(day, distance, count, race=True, load=300, low=100)


def sheet(*rows: Row, phases: Sequence[str] = (GENERAL,), unload: Sequence[int] = (), **more: Any) -> Sheet:
    """A sheet with a week of each phase; phases of one name in a row are one."""
    block, weeks = 0, []
    for number, phase in enumerate(phases):
        block += int(bool(number) and phases[number - 1] != phase)
        weeks.append(Week(phase, block, number + 1 in unload))
    return Sheet(rows=rows, weeks=tuple(weeks), **more)


def weekly(*numbers: int, make: Any = run, **more: Any) -> list[Row]:
    """On the Monday of each week so many runs."""
    return [make(7 * week, count=count, **more) for week, count in enumerate(numbers) if count]


def squad(own: Sequence[int], other: Sequence[int]) -> Sheet:
    """Ada and Ben, who train on some days."""
    ben = sheet(*(tempo(day) for day in other), athlete=Athlete("Ben"))
    return sheet(*(tempo(day) for day in own), mates=(ben,))


def printed(**lines: str) -> list[str]:
    """A report of a week in which some days have other lines."""
    days = {day: f"{day}  rest" for day in WEEKDAYS} | lines
    return ["A title", "", "Week 1  from Mon 5 Oct", *(line for line in days.values() if line), ""]


AWAY = frozenset((day, "day") for day in range(7))
TWO = {"slots": ("am", "pm"), "clocks": {"am": 10.0, "pm": 17.0}}
PUPIL = Athlete("Emil", born=2012, tags=frozenset({"school"}))
LONG = Athlete("Ben", events=("100m", "200m"), best=BESTS)
A, B, C = (Meet(5, "Cup", priority) for priority in "ABC")
PEAK = Meet(47, "Cup", "A")
#: Four weeks and more before PEAK, and two of taper.
MONTH = {"phases": (SPECIFIC,) * 5 + (TAPER,) * 2, "meets": (PEAK,), "known_from": 0}


def ramp(last: Sequence[Row], month_load: float = 100, **more: Any) -> Sheet:
    """Four weeks of sprints before the last 14 days, then these."""
    month = [run(day, 60, 10, load=month_load) for day in (5, 12, 19, 26)]
    return sheet(*month, *last, **{**MONTH, **more})


#: For each line plans that have its fault, with the days on which it is seen.
FAULTY: Mapping[int, Mapping[str, tuple[Any, ...]]] = {
    1: {
        "hard on the eve of an A meet": (sheet(run(4), race(5), meets=(A,)), 4),
        "legs two days before a B meet": (sheet(lift(3, "medium"), race(5), meets=(B,)), 3),
    },
    2: {
        "sprints, then lifting": (sheet(run(1), lift(2)), 2),
        "across Sunday and Monday": (sheet(run(6), run(7), phases=(GENERAL,) * 2), 7),
        "across the start of the plan": (sheet(run(-1), run(0), known_from=-7), 0),
        "a training day before a race": (sheet(run(1), race(2)), 2),
    },
    3: {
        "at the start of a plan": (sheet(start(0), flying(2)), 2),
        "after ten days away": (sheet(
            start(0), start(1), flying(2), flying(16), phases=(GENERAL,) * 3,
            closed=frozenset((day, "day") for day in range(4, 15)),
        ), 16),
        "after a transition": (sheet(
            start(0), start(1), start(9), flying(11), phases=(TRANSITION, GENERAL), sprinted_before=True
        ), 11),
        "after twelve days without a sprint": (sheet(
            start(0), start(2), flying(4), flying(17), phases=(GENERAL,) * 3
        ), 17),
        "after just ten days away": (
            sheet(
                start(0), start(1), start(14), flying(15), phases=(GENERAL,) * 3,
                closed=frozenset((day, "day") for day in range(4, 14)),
            ), 15,
        ),
        "of somebody who returns": (sheet(
            flying(2), athlete=Athlete(tags=frozenset({"returning"})), sprinted_before=True
        ), 2),
    },
    4: {
        "a week with half as much again": (sheet(*weekly(10, 15), phases=(GENERAL,) * 2), 7),
        "over the week of the history": (sheet(run(-3, count=6), run(0, count=10), known_from=-7), 0),
        "straight back to full": (sheet(
            run(0, count=10), run(14, count=10), phases=(GENERAL,) * 3, closed=frozenset((d, "day") for d in range(7, 14))
        ), 14),
        "back too soon, though not to full": (
            sheet(
                run(-7, count=20), run(0, count=20), run(14, count=17), phases=(GENERAL,) * 3, known_from=-7,
                closed=frozenset((d, "day") for d in range(7, 14)),
            ), 14,
        ),
        "after three days of illness": (
            sheet(
                *weekly(10, 10, 10), phases=(GENERAL,) * 3, labels={day: frozenset({"ill"}) for day in (11, 12, 13)}
            ), 14,
        ),
        "over five weeks ago it was as much": (
            sheet(*weekly(15, 10, 10, 10, 10, 15), phases=(GENERAL,) * 6), 35,
        ),
        "straight back after illness": (sheet(
            run(-7, count=10), run(7, count=10), phases=(GENERAL,) * 2, known_from=-7,
            labels={day: frozenset({"ill"}) for day in range(3, 7)},
        ), 7),
    },
    5: {
        "away": (sheet(easy(0), closed=AWAY), 0),
        "ill": (sheet(easy(0), labels={0: frozenset({"ill"})}), 0),
        "lifting at the race": (sheet(race(5), lift(5)), 5),
        "into the next slot": (sheet(run(0, slot="am", minutes=430), lift(0, slot="pm"), **TWO), 0),
    },
    6: {
        "200 m under 16": (sheet(run(0, 200), athlete=PUPIL), 0),
        "95 % of 1RM under 16": (sheet(lift(0), athlete=PUPIL), 0),
        "three hard days under 16": (sheet(run(0), run(2), run(4), athlete=PUPIL), 0),
    },
    7: {
        "no run at 95 %": (ramp([run(38, 60, 8), tempo(42)]), 47, 47),
        "no short session": (ramp([run(37, 60, 4), run(41, 60, 4)]), 47),
        "no run but eight days before": (ramp([run(37, 60, 8), run(39, 60, 2)]), 47),
        "a short session too early": (ramp([run(37, 60, 6), run(41, 60, 4)]), 47),
        "a short session too late": (ramp([run(37, 60, 6), run(46, 60, 4)]), 47),
        "a long session alone": (ramp([run(37, 60, 2), run(44, 60, 6)]), 47),
        "30 % less": (ramp([run(37, 60, 10), run(44, 60, 4)]), 47),
        "70 % less": (ramp([run(37, 60, 2), run(44, 60, 4)]), 47),
        "no less volume": (ramp([run(37, 60, 12), run(44, 60, 5)]), 47),
        "too little left": (ramp([run(44, 60, 3)]), 47),
        "more tempo instead": (ramp([run(37, 60, 6), run(44, 60, 4), *(tempo(day, 20) for day in (36, 38, 43))]), 47),
    },
    8: {
        "two days after rounds": (sheet(race(0, 3), run(2)), 2),
        "the day after a race": (sheet(race(0), run(1)), 1),
        "two days after 400 m": (sheet(race(0, 1, 400), run(2)), 2),
    },
    9: {
        "tempo faster than 75 %": (sheet(tempo(0, fastest=14.6, high=76), athlete=LONG), 0),
        "flying no faster than standing": (sheet(flying(0, slowest=4.3), athlete=LONG), 0),
        "better than the best": (sheet(run(0, 200, slowest=22.4, of="effort"), athlete=LONG), 0),
        "not the per cent asked": (sheet(run(0, 200, slowest=24.5), athlete=LONG), 0),
        "an upper limit rounded down": (sheet(tempo(0, fastest=14.66), athlete=replace(LONG, best={"100m": 11.0})), 0, 0),
        "slower when faster": (sheet(run(0, slowest=7.2, session="a"), run(2, slowest=7.3, low=98, session="b")), 2),
        "longer and quicker": (sheet(run(0, 50, slowest=7.3), run(2, 60, slowest=7.2)), 2),
    },
    10: {
        "60 m with 90 s": (sheet(run(0, rest=1.5)), 0),
        "called speed at 94 %": (sheet(run(0, low=94, rest=1.0)), 0),
        "a flying 30 with 2 min": (sheet(flying(0, rest=2)), 0),
        "no rest at all": (sheet(run(0, rest=None)), 0),
    },
    11: {
        "143 m": (sheet(run(0, 143)), 0, 0),
        "23 sprints": (sheet(run(0, 20, 23)), 0, 0),
        "one of 30 m": (sheet(run(0, 30, 1)), 0),
        "17 of tempo": (sheet(tempo(0, 17)), 0),
        "1,037 m": (sheet(run(0, 61, 3)), 0, 0),
        "23 minutes": (sheet(easy(0, count=23)), 0),
    },
    12: {
        "weights first": (sheet(lift(0), run(0)), 0),
        "tempo in the morning": (sheet(run(0, slot="pm"), tempo(0, slot="am"), **TWO), 0),
        "drills last": (sheet(run(0), easy(0, "technique")), 0),
        "lifting before jumps": (sheet(lift(0), easy(0, "plyometrics")), 0),
    },
    13: {"between easy days": (sheet(run(0), tempo(3)), 3)},
    14: {
        "a lift": (sheet(lift(0, "medium")), 0),
        "3,000 m": (sheet(tempo(0, 30)), 0),
        "160 contacts": (sheet(easy(0, "plyometrics", counted="contacts", count=160)), 0),
        "as much as a hard day": (sheet(run(0), easy(1, load=61)), 1),
    },
    15: {
        "in October": (sheet(run(0, 120)), 0),
        "none for 200 m": (sheet(run(0), phases=(SPECIFIC,), athlete=LONG), 0),
    },
    16: {
        "longest at first, among short ones": (
            sheet(start(0), run(2, 120), start(14), run(16, 80), phases=(GENERAL,) * 4), 14,
        ),
        "shorter sprints later": (sheet(run(0, 120), run(7, 60), phases=(GENERAL, SPECIFIC)), 7, 7),
        "a shorter mean": (sheet(run(0), start(7, count=8), run(9, count=1), phases=(GENERAL, SPECIFIC)), 7),
        "long first": (sheet(run(0, 120), run(21, 60), phases=(GENERAL,) * 4), 14),
    },
    17: {
        "too little off": (
            sheet(
                *(run(7 * w, count=10, load=75 if w == 3 else 100) for w in range(5)), phases=(GENERAL,) * 5
            ), 28,
        ),
        "easy weeks too far apart": (
            sheet(*(run(7 * w, load=60 if w in (0, 6) else 100) for w in range(7)), phases=(GENERAL,) * 7), 28, 35,
        ),
        "three days off only": (
            sheet(
                *weekly(4, 4, 4, 4, 4), phases=(GENERAL,) * 5, closed=frozenset((d, "day") for d in (25, 26, 27))
            ), 28,
        ),
        "five weeks alike": (sheet(*weekly(4, 4, 4, 4, 4), phases=(GENERAL,) * 5), 28),
        "easy in metres alone": (sheet(*weekly(8, 8, 8, 4, 8), phases=(GENERAL,) * 5), 28),
        "an unload week without speed": (sheet(run(0), tempo(7), phases=(GENERAL,) * 2, unload=(2,)), 7),
    },
    18: {
        "in its own block": (
            sheet(
                *(run(7 * w, load=load) for w, load in enumerate((100, 110, 120, 130, 900, 910, 920, 800))),
                phases=(GENERAL,) * 8, unload=(4, 8), labels={day: frozenset({"camp"}) for day in range(42, 45)},
            ), 42,
        ),
        "four weeks are a block where nothing unloads": (
            sheet(
                *(run(7 * w, load=load) for w, load in enumerate((100, 200, 300, 400, 50, 60, 70))),
                phases=(GENERAL,) * 7, labels={day: frozenset({"travel"}) for day in range(16, 19)},
            ), 14,
        ),
        "the hardest week": (sheet(
            *(run(day, load=load) for day, load in ((0, 100), (7, 200), (14, 300))), phases=(GENERAL,) * 3,
            labels={day: frozenset({"exams"}) for day in range(14, 19)},
        ), 14)
    },
    19: {
        "the most in the last week": (ramp([run(37, load=50), run(44, load=200)]), 47, 47, 47),
        "the taper for the B meet": (ramp([run(37), run(44, load=90)], meets=(PEAK, Meet(34, "Match", "B"))), 34),
        "less three weeks before": (ramp([run(37), run(44, load=90)], month_load=80), 47, 47),
        "less than half a year later": (
            ramp([run(44, load=90), run(50, load=80)], phases=(SPECIFIC,) * 6 + (COMPETITION,) * 2, month_load=100), 47, 47,
        ),
        "least a week after": (ramp([run(44, load=90)], phases=(SPECIFIC,) * 6 + (COMPETITION,) * 2), 47, 47),
    },
    20: {
        "eight days without speed": (sheet(run(0), run(8), phases=(GENERAL,) * 2), 8),
        "a race over 60 m is no endurance": (
            sheet(run(0, 120), *weekly(0, 4, 4, 4), race(20, 1, 60), phases=(SPECIFIC,) * 4), 22,
        ),
        "nine days without speed": (sheet(run(0), run(9), phases=(GENERAL,) * 2), 8),
        "no speed at all": (sheet(tempo(0), phases=(GENERAL,) * 2), 7),
        "four weeks without endurance": (sheet(
            run(0, 120), *(run(day) for day in (7, 14, 21)), run(27, 120), phases=(SPECIFIC,) * 4
        ), 22),
        "five weeks without legs": (sheet(lift(0), *weekly(4, 4, 4, 4, 4), phases=(GENERAL,) * 5), 29),
    },
    21: {"two in three sessions apart": (squad((0, 1, 2), (2, 3, 4)), 0)},
    22: {
        "another weekday each week": (sheet(start(0), start(9), start(19), phases=(GENERAL,) * 3), 14),
    },
    23: {
        "eight weeks": (sheet(*weekly(*[4] * 8), phases=(GENERAL,) * 8), 0, 28, 35, 42, 49),
        "two changes in four": (sheet(*weekly(4, 4, 5, 5, 6), phases=(GENERAL,) * 5), 28),
    },
    24: {
        "up and down": (sheet(*weekly(6, 5, 7, 6), phases=(GENERAL,) * 4), 21),
        "of tempo": (sheet(*weekly(12, 14, 12, 14, make=tempo), phases=(GENERAL,) * 4), 21),
    },
    25: {
        "off on the only open day": (sheet(
            run(0, slot="pm"), closed=frozenset((day, "am") for day in range(6)), **TWO
        ), 6),
        "hard evenings": (sheet(*(run(day, slot="pm") for day in (0, 2, 4)), **TWO), 0),
    },
    26: {
        "Sunday for Monday": (sheet(run(6), athlete=PUPIL, phases=(GENERAL,) * 2), 6),
        "before school": (sheet(run(0, slot="dawn"), slots=("dawn",), clocks={"dawn": 7.0}, athlete=PUPIL), 0),
        "in an unwelcome slot": (sheet(run(0, slot="am", wished=("pm",)), **TWO), 0),
    },
    27: {
        "2:40 h": (sheet(run(0, minutes=160)), 0),
        "twelve minutes": (sheet(easy(0, "strength", minutes=12)), 0),
        "a day of five hours": (sheet(*(run(0, slot=slot, minutes=120) for slot in ("am", "pm")), **TWO), 0),
        "2:10 h under 16": (sheet(run(0, minutes=130), athlete=PUPIL), 0),
        "a visit of 15 min": (sheet(run(0, slot="am"), easy(0, "power", slot="pm", minutes=15), **TWO), 0),
    },
    28: {
        "ten minutes": (sheet(run(0, warm_up=10)), 0),
        "drills called speed": (sheet(easy(0, "speed technique")), 0),
    },
    29: {
        "decimals": (sheet(report=("Week 1", "Mon  high  load 1,823.4 AU")), 0),
        "without end": (sheet(report=("intensity 94.99999",)), 0),
        "an underscore": (sheet(report=("accel_dev 4 x 30 m",)), 0),
        "metres": (sheet(report=("in all 1,037.5 m",)), 0),
        "seconds": (sheet(report=("8 x 100 m   in 15 to 18",)), 0),
        "nothing": (sheet(report=("target None",)), 0),
        "an id": (sheet(report=("Week 1, general-preparation",), ids=frozenset({"general-preparation"})), 0),
    },
    30: {
        "a day without a word": (sheet(report=tuple(printed(Tue="Tue"))), 1),
        "a week cut": (sheet(report=tuple(printed(Sun=""))), 0),
        "no such week": (sheet(report=("Nothing",)), 0),
        "a meet without a name": (sheet(meets=(Meet(5, "Meet 3"),)), 5),
        "a meet that is not named": (sheet(report=tuple(printed()), meets=(Meet(5, "City Cup"),)), 5),
        "from Tuesday": (sheet(first=dt.date(2026, 10, 6)), 0),
    },
}  # fmt: skip

#: For each line plans that have no such fault.
FINE: Mapping[int, Mapping[str, Sheet]] = {
    1: {
        "easy on the eve": sheet(easy(4), lift(2), race(5), meets=(A,)),
        "a C meet": sheet(lift(3, "medium"), run(4), race(5), meets=(C,)),
    },
    2: {"every other day": sheet(run(0), tempo(1), lift(2)), "a meet of two days": sheet(race(4), race(5))},
    3: {
        "after two accelerations": sheet(start(0), start(2), flying(4)),
        "two of them in the history": sheet(start(-5), start(-3), flying(1), known_from=-7),
        "with a record of many": sheet(flying(1), sprinted_before=True),
        "a race": sheet(race(5)),
        "after ten days without a sprint": sheet(
            start(0), start(2), flying(4), flying(14), phases=(GENERAL,) * 3
        ),
    },
    4: {
        "20 % more": sheet(*weekly(10, 12), phases=(GENERAL,) * 2),
        "back from an unload week": sheet(*weekly(10, 5, 11), phases=(GENERAL,) * 3),
        "as much four weeks ago": sheet(*weekly(15, 10, 10, 10, 15), phases=(GENERAL,) * 5),
        "two days of illness": sheet(
            *weekly(10, 10), phases=(GENERAL,) * 2, labels={day: frozenset({"ill"}) for day in (4, 5)}, known_from=0
        ),
        "one repetition more": sheet(*weekly(3, 4), phases=(GENERAL,) * 2),
        "nothing is known before": sheet(run(0, count=10)),
        "easing back": sheet(
            run(0, count=10), run(14, count=8), phases=(GENERAL,) * 3, closed=frozenset((d, "day") for d in range(7, 14))
        ),
    },
    5: {
        "on an open slot": sheet(easy(0, slot="pm"), closed=frozenset({(0, "am")}), **TWO),
        "a shake-out at the race": sheet(easy(5, "pre-meet"), race(5)),
        "exams, but open": sheet(easy(0), labels={0: frozenset({"exams"})}),
    },
    6: {
        "150 m and light lifting": sheet(run(0, 150), lift(2, low=70, high=80), athlete=PUPIL),
        "an adult": sheet(run(0, 200), lift(2), run(4), athlete=LONG),
    },
    7: {
        "half as much, with speed": ramp([run(37, 60, 6), run(44, 60, 4)]),
        "speed five days before": ramp([run(37, 60, 6), run(42, 60, 4)]),
        "speed two days before": ramp([run(37, 60, 6), run(45, 60, 5)]),
        "60 % less": ramp([run(37, 60, 4), run(44, 60, 4)]),
        "40 % less": ramp([run(37, 60, 8), run(44, 60, 4)]),
        "soon after another A meet": ramp([run(18, 60, 2), run(44, 60, 4)], meets=(Meet(20, "Open"), PEAK)),
        "no month to compare": sheet(
            run(-2, 60, 2), run(-1, 60, 2), meets=(Meet(3, "Cup"),), known_from=-7
        ),
    },
    8: {
        "three days after rounds": sheet(race(0, 3), run(3)),
        "two days after one": sheet(race(0), run(2)),
        "a meet of two days": sheet(race(4, 3), race(5), meets=(Meet(4, "Cup"), Meet(5, "Cup"))),
    },
    9: {
        "best by per cent": sheet(
            run(0, 200, slowest=23.6), tempo(1, fastest=14.7, slowest=16.9), flying(2, slowest=2.9), athlete=LONG
        ),
        "longer and slower": sheet(run(0, 50, slowest=6.2), run(2, 60, slowest=7.2)),
        "longer and easier": sheet(run(0, 60, low=98, slowest=7.2), run(2, 60, slowest=7.4)),
    },
    10: {
        "a minute for ten metres": sheet(run(0), flying(2)),
        "tempo": sheet(tempo(0)),
        "one repetition": sheet(run(0, 100, 1, rest=None)),
        "sprint, float, sprint": sheet(run(0, 90, tags="max-velocity", rest=6)),
        "short speed endurance": sheet(run(0, tags="speed-endurance", low=92, rest=1.0)),
    },
    11: {
        "as anybody writes it": sheet(run(0), run(2, 120, 3), tempo(3, 14), easy(4), lift(5)),
        "a time trial": sheet(run(0, 60, 1, title="Time trial"), run(2, 300, 1)),
    },
    12: {
        "as it should be": sheet(
            easy(0, "technique"), run(0), easy(0, "plyometrics"), easy(0, "power"), lift(0), tempo(0)
        ),
        "whatever the file's order": sheet(lift(0, slot="pm"), run(0, slot="am"), **TWO),
        "jumps before loaded ones": sheet(easy(0, "power"), easy(0, "strength power"), lift(0)),
        "hurdles before throws": sheet(Row(0, class_="medium", tags=frozenset({"hurdles"})), easy(0, "power")),
        "mobility first": sheet(easy(0, class_="rest"), run(0)),
    },
    13: {
        "the day after": sheet(run(2), tempo(3)),
        "the day before": sheet(tempo(2), run(3)),
        "next to build-ups of somebody who returns": sheet(
            run(2, class_="medium", tags="build-ups", low=70), tempo(3), athlete=Athlete(tags=frozenset({"returning"}))
        ),
        "in a transition": sheet(tempo(3), phases=(TRANSITION,)),
        "at the edge of what is known": sheet(tempo(6)),
    },
    14: {
        "exactly as much as may be": sheet(run(0), easy(1, load=60)),
        "150 contacts": sheet(easy(0, "plyometrics", counted="contacts", count=150)),
        "a day between": sheet(run(0), tempo(1, class_="medium", load=80)),
        "a lift on a hard day": sheet(run(0), lift(0, "medium"), tempo(1))},
    15: {
        "a time trial and long build-ups in October": sheet(
            run(0, 100, 1, "time-trial"), run(2, 100, 4, "build-ups")
        ),
        "60 m in October": sheet(run(0)),
        "400 m in October": sheet(run(0, 120), athlete=Athlete(events=("400m",))),
        "every week for 200 m": sheet(run(0, 120), phases=(SPECIFIC,), athlete=LONG),
        "returning": sheet(
            run(0), phases=(SPECIFIC,), athlete=replace(LONG, tags=frozenset({"returning"}))
        ),
        "three days away": sheet(
            run(0), phases=(SPECIFIC,), athlete=LONG, closed=frozenset((d, "day") for d in (4, 5, 6))
        ),
        "among other sprints": sheet(run(0), run(2, 120), phases=(SPECIFIC,), athlete=LONG),
        "400 m hurdles": sheet(run(0), phases=(SPECIFIC,), athlete=Athlete(events=("400mh",))),
        "a race instead": sheet(race(5), phases=(SPECIFIC,), athlete=LONG),
    },
    16: {
        "longer and longer": sheet(run(0), run(7, 80), run(14, 60), phases=(GENERAL, SPECIFIC, TAPER)),
        "the mean a little lower": sheet(
            run(0, 60), run(2, 50, 6), run(7, 60, 2), run(9, 50, 6), phases=(GENERAL, SPECIFIC)
        ),
        "short first": sheet(run(0), run(14), run(21, 80), phases=(GENERAL,) * 4),
        "long ones on both sides": sheet(start(0), run(2, 120), start(14), run(16, 120), phases=(GENERAL,) * 4),
        "three weeks": sheet(run(0, 120), run(14), phases=(GENERAL,) * 3),
        "racing": sheet(run(0, 120), run(7), phases=(SPECIFIC, COMPETITION)),
        "a race is no repetition": sheet(run(0), race(5, 1, 200), run(7), phases=(GENERAL, SPECIFIC)),
        "a new preparation": sheet(run(0, 120), run(14), phases=(SPECIFIC, TRANSITION, GENERAL)),
    },
    17: {
        "an easy week": sheet(*(run(7 * w, load=60 if w == 3 else 100) for w in range(7)), phases=(GENERAL,) * 7),
        "easy in metres and load": sheet(
            *(run(7 * w, count=4 if w == 3 else 8, load=75 if w == 3 else 100) for w in range(7)),
            phases=(GENERAL,) * 7,
        ),
        "four days off": sheet(
            *weekly(4, 4, 4, 4, 4), phases=(GENERAL,) * 5, closed=frozenset((d, "day") for d in range(24, 28))
        ),
        "a transition between": sheet(*weekly(4, 4, 4, 4, 4, 4), phases=(GENERAL,) * 3 + (TRANSITION,) + (GENERAL,) * 2),
        "an unload week away": sheet(
            run(0), phases=(GENERAL,) * 2, unload=(2,), closed=frozenset((d, "day") for d in range(8, 12))
        ),
        "an unload week with speed": sheet(run(0), run(7), phases=(GENERAL,) * 2, unload=(2,)),
    },
    18: {
        "second of three": sheet(
            *(run(day, load=load) for day, load in ((0, 300), (7, 100), (14, 200))), phases=(GENERAL,) * 3,
            labels={day: frozenset({"exams"}) for day in range(14, 19)},
        ),
        "two days of exams": sheet(
            *(run(day, load=load) for day, load in ((0, 100), (7, 200), (14, 300))), phases=(GENERAL,) * 3,
            labels={day: frozenset({"exams"}) for day in range(14, 16)},
        ),
        "a word that is no reason": sheet(
            *(run(day, load=load) for day, load in ((0, 100), (7, 200), (14, 300))), phases=(GENERAL,) * 3,
            labels={day: frozenset({"birthday"}) for day in range(14, 19)},
        ),
        "two weeks only": sheet(
            run(0), run(7, load=300), phases=(GENERAL,) * 2, labels={day: frozenset({"exams"}) for day in range(7, 12)}
        ),
        "the easiest week": sheet(
            *(run(day, load=load) for day, load in ((0, 200), (7, 300), (14, 100))), phases=(GENERAL,) * 3,
            labels={day: frozenset({"exams"}) for day in range(14, 19)},
        )
    },
    19: {
        "least in the last week": ramp(
            [run(37, load=90), run(44, load=50)], meets=(PEAK, Meet(33, "Match", "B"))
        ),
        "less when away": ramp(
            [run(44, load=50)], closed=frozenset((day, "day") for day in range(33, 40))
        ),
        "a lesser meet long before": ramp(
            [run(37, load=90), run(44, load=50)], meets=(PEAK, Meet(4, "Open", "B"))
        ),
        "a lesser meet in the last week": ramp(
            [run(37, load=90), run(44, load=50)], meets=(PEAK, Meet(41, "Match", "C"))
        ),
        "as much, but for a little": ramp([run(37, load=100), run(44, load=105)]),
        "nothing is known of the month": sheet(run(5), meets=(Meet(12), ), phases=(SPECIFIC,) * 2),
        "less in the transition after": ramp([run(37), run(44, load=50)], phases=(SPECIFIC,) * 7 + (TRANSITION,)),
    },
    20: {
        "every week": sheet(run(0), run(7), phases=(GENERAL,) * 2),
        "away": sheet(run(0), run(14), phases=(GENERAL,) * 3, closed=frozenset((d, "day") for d in range(1, 10))),
        "a transition": sheet(run(0), run(14), phases=(GENERAL, TRANSITION, GENERAL)),
        "endurance not in general preparation": sheet(
            run(0, 120), *weekly(0, 4, 4, 4, 4), run(35, 120), phases=(SPECIFIC,) + (GENERAL,) * 4 + (SPECIFIC,)
        ),
        "a race over 200 m": sheet(
            run(0, 120), *weekly(0, 4, 4, 4, 4, 4), race(20, 1, 200), phases=(SPECIFIC,) * 6
        ),
        "legs begin anew after a transition": sheet(
            lift(0), *weekly(4, 0, 4, 4, 4, 4, 4), lift(48), phases=(GENERAL, TRANSITION) + (GENERAL,) * 5
        ),
        "endurance not begun": sheet(*weekly(4, 4, 4, 4), phases=(SPECIFIC,) * 4),
    },
    21: {
        "seven in ten": squad(range(10), range(3, 13)),
        "together": squad((0, 1, 2), (0, 1, 2, 4)),
        "another event": replace(squad((0,), (1,)), athlete=Athlete(events=("100mh",))),
    },
    22: {
        "one change": sheet(start(0), start(9), start(16), phases=(GENERAL,) * 3),
        "fewer days": sheet(start(0), start(4), start(7), start(14), start(18), phases=(GENERAL,) * 3),
        "around a meet": sheet(
            start(0), start(9), race(12), start(14), phases=(GENERAL,) * 3, meets=(Meet(12),)
        ),
    },
    23: {"doses that move": sheet(*weekly(4, 5, 6, 6, 7), phases=(GENERAL,) * 5)},
    24: {
        "up, then down": sheet(*weekly(4, 5, 6, 5), phases=(GENERAL,) * 4),
        "with an unload week": sheet(*weekly(6, 7, 4, 8, 7), phases=(GENERAL,) * 5, unload=(3,)),
    },
    25: {
        "trained on the only open day": sheet(
            run(6, slot="am"), closed=frozenset((day, "am") for day in range(6)), **TWO
        ),
        "one of them on Saturday": sheet(*(run(day, slot="pm") for day in (0, 2, 5)), **TWO),
    },
    26: {
        "after school": sheet(run(0, slot="pm", wished=("pm",)), athlete=PUPIL, **TWO),
        "an adult": sheet(run(6), athlete=LONG, phases=(GENERAL,) * 2),
    },
    27: {
        "an hour": sheet(run(0)),
        "a long day of races": sheet(replace(race(0, 3), minutes=240)),
        "a short shake-out": sheet(easy(0, "pre-meet", minutes=15)),
    },
    28: {"half an hour": sheet(run(0)), "shared in a slot": sheet(run(0), lift(0, warm_up=0))},
    29: {
        "as it is said": sheet(
            report=("Week 1", "Mon  high  4 x 30 m  in 3.10 or faster est.  1,824 AU  97.5 %  in week 3 or later",),
            ids=frozenset({"heavy-legs"}),
        )
    },
    30: {
        "a whole week": sheet(
            report=tuple(printed(Sat="Sat  high  City Cup (A)  2 rounds")), meets=(Meet(5, "City Cup"),)
        )
    },
}  # fmt: skip

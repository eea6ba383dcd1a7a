"""Lines about what a session asks: targets, recoveries, doses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tests.eye.model import Athlete, Hit, Sheet
from tests.eye.row import FAST, Row

#: Line 9: per cent of 100 m pace that easy tempo may have at most.
EASY_PACE = 75
#: Line 9: the standing best over short distances as a share of that over 100 m; an eye's measure, from the
#: splits of sprinters from 10 to 13 s.
STANDING = {10: 0.185, 20: 0.29, 30: 0.385, 40: 0.475, 50: 0.56, 60: 0.65}
#: Line 9: seconds by which a target may differ from best / per cent: a tenth, or a hundredth up to 60 m, each
#: with half of the next digit.
TENTH, HUNDREDTH, HUNDREDTHS_TO = 0.1001, 0.0101, 60
#: Line 10: minutes of rest for every ten metres of a run at 95 % or more, and in the flagship session.
REST, FLAGSHIP = 0.5, 1.0
#: Line 10: metres of full speed in one repetition at most; what is longer has floats between.
FULL_SPEED = 60
#: Line 11: metres that anybody would write down for one repetition; 90 m are three zones of 30 m.
METRES = {*range(10, 100, 10), 100, 120, 150, 180, 200, 250, 300, 350, 400, 450, 500, 600, 800, 1000}
#: Line 11: repetitions of sprints (the line's own 2 to 12) and of tempo, where 20 x 100 m is usual.
SPRINTS, TEMPOS = range(2, 13), range(2, 25)
#: Line 11: from so many repetitions on, an odd number of them looks odd.
EVEN_FROM = 13
#: Line 11: metres from which one repetition makes a session.
ALONE = 80
#: Line 11: steps and ends of what is not run.
STEPS = {
    "minutes": (5, 120),
    "contacts": (5, 300),
    "throws": (5, 200),
    "sets": (1, 8),
    "clearances": (1, 100),
}


def targets(sheet: Sheet) -> Iterator[Hit]:
    """Line 9: every target is a time that this athlete can run, and should.

    None beats a best, easy tempo stays at 75 % of 100 m pace or slower, a flying run is faster than a standing
    one, a target is best / per cent, and targets follow distance and intensity.
    """
    for row in sheet.planned:
        for says in _odd_target(row, sheet.athlete):
            yield Hit(row.day, f"{row}: {says}")
    timed = {(r.session, r.distance): r for r in sheet.planned if r.slowest and r.distance}
    for one, two in combinations(sorted(timed.values(), key=lambda r: (r.reach, r.day)), 2):
        if says := _out_of_order(one, two):
            yield Hit(max(one.day, two.day), says)


def _odd_target(row: Row, athlete: Athlete) -> Iterator[str]:
    if not row.distance or row.race:
        return
    over_100, own = athlete.best.get("100m"), athlete.best.get(f"{row.distance}m")
    pace = over_100 * row.distance / 100 if over_100 else None
    if row.tempo and row.class_ == "low" and pace and row.fastest and row.fastest < pace / EASY_PACE * 100:
        yield f"{row.fastest:g} s is faster than {EASY_PACE} % of the pace over 100 m"
    if row.run_in and row.slowest and over_100 and row.slowest >= STANDING.get(row.distance, 9) * over_100:
        yield f"flying in {row.slowest:g} s, which is no faster than from a standing start"
    if own and not row.run_in and row.slowest and row.slowest < own - HUNDREDTH:
        yield f"{row.slowest:g} s is better than the best, {own:g} s"
    meant = {"best effort": own, "100m pace": pace}.get(row.of)
    if meant and row.slowest and row.low and row.fastest is None:
        yield from _not_as_asked(row, meant * 100 / row.low)
    if meant and row.fastest and row.high and row.fastest < meant * 100 / row.high - 1e-9:
        yield f"{row.fastest:g} s is faster than {row.high:g} %"


def _not_as_asked(row: Row, seconds: float) -> Iterator[str]:
    slack = HUNDREDTH if (row.distance or 0) <= HUNDREDTHS_TO else TENTH
    if row.slowest and not seconds - slack <= row.slowest <= seconds + 1e-9:
        yield f"{row.slowest:g} s, but {row.low:g} % is {seconds:.2f} s"


def _out_of_order(one: Row, two: Row) -> str:
    """What is wrong between two targets, the first over no more metres than the second; '' if nothing."""
    if (one.of, bool(one.run_in)) != (two.of, bool(two.run_in)) or not one.slowest or not two.slowest:
        return ""
    if one.distance == two.distance and one.low and two.low:
        (hard, easy) = (one, two) if one.low > two.low else (two, one)
        wrong = one.low != two.low and (hard.slowest or 0) >= (easy.slowest or 0)
        return f"{hard} in {hard.slowest:g} s is no faster than {easy} in {easy.slowest:g} s" if wrong else ""
    # the shorter run may be the slower one only where it is the easier one
    wrong = (one.low or 0) >= (two.low or 0) and one.slowest >= two.slowest
    return f"{one} in {one.slowest:g} s takes longer than {two} in {two.slowest:g} s" if wrong else ""


def recoveries(sheet: Sheet) -> Iterator[Hit]:
    """Line 10: runs at 95 % or more, and all that is called speed, have 30 s of rest for every ten metres.

    The run-in counts. The flagship, maximal velocity, has a minute for every ten timed metres, up to 60 m. Speed endurance below 95 % is let off: its rests are short on purpose.
    """
    for row in sheet.planned:
        named = "speed" in row.tags and "speed-endurance" not in row.tags
        if row.race or not row.sprint or row.count < 2 or not (named or (row.low or 0) >= FAST):
            continue
        least = (
            max(REST * row.reach, FLAGSHIP * min(row.distance or 0, FULL_SPEED) if row.top_speed else 0) / 10
        )
        if (row.rest or 0) < least - 1e-9:
            yield Hit(row.day, f"{row} with {row.rest or 0:g} min of rest, {least:g} would be enough")


def odd_doses(sheet: Sheet) -> Iterator[Hit]:
    """Line 11: metres, repetitions and sums that somebody would write down.

    One repetition is enough for a test or a long run; a time trial is known by its title or tag.
    """
    for row in sheet.planned:
        if row.race:
            continue
        for says in _odd_run(row) if row.distance else _odd_count(row):
            yield Hit(row.day, f"{row}: {says}")


def _odd_run(row: Row) -> Iterator[str]:
    hurdles = "hurdles" in row.tags
    if row.distance not in METRES and not hurdles:
        yield f"nobody runs {row.distance} m"
    words = f"{row.title} {' '.join(row.tags)}".lower()
    alone = (row.distance or 0) >= ALONE or "trial" in words or "test" in words
    if row.count not in (TEMPOS if row.tempo else SPRINTS) and not (row.count == 1 and alone):
        yield f"{row.count} repetitions"
    if row.count >= EVEN_FROM and row.count % 2:
        yield "an odd number of repetitions"
    if (total := row.count * (row.distance or 0)) % 10 and not hurdles:
        yield f"{total} m in all"


def _odd_count(row: Row) -> Iterator[str]:
    step, most = STEPS.get(row.counted, (1, 1000))
    if row.count % step or row.count > most:
        yield f"{row.count} {row.counted}"

"""Lines about metres and load over weeks and phases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from tests.eye.model import GENERAL, TAPER, TRANSITION, Hit, Sheet

#: Line 4: how much a week may have over the highest of the last four, and after how many days away (or
#: labelled ill) it must stay under what share of it. Less than SMALL metres more is a repetition or two, which nobody notices.
RISE, WEEKS_BACK, SMALL = 1.2, 4, 60
AWAY, ILL, RETURN = 7, 3, 0.8
#: Line 7: the fall of the sprint metres in the last 14 days, as a share of the mean of the four weeks before, and
#: how far beside it is still well, as doses come in whole repetitions; the short session has no more metres than
#: this, run-ins included.
FALL, BESIDE, SHORT = (0.4, 0.6), 0.05, 300
#: Line 16: a mean that falls by less is the same.
SAME = 0.1
#: Line 16: phases that end a preparation.
RACING = ("competition", TAPER, TRANSITION)
#: Line 19: a load is as low as another if it is higher by no more than this.
AS_LOW = 1.05


def jump_in_sprint_metres(sheet: Sheet) -> Iterator[Hit]:
    """Line 4: sprint metres rise by no more than 20 % over the highest of the last four weeks.

    The races of the week itself are not counted: what a championship asks is not planned.

    In the seven days after a week away, or three days of illness, they stay at 80 % of it or less.
    """
    for week in range(len(sheet.weeks)):
        most = _most(sheet, 7 * week)
        metres = _trained(sheet, sheet.days(week))
        if most and metres > most * RISE and metres - most > SMALL:
            yield Hit(7 * week, f"{metres} m of sprinting, at most {most} m in the four weeks before")
    for start, back in _returns(sheet):
        most, metres = _most(sheet, start), sheet.sprint_metres(range(back, back + 7))
        if most and metres > RETURN * most:
            yield Hit(back, f"{metres} m in the week after an absence, at most {most} m before it")


def _trained(sheet: Sheet, days: Iterable[int]) -> int:
    return sum(row.metres for row in sheet.over(days) if row.sprint and not row.race)


def _most(sheet: Sheet, day: int) -> int:
    """The most sprint metres of the four whole weeks before the week of a day, of those that are known."""
    weeks = (day // 7 - back for back in range(1, WEEKS_BACK + 1))
    return max((sheet.sprint_metres(sheet.days(w)) for w in weeks if 7 * w >= sheet.known_from), default=0)


def _returns(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """First day and day of return of every long absence and every illness."""
    yield from ((each.start, each.stop) for each in sheet.absences() if len(each) >= AWAY)
    ill = {day for day, labels in sheet.labels.items() if labels & {"ill", "illness", "sick"}}
    for day in sorted(ill):
        if day - 1 not in ill:
            end = next(each for each in range(day, day + sheet.length + 1) if each not in ill)
            if end - day >= ILL:
                yield day, end


def taper(sheet: Sheet) -> Iterator[Hit]:
    """Line 7: the taper before an A meet keeps the speed and drops the volume.

    In the last week there is a run at 95 %, in a short session from day -5 to day -2. In the last 14 days the
    sprint metres are 40 to 60 % below the mean of the four weeks before, and all metres are fewer. Races are
    counted, as the legs run them too. The fall is not asked of a meet within six weeks of another A meet, as
    there is nothing to compare.
    """
    peaks = [meet.day for meet in sheet.meets if meet.priority == "A"]
    for day in peaks:
        fast = [row for row in sheet.over(range(day - 7, day)) if row.fast]
        if not fast:
            yield Hit(day, "no run at 95 % or more in the seven days before")
        elif not any(_short(sheet, each) for each in range(day - 5, day - 1)):
            yield Hit(day, "no short fast session from 5 to 2 days before")
        near = any(0 < day - other <= 42 for other in peaks)
        if day - 42 >= sheet.known_from and not near:
            yield from _less_metres(sheet, day)


def _short(sheet: Sheet, day: int) -> bool:
    return any(row.fast for row in sheet.on(day)) and sheet.sprint_metres((day,)) <= SHORT


def _less_metres(sheet: Sheet, day: int) -> Iterator[Hit]:
    month, fortnight = range(day - 42, day - 14), range(day - 14, day)
    before, last = sheet.sprint_metres(month) / 4, sheet.sprint_metres(fortnight) / 2
    fall = 1 - last / before if before else 0
    if not FALL[0] - BESIDE <= fall <= FALL[1] + BESIDE:
        seen = f"{last:.0f} m of sprinting a week in the last 14 days, {before:.0f} m before"
        yield Hit(day, f"{seen}: {fall:.0%} less" if fall >= 0 else f"{seen}: {-fall:.0%} more")
    whole, less = (sum(row.metres for row in sheet.over(days) if row.distance) for days in (month, fortnight))
    if less / 2 >= whole / 4:
        yield Hit(day, f"{less / 2:.0f} m a week in the last 14 days, {whole / 4:.0f} m before: no less")


def backwards(sheet: Sheet) -> Iterator[Hit]:
    """Line 16: from phase to phase neither the longest nor the mean sprint falls until the racing begins.

    The line says until the taper; but in a competition phase the races are the long sprints, so it ends there.
    Within general preparation the longest is not in its first half alone. Runs count with their run-in.
    """
    for cycle in () if sheet.other_school else _cycles(sheet):
        done = [(block, runs) for block in cycle if (runs := _runs(sheet, block))]
        for (_, before), (block, now) in pairwise(done):
            for word, was, is_, slack in (
                ("longest", max(before), max(now), 0.0),
                ("mean", sum(before) / len(before), sum(now) / len(now), SAME),
            ):
                if is_ < was * (1 - slack):
                    phase = sheet.weeks[block.start].phase
                    yield Hit(7 * block.start, f"{word} sprint {is_:.0f} m in {phase}, {was:.0f} m before")
        for block, _ in done:
            yield from _halves(sheet, block)


def _halves(sheet: Sheet, block: range) -> Iterator[Hit]:
    middle = (block.start + block.stop) // 2
    if sheet.weeks[block.start].phase == GENERAL and len(block) >= 4:
        first, last = _runs(sheet, range(block.start, middle)), _runs(sheet, range(middle, block.stop))
        if first and last and max(first) > max(last):
            seen = f"longest sprint {max(last)} m in the second half of general preparation"
            yield Hit(7 * middle, f"{seen}, {max(first)} m in the first")


def _cycles(sheet: Sheet) -> Iterator[list[range]]:
    """The phases of each preparation, up to its races."""
    cycle: list[range] = []
    for block in sheet.blocks():
        phase = sheet.weeks[block.start].phase
        if phase in RACING or (phase == GENERAL and cycle):
            yield cycle
            cycle = []
        if phase not in RACING:
            cycle.append(block)
    yield cycle


def _runs(sheet: Sheet, block: range) -> list[int]:
    """The metres of every sprint in training."""
    rows = sheet.over(range(7 * block.start, 7 * block.stop))
    return [row.reach for row in rows if row.sprint and not row.race for _ in range(row.count)]


def peak_at_the_wrong_meet(sheet: Sheet) -> Iterator[Hit]:
    """Line 19: of the four weeks before an A meet the last has the least load.

    It is also lower than the week before any lesser meet of the six weeks before, and than the week after,
    unless that begins a transition or a new preparation. Weeks run up to the eve of the meet, races of that
    time count. What a form model says is not in a plan file.
    """
    for meet in sheet.meets:
        if meet.priority != "A" or meet.day - 28 < sheet.known_from:
            continue
        load = sheet.load(range(meet.day - 7, meet.day))
        for back in (2, 3, 4):
            start = meet.day - 7 * back
            other = sheet.load(range(start, start + 7))
            absent = sum(map(sheet.away, range(start, start + 7)))
            if load > other * AS_LOW and not absent:
                yield Hit(meet.day, f"{load:.0f} AU in the last week, {other:.0f} AU {back} weeks before")
        yield from _other_meets(sheet, meet.day, load)
        after = range(meet.day + 1, meet.day + 8)
        if after.stop <= sheet.length and sheet.phase(after[-1]) not in (TRANSITION, GENERAL):
            later = sheet.load(after)
            if load > later * AS_LOW:
                yield Hit(meet.day, f"{load:.0f} AU in the week before, {later:.0f} AU in the week after")


def _other_meets(sheet: Sheet, day: int, load: float) -> Iterator[Hit]:
    for other in sheet.meets:
        if other.priority != "A" and 7 <= day - other.day <= 42 and other.day - 7 >= sheet.known_from:
            its = sheet.load(range(other.day - 7, other.day))
            if load > its * AS_LOW:
                seen = f"{its:.0f} AU in the week before {other.name} ({other.priority})"
                yield Hit(other.day, f"{seen}, {load:.0f} AU before the A meet")

"""Lines about how a week stands among its neighbours: easy, busy, copied, wobbling."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.eye.model import TAPER, TRANSITION, Hit, Sheet
from tests.eye.row import Row

#: Line 17: the fall that makes an easy week, and the most weeks in a row without one.
EASY, MOST_WEEKS = 0.3, 4
#: Line 17: the fall of the load that is enough where the metres fall by that much.
LOAD_WITH_METRES = 0.2
#: Line 17: so many days away make a week easy by themselves.
DAYS_OFF = 4
#: Line 23: of so many weeks at least these have another dose than the week before.
CHANGING, OF_WEEKS = 3, 4


def easy_weeks(sheet: Sheet) -> Iterator[Hit]:
    """Line 17: at most four weeks in a row without an easy one, and an unload week keeps its speed.

    A week is easy if its load is 30 % below the highest of the three weeks before; or if its metres are, and its
    load is below by 20 %: one that only lifts as before is not easy. Speed is a run at 95 %, which is not asked of who returns.
    Transitions, tapers and weeks with four days away are easy by themselves.
    """
    run = 0
    for number, week in enumerate(sheet.weeks):
        run = 0 if _is_easy(sheet, number) else run + 1
        if run > MOST_WEEKS:
            yield Hit(7 * number, f"week {run} in a row without a fall of the load by 30 %")
        days = sheet.days(number)
        kept = any(row.fast for row in sheet.over(days))
        asked = "returning" not in sheet.athlete.tags and not sheet.other_school
        if week.unload and asked and not kept and sum(sheet.away(day) for day in days) < DAYS_OFF:
            yield Hit(7 * number, "an unload week without a run at 95 % or more")


def _is_easy(sheet: Sheet, number: int) -> bool:
    days = sheet.days(number)
    if sheet.weeks[number].phase in (TAPER, TRANSITION) or sum(map(sheet.away, days)) >= DAYS_OFF:
        return True
    back = [n for n in range(number - 3, number) if 7 * n >= sheet.known_from]
    if not back:
        return False
    load = _fall([sheet.load(sheet.days(each)) for each in (*back, number)])
    metres = _fall([sum(row.metres for row in sheet.over(sheet.days(each))) for each in (*back, number)])
    return load >= EASY or (metres >= EASY and load >= LOAD_WITH_METRES)


def _fall(amounts: list[float]) -> float:
    """By what share the last is below the highest of the others."""
    most = max(amounts[:-1])
    return 1 - amounts[-1] / most if most else 0


def busy_weeks(sheet: Sheet) -> Iterator[Hit]:
    """Line 18: a week of exams, travel or camp is among the two with the lowest load of its block.

    A block goes on to its unload week, or for four weeks; a label counts from three days of a week.
    """
    words = ("exam", "travel", "camp", "journey")
    for block in _loading_blocks(sheet):
        lowest = sorted(sheet.load(sheet.days(week)) for week in block)[:2]
        for week in block:
            labels = [label for day in sheet.days(week) for label in sheet.labels.get(day, ())]
            busy = [label for label in labels if any(word in label for word in words)]
            if len(busy) >= 3 and len(block) > 2 and sheet.load(sheet.days(week)) > lowest[-1]:
                load = sheet.load(sheet.days(week))
                yield Hit(
                    7 * week, f"{load:.0f} AU in a week of {busy[0]}, {lowest[-1]:.0f} AU in easier ones"
                )


def _loading_blocks(sheet: Sheet) -> Iterator[range]:
    for block in sheet.blocks():
        start = block.start
        for week in block:
            unloads = any(sheet.weeks[each].unload for each in block)
            if sheet.weeks[week].unload or week + 1 == block.stop or (not unloads and week + 1 - start == 4):
                yield range(start, week + 1)
                start = week + 1


def copied_weeks(sheet: Sheet) -> Iterator[Hit]:
    """Line 23: a phase of three weeks or more has different weeks, and of four weeks three change a dose."""
    for block in sheet.blocks():
        if len(block) >= 3 and len({_written(sheet, week, 7 * week) for week in block}) == 1:
            yield Hit(7 * block.start, f"{len(block)} weeks that are all the same")
        doses = [_written(sheet, week) for week in block]
        moved = [was != now for was, now in pairwise(doses)]
        for end in range(OF_WEEKS, len(moved) + 1):
            if (count := sum(moved[end - OF_WEEKS : end])) < CHANGING:
                yield Hit(7 * block[end], f"doses changed in {count} of the last four weeks")


def _written(sheet: Sheet, week: int, since: int | None = None) -> tuple[object, ...]:
    """The doses of a week, in any order, or with their days from one on."""

    def line(row: Row) -> tuple[object, ...]:
        place = (row.day - since, row.slot) if since is not None else ()
        return (row.session, row.distance or 0, row.count, *place)

    return tuple(sorted(line(row) for row in sheet.over(sheet.days(week))))


def noise(sheet: Sheet) -> Iterator[Hit]:
    """Line 24: inside a loading block the metres of sprints, and those of tempo, turn round once at most.

    A block ends with an unload week, a phase, a meet, a label or days away: all these are reasons.
    """
    for weeks in _calm(sheet):
        for word in ("sprint", "tempo"):
            metres = [sum(r.metres for r in sheet.over(sheet.days(w)) if getattr(r, word)) for w in weeks]
            steps = [(week, now > was) for week, (was, now) in zip(weeks[1:], pairwise(metres), strict=True)
                     if now != was]  # fmt: skip
            turns = [week for (_, up), (week, now_up) in pairwise(steps) if up != now_up]
            line = ", ".join(map(str, metres))
            yield from (Hit(7 * week, f"{word} metres {line}") for week in turns[1:])


def _calm(sheet: Sheet) -> Iterator[list[int]]:
    """Stretches of weeks of one phase without any cause to turn round."""
    for block in sheet.blocks():
        weeks: list[int] = []
        for week in block:
            if sheet.weeks[week].unload or sheet.disturbed(week):
                yield weeks
                weeks = []
            else:
                weeks.append(week)
        yield weeks

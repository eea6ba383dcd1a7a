"""Whether the auditor and the solver's bounds see the same in a plan, place by place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from solver.auditor import LEVELS, audit
from solver.bounds import Place
from solver.diary import Diary
from solver.season import ActiveRule, Season
from solver.words import plural

#: Athletes, days, level, 'under', 'over' or 'gain', steps.
Seen = tuple[tuple[str, ...], tuple[int, ...], str, str, int]


def by_bounds(active: ActiveRule, diary: Diary) -> Counter[Seen]:
    """What the bounds see: every place that is missed, and what is earned."""
    return seen_at((place for _, place in active.places()), active.rule.level, diary)


def seen_at(places: Iterable[Place], level: str, diary: Diary) -> Counter[Seen]:
    """What the bounds of a rule of some level see at its places."""
    return Counter(seen for place in places for seen in _of_place(place, place.level or level, diary))


def _of_place(place: Place, level: str, diary: Diary) -> Iterator[Seen]:
    if place.reward:
        earned = math.floor(place.bound.total(diary) / place.unit) if place.applies(diary) else 0
        steps = {"gain": earned}
    else:
        under, over = place.steps(diary)
        steps = {"under": under, "over": over}
    for side, number in steps.items():
        if number:
            yield place.athletes, place.days, level, side, number


def by_auditor(active: ActiveRule, diary: Diary) -> Counter[Seen]:
    """What the auditor sees."""
    found: list[Seen] = []
    for scope, breach in active.breaches(diary):
        names = tuple(athlete.name for athlete in scope.athletes)
        level = breach.level or active.rule.level
        nothing = not breach.under and not breach.over  # a breach all the same, and one that no bound sees
        for side, amount in (("under", breach.under), ("over", breach.over)):
            if amount or nothing:
                found.append((names, breach.days, level, side, math.ceil(amount / breach.unit)))
    for scope, gain in active.gains(diary):
        names = tuple(athlete.name for athlete in scope.athletes)
        if earned := math.floor(gain.amount / gain.unit):
            found.append((names, gain.days, active.rule.level, "gain", earned))
    return Counter(found)


def disagreements(active: ActiveRule, diary: Diary, season: Season) -> list[str]:
    """A line for every place that only one of the two sees."""
    solver, auditor = by_bounds(active, diary), by_auditor(active, diary)
    lines = []
    for who, one, other in (("solver", solver, auditor), ("auditor", auditor, solver)):
        for names, days, level, side, steps in sorted((one - other).elements()):
            place = f"{season.calendar.span(days)} of {', '.join(names)}"
            lines.append(f"only the {who} sees {plural(steps, 'step')} {side} ({level}) in {place}")
    return lines


def solved(season: Season, diary: Diary) -> list[str]:
    """Whether OR-Tools, with every session fixed as in a plan, finds what the auditor finds.

    The plan must be possible exactly where no must is broken, and then cost the same at every level.
    """
    from solver.backends.answers import Budget
    from solver.model.lowering import Lowering
    from solver.search.whole import solve

    verdict = audit(season, diary)
    planned = [done for done in diary.all() if done.day >= 0]
    if verdict.passed and Lowering(season).choices.fixed(planned) is None:
        return ["the plan breaks no must for the auditor, but the solver leaves out a session of it"]
    lowering = Lowering(season, whole=True)
    model = lowering.model
    for variable, value in (lowering.choices.fixed(planned) or {}).items():
        model.lower[variable] = model.upper[variable] = value
    costs: Counter[int] = Counter()
    for level in LEVELS:
        costs.update(model.objective[level])
    answer = solve(model, costs, Budget(20.0))
    if (answer.values is not None) != verdict.passed:
        said = "breaks a must" if verdict.broken else "breaks no must"
        return [f"the plan {said} for the auditor, but is {answer.status} for the solver"]
    if answer.values is None:
        return []
    score = {level: model.value(level, answer.values) for level in LEVELS}
    return [
        f"{level} costs {score[level]} for the solver, {verdict.score[level]} for the auditor"
        for level in LEVELS
        if score[level] != verdict.score[level]
    ]

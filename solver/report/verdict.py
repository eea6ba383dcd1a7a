"""What becomes of a foil, in sentences: blocked, costs so many points, equally good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from solver.auditor import LEVELS
from solver.reasons.conflicts.conflict import Bite
from solver.reasons.whynot.compared import compared
from solver.reasons.whynot.verdict import Answer, Blocked, Possible, There
from solver.season import Season
from solver.words import listed, plural

#: The most names in a line.
SHORT = 4
NOT_BEST = "The plan is not the best that there is"


def verdict(answer: Possible) -> str:
    """What a foil comes to, in a sentence."""
    differing = {level: answer.more(level) for level in LEVELS if answer.more(level)}
    if answer.kind == "equal":
        same = " and ".join(f"{level} {plural(answer.audit.score[level], 'point')}" for level in LEVELS)
        return f"{_equally(answer)}: {same}, as in the plan."
    if answer.kind == "better":
        return f"{NOT_BEST}: with it {_points(differing)} (allow more with --effort)."
    first, *others = differing
    also = [f"; {level} {_more(differing[level])}" for level in others]
    if _plan_is_best(answer):
        return f"Costs {_dearer(answer, first)}{''.join(also)}."
    return f"Costs {plural(differing[first], 'point')} of {first} against the plan{''.join(also)}."


def _equally(answer: Possible) -> str:
    """That it costs nothing against the plan, and how sure that is."""
    if not _plan_is_best(answer):
        return "Costs nothing against the plan"
    return "Equally good" if answer.base.proven else "Equally good as far as was found"


def _plan_is_best(answer: Possible) -> bool:
    """Whether no better plan came up than the one that was asked about."""
    return not any(map(answer.spared, LEVELS))


def _dearer(answer: Possible, level: str) -> str:
    """The points that a foil costs against the best without it, and how sure they are."""
    least, most = answer.between(level)
    if most is not None and least == most:
        return f"{plural(most, 'point')} of {level} (proven)"
    if most is None:
        return f"{plural(answer.extra(level), 'point')} of {level} as far as was found"
    known = f"at least {least}" if least is not None and least > 0 else "perhaps nothing"
    return f"at most {plural(most, 'point')} of {level}, {known}"


def _points(differing: Mapping[str, int]) -> str:
    """'31 points of should fewer; prefer 5 points more', of points that differ by level."""
    first, *others = differing
    said = (
        f"{plural(abs(differing[first]), 'point')} of {first} {'more' if differing[first] > 0 else 'fewer'}"
    )
    return said + "".join(f"; {level} {_more(differing[level])}" for level in others)


def _more(points: int) -> str:
    return f"{plural(abs(points), 'point')} {'more' if points > 0 else 'fewer'}"


def notes(answer: Possible) -> Iterator[str]:
    """What an answer rests on."""
    if answer.weeks:
        first, last = answer.weeks
        weeks = f"weeks {first} to {last} are" if first < last else f"week {first} is"
        yield f"With the other weeks as they are: {weeks} planned anew."
    if answer.alone:
        yield "With the other athletes as they are."
    fewer = {level: -answer.spared(level) for level in LEVELS if answer.spared(level)}
    if fewer and _dearer_level(answer):
        yield f"{NOT_BEST}: without it {_points(fewer)} (plan may find it with more --effort)."


def against(answer: Possible) -> Iterator[str]:
    """What a foil costs against a better plan than the one that was asked about, where there is one."""
    level = _dearer_level(answer)
    if level and not _plan_is_best(answer):
        yield f"Against that it costs {_dearer(answer, level)}."


def _dearer_level(answer: Possible) -> str | None:
    """The first level at which a foil costs something against the best without it."""
    return next((level for level in LEVELS if answer.extra(level)), None)


def in_short(season: Season, answer: Answer) -> str:
    """What a foil comes to, in a line."""
    if isinstance(answer, There):
        return "the plan has it"
    if isinstance(answer, Blocked):
        names = _few([_name(each) for each in answer.bites])
        return f"blocked by {listed(names)}" if names else f"blocked: {bare(season, answer)}"
    if answer.kind == "equal":
        return _lower(_equally(answer))
    level = next(each for each in LEVELS if answer.more(each))
    changes = [each for each in compared(answer.plan.audit, answer.audit) if each.level == level]
    names = [f"{each.rule.id} {each.points:+d}" for each in changes[:SHORT]]
    if len(changes) > SHORT:
        left = f"{sum(each.points for each in changes[SHORT:]):+d}"
        names.append(f"{plural(len(changes) - SHORT, 'more rule')} {left}")
    said = verdict(answer).partition(";")[0].rstrip(".").removesuffix(" (proven)")
    if answer.kind == "better":
        said = f"better than the plan: {_points({level: answer.more(level)})}"
    return f"{_lower(said)}: {listed(names)}"


def _lower(said: str) -> str:
    return f"{said[0].lower()}{said[1:]}"


def bare(season: Season, answer: Blocked) -> str:
    """What blocks a foil where no rule is needed for it."""
    foil = answer.foil
    if len(answer.clashing) > 1:
        return f"these wishes cannot go together: {listed(answer.clashing)}"
    forms = {form for rule in foil.rules for what in rule.kind.whats() for form in _forms(season, what)}
    if forms and forms <= season.race_forms:
        return "by the calendar, a race is on the day of a meet, and nowhere else"
    return "by the calendar and the catalogue there is no room for it, whatever the rules say"


def _forms(season: Season, what: object) -> frozenset[str]:
    return season.catalogue.select(what).forms  # type: ignore[arg-type]


def _name(bite: Bite) -> str:
    """What a member of a conflict is called in a list."""
    member = bite.member
    if member.sort == "sessions":
        return "the sessions that the scenario allows"
    return member.title if member.title == member.name else f"{member.title} ({member.says.split(',')[0]})"


def _few(names: list[str]) -> list[str]:
    """The first names, and how many more there are."""
    left = len(names) - SHORT
    return [*names[:SHORT], f"{left} more"] if left > 1 else names

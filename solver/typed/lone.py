"""Rules judged on a week that stands alone: nobody knows what was done before it and after it.

Where a rule asks something of a session that the days around the week could answer, nobody can tell. Where it
is about days that follow each other, those of the week are judged. What takes a season (meets, phases, a week
to compare with) is not judged at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from solver.clauses.per import LONG, MEETS, Per
from solver.clauses.when import When
from solver.documents.scenario import STANDINGS
from solver.season import ActiveRule, Season
from solver.typed.candidates import Choices
from solver.typed.sight import sees_slots
from solver.typed.verdicts import TypedOutcome, key_of, of_rule

BEFORE, AFTER = "what was done before the week", "what was done after it"
AROUND = "what was done before and after the week"
SIDES = {"before": BEFORE, "after": AFTER, "around": AROUND}


def not_judged(season: Season, active: ActiveRule) -> str:
    """Why a rule cannot be judged on these weeks at all; nothing if it can."""
    if reason := _athlete(season, active) or _when(season, active):
        return reason
    kind = active.rule.kind
    weeks = min((len({day // 7 for day in scope.days}) for scope in active.scopes), default=0)
    if len(season.calendar.slots) == 1 and sees_slots([active.rule]):
        return "nobody says when in the day it was"
    if kind.of_squad:
        return "a week alone is that of one athlete"
    return kind.alone(weeks, season.calendar.length)


def _athlete(season: Season, active: ActiveRule) -> str:
    """What would have to be known of the athlete."""
    athlete, who = season.athletes[0], active.rule.who
    words = {word for number in active.rule.kind.numbers() for word in number.words()}
    unsaid = {
        "which level the athlete has": "level" not in athlete.model_fields_set
        and (who.level or words & {*STANDINGS}),
        "how old the athlete is": athlete.born is None and who.age,
        "how long the athlete has trained": athlete.training_age is None and who.training_age,
        "whose week it is": athlete.sex is None and (who.sex or words & {"female", "male"}),
    }
    return next((f"nobody says {what}" for what, needed in unsaid.items() if needed), "")


def _when(season: Season, active: ActiveRule) -> str:
    """Why nobody knows whether the rule applies in the week, or that it does not."""
    for when in [active.rule.when, *_inside(active.rule.when)]:
        if when.around is not None:
            return MEETS
        if when.weeks or when.phase_weeks or when.every or when.cycle_days:
            return "nobody knows which week of the season or the phase it is"
        if when.label is not None:
            return "nobody knows what the days are labelled"
        if when.dates is not None:
            return "the week has no dates" if not active.scopes else ""
    if active.scopes:
        return ""
    mine = active.rule.who.holds(season.athletes[0], season.calendar)
    return (
        ("not in this phase" if active.rule.when.phase else "not in this week")
        if mine
        else "not for this athlete"
    )


def _inside(when: When) -> list[When]:
    below = when.inner()
    return [each for one in below for each in (one, *_inside(one))]


def within(active: ActiveRule) -> bool:
    """Whether a rule looks over the edges of the week, where it is judged within the week only."""
    per = getattr(active.rule.kind, "per", None)
    return active.rule.kind.traits.neighbours or (isinstance(per, Per) and bool(per.rolling))


def of_lone(season: Season, active: ActiveRule, blocks: Sequence[Choices]) -> TypedOutcome:
    """The verdict on one rule that can be judged."""
    if _conditions_beyond(active):
        bare = active.rule.model_copy(update={"given": None, "unless": None})
        outcome = of_rule(season, replace(active, rule=bare, rests=[()] * len(active.scopes)), blocks)
        held = not outcome.findings and not outcome.open
        return TypedOutcome() if held else TypedOutcome(open=[*outcome.open, AROUND])
    given = active.rule.kind.traits
    if given.edge == "cured":
        outcome = of_rule(season, active, blocks)
        held = not outcome.findings and not outcome.open
        return TypedOutcome() if held else TypedOutcome(open=[SIDES[given.side], *outcome.open])
    if given.edge == "harmed":
        return _harmed(season, active, blocks, SIDES[given.side])
    if given.edge == "either":
        return _either_way(season, active, blocks, SIDES[given.side])
    if given.edge == "inside":
        active = _with(active, edges="history")
    per = getattr(active.rule.kind, "per", None)
    if isinstance(per, Per) and per.name in LONG:
        return _long(season, active, blocks, per.name)
    return of_rule(season, active, blocks)


def _conditions_beyond(active: ActiveRule) -> bool:
    """Whether the rule depends on something that may have been done beyond the week."""
    conditions = [active.rule.given, active.rule.unless]
    conditions += [each for rests in active.rests for rest in rests for each in (rest.given, rest.unless)]
    return any(each is not None and each.over not in ("day", "week") for each in conditions)


def _long(season: Season, active: ActiveRule, blocks: Sequence[Choices], per: str) -> TypedOutcome:
    """Of a phase or a season the week is only a part: there may have been more."""
    given, outcome = active.rule.kind.traits, of_rule(season, active, blocks)
    certain = [f for f in outcome.findings if not f.breach.under] if given.lasting else []
    short = len(certain) < len(outcome.findings)
    more = short or bool(outcome.open) or (given.capped and not certain) or not given.lasting
    return TypedOutcome(
        certain, [*outcome.open, *([f"what was done in the rest of the {per}"] if more else [])]
    )


# ---- pairs over the edge of the week ----------------------------------------------------------------------


def _harmed(season: Season, active: ActiveRule, blocks: Sequence[Choices], outside: str) -> TypedOutcome:
    """What is broken in the week, and whether something before the week or after it may break it."""
    best = of_rule(season, _with(active, edges="free"), blocks)
    near = _near_the_edge(season, active, blocks)
    return TypedOutcome(best.findings, [*best.open, *([outside] if near else [])])


def _either_way(season: Season, active: ActiveRule, blocks: Sequence[Choices], outside: str) -> TypedOutcome:
    """What is broken whether the days around the week were as the rule wants them or as it does not."""
    best = of_rule(season, _with(active, edges="free"), blocks)
    worst = of_rule(season, _with(active, edges="strict"), blocks)
    sure = {key_of(each) for each in worst.findings}
    findings = [each for each in best.findings if key_of(each) in sure]
    more = len(worst.findings) > len(findings) or (bool(worst.open) and not best.open)
    return TypedOutcome(
        findings, list(dict.fromkeys([*best.open, *worst.open, *([outside] if more else [])]))
    )


def _near_the_edge(season: Season, active: ActiveRule, blocks: Sequence[Choices]) -> bool:
    """Whether something so near the edge of the week may be there that the rule may be broken beyond it."""
    for kind, away in active.rule.kind.hidden():
        rule = active.rule.model_copy(update={active.rule.word: kind})
        scopes = [
            replace(scope, days=[d for d in scope.days if not 0 <= d + away < scope.calendar.length])
            for scope in active.scopes
        ]
        there = of_rule(season, replace(active, rule=rule, scopes=scopes), blocks)
        if there.findings or there.open:
            return True
    return False


def _with(active: ActiveRule, **changes: object) -> ActiveRule:
    """The rule with some words of its kind changed."""
    kind = active.rule.kind.model_copy(update=changes)
    return replace(active, rule=active.rule.model_copy(update={active.rule.word: kind}))

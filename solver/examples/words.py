"""The words and numbers of a rule, looked at once before its rows are played."""

from __future__ import annotations

from collections.abc import Iterator

from solver.catalogue import Catalogue
from solver.documents.rulebook import Envelope, Example, Examples, ModifierExamples, Setting
from solver.documents.scenario import Label, Scenario
from solver.errors import InputError, Problem
from solver.examples.modifiers import ModifierEntry, Rules, cast
from solver.examples.stage import settled, stage
from solver.loading.load import RuleEntry
from solver.loading.rulechecks import RuleChecks

#: A week without training: it stands for a rule of which no row can be staged.
EMPTY = Example(days=". . . . . . .")


def strange(entry: RuleEntry, rule: Envelope, shelf: Catalogue) -> list[Problem]:
    """What no row of a rule can make sense of: phases, windows, sessions, numbers, each with its place."""
    checks = _checks(rule, rule.examples, shelf)
    if checks is None:
        return []
    return [*checks.rule(entry.id, rule, entry.source), *checks.words(entry.id, rule, entry.source)]


def strange_in(entry: ModifierEntry, rules: Rules, shelf: Catalogue) -> list[Problem]:
    """What no row of a modifier can make sense of; `rules` are those of its rulebook."""
    modifier = entry.modifier
    changed = [rules[name] for name in modifier.rules if name in rules] or list(rules.values())
    if not changed:
        return []
    checks = _checks(cast(changed[0][1], modifier), modifier.examples, shelf)
    if checks is None:
        return []
    bodies = {name: rule for name, (_, rule) in rules.items()}
    return list(checks.modifier(entry.id, modifier, entry.source, modifier.rules, bodies))


def _checks(
    rule: Envelope, examples: Examples | ModifierExamples | None, shelf: Catalogue
) -> RuleChecks | None:
    """Checks in a scenario that has all that the rows have; None if none of them can be staged."""
    rows = [*examples.holds.values(), *examples.breaks.values()] if examples else []
    setting = examples.setting if examples else Setting()
    scenes = list(_scenarios(rule, [*rows, EMPTY], setting, shelf))
    if not scenes:
        return None
    settings = [settled(setting, each) for each in (*rows, EMPTY)]
    phases = [word for each in settings for word in (*each.phases, *([each.phase] if each.phase else []))]
    return RuleChecks(_together(rule, scenes, settings), shelf, phases)


def _scenarios(rule: Envelope, rows: list[Example], setting: Setting, shelf: Catalogue) -> Iterator[Scenario]:
    for each in rows:
        try:
            yield stage(rule, each, setting, shelf).season.scenario
        except InputError:
            continue  # told with the row


def _together(rule: Envelope, scenes: list[Scenario], settings: list[Setting]) -> Scenario:
    """One scenario with the slots, groups, labels and athletes of all rows.

    Labels are words of the coach's own: where no setting has any, those of the rule are right.
    """
    first = scenes[0]
    day = first.calendar.starts
    named = {word for each in settings for word in each.labels} or set(rule.when.labels())
    slots = {each.slot: each for scene in scenes for each in scene.calendar.slots}
    groups = {name: days for scene in scenes for name, days in scene.calendar.groups.items()}
    cycle = next((scene.calendar.cycle for scene in scenes if scene.calendar.cycle), None)
    calendar = first.calendar.model_copy(
        update={"slots": list(slots.values()), "groups": groups, "cycle": cycle}
    )
    athletes = [each for scene in scenes for each in scene.athletes]
    labels = [Label(from_=day, to=day, label=name) for name in sorted(named)]
    return first.model_copy(update={"calendar": calendar, "athletes": athletes, "labels": labels})

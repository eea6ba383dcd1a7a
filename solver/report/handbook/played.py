"""An example of the handbook as the auditor judges it: its season, the verdict, the complaint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from solver.auditor import LEVELS, Verdict, judge
from solver.catalogue import Catalogue
from solver.documents.rulebook import Envelope, Example, Modifier, ModifierExample, Setting
from solver.errors import InputError
from solver.examples.check import staged
from solver.examples.modifiers import Rules, rule_of
from solver.examples.stage import Stage, settled
from solver.words import WEEKDAYS, day_name, listed, plural

#: A week `costs` where the rule itself holds and only a wish of another level within it does not.
Word = Literal["holds", "breaks", "costs", "earns"]

#: So many complaints about one example are spelled out.
MOST_SAID = 3
_DAY = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-9]{1,2} [A-Z][a-z]{2}\b")


@dataclass(frozen=True)
class Played:
    """An example with its season and the auditor's verdict.

    `tried_on` is the rule that judges the example of a modifier.
    """

    rule: Envelope
    setting: Setting
    example: Example
    scene: Stage
    verdict: Verdict
    tried_on: str = ""

    @property
    def dated(self) -> bool:
        """Whether the dates of the example mean something."""
        return self.rule.when.dates is not None or settled(self.setting, self.example).starts is not None


def play(
    name: str, thing: Envelope | Modifier, example: Example, rules: Rules, shelves: Sequence[Catalogue]
) -> Played:
    """Let the auditor judge an example of a rule or modifier.

    Parameters
    ----------
    name
        Of the rule or modifier.
    rules
        All rules, as a modifier is tried on one of them.
    shelves
        Catalogues, the likeliest first.

    Raises
    ------
    InputError
        If the example cannot be read with any of the catalogues.
    """
    assert thing.examples
    setting = thing.examples.setting
    if isinstance(thing, Modifier):
        assert isinstance(example, ModifierExample)
        entry, rule = rule_of(thing, example, rules)
        scene = _scene(rule, example, shelves, thing)
        verdict = judge(scene.play(entry, rule, [thing]), scene.diary)
        return Played(rule, setting, example, scene, verdict, entry.id)
    scene = _scene(thing, example, shelves, None)
    verdict = judge(scene.play(rules[name][0], thing), scene.diary)
    return Played(thing, setting, example, scene, verdict)


def _scene(
    rule: Envelope, example: Example, shelves: Sequence[Catalogue], modifier: Modifier | None
) -> Stage:
    """The season of an example, with the first catalogue that will do."""
    for shelf in shelves[:-1]:
        try:
            return staged(rule, example, shelf, modifier)
        except InputError:
            continue  # the last one may say what is wrong
    return staged(rule, example, shelves[-1], modifier)


# ---- what the auditor says ------------------------------------------------------------------------------


def verdict_of(played: Played) -> Word:
    """The verdict in a word."""
    if any(finding.level == played.rule.level for finding in played.verdict.findings):
        return "breaks"
    if played.verdict.findings:
        return "costs"
    return "earns" if played.verdict.earned else "holds"


def said(played: Played) -> str:
    """The complaints with their price, or what is earned."""
    verdict = played.verdict
    says = list(dict.fromkeys(finding.breach.says for finding in verdict.findings))
    more = [f"and {len(says) - MOST_SAID} more"] if len(says) > MOST_SAID else []
    complaint = "; ".join([*says[:MOST_SAID], *more])
    if not played.dated:
        complaint = _without_dates(complaint, played.scene)
    costs = "" if verdict_of(played) == "costs" else "costs "
    parts = [f"{costs}{cost}"] if (cost := _cost(played.rule, verdict)) else []
    parts += [complaint] if complaint else []
    if verdict.earned:
        parts.append(plural(sum(each.points for each in verdict.earned), "point"))
    return ": ".join(parts)


def _cost(rule: Envelope, verdict: Verdict) -> str:
    """'2 points'; with the level where it is not the rule's own."""
    found = []
    for level in LEVELS:
        points = sum(each.points for each in verdict.findings if each.level == level)
        if points:
            found.append(plural(points, "point") + ("" if level == rule.level else f" of {level}"))
    return listed(found)


def _without_dates(text: str, scene: Stage) -> str:
    """A complaint that names days as the strip does: the calendar of an example is nobody's."""
    calendar, weeks = scene.season.calendar, scene.row.weeks
    days = range(min(scene.season.known_from, 0), calendar.length)
    names = {day_name(calendar.date(day)): _day(day, weeks) for day in days}
    text = _DAY.sub(lambda found: names.get(found[0], found[0]), text)
    return re.sub(r"\bin week 1\b", "in the week", text) if weeks == 1 else text


def _day(day: int, weeks: int) -> str:
    """'Thu', 'Thu of week 2', 'Thu of the week before'."""
    name = WEEKDAYS[day % 7].capitalize()
    if day < 0:
        return f"{name} of {before(day // 7)}"
    return name if weeks == 1 else f"{name} of week {day // 7 + 1}"


def before(week: int) -> str:
    """A week of the history, counted back from -1."""
    return "the week before" if week == -1 else f"{-week} weeks before"

"""A season just large enough for one row of an example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from solver.calendar import Calendar
from solver.catalogue import Catalogue, Form
from solver.clauses.when import When
from solver.diary import Diary, Done
from solver.documents.rulebook import Envelope, Example, Modifier, Setting
from solver.documents.scenario import (
    PHASES,
    Athlete,
    CalendarPage,
    Competition,
    Label,
    Loading,
    Phase,
    Scenario,
    Slot,
)
from solver.errors import InputError, Problem
from solver.examples.cast import athlete_for
from solver.examples.forms import extended, form_of, session_of
from solver.examples.rows import Item, Row, parse_row
from solver.loading.building import activate
from solver.loading.load import RuleEntry
from solver.season import ActiveRule, Season
from solver.words import unknown

STARTS = dt.date(2026, 10, 5)
CLOCK = {"am": "9:00", "pm": "17:00"}


@dataclass(frozen=True)
class Stage:
    """A row with the season that it plays in."""

    row: Row
    season: Season
    diary: Diary

    def play(self, entry: RuleEntry, rule: Envelope, modifiers: Sequence[Modifier] = ()) -> ActiveRule:
        """A rule, active in this season, with modifiers at work."""
        return activate(entry, rule, self.season, modifiers)


def settled(setting: Setting, example: Example) -> Setting:
    """The setting of a row: that of the rule, with what the row says itself on top."""
    own = {name: getattr(example, name) for name in example.model_fields_set & set(Setting.model_fields)}
    return setting.model_copy(update=own)


def stage(rule: Envelope, example: Example, setting: Setting, shelf: Catalogue) -> Stage:
    """Build the season of a row.

    Parameters
    ----------
    rule
        The rule that the row is about: it says which athlete and which phase will do.

    Raises
    ------
    InputError
        If the row cannot be read, or names what the catalogue does not have.
    """
    setting = settled(setting, example)
    row = parse_row(example.days)
    before = parse_row(setting.history) if setting.history else Row((), 0, 1)
    back = 7 * before.weeks
    slots = _slots(rule, setting, (*row.items, *before.items))
    starts = setting.starts or _monday(rule.when) or STARTS
    # ages are those of the year in which the calendar ends
    year = (starts + dt.timedelta(days=7 * row.weeks - 1)).year
    people = range(max(row.athletes, before.athletes))
    athletes = [athlete_for(rule, setting, number, year) for number in people]
    forms = {item: form_of(shelf, item) for item in (*row.items, *before.items)}
    wider = extended(shelf, (form for form, _ in forms.values()))
    scenario = _scenario(rule, setting, row, slots, athletes, shelf)
    done = [_done(item, 0, forms[item], athletes, slots) for item in row.items]
    history = [_done(item, -back, forms[item], athletes, slots) for item in before.items]
    totals = {
        (each.name, session_of(shelf, word)): n for each in athletes for word, n in setting.totals.items()
    }
    season = Season(scenario, wider, Calendar(scenario), athletes, (), history, -back, totals=totals)
    return Stage(row, season, season.diary(done))


def _done(
    item: Item, shift: int, form: tuple[Form, int], athletes: Sequence[Athlete], slots: Sequence[str]
) -> Done:
    return Done.of(athletes[item.athlete].name, item.day + shift, item.slot or slots[0], *form)


def _scenario(
    rule: Envelope,
    setting: Setting,
    row: Row,
    slots: Sequence[str],
    athletes: list[Athlete],
    shelf: Catalogue,
) -> Scenario:
    weeks = row.weeks
    starts = setting.starts or _monday(rule.when) or STARTS
    label = next(iter(rule.when.label.any), None) if rule.when.label else None
    labels = dict(setting.labels) or ({label: tuple(range(1, 7 * weeks + 1))} if label else {})
    day = dt.timedelta(days=1)
    return Scenario(
        scenario="example",
        title="An example",
        calendar=CalendarPage(
            starts=starts,
            weeks=weeks,
            slots=[Slot(slot=slot, starts=CLOCK.get(slot)) for slot in slots],
            per_slot=6,
            repeats=setting.repeats,
            cycle=setting.cycle,
            groups=setting.groups,
        ),
        athletes=athletes,
        phases=_phases(rule.when, setting, weeks),
        loading=_loading(rule.when, setting, weeks),
        competitions=_meets(row, starts, slots, athletes, shelf),
        labels=[
            Label(from_=starts + (n - 1) * day, to=starts + (n - 1) * day, label=name)
            for name, numbers in labels.items()
            for n in numbers
        ],
    )


def _meets(
    row: Row, starts: dt.date, slots: Sequence[str], athletes: Sequence[Athlete], shelf: Catalogue
) -> list[Competition]:
    """A meet for every race; one without a priority is of priority B."""
    races = shelf.named("race") or frozenset()
    found = []
    for item in row.items:
        session = session_of(shelf, item.word)
        is_race = any(form.session == session and form.key in races for form in shelf.forms.values())
        if item.priority or is_race:
            found.append(
                Competition(
                    date=starts + dt.timedelta(days=item.day),
                    name=f"the {item.priority or 'B'} meet",
                    priority=cast("Any", item.priority or "B"),
                    rounds=item.rounds,
                    session=session,
                    slot=item.slot or slots[0],
                    for_=[athletes[item.athlete].name],
                )
            )
    return found


def _slots(rule: Envelope, setting: Setting, items: Sequence[Item]) -> list[str]:
    named = {item.slot for item in items} - {""}
    pinned = getattr(rule.kind, "slot", None)
    slots = setting.slots or (["am", "pm"] if named or pinned in CLOCK else ["day"])
    wrong = [Problem(unknown("slot", slot, slots)) for slot in sorted(named - set(slots))]
    if wrong:
        raise InputError(wrong)
    return slots


def _phases(when: When, setting: Setting, weeks: int) -> list[Phase]:
    words = setting.phases or [setting.phase or _phase(when)]
    words = [words[min(week, len(words) - 1)] for week in range(weeks)]
    phases: list[Phase] = []
    for word in words:
        if phases and phases[-1].phase == word:
            phases[-1] = Phase(phase=word, weeks=phases[-1].weeks + 1)
        else:
            phases.append(Phase(phase=word, weeks=1))
    return phases


def _phase(when: When) -> str:
    """The first phase in which a rule applies."""
    if when.phase and when.phase.any:
        return when.phase.any[0]
    excluded = set(when.phase.not_) if when.phase else set()
    excluded |= set(when.not_.phase.any) if when.not_ and when.not_.phase else set()
    inner = [each.phase.any[0] for each in (*when.any, *when.all) if each.phase and each.phase.any]
    return inner[0] if inner else next((phase for phase in PHASES if phase not in excluded), PHASES[0])


def _loading(when: When, setting: Setting, weeks: int) -> Loading | None:
    words = setting.loading or ([when.loading] if when.loading else [])
    if not words:
        return None
    if ":" in words[0]:
        return Loading(pattern=words[0])
    unload = tuple(n + 1 for n in range(weeks) if words[min(n, len(words) - 1)] == "unload")
    return Loading(unload=unload) if unload else Loading(pattern="9:1")


def _monday(when: When) -> dt.date | None:
    first = when.dates.from_ if when.dates else None
    return first - dt.timedelta(days=first.weekday()) if first else None

"""The seasons in which a rulebook is judged: a plain one, with each kind of athlete that it speaks of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from solver.calendar import Calendar
from solver.catalogue import Catalogue
from solver.clauses.number import Number
from solver.clauses.per import NAMED, Per
from solver.clauses.what import What
from solver.clauses.when import Names, When
from solver.clauses.who import Who
from solver.documents.rulebook import Envelope, Modifier, Setting
from solver.documents.scenario import (
    PHASES,
    STANDINGS,
    Athlete,
    Away,
    CalendarPage,
    Competition,
    Cycle,
    Label,
    Loading,
    Phase,
    Scenario,
    Slot,
)
from solver.errors import InputError
from solver.examples.cast import AGE, TRAINED, athlete_for, possible
from solver.examples.check import by_name, read_rules
from solver.examples.modifiers import read_modifiers
from solver.examples.shelves import catalogue_of
from solver.examples.stage import CLOCK, STARTS
from solver.files.shelves import open_file
from solver.loading.books import first_word
from solver.loading.building import activate
from solver.loading.load import RuleEntry, read_catalogue
from solver.rules.kind import parts_of
from solver.season import Season
from solver.typed.sight import sees_slots
from solver.words import number

Rules = Sequence[tuple[RuleEntry, Envelope]]
WEEKS = {
    "general-preparation": 8,
    "specific-preparation": 6,
    "pre-competition": 5,
    "competition": 4,
    "taper": 2,
    "transition": 2,
}
#: The meets: day of the plan, priority and rounds.
MEETS = ((131, "C", 1), (138, "C", 1), (145, "B", 2), (159, "A", 2), (173, "A", 3))


def shelf_of(path: Path) -> Catalogue:
    """The catalogue of a rulebook: the only one in its folder, else as its examples have it."""
    near = [each for each in sorted(path.resolve().parent.glob("*.yaml")) if _is_catalogue(each)]
    return read_catalogue(near[0]) if len(near) == 1 else catalogue_of(path)


def _is_catalogue(path: Path) -> bool:
    try:
        return first_word(open_file(path)) == "catalogue"
    except InputError:
        return False  # told of where it is looked at


def seasons_of(path: Path, shelf: Catalogue) -> Iterator[Season]:
    """A season of the rules of a rulebook for each athlete to whom something else applies."""
    rules = [(entry, rule) for entry, rule in by_name(read_rules(path)).values() if not rule.off]
    modifiers = [each.modifier for each in read_modifiers(path)]
    pages = [_page(rules, modifiers, shelf)] if rules else []
    for page in pages:
        for athlete in _athletes(rules, modifiers):
            scenario = page.model_copy(update={"athletes": [athlete]})
            season = Season(scenario, shelf, Calendar(scenario), [athlete], ())
            yield replace(season, rules=[activate(*each, season, modifiers) for each in rules])


def _page(rules: Rules, modifiers: Sequence[Modifier], shelf: Catalogue) -> Scenario:
    """A season of 27 weeks with all that the rules name: labels, slots, groups of days, a cycle."""
    spoken: list[Any] = [*(rule for _, rule in rules), *modifiers]
    whens = [when for each in spoken for when in parts_of(each, When)]
    settings = [rule.examples.setting for _, rule in rules if rule.examples]
    named = {word for when in whens for word in when.phases()}
    weeks = {**WEEKS, **{word: 2 for word in sorted(named) if word not in PHASES}}
    pers = [per for each in spoken for per in parts_of(each, Per)]
    groups = {name: days for each in settings for name, days in each.groups.items()}
    plain = {per.name for per in pers if not (per.rolling or per.around or per.between)}
    groups |= {name: ["sat", "sun"] for name in sorted(plain - {*NAMED, *groups, "weekend"})}
    cycle = next((each.cycle for each in settings if each.cycle), None)
    slots = _slots(rules)
    labels = sorted({word for when in whens for word in when.labels()})
    loads = Loading(pattern="3:1", phases=["general-preparation", "specific-preparation"], unload=(16, 22))
    return Scenario(
        scenario="standard",
        title="A plain season",
        calendar=CalendarPage(
            starts=STARTS,
            weeks=sum(weeks.values()),
            slots=[Slot(slot=slot, starts=CLOCK.get(slot)) for slot in slots],
            groups=groups,
            cycle=cycle or Cycle(days=10, work=7),
            per_slot=6 // len(slots),
        ),
        phases=[Phase(phase=phase, weeks=count) for phase, count in weeks.items()],
        loading=loads,
        competitions=_meets(spoken, shelf),
        away=[Away(from_=_date(36), to=_date(37))] if "away" in labels else [],
        labels=[
            Label(from_=_date(7 * week), to=_date(7 * week + 6), label=label)
            for label in labels
            for week in _third_weeks(weeks.values())
            if label != "away"
        ],
    )


def _date(day: int) -> dt.date:
    return STARTS + dt.timedelta(days=day)


def _third_weeks(weeks: Iterable[int]) -> Iterator[int]:
    """The last but one week of each phase."""
    start = 0
    for count in weeks:
        yield start + max(count - 2, 0)
        start += count


def _meets(spoken: Sequence[Any], shelf: Catalogue) -> list[Competition]:
    """The meets; the lesser ones have the races that rules name, where these are not the usual one."""
    keys = shelf.named("race") or ()
    races = sorted({shelf.forms[key].session for key in keys})
    usual = "race" if "race" in races else next(iter(races), None)
    words = {word for each in spoken for what in parts_of(each, What) for word in what.words()}
    named = [race for race in races if race in words - {"race"}]
    return [
        Competition(
            date=_date(day),
            name=f"the {priority} meet",
            priority=cast("Any", priority),
            rounds=rounds,
            session=(named.pop() if named and priority != "A" else usual) or "race",
        )
        for day, priority, rounds in MEETS
        if usual
    ]


def _slots(rules: Rules) -> list[str]:
    """Morning and afternoon where a rule looks at parts of the day, and the parts that rules name."""
    if not sees_slots([rule for _, rule in rules]):
        return ["day"]
    named = {str(slot) for _, rule in rules if (slot := getattr(rule.kind, "slot", None))}
    named |= {slot for _, rule in rules if rule.examples for slot in rule.examples.setting.slots}
    return ["am", "pm", *sorted(named - {"am", "pm"})][:4]


# ---- who ------------------------------------------------------------------------------------------------


def _athletes(rules: Rules, modifiers: Sequence[Modifier]) -> list[Athlete]:
    """The athletes that the rules tell apart: whom each is about, and of each word that numbers go by."""
    year = _date(7 * sum(WEEKS.values()) - 1).year
    plain = athlete_for(_plain(), Setting(), 0, year)
    found = [plain]
    for _, rule in rules:
        setting = rule.examples.setting if rule.examples else Setting()
        found += _meant(rule, setting.model_copy(update={"tags": [], "labels": {}}), year)
    for modifier in modifiers:
        found += _meant(_plain().model_copy(update={"who": modifier.who}), Setting(), year)
    whos = [who for each in (*(rule for _, rule in rules), *modifiers) for who in parts_of(each, Who)]
    words = {word for _, rule in rules for each in parts_of(rule, Number) for word in each.words()}
    words |= {word for who in whos for names in (who.events, who.level) if names for word in _both(names)}
    tags = {word for who in whos if who.tags for word in _both(who.tags)}
    told_by: list[dict[str, Any]] = [{"tags": [word]} for word in sorted(tags)]
    for word in sorted(words):
        if word in STANDINGS:
            told_by.append({"level": word})
        elif word in ("female", "male"):
            told_by.append({"sex": word})
        else:
            told_by.append({"events": [word]})
    others = (possible({**plain.model_dump(), **each}) for each in told_by)
    found += [each for each in others if each]
    called = {name for _, rule in rules if rule.who.names for name in rule.who.names.any}
    alike: dict[str, Athlete] = {}
    for each in found:
        one = each if each.name in called else each.model_copy(update={"name": _described(each, year)})
        alike.setdefault(one.model_dump_json(), one)
    return list(alike.values())


def _meant(rule: Envelope, setting: Setting, year: int) -> list[Athlete]:
    """The athlete whom a rule is about, if there can be one."""
    try:
        return [athlete_for(rule, setting, 0, year)]
    except InputError:
        return []


def _described(athlete: Athlete, year: int) -> str:
    """'a national 400m athlete of 45 years, female, returning': what is not as usual of an athlete."""
    level = "" if athlete.level == "club" else f"{athlete.level} "
    age, trained = year - (athlete.born or year), athlete.training_age or 0
    said = f"a {level}{athlete.events[0]} athlete" + ("" if age == AGE else f" of {age} years")
    said += "".join(f", {word}" for word in (athlete.sex, *athlete.tags) if word)
    return said + ("" if trained == TRAINED else f", trained {number(trained)} years")


def _both(names: Names) -> list[str]:
    return [*names.any, *names.not_]


def _plain() -> Envelope:
    return Envelope.model_construct()

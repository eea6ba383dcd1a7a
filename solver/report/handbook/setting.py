"""Under which circumstances an example plays, as far as it says so itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from solver.documents.rulebook import Example, Setting
from solver.examples.forms import session_of
from solver.examples.stage import Stage, settled
from solver.plans.figures import phase_name
from solver.words import WEEKDAYS, listed, number


def setting_of(setting: Setting, example: Example, scene: Stage) -> str:
    """What a rule or one of its examples says of the calendar and the athlete: 'in taper; a club athlete'."""
    given = (setting.model_fields_set | example.model_fields_set) & set(_SAYS)
    chosen = settled(setting, example)
    found = [_SAYS[name](getattr(chosen, name), scene) for name in _SAYS if name in given]
    return "; ".join(part for part in found if part)


def _phases(words: Sequence[str], scene: Stage) -> str:
    return f"in {phase_name(words[0])}" if words and scene.row.weeks == 1 else ""


def _loading(words: Sequence[str], scene: Stage) -> str:
    """That of a single week; several carry it in their labels."""
    return "in an unload week" if words[:1] == ["unload"] and scene.row.weeks == 1 else ""


def _labels(labels: Mapping[str, Sequence[int]], scene: Stage) -> str:
    weeks = scene.row.weeks
    said = [f"{name.replace('-', ' ')} {days_named(days, weeks)}" for name, days in labels.items()]
    return "; ".join(said)


def days_named(numbers: Sequence[int], weeks: int) -> str:
    """Days counted from 1 as they are called: 'Tue to Thu', 'all week', 'week 1 and Mon of week 2'."""
    parts = []
    for week, days in groupby(sorted(numbers), lambda day: (day - 1) // 7):
        names = [WEEKDAYS[(day - 1) % 7].capitalize() for day in days]
        first, last = WEEKDAYS.index(names[0].lower()), WEEKDAYS.index(names[-1].lower())
        if len(names) == 7:
            parts.append(f"week {week + 1}" if weeks > 1 else "all week")
            continue
        in_a_row = len(names) > 2 and last - first + 1 == len(names)
        named = f"{names[0]} to {names[-1]}" if in_a_row else listed(names)
        parts.append(f"{named} of week {week + 1}" if weeks > 1 else named)
    return listed(parts)


def _age(year: int | None, scene: Stage) -> str:
    """The age as rules count it: in the year in which the calendar ends."""
    calendar = scene.season.calendar
    return f"{calendar.date(calendar.length - 1).year - year} years old" if year else ""


def _totals(totals: Mapping[str, int], scene: Stage) -> str:
    shelf = scene.season.catalogue
    done = [f"{number(n)} x {shelf.sessions[session_of(shelf, word)].title}" for word, n in totals.items()]
    return f"done before: {', '.join(done)}" if done else ""


def _athlete(word: str | None, _: Stage) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word} athlete" if word else ""


#: What is said of each word of a setting; of the others there is nothing to say, or the weeks say it.
_SAYS: Mapping[str, Callable[[Any, Stage], str]] = {
    "phase": lambda word, _: f"in {phase_name(word)}" if word else "",
    "phases": _phases,
    "loading": _loading,
    "labels": _labels,
    "totals": _totals,
    "level": _athlete,
    "sex": _athlete,
    "events": lambda words, _: f"events {listed(words)}" if words else "",
    "tags": lambda words, _: f"tagged {listed(words)}" if words else "",
    "born": _age,
    "training_age": lambda years, _: "" if years is None else f"training age {number(years)}",
    "body_mass": lambda mass, _: f"body mass {number(mass)} kg" if mass else "",
    "best": lambda times, _: ", ".join(f"best {event} {time:.2f}" for event, time in times.items()),
    "cycle": lambda cycle, _: f"a cycle of {cycle.days} days" if cycle else "",
    "groups": lambda groups, _: "; ".join(f"{name}: {listed(days)}" for name, days in groups.items()),
    "repeats": lambda repeats, _: "the weeks repeat themselves" if repeats else "",
}

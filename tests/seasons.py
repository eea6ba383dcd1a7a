"""Small seasons for tests: a catalogue of few sessions, a week or two, some rules."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from solver.diary import Done
from solver.files.source import parse
from solver.loading.load import season
from solver.season import Season

#: The shipped scenarios of a single week for one athlete.
WEEKS = ("week-100m-gpp", "week-200m-spp", "week-masters", "week-under-16")
CATALOGUE = """
catalogue: small
title: Few sessions
sessions:
  fly: {title: Flying, tags: [speed], class: high, dose: {reps: {from: 2, to: 3}, distance: 30}, rest: 5, minutes: 30, rpe: 8}
  tempo: {title: Tempo, class: low, dose: {reps: {from: 10, to: 14, step: 4}, distance: 100}, rest: 1, minutes: 20, rpe: 3}
  race: {title: Race, tags: [race], class: high, dose: {reps: {from: 1, to: 3}, distance: 100}, minutes: 60, rpe: 9}
"""


def small_season(folder: Path, rules: str, weeks: int = 1, more: str = "", athletes: int = 1) -> Season:
    """A season of some athletes under some rules (indented YAML), with more lines of the scenario."""
    constraints = folder / "constraints"
    constraints.mkdir(exist_ok=True)
    (constraints / "small.yaml").write_text(CATALOGUE)
    who = "athlete: {name: A. Sprinter, events: [100m]}"
    if athletes > 1:
        names = ", ".join(f"{{name: Sprinter {number}, events: [100m]}}" for number in range(athletes))
        who = f"athletes: [{names}]"
    text = f"""
scenario: small
title: A small season
catalogue: small
calendar: {{starts: 2026-10-05, weeks: {weeks}, per_slot: 1}}
{who}
phases: [{{phase: general-preparation, weeks: {weeks}}}]
{more}
rules:
{rules}
"""
    file = folder / "page.yaml"
    file.write_text(text)
    return season(parse(text, "page.yaml"), file)


def every_plan(season: Season, days: int) -> Iterator[list[Done]]:
    """All plans of at most one session a day on the first days of a week."""
    name, slot = season.athletes[0].name, season.calendar.slots[0]
    options = [None, *((form, n) for form in season.catalogue.forms.values() for n in form.counts())]
    options = [each for each in options if each is None or each[0].session != "race"]
    for chosen in itertools.product(options, repeat=days):
        yield [Done.of(name, day, slot, *each) for day, each in enumerate(chosen) if each is not None]

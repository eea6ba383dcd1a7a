"""A coach's folder for tests of the command line, small enough to be planned at once."""

from __future__ import annotations

from pathlib import Path

CATALOGUE = """
catalogue: small
title: Few sessions
sources: {lane: Notes from lane four}
sessions:
  fly:
    title: Flying sprints
    tags: [speed]
    class: high
    intensity: {at_least: 98, of: maximal velocity}
    dose: {reps: {from: 2, to: 4}, distance: [20, 30]}
    run_in: 30
    rest: {per_10m: 1}
    recovery: walk back
    minutes: 30
    rpe: 8
    order: 20
  tempo:
    title: Extensive tempo
    tags: [tempo]
    class: low
    intensity: {at_least: 65, at_most: 75}
    dose: {reps: {from: 10, to: 20, step: 5}, distance: 100}
    rest: 1
    minutes: 20
    rpe: 3
  lift:
    title: Basic strength
    class: medium
    dose: {sets: {from: 3, to: 5}}
    rest: 3
    minutes: 20
    rpe: 6
    order: 60
  stretch: {title: Stretching, class: rest, minutes: 20, rpe: 1}
  race:
    title: Race
    tags: [race]
    class: high
    dose: {reps: {from: 1, to: 3}, distance: 100}
    minutes: 60
    rpe: 9
"""

BOOK = """
rulebook: basics
title: The basics
sources: {lane: Notes from lane four}
rules:
  speed-every-week:
    says: Two sprint sessions a week.
    why: Speed is a skill.
    source: lane page 3
    limit: {sessions: speed, per: week, at_least: 2, at_most: 3}
    examples:
      holds: {two: speed . . speed . . .}
      breaks: {one: "speed . . . . . . -> 1 speed session in week 1, at least 2"}
  days-apart:
    spacing: {between: high, at_least: 2 days}
    examples:
      holds: {apart: speed . speed . . . .}
      breaks: {next-day: speed speed . . . . .}
  tempo-metres:
    level: should
    limit: {metres: tempo, per: week, at_least: 1500, per_unit: 100}
    examples:
      holds: {enough: "tempo:1500m . . . . . ."}
      breaks: {little: {days: "tempo:1400m . . . . . .", points: 1}}
"""

WEEK = """
scenario: week
title: A week in October
catalogue: small
calendar: {starts: 2026-10-05, weeks: 1}
athlete: {name: A. Sprinter, events: [100m], best: {100m: 10.00}}
phases: [{phase: general-preparation, weeks: 1}]
away: [{from: 2026-10-11, to: 2026-10-11, reason: family}]
rulebooks: [basics]
"""

SEASON = """
scenario: season
title: A short season
catalogue: small
calendar: {starts: 2026-10-05, weeks: 4, slots: [am, pm]}
athlete: {name: A. Sprinter, events: [100m], best: {100m: 10.00}}
phases: [{phase: general-preparation, weeks: 3}, {phase: competition, weeks: 1}]
loading: {pattern: "2:1", phases: [general-preparation]}
competitions: [{date: 2026-10-31, name: Autumn cup, priority: A, rounds: 2, slot: pm}]
rulebooks: [basics]
rules:
  speed-every-week: {when: {phase: general-preparation}}
  form: {level: prefer, peak: {at: [A], per_unit: 10}}
  sundays: {level: should, when: {weekdays: sun}, limit: {days: rest, per: day, at_least: 1}}
"""


def club(folder: Path) -> Path:
    """Write the folder; the scenarios are `scenarios/week.yaml` and `scenarios/season.yaml`."""
    write(folder, "constraints/small.yaml", CATALOGUE)
    write(folder, "constraints/basics.yaml", BOOK)
    write(folder, "scenarios/week.yaml", WEEK)
    write(folder, "scenarios/season.yaml", SEASON)
    return folder


def write(folder: Path, name: str, text: str) -> Path:
    """Write one file of the folder."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.lstrip(), encoding="utf-8")
    return file

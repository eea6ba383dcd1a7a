"""A small season for the tests of typed plans: files in a folder, rules of many kinds."""

from __future__ import annotations

from pathlib import Path

from solver.loading.load import load
from solver.season import Season
from solver.typed import Week, read_week

SHELF = Path(__file__).parent / "bad_input" / "constraints" / "catalogue.yaml"

ONE = "athlete: {name: A. Sprinter, events: [100m], born: 2003}"
TWO = """\
athletes:
  - {name: A. Sprinter, events: [100m], born: 2003}
  - {name: B. Runner, events: [400m], born: 2004}"""

PAGE = """\
scenario: typed
title: Two weeks
calendar: {{starts: 2026-10-05, weeks: 2, slots: {slots}}}
{who}
phases: [{{phase: general-preparation, weeks: 2}}]
competitions:
  - {{date: 2026-10-17, name: Club meet, priority: A, rounds: 2}}
away:
  - {{from: 2026-10-11, to: 2026-10-11, reason: family}}
rules:
{rules}
"""

RULES = """\
  tempo-days: {limit: {days: tempo, at_least: 1, at_most: 2}}
  speed-metres: {level: should, limit: {metres: speed, at_most: 300, per_unit: 10}}
  fast-metres: {limit: {metres: {intensity: {above: 90}}, per: 7 days, at_most: 500}}
  one-or-two: {limit: {sessions: lift, one_of: [0, 2]}}
  kinds: {limit: {kinds: running, at_most: 2}}
  load: {level: prefer, limit: {load: {not: rest}, at_most: 900, per_unit: 50}}
  largest: {limit: {reps: running, count: largest, per: season, at_most: 16}}
  high-apart: {spacing: {between: high, at_least: 2 days}}
  lift-on-high: {level: should, pairing: {each: lift, needs: high, within: [same day]}}
  no-three: {run: {of: running, at_most: 3}}
  grows: {progression: {metres: running, from: week, rise: {at_most: 10%}, base: 500}}
  share: {ratio: {of: {metres: accel}, to: {metres: tempo}, per: week, at_most: 50%}}
  tempo-first: {order: {then: lift, after: {metres: tempo, at_least: 1500}}}
  either: {choice: {of: [{limit: {metres: tempo, at_least: 1800}}, {limit: {days: accel, at_least: 2}}]}}
  with-race: {limit: {days: lift, at_most: 0}, given: {sessions: race, at_least: 1}}
  rhythm: {level: prefer, steady: {of: [speed, tempo]}}
  rest-after: {pattern: {avoid: [high, high]}}
  rested: {pin: {do: rest}, when: {weekdays: sun}}"""


def season(folder: Path, rules: str = RULES, who: str = ONE, slots: str = "[day]") -> Season:
    """The season, from files written to a folder."""
    (folder / "constraints").mkdir(exist_ok=True)
    (folder / "constraints" / "catalogue.yaml").write_text(SHELF.read_text())
    file = folder / "scenario.yaml"
    file.write_text(PAGE.format(rules=rules, who=who, slots=slots))
    return load(file)


def typed(folder: Path, text: str, name: str = "plan.csv") -> Path:
    """A typed plan in a file."""
    file = folder / name
    file.write_text(text)
    return file


def lone(folder: Path, text: str, rules: str = "  mine: {limit: {days: tempo, at_most: 2}}") -> Week:
    """A week that stands alone, with rules of its own, from files written to a folder."""
    (folder / "constraints").mkdir(exist_ok=True)
    (folder / "constraints" / "catalogue.yaml").write_text(SHELF.read_text())
    book, file = folder / "constraints" / "mine.yaml", folder / "week.yaml"
    book.write_text(f"rulebook: mine\ntitle: Mine\nrules:\n{rules}\n")
    file.write_text(f"week: lone\ntitle: A week alone\n{text}\n")
    return read_week(file, [str(book)])

"""The JSON Schemas know what the program knows."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from solver.documents import schema
from solver.files.shelves import shipped
from solver.files.source import parse, read
from solver.overlays.named import LISTS
from tests.club import BOOK, CATALOGUE, SEASON, WEEK

DOCUMENTS = ("catalogue", "rulebook", "scenario", "overlay")
SHIPPED = [
    file for folder in ("constraints", "scenarios") for file in sorted((shipped() / folder).rglob("*.yaml"))
]


def plain(value: Any) -> Any:
    """Data as an editor sees it, with dates as text."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@cache
def validator(document: str) -> Draft202012Validator:
    """What an editor checks with."""
    return Draft202012Validator(schema.schema(document))


def complaints(data: Any) -> list[str]:
    """What an editor would underline."""
    first = next(iter(data))
    found = validator("overlay" if first == "extends" else first).iter_errors(plain(data))
    return [f"{list(each.absolute_path)}: {each.message}" for each in found]


@pytest.mark.parametrize("document", [*DOCUMENTS, "plan"])
def test_every_schema_is_a_schema(document: str) -> None:
    """And what is printed is that schema."""
    Draft202012Validator.check_schema(schema.schema(document))
    assert json.loads(schema.dumps(document)) == schema.schema(document)


@pytest.mark.parametrize("text", [CATALOGUE, BOOK, WEEK, SEASON])
def test_what_the_program_reads_is_not_underlined(text: str) -> None:
    """Short spellings included: `reps: 3`, `[am, pm]`, a word for a list of one."""
    assert complaints(parse(text.strip()).data) == []


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_no_shipped_file_is_underlined(file: Path) -> None:
    """Every shipped file fits its schema."""
    assert complaints(read(file).data) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{rulebook: r, title: t, rules: {a: {limit: {days: x, att_most: 2}}}}", "att_most"),
        ("{rulebook: r, title: t, rules: {a: {lmit: {days: x, at_most: 2}}}}", "lmit"),
        ("{rulebook: r, title: t, rules: {a: {level: always, limit: {days: x}}}}", "always"),
        ("{rulebook: r, title: t, rules: {a: off}}", "off"),
        ("{rulebook: r, title: t, rules: {}, modifiers: {m: {floor: 2}}}", "floor"),
        ("{catalogue: c, title: t, sessions: {a: {title: A}}}", "class"),
        ("{catalogue: c, title: t, sessions: {a: {title: A, class: low, dose: {reps: many}}}}", "many"),
        ("{scenario: s, title: t, phases: [], calendar: {starts: 2026-10-05, weeks: 0}}", "0 is less"),
    ],
)
def test_what_the_program_refuses_is_underlined(text: str, says: str) -> None:
    """Unknown words, missing words, values out of range."""
    assert any(says in each for each in complaints(parse(text).data))


OVERLAY = """
extends: season-100m.yaml
rules: {tempo-days: {limit: {at_most: 3}}, exams: off}
rulebooks: {speed-first: off, schools/francis: on}
competitions: {Regional indoor: {date: 2027-02-13}, Club match: off}
away: {Christmas: {to: 2026-12-26}, 2027-04-05: {to: 2027-04-07, reason: camp}}
history: {days: {2026-10-01: {session: flying, reps: 3}}}
phases: {general-preparation 1: {weeks: 6}}
modifiers: {light: off}
"""


def test_an_overlay_is_known_to_editors() -> None:
    """Parts of a scenario, lists by the names of their items, rules and rulebooks that are switched."""
    assert complaints(parse(OVERLAY.strip()).data) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("rulz: {}", "rulz"),
        ("competitions: {Club match: {dat: 2027-02-13}}", "competitions"),
        ("rulebooks: {speed-first: maybe}", "rulebooks"),
        ("rules: {tempo-days: {limit: {at_mst: 3}}}", "at_mst"),
    ],
)
def test_a_slip_in_an_overlay_is_underlined(line: str, says: str) -> None:
    """As in a scenario."""
    assert any(says in each for each in complaints(parse(f"extends: week.yaml\n{line}").data))


def test_the_schema_knows_the_lists_that_overlays_change_by_name() -> None:
    """Those that are read, and no others."""
    assert set(schema.BY_NAME) == set(LISTS)


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ("off", True),
        ("on", True),
        ("{limit: {at_most: 3}}", True),
        ("{spacing: {at_least: 2 days}}", True),
        ("{limit: {at_mst: 3}}", False),
        ("maybe", False),
    ],
)
def test_a_scenario_may_say_part_of_a_rule(rule: str, fits: bool) -> None:
    """An override names what it changes, or switches the rule on or off."""
    text = WEEK.strip() + f"\nrules:\n  speed-every-week: {rule}\n"
    assert (complaints(parse(text).data) == []) == fits

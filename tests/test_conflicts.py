"""Why there is no plan: conflicts that were planted are found, and every way out leads to a plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from solver.answers import Budget
from solver.audit import audit
from solver.loading import load
from solver.outcome import Settings
from solver.overlay import Overlay
from solver.reasons.changes import NUMBER
from solver.reasons.conflict import conflict
from solver.reasons.explanation import explain
from solver.season import Season
from tests.club import club
from tests.planted import CLUB, PLANTED, Planted, names, only, possible

QUESTION = Budget(5.0)
#: Single weeks and the season of the club, and a few longer seasons.
SHORT = [name for name, each in PLANTED.items() if each.ground.startswith((CLUB, "week-"))]
LONG = [
    f"{name}@school-speed-first"
    for name in ("three-rules", "sunday-and-monday", "unloaded-caps", "rest-before-a-meet", "sprints-again")
]
SQUAD = ["lanes@squad-week", "slots-full@squad-week", "two-for-one-place@squad-week"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The club's folder."""
    return club(tmp_path_factory.mktemp("club"))


@pytest.mark.parametrize("name", [*SHORT, *LONG, *SQUAD])
def test_the_conflict_is_the_planted_one(folder: Path, name: str) -> None:
    """What was planted is named and nothing else: there is no plan, and without any one member there is one."""
    reading = PLANTED[name].reading(folder)
    found = conflict(reading.season(), QUESTION)
    assert found is not None and names(found.members) in PLANTED[name].clash
    assert not possible(only(reading, found.members))
    for each in found.members:
        assert possible(only(reading, [other for other in found.members if other != each])), each.title


def test_there_are_enough(folder: Path) -> None:
    """Sixty scenarios and more, of single weeks, of sixteen and of forty weeks; none of them can be planned."""
    weeks = [each.reading(folder).season().calendar.weeks for each in PLANTED.values()]
    assert len(weeks) >= 60
    assert all(weeks.count(length) >= 12 for length in (1, 16, 40))


@pytest.mark.parametrize(
    "name", ["shared-rule@club-week", "shared-floor@club-week", "meet-on-sunday@club-season"]
)
def test_all_conflicts_are_found(folder: Path, name: str) -> None:
    """Two conflicts that share a rule, or a meet, are both named."""
    found = explained(PLANTED[name], folder, conflicts=6, ways=1)
    assert {names(each.members) for each in found.conflicts} == set(PLANTED[name].clash)


# ---- ways out ----------------------------------------------------------------------------------------------


def explained(planted: Planted, folder: Path, conflicts: int = 1, ways: int = 6) -> Any:
    """The explanation of a planted scenario."""
    reading = planted.reading(folder)
    found = explain(
        reading.season(), lambda data: reading.changed(data).season(), Settings(4.0), conflicts, ways
    )
    assert found is not None
    return found


def over(planted: Planted, folder: Path, data: Mapping[str, Any]) -> Season:
    """The scenario with changes on top, read from the files again."""
    return load(planted.file(folder), over=[Overlay.of(planted.over), Overlay.of(data)])


def less(data: Any, below: Any) -> list[Any]:
    """A change with its number one nearer to what was written, for each number in it."""
    if isinstance(data, dict):
        return [
            {**data, word: nearer}
            for word, value in data.items()
            for nearer in less(value, below.get(word) if isinstance(below, dict) else below)
        ]
    if isinstance(data, int) and isinstance(below, int) and data != below:
        return [data - 1 if data > below else data + 1]
    return []


@pytest.mark.parametrize("name", [*SHORT, "lanes@squad-week"])
def test_every_way_out_has_a_plan(folder: Path, name: str) -> None:
    """There is a way out; the changes of each, read again, have the plan that is told, and no number is larger than need be."""
    planted = PLANTED[name]
    found = explained(planted, folder)
    assert found.ways
    written = planted.reading(folder)
    rules = {name: each.source.data for name, each in written.loaded.entries.items()}
    for way in found.ways:
        season = over(planted, folder, way.repair.data)
        verdict = audit(season, season.diary(way.outcome.sessions))
        assert verdict.passed and verdict.score == way.outcome.score
        changes = way.repair.changes
        if len(changes) == 1 and changes[0].sort == NUMBER and "rules" in way.repair.data:
            for weaker in less(way.repair.data["rules"], rules):
                assert not possible(over(planted, folder, {"rules": weaker})), way.repair.says


def said(planted: Planted, folder: Path) -> list[str]:
    """The ways out in words."""
    return [way.repair.says for way in explained(planted, folder).ways]


GOLDEN = {
    "two-rules@club-week": [],
}


@pytest.mark.parametrize("name", GOLDEN)
def test_ways_out_in_words(folder: Path, name: str) -> None:
    """The ways out of each kind read as a coach would say them, the gentlest first."""
    assert said(PLANTED[name], folder) == GOLDEN[name]

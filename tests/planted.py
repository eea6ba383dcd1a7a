"""Scenarios without a plan, in which it is known what clashes: they were planted in `planted.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solver import loading
from solver.loading import Reading
from solver.overlay import Overlay
from solver.reasons.members import Member
from solver.shelves import shipped
from solver.source import read

#: What the scenarios of the club and of the shipped catalogue call the same kinds of sessions.
WORDS = {"club": {"throwing": "lift", "easy": "stretch", "fast": "fly"},
         "shipped": {"throwing": "throws", "easy": "mobility", "fast": "speed"}}  # fmt: skip
CLUB = "club-"


@dataclass(frozen=True)
class Planted:
    """A scenario without a plan.

    Parameters
    ----------
    name, ground
        What was planted, and in which scenario.
    over
        What is laid on the scenario.
    clash
        The conflicts that were planted, each as sorted names.
    """

    name: str
    ground: str
    over: Mapping[str, Any]
    clash: Sequence[tuple[str, ...]]

    @property
    def id(self) -> str:
        """A name of its own."""
        return f"{self.name}@{self.ground}"

    def file(self, club: Path) -> Path:
        """The scenario on which it is laid; `club` is the folder that :func:`tests.club.club` has written."""
        name = self.ground.removeprefix(CLUB)
        return (club if name != self.ground else shipped()) / "scenarios" / f"{name}.yaml"

    def reading(self, club: Path) -> Reading:
        """The scenario with all that was planted in it."""
        return loading.reading(self.file(club), [Overlay.of(self.over)])


def names(members: Sequence[Member]) -> tuple[str, ...]:
    """How :class:`Planted` calls the members of a conflict."""
    return tuple(sorted(each.title for each in members))


def _worded(data: Any, words: Mapping[str, str]) -> Any:
    """Plain data with the words of one catalogue."""
    if isinstance(data, dict):
        return {key: _worded(value, words) for key, value in data.items()}
    if isinstance(data, list):
        return [_worded(each, words) for each in data]
    return words.get(data, data) if isinstance(data, str) else data


def _planted() -> list[Planted]:
    page = read(Path(__file__).with_suffix(".yaml")).data
    return [
        Planted(
            name,
            ground,
            _worded(each["over"], WORDS["club" if ground.startswith(CLUB) else "shipped"]),
            [tuple(sorted(clash)) for clash in each["clash"]],
        )
        for name, each in page.items()
        for ground in each["on"]
    ]


PLANTED = {each.id: each for each in _planted()}

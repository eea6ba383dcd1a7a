"""Scenarios without a plan, in which it is known what clashes: they were planted in `planted.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solver.auditor import audit
from solver.backends.answers import Budget
from solver.files.page import page
from solver.files.shelves import shipped
from solver.files.source import parse, read
from solver.loading import load as loading
from solver.loading.load import Reading
from solver.loading.resolved import resolved
from solver.model.lowering import Lowering
from solver.overlays.overlay import Overlay
from solver.reasons.conflicts.members import Member
from solver.search.first import Growth
from solver.search.whole import solve
from solver.season import Season

#: What the scenarios of the club and of the shipped catalogue call the same kinds of sessions.
WORDS = {"club": {"throwing": "lift", "easy": "stretch", "fast": "fly"},
         "shipped": {"throwing": "throws", "easy": "mobility", "fast": "speed"}}  # fmt: skip
CLUB = "club-"
#: Lists of a scenario and what their items are called as members; what stands alone is called as it is.
LISTS = {"away": "away", "competitions": "meet", "labels": "label"}
ALONE = ("loading", "history", "sessions")
#: The most sessions in a slot that a calendar may allow.
SLOT = 6


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


def only(reading: Reading, kept: Collection[Member]) -> Season:
    """A season as it would be written if nothing had to hold but some members: all else is left out of the page."""
    held = {(each.sort, each.name if each.place is None else each.place) for each in kept}
    text = dict(resolved(reading).data)
    rules = {name: each for name, each in text.pop("rules", {}).items() if isinstance(each, dict)}
    text["rules"] = {
        name: each if ("rule", name) in held else {**each, "off": True} for name, each in rules.items()
    }
    modifiers = text.pop("modifiers", {})
    text["modifiers"] = {name: each for name, each in modifiers.items() if ("modifier", name) in held}
    for word, sort in LISTS.items():
        text[word] = [each for n, each in enumerate(text.get(word, [])) if (sort, n) in held]
    for word in ALONE:
        if (word, "") not in held:
            text.pop(word, None)
    text["phases"] = [
        each if ("phase", n) in held else {**each, "phase": "no-phase"}
        for n, each in enumerate(text["phases"])
    ]
    if ("slots", "") not in held:
        text["calendar"] = {**text["calendar"], "per_slot": SLOT}
    lines = "\n".join(line for line, _ in page(text, lambda path: bool(path)))
    return loading.season(parse(lines, "only.yaml"), reading.file)


def possible(season: Season, work: float = 20.0) -> bool:
    """Whether a season has a plan, grown or solved whole; where it has one, that has passed the audit."""
    lowering, weeks, athletes = Lowering(season), season.calendar.weeks, len(season.athletes)
    values = Growth(lowering.model, weeks, athletes, lambda spent, most: Budget(most)).run(levels=())
    for linearization in (0, 2) if values is None else ():
        answer = solve(lowering.model, {}, Budget(work), linearization=linearization, first=True)
        values = answer.values
        if answer.status == "infeasible":
            return False
        if values is not None:
            break
    assert values is not None, "not told in time"
    assert audit(season, season.diary(lowering.choices.plan(values))).passed
    return True


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

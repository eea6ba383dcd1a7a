"""A season in which only some of its members hold: all else is let go of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from solver.applying import laid
from solver.calendar import Calendar
from solver.documents.scenario import Phase, Scenario
from solver.reasons.conflicts.members import Member, Sort, members
from solver.season import Season

#: The most sessions in a slot that a calendar can allow.
SLOT = 6
T = TypeVar("T")


class Reduced:
    """A season and what may be let go of in it.

    Attributes
    ----------
    all
        Its members.
    """

    def __init__(self, season: Season) -> None:
        self.season = season
        self.all = members(season)

    def __call__(self, kept: Collection[Member]) -> Season:
        """The season in which only these members hold; a phase let go of keeps its weeks, without a name."""
        season, holds = self.season, _Holding(kept)
        scenario = _scenario(season.scenario, holds)
        history = holds.has("history")
        season = replace(
            season,
            scenario=scenario,
            calendar=Calendar(scenario),
            history=season.history if history else (),
            known_from=season.known_from if history else 0,
            totals=season.totals if history else {},
            modifiers={name: each for name, each in season.modifiers.items() if holds.has("modifier", name)},
        )
        modifiers = list(season.modifiers.values())
        rules = [laid(each, season, modifiers) for each in self.season.rules if holds.has("rule", each.id)]
        return replace(season, rules=[each for each in rules if each.scopes])


class _Holding:
    def __init__(self, kept: Collection[Member]) -> None:
        self._names = {(each.sort, each.name) for each in kept}
        self._places = {(each.sort, each.place) for each in kept}

    def has(self, sort: Sort, name: str = "") -> bool:
        return (sort, name) in self._names

    def at(self, sort: Sort, place: int) -> bool:
        return (sort, place) in self._places

    def among(self, sort: Sort, things: Sequence[T]) -> list[T]:
        return [each for place, each in enumerate(things) if self.at(sort, place)]


def _scenario(scenario: Scenario, holds: _Holding) -> Scenario:
    page = scenario.calendar
    return scenario.model_copy(
        update={
            "phases": [
                each if holds.at("phase", n) else Phase.model_construct(phase="", weeks=each.weeks)
                for n, each in enumerate(scenario.phases)
            ],
            "away": holds.among("away", scenario.away),
            "competitions": holds.among("meet", scenario.competitions),
            "labels": holds.among("label", scenario.labels),
            "loading": scenario.loading if holds.has("loading") else None,
            "history": scenario.history if holds.has("history") else None,
            "sessions": scenario.sessions if holds.has("sessions") else None,
            "calendar": page if holds.has("slots") else page.model_copy(update={"per_slot": SLOT}),
        }
    )

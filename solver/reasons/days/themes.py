"""What a coach sees of a day at a glance: how hard it is, and what it is about.

The theme of a session is that of its tags which says most: the one that the fewest sessions of the catalogue
share, but at least two. A day has the class and the themes of its hardest sessions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from solver.catalogue import Catalogue
from solver.diary import Done
from solver.season import Season


class Theme(NamedTuple):
    """The class of a day, by its rank, and what its hardest sessions are about."""

    rank: int
    words: frozenset[str] = frozenset()

    def like(self, other: Theme) -> bool:
        """Whether two days look the same: of one class, and all that one is about the other is too."""
        return self.rank == other.rank and (self.words <= other.words or other.words <= self.words)


REST = Theme(0)


def session_themes(shelf: Catalogue) -> Mapping[str, str]:
    """The theme of every session."""
    shared = Counter(tag for session in shelf.sessions.values() for tag in session.tags)

    def says_least(tag: str) -> tuple[bool, int]:
        return shared[tag] < 2, shared[tag]

    return {name: min(each.tags, key=says_least, default=name) for name, each in shelf.sessions.items()}


class Themes:
    """The themes of the days of a plan, by athlete and day."""

    def __init__(self, season: Season, sessions: Sequence[Done]) -> None:
        self.catalogue, self.of_session = season.catalogue, session_themes(season.catalogue)
        found: dict[tuple[str, int], list[Done]] = {}
        for done in sessions:
            found.setdefault((done.athlete, done.day), []).append(done)
        self._days = {key: self._theme(day) for key, day in found.items()}

    def on(self, athlete: str, day: int) -> Theme:
        """The theme of a day."""
        return self._days.get((athlete, day), REST)

    def _theme(self, sessions: Sequence[Done]) -> Theme:
        rank = max(self.catalogue.rank(done.form) for done in sessions)
        if rank == 0:
            return REST
        hardest = [done.session for done in sessions if self.catalogue.rank(done.form) == rank]
        return Theme(rank, frozenset(self.of_session[each] for each in hardest))


def differing(season: Season, one: Themes, other: Themes) -> list[tuple[str, int]]:
    """The days on which two plans differ, by athlete and day."""
    return [
        (athlete.name, day)
        for athlete in season.athletes
        for day in range(season.calendar.length)
        if not one.on(athlete.name, day).like(other.on(athlete.name, day))
    ]

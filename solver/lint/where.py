"""Some weeks of a season, and whose."""

from __future__ import annotations

from typing import NamedTuple


class Where(NamedTuple):
    """Some weeks of some athletes.

    Parameters
    ----------
    weeks
        The first and the last, from 1.
    phase
        The phase, or the phases one after the other.
    loading
        'loading' or 'unload', where it is the same in all of them.
    meets
        The priorities of the meets in them, as 'AB'.
    """

    weeks: tuple[int, int]
    phase: str
    loading: str
    meets: str
    who: tuple[str, ...]

    @property
    def days(self) -> range:
        """The days of the weeks."""
        return range(7 * self.weeks[0] - 7, 7 * self.weeks[1])

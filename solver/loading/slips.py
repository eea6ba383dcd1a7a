"""Slips of the pen in what is said of an athlete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from solver.files.source import Path_

#: Metres a second between which the best of a runner lies, from a beginner over hurdles to a champion.
SLOWEST, FASTEST = 2.0, 11.0


def slips(born: int | None, best: Mapping[str, float], year: int) -> Iterator[tuple[Path_, str]]:
    """A best time that no runner has, or that a walker has, is a slip of the pen; so is a late birth.

    Parameters
    ----------
    born, best
        What is said of the athlete.
    year
        The last year of the plan.
    """
    if born is not None and born >= year:
        yield ("born",), f"found {born}, expected a year before {year}"
    for event, seconds in best.items():
        metres = int(event.rstrip("mh"))
        if not SLOWEST <= metres / seconds <= FASTEST:
            expected = f"from {metres / FASTEST:.1f} to {metres / SLOWEST:.0f}"
            yield ("best", event), f"found {seconds:g} s for {metres} m, expected {expected}"

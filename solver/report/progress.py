"""What a search is doing, on the error stream, for whoever watches."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from solver.report.screen import console
from solver.words import number


class State(Protocol):
    """The state of a search, as far as it is shown."""

    @property
    def doing(self) -> str:
        """What it does."""

    @property
    def score(self) -> Mapping[str, int]:
        """Points so far, by level."""

    @property
    def bounds(self) -> Mapping[str, int | None]:
        """What the points cannot be below."""


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[State], None]]:
    """Show progress while a search runs; nothing where the error stream is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda state: None
        return
    screen = console(sys.stderr)
    started = time.monotonic()
    latest = "reading the rules"
    with screen.status("", refresh_per_second=4) as status:

        def line() -> None:
            status.update(f"{time.monotonic() - started:4.0f} s   {latest}")

        def watch(state: State) -> None:
            nonlocal latest
            latest = says(state)
            line()

        stop = threading.Event()
        clock = threading.Thread(target=lambda: _tick(stop, line), daemon=True)
        clock.start()
        try:
            yield watch
        finally:
            stop.set()
            clock.join()


def _tick(stop: threading.Event, line: Callable[[], None]) -> None:
    """Keep the seconds moving."""
    while not stop.wait(0.5):
        line()


def says(state: State) -> str:
    """What is shown of a state."""
    parts = [_level(level, points, state.bounds.get(level)) for level, points in state.score.items()]
    hint = ["(Ctrl-C keeps the best so far)"] if parts else []
    return "   ".join([state.doing, *parts, *hint])


def _level(level: str, points: int, bound: int | None) -> str:
    """'should 7 (no plan below 3, gap 4)'."""
    if bound is None:
        return f"{level} {number(points)}"
    gap = "best" if bound == points else f"no plan below {number(bound)}, gap {number(points - bound)}"
    return f"{level} {number(points)} ({gap})"

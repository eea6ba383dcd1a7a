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
    with line(quiet) as show:
        yield lambda state: show(says(state))


@contextmanager
def line(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Show a line that changes, with the seconds before it; nothing where the error stream is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda text: None
        return
    screen = console(sys.stderr)
    started = time.monotonic()
    latest = "reading the rules"
    with screen.status("", refresh_per_second=4) as status:

        def update() -> None:
            status.update(f"{time.monotonic() - started:4.0f} s   {latest}")

        def show(text: str) -> None:
            nonlocal latest
            latest = text
            update()

        stop = threading.Event()
        clock = threading.Thread(target=lambda: _tick(stop, update), daemon=True)
        clock.start()
        try:
            yield show
        finally:
            stop.set()
            clock.join()


def _tick(stop: threading.Event, update: Callable[[], None]) -> None:
    """Keep the seconds moving."""
    while not stop.wait(0.5):
        update()


def says(state: State) -> str:
    """What is shown of a state."""
    parts = [_level(level, points, state.bounds.get(level)) for level, points in state.score.items()]
    hint = ["(Ctrl-C keeps the best so far)"] if parts else []
    return "   ".join([state.doing, *parts, *hint])


def counted(done: int, total: int, what: str) -> str:
    """What is shown of one thing after another: '[####      ] 12 of 30   tempo-days'."""
    width = 20
    bar = "#" * (width * done // max(total, 1))
    return f"[{bar:<{width}}] {done} of {total}   {what}   (Ctrl-C keeps what has been done so far)"


def _level(level: str, points: int, bound: int | None) -> str:
    """'should 7 (no plan below 3, gap 4)'."""
    if bound is None:
        return f"{level} {number(points)}"
    gap = "best" if bound == points else f"no plan below {number(bound)}, gap {number(points - bound)}"
    return f"{level} {number(points)} ({gap})"

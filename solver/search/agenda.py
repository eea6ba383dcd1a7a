"""The order in which windows are solved, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from solver.search.windows import EVERY, Window, apart, rhythms, windows

#: The width in weeks for which it is looked at again, once windows stop gaining, that none can gain.
CERTIFIED = 3
#: Weeks times athletes up to which a season is tried whole early: after windows of so many weeks.
SHORT, EARLY = 8, 2
#: The widths after which a longer season of one athlete is tried whole, for a part of what has been spent by
#: then: where nothing gains any more, that may soon be proven.
TRIED = (5, 7, 10, 14)


@dataclass
class Agenda:
    """Which windows are still worth solving.

    Narrow windows of one athlete come first; where one gains, those around it are worth another look, and
    once none is left the windows grow.
    """

    weeks: int
    athletes: int = 1
    #: Stretches that keep a rhythm: first week, from 0, and weeks.
    blocks: Sequence[tuple[int, int]] = ()
    #: For each window in which nothing better exists, what that depends on.
    seen: dict[Window, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.waiting: set[Window] = set()
        #: Windows solved since the plan last changed: those that cannot gain, and all.
        self._still: set[Window] = set()
        self._tried: set[Window] = set()
        self._left = self._stages()
        #: The width of the windows that are looked at.
        self.width = 1
        #: Whether narrower windows than the whole are still to come.
        self.early = True

    def _stages(self) -> Iterator[list[Window]]:
        """What to look at when nothing else is waiting."""
        whole = windows(self.weeks, self.athletes, self.weeks, self.athletes)
        for width in range(1, self.weeks + 1):
            self.early = width < self.weeks
            yield windows(self.weeks, self.athletes, width)
            if self.short and width == min(EARLY, self.weeks):
                yield whole
            if width == 2:
                yield rhythms(self.blocks, self.athletes, 2)
            if width == CERTIFIED:
                yield rhythms(self.blocks, self.athletes, 3)
            if self.athletes > 1 and width == min(CERTIFIED, self.weeks):
                for together, weeks in ((2, 1), (2, 2), (3, 1), (self.athletes, 1)):
                    yield windows(self.weeks, self.athletes, weeks, together)
            if self.athletes == 1 and not self.short and self.early and width in TRIED:
                yield whole
        yield whole

    @property
    def short(self) -> bool:
        """Whether the season is tried whole early."""
        return self.weeks * self.athletes <= SHORT

    @property
    def settled(self) -> int:
        """So many weeks: within any of them, all else standing still, nothing better exists; 0 if unknown."""
        widths = {window.width for window in self._still}
        return max((w for w in widths if self._still.issuperset(self._of_one(w))), default=0)

    def _of_one(self, width: int) -> list[Window]:
        return windows(self.weeks, self.athletes, width)

    def batch(self) -> list[Window]:
        """The next windows to be solved side by side; none if the season has been gone through whole."""
        if not self.waiting and self.width >= min(CERTIFIED, self.weeks):
            self.certify()
        while not self.waiting and (stage := next(self._left, None)) is not None:
            if not stage:
                continue
            self.waiting = set(stage) - self._still
            self.width = max(self.width, stage[0].width) if stage[0].weekdays == EVERY else self.width
        return next(apart(self.waiting), [])

    def certify(self) -> None:
        """Look again at windows that the last changes may have opened, narrow ones first."""
        for width in range(1, min(CERTIFIED, self.weeks) + 1):
            self.waiting = set(self._of_one(width)) - self._tried
            if self.waiting:
                return

    def solved(self, window: Window, seen: bytes | None, current: bool = True) -> None:
        """Note that a window was solved, and what it depends on if it cannot gain.

        Parameters
        ----------
        current
            Whether it was solved from the plan as it is now.
        """
        self.waiting.discard(window)
        if seen is None:
            self.seen.pop(window, None)
        else:
            self.seen[window] = seen
        if current:
            self._tried.add(window)
            self._still |= {window} if seen is not None else set()

    def changed(self) -> None:
        """Note that the plan is another one: what was known of its windows may be so no more."""
        self._still, self._tried = set(), set()

    def gained(self, window: Window) -> None:
        """Note that a window changed the plan: those around it are worth another look."""
        self.changed()
        if window.weekdays == EVERY:
            alike = windows(self.weeks, self.athletes, window.width, window.who.bit_count())
        else:
            alike = rhythms([(window.first, window.width)], self.athletes, window.weekdays.bit_count())
        self.waiting |= {each for each in alike if each.near(window)} - {window}

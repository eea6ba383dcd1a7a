"""One session as a coach reads it: what it is by its tags, its intensity and its dose."""

from __future__ import annotations

from dataclasses import dataclass

#: Per cent of the best from which a run is a fast one, and from which it is a sprint at all.
FAST, SPRINT = 95, 90
#: Metres from which a sprint is one of endurance, and from which of special endurance.
LONG, SPECIAL = 80, 150
#: Tags of sprints that are for something else than endurance, however long they are.
OTHER = frozenset({"hurdles", "max-velocity", "acceleration", "build-ups", "time-trial"})


@dataclass(frozen=True)
class Row:
    """One session. Days count from the first Monday; metres, minutes, per cent, seconds, AU.

    Parameters
    ----------
    low, high
        Intensity from and to, in per cent of `of`.
    rest
        Minutes between repetitions.
    fastest, slowest
        The target that is written down.
    wished
        The slots in which the session should be, if it is not welcome in all.
    """

    day: int
    session: str = "sprints"
    title: str = "Sprints"
    slot: str = "day"
    class_: str = "high"
    tags: frozenset[str] = frozenset()
    count: int = 1
    counted: str = "reps"
    distance: int | None = None
    run_in: int = 0
    low: float | None = None
    high: float | None = None
    of: str = ""
    rest: float | None = None
    warm_up: float = 0
    minutes: float = 60
    load: float = 100
    fastest: float | None = None
    slowest: float | None = None
    race: bool = False
    wished: tuple[str, ...] = ()

    @property
    def hard(self) -> bool:
        """Whether it makes a hard day."""
        return self.class_ == "high"

    @property
    def trains(self) -> bool:
        """Whether it is training at all, unlike mobility on a rest day."""
        return self.class_ != "rest"

    @property
    def tempo(self) -> bool:
        """Whether it is tempo running."""
        return "tempo" in self.tags

    @property
    def sprint(self) -> bool:
        """Whether it is fast running over a distance, a race included."""
        easy = self.tempo or "endurance" in self.tags
        return self.distance is not None and not easy and (self.hard or (self.low or 0) >= SPRINT)

    @property
    def fast(self) -> bool:
        """Whether it is a run at 95 % or more."""
        return self.race or (self.sprint and (self.low or 0) >= FAST)

    @property
    def top_speed(self) -> bool:
        """Whether it is meant for maximal velocity."""
        return self.fast and not self.race and "max-velocity" in self.tags

    @property
    def long_sprint(self) -> bool:
        """Whether it is speed endurance or special endurance, by its tag or else by its distance."""
        other = self.race or self.tags & OTHER
        tagged = bool(self.tags & {"speed-endurance", "special-endurance"})
        return self.sprint and not other and (tagged or (self.distance or 0) >= LONG)

    @property
    def special(self) -> bool:
        """Whether it is special endurance."""
        return self.long_sprint and ("special-endurance" in self.tags or (self.distance or 0) >= SPECIAL)

    @property
    def legs(self) -> bool:
        """Whether it is heavy lifting for the legs."""
        return "heavy-legs" in self.tags

    @property
    def reach(self) -> int:
        """Metres of one repetition as the legs run them, with the run-in."""
        return (self.distance or 0) + self.run_in

    @property
    def metres(self) -> int:
        """Metres that are run, with the run-ins."""
        return self.reach * self.count

    def __str__(self) -> str:
        dose = f"{self.count} x {self.distance} m" if self.distance else f"{self.count} {self.counted}"
        return f"{self.title} {dose}"

"""Sprinters to plan for: their events, their level, how fast they are, what they do not train."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.bench.dice import Dice

#: What nobody of these groups trains.
NEVER = ("assisted", "return-step", "resisted", "bike")
#: How much slower a level is than the next one up, in times.
SLOWER = {"elite": 1.0, "national": 1.035, "club": 1.075, "developing": 1.15}
#: What the best of a country run, in seconds.
FAST: Mapping[str, Mapping[str, float]] = {
    "female": {"60m": 7.25, "100m": 11.3, "200m": 23.0, "400m": 52.0, "100mh": 13.0},
    "male": {"60m": 6.65, "100m": 10.2, "200m": 20.6, "400m": 46.0, "110mh": 13.6},
}
NAMES = (
    "Ada", "Ben", "Carla", "Dana", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jule", "Kim",
    "Leo", "Mara", "Nils", "Olga", "Pia", "Quinn", "Ron", "Suse", "Tom", "Una", "Vera",
    "Wim", "Xaver", "Yara", "Zoe", "Anton", "Bea", "Cem", "Dora", "Egon", "Finn", "Greta",
    "Hugo", "Ines", "Jan", "Kaja", "Lars", "Mia", "Noah", "Otto", "Paula", "Rosa", "Sven",
    "Tara", "Udo", "Vito", "Wanda", "Yann", "Zita", "Alma", "Bo", "Cora", "Dirk", "Elsa",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """A group of sprinters: by event, what they race, what they leave out, with which tags."""

    word: str
    title: str
    events: tuple[str, ...]
    race: str = "race"
    indoor: str = "indoor-race"
    leaves: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def longer(self) -> bool:
        """Whether special endurance is part of it."""
        return "special-endurance" not in self.leaves and "hurdles" in self.leaves


SHORT = Group("100m", "100 m", ("100m", "60m"), leaves=("hurdles", "special-endurance"))
LONG = Group(
    "200m", "200 m", ("200m", "100m"), "race-200", "race-200", leaves=("hurdles", "special-endurance-2")
)
QUARTER = Group("400m", "400 m", ("400m",), "race-400", "race-400", leaves=("hurdles",))
HURDLES = Group("hurdles", "hurdles", ("100mh",), "hurdle-race", "hurdle-race", leaves=("special-endurance",))
PUPILS = Group("school", "100 m, at school", ("100m",), leaves=("hurdles",), tags=("school",))
GROUPS = (SHORT, LONG, QUARTER, HURDLES)
#: The groups of a squad, over and over.
SQUAD = (SHORT, LONG, QUARTER, HURDLES, PUPILS)


@dataclass(frozen=True)
class Person:
    """An athlete and the group he or she belongs to."""

    name: str
    group: Group
    sex: str
    level: str
    born: int
    best: Mapping[str, float]

    @property
    def events(self) -> tuple[str, ...]:
        """The events; men hurdle over 110 m."""
        return ("110mh",) if self.group is HURDLES and self.sex == "male" else self.group.events

    def written(self) -> str:
        """As a scenario has it."""
        best = ", ".join(f"{event}: {seconds:.2f}" for event, seconds in self.best.items())
        tags = f", tags: [{', '.join(self.group.tags)}]" if self.group.tags else ""
        return (
            f"{{name: {self.name}, events: [{', '.join(self.events)}], best: {{{best}}}, born: {self.born}, "
            f"sex: {self.sex}, level: {self.level}{tags}}}"
        )


def person(dice: Dice, name: str, group: Group) -> Person:
    """Somebody of a group."""
    sex = dice.one(("female", "male"))
    pupil = group is PUPILS
    level = "developing" if pupil else dice.one(("club", "club", "national", "national", "elite"))
    born = dice.between(2011, 2012) if pupil else dice.between(1997, 2006)
    pace = SLOWER[level] * (1 + dice.between(-10, 10) / 1000)
    events = dict.fromkeys(("100m", *group.events))
    if group is HURDLES and sex == "male":
        events = dict.fromkeys(("100m", "110mh"))
    best = {event: round(FAST[sex][event] * pace, 2) for event in events}
    return Person(name, group, sex, level, born, best)

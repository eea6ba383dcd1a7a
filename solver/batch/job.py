"""A job: one plan, of an athlete or a group in a scenario; what has to be changed in the scenario for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

from solver.batch.basis import Basis
from solver.batch.digests import digest_of
from solver.batch.roster import Listed
from solver.documents.roster import RosterRow
from solver.documents.scenario import Athlete
from solver.errors import Mark
from solver.files.source import Path_
from solver.overlays.named import LISTS, names
from solver.overlays.overlay import told
from solver.plans.planfile import ortools
from solver.version import __version__
from solver.words import DAYS, WEEKDAYS, listed

#: Facts of a row that an athlete of a scenario has too.
FACTS = ("events", "best", "sex", "level", "training_age", "body_mass", "tags")
#: Lists whose items may be for some athletes only.
FOR_SOME = ("competitions", "away", "labels")
#: How the rule of an athlete's weekdays is called, and an athlete's own absences.
AVAILABLE, OWN = "trains-on", "own"
#: What is said of an absence in place of its reason.
AWAY = "away"


@dataclass(frozen=True, eq=False)
class Job:
    """One plan.

    Parameters
    ----------
    key
        The name of the scenario and that of the athlete or group, as in `season-100m/ada`.
    people
        Those who train.
    over
        What is different for them in the scenario, as an overlay has it.
    """

    key: str
    basis: Basis
    people: Sequence[Athlete]
    over: Mapping[str, Any]
    own: Sequence[Any]
    mark: Mark
    effort: float

    @cached_property
    def fingerprint(self) -> str:
        """A fingerprint of all that the solver sees, and of who solves; names are no part of it."""
        seen = [self.basis.sight.of(each) for each in self.people]
        return digest_of([__version__, ortools(), self.effort, self.basis.digest, seen, self.own])

    @property
    def problem(self) -> Mapping[str, Any]:
        """The same without why somebody is away and who trains when.

        What clashes is told of all who have this problem.
        """
        away = {
            name: {**each, "reason": AWAY} if isinstance(each, dict) and "reason" in each else each
            for name, each in self.over.get("away", {}).items()
        }
        rules = {name: _of_somebody(rule) for name, rule in self.over.get("rules", {}).items()}
        return {**self.over, **({"away": away} if away else {}), **({"rules": rules} if rules else {})}

    @cached_property
    def changes(self) -> list[str]:
        """What is different, as plan files have it."""
        return list(told(dict(self.over)))

    @cached_property
    def made(self) -> str:
        """A fingerprint of all that the plan file is made of."""
        basis = self.basis
        title = basis.reading.scenario.title
        return digest_of([self.fingerprint, basis.file, basis.inputs, basis.lineage, title, self.changes])

    @property
    def size(self) -> int:
        """How much is to be planned: the days of all athletes."""
        return len(self.people) * self.basis.calendar.length

    @property
    def file(self) -> str:
        """Where the plan is kept in the folder of the batch."""
        return f"{self.key}.json"


def job(basis: Basis, name: str, members: Sequence[Listed], effort: float) -> Job:
    """The job of an athlete, or of a group that trains together.

    Parameters
    ----------
    name
        The id of the athlete, or the name of the group.
    """
    rows = [each.row for each in members]
    people = [_athlete(row, basis.year) for row in rows]
    group = len(rows) > 1
    over: dict[str, Any] = {"athlete": None, "athletes": [_plain(each) for each in people]}
    own = [_own(row, basis) for row in rows]
    for word in FOR_SOME:
        if found := _for_these(basis, word, people):
            over[word] = found
    for row, (away, _) in zip(rows, own, strict=True):
        taken = over.setdefault("away", {}) if away else {}
        for first, last, slots, reason in away:
            item = {"from": first, "to": last, "reason": reason} | ({"slots": slots} if slots else {})
            taken[_free(taken, basis)] = item | ({"for": [row.called]} if group else {})
    if rules := dict(_training_days(rows, basis, group)):
        over["rules"] = rules
    if group and (days := _of_all(basis, people)):
        over["history"] = {"days": days}
    seen = [[sorted([span[:3] for span in away], key=digest_of), days] for away, days in own]
    return Job(f"{basis.name}/{name}", basis, people, over, seen, members[0].mark, effort)


def _athlete(row: RosterRow, year: int) -> Athlete:
    born = row.born if row.born is not None or row.age is None else year - row.age
    return Athlete(name=row.called, born=born, **{name: getattr(row, name) for name in FACTS})


def _plain(athlete: Athlete) -> dict[str, Any]:
    """An athlete as a scenario would write it."""
    data = {name: getattr(athlete, name) for name in ("name", "events", "best", "born", *FACTS[2:])}
    return {name: value for name, value in data.items() if value not in (None, [], {})}


def _own(row: RosterRow, basis: Basis) -> tuple[list[tuple[Any, ...]], list[str]]:
    """The absences of an athlete within the calendar, and the weekdays on which there is training."""
    first, last = basis.calendar.first, basis.calendar.date(basis.calendar.length - 1)
    inside = [each for each in row.away if each.to >= first and each.from_ <= last]
    spans = [(each.from_, each.to, list(each.slots), each.reason) for each in inside]
    days = [day for day in WEEKDAYS if day in row.available]
    return spans, days if len(days) < len(WEEKDAYS) else []


def _training_days(rows: Sequence[RosterRow], basis: Basis, group: bool) -> Iterator[tuple[str, Any]]:
    """A rule for each athlete who has not all weekdays for training; meets are where they are."""
    for number, row in enumerate(rows, 1):
        days = _own(row, basis)[1]
        if not days:
            continue
        who = f"{row.called} trains" if group else "Trains"
        rule = {
            "says": f"{who} on {listed([DAYS[day] for day in days])} only.",
            "pin": {"do": "rest"},
            "when": {
                "weekdays": [day for day in WEEKDAYS if day not in days],
                "not": {"around": {"from": 0, "to": 0}},
            },
        }
        there = basis.reading.loaded.entries
        name = f"{AVAILABLE}-{number}" if group else AVAILABLE
        while name in there:
            name += "-own"
        yield name, rule | ({"who": {"names": [row.called]}} if group else {})


def _of_somebody(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    """The rule of an athlete's weekdays without the name."""
    if "who" not in rule:
        return rule
    return {**rule, "says": f"Somebody {rule['says'].removeprefix(rule['who']['names'][0]).strip()}"}


# ---- what is for some athletes only ------------------------------------------------------------------


def _raw(basis: Basis, *path: str) -> list[Any]:
    """A list of the scenario as it is written."""
    data = basis.reading.source.data
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data if isinstance(data, list) else []


def _for_these(basis: Basis, word: str, people: Sequence[Athlete]) -> dict[str, Any]:
    """Items that are for none of some athletes are left out; words that mean nobody are."""
    items: list[Any] = getattr(basis.reading.scenario, word)
    if not any(each.for_ for each in items):
        return {}
    path: Path_ = (word,)
    known = {one for each in people for one in (each.name, *each.tags, *each.events)}
    found: dict[str, Any] = {}
    for each, name in zip(items, names(_raw(basis, word), LISTS[path]), strict=True):
        there = [one for one in each.for_ if one in known]
        if name and each.for_ and len(there) < len(each.for_):
            found[name] = {"for": there} if there else "off"
    return found


def _free(taken: Mapping[str, Any], basis: Basis) -> str:
    """A name for an absence that no other has."""
    there = {str(each.get("reason")) for each in _raw(basis, "away")} | set(taken)
    return next(name for n in count(1) if (name := f"{OWN} {n}") not in there)


def _of_all(basis: Basis, people: Sequence[Athlete]) -> list[Any]:
    """The history of a group: what names nobody was done by all of them."""
    days = _raw(basis, "history", "days")
    if all("athlete" in each for each in days):
        return []
    return [
        entry
        for each in days
        for entry in ([each] if "athlete" in each else [{**each, "athlete": one.name} for one in people])
    ]

"""What is seen of a plan of a batch by the auditor and the diary, whatever the ledger has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from solver.auditor import LEVELS, Audit
from solver.batch.digests import digest_of
from solver.batch.row import Row
from solver.comparing.rules import Cost, sentence
from solver.comparing.sides import Again, read_again
from solver.errors import InputError
from solver.plans.figures import weeks

MISSING = "the plan is missing"


@dataclass(frozen=True, slots=True)
class Trained:
    """What a plan has for one athlete.

    Parameters
    ----------
    load, sprint
        In a week, on average: AU, and metres with the run-ins.
    form
        In AU a day, at each meet at which it counts, by its date and name.
    """

    name: str
    load: Fraction
    sprint: Fraction
    sessions: int
    high_days: int
    form: Mapping[tuple[str, str], Fraction]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a rule comes to in a plan: how often it is broken that must not be, and points by level."""

    id: str
    level: str
    says: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of the plan of a job.

    Parameters
    ----------
    trouble
        Why there is nothing to see where the ledger has a plan: it is missing, or cannot be read.
    edited
        Whether somebody has changed it since it was written.
    changed
        What is no longer as it was when it was made.
    broken
        The musts that it breaks, in words.
    score
        The points of each level, by the auditor.
    days
        The sessions of each athlete, in order: a fingerprint for each day with sessions.
    row_of
        A fingerprint of what the roster says of them.
    """

    row: Row
    trouble: str = ""
    edited: bool = False
    changed: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    score: Mapping[str, int] = field(default_factory=dict)
    rules: tuple[Ruled, ...] = ()
    trained: tuple[Trained, ...] = ()
    weeks: int = 0
    days: tuple[Mapping[str, str], ...] = ()
    row_of: str = ""

    @property
    def planned(self) -> bool:
        """Whether there is a plan to be seen."""
        return bool(self.score)

    @property
    def wrong(self) -> bool:
        """Whether something is wrong with the plan: it breaks musts, is lost or cannot be read."""
        return bool(self.trouble or self.broken)

    @property
    def proven(self) -> bool:
        """Whether it is proven that no plan is better, as far as that can still be believed."""
        believed = self.planned and not (self.edited or self.changed or self.broken)
        return believed and self.row.proven and self.score == self.then

    @property
    def then(self) -> Mapping[str, int | None]:
        """The points of each level when it was made; the auditor had them too."""
        return dict(zip(LEVELS, (self.row.should, self.row.prefer), strict=True))

    @property
    def people(self) -> list[str]:
        """Those who train, in their order."""
        return [str(each) for each in json.loads(self.row.people)]


def look(folder: Path, row: Row, edited: bool) -> Look:
    """Audit a plan."""
    try:
        again = read_again(folder / row.file)
        trained = tuple(_trained(again))
    except InputError as error:
        return Look(row, " ".join(str(error.problems[0]).split()), edited)
    said = dict.fromkeys(each.breach.says for each in again.audit.broken)
    return Look(
        row, "", edited, tuple(again.changed), tuple(said), dict(again.audit.score),
        tuple(_ruled(again.audit)), trained, again.season.calendar.weeks, _days(again),
        digest_of(again.plan.changes),
    )  # fmt: skip


def _ruled(audit: Audit) -> Iterator[Ruled]:
    for verdict in audit.verdicts:
        cost = Cost.of(verdict)
        if cost.musts or any(cost.points):
            yield Ruled(verdict.rule.id, verdict.rule.rule.level, sentence(verdict.rule), cost)


def _trained(again: Again) -> Iterator[Trained]:
    season = again.season
    diary = season.diary(again.sessions)
    for athlete in season.athletes:
        every = weeks(season, diary, athlete)
        yield Trained(
            athlete.name,
            sum((each.load for each in every), Fraction(0)) / len(every),
            sum((each.sprint for each in every), Fraction(0)) / len(every),
            sum(each.sessions for each in every),
            sum(each.high_days for each in every),
            dict(_form(again, athlete.name)),
        )


def _form(again: Again, name: str) -> Iterator[tuple[tuple[str, str], Fraction]]:
    """The form at each meet; by the first rule that rewards it."""
    calendar = again.season.calendar
    meets = {each.day: each.name for each in calendar.meets(again.season.athlete(name))}
    there = set[int]()
    for earned in (one for verdict in again.audit.verdicts for one in verdict.earned):
        day = earned.gain.days[0]
        if name in earned.athletes and day in meets and day not in there:
            there.add(day)
            yield (calendar.date(day).isoformat(), meets[day]), earned.gain.amount


def _days(again: Again) -> tuple[Mapping[str, str], ...]:
    found: list[dict[str, str]] = []
    for athlete in again.season.athletes:
        days: dict[str, list[Any]] = {}
        for each in again.plan.sessions:
            if each.athlete == athlete.name:
                what = [each.slot, each.session, each.count, each.distance]
                days.setdefault(each.date.isoformat(), []).append(what)
        found.append({date: digest_of(sorted(each, key=str)) for date, each in days.items()})
    return tuple(found)

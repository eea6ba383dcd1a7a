"""A season as it is lived: each Monday something may have happened, and the plan is made anew from that day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.bench.dice import Dice

#: What may happen; each comes once before any comes again.
KINDS = ("missed", "sick", "away", "meet", "closed", "best", "nothing")
#: What `replan` may answer: a plan, no plan, a plan that cannot keep all musts any more.
PLAN, NONE, LOST = 0, 3, 3
WEEK = dt.timedelta(7)
#: A row of a plan file.
Row = Mapping[str, Any]
#: Runs a command: the exit code and what it prints.
Run = Callable[[Sequence[str]], tuple[int, str]]


@dataclass(frozen=True)
class Event:
    """What has happened by a Monday: options of `replan`, and what was missed in the week before."""

    kind: str
    words: Sequence[str] = ()
    missed: Row | None = None


@dataclass(frozen=True)
class Step:
    """What became of a plan on a Monday.

    Parameters
    ----------
    said
        What `replan --json` says; None where there is no plan.
    wrong
        What should not be.
    """

    monday: dt.date
    event: Event
    code: int
    said: Mapping[str, Any] | None
    wrong: Sequence[str]


@dataclass
class Life:
    """A plan with its log, replanned week by week in a folder.

    Parameters
    ----------
    scenario
        The file of what was planned, with the dates and phases of its meets.
    plan
        The plan as it is.
    publish
        So many days are published each Monday.
    """

    scenario: Path
    plan: Path
    dice: Dice
    run: Run
    publish: int = 5
    meets: dict[str, dt.date] = field(default_factory=dict)
    best: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        page = yaml.load(self.scenario.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        self.meets = {
            each["name"]: dt.date.fromisoformat(each["date"]) for each in page.get("competitions", ())
        }
        self.best = {name: float(value) for name, value in page["athlete"]["best"].items()}
        self.first = dt.date.fromisoformat(page["calendar"]["starts"])
        self.weeks = int(page["calendar"]["weeks"])
        self.slots = list(page["calendar"].get("slots", ()))
        self.phases = [
            f"{each['phase']} {n}" for n, each in enumerate(page["phases"]) for _ in range(int(each["weeks"]))
        ]
        self.left: list[str] = []

    def rows(self) -> list[Row]:
        """The sessions of the plan."""
        found: list[Row] = json.loads(self.plan.read_text(encoding="utf-8"))["sessions"]
        return found

    def chain(self, weeks: Sequence[int]) -> Iterator[Step]:
        """One replan after the other, on the Mondays of some weeks (from 0)."""
        for week in weeks:
            monday = self.first + week * WEEK
            yield self.step(monday, self.event(monday))

    # ---- what happens ---------------------------------------------------------------------------------

    def event(self, monday: dt.date) -> Event:
        """Something that happens before or in the week of a Monday."""
        self.left = self.left or list(KINDS)
        kind = self.dice.one(self.left)
        self.left.remove(kind)
        return self.happening(kind, monday)

    def happening(self, kind: str, monday: dt.date) -> Event:
        """Something of a kind; nothing where it cannot be."""
        if kind == "missed":
            there = [each for each in self.rows() if monday - WEEK <= _date(each) < monday]
            return Event(kind, (), self.dice.one(there)) if there else Event("nothing")
        if kind == "sick":
            first, last = self._days(monday, 7)
            return Event(kind, ("--sick", f"{first}..{last}"))
        if kind in ("away", "closed"):
            first, last = self._days(monday, 1 if kind == "away" else 3)
            if kind == "away" and first in self.meets.values():
                return Event("nothing")
            where = f", slots: [{self.slots[0]}]" if kind == "closed" and self.slots else ""
            name = f"{kind} {monday}"
            return Event(kind, ("--set", f"away.{name}={{reason: {name}, from: {first}, to: {last}{where}}}"))
        if kind == "meet" and (ahead := [name for name, day in self.meets.items() if day > monday + WEEK]):
            name, days = self.dice.one(ahead), self.dice.one((-7, -2, -1, 1, 2, 7))
            moved = self.meets[name] + dt.timedelta(days)
            if self._phase(moved) != self._phase(self.meets[name]) or moved in self.meets.values():
                return Event("nothing")
            return Event(kind, ("--set", f"competitions.{name}.date={moved}"))
        if kind == "best":
            event = self.dice.one(sorted(self.best))
            return Event(kind, ("--set", f"athlete.best.{event}={self.best[event] - 0.03:.2f}"))
        return Event("nothing")

    def _phase(self, date: dt.date) -> str:
        """The phase of a day; a meet that leaves its phase takes a new season and not a replan."""
        week = (date - self.first).days // 7
        return self.phases[week] if week < len(self.phases) else ""

    def _days(self, monday: dt.date, most: int) -> tuple[dt.date, dt.date]:
        """Up to so many days, from a day of the week on."""
        end = self.first + self.weeks * WEEK - dt.timedelta(1)
        first = monday + dt.timedelta(self.dice.between(0, 6))
        return first, min(first + dt.timedelta(self.dice.between(0, most - 1)), end)

    # ---- what becomes of it ---------------------------------------------------------------------------

    def step(self, monday: dt.date, event: Event) -> Step:
        """Replan from a Monday; the plan is the new one then, if there is one."""
        log, new = self.plan.parent / "log.csv", self.plan.parent / f"from-{monday}.json"
        if event.missed:
            each = event.missed
            words = [each["date"], "missed", each["session"], "--slot", each["slot"]]
            self.run(["log", str(self.plan), *words, "--to", str(log)])
        words = ["replan", str(self.plan), "--from", str(monday), "--publish-days", str(self.publish)]
        words += [*event.words, *(["--log", str(log)] if log.exists() else [])]
        code, text = self.run([*words, "--json", "--quiet", "--out", str(new)])
        said = json.loads(text) if text else None
        if said is None:
            return Step(monday, event, code, None, [] if code == NONE else [f"exit code {code}"])
        wrong = [*self._against(said, code), *self._past(monday, new, event), *self._fence(monday, said)]
        if event.kind == "nothing" and not log.exists() and new.read_bytes() != self.plan.read_bytes():
            wrong.append("nothing has happened, and the file is another one")
        audited, found = self.run(["audit", str(new), "--json"])
        if audited != int(bool(json.loads(new.read_text(encoding="utf-8"))["broken"])):
            wrong.append(f"the auditor answers {audited}: {found[:200]}")
        self._moved(event)
        self.plan = new
        return Step(monday, event, code, said, wrong)

    def _against(self, said: Mapping[str, Any], code: int) -> Iterator[str]:
        if code != (LOST if said["lost"] else PLAN):
            yield f"exit code {code}, and {len(said['lost'])} musts are lost"

    def _past(self, monday: dt.date, new: Path, event: Event) -> Iterator[str]:
        """Days before a Monday that are not as they were, but for what was missed."""
        before = [each for each in self.rows() if _date(each) < monday and each != event.missed]
        after = [
            each for each in json.loads(new.read_text(encoding="utf-8"))["sessions"] if _date(each) < monday
        ]
        yield from (f"gone from the past: {each}" for each in before if each not in after)
        yield from (f"new in the past: {each}" for each in after if each not in before)

    def _fence(self, monday: dt.date, said: Mapping[str, Any]) -> Iterator[str]:
        """Changes within the published days that nothing is named for."""
        fence = {(monday + dt.timedelta(n)).isoformat() for n in range(self.publish)}
        for each in said["changes"]:
            days = {there["date"] for there in (each["old"], each["new"]) if there}
            if days & fence and not each["event"] and not each["forced"]:
                yield f"moved within the fence, and no must forced it: {each}"

    def _moved(self, event: Event) -> None:
        """Remember where a meet is now, and how fast the athlete is."""
        if event.kind not in ("meet", "best"):
            return
        path, value = event.words[1].split("=", 1)
        if event.kind == "meet":
            self.meets[path.split(".")[1]] = dt.date.fromisoformat(value)
        else:
            self.best[path.split(".")[2]] = float(value)


def _date(row: Row) -> dt.date:
    return dt.date.fromisoformat(row["date"])

"""An audit on the screen: every rule with its verdict and the reading it was judged by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rich.console import Console
from rich.text import Text

from solver.auditor import LEVELS, Audit, Earned, Finding
from solver.diary import Done
from solver.files.data import json_text
from solver.plans.figures import total
from solver.report import screen as s
from solver.report.score import earned_says, finding_says
from solver.report.season import show_head
from solver.season import ActiveRule, Season
from solver.typed import State
from solver.words import listed, number, plural, tenths

FRAME = "calendar"
FRAME_READING = "races on the days of meets, nothing on days away, doses as the catalogue has them"
#: Said of a rule that looks at days one after the other.
WITHIN = " (within the week)"
#: The order in which verdicts are shown.
RANKS = ("broken", "unknown", "holds", "not judged")
#: Breaches shown for each rule.
SHOWN = 6


class RuleVerdict(Protocol):
    """A verdict on one rule (None: the calendar itself) of a plan that may leave things open."""

    @property
    def rule(self) -> ActiveRule | None:
        """The rule."""

    @property
    def state(self) -> State:
        """What became of it."""

    @property
    def findings(self) -> Sequence[Finding]:
        """Where it is broken."""

    @property
    def missing(self) -> Sequence[str]:
        """What would be needed to decide."""

    @property
    def reading(self) -> str:
        """The rule as it was read."""

    @property
    def within(self) -> bool:
        """Whether days around the week were left out, though the rule looks at them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One rule of an audit.

    Parameters
    ----------
    level
        The rule's level; a must may have findings of lesser levels (`should: {...}` in a limit).
    """

    rule: str
    level: str
    state: State
    reading: str
    findings: Sequence[Finding]
    missing: Sequence[str] = ()
    earned: Sequence[Earned] = ()

    @property
    def fails(self) -> bool:
        """Whether a must is broken."""
        return any(each.level == "must" for each in self.findings)


def lines_of(audit: Audit) -> list[Line]:
    """The lines of an audit of a plan of ours."""
    frame = Line(FRAME, "must", "broken" if audit.frame else "holds", FRAME_READING, audit.frame)
    return [frame] + [
        Line(
            each.rule.id, each.rule.rule.level, each.state, each.rule.rule.sentence(), each.findings,
            earned=each.earned,
        )
        for each in audit.verdicts
        if each.rule.scopes
    ]  # fmt: skip


def line_of_typed(verdict: RuleVerdict) -> Line:
    """The line of a verdict on a typed plan."""
    name = verdict.rule.id if verdict.rule else FRAME
    level = verdict.rule.rule.level if verdict.rule else "must"
    reading = verdict.reading + (WITHIN if verdict.within else "")
    return Line(name, level, verdict.state, reading, verdict.findings, verdict.missing)


def answer(lines: Sequence[Line]) -> int:
    """The exit code: 1 if a must is broken, 4 if one cannot be told, 0 if all hold."""
    if any(line.fails for line in lines):
        return 1
    return 4 if any(line.state == "unknown" and line.level == "must" for line in lines) else 0


def totals(sessions: Sequence[Done]) -> str:
    """What the plan amounts to."""
    metres, minutes, load = (total(sessions, measure) for measure in ("metres", "minutes", "load"))
    hours = f"{tenths(minutes / 60)} h"
    parts = [plural(len(sessions), "session"), f"{number(metres)} m", hours, f"{number(round(load))} AU"]
    return ", ".join(parts)


def show_audit(season: Season, lines: Sequence[Line], totals: str) -> None:
    """Print an audit: what is broken first, then what is unknown, then what holds."""
    screen = s.console()
    show_head(screen, season)
    s.tell(screen, state_of(lines))
    if totals:
        s.tell(screen, Text(totals, style=s.DIM))
    screen.print()
    show_lines(screen, season, lines)


def show_lines(screen: Console, season: Season, lines: Sequence[Line]) -> None:
    """Print every rule with its verdict, the broken ones first."""
    table = s.grid("left", "left", "wrap")
    for line in sorted(lines, key=lambda each: (not each.fails, RANKS.index(each.state))):
        word, style = _verdict(line)
        table.add_row(Text(word, style=style), Text(line.rule, style="bold"), _says(season, line))
    screen.print(table)


def state_of(lines: Sequence[Line]) -> Text:
    """How many musts hold, and what the rest costs."""
    judged = [line for line in lines if line.state != "not judged"]
    musts = [line for line in judged if line.level == "must" and line.rule != FRAME]
    bad = sum(line.fails for line in lines)
    text = Text("must ", style=s.DIM)
    open_ = sum(line.state == "unknown" for line in musts if not line.fails)
    kept = len(musts) - open_ - sum(line.fails for line in musts)
    says = [f"{bad} broken"] if bad else []
    says += [f"{kept} hold" if bad or open_ else f"all {kept} hold"]
    says += [f"{open_} cannot be told"] if open_ else []
    text.append(", ".join(says), style=s.MUST if bad else "yellow" if open_ else s.GOOD)
    unsure = any(line.state == "unknown" for line in lines)
    for level in LEVELS:
        text.append(f"   {level} ", style=s.DIM)
        text.append(plural(points(lines, level), "point") + (" or more" if unsure else ""))
    return text


def points(lines: Sequence[Line], level: str) -> int:
    """The points of a level: what is short of the rules less what is earned."""
    cost = sum(each.points for line in lines for each in line.findings if each.level == level)
    return cost - sum(each.points for line in lines for each in line.earned if each.level == level)


def _says(season: Season, line: Line) -> Text:
    """The reading of a rule, and below it where it is broken, what is missing, what it earns."""
    text = Text(line.reading, style=s.DIM)
    ordered = sorted(line.findings, key=lambda each: (each.level != "must", each.breach.days))
    rows = [
        finding_says(season, each)
        + (f" ({plural(each.points, 'point')} of {each.level})" if each.points else "")
        for each in ordered[:SHOWN]
    ]
    rows += [f"and {len(ordered) - SHOWN} more"] if len(ordered) > SHOWN else []
    missing = "; ".join(_by_day(line.missing))
    rows += [missing if line.state == "not judged" else f"to tell, needs: {missing}"] if missing else []
    rows += [earned_says(each) for each in line.earned]
    for row in rows:
        text.append(f"\n{row}", style="default")
    return text


def _by_day(missing: Sequence[str]) -> list[str]:
    """What is missing, the same on several days in one: 'the intensity of speed on Mon, Wed and Fri'."""
    days: dict[str, list[str]] = {}
    for each in missing:
        what, _, day = each.rpartition(" on ")
        days.setdefault(what or each, []).extend([day] if what else [])
    return [f"{what} on {listed(found)}" if found else what for what, found in days.items()]


def _verdict(line: Line) -> tuple[str, str]:
    if line.fails:
        return "broken", s.MUST
    if line.state == "broken":
        return "falls short", "yellow"
    styles = {"holds": s.GOOD, "not judged": s.DIM}
    return line.state, styles.get(line.state, "yellow")


def as_json(season: Season, lines: Sequence[Line]) -> str:
    """An audit as JSON."""
    return json_text(plain(lines, _dates(season)))


def _dates(season: Season) -> Callable[[int], str]:
    return lambda day: season.calendar.date(day).isoformat()


def plain(lines: Sequence[Line], day_name: Callable[[int], str]) -> dict[str, Any]:
    """An audit as plain data."""
    return {
        "passed": answer(lines) == 0,
        "unknown": sum(line.state == "unknown" for line in lines),
        "score": {level: points(lines, level) for level in LEVELS},
        "rules": [_plain(line, day_name) for line in lines],
    }


def _plain(line: Line, day_name: Callable[[int], str]) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "level": line.level,
        "state": line.state,
        "reading": line.reading,
        "findings": [
            {
                "level": each.level,
                "athletes": list(each.athletes),
                "days": [day_name(day) for day in each.breach.days],
                "says": each.breach.says,
                "points": each.points,
            }
            for each in line.findings
        ],
        "missing": list(line.missing),
        "earned": [
            {"says": each.gain.says, "amount": float(each.gain.amount), "points": each.points}
            for each in line.earned
        ],
    }

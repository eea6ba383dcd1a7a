"""What was seen, as a table: lines by scenarios, weeks with hits, and whether the goals are met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.eye.lines import LINES, Line
from tests.eye.model import Hit, Sheet

#: The share of weeks that may have a hit of severity C or D.
CLUMSY = 0.02


@dataclass(frozen=True)
class Seen:
    """A hit with its line and its athlete."""

    line: Line
    sheet: Sheet
    hit: Hit

    @property
    def week(self) -> tuple[str, int]:
        """The athlete's week, from 1."""
        return self.sheet.athlete.name, self.hit.day // 7 + 1


@dataclass(frozen=True)
class Look:
    """All that was seen in one scenario."""

    scenario: str
    sheets: Sequence[Sheet]
    seen: Sequence[Seen]

    def of(self, line: Line) -> list[Seen]:
        """The hits of a line."""
        return [each for each in self.seen if each.line is line]

    def hits(self, severities: str) -> int:
        """The number of hits of some severities."""
        return sum(each.line.severity in severities for each in self.seen)

    def share(self, severities: str) -> float:
        """The share of all weeks of all athletes with such a hit."""
        weeks = {each.week for each in self.seen if each.line.severity in severities}
        return len(weeks) / max(sum(len(sheet.weeks) for sheet in self.sheets), 1)

    @property
    def good(self) -> bool:
        """Whether the goals are met."""
        return not self.hits("AB") and self.share("CD") < CLUMSY


def look(scenario: str, sheets: Iterable[Sheet]) -> Look:
    """Look at every sheet of a scenario."""
    sheets = list(sheets)
    seen = [Seen(line, sheet, hit) for line in LINES for sheet in sheets for hit in line.check(sheet)]
    return Look(scenario, sheets, seen)


def table(looks: Sequence[Look]) -> Iterator[str]:
    """Hits of each line in each scenario, the weeks with hits, and the goals."""
    names = [each.scenario for each in looks]
    widths = [max(len(name), 5) for name in names]
    says = max(len(line.says) for line in LINES)
    head = "  ".join(f"{name:>{width}}" for name, width in zip(names, widths, strict=True))
    yield f"{'hits':{says + 7}}  {head}"
    for line in LINES:
        counts = "  ".join(
            f"{len(each.of(line)) or '.':>{width}}" for each, width in zip(looks, widths, strict=True)
        )
        yield f"{line.number:>2}  {line.severity}  {line.says:{says}}  {counts}"
    for each in looks:
        yield from _weeks(each)
    yield ""
    for each in looks:
        yield _goals(each)


def _weeks(each: Look) -> Iterator[str]:
    several = len(each.sheets) > 1
    if each.seen:
        yield ""
        yield f"{each.scenario}, weeks with hits"
    for line in LINES:
        weeks = sorted({seen.week for seen in each.of(line)})
        if weeks:
            named = ", ".join(f"{name} {week}" if several else str(week) for name, week in weeks)
            yield f"{line.number:>4}  {line.severity}  {named}"


def _goals(each: Look) -> str:
    verdict = "good" if each.good else "goals missed"
    hits = f"{each.hits('A')} hits of A, {each.hits('B')} of B (goal: none)"
    share = f"C in {each.share('C'):.0%}, D in {each.share('D'):.0%}, together {each.share('CD'):.0%} of the weeks"
    return f"{each.scenario}: {hits}; {share} (goal: under {CLUMSY:.0%}): {verdict}"


def details(each: Look) -> Iterator[str]:
    """Every hit of a scenario with its date."""
    several = len(each.sheets) > 1
    for line in LINES:
        if found := each.of(line):
            yield f"{line.number:>2}  {line.severity}  {line.says}"
        for seen in found:
            who = f"{seen.sheet.athlete.name}, " if several else ""
            yield f"      week {seen.week[1]:>2}  {seen.sheet.name(seen.hit.day):10}  {who}{seen.hit.seen}"

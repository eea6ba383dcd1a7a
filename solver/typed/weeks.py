"""A week that stands alone, from its file to a season of its own and to what may have been done in it.

A day on which nobody knows what was done may have held up to three sessions of the catalogue, in any dose
that it offers; so may the days of a page that covers some sessions only, besides those it tells of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from solver.calendar import Calendar
from solver.catalogue import Form
from solver.documents.base import validate
from solver.documents.scenario import PHASES
from solver.documents.week import REST, UNKNOWN, WeekFile
from solver.documents.week import WeekEntry as WeekEntry
from solver.errors import InputError, Problem, refuse
from solver.files.shelves import find, open_file
from solver.files.source import Path_, Source
from solver.loading.load import season as season_of
from solver.season import Season
from solver.typed.reading import TypedPlan
from solver.typed.said import Ambiguous, Block, Contradiction, Said, Typed, said_in
from solver.words import WEEKDAYS, unknown

#: A Monday for weeks of which nobody says when they were.
SOME_MONDAY = dt.date(2001, 1, 1)
#: Sessions that a day of which nobody knows anything may have held.
MOST_SESSIONS = 3
#: Loading weeks before an unload week, where no week is said to be one.
LOADING = "9:1"


@dataclass(frozen=True)
class Week:
    """A week (or several in a row) that stands alone."""

    file: WeekFile
    season: Season
    plan: TypedPlan


class Undated(Calendar):
    """Days that have weekdays and no dates."""

    def name(self, index: int) -> str:
        """'Tue', or 'Tue of week 2' where there are several."""
        of_week = f" of week {index // 7 + 1}" if self.weeks > 1 else ""
        return WEEKDAYS[index % 7].capitalize() + of_week

    def span(self, days: Sequence[int]) -> str:
        """'Tue to Fri', or 'week 2' for a whole one."""
        first, last = min(days), max(days)
        if len(days) == 7 and last - first == 6 and first % 7 == 0:
            return f"week {first // 7 + 1}"
        return self.name(first) if first == last else f"{self.name(first)} to {self.name(last)}"


def read_week(path: Path, books: Sequence[str]) -> Week:
    """Read a week and the rulebooks by which it is judged.

    Parameters
    ----------
    books
        Names of shipped rulebooks or of rulebooks beside the week, or their files.

    Raises
    ------
    InputError
        With every problem found in any of the files.
    """
    source = open_file(path)
    file = validate(WeekFile, source)
    problems = list(_phases(file, source))
    if problems:
        raise InputError(problems)
    season = season_of(_scenario(file, source), path, [_book(name, path) for name in dict.fromkeys(books)])
    season = season if file.starts else _undated(season)
    return Week(file, season, _Reader(file, source, season).plan())


def _book(name: str, week: Path) -> Path:
    """The file of a rulebook, by its path or its name."""
    file = Path(name)
    if file.suffix in (".yaml", ".yml"):
        if file.is_file():
            return file
        raise refuse(f"there is no rulebook {name}")
    return find(name, "rulebook", week, None, "")


def _phases(file: WeekFile, source: Source) -> Iterator[Problem]:
    """Phases that are nearly those that rules know would silently drop their rules."""
    places: list[tuple[Path_, str | None]] = [(("phase",), file.phase)]
    places += [(("weeks", n, "phase"), week.phase) for n, week in enumerate(file.weeks or ())]
    for at, phase in places:
        if phase and phase not in PHASES and get_close_matches(phase, PHASES, n=1, cutoff=0.6):
            yield source.problem(at, unknown("phase", phase, PHASES))


def _scenario(file: WeekFile, source: Source) -> Source:
    """The week as the page of a scenario, with the marks of what both have in common."""
    weeks = file.each()
    phases: list[dict[str, Any]] = []
    for week in weeks:
        if phases and phases[-1]["phase"] == week.phase:
            phases[-1]["weeks"] += 1
        else:
            phases.append({"phase": week.phase, "weeks": 1})
    unload = [number for number, week in enumerate(weeks, 1) if week.unload]
    data = {
        "scenario": file.week,
        "title": file.title,
        "catalogue": file.catalogue,
        "calendar": {"starts": file.starts or SOME_MONDAY, "weeks": len(weeks), "slots": file.slots}
        | {"cycle": {"days": 7}},  # nobody knows its days; what asks for them is not judged
        "athlete": {"name": file.athlete.name, "events": file.athlete.events}
        | source.data.get("athlete", {}),
        "phases": phases,
        "loading": {"pattern": LOADING} | ({"unload": unload} if unload else {}),
    }
    return Source(source.file, data, source.keys, source.values)


def _undated(season: Season) -> Season:
    """The season with days that have no dates."""
    calendar = Undated(season.scenario)
    rules = [
        replace(rule, scopes=[replace(scope, calendar=calendar) for scope in rule.scopes])
        for rule in season.rules
    ]
    return replace(season, calendar=calendar, rules=rules)


class _Reader:
    """Reads the days of a week file; problems and contradictions gather."""

    def __init__(self, file: WeekFile, source: Source, season: Season) -> None:
        self.file, self.source, self.season = file, source, season
        self.words = season.catalogue.words
        self.problems: list[Problem] = []
        self.contradictions: list[Contradiction] = []

    def plan(self) -> TypedPlan:
        """What may have been done, day by day."""
        blocks: list[Block] = []
        self._covers()
        for number, week in enumerate(self.file.each()):
            at: Path_ = ("weeks", number, "days") if self.file.weeks else ("days",)
            names = {name.lower()[:3]: name for name in self.source.at(at).data}
            for place, weekday in enumerate(WEEKDAYS):
                entries = week.days.get(weekday)
                there = (*at, names.get(weekday, ""))
                blocks += self._day(entries, 7 * number + place, there)
        if self.problems:
            raise InputError(self.problems)
        return TypedPlan(self.file.title, blocks, self.contradictions)

    def _covers(self) -> None:
        for word in self.file.covers.words() if self.file.covers else ():
            if word not in self.words:
                said = unknown("session, tag or class", word, self.words)
                self.problems.append(self.source.problem(("covers",), said))

    def _day(self, entries: Sequence[WeekEntry] | None, day: int, at: Path_) -> Iterator[Block]:
        if entries is None:
            yield self._unheard(day, Said(UNKNOWN[0], anything=True), "what was done", at)
            return
        found = [block for n, entry in enumerate(entries) if (block := self._block(entry, day, (*at, n)))]
        yield from found
        if found and self.file.covers is not None:
            other = Said(UNKNOWN[0], anything=True, unheard=self.file.covers)
            yield self._unheard(day, other, "what else was done", at)

    def _unheard(self, day: int, said: Said, what: str, at: Path_) -> Block:
        """Nothing, or one session, or up to as many as fit, of which nobody says anything."""
        athlete = self.file.athlete.name
        typed = Typed(said, athlete, day, self.source.mark(at))
        return Block(day, athlete, [[typed] * number for number in range(MOST_SESSIONS + 1)], what)

    def _block(self, entry: WeekEntry, day: int, at: Path_) -> Block | None:
        """The sessions of an entry; None for rest."""
        if entry.either is None:
            typed = self._typed(entry, day, at)
            return Block(day, typed.athlete, [[typed]]) if typed else None
        parts = []
        for number, part in enumerate(entry.either):
            there = (*at, "either", number)
            each = [self._typed(one, day, (*there, place), entry.slot) for place, one in enumerate(part)]
            parts.append([typed for typed in each if typed])
        return Block(day, self.file.athlete.name, parts)

    def _typed(self, entry: WeekEntry, day: int, at: Path_, slot: str | None = None) -> Typed | None:
        word = self._word(entry.session or UNKNOWN[0])
        if word in REST:
            return None
        if slot and not entry.slot:
            entry = entry.model_copy(update={"slot": slot})
        if entry.slot is not None and entry.slot not in self.file.slots:
            self._wrong((*at, "slot"), unknown("slot", entry.slot, self.file.slots))
        known = word in UNKNOWN or bool(self.words.get(word))
        if word not in (*self.words, *UNKNOWN):
            self._wrong((*at, "session"), unknown("session, tag or class", word, [*self.words, *REST]))
        elif not known:
            self._wrong((*at, "session"), f"no session of the catalogue is {word!r}")
        if not known:
            return None
        try:
            said, against = said_in(entry, word, self._forms(word))
        except Ambiguous as error:
            self._wrong((*at, "work"), str(error))
            return None
        mark = self.source.mark(self._real(at))
        self.contradictions += [Contradiction(day, says, mark) for says in against]
        return Typed(replace(said, anything=word in UNKNOWN), self.file.athlete.name, day, mark)

    def _word(self, written: str) -> str:
        """The word of the catalogue that is meant: `Extensive tempo` is `extensive-tempo`."""
        joined = written.lower().replace(" ", "-")
        return joined if written not in self.words and joined in (*self.words, *UNKNOWN, *REST) else written

    def _forms(self, word: str) -> list[Form]:
        shelf = self.season.catalogue
        keys = shelf.every() if word in UNKNOWN else self.words[word]
        return [form for key, form in shelf.forms.items() if key in keys]

    def _wrong(self, at: Path_, says: str) -> None:
        self.problems.append(self.source.problem(self._real(at), says))

    def _real(self, at: Path_) -> Path_:
        """The part of a path that is in the file: an entry may be a line of text, a day a single entry."""
        data, path = self.source.data, list[str | int]()
        for step in at:
            if isinstance(step, int) and not isinstance(data, list):
                continue
            if not (isinstance(step, int) and step < len(data)) and not (
                isinstance(data, dict) and step in data
            ):
                break
            data = data[step]
            path.append(step)
        return tuple(path)

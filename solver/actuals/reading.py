"""The log of a plan, from CSV or YAML, every problem with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from solver.documents.base import shown, validate
from solver.documents.log import LogEntry, LogFile
from solver.errors import InputError, Problem
from solver.files.shelves import shown as shown_path
from solver.files.source import Path_, Source
from solver.files.source import read as read_source
from solver.plans import prescription
from solver.season import Season
from solver.typed.reading import misplaced, read_table
from solver.words import unknown

COLUMNS = ("date", "athlete", "slot", "session", "reps", "distance", "minutes", "rpe")
MISSED = "missed"
#: Repetitions over metres: 4x30, 4 x 30 m.
_WORK = re.compile(r"([0-9]{1,3}) ?[x*\u00d7] ?([0-9]{1,4}) ?m?\Z")


@dataclass(frozen=True, slots=True)
class Logged:
    """What a log says of one session, or of a day.

    Parameters
    ----------
    session
        A session of the catalogue; with `missed` empty where the whole day is meant.
    """

    day: int
    athlete: str
    session: str
    missed: bool
    entry: LogEntry


def read_log(path: Path, season: Season) -> list[Logged]:
    """Read a log.

    CSV has a header with some of the columns `date`, `athlete`, `slot`, `session`, `reps`, `distance` (m),
    `minutes`, `rpe`; YAML has `log: name` and `days:`, a list of entries with the same words.

    Raises
    ------
    InputError
        With every problem found, each with its line.
    """
    if path.suffix.lower() == ".csv":
        return read_table(path, "log", COLUMNS, lambda source: _logged(source, season))
    return _logged(read_source(path, shown_path(path)), season)


def names(season: Season) -> dict[str, str]:
    """The sessions of a season by all their names: ids, titles, titles as a plan has them."""
    shelf = season.catalogue.sessions
    titles = {each.title.casefold(): name for name, each in shelf.items()}
    titles |= {prescription.title(each).casefold(): name for name, each in shelf.items()}
    return {**titles, **{name.casefold(): name for name in shelf}}


def _logged(source: Source, season: Season) -> list[Logged]:
    """The entries of a log that was read."""
    known, problems, found = names(season), list[Problem](), list[Logged]()
    for number, entry in enumerate(validate(LogFile, source).days):
        at: Path_ = ("days", number)
        wrong = [source.problem((*at, field), said) for field, said in wrong_in(entry, season, known)]
        problems += wrong
        if not wrong:
            found.append(logged(entry, season, known))
    if problems:
        raise InputError(problems)
    return found


def logged(entry: LogEntry, season: Season, known: Mapping[str, str]) -> Logged:
    """An entry in which nothing is wrong, as it is meant."""
    missed, word = _said(entry)
    athlete = entry.athlete or season.athletes[0].name
    session = known[word.casefold()] if word else ""
    return Logged(season.calendar.index(entry.date), athlete, session, missed, entry)


def _said(entry: LogEntry) -> tuple[bool, str]:
    """Whether a session was missed, and which one is meant; an empty word for the whole day."""
    first, _, rest = entry.session.partition(" ")
    missed = first.rstrip(":").casefold() == MISSED
    return (True, rest.strip()) if missed else (False, entry.session)


def wrong_in(entry: LogEntry, season: Season, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What an entry says that means nothing in a season, by field."""
    yield from misplaced(entry, season)
    missed, word = _said(entry)
    if word and word.casefold() not in known:
        yield (
            "session",
            _with_work(word, known) or unknown("session", word, [*season.catalogue.sessions, MISSED]),
        )
    elif entry.distance is not None and word:
        session = known[word.casefold()]
        offered = [f.distance for f in season.catalogue.forms.values() if f.session == session]
        if entry.distance not in offered:
            there = ", ".join(f"{each} m" for each in offered if each) or "no distance"
            yield "distance", f"{session} is not done over {entry.distance} m; known: {there}"
    said = [name for name in ("reps", "distance", "minutes", "rpe") if getattr(entry, name) is not None]
    if missed and said:
        yield said[0], f"found {shown(getattr(entry, said[0]))} for what was missed"


def _with_work(word: str, known: Mapping[str, str]) -> str:
    """What is to be said of a session with its repetitions, such as 'flying 4x30'; empty for other words."""
    text = word.casefold()
    name = max((each for each in known if text.startswith(f"{each} ")), key=len, default="")
    if not name:
        return ""
    work = _WORK.match(text[len(name) :].strip())
    how = f"--reps {work[1]} --distance {work[2]}" if work else "--reps, --distance or --minutes"
    return f"found {shown(word)}, expected {shown(name)}, with {how} (in a file: in columns of their own)"

"""A session on one line that is read back as the same session; see :mod:`solver.typed.oneline`."""

from __future__ import annotations

from solver.catalogue import Catalogue
from solver.diary import Done
from solver.plans import prescription
from solver.typed.oneline import LineReader, Read, Unread


class LineWriter:
    """Writes lines by the titles of a catalogue, by ids where a title would be misread."""

    def __init__(self, shelf: Catalogue) -> None:
        self.shelf, self.reader = shelf, LineReader(shelf)
        self.known: dict[tuple[str, int], str] = {}

    def line(self, done: Done, said: str | None = None) -> str:
        """The line of a session; after a coach's own words comes what they stand for."""
        key = done.form, done.count
        if key not in self.known:
            self.known[key] = self._line(done)
        return f"{said} [{self.known[key]}]" if said else self.known[key]

    def _line(self, done: Done) -> str:
        form, session = self.shelf.forms[done.form], self.shelf.sessions[done.session]
        dose = prescription.dose(form, done.count, session)
        tail = f": {dose}" if dose else ""
        for name in (prescription.title(session), session.title):
            line = f"{name}{tail}"
            if "[" not in line and "]" not in line and self._reads(line, Read(form, done.count)):
                return line
        return f"{done.session}{tail}"

    def _reads(self, line: str, wanted: Read) -> bool:
        try:
            return self.reader.read(line) == wanted
        except Unread:
            return False

"""The catalogue on the screen: a line for each session, then the words that mean several."""

from __future__ import annotations

from rich.text import Text

from solver.catalogue import Catalogue
from solver.documents.catalogue import Session
from solver.report.screen import class_style, console, grid
from solver.words import number, plural


def show_catalogue(shelf: Catalogue) -> None:
    """Print the sessions by class, hardest first, and what each tag means."""
    screen = console()
    screen.print(f"{shelf.file.title}   {plural(len(shelf.sessions), 'session')}\n")
    table = grid("left", "left", "title", "left", "wrap")
    for name in reversed(shelf.classes):
        for word, session in shelf.sessions.items():
            if session.class_ == name:
                style = class_style(name, list(shelf.classes))
                table.add_row(
                    Text(name, style=style), word, session.title, _doses(session), " ".join(session.tags)
                )
    screen.print(table)
    screen.print("\nRules may name a session, a class or a tag (the last column). A tag means:")
    tags = dict.fromkeys(tag for session in shelf.sessions.values() for tag in session.tags)
    meanings = grid("left", "wrap")
    for tag in sorted(tags):
        meant = {shelf.forms[key].session for key in shelf.words[tag]}
        meanings.add_row(tag, ", ".join(word for word in shelf.sessions if word in meant))
    screen.print(meanings)
    if others := [(word, each.aka) for word, each in shelf.sessions.items() if each.aka]:
        screen.print("\nWhat others call them:")
        names = grid("left", "wrap")
        for word, aka in others:
            names.add_row(word, "; ".join(aka))
        screen.print(names)


def _doses(session: Session) -> str:
    """The doses that may be chosen: '4 to 10 x 20 or 30 m'."""
    if session.dose is None:
        return ""
    counted, span = session.dose.counted()
    count = str(span.from_) if span.from_ == span.to else f"{span.from_} to {span.to}"
    if session.dose.distance:
        return f"{count} x {' or '.join(number(each) for each in session.dose.distance)} m"
    return f"{count} {'min' if counted == 'minutes' else counted}"

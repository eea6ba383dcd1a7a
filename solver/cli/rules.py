"""`speedfirst rules`: rulebooks in plain English, on the screen or as a handbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.options import files as named_files

if TYPE_CHECKING:
    from solver.loading.books import Book
    from solver.report.handbook.outline import Material
    from solver.season import Season

FORMATS = ("text", "markdown", "html")
#: The title of a handbook of several files.
OF_SEVERAL = "Training rules"


@dataclass(frozen=True)
class _Read:
    """A file as read: its rulebooks with the file of each, and the season if it is a scenario."""

    file: Path
    books: Sequence[tuple[Book, Path]]
    season: Season | None = None


#: The place in `--help`.
PLACE = 180


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("rules", epilog="Example: speedfirst rules constraints/speed-first.yaml")(rules)


def rules(
    files: Annotated[
        list[Path] | None,
        named_files("Rulebooks or scenarios; by default all shipped rulebooks.", "rulebook", "scenario"),
    ] = None,
    form: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="'text'; 'markdown' or 'html' for a handbook."),
    ] = "text",
    out: Annotated[Path | None, typer.Option(help="Write to this file.", show_default=False)] = None,
    claims: Annotated[
        bool,
        typer.Option("--claims", help="Show instead what the sources claim and what answers each claim."),
    ] = False,
) -> None:
    """Read rulebooks aloud: every rule in English, how strictly it holds, why, and who says so.

    A handbook, to be printed for athletes and assistants, has the examples as weeks as well.
    """
    from solver.errors import refuse
    from solver.files import writing
    from solver.words import unknown

    if form not in FORMATS:
        raise refuse(f"--format: {unknown('format', form, FORMATS)}")
    if claims and (out is not None or form != "text"):
        raise refuse("--claims: shown on the screen only, without --format and --out")
    if out is not None:
        writing.check_writable(out)
    found = _read(files)
    if out is not None:
        writing.check_writable(out, _inputs(found), "document")
    if claims:
        raise typer.Exit(_claims(found))
    text = _as_text(found, to_file=out is not None) if form == "text" else _handbook(found, form)
    if out is not None:
        writing.write(out, text)
        typer.echo(f"written to {out}")
    else:
        typer.echo(text, nl=False)


# ---- what is read ---------------------------------------------------------------------------------------


def _read(files: list[Path] | None) -> list[_Read]:
    """Every file, or all that is wrong with any of them."""
    from solver.errors import InputError, Problem
    from solver.files.shelves import open_file
    from solver.loading.books import first_word, read_book, shipped_books

    problems: list[Problem] = []
    found: list[_Read] = []
    for file in files or shipped_books():
        try:
            source = open_file(file)
            if first_word(source) in ("scenario", "extends"):
                found.append(_of_scenario(file))
            else:
                found.append(_Read(file, [(read_book(file, source), file)]))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return found


def _of_scenario(file: Path) -> _Read:
    """The rules that hold in a scenario, by the rulebook they came from, as they are there."""
    from solver.loading.books import Book, read_book
    from solver.loading.load import reading

    read = reading(file)
    season = read.season()
    known = {book.title: (book, path) for path in read.loaded.books for book in [read_book(path)]}
    every = {name: text for book, _ in known.values() for name, text in book.sources.items()}
    claims = {name: each for book, _ in known.values() for name, each in book.claims.items() if each}
    there = season.modifiers
    own = {name: there[name] for name in season.scenario.modifiers if name in there}
    home = (Book(season.scenario.scenario, season.scenario.title, every, {}, own), file)
    titles = [each.book for each in season.rules]
    titles += [title for title, (book, _) in known.items() if book.modifiers]
    titles += [home[0].title] if own else []
    books: list[tuple[Book, Path]] = []
    for title in dict.fromkeys(titles):
        book, path = known.get(title, home)
        here = Book(
            id=book.id,
            title=title,
            sources={**every, **book.sources},
            rules={each.id: each.rule for each in season.rules if each.book == title},
            modifiers=own
            if book is home[0]
            else {n: there[n] for n in book.modifiers if n in {*there} - {*own}},
            claims={**claims, **{name: each for name, each in book.claims.items() if each}},
        )
        books.append((here, path))
    return _Read(file, books, season)


def _inputs(found: Sequence[_Read]) -> Iterator[Path]:
    """Every file that is read, and where a catalogue may be."""
    from solver.files.shelves import shipped

    yield shipped() / "constraints" / "catalogue.yaml"
    for each in found:
        yield each.file
        yield from (Path(name) for name in (each.season.hashes if each.season else ()))
        for _, path in each.books:
            yield path
            for folder in (path.resolve().parent, path.resolve().parent.parent):
                yield from (folder / "catalogue.yaml", folder / "constraints" / "catalogue.yaml")


# ---- what is written ------------------------------------------------------------------------------------


def _as_text(found: Sequence[_Read], to_file: bool) -> str:
    """The rulebooks one after the other; on a screen they are shown at once, and the text is empty."""
    from io import StringIO

    from solver.report.rulebook import show_book
    from solver.report.screen import console

    page = StringIO()
    screen = console(page if to_file else None)
    for place, (book, _) in enumerate(pair for each in found for pair in each.books):
        if place:
            screen.print()
        show_book(screen, book)
    return page.getvalue()


def _claims(found: Sequence[_Read]) -> int:
    """Show the claims of the sources; 1 if some are not answered."""
    from solver.examples.shelves import catalogue_of
    from solver.loading.claims import answers
    from solver.report.claims import show_claims
    from solver.report.screen import console

    books = [book for each in found for book, _ in each.books]
    season = found[0].season
    answered = answers(books, season.catalogue if season else catalogue_of(found[0].books[0][1]))
    show_claims(console(), answered, {n: title for book in books for n, title in book.sources.items()})
    return int(not all(answered))


def _handbook(found: Sequence[_Read], form: str) -> str:
    """The rulebooks as one document."""
    from solver.report.handbook.html import as_html
    from solver.report.handbook.markdown import as_markdown
    from solver.report.handbook.outline import handbook

    book = handbook(_title(found), list(_materials(found)), ", ".join(each.file.name for each in found))
    for note in book.notes:
        typer.echo(f"note: {note}", err=True)
    return as_html(book) if form == "html" else as_markdown(book)


def _title(found: Sequence[_Read]) -> str:
    if len(found) > 1:
        return OF_SEVERAL
    season = found[0].season
    return season.scenario.title if season else found[0].books[0][0].title


def _materials(found: Sequence[_Read]) -> Iterator[Material]:
    """Every rulebook with the catalogues that its examples may speak of."""
    from dataclasses import replace

    from solver.examples.shelves import catalogue_of
    from solver.report.handbook.outline import OF_OUR_OWN, Material

    for each in found:
        for book, path in each.books:
            shelves = [*([each.season.catalogue] if each.season else []), catalogue_of(path)]
            title = OF_OUR_OWN if each.season and path == each.file else book.title
            yield Material(replace(book, title=title), shelves)

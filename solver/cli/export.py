"""`speedfirst export`: an audited plan in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.options import HomeFile, athletes_called, option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.exports.export import Export
    from solver.exports.writer import Writer
    from solver.season import Season

EXAMPLE = "Example: speedfirst export plan.json --out calendar.ics"

#: The place in `--help`.
PLACE = 140


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("export", epilog=EXAMPLE)(export)


def export(
    plan: Annotated[Path, typer.Argument(help="A plan file, as plan --out writes it.", show_default=False)],
    out: Annotated[Path | None, option("Write to this file; its ending tells the format.")] = None,
    as_: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="The format; 'list' shows all.")
    ] = None,
    athlete: Annotated[str | None, option("Only the plan of this athlete.")] = None,
    weeks: Annotated[str | None, option("Only these weeks: 3, 1-4, or 1-4,7.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over a workbook that is there, and what was typed in it.")
    ] = False,
    scenario: HomeFile = None,
) -> None:
    """Write a plan as a calendar, a spreadsheet, a table or a page, once the auditor has passed it.

    A calendar that is written over an older one of the same plan updates its events: they move, and none
    is there twice.
    """
    from solver.cli.planned import planned
    from solver.files.writing import check_writable, write

    if as_ == "list":
        _list()
    writer = _writer(out, as_)
    if out is not None:
        check_writable(out, [plan], "export")
        _check_replaced(out, writer, replace)
    found = planned(plan, scenario)
    if out is not None:
        check_writable(out, [Path(name) for name in found.season.hashes], "export")
    made = found.export(
        _chosen(found.season, athlete, writer), _weeks(found.season, weeks), _before(writer, out)
    )
    content = writer.write(made)
    if out is None:
        typer.echo(content, nl=False)
        return
    write(out, content)
    typer.echo(_told(out, made, writer))


def _list() -> None:
    """Show all formats."""
    from solver.exports.formats import WRITERS

    width = max(map(len, WRITERS))
    for word, each in sorted(WRITERS.items()):
        typer.echo(f"{word:{width}}  *{each.ending:15}  {each.says}")
    raise typer.Exit


def _writer(out: Path | None, word: str | None) -> Writer:
    """The format that was asked for, or that the ending of a file tells."""
    from solver.errors import refuse
    from solver.exports.formats import WRITERS, by_ending
    from solver.words import listed, unknown

    if word is not None and word not in WRITERS:
        raise refuse(f"--as: {unknown('format', word, WRITERS)}")
    if word is None and out is None:
        raise refuse("--out is missing: name a file, such as calendar.ics; or --as md for the screen")
    found = WRITERS[word] if word is not None else by_ending(out.name if out else "")
    if found is None:
        endings = sorted(each.ending for each in WRITERS.values())
        raise refuse(f"--out {out}: expected a name that ends in {listed(endings, 'or')}; or say --as FORMAT")
    if out is None and not found.text:
        raise refuse(f"--as {found.word}: it is no text; name a file with --out")
    return found


def _check_replaced(out: Path, writer: Writer, replace: bool) -> None:
    """Replace no file in which somebody may have typed."""
    from solver.errors import refuse

    if writer.typed_in and out.exists() and not replace:
        said = "it is there already, with what was typed in it; name another file, or say --replace"
        raise refuse(f"cannot write {out}: {said}")


def _chosen(season: Season, name: str | None, writer: Writer) -> list[str]:
    """The athletes who are exported."""
    from solver.errors import refuse
    from solver.words import listed

    names = athletes_called(season, [name] if name is not None else [])
    if writer.alone and len(names) > 1:
        raise refuse(f"--athlete is missing: {writer.word} is for one; there are {listed(names)}")
    return names


def _weeks(season: Season, text: str | None) -> Sequence[int]:
    """The weeks that are exported."""
    from pydantic_core import PydanticCustomError

    from solver.documents.fields import week_numbers
    from solver.errors import refuse
    from solver.words import is_whole, plural

    last = season.calendar.weeks
    if text is None:
        return range(1, last + 1)
    try:
        found = week_numbers(
            [int(each) if is_whole(each) else each for each in text.replace(" ", "").split(",")]
        )
    except PydanticCustomError as error:
        raise refuse(f"--weeks: {error}") from None
    if found[-1] > last:
        raise refuse(f"--weeks: there is no week {found[-1]}; the plan has {plural(last, 'week')}")
    return found


def _before(writer: Writer, out: Path | None) -> bytes | None:
    """What stands in the file that is to be written, if the format goes on from that."""
    from solver.files.source import raw_bytes

    return raw_bytes(out, str(out)) if out is not None and writer.updates and out.exists() else None


def _told(out: Path, made: Export, writer: Writer) -> str:
    from solver.words import listed, plural

    who = f" of {listed([each.name for each in made.athletes])}" if len(made.season.athletes) > 1 else ""
    says = f"written to {out}: {plural(len(made.items), 'session')}{who}, {writer.says}"
    return f"{says}\n{made.mark}; the file says so too" if made.mark else says

"""`speedfirst lint`: what is wrong with rules that can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from solver.cli.options import files as named_files

FORMATS = ("text", "json", "sarif")
FILES = named_files(
    "Rulebooks, scenarios or folders; by default constraints/ and scenarios/.",
    "rulebook",
    "scenario",
    folders=True,
)

#: The place in `--help`.
PLACE = 220


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("lint", epilog="Example: speedfirst lint constraints scenarios/my-week.yaml")(lint)


def lint(
    files: Annotated[list[Path] | None, FILES] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="'text', 'json' or 'sarif'.")
    ] = "text",
    out: Annotated[Path | None, typer.Option(help="Write to this file.", show_default=False)] = None,
) -> None:
    """Find rules that are dead, implied by others, contradictory or shadowed, and wishes never or always met.

    What is said of plans is proven, in typical weeks of each phase. A rule lets a finding pass with a reason:
    `lint: {implied: "kept for the athletes to read"}`.
    """
    from solver.cli.check import gather, usual
    from solver.errors import refuse
    from solver.files import writing
    from solver.lint import lint as look
    from solver.report.lint import as_json, as_text
    from solver.report.sarif import as_sarif
    from solver.words import unknown

    if form not in FORMATS:
        raise refuse(f"--format: {unknown('format', form, FORMATS)}")
    paths = gather(files or usual())
    if out is not None:
        writing.check_writable(out, paths, "report")
    if not (result := look(paths)).files:
        raise refuse("nothing to look at: expected rulebooks and scenarios, or folders with them")
    text = {"text": as_text, "json": as_json, "sarif": as_sarif}[form](result)
    if out is not None:
        writing.write(out, text)
        typer.echo(f"written to {out}")
    else:
        typer.echo(text, nl=False)
    raise typer.Exit(int(bool(result.open)))

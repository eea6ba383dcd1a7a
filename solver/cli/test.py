"""`speedfirst test`: rules carry examples; here they are tried."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from solver.cli.options import files

#: The place in `--help`.
PLACE = 210


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("test", epilog="Example: speedfirst test constraints/speed-first.yaml")(try_examples)


def try_examples(
    paths: Annotated[
        list[Path] | None,
        files("Rulebooks or folders; by default all shipped rulebooks.", "rulebook", folders=True),
    ] = None,
    solver: Annotated[
        bool, typer.Option("--solver/--no-solver", help="Let the solver judge the examples as well.")
    ] = True,
    numbers: Annotated[
        bool,
        typer.Option("--numbers/--no-numbers", help="Note numbers that could be one more or less unnoticed."),
    ] = True,
) -> None:
    """Try the examples of rulebooks: the weeks that must hold and those that must break."""
    from solver import examples
    from solver.files.shelves import shown
    from solver.loading.books import shipped_books
    from solver.words import plural

    wrong = 0
    for file in _rulebooks(paths) if paths else shipped_books():
        result = examples.checked(file, with_solver=solver)
        wrong += len(result.problems)
        for problem in result.problems:
            typer.echo(str(problem))
        for message in examples.unnoticed(file) if numbers else ():
            typer.echo(f"note: {message}")
        says = f"{plural(result.rules, 'rule')}, {plural(result.rows, 'example')}"
        state = plural(len(result.problems), "problem") if result.problems else "all as they say"
        typer.echo(f"{shown(file)}  {says}: {state}")
    raise typer.Exit(int(wrong > 0))


def _rulebooks(paths: list[Path]) -> list[Path]:
    """The rulebooks named, and those among the files of the folders named."""
    from solver.cli.check import gather
    from solver.files.shelves import open_file
    from solver.loading.books import first_word

    named = [path for path in paths if not path.is_dir()]
    inside = [file for path in paths if path.is_dir() for file in gather([path])]
    return [*named, *(file for file in inside if first_word(open_file(file)) == "rulebook")]

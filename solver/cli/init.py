"""`speedfirst init`: a folder of one's own, with a rulebook and a week that work at once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

#: What is written, by the file it comes from in `starter/`.
FILES = ("constraints/my-rules.yaml", "scenarios/my-week.yaml")
SCHEMAS = ("rulebook", "scenario", "overlay", "catalogue")

#: The place in `--help`.
PLACE = 250


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("init", epilog="Example: speedfirst init my-club")(init)


def init(
    folder: Annotated[Path, typer.Argument(help="Where to put it.")] = Path(),
) -> None:
    """Start a folder of your own: a rulebook, a scenario, and schemas for your editor."""
    contents = _contents()
    _refuse_what_is_there(folder, list(contents))
    _write(folder, contents)
    for name in contents:
        typer.echo(f"wrote {folder / name}")
    typer.echo(f"\nNow: speedfirst plan {folder / FILES[1]}")


def _contents() -> dict[str, str]:
    """The text of every file."""
    from solver.documents import schema

    starter = Path(__file__).resolve().parent / "starter"
    texts = {name: (starter / Path(name).name).read_text(encoding="utf-8") for name in FILES}
    return texts | {f"schemas/{word}.json": schema.dumps(word) for word in SCHEMAS}


def _refuse_what_is_there(folder: Path, names: list[str]) -> None:
    from solver.errors import InputError, Problem

    problems = []
    if folder.exists() and not folder.is_dir():
        problems.append(Problem(f"{folder} is a file; expected a folder, or the name of a new one"))
    for name in names:
        file = folder / name
        if file.exists() or file.is_symlink():
            problems.append(Problem(f"{file} is there already; nothing was written"))
        elif file.parent.exists() and not file.parent.is_dir():
            problems.append(Problem(f"{file.parent} is a file; expected a folder"))
    if problems:
        raise InputError(problems)


def _write(folder: Path, contents: dict[str, str]) -> None:
    """Write all files, or none: what was begun is taken away again if one cannot be written."""
    from solver.errors import InputError, refuse
    from solver.files.writing import write

    new = [each for each in (folder, *(folder / Path(name).parent for name in contents)) if not each.exists()]
    written: list[Path] = []
    try:
        for name, text in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write(folder / name, text)
            written.append(folder / name)
    except (OSError, InputError, KeyboardInterrupt) as error:
        for file in written:
            file.unlink(missing_ok=True)
        for each in new:
            shutil.rmtree(each, ignore_errors=True)
        if isinstance(error, OSError):
            raise refuse(f"cannot write into {folder}: {(error.strerror or 'error').lower()}") from None
        raise

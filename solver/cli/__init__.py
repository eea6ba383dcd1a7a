"""The command line: one file for each command, and what every one of them answers.

====  =====================================================
0     a plan, or everything holds
1     the audit (or a test) found breaches, or the linter something
2     the input cannot be read as meant
3     proven: no plan keeps all the musts
4     cannot tell: no plan in time, or an audit that lacks what it needs to decide
70    a fault of ours
130   stopped with Ctrl-C
====  =====================================================

A file of this folder with its `PLACE` in `--help` and its `add_to` is a command; nothing else needs to know.
Commands import what they need when they run, so that `--help` and `check` answer at once.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Annotated

import typer

from solver.cli import values
from solver.errors import InputError, NotAudited, SpeedfirstError
from solver.version import __version__

# at the end everything goes: nobody needs to look through it for garbage
atexit.register(gc.freeze)

#: The exit code where something fails that nobody thought of.
FAULT = 70
#: The exit code after Ctrl-C.
STOPPED = 130

app = typer.Typer(
    name="speedfirst",
    help="Plan sprint training: rules in YAML in, the best week or season that keeps them out.",
    epilog="Start with: speedfirst init my-club",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _commands() -> list[ModuleType]:
    """The files of this folder that are a command, as their places in `--help` say."""
    files = (importlib.import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__))
    return sorted((file for file in files if hasattr(file, "PLACE")), key=lambda file: file.PLACE)


for _command in _commands():
    _command.add_to(app)
values.call(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"speedfirst {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Plan sprint training: rules in YAML in, the best week or season that keeps them out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and answer its exit code; see the module's table."""
    if sys.stdout is None or sys.stderr is None:
        return 1
    _any_letter()
    try:
        app(args=None if arguments is None else list(arguments), prog_name="speedfirst")
    except SystemExit as stop:
        if stop.code == STOPPED:
            typer.echo("stopped", err=True)
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except InputError as error:
        return _refused(error)
    except NotAudited as error:
        typer.echo(f"{error}\nNothing is shown that the audit has not passed. Please report this.", err=True)
        return error.exit_code
    except SpeedfirstError as error:
        typer.echo(str(error), err=True)
        return error.exit_code
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
        return STOPPED
    except BrokenPipeError:
        _hush()
        return 1
    except OSError as error:
        typer.echo(f"cannot write what there is to say: {(error.strerror or 'error').lower()}", err=True)
        _hush()
        return 1
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):
            # a library that was stopped while it was being loaded calls that an error of its own
            typer.echo("stopped", err=True)
            return STOPPED
        typer.echo(f"a fault of ours: {type(error).__name__}: {error}\nPlease report this.", err=True)
        return FAULT
    return 0


def _any_letter() -> None:
    """Let names pass whose letters the screen does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _refused(error: InputError) -> int:
    """Every problem of an input, and how many there are."""
    typer.echo("\n".join(str(problem) for problem in error.problems), err=True)
    if len(error.problems) > 1:
        typer.echo(f"\n{len(error.problems)} problems", err=True)
    return error.exit_code


def _hush() -> None:
    """Let Python end in peace when the reader of a pipe has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""What-if on the command line: options that every command with a scenario takes.

A command takes them in one line, ``@with_changes``, and has them as its argument `changes`.
"""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from solver.cli.options import meant

if TYPE_CHECKING:
    from solver.loading.load import Reading
    from solver.overlays.overlay import Overlay
    from solver.season import Season


def _option(*names: str, metavar: str, says: str, callback: Callable[[Any], Any] | None = None) -> Any:
    return typer.Option(
        *names, metavar=metavar, help=says, show_default=False, rich_help_panel=None, callback=callback
    )


@dataclass(frozen=True)
class Changes:
    """What is changed in a scenario for this once."""

    apply: Annotated[
        list[Path] | None,
        _option(
            "--apply", metavar="OVERLAY", says="Lay this overlay on the scenario.", callback=meant("scenario")
        ),
    ] = None
    set_: Annotated[
        list[str] | None,
        _option("--set", metavar="PATH=VALUE", says="Change one thing: rules.tempo-days.limit.at_most=3."),
    ] = None
    off: Annotated[list[str] | None, _option("--off", metavar="RULE", says="Do without this rule.")] = None
    on: Annotated[list[str] | None, _option("--on", metavar="RULE", says="Switch this rule on.")] = None
    save: Annotated[
        Path | None, _option("--save", metavar="OVERLAY", says="Write these changes as an overlay.")
    ] = None

    def __bool__(self) -> bool:
        return bool(self.apply or self.set_ or self.off or self.on or self.save)

    def words(self) -> list[str]:
        """The options as they were typed, but for where they are saved."""
        pairs = [("--apply", self.apply), ("--set", self.set_), ("--off", self.off), ("--on", self.on)]
        return [word for name, values in pairs for each in values or () for word in (name, str(each))]

    def load(self, scenario: Path, others: Iterable[Path] = ()) -> Season:
        """The season of a scenario with these changes, which are saved if that was asked for.

        Parameters
        ----------
        others
            Files that are read or written besides; the changes are not saved there.

        Raises
        ------
        InputError
            With every problem found in the files and in the options; nothing is written then.
        """
        from solver.workers.garbage import put_off

        with put_off():
            below, above = self._read(scenario)
            season = above.season()
        if self.save is not None:
            self._save(scenario, below, above, [*others, *(Path(name) for name in season.hashes)])
        return season

    def over(self, below: Reading) -> list[Overlay]:
        """What is laid on a scenario that was read."""
        from solver.loading.setting import overlays

        return overlays(below, self.apply or (), self.set_ or (), self.off or (), self.on or ())

    def save_over(self, above: Reading, inputs: Iterable[Path]) -> None:
        """Save what is laid on the uppermost file of a scenario, as an overlay of that file."""
        files = [each for each in above.layers if each.file]
        below = above.files()
        top = files[-1].file
        assert top is not None
        self._save(top, below, above, [*inputs, *(each.file for each in files if each.file)])

    def read(self, scenario: Path) -> Reading:
        """What stands in the files of a scenario, with these changes."""
        return self._read(scenario)[1]

    def _read(self, scenario: Path) -> tuple[Reading, Reading]:
        """The scenario without and with the changes."""
        from solver.loading.load import reading
        from solver.loading.setting import changed

        below = reading(scenario)
        return below, changed(
            below, scenario, self.apply or (), self.set_ or (), self.off or (), self.on or ()
        )

    def _save(self, scenario: Path, below: Reading, above: Reading, inputs: list[Path]) -> None:
        from solver.errors import refuse
        from solver.files import writing
        from solver.loading import saving

        assert self.save
        if len(below.layers) == len(above.layers):
            raise refuse(f"--save {self.save}: there are no changes to write")
        writing.check_writable(self.save, [scenario, *inputs], "overlay")
        saving.check_replaced(self.save, scenario)
        saving.save_overlay(self.save, scenario, saving.as_one(self.save, below, above))
        typer.echo(f"changes written to {self.save}", err=True)


def with_changes(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of :class:`Changes`; it has them as its argument `changes`."""
    hints = typing.get_type_hints(Changes, include_extras=True)

    @functools.wraps(command)
    def wrapped(**words: Any) -> None:
        changes = Changes(**{name: words.pop(name) for name in hints})
        command(**words, changes=changes)

    own = typing.get_type_hints(command, include_extras=True)
    own.pop("changes")
    parameters = [
        each.replace(annotation=own[name])
        for name, each in inspect.signature(command).parameters.items()
        if name != "changes"
    ]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=each)
        for name, each in hints.items()
    ]
    wrapped.__annotations__ = {**own, **hints}
    wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return wrapped

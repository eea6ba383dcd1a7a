"""`speedfirst plan --alternatives`: other plans beside the best one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from solver.reasons.alternatives.alternatives import Alternatives
    from solver.reasons.alternatives.within import Within
    from solver.search.outcome import Outcome, Settings
    from solver.season import Season

#: The most alternatives to one plan.
MOST = 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many alternatives are wanted, how much worse they may be, and where they are written."""

    count: int
    within: Within
    out: Path | None

    @classmethod
    def read(cls, count: int, within: str | None, out: Path | None, relax: bool = False) -> Wanted:
        """Read the options.

        Raises
        ------
        InputError
            If they mean nothing.
        """
        from solver.errors import refuse
        from solver.reasons.alternatives.within import Within

        if not 0 <= count <= MOST:
            raise refuse(f"--alternatives: found {count}, expected a number from 1 to {MOST}")
        if within is not None and not count:
            raise refuse("--within goes with --alternatives")
        if count and relax:
            raise refuse("--alternatives: there are none to a compromise; leave out --relax")
        return cls(count, Within.read(within), out)

    @property
    def files(self) -> list[Path]:
        """The files of all plans: plan.json, plan-2.json..."""
        if self.out is None:
            return []
        stem, suffix = self.out.stem, self.out.suffix
        others = [self.out.with_name(f"{stem}-{n}{suffix}") for n in range(2, self.count + 2)]
        return [self.out, *others]

    def check(self, inputs: Sequence[Path] = ()) -> None:
        """Find out early whether all files can be written."""
        from solver.files import writing

        for file in self.files:
            writing.check_plan_file(file, inputs)

    def find(self, season: Season, settings: Settings, plan: Outcome, quiet: bool) -> Alternatives | None:
        """Look for the alternatives to a plan; None if none are wanted."""
        from solver.reasons.alternatives.alternatives import Alternatives, alternatives
        from solver.report.progress import line

        if not self.count:
            return None
        allowed = self.within.allowed(plan.score)
        if plan.interrupted:
            return Alternatives([], allowed, "stopped")
        with line(quiet) as show:
            return alternatives(season, settings, plan, self.count, allowed, show)

    def plans(self, plan: Outcome, others: Alternatives | None) -> list[Outcome]:
        """The plan and its alternatives."""
        return [plan, *(each.outcome for each in (others.found if others else ()))]

    def write(self, texts: Sequence[str]) -> None:
        """Write each plan to its file."""
        from solver.files import writing

        for file, text in zip(self.files, texts, strict=False):
            writing.write(file, text)

    def print(self, texts: Sequence[str]) -> None:
        """Print the plan, or a list of all plans where alternatives are wanted."""
        typer.echo("[\n" + ",\n".join(texts) + "]" if self.count else texts[0], nl=False)

    def show(self, season: Season, plan: Outcome, others: Alternatives | None, quiet: bool) -> None:
        """Show the alternatives, and say what has been written."""
        from solver.report.alternatives import show_alternatives
        from solver.words import listed

        if others is not None:
            show_alternatives(season, plan, others, quiet)
        written = self.files[: 1 + len(others.found if others else ())]
        if written and not quiet:
            typer.echo(f"\nwritten to {listed([str(file) for file in written])}")

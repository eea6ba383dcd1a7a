"""`speedfirst show`: a scenario as it is in the end, each value with the place that it comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import ScenarioFile


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("show", epilog="Example: speedfirst show scenarios/my-week.yaml --rule tempo-days")(show)


@with_changes
def show(
    scenario: ScenarioFile,
    changes: Changes,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE", help="Show only this rule; may be given several times.", show_default=False
        ),
    ] = None,
) -> None:
    """Print a scenario with its overlays and all its rules as they stand, and where each value was written.

    What is printed can be read as a scenario again.
    """
    from solver.errors import refuse
    from solver.files.source import mapping
    from solver.loading.resolved import lines, resolved
    from solver.words import unknown

    changes.load(scenario)
    found = resolved(changes.read(scenario))
    if rule:
        rules = found.at(("rules",)).below(()) if "rules" in found.data else {}
        for each in rule:
            if each not in rules:
                raise refuse(f"--rule: {unknown('rule', each, rules)}")
        chosen = mapping(found.file, found.mark(()), {each: rules[each] for each in rule})
        found = mapping(found.file, found.mark(()), {"rules": chosen})
    typer.echo("\n".join(lines(found)))

"""`speedfirst price`: what each principle costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import EFFORT, Quiet, ScenarioFile, check_numbers, option
from solver.cli.searching import warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.reasons.prices.price import Prices
    from solver.season import Season

#: The place in `--help`.
PLACE = 90


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("price", epilog="Example: speedfirst price scenarios/my-week.yaml --rule tempo-days")(price)


@with_changes
def price(
    scenario: ScenarioFile,
    changes: Changes,
    rule: Annotated[list[str] | None, option("Price this rule only; may be given several times.")] = None,
    effort: Annotated[
        float, option("How hard to search for each of the plans, as in 'plan': one plan for every rule.")
    ] = EFFORT,
    workers: Annotated[int, option("How many rules at a time; the prices are the same.")] = 1,
    quiet: Quiet = False,
    json: Annotated[bool, typer.Option("--json", help="Print the prices as JSON.")] = False,
) -> None:
    """Say what each rule costs: points saved without a must, what a wish gave up and to whom.

    For every rule the scenario is planned again: a must switched off, a wish made a must. So each figure is
    what 'plan' gives at the same effort once the rule is changed in the scenario.
    """
    from solver.report.price import show_prices
    from solver.report.prices_json import as_json

    check_numbers(effort, None, workers, [])
    season = changes.load(scenario)
    _known(season, rule or [])
    warn(season)
    prices = _priced(season, effort, workers, rule or [], quiet)
    if json:
        typer.echo(as_json(season, prices, effort), nl=False)
    else:
        show_prices(season, prices)


def _priced(season: Season, effort: float, workers: int, rules: Sequence[str], quiet: bool) -> Prices:
    from solver.reasons.prices.pricing import Pricing
    from solver.report.progress import counted, line, says
    from solver.search.outcome import Settings

    pricing = Pricing(season, Settings(effort, None, workers), rules)
    with line(quiet) as show:
        return pricing.run(lambda state: show(says(state)), lambda *step: show(counted(*step)))


def _known(season: Season, rules: Sequence[str]) -> None:
    """Refuse rules that are not in use."""
    from solver.errors import InputError, Problem
    from solver.words import unknown

    known = [each.id for each in season.rules]
    wrong = [Problem(f"--rule: {unknown('rule', each, known)}") for each in rules if each not in known]
    if wrong:
        raise InputError(wrong)

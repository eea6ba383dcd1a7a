"""Every figure of `price` on a scenario beside planning again with the rule edited in the scenario."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from solver.errors import Infeasible, OutOfTime
from solver.loading.load import Reading, reading
from solver.reasons.knobs import WAYS, plain
from solver.reasons.prices.price import MustPrice, Prices, WishPrice
from solver.reasons.prices.pricing import Pricing
from solver.search.outcome import LEVELS, Outcome, Settings
from solver.search.search import search
from solver.season import ActiveRule
from tests.bench.solvers.telling import tell

#: The limits of lesser importance that a must may have inside.
INSIDE = ("should", "prefer")


def planned(edited: Reading, effort: float) -> list[Any]:
    """What planning a scenario comes to: points and bounds of each level, or why there is no plan."""
    try:
        return known(search(edited.season(), Settings(effort)))
    except (Infeasible, OutOfTime) as error:
        return [type(error).__name__]


def known(outcome: Outcome | None) -> list[Any]:
    """The points of a plan and what is proven of them."""
    if outcome is None:
        return ["no plan"]
    return [[outcome.score[level], outcome.bounds[level]] for level in LEVELS]


def edits(prices: Prices) -> Mapping[str, tuple[list[Any], Mapping[str, Any]]]:
    """For each price what its plan came to, and what a coach writes to have it."""
    found: dict[str, tuple[list[Any], Mapping[str, Any]]] = {}
    for each in prices.musts:
        found[f"{each.rule.id}, off"] = (known(each.without), {"rules": {each.rule.id: "off"}})
    for wish in prices.wishes:
        if wish.clash is not None or any(wish.points.values()):
            found[f"{wish.rule.id}, must"] = (_kept(wish), {"rules": _must(wish.rule)})
    return found


def _must(active: ActiveRule) -> Mapping[str, Any]:
    """A wish as a must; the narrower limits that a must has inside as a must of their own."""
    rule = {word: each for word, each in plain(active.rule).items() if word not in ("examples", "level")}
    kind = rule[active.rule.word]
    inside = [word for word in INSIDE if kind.get(word)]
    if not inside:
        return {active.id: {"level": "must"}}
    rest = {word: each for word, each in kind.items() if word not in (*INSIDE, *WAYS)}
    return {f"{active.id}-{word}": {**rule, active.rule.word: {**rest, **kind[word]}} for word in inside}


def _kept(wish: WishPrice) -> list[Any]:
    if wish.kept is None:
        return [Infeasible.__name__ if wish.clash is not None else OutOfTime.__name__]
    return known(wish.kept)


def main() -> None:
    """Price a scenario, then edit and plan it for every figure; a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--effort", type=float, default=10.0)
    chosen = parser.parse_args()
    base = reading(chosen.file)
    began = time.process_time()
    prices = Pricing(base.season(), Settings(chosen.effort)).run()
    tell(base=known(prices.base), seconds=time.process_time() - began)
    idle = {f"{each.rule.id}, off" for each in prices.musts if isinstance(each, MustPrice) and each.idle}
    for name, (priced, edit) in edits(prices).items():
        began = time.process_time()
        again = planned(base.changed(edit), chosen.effort)
        tell(name=name, idle=name in idle, price=priced, again=again, seconds=time.process_time() - began)


if __name__ == "__main__":
    main()

"""Plan every scenario, or take the plans that are there, and show what a coach would see in them."""

# ruff: noqa: T201 - a script that prints what it found
from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from solver.errors import InputError
from solver.loading.load import load
from solver.plans.planfile import load_plan
from solver.plans.since import changed_since
from tests.eye.reading import read
from tests.eye.table import Look, details, look, table

ROOT = Path(__file__).parents[2]
EFFORT = 60.0


def options(words: Sequence[str] | None) -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.eye", description=__doc__)
    parser.add_argument(
        "scenarios", nargs="*", type=Path, help="scenario files; by default all of scenarios/"
    )
    parser.add_argument("--plans", type=Path, help="take the plan files of this folder as they are")
    parser.add_argument("--show", metavar="SCENARIO", help="list every hit of this scenario")
    parser.add_argument("--effort", type=float, default=EFFORT, help="how hard to plan (60)")
    return parser.parse_args(words)


def plan_of(scenario: Path, folder: Path | None, effort: float) -> Path | None:
    """The plan file of a scenario, planned anew where its inputs have changed; None if there is none."""
    file = (folder or ROOT / "plans") / f"{scenario.stem}.json"
    if folder is not None:
        return file if file.exists() else None
    if fresh(scenario, file):
        return file
    file.parent.mkdir(exist_ok=True)
    words = ["plan", str(scenario), "--quiet", "--effort", f"{effort:g}", "--out", str(file)]
    done = subprocess.run([sys.executable, "-m", "solver", *words], stdout=sys.stderr, check=False)
    return file if done.returncode == 0 else None


def fresh(scenario: Path, file: Path) -> bool:
    """Whether a plan file is there and was made from the inputs as they are now."""
    if not file.exists():
        return False
    try:
        return not changed_since(load_plan(file)[0], load(scenario))
    except InputError:
        return False


def main(words: Sequence[str] | None = None) -> int:
    """Look at the plans and print the table; 1 if a goal is missed or a plan is missing."""
    chosen = options(words)
    looks: list[Look] = []
    missing = 0
    for scenario in chosen.scenarios or sorted((ROOT / "scenarios").glob("*.yaml")):
        if chosen.show and scenario.stem != chosen.show:
            continue
        plan = plan_of(scenario, chosen.plans, chosen.effort)
        if plan is None:
            print(f"{scenario.stem}: no plan", file=sys.stderr)
            missing += 1
            continue
        try:
            looks.append(look(scenario.stem, read(scenario, plan)))
        except InputError as error:
            print(f"{scenario.stem}: {error}", file=sys.stderr)
            missing += 1
    if chosen.show and not looks and not missing:
        print(f"there is no scenario {chosen.show!r}", file=sys.stderr)
        return 2
    for line in (line for each in looks for line in details(each)) if chosen.show else table(looks):
        print(line)
    return int(bool(missing) or not all(each.good for each in looks))


if __name__ == "__main__":
    raise SystemExit(main())

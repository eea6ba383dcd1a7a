"""`plan --relax`: where no plan keeps all the musts, the one that breaks least, compared with every plan there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from solver.auditor import Audit, audit, audited
from solver.backends.answers import Budget
from solver.diary import Done
from solver.errors import Infeasible
from solver.reasons.relaxations.compromise import compromise
from solver.search.outcome import Settings
from solver.search.search import search
from solver.season import Cell, Season
from tests.conftest import Run
from tests.seasons import small_season

RULES = {
    "fly-often": "{limit: {days: fly, per: week, at_least: 4}}",
    "fly-seldom": "{limit: {days: fly, per: week, at_most: 1}}",
    "apart": "{spacing: {between: fly, at_least: 2 days}}",
    "tempo-often": "{limit: {days: tempo, per: week, at_least: 4}}",
    "rests": "{limit: {days: rest, per: week, at_least: 3}}",
    "ends": "{when: {weekdays: [mon, sun]}, pin: {do: fly}}",
    "no-ends": "{when: {weekdays: [sun, mon]}, pin: {avoid: fly}}",
    "alone": "{pairing: {each: fly, avoids: tempo, within: [1 day after]}}",
}
#: Rules that clash, which of them give way, and what else the scenario says.
FRAME = "away: [{from: 2026-10-05, to: 2026-10-08}, {from: 2026-10-15, to: 2026-10-18}]"
CASES: list[tuple[str, str, str, int]] = [
    ("fly-often apart tempo-often", "", "", 1),
    ("fly-often apart tempo-often", "apart", "", 1),
    ("fly-often apart tempo-often rests", "rests fly-often", "", 1),
    ("fly-often tempo-often rests alone", "alone", "", 1),
    ("fly-often fly-seldom", "fly-often", "", 1),
    ("fly-often fly-seldom", "fly-often fly-seldom", "", 1),
    ("ends no-ends fly-seldom", "no-ends", "", 1),
    ("ends fly-seldom tempo-often rests", "", "", 1),
    ("apart ends tempo-often", "apart ends tempo-often", FRAME, 2),
    ("apart ends rests", "", FRAME, 2),
]

Parts = frozenset[tuple[str, int]]


def the_season(folder: Path, case: tuple[str, str, str, int]) -> Season:
    """A season of at most one session a day."""
    names, gives, more, weeks = case
    rules = "".join(f"  {name}: {RULES[name]}\n" for name in names.split())
    order = f"gives_way: [{', '.join(gives.split())}]\n" if gives else ""
    return small_season(folder, rules, weeks, order + more)


def every_plan(season: Season) -> Iterator[Audit]:
    """The audits of all plans of a season of one session a day: which session, doses do not matter here."""
    by_day: dict[int, list[Cell]] = {}
    for cell in season.cells():
        sessions = by_day.setdefault(cell.day, [])
        if all(other.form.session != cell.form.session for other in sessions):
            sessions.append(cell)
    for plan in product(*([None, *sessions] for sessions in by_day.values())):
        done = [
            Done.of(cell.athlete, cell.day, cell.slot, cell.form, cell.form.first) for cell in plan if cell
        ]
        yield audit(season, season.diary(done))


def parts(verdict: Audit) -> Parts:
    """The rules that a plan breaks, each with the week."""
    return frozenset((each.rule, max(each.breach.days) // 7) for each in verdict.broken)


def steps(verdict: Audit) -> int:
    """By how much a plan breaks its rules."""
    return sum(-(-(b.under + b.over) // b.unit) for b in (each.breach for each in verdict.broken))


def counts(season: Season, broken: Parts) -> list[int]:
    """How many weeks of rules are let go of, of the strongest first: those not named, then the last one named."""
    order = [None, *reversed(season.scenario.gives_way)]
    rank = {name: order.index(name) if name in order else 0 for name, _ in broken}
    return [sum(rank[name] == place for name, _ in broken) for place in range(len(order))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} ({case[1]})")
def test_no_plan_breaks_less(tmp_path: Path, case: tuple[str, str, str, int]) -> None:
    """Of all plans none breaks fewer weeks of rules, the strongest first, nor the same ones by less."""
    season = the_season(tmp_path, case)
    found = compromise(season, Budget(5.0))
    outcome = search(found.season, Settings(2.0))
    audited(found.season, outcome.sessions, outcome.score)
    mine = audit(season, season.diary(outcome.sessions))
    assert found.proven and mine.broken and not mine.frame
    plans = [(parts(each), steps(each)) for each in every_plan(season)]
    assert all(plans), "every plan breaks something"
    assert counts(season, parts(mine)) == min(counts(season, broken) for broken, _ in plans)
    if not season.scenario.gives_way:
        assert steps(mine) == min(size for broken, size in plans if broken <= parts(mine))


def test_what_nobody_can_let_go_of(tmp_path: Path) -> None:
    """Absences and meets stand: where only these clash with a calendar there is no compromise."""
    season = small_season(
        tmp_path, "  days: {limit: {days: rest, per: week, at_most: 1}}\n",
        more="competitions: [{date: 2026-10-10, name: Cup}]\n",
    )  # fmt: skip
    assert compromise(season, Budget(5.0)).proven


def test_every_breach_is_listed(run: Run) -> None:
    """`plan --relax` ends with 3 and lists what the audit of its plan finds, no more and no less."""
    week = "scenarios/week.yaml"
    words = ["--set", "rules.five={limit: {days: high, per: week, at_least: 5}}"]
    words += ["--set", "gives_way=[five]"]
    code, out, _ = run("plan", week, *words, "--relax", "--out", "plan.json", "--quiet")
    assert code == Infeasible.exit_code
    plan = json.loads(Path("plan.json").read_text())
    code, out, _ = run("audit", "plan.json", "--scenario", week, *words)
    assert code == 1
    assert plan["broken"] == ["five: 3 high days in week 1, at least 5"]
    assert all(each.partition(": ")[2] in out for each in plan["broken"])


def test_a_season_that_has_a_plan_gives_nothing_way(run: Run) -> None:
    """Where all musts can hold, --relax changes nothing."""
    code, out, _ = run("plan", "scenarios/week.yaml", "--relax", "--json")
    again = run("plan", "scenarios/week.yaml", "--json")[1]
    assert code == 0 and json.loads(out)["sessions"] == json.loads(again)["sessions"]

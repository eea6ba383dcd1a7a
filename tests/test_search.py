"""The search: what it calls optimal is optimal, what it calls infeasible is, and it never wavers."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from solver.auditor import audit
from solver.backends.answers import Budget
from solver.errors import Infeasible, OutOfTime
from solver.model.linear import Affine, Model, Reach
from solver.search import first
from solver.search.agenda import Agenda
from solver.search.outcome import LEVELS
from solver.search.search import Outcome, Progress, Search, Settings, search
from solver.search.whole import solve
from tests.seasons import every_plan, small_season

SOFT_WEEK = """
  apart: {spacing: {between: high, at_least: 2 days}}
  enough: {level: should, limit: {metres: speed, at_least: 200, per_unit: 10}, penalty: quadratic}
  tempo: {level: should, weight: {under: 2, over: 3}, limit: {metres: tempo, exactly: 2200, per_unit: 100}}
  between: {level: prefer, pairing: {each: tempo, needs: high, within: [1 day before]}}
  rest: {level: prefer, weight: 2, limit: {days: rest, at_least: 3}, penalty: per occurrence}
"""


def score_of(outcome: Outcome) -> tuple[int, int]:
    """Points of `should` and of `prefer`."""
    return outcome.score["should"], outcome.score["prefer"]


def test_the_optimum_is_that_of_trying_every_plan(tmp_path: Path) -> None:
    """Over a week with five open days, no plan at all scores better than the one called optimal."""
    closed = "away: [{from: 2026-10-10, to: 2026-10-11}]"
    season = small_season(tmp_path, SOFT_WEEK, more=closed)
    outcome = search(season)
    best = min(
        (a.score["should"], a.score["prefer"])
        for plan in every_plan(season, 5)
        if (a := audit(season, season.diary(plan))).passed
    )
    assert outcome.status == "optimal"
    assert score_of(outcome) == best
    assert best > (0, 0)


def test_windows_find_what_the_whole_finds(tmp_path: Path) -> None:
    """On two weeks, sliding windows end at the score that solving the season whole proves."""
    season = small_season(tmp_path, SOFT_WEEK, weeks=2)
    whole = search(season)
    sliding = Search(season, Settings(effort=6))
    sliding._grow(LEVELS)
    sliding.engines.run()
    assert whole.status == "optimal"
    assert score_of(sliding._outcome()) == score_of(whole)


def test_a_long_season_is_tried_whole_before_its_widest_windows() -> None:
    """Where windows of five weeks gain nothing the whole comes next, not only at the end."""
    agenda, widths, early = Agenda(16), list[int](), list[bool]()
    while batch := agenda.batch():
        widths.append(batch[0].width)
        early += [agenda.early] if batch[0].width == 16 else []
        for window in batch:
            agenda.solved(window, None if window.width == 16 else b"")
    assert list(dict.fromkeys(widths))[:7] == [1, 2, 3, 4, 5, 16, 6]
    assert early == [True] * 4 + [False] * 2


def test_infeasible_is_said_and_nothing_else(tmp_path: Path) -> None:
    """Rules that cannot hold together raise Infeasible, never OutOfTime."""
    rules = """
  many: {limit: {days: speed, at_least: 5}}
  apart: {spacing: {between: high, at_least: 2 days}}
"""
    with pytest.raises(Infeasible):
        search(small_season(tmp_path, rules))


def test_a_rule_that_nothing_keeps_is_infeasible(tmp_path: Path) -> None:
    """A rule that no plan at all can keep is infeasible over two weeks too, where plans are grown."""
    with pytest.raises(Infeasible):
        search(small_season(tmp_path, "  r: {limit: {days: speed, at_least: 8}}", weeks=2))


def test_no_budget_is_out_of_time(tmp_path: Path) -> None:
    """With nothing to spend on a season that is not trivial, the answer is out of time, not infeasible."""
    season = small_season(tmp_path, SOFT_WEEK, weeks=4)
    with pytest.raises(OutOfTime):
        search(season, Settings(effort=0.0))


def test_a_search_that_wants_a_plan_near_another_gives_up_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no plan near the one to begin with is found, one is grown; or nothing is, if only that would do."""
    season = small_season(tmp_path, SOFT_WEEK, weeks=4)
    plan = search(season, Settings(effort=1)).sessions
    monkeypatch.setattr(Search, "_near", lambda self: False)
    assert Search(season, Settings(effort=1), start=plan).run().sessions
    with pytest.raises(OutOfTime, match="near"):
        Search(season, Settings(effort=1), start=plan, near=True).run()


def test_the_same_season_gives_the_same_plan(tmp_path: Path) -> None:
    """Two searches give the same sessions, in the same order, though the second runs on a busy machine."""
    season = small_season(tmp_path, SOFT_WEEK, weeks=9)
    settings = Settings(effort=2)
    first = search(season, settings)
    stop = threading.Event()

    def burn() -> None:
        while not stop.is_set():
            sum(range(1000))

    busy = threading.Thread(target=burn)
    busy.start()
    try:
        second = search(season, settings)
    finally:
        stop.set()
        busy.join()
    assert list(first.sessions) == list(second.sessions)
    assert first.score == second.score
    assert first.bounds == second.bounds


def test_a_bound_is_never_above_the_score(tmp_path: Path) -> None:
    """While a search goes on, the score of each level falls or stays, and no bound exceeds the final score."""
    seen: list[Progress] = []
    outcome = search(small_season(tmp_path, SOFT_WEEK, weeks=9), Settings(effort=2), seen.append)
    scores = [(p.score["should"], p.score["prefer"]) for p in seen if p.score]
    assert scores == sorted(scores, reverse=True)
    for progress in seen:
        bound = progress.bounds["should"]
        assert bound is None or bound <= outcome.score["should"]


def test_races_stand_where_the_calendar_has_them(tmp_path: Path) -> None:
    """A meet of two rounds is a race of two rounds on its day, and there is no race elsewhere."""
    meet = "competitions: [{date: 2026-10-10, name: Open, rounds: 2}]"
    outcome = search(small_season(tmp_path, SOFT_WEEK, more=meet))
    races = [(each.day, each.count) for each in outcome.sessions if each.session == "race"]
    assert races == [(5, 2)]


# the pause in each report keeps the search from ending before the signal comes, on any machine
INTERRUPTED = """
import signal
import sys
import time
from pathlib import Path
from solver.search.outcome import Settings
from solver.search.search import search
from tests.seasons import small_season
from tests.test_search import SOFT_WEEK

# what is started in the background is deaf to Ctrl-C
signal.signal(signal.SIGINT, signal.default_int_handler)
season = small_season(Path(sys.argv[1]), SOFT_WEEK, weeks=30)


def tell(progress):
    print(progress.doing, flush=True)
    time.sleep(0.2)


outcome = search(season, Settings(effort=600), tell)
print("interrupted" if outcome.interrupted else "ended", len(outcome.sessions), flush=True)
"""


def test_ctrl_c_keeps_the_best_plan(tmp_path: Path) -> None:
    """Ctrl-C in the midst of a long search ends it with the best plan so far."""
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("first plan"):
                break
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        last = process.stdout.read().strip().splitlines()[-1]
    assert process.returncode == 0
    assert last.startswith("interrupted")
    assert int(last.split()[1]) > 30


def test_nothing_to_decide_is_a_plan(tmp_path: Path) -> None:
    """A week away with a wish that cannot come true is planned as an empty week that costs its points."""
    away = "away: [{from: 2026-10-05, to: 2026-10-11}]"
    outcome = search(
        small_season(tmp_path, "  r: {level: should, limit: {days: high, at_least: 1}}", more=away)
    )
    assert (outcome.status, list(outcome.sessions)) == ("optimal", [])
    assert outcome.score["should"] == 1


def test_a_search_that_never_began_claims_nothing() -> None:
    """A solver stopped before its search began bounds a reward by no more than the rows allow."""
    model = Model()
    chosen = [model.variable(0, 1, Reach(0, 0)) for _ in range(400)]
    for start in range(0, 390, 3):
        model.add(Affine({v: 1 + v % 7 for v in chosen[start : start + 30]}), None, 40)
    costs = {v: -1 - v % 5 for v in chosen}
    stopped = solve(model, costs, Budget(1e-6))
    best = solve(model, costs, Budget(5.0)).objective
    assert stopped.status != "optimal"
    assert stopped.bound is not None
    assert best is not None
    assert stopped.bound <= best < 0


def test_at_least_more_than_at_most_is_infeasible() -> None:
    """A sum of at least 3 and at most 2 cannot be: never, or not where its condition holds."""
    for given, expected in (([], "infeasible"), ([0], "optimal")):
        model = Model()
        switch, *chosen = [model.variable(0, 1, (0, 0)) for _ in range(5)]
        model.add(Affine(dict.fromkeys(chosen, 1)), 3, 2, given)
        answer = solve(model, {switch: -1}, Budget(5.0))
        assert (answer.status, answer.objective) == (expected, 0 if given else None)


def test_an_optimum_of_nothing_gained_is_its_own_bound() -> None:
    """Where a gain could be had but for a row, the optimum of 0 is proven, and so is its bound."""
    model = Model()
    gain, wish = model.variable(0, 20, (0, 0)), model.variable(0, 1, Reach(0, 0))
    model.add(Affine({gain: 1, wish: 20}), None, 20)
    model.add(Affine({wish: 1}), 1, None)
    answer = solve(model, {gain: -1}, Budget(5.0))
    assert (answer.status, answer.objective, answer.bound) == ("optimal", 0, 0)


def test_ctrl_c_before_the_first_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a long season grows to its first plan ends the search without a plan, and says no more."""
    weeks = 0
    begun = Search(small_season(tmp_path, SOFT_WEEK, weeks=12))

    def stopped(*_: Any, **__: Any) -> Any:
        nonlocal weeks
        weeks += 1
        if weeks == 5:
            begun.state.crew.halt.ask()
        return post(*_, **__)

    post = first.Posted
    monkeypatch.setattr(first, "Posted", stopped)
    with pytest.raises(KeyboardInterrupt):
        begun.run()
    assert weeks < 8

"""A season begins from a plan that is given: as it is where it keeps the musts, else from the nearest one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from solver.auditor import audit
from solver.backends.answers import Budget
from solver.diary import Done
from solver.loading.load import load
from solver.model.lowering import Lowering
from solver.overlays.overlay import Overlay
from solver.search.nearest import Near, nearest, wished
from solver.search.outcome import LEVELS, Outcome, Progress, Settings
from solver.search.search import Search, search
from solver.season import Season
from tests.club import club

FREE = {"form": "off", "days-apart": "off"}


def season(folder: Path, rules: dict[str, object], **more: object) -> Season:
    """The club's season under other rules."""
    return load(folder / "scenarios/season.yaml", over=[Overlay.of({"rules": {**FREE, **rules}, **more})])


def near(of: Season, sessions: list[Done]) -> tuple[Lowering, Near]:
    """The nearest plan."""
    lowering = Lowering(of)
    return lowering, nearest(of, lowering, sessions, Budget)


def spots(sessions: list[Done]) -> set[tuple[object, ...]]:
    """What is done where."""
    return {(each.day, each.slot, each.form) for each in sessions}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The club's folder."""
    return club(tmp_path_factory.mktemp("club"))


@pytest.fixture(scope="module")
def planned(folder: Path) -> Outcome:
    """The best plan with three sprint sessions a week."""
    return search(season(folder, {"speed-every-week": {"limit": {"at_least": 3}}}), Settings(3))


def test_a_plan_that_keeps_the_musts_is_the_nearest_to_itself(folder: Path, planned: Outcome) -> None:
    """Nothing is solved for it, and every session stays."""
    plan = list(planned.sessions)
    lowering, found = near(season(folder, {"tempo-metres": "off"}), plan)
    assert found.values is not None and not found.weeks and not found.work
    assert spots(lowering.choices.plan(found.values)) == spots(plan)


def test_a_dose_that_is_not_offered_comes_near(folder: Path, planned: Outcome) -> None:
    """It cannot be planned as it is; the nearest plan has the session, a step of the catalogue away."""
    of = load(folder / "scenarios/season.yaml")
    lowering, sessions = Lowering(of), list(planned.sessions)
    at, form = next(
        (at, form)
        for at, form in enumerate(of.catalogue.forms[each.form] for each in sessions)
        if form.step > 1 and sessions[at].count > form.first
    )
    odd = replace(sessions[at], count=sessions[at].count - 1)
    sessions[at] = odd
    assert form.step_of(odd.count) is None and lowering.choices.fixed(sessions) is None
    values = wished(lowering, sessions)
    choice = next(
        each for each in lowering.choices.all
        if (each.cell.athlete, each.cell.day, each.cell.slot, each.cell.form.key)
        == (odd.athlete, odd.day, odd.slot, odd.form)
    )  # fmt: skip
    assert values[choice.done] == 1 and choice.steps is not None
    assert abs(form.counts()[values[choice.steps]] - odd.count) <= form.step / 2


def test_as_few_sessions_change_as_can_be(folder: Path, planned: Outcome) -> None:
    """One sprint session a week less is one session less in each of three weeks, and no other session moves."""
    plan = list(planned.sessions)
    less = season(folder, {"speed-every-week": {"limit": {"at_most": 2}}})
    lowering, found = near(less, plan)
    assert found.values is not None and found.weeks == {0, 1, 2}
    sessions = lowering.choices.plan(found.values)
    assert audit(less, less.diary(sessions)).passed
    gone, new = spots(plan) - spots(sessions), spots(sessions) - spots(plan)
    assert not new and sorted(day // 7 for day, *_ in gone) == [0, 1, 2]  # type: ignore[operator]


def test_only_the_weeks_that_are_broken_change(folder: Path, planned: Outcome) -> None:
    """Days away in the second week leave all others as they were; what was planned there is no fault of theirs."""
    plan = list(planned.sessions)
    flu = {"from": dt.date(2026, 10, 12), "to": dt.date(2026, 10, 14)}
    away = season(folder, {}, away={"flu": flu})
    lowering, found = near(away, plan)
    assert found.values is not None and found.weeks == {1}
    sessions = lowering.choices.plan(found.values)
    assert audit(away, away.diary(sessions)).passed
    assert {e for e in spots(sessions) if e[0] // 7 != 1} == {e for e in spots(plan) if e[0] // 7 != 1}  # type: ignore[operator]


def test_no_plan_is_near_where_there_is_none(folder: Path, planned: Outcome) -> None:
    """Then nothing is begun from, and what is proven is proven as always."""
    apart = {"days-apart": "on", "speed-every-week": {"limit": {"at_least": 4, "at_most": 4}}}
    assert near(season(folder, apart), list(planned.sessions))[1].values is None


def test_a_search_is_never_worse_than_its_start(folder: Path, planned: Outcome) -> None:
    """It begins where it was told to, with one worker or two; a session nobody knows is dropped."""
    wish = season(
        folder, {"rest": {"level": "should", "limit": {"days": "rest", "per": "week", "at_least": 3}}}
    )
    strange = [*planned.sessions, Done("A. Sprinter", 3, "am", "swim", "swim", 1)]
    before = audit(wish, wish.diary(planned.sessions)).score
    seen: list[Progress] = []
    for workers in (1, 2):
        searching = Search(wish, Settings(1, workers=workers), seen.append, strange)
        found = searching.run()
        assert searching.warm and audit(wish, wish.diary(found.sessions)).passed
        assert [found.score[level] for level in LEVELS] <= [before[level] for level in LEVELS]
    first = next(state for state in seen if state.score)
    assert first.score == before and first.doing == "first plan"

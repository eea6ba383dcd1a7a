"""`plan --alternatives`: other plans, within what was allowed, as different as can be, each audited."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from solver.auditor import LEVELS, audit
from solver.catalogue import Catalogue
from solver.diary import Done
from solver.documents.catalogue import CatalogueFile
from solver.loading.load import load
from solver.reasons.alternatives.alternatives import Alternatives, alternatives
from solver.reasons.alternatives.within import USUAL, Room, Within, says
from solver.reasons.days.themes import Theme, Themes, session_themes
from solver.search.outcome import Outcome, Settings
from solver.search.search import search
from solver.season import Season
from tests.conftest import Run
from tests.seasons import every_plan, small_season

SCENARIOS = Path(__file__).parent.parent / "scenarios"
WEEK_FILE = "scenarios/week.yaml"


def found(
    season: Season, count: int, allowed: Mapping[str, int], effort: float = 20.0
) -> tuple[Outcome, Alternatives]:
    """The plan of a season and its alternatives."""
    settings = Settings(effort)
    plan = search(season, settings)
    return plan, alternatives(season, settings, plan, count, allowed)


# ---- as different as can be -----------------------------------------------------------------------------

SOFT_DAYS = """
  apart: {spacing: {between: high, at_least: 2 days}}
  some: {limit: {sessions: fly, at_least: 1}}
  tempo: {level: should, limit: {metres: tempo, at_least: 2000, per_unit: 100}}
  early: {level: prefer, when: {weekdays: [mon, tue]}, pin: {do: fly}}
  rest: {level: prefer, limit: {days: rest, at_least: 5}}
"""
OPEN = 4


def seen(sessions: list[Done]) -> list[str]:
    """What is done on each open day: in this catalogue every session is a theme of its own."""
    by_day = {done.day: done.session for done in sessions}
    return [by_day.get(day, "rest") for day in range(OPEN)]


@pytest.mark.parametrize("allowed", [(0, 0), (0, 1), (0, 2), (2, 0), (5, 3)])
def test_no_plan_at_all_differs_on_more_days(tmp_path: Path, allowed: tuple[int, int]) -> None:
    """Of all plans within what is allowed none is further from those before, nor as far and better."""
    season = small_season(tmp_path, SOFT_DAYS, more="away: [{from: 2026-10-09, to: 2026-10-11}]")
    plan, others = found(season, 3, dict(zip(LEVELS, allowed, strict=True)))
    most = [plan.score[level] + more for level, more in zip(LEVELS, allowed, strict=True)]
    within: list[tuple[list[str], tuple[int, ...]]] = []
    for sessions in every_plan(season, OPEN):
        verdict = audit(season, season.diary(sessions))
        score = tuple(verdict.score[level] for level in LEVELS)
        if verdict.passed and all(mine <= each for mine, each in zip(score, most, strict=True)):
            within.append((seen(sessions), score))
    before = [seen(list(plan.sessions))]

    def apart(days: list[str]) -> tuple[int, int]:
        distances = [sum(a != b for a, b in zip(days, each, strict=True)) for each in before]
        return min(distances), sum(distances)

    assert len(within) > 3
    for other in others.found:
        furthest = max(apart(days) for days, _ in within)
        days = seen(list(other.outcome.sessions))
        assert (other.apart, other.most) == (furthest[0], furthest[0])
        assert apart(days) == furthest and len(other.days) == sum(
            a != b for a, b in zip(days, before[0], strict=True)
        )
        score = tuple(other.outcome.score[level] for level in LEVELS)
        assert score == min(points for each, points in within if apart(each) == furthest)
        before.append(days)
    if len(others.found) < 3:
        assert others.ended == "none" and max(apart(days)[0] for days, _ in within) == 0


def test_where_there_is_no_other_plan_that_is_proven(tmp_path: Path) -> None:
    """Every day is pinned: there is no alternative, and it is said that there can be none."""
    rules = "  all: {when: {weekdays: [mon, wed]}, pin: {do: fly}}\n  no: {limit: {sessions: [fly, tempo], at_most: 2}}"
    plan, others = found(small_season(tmp_path, rules), 2, {"should": 3, "prefer": 3})
    assert len(plan.sessions) == 2
    assert (list(others.found), others.ended) == ([], "none")


@pytest.mark.parametrize("name", ["week-100m-gpp", "week-200m-spp", "week-under-16"])
def test_alternatives_of_shipped_weeks(name: str) -> None:
    """Three plans within the usual distance, really different, proven to be so as far as can be, and audited."""
    season = load(SCENARIOS / f"{name}.yaml")
    allowed = Within().allowed(search(season, Settings(20)).score)
    plan, others = found(season, 3, allowed)
    assert len(others.found) == 3
    themes = [Themes(season, plan.sessions)]
    for other in others.found:
        verdict = audit(season, season.diary(other.outcome.sessions))
        assert verdict.passed and verdict.score == other.outcome.score
        assert all(other.outcome.score[each] <= plan.score[each] + allowed[each] for each in LEVELS)
        mine = Themes(season, other.outcome.sessions)
        differ = [
            sum(not mine.on(a.name, d).like(each.on(a.name, d)) for a in season.athletes for d in range(7))
            for each in themes
        ]
        assert min(differ) == other.apart == other.most and other.apart >= 4
        themes.append(mine)


def test_a_season_is_gone_along_window_by_window(run: Run) -> None:
    """Four weeks: the alternative differs all along, within what is allowed; the same one every time."""
    season = load(Path("scenarios/season.yaml"))
    settings = Settings(1)
    plan = search(season, settings)
    allowed = {"should": 1, "prefer": 3}
    one, two = (alternatives(season, settings, plan, 1, allowed) for _ in range(2))
    (other,), (again,) = one.found, two.found
    assert list(map(repr, other.outcome.sessions)) == list(map(repr, again.outcome.sessions))
    assert all(other.outcome.score[each] <= plan.score[each] + allowed[each] for each in LEVELS)
    assert len(other.days) == other.apart >= 12
    assert {day // 7 for _, day in other.days} == {0, 1, 2, 3}


def test_a_squad_has_alternatives_too(tmp_path: Path) -> None:
    """The days of all athletes count together."""
    rules = "  one: {limit: {days: high, at_least: 1, at_most: 1}}\n  apart: {limit: {athletes: fly, across: squad, per: day, at_most: 1}}"
    season = small_season(tmp_path, rules, athletes=2)
    _, others = found(season, 1, {"should": 0, "prefer": 0}, effort=5)
    (other,) = others.found
    assert other.apart == other.most == 14


# ---- what a coach sees of a day -------------------------------------------------------------------------


def test_the_theme_of_a_session_is_the_tag_that_says_most() -> None:
    """The tag that the fewest sessions share, but at least two; without tags the session itself."""
    themes = session_themes(load(SCENARIOS / "week-100m-gpp.yaml").catalogue)
    assert {
        name: themes[name]
        for name in (
            "acceleration",
            "sled-sprints",
            "flying",
            "max-strength",
            "long-tempo",
            "repeated-sprints",
        )
    } == {
        "acceleration": "acceleration",
        "sled-sprints": "acceleration",
        "flying": "max-velocity",
        "max-strength": "heavy-legs",
        "long-tempo": "tempo",
        "repeated-sprints": "speed",
    }
    page = {"catalogue": "c", "title": "C", "sessions": {"walk": {"title": "Walk", "class": "low"}}}
    assert session_themes(Catalogue(CatalogueFile.model_validate(page))) == {"walk": "walk"}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Theme(3, frozenset({"speed"})), Theme(3, frozenset({"speed", "legs"})), True),
        (Theme(3, frozenset({"speed"})), Theme(2, frozenset({"speed"})), False),
        (Theme(3, frozenset({"speed"})), Theme(3, frozenset({"start"})), False),
        (Theme(3, frozenset({"speed", "legs"})), Theme(3, frozenset({"start", "legs"})), False),
        (Theme(0), Theme(0), True),
        (Theme(0), Theme(1, frozenset({"tempo"})), False),
    ],
)
def test_days_look_alike(one: Theme, other: Theme, alike: bool) -> None:
    """Days of one class of which one is about nothing that the other is not."""
    assert one.like(other) == other.like(one) == alike


# ---- how much worse -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        (None, USUAL),
        ("should=1", {**USUAL, "should": Room(1)}),
        ("prefer=5%, should=0", {"should": Room(), "prefer": Room(0, 5)}),
    ],
)
def test_within_is_read(text: str | None, rooms: Mapping[str, Room]) -> None:
    """Points or per cent by level; what is left out is as usual."""
    assert Within.read(text).rooms == rooms


def test_what_is_allowed_follows_from_the_score() -> None:
    """Usually two points of prefer or five per cent, whichever is more; also of a score below 0."""
    allowed = [Within().allowed({"should": 7, "prefer": points}) for points in (0, 40, 120, -120)]
    assert [each["prefer"] for each in allowed] == [2, 2, 6, 6]
    assert {each["should"] for each in allowed} == {0}
    assert says(allowed[0]) == "no worse at should and at most 2 points worse at prefer"


# ---- the command ----------------------------------------------------------------------------------------


def test_alternatives_are_written_beside_the_plan(run: Run) -> None:
    """plan.json, plan-2.json, plan-3.json, each of which passes its audit; on the screen what differs."""
    code, out, _ = run("plan", WEEK_FILE, "--alternatives", "2", "--out", "plan.json")
    assert code == 0
    assert "written to plan.json, plan-2.json and plan-3.json" in out
    heads = [line for line in out.splitlines() if line.startswith("Plan ")]
    assert [line.split("   ")[0] for line in heads] == ["Plan 2", "Plan 3"]
    assert all("the most there can be (proven)" in line and "should 0 points" in line for line in heads)
    assert any(" -> " in line and line.startswith("Mon 5 Oct") for line in out.splitlines())
    texts = [Path(name).read_text() for name in ("plan.json", "plan-2.json", "plan-3.json")]
    assert len(set(texts)) == 3
    for name in ("plan-2.json", "plan-3.json"):
        assert run("audit", name, "--scenario", WEEK_FILE)[0] == 0
    printed = run("plan", WEEK_FILE, "--alternatives", "2", "--json")[1]
    assert json.loads(printed) == [json.loads(text) for text in texts]


def test_fewer_than_were_asked_for_is_said(run: Run) -> None:
    """With what was allowed, and that it is proven."""
    every = ",".join(f"{day}" for day in ("mon", "tue", "thu", "fri", "sat"))
    fixed = f"rules.fixed={{when: {{weekdays: [{every}]}}, limit: {{days: rest, per: day, at_least: 1}}}}"
    two = "rules.two={when: {weekdays: [wed]}, pin: {do: fly}}"
    code, out, _ = run(
        "plan", WEEK_FILE, "--off", "speed-every-week", "--set", fixed, "--set", two, "--alternatives", "1"
    )
    assert code == 0
    assert (
        "No other plan that is no worse at should and at most 2 points worse at prefer differs from this one"
        in out
    )
    assert "(proven)" in out


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--alternatives", "-1"), "--alternatives: found -1"),
        (("--alternatives", "10"), "--alternatives: found 10"),
        (("--within", "should=0"), "--within goes with --alternatives"),
        (("--alternatives", "1", "--within", "shoud=0"), "unknown level 'shoud'; did you mean 'should'?"),
        (("--alternatives", "1", "--within", "prefer"), "--within: found 'prefer'"),
        (("--alternatives", "1", "--within", "prefer=-1"), "--within: found 'prefer=-1'"),
    ],
)
def test_options_that_mean_nothing_answer_2(run: Run, options: tuple[str, ...], expected: str) -> None:
    """With what was found and the nearest word; nothing is planned."""
    code, out, err = run("plan", WEEK_FILE, *options)
    assert (code, out) == (2, "") and expected in err


def test_no_file_is_written_over_an_input(run: Run) -> None:
    """Also not by the second of the plans."""
    Path("week-2.yaml").write_text(Path(WEEK_FILE).read_text())
    code, _, err = run("plan", "week-2.yaml", "--alternatives", "1", "--out", "week.yaml")
    assert code == 2 and "the plan is made from it" in err

"""Trade-offs: the whole front on small calendars, found by trying every plan; goals in a coach's words."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from solver.auditor import Audit, audit
from solver.cli import main
from solver.cli import tradeoff as command
from solver.diary import Diary, Done
from solver.errors import Infeasible, InputError, NotAudited
from solver.fronts.aims import Aim, Points
from solver.fronts.front import Front
from solver.fronts.goals import Goals
from solver.fronts.posed import Asking
from solver.fronts.tradeoff import Tradeoff
from solver.plans.planfile import load_plan, sessions_of
from solver.search.outcome import LEVELS, Outcome, Settings
from solver.search.search import search
from solver.season import Season
from tests.conftest import Run
from tests.rulebooks import season as random_season
from tests.seasons import small_season

WEEK_FILE = "scenarios/week.yaml"
RULES = """
  final: {limit: {sessions: race, per: season, at_least: 1}}
  apart: {spacing: {between: high, at_least: 2 days}}
  tempo: {level: should, limit: {metres: tempo, at_least: 2000, per_unit: 100}}
  early: {level: prefer, when: {weekdays: [mon, tue]}, pin: {do: fly}}
  rest: {level: prefer, limit: {days: rest, at_least: 4}}
  peak: {level: prefer, peak: {at: [A], per_unit: 2}}
"""
CALENDAR = """
away: [{from: 2026-10-08, to: 2026-10-10}]
competitions: [{date: 2026-10-11, name: Final, priority: A, session: race}]
"""
OPEN = 3


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Season:
    """A week with three open days and a meet on Sunday."""
    return small_season(tmp_path_factory.mktemp("week"), RULES, more=CALENDAR)


@pytest.fixture(scope="module")
def plan(week: Season) -> Outcome:
    """The best plan of the week."""
    return search(week, Settings(20))


@pytest.fixture(scope="module")
def plans(week: Season) -> list[tuple[Diary, Audit]]:
    """All plans of the week that keep its musts."""
    diaries = [week.diary(sessions) for sessions in every_plan(week)]
    return [(diary, verdict) for diary in diaries if (verdict := audit(week, diary)).passed]


def every_plan(season: Season) -> Iterator[list[Done]]:
    """All plans of at most one session a day on the open days, in every dose, with a race on Sunday."""
    name, slot = season.athletes[0].name, season.calendar.slots[0]
    doses = [(form, n) for form in season.catalogue.forms.values() for n in form.counts()]
    races = [each for each in doses if each[0].session == "race"]
    train = [None, *(each for each in doses if each not in races)]
    for *chosen, race in itertools.product(*[train] * OPEN, races):
        yield [
            Done.of(name, day, slot, *each) for day, each in zip([*range(OPEN), 6], [*chosen, race], strict=True) if each
        ]  # fmt: skip


def cost(aims: Sequence[Aim], season: Season, diary: Diary, verdict: Audit) -> tuple[int, ...]:
    """What a plan costs at both goals."""
    return tuple(aim.steps(aim.read(season, verdict, diary)) for aim in aims)


def undominated(costs: set[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Those that no other one equals or beats at both."""
    return {
        one for one in costs
        if not any(other != one and other[0] <= one[0] and other[1] <= one[1] for other in costs)
    }  # fmt: skip


def front(season: Season, plan: Outcome, between: str, and_: str, **words: Any) -> Front:
    """The front of two goals."""
    aims = Goals(season, plan.sessions).both((between, "--between"), (and_, "--and"))
    return Tradeoff(season, aims, plan, **{"settings": Settings(20), **words}).run()


def costs(found: Front) -> list[tuple[int, ...]]:
    """What the points cost, in their order."""
    return [
        tuple(a.steps(f) for a, f in zip(found.aims, point.figures, strict=True)) for point in found.points
    ]


# ---- the whole front ------------------------------------------------------------------------------------

PAIRS = [
    ("most metres of speed", "least load"),
    ("most metres of tempo", "fewest high days"),
    ("form", "most metres of tempo"),
    ("form", "most speed volume"),
    ("should", "prefer"),
    ("tempo", "change"),
    ("early", "fewest sessions"),
    ("most load by 70", "fewest {minutes: all, when: {weekdays: [mon, wed]}}".replace("all", "[fly, tempo]")),
    (
        "least {distance: running, count: largest}".replace("running", "[fly, tempo]"),
        "most sessions in week 1",
    ),
    ("change", "most {metres: [speed, tempo], weights: {fly: 0.5}}"),
]


Plans = list[tuple[Diary, Audit]]


@pytest.mark.parametrize(("between", "and_"), PAIRS)
def test_the_front_is_that_of_all_plans(
    week: Season, plan: Outcome, plans: Plans, between: str, and_: str
) -> None:
    """Every point that trying all plans finds is there, proven, and no other."""
    found = front(week, plan, between, and_, most=200)
    assert set(costs(found)) == undominated({cost(found.aims, week, *each) for each in plans})
    assert found.whole and found.proven and not found.more
    assert costs(found) == sorted(costs(found))


def test_the_plan_behind_a_point_is_the_best_one(week: Season, plan: Outcome, plans: Plans) -> None:
    """Of all plans with its figures none has fewer points of should, nor as few and fewer of prefer."""
    found = front(week, plan, "most metres of speed", "fewest sessions")
    best: dict[tuple[int, ...], tuple[int, ...]] = {}
    for each in plans:
        points = tuple(each[1].score[level] for level in LEVELS)
        at = cost(found.aims, week, *each)
        best[at] = min(points, best.get(at, points))
    scores = [tuple(point.outcome.score[level] for level in LEVELS) for point in found.points]
    assert len(scores) > 2 and scores == [best[at] for at in costs(found)]


@pytest.mark.parametrize("seed", range(8))
def test_fronts_of_random_rulebooks(seed: int) -> None:
    """No point beats another, each is proven and audited, and the ends are the optima of single goals."""
    season = random_season(seed)
    try:
        plan = search(season, Settings(20))
    except Infeasible:
        return
    goals = ("most load", "fewest days of running") if seed % 2 else ("most load", "should")
    found = front(season, plan, *goals, most=6)
    assert undominated(set(costs(found))) == set(costs(found)) and found.proven
    assert all(point.audit.passed for point in found.points)
    for number, end in ((0, found.points[0]), (1, found.points[-1])):
        aim = found.aims[number]
        assert aim.steps(end.figures[number]) == single(season, aim)


def single(season: Season, aim: Aim) -> int:
    """The optimum of one goal, by another way: alone, as the only objective of a model of its own."""
    from solver.backends.answers import Budget
    from solver.fronts.posed import Posed
    from solver.search.whole import solve

    posed = Posed(season, [aim, Points("points of prefer", False, Fraction(1), level="prefer")], {})
    answer = solve(posed.lowering.model, posed.goals(0).model.objective["should"], Budget(60), plainly=True)
    assert answer.status == "optimal" and answer.objective is not None
    return answer.objective


# ---- few points, little time ----------------------------------------------------------------------------


GOALS = "least load", "most {metres: [speed, tempo]}"


def test_few_points_are_spread(week: Season, plan: Outcome) -> None:
    """Fewer than there are: both ends, and others between them, each on the whole front."""
    every = costs(front(week, plan, *GOALS, most=200))
    found = front(week, plan, *GOALS, most=4)
    assert len(every) > 6 and len(found.points) == 4
    assert set(costs(found)) < set(every) and {every[0], every[-1]} <= set(costs(found))
    assert found.proven and not found.whole and found.more > 0


def test_plans_may_be_held_near_the_best(week: Season, plan: Outcome, plans: Plans) -> None:
    """With room at a level, no point is worse there than that, and the front is that of these plans."""
    found = front(week, plan, *GOALS, most=200, allowed={"should": 2})
    within = [each for each in plans if each[1].score["should"] <= plan.score["should"] + 2]
    assert set(costs(found)) == undominated({cost(found.aims, week, *each) for each in within})


def test_what_is_not_proven_is_not_called_so(tmp_path: Path) -> None:
    """With next to no effort points are feasible, their bounds are true, and they are never called all."""
    season = small_season(tmp_path, RULES, weeks=2, more=CALENDAR)
    plan = search(season, Settings(20))
    hasty = front(season, plan, *GOALS, most=3, settings=Settings(1e-6))
    exact = front(season, plan, *GOALS, most=3)
    assert exact.proven and not hasty.whole and not any(point.proven for point in hasty.points)
    for number, end in ((0, 0), (1, -1)):
        aim, known = hasty.aims[number], hasty.points[end].best[number]
        optimum = costs(exact)[end][number]
        assert aim.steps(hasty.points[end].figures[number]) >= optimum
        assert known is None or aim.steps(known) <= optimum


def test_a_figure_that_the_auditor_does_not_read_is_not_shown(
    week: Season, plan: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A solver that counted otherwise than the auditor would be found out."""
    aims = Goals(week).both((GOALS[0], "--between"), (GOALS[1], "--and"))
    monkeypatch.setattr(type(aims[0]), "read", lambda self, *_: Fraction(7))
    with pytest.raises(NotAudited):
        Tradeoff(week, aims, plan, Settings(20), most=2).run()


def stop_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Ctrl-C at a question, counted from 0: two are asked for every point."""
    real, count = Asking.run, itertools.count()

    def run(self: Asking) -> Outcome:
        if next(count) == number:
            raise KeyboardInterrupt
        return real(self)

    monkeypatch.setattr(Asking, "run", run)


def test_ctrl_c_keeps_the_points_so_far(week: Season, plan: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the middle, the points found by then are there, and it is said."""
    stop_at(monkeypatch, 6)
    found = front(week, plan, *GOALS)
    assert found.stopped and not found.whole and len(found.points) == 3


def test_before_the_first_point_ctrl_c_stops(
    week: Season, plan: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After Ctrl-C before the first point there is nothing to show."""
    stop_at(monkeypatch, 0)
    with pytest.raises(KeyboardInterrupt):
        front(week, plan, *GOALS)


# ---- goals in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says", "step"),
    [
        ("most metres of speed", "most metres of speed", 30),
        ("more speed metres", "most metres of speed", 30),
        ("most speed volume by 60", "most metres of speed", 60),
        ("fewest high days", "fewest high days", 1),
        ("least total load", "least load", 2),
        ("least load in general preparation", "least load in general preparation", 2),
        ("fewest flying sessions in week 1", "fewest fly sessions in week 1 of the plan", 1),
        ("most {metres: speed, per_unit: 50}", "most metres of speed", 50),
        ("should", "fewest points of should", 1),
        ("fewest points of tempo", "fewest points of tempo", 1),
        ("peak", "most form at the A meet", 2),
        ("form at a meets", "most form at the A meet", 2),
        ("points of peak", "fewest points of peak", 1),
        ("change", "fewest changes", 1),
    ],
)
def test_goals_are_read(week: Season, text: str, says: str, step: int) -> None:
    """As a coach says them, and in the words of rules."""
    aim = Goals(week).read(text, "--between")
    assert (str(aim), aim.step) == (says, step)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("metres of speed", "say 'most' or 'fewest' before it"),
        ("mots metres of speed", "did you mean 'most metres of speed'?"),
        ("tempoo", "unknown goal 'tempoo'; did you mean 'tempo'?"),
        ("most metres of flyy", "did you mean 'fly'?"),
        ("most meters of", "found nothing after 'of'"),
        ("fewest high dyas", "did you mean 'high days'?"),
        ("most", "found nothing to count"),
        ("", "found nothing, expected a level"),
        ("apart", "apart is a must, which every plan keeps"),
        ("form at B", "no meet of this plan is of priority B; there are A meets"),
        ("most load in tapir", "unknown phase 'tapir'"),
        ("most load in week 3", "no day of this plan is in week 3"),
        ("most {metre: speed}", "did you mean 'metres'?"),
        ("most {metres: sped}", "did you mean 'speed'?"),
        ("most metres: {", ""),
        ("most change", "changes is a goal by itself"),
        ("least form", "form at the A meet is a goal by itself"),
        ("most\x1b[2J load", "a character that text may not have"),
        ("most " + "x" * 400, "expected at most 300"),
    ],
)
def test_slips_in_goals_are_answered(week: Season, text: str, said: str) -> None:
    """With the option and the nearest word."""
    with pytest.raises(InputError) as error:
        Goals(week).read(text, "--and")
    assert said in str(error.value) and str(error.value).startswith("--and")


def test_both_goals_are_read_before_one_is_refused(week: Season) -> None:
    """All that is wrong comes at once; the same goal twice is no trade."""
    with pytest.raises(InputError) as error:
        Goals(week).both(("tempoo", "--between"), ("most flyy metres", "--and"))
    assert len(error.value.problems) == 2
    with pytest.raises(InputError, match="two that differ"):
        Goals(week).both(("should", "--between"), ("fewest points of should", "--and"))
    with pytest.raises(InputError, match="--and: both goals are of one amount, load;"):
        Goals(week).both(("most load", "--between"), ("least load by 50", "--and"))


# ---- on the command line --------------------------------------------------------------------------------


def test_the_points_are_shown_and_written(run: Run) -> None:
    """A table, what a step costs, and for each point a plan that the audit passes."""
    goals = ("--between", "most metres of speed", "--and", "least load by 100")
    code, out, err = run("tradeoff", WEEK_FILE, *goals, "--out", "points", "--html", "points/page.html")
    assert (code, err) == (0, "")
    assert "Most metres of speed against least load" in out and "all there are (proven), audited" in out
    assert "costs" in out and "The best plan of the scenario" in out
    files = sorted(Path("points").glob("plan-*.json"))
    assert len(files) > 2
    for file in files:
        assert run("audit", str(file), "--scenario", WEEK_FILE)[0] == 0
    page = Path("points/page.html").read_text(encoding="utf-8")
    assert "None of these plans is better at one goal" in page and "<script" not in page


def test_the_figures_in_json_are_those_of_the_plans(run: Run) -> None:
    """Each can be worked out from the file that it names."""
    from solver.loading.load import load

    goals = ("--between", "most metres of speed", "--and", "fewest sessions")
    code, out, _ = run("tradeoff", WEEK_FILE, *goals, "--out", "points", "--json")
    data = json.loads(out)
    assert code == 0 and data["all"] and data["proven"] and len(data["points"]) > 1
    season = load(WEEK_FILE)
    for point in data["points"]:
        sessions = sessions_of(*load_plan(Path(point["file"])), season)
        speed = sum(each.amounts["metres"] for each in sessions if each.session == "fly")
        training = [each for each in sessions if each.session != "stretch"]
        assert point["figures"] == [speed, len(training)]


def test_changes_are_counted_from_a_plan(run: Run) -> None:
    """That plan itself is the end without a change."""
    run("plan", WEEK_FILE, "--out", "mine.json")
    goals = ("--between", "change", "--and", "most metres of tempo")
    code, out, _ = run("tradeoff", WEEK_FILE, *goals, "--from", "mine.json", "--json", "--points", "3")
    assert code == 0 and json.loads(out)["points"][0]["figures"][0] == 0


def test_a_dose_that_is_not_offered_is_always_a_change(run: Run) -> None:
    """In a plan made by hand; whatever is done there instead, solver and auditor count it."""
    run("plan", WEEK_FILE, "--out", "mine.json")
    plan = json.loads(Path("mine.json").read_text(encoding="utf-8"))
    tempo = [each for each in plan["sessions"] if each["session"] == "tempo"]
    tempo[0]["count"] += 1
    Path("mine.json").write_text(json.dumps(plan), encoding="utf-8")
    goals = ("--between", "change", "--and", "most metres of tempo")
    code, out, _ = run("tradeoff", WEEK_FILE, *goals, "--from", "mine.json", "--json", "--points", "3")
    assert code == 0 and json.loads(out)["points"][0]["figures"][0] == 1


def test_a_smaller_front_leaves_no_plan_of_a_larger_one(run: Run) -> None:
    """Plans of this scenario that it does not have any more are removed, nothing else is."""
    folder, larger = Path("points"), ("--between", "most metres of speed", "--and", "least load by 100")
    run("tradeoff", WEEK_FILE, *larger, "--out", "points")
    there = sorted(folder.iterdir())
    (folder / "plan-03.json").write_bytes(there[0].read_bytes())
    smaller = ("--between", "should", "--and", "change", "--from", str(there[-1]))
    code, out, err = run("tradeoff", WEEK_FILE, *smaller, "--points", "2", "--out", "points", "--json")
    points = len(json.loads(out)["points"])
    assert code == 0 and points < len(there) - 1
    assert f"removed {there[points]} of" in err
    kept = {*there[:points], there[-1], folder / "plan-03.json"}
    assert {*folder.iterdir()} == kept


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--points", "1"], "--points: found 1, expected a number from 2 to 200"),
        (["--within", "must=3"], "unknown level 'must'"),
        (["--html", "nowhere/page.html"], "there is no folder"),
        (["--html", WEEK_FILE], "is made from it"),
        (["--from", WEEK_FILE], "this is no plan"),
    ],
)
def test_options_are_checked_first(run: Run, words: list[str], said: str) -> None:
    """Options are checked before anything is planned."""
    code, out, err = run("tradeoff", WEEK_FILE, "--between", "should", "--and", "least load", *words)
    assert (code, out) == (2, "") and said in err


def test_where_there_is_no_plan_it_is_said_why(run: Run) -> None:
    """Where there is no plan it is said why, as `plan` does."""
    words = ("--set", "rules.days-apart.spacing.at_least=9 days")
    code, out, _ = run("tradeoff", WEEK_FILE, "--between", "should", "--and", "least load", *words)
    assert code == 3 and "No plan keeps all of these together" in out


def test_a_stop_with_points_is_no_failure(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found is shown and written, and that it was stopped."""
    stop_at(monkeypatch, 5)
    goals = ("--between", "most metres of speed", "--and", "least load")
    code, out, _ = run("tradeoff", WEEK_FILE, *goals, "--out", "points")
    assert code == 0 and "stopped before there were more" in out
    assert sorted(each.name for each in Path("points").iterdir()) == ["plan-1.json", "plan-2.json"]


def test_the_example_of_the_help_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that `init` has made."""
    import shlex

    monkeypatch.chdir(tmp_path)
    assert main(["init", "club"]) == 0
    words = shlex.split(command.EXAMPLE.removeprefix("Example: speedfirst "))
    words[1] = f"club/{words[1]}"
    assert main([*words, "--points", "2"]) == 0

"""The two engines of long seasons: what they call a bound is one, what they call settled is, in any number."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from solver.auditor import audit
from solver.backends.answers import Budget
from solver.backends.cpsat import Posted
from solver.backends.prices import Line, Priced
from solver.model.linear import Affine, Model, Reach
from solver.search.agenda import Agenda
from solver.search.bounding import Bounding
from solver.search.first import Growth, any_plan
from solver.search.outcome import LEVELS, Outcome, Progress, Settings
from solver.search.search import Search, search
from solver.search.windows import EVERY, Window, apart, improve, joined, rank, rhythms, windows
from solver.season import Season
from solver.workers.crew import Crew
from tests.seasons import small_season

RULES = """
  apart: {spacing: {between: high, at_least: 2 days}}
  enough: {limit: {days: speed, at_least: 1}}
  more: {level: should, limit: {metres: speed, at_least: 250, per_unit: 10}}
  tempo: {level: should, weight: {under: 2, over: 3}, limit: {metres: tempo, exactly: 2200, per_unit: 100}}
  grows: {level: should, progression: {metres: speed, from: week, rise: {at_least: 10%, at_most: 30%}}}
  same: {level: prefer, weight: 3, steady: {of: [speed, tempo]}}
  rest: {level: prefer, weight: 2, limit: {days: rest, at_least: 4}}
"""


def digest(outcome: Outcome) -> str:
    """A fingerprint of a plan, with all that is said of it."""
    said = (outcome.sessions, outcome.score, outcome.bounds, outcome.windows, outcome.work)
    return hashlib.sha256(repr(said).encode()).hexdigest()


@pytest.fixture(scope="module")
def ten_weeks(tmp_path_factory: pytest.TempPathFactory) -> Season:
    """A season that is too long to be proven with little effort."""
    return small_season(tmp_path_factory.mktemp("season"), RULES, weeks=10)


# ---- the crew ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_answers_come_in_the_order_of_the_tasks(workers: int) -> None:
    """However many work at a time and whoever is first, answers come in the order of the tasks."""

    def task(number: int) -> int:
        time.sleep(0.002 * (7 - number))
        return number

    assert list(Crew(workers).run([partial(task, number) for number in range(7)])) == list(range(7))


def test_a_halt_ends_what_is_at_work_and_leaves_out_the_rest() -> None:
    """Once a halt is asked, a task at work is told so, and those that have not begun never do."""
    crew, begun, ended = Crew(1), threading.Event(), threading.Event()

    def first() -> str:
        with crew.halt.reaches(ended.set):
            begun.set()
            assert ended.wait(10)
        return "first"

    def ask() -> None:
        assert begun.wait(10)
        crew.halt.ask()

    threading.Thread(target=ask).start()
    assert list(crew.run([first, lambda: "second"])) == ["first"]
    assert crew.halt.asked


def test_a_task_that_fails_fails_the_run() -> None:
    """What goes wrong in a task is not swallowed."""

    def broken() -> int:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        list(Crew(2).run([lambda: 1, broken]))


# ---- windows -----------------------------------------------------------------------------------------


def test_windows_cover_every_week_of_everybody() -> None:
    """The windows of a width are all there is of it, for each athlete alone or for neighbours together."""
    assert windows(4, 1, 2) == [Window(2, 0), Window(2, 1), Window(2, 2)]
    assert {(w.first, w.who) for w in windows(2, 3, 1, 2)} == {(0, 3), (0, 6), (1, 3), (1, 6)}
    assert windows(2, 1, 9) == [Window(2, 0)]
    assert len(rhythms([(0, 4), (4, 2)], 2, 2)) == 21 * 2 * 2


def test_batches_hold_no_neighbours_and_leave_nothing_out() -> None:
    """Windows of a batch neither share days nor lie side by side, and every window is in one batch."""
    wanted = [*windows(9, 2, 2), *rhythms([(0, 5), (5, 4)], 2, 2)]
    batches = list(apart(wanted))
    assert sorted(window for batch in batches for window in batch) == sorted(wanted)
    for batch in batches:
        assert not any(a.near(b) for a in batch for b in batch if a is not b)


def test_a_window_of_weekdays_frees_those_days_alone() -> None:
    """What depends on one day that is not among the weekdays stays fixed."""
    model = Model()
    days = [model.variable(0, 1, Reach(day, day)) for day in range(14)]
    model.variable(0, 9, Reach(0, 13))
    assert Window(2, 0, 1, 0b0000101).free(model) == [days[0], days[2], days[7], days[9], 14]
    assert Window(1, 0, 1, EVERY).free(model) == [*days[:7], 14]


def test_what_two_windows_find_apart_holds_together_or_is_refused(ten_weeks: Season) -> None:
    """Changes of two windows that do not touch are put together only if every row is kept, and add up."""
    model = Search(ten_weeks).model
    any_one = any_plan(model, Budget)
    assert any_one.values is not None
    start = model.settled(any_one.values, model.slacks)
    tried = kept = 0
    for first in range(6):
        pair = [Window(2, first), Window(2, first + 3)]
        found = [improve(model, window.free(model), start, Budget(1.0)).values for window in pair]
        if found[0] is None or found[1] is None:
            continue
        tried += 1
        values = joined(model, found[0], start, found[1])
        if values is not None:
            kept += 1
            assert model.keeps(values)
            assert rank(model, values) < rank(model, found[0])
    assert tried >= 2
    assert kept >= 1


def test_what_does_not_fit_together_is_refused() -> None:
    """Two changes that break a row between them are not put together."""
    model = Model()
    a, b = (model.variable(0, 1, Reach(7 * week, 7 * week)) for week in (0, 5))
    model.add(Affine({a: 1, b: 1}), None, 1)
    assert joined(model, [1, 0], [0, 0], [0, 1]) is None
    assert joined(model, [1, 0], [1, 1], [1, 0]) is None
    assert joined(model, [0, 0], [0, 0], [0, 1]) == [0, 1]


def test_squares_are_settled_with_what_they_depend_on() -> None:
    """Where two windows each leave a unit short and reach it together, the square of what is missed falls too."""
    model = Model()
    a, b = (model.variable(0, 1, Reach(7 * week, 7 * week)) for week in (0, 5))
    missed, square = model.slack(0, 2, Reach(0, 41)), model.slack(0, 4, Reach(0, 41))
    model.add(Affine({a: 1, b: 1, missed: 1}), 2, None)
    for k in range(2):
        model.add(Affine({square: 1, missed: -(2 * k + 1)}), -k * (k + 1), None)
    model.cost("should", square, 1)
    assert joined(model, [1, 0, 1, 1], [0, 0, 2, 4], [0, 1, 1, 1]) == [1, 1, 0, 0]


def test_rows_that_differ_are_told_apart() -> None:
    """Two states of a window are not taken for the same where another row of the same sides counts."""
    model = Model()
    free, on = model.variable(0, 3, Reach(0, 0)), model.variable(0, 1, Reach(30, 30))
    model.add(Affine({free: 1}), None, 1, [on])
    model.add(Affine({free: -1}), None, 1 - 3, [~on])
    states = [Posted(model, [1, value], [free]).digest() for value in (0, 1)]
    assert states[0] != states[1]


def test_what_was_solved_from_an_older_plan_is_not_settled() -> None:
    """A window that was solved beside one that gained is not among those that cannot gain."""
    agenda = Agenda(3)
    for window in windows(3, 1, 3):
        agenda.solved(window, b"seen", current=False)
    assert agenda.settled == 0
    for window in windows(3, 1, 3):
        agenda.solved(window, b"seen")
    assert agenda.settled == 3
    agenda.changed()
    assert agenda.settled == 0


def test_a_short_season_is_tried_whole_early() -> None:
    """Four weeks are tried whole before any rhythm and any window of three weeks, sixteen weeks are not."""
    for weeks, early in ((4, True), (16, False)):
        agenda, seen = Agenda(weeks, blocks=[(0, weeks)]), list[Window]()
        while len(seen) < 200 and (batch := agenda.batch()):
            for window in batch:
                seen.append(window)
                agenda.solved(window, b"seen")
        whole = Window(weeks, 0)
        before = seen[: seen.index(whole)] if whole in seen else seen
        assert any(w.width == 3 or w.weekdays != EVERY for w in before) != early


def test_a_sweep_looks_again_around_what_gained() -> None:
    """After a gain the windows around it are waiting again, those far away are not."""
    agenda = Agenda(8)
    for _ in range(3):
        for window in agenda.batch():
            agenda.solved(window, b"seen")
    agenda.waiting.clear()
    agenda.gained(Window(1, 3))
    assert {window.first for window in agenda.waiting} == {2, 4}
    assert agenda.settled == 0


def test_settled_is_true(ten_weeks: Season) -> None:
    """Where no window of so many weeks is said to hold anything better, solving each anew finds nothing."""
    begun = Search(ten_weeks, Settings(effort=60))
    outcome = begun.run()
    assert outcome.windows >= 2
    assert begun.state.best is not None
    free = [window.free(begun.model) for window in windows(10, 1, outcome.windows)]
    for variables in free:
        found = improve(begun.model, variables, begun.state.best, Budget(20.0))
        assert (
            found.values is None
            or rank(begun.model, found.values)[:2] == rank(begun.model, begun.state.best)[:2]
        )


# ---- bounds ------------------------------------------------------------------------------------------


def small_model(seed: int) -> tuple[Model, dict[int, int]]:
    """A model of few variables with rows of every sort, and an objective."""
    draw = random.Random(seed)
    model = Model()
    names = [model.variable(draw.choice((0, -1)), draw.choice((1, 2)), Reach(day, day)) for day in range(6)]
    flags = [model.variable(0, 1, Reach(0, 5)) for _ in range(2)]
    for _ in range(6):
        some = draw.sample(names, 3)
        given = [flag if draw.random() < 0.5 else ~flag for flag in draw.sample(flags, draw.randint(0, 2))]
        low, high = sorted((draw.randint(-2, 2), draw.randint(-1, 4)))
        sides = draw.choice(((low, None), (None, high), (low, high)))
        model.add(Affine({v: Fraction(draw.choice((-2, -1, 1, 3))) for v in some}), *sides, given)
    model.add(Affine({flags[0]: 1, flags[1]: 1}), 1, None)
    return model, {v: draw.randint(-5, 5) for v in (*names, *flags)}


def every_value(model: Model) -> list[list[int]]:
    """Every assignment that keeps a model."""
    found: list[list[int]] = [[]]
    for low, high in zip(model.lower, model.upper, strict=True):
        found = [[*each, value] for each in found for value in range(low, high + 1)]
    return [each for each in found if model.keeps(each)]


def test_any_prices_give_a_bound() -> None:
    """Whatever prices are asked for the rows, no assignment that keeps them costs less than the bound."""
    compared = 0
    for seed in range(25):
        model, costs = small_model(seed)
        if model.refuted or not (kept := every_value(model)):
            continue
        least = min(sum(cost * each[v] for v, cost in costs.items()) for each in kept)
        priced, draw = Priced(model, costs), random.Random(seed)
        for _ in range(8):
            prices = [draw.uniform(-3, 3) for _ in priced.rows]
            assert priced.bound(prices) <= least
            compared += 1
    assert compared > 100


def test_rows_without_conditions_say_what_rows_with_them_say() -> None:
    """At whole values of its conditions, a row with conditions and the lines made of it allow the same."""
    for seed in range(25):
        model, costs = small_model(seed)
        if model.refuted:
            continue
        rows = Priced(model, costs).rows
        boxes = Model(model.lower, model.upper, model.reach)
        for values in every_value(boxes)[::7]:
            sums = [(sum(c * values[v] for v, c in row.parts.items()), row) for row in rows]
            holds = all(
                (row.lower is None or total >= row.lower) and (row.upper is None or total <= row.upper)
                for total, row in sums
            )
            assert holds == model.keeps(values)


def test_bounds_of_windows_hold(tmp_path: Path) -> None:
    """On short seasons, whose optimum is proven by solving them whole, no step of bounding goes above it."""
    steps = 0
    for weeks, weight in ((3, 1), (4, 5)):
        rules = RULES.replace("weight: 3", f"weight: {weight}")
        season = small_season(tmp_path, rules, weeks=weeks)
        begun = Search(season, Settings(effort=60))
        proven = begun.run()
        assert proven.status == "optimal"
        for number, level in enumerate(LEVELS):
            limits = {name: proven.score[name] for name in LEVELS[:number]}
            bounding, seen = Bounding(begun.model, level, limits, weeks, 1), None
            while tasks := bounding.steps(Budget):
                bounding.take(list(Crew().run(tasks)))
                assert bounding.bound is not None
                assert bounding.bound <= proven.score[level]
                assert seen is None or bounding.bound >= seen
                seen, steps = bounding.bound, steps + 1
    assert steps > 10


def test_what_windows_say_last_comes_to_a_bound(tmp_path: Path) -> None:
    """What the relaxation has not heard of by the end raises the bound all the same."""
    begun = Search(small_season(tmp_path, RULES, weeks=4), Settings(effort=60))
    begun._first()
    bounding = begun.engines.bounding["should"] = Bounding(begun.model, "should", {}, 4, 1)
    while not bounding.pending:
        tasks = bounding.steps(Budget)
        assert tasks
        bounding.take(list(Crew().run(tasks)))
    before = bounding.bound
    begun.engines._last_bounds()
    assert not bounding.pending and before is not None
    assert before < (begun.state.bounds["should"] or 0) <= begun.state.points("should")


def test_a_reward_elsewhere_loosens_a_limit() -> None:
    """What a window may cost at a stricter level counts what is earned outside of it."""
    model = Model()
    inside, outside = model.variable(0, 5, Reach(0, 0)), model.variable(0, 3, Reach(30, 30))
    posted = Posted(model, free=[inside], alone=True)
    posted.limit({inside: 1, outside: -1}, 1)
    posted.minimise({inside: -1})
    assert posted.run(Budget(1.0)).objective == -4


def test_a_level_without_rules_is_bounded(tmp_path: Path) -> None:
    """Where nothing is asked for at should, prefer is bounded all the same."""
    rules = RULES.replace("level: should", "level: prefer")
    outcome = search(small_season(tmp_path, rules, weeks=12), Settings(effort=6))
    assert outcome.score["should"] == outcome.bounds["should"] == 0
    assert outcome.bounds["prefer"] is not None
    assert 0 < outcome.bounds["prefer"] <= outcome.score["prefer"]


def test_a_row_more_can_only_raise_a_bound() -> None:
    """A further row, and a tighter one, leave the bound of the same prices as good or better it."""
    model = Model()
    a, b = (model.variable(0, 5, Reach(0, 0)) for _ in range(2))
    model.add(Affine({a: 1, b: 1}), 3, None)
    priced = Priced(model, {a: 2, b: 3}, [Line({a: 1}, None, 4)])
    assert priced.bound([0.0, 2.0]) == 6
    priced.tighten(0, 1)
    assert priced.bound([-1.0, 3.0]) == 8
    priced.add(Line({b: 1}, 2, None))
    assert priced.bound([-1.0, 3.0, 0.0]) == 8


# ---- the whole ---------------------------------------------------------------------------------------


def test_the_plan_does_not_depend_on_how_many_work(ten_weeks: Season) -> None:
    """With one worker and with three, the plan, its score, its bounds and the work done are the same."""
    told = {digest(search(ten_weeks, Settings(effort=6, workers=workers))) for workers in (1, 3)}
    assert len(told) == 1


def test_more_time_is_never_worse(ten_weeks: Season) -> None:
    """A search that is stopped sooner has a plan the auditor passes, and none that is better."""
    scores = []
    for steps in (1, 4, 9, 40):
        begun, told = Search(ten_weeks, Settings(effort=8)), list[Progress]()

        def watch(
            progress: Progress, begun: Search = begun, told: list[Progress] = told, most: int = steps
        ) -> None:
            told.append(progress)
            if len(told) > most:
                begun.state.crew.halt.ask()

        begun.state.watch = watch
        outcome = begun.run()
        verdict = audit(ten_weeks, ten_weeks.diary(outcome.sessions))
        assert verdict.passed
        assert verdict.score == outcome.score
        scores.append(tuple(outcome.score.values()))
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_a_squad_is_planned_athlete_by_athlete(tmp_path: Path) -> None:
    """Athletes who share what is scarce are improved one by one, and what they share holds at every step."""
    text = RULES + "  lanes: {limit: {athletes: speed, across: squad, per: day, at_most: 1}}\n"
    season = small_season(tmp_path, text, weeks=3, more="", athletes=4)
    seen: list[Progress] = []
    outcome = search(season, Settings(effort=10), seen.append)
    verdict = audit(season, season.diary(outcome.sessions))
    assert verdict.passed
    assert verdict.score == outcome.score
    assert outcome.windows >= 1
    assert len({tuple(each.score.values()) for each in seen if each.score}) > 2


def test_any_plan_comes_before_a_good_one(ten_weeks: Season) -> None:
    """A plan is there after less than a tenth of the work that it takes to grow a good one."""
    model, work = Search(ten_weeks).model, list[float]()
    for levels in ((), LEVELS):
        growth = Growth(model, 10, 1, lambda spent, most: Budget(most))
        values = growth.run(levels)
        assert values is not None
        assert model.keeps(model.settled(values, model.slacks))
        work.append(growth.work)
    assert work[0] < 0.1 * work[1]


def test_the_first_plan_is_kept_when_time_is_up(ten_weeks: Season) -> None:
    """Who stops a search once it has its first plan gets that plan, and the auditor passes it."""
    begun, told = Search(ten_weeks), list[Progress]()

    def watch(progress: Progress) -> None:
        told.append(progress)
        if progress.score:
            begun.state.crew.halt.ask()

    begun.state.watch = watch
    outcome = begun.run()
    assert outcome.interrupted
    assert outcome.score == told[1].score
    assert audit(ten_weeks, ten_weeks.diary(outcome.sessions)).broken == []


def test_a_plan_that_grows_leaves_room_for_what_is_still_to_come(tmp_path: Path) -> None:
    """Seven athletes who each need a day of their own get one, though they are planned one after the other."""
    rules = """
  own-day: {limit: {athletes: speed, across: squad, per: day, at_most: 1}}
  every-week: {limit: {days: speed, at_least: 1}}
"""
    begun = Search(small_season(tmp_path, rules, weeks=2, athletes=7))
    begun._grow(LEVELS)
    assert begun.state.best is not None
    days = [
        (each.day, each.athlete)
        for each in begun.lowering.choices.plan(begun.state.best)
        if each.session == "fly"
    ]
    assert sorted(day for day, _ in days) == list(range(14))

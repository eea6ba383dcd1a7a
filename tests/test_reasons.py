"""What explanations do where the solver does not tell, where they are stopped, and where there is little to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from solver.auditor import audit, audited
from solver.backends.answers import Answer, Budget
from solver.diary import Done
from solver.documents.rulebook import Example, Setting
from solver.errors import Infeasible, InputError, OutOfTime
from solver.examples import manual_catalogue
from solver.examples.stage import stage
from solver.reasons.alternatives import alternatives as others
from solver.reasons.conflicts import conflict as conflicts
from solver.reasons.conflicts import core, feasible, needed
from solver.reasons.conflicts.conflict import Conflict, conflict
from solver.reasons.conflicts.guarded import asked, counted
from solver.reasons.conflicts.members import Member, members
from solver.reasons.conflicts.musts import Musts
from solver.reasons.days.day import instead
from solver.reasons.days.serves import Serving
from solver.reasons.days.themes import REST, Themes
from solver.reasons.knobs import Knob, knobs, turned
from solver.reasons.prices import pricing
from solver.reasons.prices.pricing import Pricing
from solver.reasons.relaxations import changes, compromise, explanation, repairs
from solver.reasons.relaxations.clash import clash
from solver.reasons.relaxations.explanation import explain
from solver.reasons.relaxations.giving import giving
from solver.reasons.relaxations.repairs import Repairs
from solver.reasons.whynot import whynot
from solver.reasons.whynot.compared import beyond
from solver.reasons.whynot.foil import Foil
from solver.reasons.whynot.kept import kept
from solver.reasons.whynot.trial import Trial
from solver.reasons.whynot.verdict import Planned
from solver.reasons.whynot.where import place
from solver.reasons.whynot.whynot import WhyNot
from solver.reasons.whynot.wish import wished
from solver.search.outcome import Outcome, Settings
from solver.search.search import Search, search
from solver.search.windows import Window
from solver.season import ActiveRule, Season
from solver.workers.crew import Halt
from tests.seasons import small_season
from tests.small import rule_of

BUDGET = Budget(5.0)
CLASH = "  often: {limit: {days: fly, at_least: 4}}\n  seldom: {limit: {days: fly, at_most: 1}}\n"
FINE = "  often: {limit: {days: fly, at_least: 1}}\n  tempo: {level: should, limit: {days: tempo, at_least: 2}}\n"
UNKNOWN = Answer("unknown", None, None, None, 0.0)


@pytest.fixture
def season(tmp_path: Path) -> Season:
    """A week that has a plan."""
    return small_season(tmp_path, FINE)


@pytest.fixture
def clashing(tmp_path: Path) -> Season:
    """A week in which two rules clash."""
    return small_season(tmp_path, CLASH)


def dumb(*_: object, **__: object) -> tuple[str, list[int]]:
    """A solver that does not tell."""
    return "unknown", []


def late(*_: object, **__: object) -> None:
    """A question that takes too long."""
    raise OutOfTime("no time")


def one(season: Season) -> Conflict:
    """What clashes in a season."""
    found = conflict(season, BUDGET)
    assert found is not None
    return found


# ---- a solver that does not tell --------------------------------------------------------------------------


def test_what_is_not_told_in_time_is_no_conflict(clashing: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the solver does not tell, no conflict is claimed, and none denied."""
    monkeypatch.setattr(core, "told", dumb)
    with pytest.raises(OutOfTime, match="there may be one"):
        conflict(clashing, BUDGET)


def test_a_conflict_that_is_not_confirmed_is_none(clashing: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one solver says and the other, in plain terms, does not say after it, is not told."""
    said = core.told

    def twofold(*words: Any, plainly: bool = False) -> tuple[Any, list[int]]:
        return ("unknown", []) if plainly else said(*words)

    monkeypatch.setattr(core, "told", twofold)
    with pytest.raises(OutOfTime, match="could not be confirmed"):
        conflict(clashing, BUDGET)


def test_what_would_help_is_not_guessed(clashing: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither that a conflict is minimal, nor that a change helps, is claimed where the solver does not tell."""
    found = one(clashing)
    monkeypatch.setattr(conflicts, "told", dumb)
    with pytest.raises(OutOfTime, match="whether a conflict is minimal"):
        found.places.feasible(found.members[0], BUDGET)
    with pytest.raises(OutOfTime, match="whether a change of a number helps"):
        found.places.helps(clashing.rules[0], found.where, BUDGET)


def test_whether_there_is_a_plan(tmp_path: Path, season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is one, there is none (to the solver, or at a glance), or it was not found out in time."""
    first = core.Stretch(0, 0, 1)
    assert feasible.holds(season, first, BUDGET)
    assert not feasible.holds(small_season(tmp_path, CLASH), first, BUDGET)
    often = small_season(tmp_path, "  often: {limit: {days: fly, at_least: 9}}\n")
    assert not feasible.holds(often, first, BUDGET)
    for late in (
        "  late: {when: {weeks: 2}, limit: {days: fly, per: week, at_least: 9}}\n",
        "  a: {when: {weeks: 2}, limit: {days: fly, per: week, at_least: 2}}\n"
        "  b: {when: {weeks: 2}, limit: {sessions: fly, per: week, at_most: 1}}\n",
    ):
        assert not feasible.holds(small_season(tmp_path, late, weeks=2), first, BUDGET)
    monkeypatch.setattr(feasible.Growth, "run", lambda *_, **__: None)
    assert feasible.holds(season, first, BUDGET)
    monkeypatch.setattr(feasible, "solve", lambda *_, **__: UNKNOWN)
    with pytest.raises(OutOfTime, match="whether these rules can hold together"):
        feasible.holds(season, first, BUDGET)


@pytest.mark.parametrize("step", ["_hitting", "_least"])
def test_a_compromise_is_found_or_not(clashing: Season, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Where it is not told in time which rules give way, or by how little, there is no compromise."""
    run, question = compromise.Posted.run, getattr(compromise, step)

    def asked(*words: Any) -> Any:
        monkeypatch.setattr(compromise.Posted, "run", lambda *_, **__: UNKNOWN)
        try:
            return question(*words)
        finally:
            monkeypatch.setattr(compromise.Posted, "run", run)

    monkeypatch.setattr(compromise, step, asked)
    with pytest.raises(OutOfTime):
        compromise.compromise(clashing, BUDGET)


def test_a_wish_whose_price_is_not_found_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A price is unknown where no plan was found in time, and such a must stands first."""
    rules = f"{FINE}  rest: {{level: prefer, limit: {{days: rest, at_least: 6}}}}\n"
    planning = Pricing(small_season(tmp_path, rules), Settings(20.0))
    monkeypatch.setattr(Pricing, "_planned", lambda *_: None)
    found = planning.run()
    assert [each.without for each in found.musts] == [None]
    assert [(each.rule.id, each.kept) for each in found.wishes] == [("rest", None)]
    assert pricing.dear(found.musts[0]) == (float("inf"),)
    monkeypatch.undo()
    monkeypatch.setattr(Search, "run", late)
    assert planning._planned(planning.season, Search(planning.season, Settings(20.0))) is None


def test_where_nothing_clashes_nothing_is_told_roughly(season: Season) -> None:
    """A season with a plan has no conflict, however it is looked for."""
    assert conflicts.roughly(Musts(season), BUDGET) is None


def test_with_hardly_any_effort_nothing_is_claimed(tmp_path: Path) -> None:
    """What other plan is found when the effort is spent is not said to be as different as any could be."""
    season = small_season(tmp_path, FINE, weeks=3)
    plan = search(season, Settings(5.0))
    found = others.alternatives(season, Settings(1e-6), plan, 1, {"should": 0, "prefer": 0})
    assert [each.most for each in found.found] == [None]


@pytest.mark.parametrize("question", ["_first", "_smallest", "_left"])
def test_ways_out_that_are_not_told_in_time_are_not_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    """Where it is not told whether changes help, other ways are tried, and it is not said that all were."""
    first, fine = one(small_season(tmp_path, CLASH)), small_season(tmp_path, FINE)
    ways = Repairs(first, lambda _: fine, BUDGET)
    monkeypatch.setattr(Repairs, question, late)
    monkeypatch.setattr(repairs, "giving", late)
    assert list(ways.run()) == [] or question != "_left"
    assert not ways.all_tried


def test_changes_that_make_no_sense_are_no_way_out(clashing: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no change can be laid on a scenario there is no way out, and all were tried."""

    def refused(_: object) -> Season:
        raise InputError([])

    ways = Repairs(one(clashing), refused, BUDGET)
    assert list(ways.run()) == [] and ways.all_tried

    def none(*_: object) -> None:
        raise Infeasible("no plan")

    monkeypatch.setattr(repairs, "giving", none)
    assert list(Repairs(one(clashing), refused, BUDGET).run()) == []


def test_ways_out_have_an_end(clashing: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many tries no more are made, and it is not said that all were."""
    ways = Repairs(one(clashing), lambda _: clashing, BUDGET)
    monkeypatch.setattr(repairs, "TRIES", 1)
    assert list(ways.run()) == [] and not ways.all_tried


def test_a_rule_that_gives_way_in_most_weeks_becomes_a_wish(clashing: Season) -> None:
    """In a season of one week there is nothing to rest in: the compromise is a wish, and no other is offered."""
    ((change,),) = giving(Musts(clashing), BUDGET)
    assert change.data == {"rules": {change.member.name: {"level": "should"}}}


def test_a_rule_that_gives_way_in_few_weeks_rests_or_becomes_a_wish(tmp_path: Path) -> None:
    """Where rules clash in one week of two, one of them rests there, or is a wish."""
    rules = CLASH.replace("{limit", "{when: {weeks: 1}, limit")
    (rest,), (whole,) = giving(Musts(small_season(tmp_path, rules, weeks=2)), BUDGET)
    assert rest.member == whole.member
    assert (rest.says, whole.data) == (
        f"{rest.member.name} rests in week 1",
        {"rules": {rest.member.name: {"level": "should"}}},
    )


def test_a_number_that_helps_in_one_week_is_tried_in_the_others(tmp_path: Path) -> None:
    """A conflict of two weeks is solved in both by the smallest number that works in one."""
    season = small_season(tmp_path, CLASH, weeks=2)
    first = one(season)
    assert len(first.stretches) == 2
    found = [
        Repairs(first, lambda _: season, BUDGET)._smallest(turn, first)
        for bite in first.bites
        for turn in changes.turns(season, first, bite)
    ]
    assert [each and each.says for each in found] == ["often: at least 4 -> 1", "seldom: at most 1 -> 4"]


# ---- needed -----------------------------------------------------------------------------------------------

RULE = Member("rule", "a", "")
SETTING = [Member("label", name, "") for name in "bcdef"]


def what_is_needed(
    monkeypatch: pytest.MonkeyPatch, near: Callable[[set[str]], bool], all_in_all: Callable[[set[str]], bool]
) -> str:
    """The members that are needed for a conflict which some weeks show, or the whole."""

    def names(some: Any) -> set[str]:
        return {each.name for each in some}

    monkeypatch.setattr(needed, "clashes", lambda some, *_: near(names(some)))
    monkeypatch.setattr(needed, "holds", lambda some, *_: not all_in_all(names(some)))
    everything: Any = [RULE, *SETTING]
    found = needed.needed(lambda some: some, [RULE], everything, core.Stretch(0, 0, 1), BUDGET)  # type: ignore[arg-type]
    return "".join(each.name for each in found)


def test_no_more_is_needed_than_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a setting just that is kept without which nothing clashes, also where one thing takes another back."""
    assert what_is_needed(monkeypatch, lambda some: {"c", "f"} <= some, lambda _: False) == "acf"
    assert what_is_needed(monkeypatch, lambda _: False, lambda some: "d" in some) == "ad"
    assert what_is_needed(monkeypatch, lambda some: "b" in some or "c" not in some, lambda _: False) == "a"
    odd = what_is_needed(monkeypatch, lambda some: len(some) in (3, 6), lambda _: False)
    assert len(odd) in (3, 6)


def test_what_nothing_confirms_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A conflict that is none with everything back in place is not told."""
    with pytest.raises(OutOfTime, match="could not be confirmed"):
        what_is_needed(monkeypatch, lambda _: False, lambda _: False)


# ---- stopped ----------------------------------------------------------------------------------------------


def stopping(at: str) -> Callable[[str], None]:
    """Ctrl-C when something is begun."""

    def say(doing: str) -> None:
        if at in doing:
            raise KeyboardInterrupt

    return say


def test_a_season_with_a_plan_needs_no_explanation(season: Season) -> None:
    """There is nothing to explain where there is a plan."""
    assert explain(season, lambda _: season, Settings(5.0)) is None


def test_after_ctrl_c_what_is_known_is_told(clashing: Season) -> None:
    """The conflict is told, and that the search for ways out was stopped."""
    found = explain(clashing, lambda _: clashing, Settings(5.0), say=stopping("way out"))
    assert found is not None and found.stopped and not found.ways
    assert [each.name for each in found.conflicts[0].members] == ["often", "seldom"]


def test_a_way_out_without_a_plan_in_time_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ways out of which no plan was found in time are left out, and it is not said that all were tried."""
    clashing = small_season(tmp_path, CLASH)
    monkeypatch.setattr(explanation, "search", late)
    found = explain(clashing, lambda _: small_season(tmp_path, FINE), Settings(5.0), ways=1)
    assert found is not None and not found.ways and not found.all_tried


def test_further_conflicts_are_looked_for_in_time_only(
    clashing: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is not told whether there is another conflict, the first one is; the same one is told once."""
    first = one(clashing)
    monkeypatch.setattr(explanation, "conflict", late)
    assert list(explanation._others(first, BUDGET)) == [first]
    again = iter([first, first])

    def twice(*_: object) -> Conflict:
        if (found := next(again, None)) is None:
            raise OutOfTime("no time")
        return found

    monkeypatch.setattr(explanation, "conflict", twice)
    assert list(explanation._others(first, BUDGET)) == [first]


def test_alternatives_stop_when_asked(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """After Ctrl-C, or when asked to end, what was found by then is told, and that it was stopped."""
    plan = search(season, Settings(5.0))
    allowed = {"should": 0, "prefer": 0}
    found = others.alternatives(season, Settings(5.0), plan, 2, allowed, stopping("another plan, 1"))
    assert (list(found.found), found.ended) == ([], "stopped")

    class Ended(Search):
        def __init__(self, *words: Any) -> None:
            super().__init__(*words)
            self.state.crew.halt.ask()

    monkeypatch.setattr(others, "Search", Ended)
    found = others.alternatives(season, Settings(5.0), plan, 2, allowed)
    assert (list(found.found), found.ended) == ([], "stopped")


def test_prices_stop_before_there_is_a_plan(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the plan itself is looked for leaves nothing to price."""
    plan = search(season, Settings(5.0))
    monkeypatch.setattr(Search, "run", lambda _: replace(plan, interrupted=True))
    with pytest.raises(KeyboardInterrupt):
        Pricing(season, Settings(5.0)).run()


def test_what_clashes_in_a_cell_of_a_sweep(clashing: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its names; none where that is not found in time, nothing where it was stopped."""
    assert clash(clashing, Halt()) == ("often", "seldom")
    ended = Halt()
    ended.ask()
    monkeypatch.setattr("solver.reasons.relaxations.clash.conflict", late)
    assert clash(clashing, Halt()) == ()
    assert clash(clashing, ended) is None


# ---- what is asked, and numbers that can be moved ----------------------------------------------------------


def test_a_meet_asks_those_who_run_it(tmp_path: Path) -> None:
    """A race is asked of the athletes of the meet and of nobody else."""
    more = "competitions: [{date: 2026-10-10, name: Cup, for: Sprinter 1}]"
    season = small_season(tmp_path, FINE, more=more, athletes=2)
    (meet,) = [each for each in members(season) if each.sort == "meet"]
    races = [
        term for member, place in asked(season, [meet]) if member == meet for _, term in place.bound.terms
    ]
    assert {getattr(term, "athlete", None) for term in races} == {"Sprinter 1"}


def test_what_the_largest_counts_is_counted(tmp_path: Path) -> None:
    """The sessions of a limit to the largest amount are among those that the musts count."""
    rule = "  longest: {limit: {metres: {any: [fly, tempo]}, count: largest, at_most: 1200}}\n"
    assert {form.partition("@")[0] for form in counted(small_season(tmp_path, rule))} >= {"fly", "tempo"}


def active(rule: str) -> ActiveRule:
    """A rule on a staged week."""
    entry, envelope = rule_of(rule)
    return stage(envelope, Example(days="tempo"), Setting(), manual_catalogue()).play(entry, envelope)


def movable(rule: str) -> list[tuple[str, str, int]]:
    """The numbers of a rule that could be moved: where they stand, what they are, and in which direction."""
    found = active(rule)
    return [(each.path[-1], each.new(each.now), each.way) for each in knobs(found, found.scopes[0], 0)]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        ("{limit: {days: fly, exactly: 2}}", [("exactly", "2", 1), ("exactly", "2", -1)]),
        ("{limit: {days: fly, at_least: 2, should: {at_most: 3}}}", [("at_least", "2", -1)]),
        ("{limit: {days: fly, at_least: {taper: 2}}}", []),
        ("{limit: {days: fly, at_least: {taper: 2, otherwise: 1}}}", [("at_least", "1", -1)]),
        ("{spacing: {between: fly, at_least: 36 hours}}", [("at_least", "36 hours", -1)]),
        ("{spacing: {between: fly, at_least: 1000 days}}", []),
        (
            "{ratio: {of: {metres: fly}, to: {metres: tempo}, per: week, at_most: 50%}}",
            [("at_most", "50 %", 1)],
        ),
    ],
)
def test_numbers_that_hold_can_be_moved(rule: str, numbers: list[tuple[str, str, int]]) -> None:
    """Of a must each floor and cap that holds on the day, in the way that asks for less; of wishes in it none."""
    assert movable(rule) == numbers


def test_a_number_moved_beyond_reason_is_no_rule() -> None:
    """A change that the rule does not take is none."""
    rule = active("{choice: {of: [{pin: {do: fly}}, {pin: {do: tempo}}], at_most: 12}}")
    (knob,) = [each for each in knobs(rule, rule.scopes[0], 0) if each.path[-1] == "at_most"]
    more = knob.moved(1)
    assert more == 13 and turned(rule, knob.data(more, ())) is None
    assert (
        isinstance(knob, Knob) and Knob(("limit", "at_least"), 0.5, (), Fraction(1, 2), -1).moved(6) is None
    )


def test_a_slot_takes_no_more_than_six(tmp_path: Path) -> None:
    """Room for more sessions in a slot is offered one by one, up to six."""
    season = small_season(tmp_path, FINE)
    (slots,) = [each for each in members(season) if each.sort == "slots"]
    assert [each.data for each in changes._of_slots(season, slots)] == [
        {"calendar": {"per_slot": more}} for more in (2, 3, 4, 5, 6)
    ]


def test_weeks_are_written_as_a_rule_names_them() -> None:
    """One week as a number, weeks in a row as a span, others one by one."""
    assert [changes._written(weeks) for weeks in ((1,), (1, 2, 3), (0, 2))] == [2, "2-4", [1, 3]]


# ---- plans that are asked about ----------------------------------------------------------------------------


def test_a_plan_of_another_season_is_not_asked_about(tmp_path: Path, season: Season) -> None:
    """A plan with a dose that cannot be planned here is refused."""
    plan = search(season, Settings(5.0))
    odd = [replace(each, count=99) for each in plan.sessions]
    with pytest.raises(InputError, match="cannot be planned in this season"):
        Trial(season, odd, [])


def asking(season: Season, plan: Outcome) -> WhyNot:
    """The question why there is no flying on Monday, of a plan."""
    foil = Foil.of([wished("fly", place("mon", season.calendar), season)], "A. Sprinter", season)
    return WhyNot(
        season,
        Planned(plan.sessions, audited(season, plan.sessions, plan.score), plan.bounds),
        [foil],
        Settings(5.0),
    )


def test_a_question_that_the_search_does_not_answer(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room and nobody knows why it is not told in time; after Ctrl-C there is no answer."""
    plan = search(season, Settings(5.0))
    question = asking(season, plan)

    def none(*_: object) -> None:
        raise Infeasible("no plan")

    monkeypatch.setattr(whynot, "search", none)
    with pytest.raises(OutOfTime, match="what leaves no room for fly on Mon 5 Oct was not found"):
        question._searched(question.foils[0])
    monkeypatch.setattr(whynot, "search", lambda *_: replace(plan, interrupted=True))
    assert question._searched(question.foils[0]) is None


def test_where_no_better_plan_is_found_the_plan_is_the_base(season: Season) -> None:
    """Some weeks of a plan that could be better are planned anew once, and stay as they are if nothing is found."""
    plan = search(season, Settings(5.0))
    question = asking(season, replace(plan, bounds={"should": None, "prefer": None}))
    tried = SimpleNamespace(sessions=None, score={}, bounds={"should": 0, "prefer": None})
    vars(question)["trial"] = SimpleNamespace(best=lambda *_: tried)
    base = question._base(Window(1, 0, 1))
    assert (base.sessions, base.bounds) == (plan.sessions, tried.bounds)
    assert question._base(Window(1, 0, 1)) is base


def test_a_wish_in_a_must_is_kept_as_a_must_of_its_own(tmp_path: Path) -> None:
    """What is broken of a must and of what it wishes besides, kept as a must, is told apart; a wish becomes a must."""
    rules = "  tempo: {limit: {sessions: tempo, at_least: 1, should: {at_least: 3}}}\n"
    rules += "  fly: {level: prefer, limit: {sessions: fly, at_least: 2}}\n"
    season = small_season(tmp_path, rules)
    for name, least in (("tempo", [1, 3]), ("fly", [1, 2])):
        strict = kept(season, name)
        says = [each.breach.says.rpartition(" ")[2] for each in audit(strict, strict.diary(())).broken]
        assert says == [str(number) for number in least]


def test_what_leaves_out_a_session_leaves_out_no_other(season: Season) -> None:
    """Instead of what a day has, a wish without a session of its own is just that wish."""
    sessions = search(season, Settings(5.0)).sessions
    where = place(season.calendar.name(sessions[0].day), season.calendar)
    (wish,) = instead("no fly", where, season, sessions, "A. Sprinter")
    assert wish.says == f"no fly {where}"


def test_what_is_broken_beyond_another_plan(tmp_path: Path) -> None:
    """Where a rule is broken in both plans, and just so much, it is not told."""
    season = small_season(tmp_path, "  tempo: {level: should, limit: {days: tempo, at_least: 1}}\n", weeks=2)
    form = season.catalogue.forms["tempo"]
    first = Done.of("A. Sprinter", 0, "day", form, form.first)
    (worse,), (better,) = (audit(season, season.diary(each)).verdicts for each in ([], [first]))
    assert [each.breach.days for each in beyond(worse, better, "should")] == [tuple(range(7))]


def test_a_day_of_nothing_but_care_is_a_day_of_rest() -> None:
    """Sessions of the class rest make no theme."""
    scene = stage(rule_of(CARE)[1], Example(days="massage tempo"), Setting(), manual_catalogue())
    sessions = list(scene.diary.all())
    themes = Themes(scene.season, sessions)
    name = scene.season.athletes[0].name
    assert themes.on(name, 0) == REST != themes.on(name, 1)


@pytest.mark.parametrize("repeats", [False, True])
def test_what_a_session_is_for_is_told_of_weeks_that_repeat_too(repeats: bool) -> None:
    """A session serves the rules that would be broken without it, in a plain week and in one that repeats."""
    entry, envelope = rule_of(CARE)
    scene = stage(envelope, Example(days="tempo . tempo"), Setting(repeats=repeats), manual_catalogue())
    season = replace(scene.season, rules=[scene.play(entry, envelope)])
    sessions = list(scene.diary.all())
    serving = Serving(season, sessions, audit(season, scene.diary))
    assert [each.breach.says for each in serving.of(sessions[0])] == ["1 tempo day in week 1, at least 2"]


def test_a_session_that_keeps_one_of_two_rules_serves_their_choice() -> None:
    """Without it none of them would hold: the other one, of the largest amount, is not changed by it."""
    largest = "{limit: {metres: speed, count: largest, at_least: 300}}"
    entry, envelope = rule_of(f"{{choice: {{of: [{largest}, {{limit: {{days: tempo, at_least: 1}}}}]}}}}")
    scene = stage(envelope, Example(days="tempo . fly:100m"), Setting(), manual_catalogue())
    season = replace(scene.season, rules=[scene.play(entry, envelope)])
    sessions = list(scene.diary.all())
    serving = Serving(season, sessions, audit(season, scene.diary))
    tempo = next(each for each in sessions if each.session == "tempo")
    assert not serving.before.broken and [each.rule for each in serving.of(tempo)] == ["rule"]


CARE = "{limit: {days: tempo, at_least: 2}}"

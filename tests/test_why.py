"""`speedfirst why`: blocked, costs so many points, equally good; each proven, each to be had."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from solver.auditor import LEVELS, audit, audited
from solver.calendar import Calendar
from solver.documents.scenario import Scenario
from solver.errors import Infeasible
from solver.files.shelves import shipped
from solver.loading.load import load
from solver.overlays.overlay import Overlay
from solver.plans.planfile import load_plan, sessions_of
from solver.reasons.conflicts.reduced import Reduced
from solver.reasons.whynot.compared import compared
from solver.reasons.whynot.foil import Foil
from solver.reasons.whynot.verdict import Answer, Blocked, Planned, Possible, There
from solver.reasons.whynot.where import place
from solver.reasons.whynot.whynot import WhyNot
from solver.reasons.whynot.wish import said, wished
from solver.report.verdict import against, in_short, notes, verdict
from solver.search.outcome import Settings
from solver.search.search import search
from solver.season import Season
from solver.words import WEEKDAYS
from tests.club import SEASON, WEEK, write
from tests.conftest import Run
from tests.seasons import WEEKS

WEEK_FILE = "scenarios/week.yaml"
SEASON_FILE = "scenarios/season.yaml"
SETTINGS = Settings(20.0)
WORDS = ("speed", "high", "low", "medium", "rest", "flying", "extensive-tempo", "strength", "acceleration")


def shipped_week(name: str) -> Path:
    """A shipped scenario of one week."""
    return shipped() / "scenarios" / f"{name}.yaml"


def best(season: Season, settings: Settings = SETTINGS) -> Planned:
    """The best plan of a season."""
    found = search(season, settings)
    return Planned(found.sessions, audited(season, found.sessions, found.score), found.bounds)


def foil(season: Season, where: str, value: Any, athlete: str | None = None) -> Foil:
    """A foil of one wish."""
    wish = wished(value, place(where, season.calendar), season)
    return Foil.of([wish], athlete or season.athletes[0].name, season)


def asked(season: Season, plan: Planned, *foils: Foil, settings: Settings = SETTINGS) -> list[Answer]:
    """What becomes of foils."""
    return WhyNot(season, plan, foils, settings).answers()


# ---- what is answered is so -----------------------------------------------------------------------------


def drawn(dice: random.Random) -> tuple[str, str, dict[str, Any]]:
    """A wish by chance: where, what, and the rule that a coach would write for it."""
    day, word, count = dice.choice(WEEKDAYS), dice.choice(WORDS), dice.randint(1, 4)
    on_day = {"when": {"weekdays": day}}
    return dice.choice(
        [
            (day, word, {"pin": {"do": word}, **on_day}),
            (day, word, {"pin": {"do": word}, **on_day}),
            (day, f"no {word}", {"pin": {"avoid": word}, **on_day}),
            ("week 1", f"{count} speed", {"limit": {"sessions": "speed", "per": "week", "exactly": count}}),
            ("week 1", f"{count} rest", {"limit": {"days": "rest", "per": "week", "exactly": count}}),
            (
                day,
                f"extensive-tempo x {8 + 2 * count}",
                {"limit": {"reps": "extensive-tempo", "per": "day", "exactly": 8 + 2 * count}, **on_day},
            ),
        ]
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", WEEKS)
def test_answers_are_what_planning_again_gives(name: str) -> None:
    """The cost of a foil is the difference of two proven optima: the week, and the week with it as a rule."""
    dice, season = random.Random(name), load(shipped_week(name))
    plan, met = best(season), Counter[str]()
    assert plan.proven
    wishes = [drawn(dice) for _ in range(10)]
    answers = asked(season, plan, *(foil(season, where, what) for where, what, _ in wishes))
    for (_, what, rule), answer in zip(wishes, answers, strict=True):
        met[answer.kind] += 1
        changed = load(shipped_week(name), over=[Overlay.of({"rules": {"wanted": rule}})])
        if isinstance(answer, There):
            assert audit(changed, changed.diary(plan.sessions)).passed
            continue
        try:
            again = search(changed, SETTINGS)
        except Infeasible:
            assert isinstance(answer, Blocked), what
            assert_blocks(season, answer)
            continue
        assert isinstance(answer, Possible), what
        assert again.status == "optimal"
        assert answer.audit.score == again.score
        assert audit(changed, changed.diary(answer.sessions)).passed
        extra = [answer.extra(level) for level in LEVELS]
        assert answer.kind == ("costs" if any(extra) else "equal")
        assert sum(each.points for each in compared(plan.audit, answer.audit)) == sum(extra)
        first = next((level for level in LEVELS if answer.extra(level)), LEVELS[0])
        assert answer.between(first) == (answer.extra(first), answer.extra(first))
    assert len(met) > 1


def assert_blocks(season: Season, answer: Blocked) -> None:
    """What blocks leaves no room, and without any one of it there is room."""
    season = answer.foil.on(season)
    reduced, kept = Reduced(season), [each.member for each in answer.conflict.bites]
    assert not has_plan(reduced(kept))
    for each in answer.bites:
        assert has_plan(reduced([other for other in kept if other != each.member])), each.member


def has_plan(season: Season) -> bool:
    """Whether there is a plan."""
    soft = [active for active in season.rules if active.rule.level != "must"]
    try:
        search(replace(season, rules=[active for active in season.rules if active not in soft]), SETTINGS)
    except Infeasible:
        return False
    return True


def test_the_other_plan_is_the_closest_of_the_best() -> None:
    """What need not move for a foil stays where it is: one flying session, moved with what it takes."""
    season = load(shipped_week("week-100m-gpp"))
    plan = best(season)
    (answer,) = asked(season, plan, foil(season, "tue", "flying"))
    assert isinstance(answer, Possible)
    moved = set(answer.sessions) ^ set(plan.sessions)
    assert {each.session for each in moved} == {"flying", "hill-sprints", "acceleration"}


def test_modifiers_do_not_let_a_foil_rest(run: Run) -> None:
    """Where a modifier lets all rules rest, what is asked for is still asked for, and blocked."""
    rest = "modifiers: {pause: {rest: true, when: {weeks: 1}}}\n"
    write(Path(), WEEK_FILE, WEEK + rest)
    code, out, _ = run("why", WEEK_FILE, "--want", "sun: fly")
    assert code == 0
    assert "Blocked" in out and "family" in out and "fly on Sun" not in out.split("\n", 1)[1]


# ---- seasons --------------------------------------------------------------------------------------------


def long_season(**rules: Any) -> Season:
    """Twelve weeks of the small club with more rules."""
    write(
        Path(),
        "scenarios/long.yaml",
        SEASON.replace("weeks: 4", "weeks: 12").replace("weeks: 3", "weeks: 11"),
    )
    return load(
        "scenarios/long.yaml", over=[Overlay.of({"competitions": [], "rules": {"form": "off", **rules}})]
    )


def test_in_a_season_the_other_weeks_stay_as_they_are(run: Run) -> None:
    """A week before and after are planned anew, and the answer says so."""
    season = long_season()
    plan = best(season, Settings(2.0))
    (answer,) = asked(season, plan, foil(season, "week 6 sun", "fly"))
    assert isinstance(answer, Possible) and answer.weeks == (5, 7)
    changed = {each.day // 7 + 1 for each in set(answer.sessions) ^ set(plan.sessions)}
    assert changed and changed <= {5, 6, 7}
    assert (answer.kind, answer.extra("should")) == ("costs", 1)


def test_what_some_weeks_cannot_give_the_whole_season_may(run: Run) -> None:
    """Where all of something has been spent in other weeks, the whole season is planned anew."""
    season = long_season(lifts={"limit": {"sessions": "lift", "per": "season", "exactly": 2}})
    plan = best(season, Settings(2.0))
    weeks = {each.day // 7 + 1 for each in plan.sessions if each.session == "lift"}
    far = next(week for week in (1, 12) if all(abs(week - other) > 4 for other in weeks))
    (answer,) = asked(season, plan, foil(season, f"week {far} mon", "lift"), settings=Settings(5.0))
    assert isinstance(answer, Possible) and answer.weeks is None
    assert far in {each.day // 7 + 1 for each in answer.sessions if each.session == "lift"}


def test_a_season_tells_what_blocks_far_away(run: Run) -> None:
    """What leaves no room may bite in the whole season: it is found all the same, and verified."""
    season = long_season(lifts={"limit": {"sessions": "lift", "per": "season", "at_most": 0}})
    (answer,) = asked(season, best(season, Settings(2.0)), foil(season, "week 6 mon", "lift"))
    assert isinstance(answer, Blocked)
    assert [each.member.name for each in answer.bites] == ["lifts"]


def test_a_plan_that_could_be_better_is_not_held_against_a_foil(run: Run) -> None:
    """Where the plan with the foil is the better one, the plan was not the best, and that is what is said."""
    season = load(SEASON_FILE)
    good = best(season, Settings(2.0))
    worse = [each for each in good.sessions if each.session != "tempo" or each.day // 7 != 1]
    verdict_ = audit(season, season.diary(worse))
    assert verdict_.passed and verdict_.score["should"] > good.audit.score["should"]
    (answer,) = asked(
        season, Planned(worse, verdict_, {}), foil(season, "week 2 tue", "tempo x 10"), settings=Settings(4.0)
    )
    assert isinstance(answer, Possible) and answer.kind == "better"
    gained = verdict_.score["should"] - good.audit.score["should"]
    assert verdict(answer).startswith(
        f"The plan is not the best that there is: with it {gained} points of should fewer"
    )
    assert not list(against(answer)) and "without it" not in " ".join(notes(answer))
    assert answer.base.audit.score["should"] == answer.audit.score["should"] == good.audit.score["should"]


def test_what_is_not_proven_is_an_interval() -> None:
    """Costs are given as at most and at least where the bounds leave more than one number."""
    season = load(shipped_week("week-100m-gpp"))
    (answer,) = asked(season, best(season), foil(season, "week 1", "4 speed"))
    assert isinstance(answer, Possible)
    assert verdict(answer).startswith("Costs 1 point of should (proven)")
    less = replace(answer, least={"should": 0, "prefer": None})
    assert verdict(less).startswith("Costs at most 1 point of should, perhaps nothing")
    unknown = replace(answer, base=replace(answer.base, bounds={}))
    assert verdict(unknown).startswith("Costs 1 point of should as far as was found")
    loose = replace(answer, base=replace(answer.base, bounds={"should": -3}))
    assert verdict(loose).startswith("Costs at most 4 points of should, at least 1")


def test_what_a_foil_costs_is_said_of_the_plan_in_hand() -> None:
    """Where a better plan came up: first what it costs against the plan that was asked about, then the rest."""
    season = load(shipped_week("week-100m-gpp"))
    (answer,) = asked(season, best(season), foil(season, "week 1", "4 speed"))
    assert isinstance(answer, Possible)
    same = replace(answer, plan=Planned(answer.sessions, answer.audit, {}))
    assert (same.kind, verdict(same)[:32]) == ("equal", "Costs nothing against the plan: ")
    assert list(notes(same))[-1].startswith(
        "The plan is not the best that there is: without it 1 point of should fewer"
    )
    assert list(against(same)) == ["Against that it costs 1 point of should (proven)."]
    assert not list(against(answer)) and not list(notes(answer))


def test_equally_good_is_only_proven_where_nothing_is_better() -> None:
    """Without a proof for the best that there is, it is as far as was found."""
    season = load(shipped_week("week-100m-gpp"))
    plan = best(season)
    (answer,) = asked(season, plan, foil(season, "week 1", "4 speed"))
    assert isinstance(answer, Possible)
    equal = replace(answer, sessions=plan.sessions, audit=plan.audit)
    assert verdict(equal).startswith("Equally good: ")
    loose = replace(equal, base=replace(plan, bounds={}), plan=replace(plan, bounds={}))
    assert verdict(loose).startswith("Equally good as far as was found: ")


def test_no_plan_with_a_foil_is_better_than_the_base(run: Run) -> None:
    """A foil only adds a must: after a short search the better plan is the base, and costs nothing."""
    season = load(shipped_week("week-200m-spp"))
    little = Settings(0.05)
    plan = best(season, little)
    assert not plan.proven
    for answer in asked(season, plan, foil(season, "sun", "high"), settings=little):
        assert isinstance(answer, Possible)
        assert [answer.extra(level) for level in LEVELS] >= [0, 0]
        assert [answer.spared(level) for level in LEVELS] >= [0, 0]
        assert "etter than without" not in verdict(answer)


@pytest.mark.parametrize(
    ("first", "second"), [("fly", "no fly"), ("fly", "rest"), ("fly x 4", "fly x 2"), ("fly", "0 speed")]
)
def test_wishes_that_contradict_each_other_are_told_so(run: Run, first: str, second: str) -> None:
    """Neither the rules nor the calendar are blamed."""
    out = run("why", WEEK_FILE, "--want", f"tue: {first}", "--want", f"tue: {second}")[1]
    assert "Blocked: these wishes cannot go together: " in out and "catalogue" not in out


# ---- squads ---------------------------------------------------------------------------------------------

SQUAD = WEEK.replace(
    "athlete: {name: A. Sprinter, events: [100m], best: {100m: 10.00}}",
    "athletes: [{name: Ada, events: [100m], best: {100m: 12.00}}, {name: Bo, events: [200m]}]",
)


def test_a_question_of_one_athlete_leaves_the_others_alone(run: Run) -> None:
    """Of a squad only the one who is asked about changes, if that is enough; it has to be said who that is."""
    write(Path(), "scenarios/squad.yaml", SQUAD)
    assert (
        "--athlete is missing: there are Ada and Bo" in run("why", "scenarios/squad.yaml", "--day", "mon")[2]
    )
    wrong = run("why", "scenarios/squad.yaml", "--day", "mon", "--athlete", "Boo")
    assert wrong[0] == 2 and "did you mean 'Bo'?" in wrong[2]
    season = load("scenarios/squad.yaml")
    plan = best(season)
    (answer,) = asked(season, plan, foil(season, "thu", "fly x 4", "Bo"))
    assert isinstance(answer, Possible) and answer.alone and answer.weeks is None
    assert {each.athlete for each in set(answer.sessions) ^ set(plan.sessions)} == {"Bo"}


# ---- words ----------------------------------------------------------------------------------------------

GOOD = {
    ("tue", "fly"): "fly on Tue 6 Oct",
    ("2026-10-06 pm", "fly"): "fly on Tue 6 Oct pm",
    ("Tuesday", "no fly"): "no fly on Tue 6 Oct",
    ("tue", "rest"): "rest on Tue 6 Oct",
    ("tue", "fly x 3"): "fly x 3 on Tue 6 Oct",
    ("tue", "fly 3 x 20 m"): "fly 3 x 20 m on Tue 6 Oct",
    ("tue pm", "tempo 1500 m"): "tempo 1500 m on Tue 6 Oct pm",
    ("week 1", "3 speed"): "3 speed sessions in week 1",
    ("week 1", "1 rest"): "1 rest day in week 1",
    ("week 1", "0 speed"): "no speed sessions in week 1",
    ("week 1", "fly"): "fly in week 1",
    ("week 1 wed", "2 speed"): "2 speed sessions on Wed 7 Oct",
    ("tue", "Flying sprints"): "fly on Tue 6 Oct",
    ("tue", "Flying sprints, 30 m run-in"): "fly on Tue 6 Oct",
    ("tue", "flying sprints x 3"): "fly x 3 on Tue 6 Oct",
    ("tue", "no flying sprints"): "no fly on Tue 6 Oct",
    ("week 1", "3 speed sessions"): "3 speed sessions in week 1",
    ("week 1", "2 flys"): "2 fly sessions in week 1",
    ("week 1", "2 rest days"): "2 rest days in week 1",
    ("week 1", "2 high days"): "2 high days in week 1",
    ("tue", "low day"): "a low day on Tue 6 Oct",
    ("tue", "tempo 1,000 m"): "tempo 1,000 m on Tue 6 Oct",
    ("6 Oct", "rest"): "rest on Tue 6 Oct",
    ("Tue 6 Oct pm", "rest"): "rest on Tue 6 Oct pm",
    ("tuesday 6 october", "rest"): "rest on Tue 6 Oct",
    ("tue", ("fly", "tempo")): "fly or tempo on Tue 6 Oct",
}
BAD = {
    ("tues", "fly"): "unknown day 'tues'; did you mean 'tue'?",
    ("tue noon", "fly"): "unknown slot 'noon'; known: am, pm",
    ("week 5", "fly"): "found 'week 5', expected a week of the plan, which has 1 week",
    ("2026-11-31", "fly"): "the date 2026-11-31 does not exist",
    ("2026-11-30", "fly"): "2026-11-30 is not between 2026-10-05 and 2026-10-11",
    ("tue mon", "fly"): "unknown slot 'mon'; known: am, pm",
    ("", "fly"): "found '', expected a day, as in 'tue', 'Tue 2 Mar', '2027-03-02 pm' or 'week 9'",
    ("foo", "fly"): "found 'foo', expected a day, as in 'tue', 'Tue 2 Mar', '2027-03-02 pm' or 'week 9'",
    ("9 Mar", "fly"): "'9 mar' is not between 2026-10-05 and 2026-10-11",
    ("Mon 6 Oct", "fly"): "found 'mon 6 oct', but that day is Tue 6 Oct",
    ("week \u00b2", "fly"): "found 'week \u00b2', expected a week of the plan",
    ("tue", "\u00b2 fly"): "unknown session, tag or class '\u00b2 fly'",
    ("tue", "fly x \u00b2"): "found 'x \u00b2', expected work such as",
    (
        "tue",
        "extensive something",
    ): "unknown session, tag or class 'extensive something'; speedfirst sessions",
    ("tue", "weight lifting"): "unknown session, tag or class 'weight lifting'",
    ("tue", "temporary"): "unknown session, tag or class 'temporary'; did you mean 'tempo'?",
    ("tue", "flyy"): "unknown session, tag or class 'flyy'; did you mean 'fly'?",
    ("tue", "no flyy"): "unknown session, tag or class 'flyy'; did you mean 'fly'?",
    ("tue", "fly x 9"): "found 9 reps of fly; the catalogue offers 2, 3 or 4",
    ("tue", "tempo x 11"): "found 11 reps of tempo; the catalogue offers 10, 15 or 20",
    ("tue", "fly 3 x 25 m"): "fly is not done over 25 m; known: 20 m, 30 m",
    ("tue", "fly 3 sets"): "found sets, but fly is counted in reps",
    ("tue", "high x 3 x 3"): "expected work such as",
    ("tue", "rest x 3"): "rest has no doses",
    ("tue", "sprint tempo"): "unknown session, tag or class 'sprint tempo'; the nearest: tempo",
    ("tue", "qqqqqq"): "unknown session, tag or class 'qqqqqq'; speedfirst sessions lists",
    ("tue", "fly 2 x 3 x 30 m"): "expected a dose such as 'x 4', '4x30 m', '20 min' or '3 sets'",
    ("tue", "fly 3-4 x 30 m"): "found '3-4x30m', expected whole numbers",
    ("tue", ("fly", "flyy")): "unknown session, tag or class 'flyy'; did you mean 'fly'?",
    ("week 1", "fly x 3"): "for a week, expected a dose on a day, as in 'tue: fly x 3'",
    ("tue am", "2 speed"): "in the slot am, expected it for a day or a week",
    ("tue", "999 speed"): "expected a number of sessions up to 200",
    ("tue", None): "found nothing, expected a session",
}


def club_week() -> Season:
    """The club's week with two slots a day."""
    write(Path(), WEEK_FILE, WEEK.replace("weeks: 1}", "weeks: 1, slots: [am, pm]}", 1))
    return load(WEEK_FILE)


@pytest.mark.parametrize(("where", "what"), GOOD)
def test_a_wish_reads_as_it_was_meant(run: Run, where: str, what: Any) -> None:
    """Days, slots, weeks, sessions, doses and numbers of sessions are understood."""
    season = club_week()
    found = foil(season, where, list(what) if isinstance(what, tuple) else what)
    assert found.says == GOOD[where, what]
    assert all(active.scopes for active in found.active(season))


@pytest.mark.parametrize(("where", "what"), BAD)
def test_a_wish_that_means_nothing_is_refused(run: Run, where: str, what: Any) -> None:
    """What was found, what was expected, the nearest word."""
    season = club_week()
    with pytest.raises(PydanticCustomError) as caught:
        foil(season, where, list(what) if isinstance(what, tuple) else what)
    assert BAD[where, what] in said(caught.value)


@pytest.mark.parametrize(
    ("where", "weeks", "says"),
    [
        ("tue", 4, "found 'tue' in a plan of 4 weeks: say which, as in 'week 9 tue'"),
        ("6 Oct", 54, "found '6 oct', which comes twice: say which, as in '2026-10-06'"),
    ],
)
def test_a_day_that_comes_more_than_once_is_asked_for(where: str, weeks: int, says: str) -> None:
    """In a plan of several weeks a weekday needs its week, in one of more than a year a date its year."""
    page = {"starts": dt.date(2026, 10, 5), "weeks": weeks}
    phases = [{"phase": "general-preparation", "weeks": weeks}]
    text = {"scenario": "s", "title": "S", "calendar": page, "phases": phases}
    with pytest.raises(PydanticCustomError, match=says):
        place(where, Calendar(Scenario.model_validate(text)))


def test_all_slips_are_told_at_once_and_nothing_is_planned(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with the option, the line and the column where it stands; exit code 2."""
    monkeypatch.setattr("solver.search.search.search", lambda *words: pytest.fail("planned"))
    words = ("why", WEEK_FILE, "--want", "tues: flyy", "--want", "{wed: temp, thu: rest}", "--out", "a.json")
    code, out, err = run(*words)
    assert (code, out) == (2, "") and not Path("a.json").exists()
    assert err.splitlines() == [
        "--want:1:1  tues",
        "  unknown day 'tues'; did you mean 'tue'?",
        "--want:1:7  tues",
        "  unknown session, tag or class 'flyy'; did you mean 'fly'?",
        "--want:1:7  wed",
        "  unknown session, tag or class 'temp'; did you mean 'tempo'?",
        "",
        "3 problems",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "expected --day with a day, --want with a wish, or --week with --instead"),
        (("--instead", "rest"), "--instead needs a day or a week"),
        (("--day", "tue", "--instead", "rest", "--want", "wed: fly"), "do not go together"),
        (("--day", "tue", "--out", "a.json"), "--out needs --want or --instead"),
        (("--want", "fly"), "expected a day before it, as in 'tue: fly'"),
        (("--want", "3 speed"), "expected a week before it, as in 'week 1: 3 speed'"),
        (
            ("--want", "tue: \udcff"),
            "--want\n  the byte 0xFF is no text in UTF-8; is the file saved as UTF-8?",
        ),
        (("--day", "\udcff"), "--day\n  the byte 0xFF is no text in UTF-8; is the file saved as UTF-8?"),
        (("--week", "2", "--instead", "rest"), "--week\n  found 2, expected a week from 1 to 1"),
        (("--week", "1"), "expected --day with a day"),
        (("--want", "tue: [fly"), "is the '[' of line 1 closed?"),
        (("--want", "x" * 300), "found 300 letters, expected at most 200"),
        (("--day", "tue", "--effort", "0"), "--effort: found 0"),
        (("--day", "2026-10-13"), "--day\n  2026-10-13 is not between"),
    ],
)
def test_options_that_make_no_question_are_refused(run: Run, words: tuple[str, ...], expected: str) -> None:
    """Options that make no question are refused with what was expected."""
    code, out, err = run("why", WEEK_FILE, *words)
    assert (code, out) == (2, "")
    assert expected in err


# ---- the screen -----------------------------------------------------------------------------------------

BLOCKED = """\
What if 4 speed sessions in week 1?   A. Sprinter   A week in October
Blocked: no plan has it and keeps all of these:
  speed-every-week   Two sprint sessions a week.
                     constraints/basics.yaml:6:5   week 1   lane page 3
  (checked: without it there is room)
"""
COSTS = """\
What if no tempo sessions in week 1?   A. Sprinter   A week in October
Costs 15 points of should (proven).
  +15 should  tempo-metres   at least 1,500 m of tempo per week
              0 m of tempo in week 1, at least 1,500
The days that change, as in the plan and with it:
  Sat 10 Oct  Extensive tempo 15 x 100 m  ->  only Flying sprints, 30 m run-in 2 x 30 m
"""
EQUAL = """\
What if tempo on Tue 6 Oct and no tempo on Sat 10 Oct?   A. Sprinter   A week in October
Equally good: should 0 points and prefer 0 points, as in the plan.
The days that change, as in the plan and with it:
  Tue 6 Oct   rest                        ->  Extensive tempo 15 x 100 m
  Sat 10 Oct  Extensive tempo 15 x 100 m  ->  only Flying sprints, 30 m run-in 2 x 30 m
"""
THERE = """\
What if fly on Mon 5 Oct?   A. Sprinter   A week in October
The plan has it.
"""
RACE = """\
What if race on Tue 6 Oct?   A. Sprinter   A week in October
Blocked: by the calendar, a race is on the day of a meet, and nowhere else.
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--want", "week 1: 4 speed"), BLOCKED),
        (("--week", "1", "--instead", "0 tempo"), COSTS),
        (("--want", "tue: tempo", "--want", "sat: no tempo"), EQUAL),
        (("--day", "mon", "--want", "fly"), THERE),
        (("--want", "tue: race"), RACE),
    ],
)
def test_an_answer_of_each_kind(run: Run, words: tuple[str, ...], expected: str) -> None:
    """Blocked by what, costs what, equally good with which days changed, there already."""
    assert run("why", WEEK_FILE, *words) == (0, expected, "")


DAY = """\
Why Sat 10 Oct is as it is   A. Sprinter   A week in October
  Flying sprints, 30 m run-in 2 x 30 m  for speed-every-week (else 1 speed session in week 1, at
                                        least 2)
                                        without it here: equally good (then on Fri 9 Oct)
  Extensive tempo 15 x 100 m            for tempo-metres (else 0 m of tempo in week 1, at least
                                        1,500)
                                        without it here: equally good (then on Fri 9 Oct)
Why not
  rest          equally good
  a low day     equally good
  a medium day  equally good
"""


def test_a_day_is_explained(run: Run) -> None:
    """What each session is for, whether it could be elsewhere, and the other classes of the day."""
    assert run("why", WEEK_FILE, "--day", "sat") == (0, DAY, "")


def test_the_rules_of_a_short_answer_add_up() -> None:
    """What gets better is counted as well as what gets worse, and so are the rules that are not named."""
    season = load(shipped_week("week-100m-gpp"))
    foils = [foil(season, "week 1", each) for each in ("4 speed", "0 strength", "3 rest")]
    found = [each for each in asked(season, best(season), *foils) if isinstance(each, Possible)]
    mixed = 0
    for one, other in itertools.permutations(found, 2):
        answer = replace(one, plan=Planned(other.sessions, other.audit, {}))
        if answer.kind == "costs":
            said, _, rules = in_short(season, answer).partition(": ")
            points = [int(each) for each in re.findall(r" ([+-][0-9]+)", rules)]
            assert sum(points) == int(said.split()[1])
            mixed += min(points) < 0
    assert mixed


def test_what_may_be_planned_can_leave_no_room(run: Run) -> None:
    """In a line it is called by what it is: the sessions that the scenario allows."""
    season = load(WEEK_FILE, over=[Overlay.of({"sessions": {"not": "lift"}})])
    (answer,) = asked(season, best(season), foil(season, "tue", "lift"))
    assert in_short(season, answer) == "blocked by the sessions that the scenario allows"


def test_a_day_that_is_not_free_says_why(run: Run) -> None:
    """A day away and the day of a meet have their reason at the head, and no other classes."""
    away = run("why", WEEK_FILE, "--day", "sun")[1]
    assert away.splitlines()[0].startswith("Why Sun 11 Oct, away: family, is as it is")
    meet = run("why", SEASON_FILE, "--day", "2026-10-31", "--effort", "2")[1]
    assert meet.startswith("Why Sat 31 Oct, Autumn cup (A), is as it is")
    assert "Race 2 x 100 m" in meet and "Why not" not in away + meet


def test_a_day_takes_fifteen_lines(run: Run) -> None:
    """A day of the shipped week with three sessions is told in at most fifteen lines."""
    for day in ("mon", "tue"):
        out = run("why", str(shipped_week("week-100m-gpp")), "--day", day)[1]
        assert len(out.splitlines()) <= 15


def test_instead_leaves_the_hardest_sessions_out(run: Run) -> None:
    """Instead of a session of the same kind the one that was there goes; a class is that of the whole day."""
    out = run("why", WEEK_FILE, "--day", "sat", "--instead", "lift")[1]
    assert out.startswith("What if lift on Sat 10 Oct and no fly on Sat 10 Oct?")
    assert run("why", WEEK_FILE, "--day", "sat", "--instead", "low")[1].startswith("What if a low day on Sat")
    assert "The plan has it." in run("why", WEEK_FILE, "--day", "sat", "--instead", "speed")[1]


# ---- plans in and out -----------------------------------------------------------------------------------


def test_the_other_plan_can_be_had(run: Run) -> None:
    """It is written as a plan file of the scenario, keeps all musts, and has the score that was said."""
    code, out, _ = run("why", WEEK_FILE, "--want", "tue: tempo x 20", "--out", "other.json")
    assert code == 0 and out.endswith("\nwritten to other.json\n")
    season = load(WEEK_FILE)
    found = audit(season, season.diary(sessions_of(*load_plan(Path("other.json")), season)))
    assert found.passed and found.score == {"should": 0, "prefer": 0}
    assert json.loads(Path("other.json").read_text())["status"] == "optimal"
    assert run("audit", "other.json", "--scenario", WEEK_FILE)[0] == 0
    out = run("why", WEEK_FILE, "--want", "week 1: 4 speed", "--out", "none.json")[1]
    assert "nothing is written" in out and not Path("none.json").exists()


def test_a_dearer_plan_claims_no_more_than_is_known(run: Run) -> None:
    """A plan that costs more is no optimum of the scenario, and its file does not say so."""
    run("why", WEEK_FILE, "--want", "week 1: 0 tempo", "--out", "dear.json")
    written = json.loads(Path("dear.json").read_text())
    assert written["status"] == "feasible"
    assert [each["at_least"] for each in written["levels"]] == [0, None]


def test_a_plan_of_a_file_is_asked_about(run: Run) -> None:
    """A plan that keeps the musts is taken as it is; one that does not is refused."""
    run("why", WEEK_FILE, "--want", "tue: lift x 3", "--out", "mine.json")
    out = run("why", WEEK_FILE, "--plan", "mine.json", "--want", "tue: lift x 3")[1]
    assert out.endswith("The plan has it.\n")
    text = Path("mine.json").read_text()
    plan: Mapping[str, Any] = json.loads(text)
    broken = {**plan, "sessions": [each for each in plan["sessions"] if each["session"] != "fly"]}
    Path("broken.json").write_text(json.dumps(broken))
    code, _, err = run("why", WEEK_FILE, "--plan", "broken.json", "--day", "mon")
    assert code == 2 and "breaks what must hold (speed-every-week)" in err


def test_the_plan_that_is_asked_about_is_not_written_over(run: Run) -> None:
    """Not even where `--out` names it in another way."""
    run("why", WEEK_FILE, "--want", "tue: lift x 3", "--out", "mine.json")
    before = Path("mine.json").read_bytes()
    words = ("why", WEEK_FILE, "--plan", "mine.json", "--want", "wed: lift x 3", "--out", "./mine.json")
    code, out, err = run(*words)
    assert (code, out) == (2, "") and "cannot write mine.json: the plan is made from it" in err
    assert Path("mine.json").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (("--want", "tue: fly"), ["fly on Tue 6 Oct"]),
        (("--day", "mon"), ["no fly on Mon 5 Oct", "rest on Mon 5 Oct", "a low day on Mon 5 Oct"]),
    ],
)
def test_after_ctrl_c_it_is_said_what_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], missing: list[str]
) -> None:
    """The questions without an answer, and 'stopped'."""

    def stopped(asked: WhyNot, foil: Foil, number: int) -> None:
        asked.crew.halt.ask()

    monkeypatch.setattr(WhyNot, "_local", stopped)
    code, out, err = run("why", WEEK_FILE, *words)
    assert (code, out) == (130, "")
    told = err.splitlines()
    assert told[: len(missing)] == [f"not answered: what if {each}" for each in missing]
    assert told[-1] == "stopped"


def test_a_plan_that_was_stopped_is_not_asked_about(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing then is the plan itself."""
    found = replace(search(load(WEEK_FILE), SETTINGS), interrupted=True)
    monkeypatch.setattr("solver.search.search.search", lambda *words: found)
    code, out, err = run("why", WEEK_FILE, "--want", "tue: fly")
    assert (code, out) == (130, "")
    assert err.splitlines() == ["not answered: the plan that is asked about is not finished", "stopped"]


def test_without_any_plan_there_is_nothing_to_ask(run: Run) -> None:
    """A scenario whose musts clash has no plan, and that is the answer: exit code 3."""
    code, _, err = run("why", WEEK_FILE, "--day", "mon", "--set", "rules.speed-every-week.limit.at_least=9", "--set", "rules.speed-every-week.limit.at_most=9")  # fmt: skip
    assert code == 3 and "no plan keeps all the musts together" in err


def test_changes_of_the_scenario_count(run: Run) -> None:
    """What blocked is gone with the rule that is switched off."""
    words = ("why", WEEK_FILE, "--want", "sun: fly")
    assert "Blocked" in run(*words)[1]
    assert "The plan has it" in run(*words, "--set", "away=[]")[1]

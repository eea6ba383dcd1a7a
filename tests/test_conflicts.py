"""Why there is no plan: conflicts that were planted are found, and every way out leads to a plan."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from solver.auditor import audit
from solver.backends.answers import Budget
from solver.loading.load import load, reading
from solver.overlays.overlay import Overlay
from solver.reasons.conflicts.conflict import conflict
from solver.reasons.relaxations.changes import NUMBER, Concession
from solver.reasons.relaxations.explanation import explain
from solver.reasons.relaxations.moves import Move, in_words
from solver.reasons.relaxations.repair import together
from solver.reasons.relaxations.repairs import Repairs
from solver.search.outcome import Settings
from solver.season import Season
from tests.club import club
from tests.conftest import Run
from tests.planted import CLUB, PLANTED, Planted, names, only, possible

QUESTION = Budget(5.0)
#: For the plans of the ways out: how good they are does not matter here.
EFFORT = 0.2
#: Single weeks and the season of the club, and a few longer seasons.
SHORT = [name for name, each in PLANTED.items() if each.ground.startswith((CLUB, "week-"))]
LONG = [
    f"{name}@school-speed-first"
    for name in ("three-rules", "sunday-and-monday", "unloaded-caps", "rest-before-a-meet", "sprints-again")
]
SQUAD = ["slots-full@squad-week", "two-for-one-place@squad-week"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The club's folder."""
    return club(tmp_path_factory.mktemp("club"))


@pytest.mark.parametrize("name", [*SHORT, *LONG, *SQUAD])
def test_the_conflict_is_the_planted_one(folder: Path, name: str) -> None:
    """What was planted is named and nothing else: there is no plan, and without any one member there is one."""
    reading = PLANTED[name].reading(folder)
    found = conflict(reading.season(), QUESTION)
    assert found is not None and names(found.members) in PLANTED[name].clash
    assert not possible(only(reading, found.members))
    for each in found.members:
        assert possible(only(reading, [other for other in found.members if other != each])), each.title


def test_there_are_enough(folder: Path) -> None:
    """Sixty scenarios and more, of single weeks, of sixteen and of forty weeks; none of them can be planned."""
    weeks = [each.reading(folder).season().calendar.weeks for each in PLANTED.values()]
    assert len(weeks) >= 60
    assert all(weeks.count(length) >= 12 for length in (1, 16, 40))


@pytest.mark.parametrize(
    "name", ["shared-rule@club-week", "shared-floor@club-week", "meet-on-sunday@club-season"]
)
def test_all_conflicts_are_found(folder: Path, name: str) -> None:
    """Two conflicts that share a rule, or a meet, are both named."""
    found = explained(PLANTED[name], folder, conflicts=6, ways=1)
    assert {names(each.members) for each in found.conflicts} == set(PLANTED[name].clash)


def test_what_no_plan_can_keep_bites_in_its_own_week(folder: Path) -> None:
    """A rule that no week can keep is said to bite only where it applies."""
    season = PLANTED["rule-alone-in-a-week@school-speed-first"].reading(folder).season()
    found = conflict(season, QUESTION)
    assert found is not None and found.few(season)
    assert [(each.first, each.last) for each in found.stretches] == [(8, 8)]


# ---- ways out ----------------------------------------------------------------------------------------------


def explained(planted: Planted, folder: Path, conflicts: int = 1, ways: int = 4) -> Any:
    """The explanation of a planted scenario."""
    reading = planted.reading(folder)
    found = explain(
        reading.season(), lambda data: reading.changed(data).season(), Settings(EFFORT), conflicts, ways
    )
    assert found is not None
    return found


def over(planted: Planted, folder: Path, data: Mapping[str, Any]) -> Season:
    """The scenario with changes on top, read from the files again."""
    return load(planted.file(folder), over=[Overlay.of(planted.over), Overlay.of(data)])


def less(data: Any, below: Any) -> list[Any]:
    """A change with its number one nearer to what was written, for each number in it."""
    if isinstance(data, dict):
        return [
            {**data, word: nearer}
            for word, value in data.items()
            for nearer in less(value, below.get(word) if isinstance(below, dict) else below)
        ]
    if isinstance(data, int) and isinstance(below, int) and data != below:
        return [data - 1 if data > below else data + 1]
    return []


@pytest.mark.parametrize(
    "name",
    [each for each in SHORT if "club-week" in each] + ["by-phase@club-season", "two-rules@week-masters"],
)
def test_every_way_out_has_a_plan(folder: Path, name: str) -> None:
    """There is a way out; the changes of each, read again, have the plan that is told, and no number is larger than need be."""
    planted = PLANTED[name]
    found = explained(planted, folder)
    assert found.ways
    written = planted.reading(folder)
    rules = {name: each.source.data for name, each in written.loaded.entries.items()}
    touched = [
        {(word, name) for word, items in way.repair.data.items() for name in items} for way in found.ways
    ]
    assert not any(one < other for one in touched for other in touched)
    for way in found.ways:
        season = over(planted, folder, way.repair.data)
        verdict = audit(season, season.diary(way.outcome.sessions))
        assert verdict.passed and verdict.score == way.outcome.score
        changes = way.repair.changes
        if len(changes) == 1 and changes[0].sort == NUMBER and "rules" in way.repair.data:
            for weaker in less(way.repair.data["rules"], rules):
                assert not possible(over(planted, folder, {"rules": weaker})), way.repair.says
        for fewer in one_day_less(changes):
            assert not possible(over(planted, folder, fewer)), way.repair.says


def one_day_less(changes: Sequence[Concession]) -> list[Mapping[str, Any]]:
    """A change that frees days of an absence, with a day less of them."""
    if len(changes) != 1 or not (freed := changes[0].freed):
        return []
    ((name, what),) = changes[0].data["away"].items()
    day = dt.timedelta(days=1)
    if what == "off":
        end = {"to": freed[0]}
    else:
        end = {"to": what["to"] + day} if "to" in what else {"from": what["from"] - day}
    return [{"away": {name: end}}] if freed[0] < freed[1] else []


def ways_of(planted: Planted, folder: Path, most: int = 8) -> list[str]:
    """The ways out in words, without planning them."""
    reading = planted.reading(folder)
    season = reading.season()
    clash = conflict(season, QUESTION)
    assert clash is not None
    repairs = Repairs(clash, lambda data: reading.changed(data).season(), QUESTION)
    return [each.says for each in islice(repairs.run(), most)]


#: The members in words, and all ways out.
GOLDEN = {
    "two-rules@club-week": (
        ["lift at least 2 days apart", "at least 5 lift days per week"],
        [
            "apart: at least 2 -> 1 day",
            "often: at least 5 -> 3",
            "apart: a wish (level should) instead of a must",
            "often: a wish (level should) instead of a must",
        ],
    ),
    "away-most-of-the-week@club-week": (
        ["Two sprint sessions a week.", "family, Sun 11 Oct", "camp, Mon 5 Oct to Fri 9 Oct"],
        ["camp: free for training Mon 5 Oct", "camp: free for training Thu 8 Oct to Fri 9 Oct"],
    ),
    "away-on-the-day@club-week": (
        ["always stretch, on Sundays", "family, Sun 11 Oct"],
        ["family: free for training Sun 11 Oct", "sunday-easy: a wish (level should) instead of a must"],
    ),
    "meets-too-close@club-week": (
        ["high at least 2 days apart", "Friday cup, Fri 9 Oct, B meet", "Saturday cup, Sat 10 Oct, B meet"],
        [
            "days-apart: at least 2 -> 1 day",
            "days-apart: a wish (level should) instead of a must",
            "Friday cup on Thu 8 Oct instead of Fri 9 Oct",
            "Saturday cup on Wed 7 Oct instead of Sat 10 Oct",
            "without Friday cup",
            "without Saturday cup",
        ],
    ),
    "exams@club-week": (
        [
            "Two sprint sessions a week.",
            "no fly sessions per day, on days labelled exams",
            "exams, Mon 5 Oct to Sun 11 Oct",
        ],
        [
            "speed-every-week: at least 2 -> 0",
            "no-speed: at most 0 -> 1",
            "speed-every-week: a wish (level should) instead of a must",
            "no-speed: a wish (level should) instead of a must",
            "without the label exams",
        ],
    ),
    "halved-caps@club-week": (
        [
            "at most 4 lift days per week",
            "at least 3 lift days per week",
            "caps are taken at 50 %, for cap, in week 1 of the plan",
        ],
        [
            "cap: at most 4 -> 5",
            "floor: at least 3 -> 2",
            "cap: a wish (level should) instead of a must",
            "floor: a wish (level should) instead of a must",
            "without the modifier easy-week",
        ],
    ),
    "rise-too-steep@club-week": (
        [
            "metres of tempo may rise by at most 10 % from week to week",
            "at least 1,500 m of tempo per week",
            "what was done before day one",
        ],
        [
            "floor: at least 1,500 -> 1,000",
            "rise: a wish (level should) instead of a must",
            "floor: a wish (level should) instead of a must",
        ],
    ),
    "one-a-day@club-week": (
        [
            "always stretch, from Monday to Saturday",
            "at least 1 lift day per week",
            "family, Sun 11 Oct",
            "at most 1 session in a day",
        ],
        ["2 sessions in a day instead of 1", "easy-daily: a wish (level should) instead of a must"],
    ),
    "unload-in-a-phase@club-season": (
        [
            "at most 1 stretch day per week, in unload weeks",
            "at least 2 stretch days per week",
            "general preparation, weeks 1 to 3",
            "unload week 3",
        ],
        [
            "often: at least 2 -> 1 in week 3",
            "few: at most 1 -> 2 in week 3",
            "few rests in week 3",
            "often rests in week 3",
        ],
    ),
    "by-phase@club-season": (
        [
            "at most 1 (competition) lift days per week",
            "at least 2 lift days per week",
            "competition, week 4",
        ],
        [
            "often: at least 2 -> 1 in week 4",
            "few: at most 1 -> 2 in week 4",
            "few rests in week 4",
            "often rests in week 4",
        ],
    ),
    "sunday-and-monday@club-season": (
        [
            "lift at least 2 days apart",
            "always lift, in week 2 of the plan, on Sundays",
            "always lift, in week 3 of the plan, on Mondays",
        ],
        [
            "apart: at least 2 -> 1 day",
            "sunday rests on Sun 18 Oct",
            "monday rests on Mon 19 Oct",
            "apart rests in week 3",
            "sunday: a wish (level should) instead of a must",
            "monday: a wish (level should) instead of a must",
        ],
    ),
    "meet-on-sunday@club-season": (
        ["at least 1 rest day per day, on Sundays", "Sunday cup, Sun 18 Oct, B meet"],
        [
            "sundays: at least 1 -> 0 in week 2; church rests on Sun 18 Oct",
            "Sunday cup on Mon 19 Oct instead of Sun 18 Oct",
            "without Sunday cup",
        ],
    ),
    "weight-room@squad-week": (
        ["Three athletes at a time in the weight room.", "always upper body in the slot pm, on Thursdays"],
        [
            "weight-room: at most 3 -> 5",
            "weight-room: a wish (level should) instead of a must",
            "same-hour: a wish (level should) instead of a must",
        ],
    ),
    "not-to-be-planned@club-week": (
        ["Two sprint sessions a week.", "to be planned: anything other than fly"],
        ["speed-every-week: at least 2 -> 0", "speed-every-week: a wish (level should) instead of a must"],
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_ways_out_in_words(folder: Path, name: str) -> None:
    """Members and ways out of each sort read as a coach would say them, the gentlest first."""
    clash = conflict(PLANTED[name].reading(folder).season(), QUESTION)
    assert clash is not None
    assert [each.says for each in clash.members] == GOLDEN[name][0]
    assert ways_of(PLANTED[name], folder) == GOLDEN[name][1]


def test_numbers_moved_twice_are_told_once() -> None:
    """A number of one rule moved in all weeks and once more in one of them is one sentence."""
    moves = [Move("at least", "4", "3", ""), Move("at least", "3", "2", " in week 4")]
    assert in_words("often", moves) == "often: at least 4 -> 3, and 2 in week 4"
    moves = [Move("at least", "2", "0", ""), Move("at least", "2", "0", " in week 1")]
    assert in_words("often", moves) == "often: at least 2 -> 0"
    moves = [Move("at least", "5", "4", ""), Move("at most", "6", "7", ""), Move("at least", "4", "3", "")]
    assert in_words("often", moves) == "often: at least 5 -> 3, at most 6 -> 7"


HEAD = """title: A club
catalogue: small
athlete: {name: Ada, events: [100m], best: {100m: 11.65}}
rulebooks: [basics]
"""
#: A rule under a condition, with a modifier of its numbers.
CONDITIONAL = """scenario: conditional
calendar: {starts: 2026-10-05, weeks: 1}
phases: [{phase: general-preparation, weeks: 1}]
rules:
  fly-or-lift:
    given: {sessions: fly, at_least: 2, over: week}
    limit: {minutes: speed, per: week, at_most: 20}
modifiers:
  easy: {when: {weeks: 1}, rules: [fly-or-lift], caps: 80%, floors: 50%}
"""
#: An absence between a meet and a high day that must come soon after it.
TRIP = """scenario: trip
calendar: {starts: 2026-10-05, weeks: 1, per_slot: 2}
phases: [{phase: general-preparation, weeks: 1}]
away: [{from: 2026-10-07, to: 2026-10-11, reason: trip}]
competitions: [{date: 2026-10-06, name: Cup, priority: C}]
loading: '1:1'
rules:
  soon: {spacing: {between: high, at_most: 5 days, edges: history}}
"""
#: A week of training after one with sprints, a meet and days away.
FALL = """scenario: fall
calendar: {starts: 2026-10-05, weeks: 3}
phases: [{phase: general-preparation, weeks: 2}, {phase: competition, weeks: 1}]
away: [{from: 2026-10-07, to: 2026-10-09, reason: trip}]
competitions: [{date: 2026-10-12, name: Cup, priority: B}]
loading: '1:1'
history:
  since: 2026-09-28
  days: [{date: 2026-10-01, session: fly}, {date: 2026-10-02, session: fly}, {date: 2026-10-04, session: fly}]
rules:
  fall: {progression: {load: fly, from: week, fall: {at_least: 50%}}}
"""


@pytest.mark.slow
@pytest.mark.parametrize("text", [CONDITIONAL, TRIP, FALL])
def test_a_way_out_changes_nothing_that_it_need_not(folder: Path, text: str) -> None:
    """Without any of the things that it changes there is no plan, and no two change the same things."""
    file = folder / "scenarios" / "mine.yaml"
    file.write_text(HEAD + text)
    written = reading(file)
    clash = conflict(written.season(), QUESTION)
    assert clash is not None
    ways = list(Repairs(clash, lambda data: written.changed(data).season(), QUESTION).run())
    assert ways
    for way in ways:
        whats = {each.what for each in way.changes}
        for what in whats if len(whats) > 1 else ():
            fewer = [each for each in way.changes if each.what != what]
            assert not possible(written.changed(together(fewer)).season()), way.says
        assert possible(way.season)
    assert len({frozenset((e.what, e.move and e.move.where) for e in way.changes) for way in ways}) == len(
        ways
    )


# ---- on the command line ------------------------------------------------------------------------------------

WEEK = "scenarios/week.yaml"
WORDS = ["--set", "rules.often={limit: {days: high, per: week, at_least: 5}}"]
SCREEN = """\
No plan keeps all of these together:
  days-apart   high at least 2 days apart
               constraints/basics.yaml:14:5   Mon 5 Oct to Tue 6 Oct, Thu 8 Oct to Sun 11 Oct
  often        at least 5 high days per week
               --set rules.often={limit: {days: high, per: week, at_least: 5}}   week 1
  (checked: these alone have no plan; without any one of them the others have one)

Ways out, the smallest changes first, each with what an audited plan costs then:
  1  often: at least 5 -> 3                          should 0 (proven)   prefer 0 (proven)
  2  often: a wish (level should) instead of a must  should 2 (proven)   prefer 0 (proven)

To have them written as overlays:
  speedfirst explain scenarios/week.yaml --set 'rules.often={limit: {days: high, per: week, at_least: 5}}' --out scenarios
"""


def test_the_screen(run: Run) -> None:
    """A conflict and the ways out on the screen; there is no plan, so it ends with 3."""
    code, out, err = run("explain", WEEK, *WORDS)
    assert (code, err) == (3, "")
    assert out == SCREEN


def test_json_tells_the_same(run: Run) -> None:
    """--json holds the members with their places and days, and the ways out with their changes and points."""
    code, out, _ = run("explain", WEEK, *WORDS, "--ways", "2", "--json")
    data = json.loads(out)
    (clash,) = data["conflicts"]
    assert code == 3 and clash["weeks"] == [1]
    assert [(each["is"], each["name"], each["line"]) for each in clash["members"]] == [
        ("rule", "days-apart", 14),
        ("rule", "often", 0),
    ]
    first = data["ways"][0]
    assert first["says"] == "often: at least 5 -> 3"
    assert first["changes"] == {"rules": {"often": {"limit": {"at_least": 3}}}}
    assert first["status"] == "optimal" and first["points"] == {"should": 0, "prefer": 0}


def test_a_way_out_that_was_written_gives_its_plan(run: Run) -> None:
    """Each overlay of --out, applied, gives a plan with the points that were told, and stands on the scenario alone."""
    told = json.loads(run("explain", WEEK, *WORDS, "--out", ".", "--json")[1])["ways"]
    assert len(told) == 2
    for number, way in enumerate(told, 1):
        code, out, err = run("plan", WEEK, "--apply", f"week-way-out-{number}.yaml", "--json")
        assert code == 0, err
        assert {each["level"]: each["points"] for each in json.loads(out)["levels"]} == way["points"]


def test_ways_out_replace_no_file(run: Run) -> None:
    """A file that is there already is left alone, the one that the scenario extends among them."""
    base = Path("scenarios/mine-way-out-1.yaml")
    base.write_text("extends: week.yaml\nrules: {often: {limit: {days: high, per: week, at_least: 5}}}\n")
    Path("scenarios/mine.yaml").write_text("extends: mine-way-out-1.yaml\n")
    before = base.read_text()
    code, out, _ = run("explain", "scenarios/mine.yaml", "--out", "scenarios")
    assert code == 3 and "--apply scenarios/mine-way-out-2.yaml" in out
    assert base.read_text() == before
    assert run("plan", "scenarios/mine-way-out-2.yaml", "-q")[0] == 0


def test_ways_out_that_are_written_already_are_not_written_again(run: Run) -> None:
    """Asked twice, there are no more files than asked once, and the same one is named to go on with."""
    first = run("explain", WEEK, *WORDS, "--out", "scenarios")
    files = sorted(Path("scenarios").iterdir())
    assert run("explain", WEEK, *WORDS, "--out", "scenarios")[:2] == first[:2]
    assert sorted(Path("scenarios").iterdir()) == files


def test_a_floor_is_moved_down_to_nothing(run: Run) -> None:
    """However far it is: the smallest number that works is found also where it is the last one there is."""
    words = ["--set", "rules.much={limit: {metres: tempo, per: week, at_least: 5000}}"]
    words += ["--set", "rules.none={limit: {sessions: tempo, per: week, at_most: 0}}"]
    ways = json.loads(run("explain", WEEK, *words, "--json")[1])["ways"]
    assert "much: at least 5,000 -> 0" in [each["says"] for each in ways]


def test_where_json_is_wanted_nothing_else_is_printed(run: Run) -> None:
    """`plan --json` of a scenario without a plan prints nothing where the plan file would be."""
    code, out, err = run("plan", WEEK, *WORDS, "--json")
    assert (code, out) == (3, "") and "explain" in err


FOUR = [
    word
    for name in ("fly", "tempo", "lift", "stretch")
    for word in ("--set", f"rules.all-{name}={{limit: {{days: {name}, per: week, at_least: 8}}}}")
]


def test_the_best_compromise_is_a_way_out(run: Run) -> None:
    """Where more has to change than three things together, what gives way in the best compromise is the way out."""
    code, out, _ = run("explain", WEEK, *FOUR, "--json")
    (way,) = json.loads(out)["ways"]
    assert code == 3
    assert way["changes"] == {
        "rules": {f"all-{name}": {"level": "should"} for name in ("fly", "lift", "stretch", "tempo")}
    }


def test_no_way_out_is_said_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing helps that can be changed, it is said that all of that was tried."""
    monkeypatch.setattr("solver.reasons.relaxations.repairs.giving", lambda *_: iter(()))
    code, out, _ = run("explain", WEEK, *FOUR)
    assert code == 3 and "No way out: none of these can be changed" in out and "Ways out" not in out

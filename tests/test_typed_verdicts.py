"""A typed plan says what is broken, what holds, and what nobody can tell from it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from solver.auditor import Finding, audit
from solver.diary import Done
from solver.season import Season
from solver.typed import RuleVerdict, audit_file
from tests.typed_season import ONE, RULES, TWO, season, typed

#: The day of the meet.
MEET = 12
HEAD = "date,session,reps,distance,intensity,metres,minutes,load\n"


def verdict(verdicts: list[RuleVerdict], rule: str) -> RuleVerdict:
    """The verdict on one rule; `calendar` is the frame."""
    return next(each for each in verdicts if (each.rule.id if each.rule else "calendar") == rule)


def told(folder: Path, rules: str, rows: str, **more: str) -> RuleVerdict:
    """The verdict on the first rule of a season, of a plan typed as CSV rows."""
    plan = typed(folder, HEAD + rows)
    return audit_file(plan, season(folder, f"  mine: {rules}", **more))[1]


# ---- a few verdicts, one by one ---------------------------------------------------------------------


def test_blank_intensity_of_a_word(tmp_path: Path) -> None:
    """Running of unknown intensity is neither fast nor slow, and what is missing is named."""
    rule = "{limit: {metres: {intensity: {above: 90}}, at_most: 100}}"
    found = told(tmp_path, rule, "2026-10-06,running,,,,400,,\n")
    assert (found.state, found.findings) == ("unknown", [])
    assert found.missing == ("the intensity of running on Tue 6 Oct",)
    assert found.reading == "at most 100 m of sessions with intensity above 90 % per week"


@pytest.mark.parametrize(("intensity", "state"), [("97", "broken"), ("70", "holds"), ("", "unknown")])
def test_stated_intensity(tmp_path: Path, intensity: str, state: str) -> None:
    """A stated intensity decides, whichever session it was."""
    rule = "{limit: {metres: {intensity: {above: 90}}, at_most: 100}}"
    assert told(tmp_path, rule, f"2026-10-06,running,,,{intensity},400,,\n").state == state


def test_form_is_not_judged_on_a_plan_with_gaps(tmp_path: Path) -> None:
    """What form a plan gives at a meet nobody can tell as long as something is not known of it; it breaks nothing."""
    rule = "{level: prefer, peak: {at: [A]}}"
    assert told(tmp_path, rule, "2026-10-06,running,,,,,,\n").findings == []


def test_intensity_within_a_range(tmp_path: Path) -> None:
    """A session at 95 to 100 % of which nobody says how fast it was may lie on either side of 98."""
    rule = "{limit: {metres: {intensity: {above: 98}}, at_most: 100}}"
    assert told(tmp_path, rule, "2026-10-06,speed,,,,200,,\n").state == "unknown"
    assert told(tmp_path, rule, "2026-10-06,accel,10,20,,200,,\n").state == "holds"
    assert told(tmp_path, rule, "2026-10-06,accel,10,20,99,200,,\n").state == "broken"


def test_nothing_known(tmp_path: Path) -> None:
    """A session of which nothing is known may have been any, but a race only at a meet."""
    rows = "2026-10-06,?,,,,,,\n"
    assert told(tmp_path, "{limit: {days: tempo, at_most: 0}}", rows).state == "unknown"
    assert told(tmp_path, "{limit: {days: race, at_most: 0}}", rows).state == "holds"
    found = told(tmp_path, "{limit: {days: {not: rest}, at_most: 0}}", rows)
    assert found.state == "broken"
    assert [each.breach.days for each in found.findings] == [tuple(range(7))]


def test_missing_dose(tmp_path: Path) -> None:
    """Without a dose every dose of the catalogue is possible: 800 to 2,000 m of tempo."""
    rows = "2026-10-06,tempo,,,,,,\n"
    assert told(tmp_path, "{limit: {metres: tempo, at_most: 2000}}", rows).state == "holds"
    assert told(tmp_path, "{limit: {metres: tempo, at_most: 799}}", rows).state == "broken"
    found = told(tmp_path, "{limit: {metres: tempo, at_most: 1999}}", rows)
    assert (found.state, found.missing) == ("unknown", ("the metres of tempo on Tue 6 Oct",))


def test_doses_between_the_least_and_the_most(tmp_path: Path) -> None:
    """Where a dose in the middle decides, it is thought of too."""
    rows = "2026-10-06,tempo,,,,,,\n"
    rule = "{limit: {metres: tempo, one_of: [0, 1000]}, when: {weeks: 1}}"
    assert told(tmp_path, rule, rows).state == "unknown"
    assert told(tmp_path, rule.replace("1000", "1050"), rows).state == "broken"


def test_stated_metres_give_the_reps(tmp_path: Path) -> None:
    """Metres of a session over one distance say how many repetitions there were."""
    rows = "2026-10-06,tempo,,,,1400,,\n"
    assert told(tmp_path, "{limit: {reps: tempo, per: day, at_most: 14}}", rows).state == "holds"
    assert told(tmp_path, "{limit: {reps: tempo, per: day, at_most: 13}}", rows).state == "broken"


def test_stated_minutes_give_the_load(tmp_path: Path) -> None:
    """Minutes are multiplied with the session's own exertion where no load is stated."""
    rows = "2026-10-06,lift,5,,,,60,\n"
    assert told(tmp_path, "{limit: {load: lift, at_most: 360}}", rows).state == "holds"
    assert told(tmp_path, "{limit: {load: lift, at_most: 359}}", rows).state == "broken"


def test_dose_beyond_the_catalogue(tmp_path: Path) -> None:
    """What a coach did beyond the doses of the catalogue is no fault, and counts as done."""
    plan = typed(tmp_path, HEAD + "2026-10-06,accel,14,40,,,,\n2026-10-17,race,2,,,,,\n")
    verdicts = audit_file(plan, season(tmp_path, "  mine: {limit: {metres: speed, at_most: 559}}"))
    assert verdict(verdicts, "calendar").state == "holds"
    found = verdict(verdicts, "mine")
    assert [each.breach.says for each in found.findings] == ["560 m of speed in week 1, at most 559"]


def test_word_over_a_distance(tmp_path: Path) -> None:
    """A distance alone does not make a sprint of a run, though only sprints are offered over it."""
    rule = "{limit: {sessions: accel, at_most: 0}}"
    assert told(tmp_path, rule, "2026-10-06,running,6,30,,,,\n").state == "unknown"
    assert told(tmp_path, rule, "2026-10-06,running,6,100,,,,\n").state == "unknown"
    assert told(tmp_path, rule, "2026-10-06,accel,6,30,,,,\n").state == "broken"
    assert told(tmp_path, rule, "2026-10-06,tempo,6,30,,,,\n").state == "holds"


def test_broken_on_either_side(tmp_path: Path) -> None:
    """Too little or too much, nobody knows which: that is unknown, not broken."""
    rule = "{limit: {metres: tempo, at_least: 1000, at_most: 1100}, when: {weeks: 1}}"
    rows = "2026-10-06,tempo,,,,,,\n"
    assert told(tmp_path, rule, rows).state == "unknown"


def test_broken_in_any_case(tmp_path: Path) -> None:
    """What is broken however it is meant is broken, in the mildest way; the rest stays open."""
    rule = "{limit: {days: running, at_most: 1}}"
    rows = "".join(f"2026-10-0{day},{word},,,,,,\n" for day, word in ((5, "tempo"), (6, "running"), (7, "?")))
    found = told(tmp_path, rule, rows)
    assert found.state == "broken"
    assert [each.breach.says for each in found.findings] == ["2 running days in week 1, at most 1"]


def test_slots_left_open(tmp_path: Path) -> None:
    """Where the slot is not said, either is possible."""
    rule = "{limit: {sessions: all-of-it, at_most: 9}}"
    rule = "{pairing: {each: lift, avoids: accel, within: [later the same day]}}"
    both = "2026-10-06,lift,,,,,,\n2026-10-06,accel,,,,,,\n"
    found = told(tmp_path, rule, both, slots="[am, pm]")
    assert found.state == "unknown"
    assert found.missing == ("the slot of lift on Tue 6 Oct", "the slot of accel on Tue 6 Oct")


def test_too_many_ways(tmp_path: Path) -> None:
    """Beyond 4,096 ways of meaning a plan, nobody can tell."""
    rows = "".join(f"2026-10-{day:02d},?,,,,,,\n" for day in range(5, 18))
    found = told(tmp_path, "{spacing: {between: high, at_least: 1 day}}", rows)
    assert found.state == "unknown"
    assert found.missing[-1] == "and 7 more"


# ---- the calendar ---------------------------------------------------------------------------------------


def test_calendar(tmp_path: Path) -> None:
    """Training on a day away and a missing race are faults of a plan; its doses are not."""
    plan = typed(tmp_path, HEAD + "2026-10-11,tempo,40,,,,,\n")
    found = audit_file(plan, season(tmp_path, "  mine: {limit: {days: tempo, at_most: 9}}"))[0]
    assert found.rule is None
    assert [each.breach.says for each in found.findings] == [
        "tempo in spite of family on Sun 11 Oct",
        "expected one race of 2 rounds for Club meet on Sat 17 Oct",
    ]


def test_word_at_a_meet(tmp_path: Path) -> None:
    """A word that may mean the race of a meet leaves open whether there was one."""
    plan = typed(tmp_path, HEAD + "2026-10-17,running,,,,,,\n")
    found = audit_file(plan, season(tmp_path, "  mine: {limit: {days: tempo, at_most: 9}}"))[0]
    assert (found.state, found.missing) == ("unknown", ("the intensity of running on Sat 17 Oct",))


def test_race_with_the_rounds_of_its_meet(tmp_path: Path) -> None:
    """A race without a number of rounds has those of the meet."""
    plan = typed(tmp_path, HEAD + "2026-10-17,race,,,,,,\n")
    verdicts = audit_file(plan, season(tmp_path, "  mine: {limit: {reps: race, at_most: 1}}"))
    assert [each.state for each in verdicts] == ["holds", "broken"]


# ---- squads --------------------------------------------------------------------------------------------


def test_squad(tmp_path: Path) -> None:
    """Each athlete of a squad is judged alone, and the squad as a whole where a rule is about it."""
    rows = "date,athlete,session\n2026-10-06,A. Sprinter,tempo\n2026-10-06,B. Runner,running\n"
    rules = """\
  own: {limit: {days: tempo, per: day, at_most: 0}}
  lanes: {limit: {sessions: tempo, per: day, at_most: 1, across: squad}}
  room: {limit: {sessions: running, per: day, at_most: 1, across: squad}}"""
    verdicts = audit_file(typed(tmp_path, rows), season(tmp_path, rules, who=TWO))
    own = verdict(verdicts, "own")
    assert [each.athletes for each in own.findings] == [("A. Sprinter",)]
    assert own.missing == ("the intensity of running on Tue 6 Oct (B. Runner)",)
    assert verdict(verdicts, "lanes").state == "unknown"
    assert verdict(verdicts, "room").state == "broken"


# ---- against the auditor, on many plans ------------------------------------------------------------------


def plans(season: Season, count: int) -> Iterator[list[Done]]:
    """Random plans of sessions of the catalogue, in doses that it offers; some keep most rules."""
    chance = random.Random(20261005)
    race = season.catalogue.forms["race"]
    forms = [form for form in season.catalogue.forms.values() if form != race]
    for _ in range(count):
        days = chance.sample([day for day in range(14) if day != MEET], chance.randint(2, 8))
        plan = [Done.of(athlete.name, MEET, "day", race, 2) for athlete in season.athletes]
        for day in days:
            form = chance.choice(forms)
            name = chance.choice(season.athletes).name
            plan.append(Done.of(name, day, "day", form, chance.choice(form.counts())))
        yield plan


def row(season: Season, done: Done, chance: random.Random, hide: float) -> str:
    """A line of CSV for a session, with some of it hidden."""
    words = [done.session, *season.catalogue.sessions[done.session].tags, "?"]
    hidden = [chance.random() < hide for _ in range(3)]
    word = chance.choice(words) if hidden[0] else done.session
    reps = "" if hidden[1] else str(done.count)
    distance = "" if hidden[2] or done.distance is None else str(done.distance)
    return f"{season.calendar.date(done.day)},{done.athlete},{word},{reps},{distance}\n"


def keys(findings: Iterator[Finding] | list[Finding]) -> set[tuple[object, ...]]:
    """What a finding is about: whom, which days, which level, too little or too much."""
    return {(each.athletes, each.breach.days, each.level, each.breach.under > 0) for each in findings}


@pytest.mark.parametrize("who", [ONE, TWO])
def test_known_plans(tmp_path: Path, who: str) -> None:
    """A plan that leaves nothing open gets the verdicts of the auditor, word for word."""
    ours, chance, met = season(tmp_path, who=who), random.Random(1), Counter[str]()
    for plan in plans(ours, 15):
        text = "date,athlete,session,reps,distance\n" + "".join(row(ours, d, chance, 0) for d in plan)
        wanted = {each.rule.id: each for each in audit(ours, ours.diary(plan)).verdicts}
        for each in audit_file(typed(tmp_path, text), ours)[1:]:
            assert each.rule
            same = wanted[each.rule.id]
            assert (each.state, each.missing) == (same.state, ()), each.rule.id
            said = [{(f.athletes, f.breach.says) for f in either.findings} for either in (each, same)]
            assert said[0] == said[1], each.rule.id
            met[each.state] += 1
    assert min(met["holds"], met["broken"]) > 40 and not met["unknown"]


@pytest.mark.parametrize("who", [ONE, TWO])
def test_plans_with_gaps(tmp_path: Path, who: str) -> None:
    """With parts of a plan hidden, what holds does hold in the whole plan, what is broken is broken there."""
    ours, chance, met = season(tmp_path, who=who), random.Random(2), Counter[str]()
    for plan in plans(ours, 20):
        text = "date,athlete,session,reps,distance\n" + "".join(row(ours, d, chance, 0.4) for d in plan)
        wanted = {each.rule.id: keys(list(each.findings)) for each in audit(ours, ours.diary(plan)).verdicts}
        for each in audit_file(typed(tmp_path, text), ours)[1:]:
            assert each.rule
            if each.state == "holds":
                assert not wanted[each.rule.id], (each.rule.id, text)
            assert keys(list(each.findings)) <= wanted[each.rule.id], (each.rule.id, text)
            assert bool(each.missing) or each.state != "unknown"
            met[each.state] += 1
    assert min(met.values()) > 30


def test_all_kinds_are_met() -> None:
    """The rules of these tests are of every kind but form at meets, which nobody can break."""
    from solver.rules import KINDS

    assert not [word for word in KINDS if f"{word}:" not in RULES and word != "peak"]

"""The frame of every plan (calendar and catalogue), for the solver and for the auditor."""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

from solver import frame
from solver.auditor import audit
from solver.calendar import Calendar
from solver.diary import Done
from solver.documents.scenario import Scenario, athletes_of
from solver.examples import manual_catalogue
from solver.season import Season

PAGE: dict[str, Any] = {
    "scenario": "frame", "title": "Frame",
    "athletes": [{"name": "Ada", "events": ["100m"]}, {"name": "Bob", "events": ["400m"]}],
    "calendar": {"starts": dt.date(2026, 10, 5), "weeks": 1, "slots": ["am", "pm"], "per_slot": 2},
    "phases": [{"phase": "taper", "weeks": 1}],
    "away": [{"from": dt.date(2026, 10, 6), "to": dt.date(2026, 10, 6), "reason": "travel"},
             {"from": dt.date(2026, 10, 8), "to": dt.date(2026, 10, 9), "slots": ["pm"], "for": "Ada"}],
    "competitions": [{"date": dt.date(2026, 10, 10), "name": "final", "rounds": 2, "slot": "pm"},
                     {"date": dt.date(2026, 10, 7), "name": "open", "for": "Bob"}],
}  # fmt: skip


def season(**changed: Any) -> Season:
    """A week with two athletes, absences and meets."""
    scenario = Scenario.model_validate({**PAGE, **changed})
    return Season(scenario, manual_catalogue(), Calendar(scenario), athletes_of(scenario), ())


def done(athlete: str, day: int, slot: str, form: str, count: int | None = None) -> Done:
    """A session."""
    shelf = manual_catalogue().forms[form]
    return Done.of(athlete, day, slot, shelf, shelf.first if count is None else count)


def races() -> list[Done]:
    """The races that the calendar asks for."""
    return [done("Ada", 5, "pm", "race", 2), done("Bob", 5, "pm", "race", 2), done("Bob", 2, "am", "race", 1)]


def wrong(*sessions: Done, without: int = 0) -> list[str]:
    """What is wrong with the races and some sessions."""
    plan = [*races()[without:], *sessions]
    return [breach.says for _, breach in frame.breaches(season(), season().diary(plan))]


def test_races_alone_are_fine() -> None:
    """Nothing is wrong with a plan of just the races."""
    assert wrong() == []


def test_everything_wrong_is_told() -> None:
    """Each way of leaving the frame is told with its day."""
    ada = "Ada"
    assert wrong(done(ada, 1, "am", "fly")) == ["fly in spite of travel on Tue 6 Oct"]
    assert wrong(done(ada, 3, "pm", "fly")) == ["fly in spite of away on Thu 8 Oct"]
    assert wrong(done(ada, 3, "am", "fly"), done("Bob", 3, "pm", "fly")) == []
    assert wrong(done(ada, 0, "am", "race", 1)) == ["race without a meet on Mon 5 Oct"]
    assert wrong(done(ada, 0, "am", "fly", 9)) == [
        "fly with a dose of 9, which the catalogue does not offer, on Mon 5 Oct"
    ]
    assert wrong(done(ada, 0, "am", "fly"), done(ada, 0, "pm", "fly")) == ["fly 2 times on Mon 5 Oct"]
    assert wrong(done(ada, 0, "noon", "fly")) == ["fly in the unknown slot 'noon' on Mon 5 Oct"]
    three = [done(ada, 0, "am", form) for form in ("fly", "lift", "tempo")]
    assert wrong(*three) == ["3 sessions, at most 2, am on Mon 5 Oct"]
    assert wrong(*three[:2]) == []
    missing = "expected one race of 2 rounds for final on Sat 10 Oct"
    assert wrong(without=1) == [missing]
    assert wrong(done(ada, 5, "pm", "race", 3), without=1) == [missing]
    assert wrong(done(ada, 5, "am", "race", 2), without=1) == [missing]
    assert wrong(done("Eve", 0, "am", "fly")) == ["fly of Eve on Mon 5 Oct is not of this plan"]
    assert wrong(done(ada, 7, "am", "fly")) == ["fly of Ada on Mon 12 Oct is not of this plan"]


def test_unknown_forms_are_told() -> None:
    """A session that the catalogue does not have is told; so is the whole plan as not passed."""
    strange = Done("Ada", 0, "am", "swim", "swim", 1)
    assert wrong(strange) == ["'swim', which the catalogue does not have, on Mon 5 Oct"]
    verdict = audit(season(), season().diary([*races(), strange]))
    assert not verdict.passed and [each.rule for each in verdict.broken] == ["calendar"]


def test_each_breach_is_one_step_of_its_athlete() -> None:
    """A breach of the frame counts once; what is nobody's is told of the first athlete; none costs points."""
    stage = season()
    plan = [*races(), done("Bob", 1, "am", "fly"), done("Eve", 0, "am", "fly")]
    found = list(frame.breaches(stage, stage.diary(plan)))
    assert [(athlete.name, breach.under, breach.over) for athlete, breach in found] == [
        ("Bob", 0, 1), ("Ada", 0, 1)
    ]  # fmt: skip
    assert [finding.points for finding in audit(stage, stage.diary(plan)).broken] == [0, 0]


def test_a_lone_slot_has_no_name() -> None:
    """Where a day has one slot, the slot is not named."""
    page = {"starts": dt.date(2026, 10, 5), "weeks": 1, "slots": ["day"], "per_slot": 1}
    stage = season(calendar=page, competitions=[], away=[])
    plan = stage.diary([done("Ada", 0, "day", form) for form in ("fly", "lift")])
    assert [breach.says for _, breach in frame.breaches(stage, plan)] == [
        "2 sessions, at most 1, on Mon 5 Oct"
    ]


def test_two_races_on_a_day_are_one_too_many() -> None:
    """Where meets have different sessions, only that of the day's own meet may be done on it, and once."""
    trial = {"date": dt.date(2026, 10, 7), "name": "trial", "session": "fly", "rounds": 3}
    final = {"date": dt.date(2026, 10, 10), "name": "final"}
    stage = season(competitions=[trial, final], away=[])
    both = [done(name, day, "am", form, count) for name in ("Ada", "Bob")
            for day, form, count in ((2, "fly", 3), (5, "race", 1))]  # fmt: skip
    places = list(frame.bounds(stage))
    for extra, broken in (
        (done("Ada", 2, "pm", "race", 1), ["expected one fly of 3 rounds for trial on Wed 7 Oct"]),
        (done("Ada", 2, "pm", "lift"), []),
    ):
        plan = stage.diary([*both, extra])
        assert [breach.says for _, breach in frame.breaches(stage, plan)] == broken
        assert all(place.bound.holds(plan) for place in places) == (not broken)


def test_solver_and_auditor_keep_the_same_frame() -> None:
    """Of random plans of sessions that may be planned, both refuse the same."""
    stage, random = season(), Random(1)
    cells = [
        cell
        for cell in stage.cells()
        if cell.form.key in ("fly", "lift", "tempo", "race", "accel@20", "accel@30")
    ]
    places = list(frame.bounds(stage))
    met: Counter[bool] = Counter()
    for _ in range(1200):
        chosen = {
            (c.athlete, c.day, c.slot, c.form.key): c for c in random.sample(cells, random.randrange(5))
        }
        plan = [
            Done.of(c.athlete, c.day, c.slot, c.form, random.choice(c.form.counts())) for c in chosen.values()
        ]
        plan += [race for race in races() if random.random() < 0.9]
        plan = list({(d.athlete, d.day, d.slot, d.form): d for d in plan}.values())
        diary = stage.diary(plan)
        kept = all(place.bound.holds(diary) for place in places)
        broken = [breach.days for _, breach in frame.breaches(stage, diary)]
        assert kept == (not broken), plan
        met[kept] += 1
    assert min(met.values()) > 200


def test_nothing_may_be_planned_outside_the_frame() -> None:
    """The cells leave out days away and races without a meet."""
    cells = {(c.athlete, c.day, c.slot, c.form.session) for c in season().cells()}
    assert not any(day == 1 for _, day, _, _ in cells)
    assert ("Ada", 3, "am", "fly") in cells and ("Ada", 3, "pm", "fly") not in cells
    assert ("Bob", 3, "pm", "fly") in cells
    assert {(name, day) for name, day, _, session in cells if session == "race"} == {
        ("Ada", 5), ("Bob", 5), ("Bob", 2)
    }  # fmt: skip


def test_sessions_stay_in_their_slots() -> None:
    """A session that the catalogue allows in some slots only is neither planned nor passed elsewhere."""
    stage = season()
    sessions = dict(stage.catalogue.sessions)
    sessions["lift"] = sessions["lift"].model_copy(update={"slots": ["pm"]})
    shelf = copy.copy(stage.catalogue)
    shelf.sessions = sessions
    stage = replace(stage, catalogue=shelf)
    for slot, said in (
        ("pm", []),
        ("am", ["lift in the slot 'am', where the catalogue does not allow it, on Mon 5 Oct"]),
    ):
        plan = stage.diary([*races(), done("Ada", 0, slot, "lift")])
        assert [breach.says for _, breach in frame.breaches(stage, plan)] == said
    assert {cell.slot for cell in stage.cells() if cell.form.session == "lift"} == {"pm"}

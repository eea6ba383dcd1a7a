"""`speedfirst compare`: plans side by side, with the auditor's figures and nobody else's."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from solver.auditor import audit
from solver.comparing import Comparison, Side, compare, of_file
from solver.comparing.asked import Rules
from solver.diary import Done
from solver.errors import InputError
from solver.loading.load import load, reading
from solver.plans.planfile import load_plan, sessions_of
from solver.report.comparison.html import as_html
from solver.report.comparison.words import beaten, breakers, signs
from solver.season import Season
from tests.club import SEASON, WEEK, club, write
from tests.conftest import Run

TWO = "At least 2 and at most 3 speed sessions per week."
THREE = TWO.replace("2", "3")
FILE = "scenarios/week.yaml"
STRICT = """
extends: week.yaml
title: A stricter week
rules: {speed-every-week: {limit: {at_least: 3}}, days-apart: {spacing: {at_least: 1 days}}}
"""


def planned(run: Run, *words: str, out: str = "plan.json") -> Path:
    """The file of a plan."""
    code, _, err = run("plan", *words, "--out", out, "-q", "--effort", "2")
    assert code == 0, err
    return Path(out)


def side(name: str, season: Season, *days: str) -> Side:
    """A plan by hand: for each day of the season the names of its sessions."""
    done = []
    for day, names in enumerate(days):
        for each in names.split():
            form = min((f for f in season.catalogue.forms.values() if f.session == each), key=lambda f: f.key)
            done.append(
                Done.of(
                    season.athletes[0].name, day, season.calendar.slots[0], form, 10 if each == "tempo" else 3
                )
            )
    return Side(name, season, done)


def told(run: Run, *words: str) -> dict[str, Any]:
    """What `compare --json` prints."""
    code, out, err = run("compare", *words, "--json", "--effort", "2")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def edited(file: Path, out: str, edit: Callable[[dict[str, Any]], None]) -> str:
    """A plan file with something changed in it."""
    data = json.loads(file.read_text())
    edit(data)
    Path(out).write_text(json.dumps(data))
    return out


# ---- figures ----------------------------------------------------------------------------------------------


def test_figures_are_the_auditors_and_the_diarys(run: Run) -> None:
    """Points, broken musts, metres, load and high days are what auditor and diary say of the two plans."""
    one = planned(run, FILE)
    write(Path(), "scenarios/strict.yaml", STRICT)
    found = told(run, str(one), "scenarios/strict.yaml")
    season = load(FILE)
    sessions = sessions_of(*load_plan(one), season)
    verdict = audit(season, season.diary(sessions))
    assert found["plans"][0]["points"] == dict(verdict.score) and found["plans"][0]["broken"] == []
    weekly = found["athletes"][0]["weekly"]
    assert weekly["load"][0] == [float(sum(each.amounts["load"] for each in sessions))]
    assert weekly["high_days"][0] == [len({each.day for each in sessions if each.session == "fly"})]
    runs = [each for each in found["athletes"][0]["sessions"] if each["title"].startswith("Flying sprints")]
    metres = sum((each.amounts["total_metres"] for each in sessions if each.session == "fly"), Fraction(0))
    assert runs[0]["metres"][0] == float(metres)
    assert found["matrix"]["rows"][0][1]["musts_broken"] == 1  # two sprint sessions are not three
    assert found["matrix"]["rows"][1][0]["broken"][0]["rule"] == "days-apart"
    assert [found["matrix"]["rows"][n][n]["musts_broken"] for n in (0, 1)] == [0, 0]


def test_a_file_that_contradicts_the_auditor_is_told(run: Run) -> None:
    """Points that a plan file claims and the auditor does not find are said to differ, and count nowhere."""
    one = planned(run, FILE)

    def claim(data: dict[str, Any]) -> None:
        data["levels"][0]["points"] = 77

    other = edited(one, "claims.json", claim)
    found = told(run, str(one), other)
    assert found["plans"][1]["notes"] == ["the file says 77 points of should, the auditor 0"]
    assert found["plans"][0]["points"] == found["plans"][1]["points"]


def test_a_plan_that_breaks_a_must_is_compared_and_said_to(run: Run) -> None:
    """Plans may break rules; what is broken, and by whom, stands there in a sentence."""
    one = planned(run, FILE)

    def drop(data: dict[str, Any]) -> None:
        data["sessions"] = [each for each in data["sessions"] if each["session"] != "fly"]

    code, out, _ = run("compare", str(one), edited(one, "lazy.json", drop))
    assert code == 0
    assert re.search(r"^B  lazy .*1 broken", out, flags=re.MULTILINE)
    assert re.search(r"^must +holds +broken +Two sprint sessions a week\.$", out, flags=re.MULTILINE)


# ---- which season ---------------------------------------------------------------------------------------


def test_what_a_file_says_is_proven_is_told_while_nothing_changed(run: Run) -> None:
    """A plan file is told with what it says of itself; once its scenario is another one, with nothing."""
    one = planned(run, FILE)
    assert of_file(one).known == "proven optimal, says its file"
    data = json.loads(one.read_text())
    one.write_text(json.dumps({**data, "status": "feasible"}))
    assert of_file(one).known == "not proven optimal"
    page = Path(FILE)
    page.write_text(page.read_text() + "# another\n")
    assert of_file(one).known == ""


def test_the_season_of_a_plan_is_found_again(run: Run) -> None:
    """With the overlay it was made by, the one that was applied, and the change that was typed."""
    write(Path(), "scenarios/strict.yaml", STRICT)
    write(Path(), "scenarios/less.yaml", "extends: week.yaml\nrules: {tempo-metres: off}\n")
    words = ("scenarios/strict.yaml", "--apply", "scenarios/less.yaml", "--set", "calendar.per_slot=2")
    found = of_file(planned(run, *words))
    assert found.notes == []
    assert found.season.scenario.title == "A stricter week" and found.season.calendar.per_slot == 2
    assert {each.id for each in found.season.rules} == {"speed-every-week", "days-apart"}


def test_a_scenario_that_moved_is_asked_for(run: Run) -> None:
    """It is said where it was, and `--scenario` says where it is now."""
    one = planned(run, FILE)
    Path("elsewhere/constraints").mkdir(parents=True)
    for name in ("basics", "small"):
        Path(f"constraints/{name}.yaml").rename(f"elsewhere/constraints/{name}.yaml")
    Path(FILE).rename("elsewhere/moved.yaml")
    code, _, err = run("compare", str(one), str(one))
    assert code == 2 and "was made from 'scenarios/week.yaml', which is not there" in err
    code, out, _ = run("compare", str(one), str(one), "--scenario", "elsewhere/moved.yaml")
    assert code == 0 and "The plans are the same, and so is what they are asked." in out


def test_all_that_is_wrong_is_told_before_anything_is_planned(run: Run) -> None:
    """A plan alone, files that are neither, a page over an input: refused with exit code 2."""
    one = planned(run, FILE)
    assert run("compare", str(one))[0] == 2
    Path("bad.json").write_text("{}")
    code, out, err = run("compare", "bad.json", "nowhere.yaml", FILE)
    assert (code, out) == (2, "") and "this is no plan" in err and "nowhere.yaml" in err
    assert run("compare", str(one), FILE, "--html", str(one))[0] == 2
    assert run("compare", str(one), FILE, "--rulebook", "basic")[2].count("did you mean 'basics'?") == 1


def test_where_a_scenario_has_no_plan_it_is_explained(run: Run) -> None:
    """With what clashes, and the exit code of `plan`."""
    write(
        Path(),
        "scenarios/no.yaml",
        "extends: week.yaml\nrules: {days-apart: {spacing: {at_least: 6 days}}}\n",
    )
    code, out, _ = run("compare", FILE, "scenarios/no.yaml")
    assert code == 3 and "Two sprint sessions a week." in out


# ---- side by side -----------------------------------------------------------------------------------------


def two(tmp_path: Path, text: str = SEASON, **other: str) -> list[Season]:
    """A season and another one in which some texts are replaced."""
    club(tmp_path)
    changed = text
    for word, value in other.items():
        changed, count = re.subn(rf"{word}: [^,}}\n]+", f"{word}: {value}", changed, count=1)
        assert count, word
    first, second = (write(tmp_path, f"scenarios/{n}.yaml", each) for n, each in enumerate((text, changed)))
    return [load(first), load(second)]


def test_weeks_go_by_date_where_calendars_overlap(tmp_path: Path) -> None:
    """Week 1 of a season that begins a week later stands beside week 2; both ends stand alone, and it is said."""
    one, other = two(tmp_path, starts="2026-10-12")
    found = compare([side("one", one, *[""] * 7, "fly"), side("other", other, "fly")])
    assert found.weeks.rows == [(1, None), (2, 1), (3, 2), (4, 3), (None, 4)]
    assert "2 of them are in one plan only" in found.notes[0]
    assert found.days == []
    moved = compare([side("one", one, *[""] * 8, "fly"), side("other", other, "fly")])
    assert [(each.days, each.apart) for each in moved.days] == [((7, 0), "class"), ((8, 1), "class")]


def test_days_away_of_one_plan_are_told(tmp_path: Path) -> None:
    """What only one calendar has, such as days away, is said: each plan is audited on its own calendar."""
    club(tmp_path)
    here = reading(tmp_path / "scenarios/week.yaml")
    wedding = {"from": dt.date(2026, 10, 8), "to": dt.date(2026, 10, 9), "reason": "wedding"}
    there = here.changed({"away": [wedding]})
    found = compare([Side("here", here.season(), ()), Side("there", there.season(), ())])
    assert found.notes == [
        "Not in all calendars, but in that of here: Sun 11 Oct (family).",
        "Not in all calendars, but in that of there: Thu 8 Oct (wedding) and Fri 9 Oct (wedding).",
    ]


def test_weeks_go_by_number_where_they_do_not(tmp_path: Path) -> None:
    """Of two years the first weeks stand side by side."""
    one, other = two(
        tmp_path,
        WEEK.replace("away: [{from: 2026-10-11, to: 2026-10-11, reason: family}]\n", ""),
        starts="2027-10-04",
    )
    found = compare([side("one", one, "fly"), side("other", other, "", "fly")])
    assert found.weeks.rows == [(1, 1)] and "compared by their number" in found.notes[0]
    assert [each.days for each in found.days] == [(0, 0), (1, 1)]


def test_the_grid_shows_just_the_differences(tmp_path: Path) -> None:
    """A capital letter: as hard is another class; a small one: about something else; a colon: other doses."""
    one, _ = two(tmp_path, WEEK)
    before = side("one", one, "fly", "tempo", "lift", "fly", "tempo")
    after = side("other", one, "fly", "fly", "lift", "race", "tempo stretch")
    found = compare([before, after])
    who = one.athletes[0].name
    assert [signs(found, who, place) for place in (0, 1)] == [["·L·h:··"], ["·H·h:··"]]


def test_squads_are_compared_athlete_by_athlete(tmp_path: Path) -> None:
    """Who is in both squads is compared, who is not is named; squads with nobody in common are refused."""
    several = WEEK.replace("athlete: {name: A. Sprinter, events: [100m], best: {100m: 10.00}}",
                           "athletes: [{name: Ann, events: [100m]}, {name: Bea, events: [100m]}]")  # fmt: skip
    one, other = two(tmp_path, several, name="Cleo")
    found = compare([Side("one", one, ()), Side("other", other, ())])
    assert [each.person.name for each in found.trained] == ["Bea"]
    assert found.notes == [
        "Only one has Ann, who is not compared.",
        "Only other has Cleo, who is not compared.",
    ]
    neither = load(write(tmp_path, "scenarios/2.yaml", several.replace("Ann", "Dot").replace("Bea", "Eve")))
    with pytest.raises(InputError, match=r"no athlete in common.*one: Ann and Bea; other: Dot and Eve"):
        compare([Side("one", one, ()), Side("other", neither, ())])


def test_form_is_measured_by_one_rule(tmp_path: Path) -> None:
    """Also a plan that no rule rewards for form has one, measured as the other is."""
    one, _ = two(tmp_path)
    free = load(write(tmp_path, "scenarios/free.yaml", "extends: 1.yaml\nrules: {form: off}\n"))
    sessions = side("one", one, "fly", "tempo", "fly").sessions
    found = compare([Side("free", free, sessions), Side("one", one, sessions)])
    assert found.form is not None and found.form.measure == "one"
    assert len({*found.form.rows[0].amounts}) == 1 and None not in found.form.rows[0].amounts
    assert not any(each.id == "form" for each in free.rules)


def test_rules_laid_anew_judge_as_before(tmp_path: Path) -> None:
    """The rules of a season taken off and laid on it again find the same, finding by finding."""
    one, _ = two(tmp_path)
    plan = side("one", one, "fly", "fly tempo", "", "lift", "", "", "stretch", "tempo")
    anew = Rules("anew", one.rules, one.modifiers).on(one)
    assert anew is not one
    before, after = (audit(each, each.diary(plan.sessions)) for each in (one, anew))
    assert [(each.findings, each.earned) for each in before.verdicts] == [
        (each.findings, each.earned) for each in after.verdicts
    ]
    assert before.broken and before.score == after.score
    wished = replace(one.rules[0], fixed=True, gives={((), frozenset({1})): (1, 0)})
    again = Rules("again", [wished], one.modifiers).on(one).rules[0]
    assert (again.fixed, again.gives) == (True, wished.gives)


def test_rules_that_make_no_sense_elsewhere_are_not_judged(tmp_path: Path) -> None:
    """A rule of a slot that the other calendar does not have: the cell says so instead of a figure."""
    two(tmp_path)
    day = SEASON.replace(", slots: [am, pm]", "").replace(", slot: pm", "")
    other = load(write(tmp_path, "scenarios/day.yaml", day))
    text = "extends: 0.yaml\nrules: {late: {pin: {avoid: [lift], slot: am}}}\n"
    late = load(write(tmp_path, "scenarios/late.yaml", text))
    found = compare([Side("late", late, ()), Side("other", other, ())])
    cell = found.matrix.rows[1][0]
    assert cell.audit is None and "unknown slot 'am'" in cell.foreign
    assert found.matrix.rows[0][1].audit is not None


def test_a_rulebook_alone(run: Run) -> None:
    """`--rulebook` audits every plan by one book and no other rules."""
    write(Path(), "scenarios/strict.yaml", STRICT)
    found = told(run, FILE, "scenarios/strict.yaml", "--rulebook", "basics")
    assert found["matrix"]["titles"] == ["The basics"]
    assert [row[0]["musts_broken"] for row in found["matrix"]["rows"]] == [0, 1]


# ---- how it looks -----------------------------------------------------------------------------------------


def test_what_is_asked_otherwise_is_spelled_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that an overlay changes under a rule's sentence is told exactly; all fits 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    write(Path(), "scenarios/strict.yaml", STRICT)
    code, out, _ = run("compare", FILE, "scenarios/strict.yaml")
    assert code == 0 and max(map(len, out.splitlines())) <= 80
    for line in (
        f"A  {TWO} (must)",
        f"B  {THREE} (must)",
        f"by A  {THREE}",
        "by B  High at least 2 days apart.",
    ):
        assert line in out.splitlines()
    assert "proven optimal" in out


def nasty(tmp_path: Path) -> Comparison:
    """Two plans with names that bring tags and markup."""
    one, other = two(tmp_path, WEEK.replace("A. Sprinter", '"<b>[red]Ann"'))
    sides = [side("<script>alert(1)</script>", one, "fly"), side("[bold]&", other, "", "fly tempo")]
    return compare(sides)


def test_the_page_is_whole_and_safe(tmp_path: Path) -> None:
    """Names are escaped, nothing is loaded, and each part of the comparison is there."""
    text = as_html(nasty(tmp_path))
    assert "<script" not in text and "<b>" not in text and "[bold]&amp;" in text
    assert not re.search(r"https?:|src=|href=", text)
    for words in (
        "Whose principles",
        "Week by week",
        "By session",
        "2 days differ",
        "Two sprint sessions a week.",
    ):
        assert words in text, words


def test_the_screen_takes_names_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Markup in names is printed and not obeyed."""
    from solver.report.comparison.screen import show_comparison

    show_comparison(nasty(tmp_path))
    assert "[bold]&" in capsys.readouterr().out


def test_musts_that_are_broken_are_told_once_with_all_who_break_them(tmp_path: Path) -> None:
    """Under each set of rules, what most plans break comes first."""
    one, other = two(tmp_path, WEEK)
    strict = load(write(tmp_path, "scenarios/strict.yaml", STRICT.replace("week.yaml", "0.yaml")))
    found = compare([side("a", one, "fly", "", "fly"), side("b", other, "fly", "fly"), side("c", strict)])
    assert found.matrix.own == [0, 0, 1]
    assert breakers(found, 0) == [("B", "High at least 2 days apart."), ("C", TWO)]
    assert breakers(found, 1) == [("ABC", THREE)]


def test_a_plan_that_another_beats_by_its_own_rules_is_said_to(tmp_path: Path) -> None:
    """Who plans with little effort sees whether what differs is the rules or chance."""
    one, _ = two(tmp_path, WEEK)
    free = load(write(tmp_path, "scenarios/free.yaml", "extends: 0.yaml\nrules: {days-apart: off}\n"))
    found = compare([side("a", one, "fly", "", "fly"), side("b", free, "fly", "tempo", "", "fly")])
    assert found.matrix.beaten() == [(0, 1)]
    assert beaten(found) == [
        "By its own rules A is not the best plan: B keeps them too, with should 5 and prefer 0 against 15 and 0."
        " What differs may be chance of the search."
    ]
    assert compare([found.sides[0], side("b", free, "fly", "fly")]).matrix.beaten() == []


def test_after_ctrl_c_what_is_planned_is_compared(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two plans are enough; what is missing is said. With fewer there is nothing to show: exit code 130."""
    from solver.cli import compare as command

    def stopping(after: int) -> None:
        seen: list[Path] = []

        def search(file: Path, *others: Any) -> Any:
            seen.append(file)
            if len(seen) > after:
                raise KeyboardInterrupt
            return searched(file, *others)

        monkeypatch.setattr(command, "searched", search)

    searched = command.searched
    one = planned(run, FILE)
    stopping(1)
    code, out, err = run("compare", str(one), FILE, "scenarios/season.yaml")
    assert code == 0 and out.startswith(" ") and "not compared: scenarios/season.yaml" in err
    stopping(0)
    assert run("compare", str(one), FILE)[:2] == (130, "")

"""A plan as a page: all of the plan, true, safe, and fit for those who hear it."""

from __future__ import annotations

import datetime as dt
import json
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from solver.auditor import audit
from solver.cli import main
from solver.comparing.sides import Again, read_again
from solver.plans.figures import in_words, weeks
from solver.reasons.whynot.compared import broken_by
from solver.report.booklet.form import form
from solver.report.booklet.kinds import hours
from solver.report.html import POLICY
from solver.words import day_name
from tests.club import SEASON, write
from tests.pages import NASTY, SQUAD, classed, data, one, parsed, planned, reported, text_of


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of the club's short season."""
    return planned(tmp_path_factory.mktemp("club"))


@pytest.fixture(scope="module")
def again(plan: Path) -> Again:
    """The plan, read again."""
    return read_again(plan)


@pytest.fixture(scope="module")
def text(plan: Path) -> str:
    """Its page."""
    return reported(plan)


@pytest.fixture(scope="module")
def page(text: str) -> Element:
    """Its page, parsed."""
    return parsed(text)


# ---- what it shows ----------------------------------------------------------------------------------


def test_every_session_is_on_its_day(plan: Path, page: Element) -> None:
    """The calendar has the sessions of the plan file, in order, with doses, targets and rests."""
    days = list(classed(page, "day"))
    assert len(days) == 28
    shown = []
    for number, day in enumerate(days):
        for each in classed(day, "session"):
            parts = {
                word: " ".join(map(text_of, classed(each, word)))
                for word in ("name", "dose", "how", "rest", "slot")
            }
            shown.append((number, parts))
    sessions = data(plan)["sessions"]
    assert len(shown) == len(sessions) > 10
    for (number, parts), session in zip(shown, sessions, strict=True):
        assert text_of(one(days[number], "date")) == day_name_of(session["date"])
        assert parts["slot"] == session["slot"]
        if session["session"] == "race":
            assert (parts["name"], parts["dose"], parts["how"]) == ("Autumn cup (A)", "2 rounds", "")
        else:
            assert (parts["name"], parts["dose"]) == (
                session["title"],
                session["dose"].replace(" x ", " \u00d7 "),
            )
            assert parts["how"] == (session["target"] or "")
            assert session["recovery"] in parts["rest"]


def day_name_of(date: str) -> str:
    """'5 Oct'."""
    return day_name(dt.date.fromisoformat(date)).partition(" ")[2]


def test_days_without_training_say_so(again: Again, page: Element) -> None:
    """A day of rest is called one, and each day says how hard it is."""
    shelf, diary = again.season.catalogue, again.season.diary(again.sessions)
    for number, day in enumerate(classed(page, "day")):
        done = diary.on("A. Sprinter", number)
        if done:
            hardest = max(shelf.rank(each.form) for each in done)
            assert text_of(one(day, "class")) == shelf.classes[hardest]
        else:
            assert [text_of(each) for each in classed(day, "note")] == ["rest"]


def test_weeks_have_the_figures_of_the_screen(again: Again, page: Element) -> None:
    """The figures beside each week are those of the overview on the screen."""
    season = again.season
    every = weeks(season, season.diary(again.sessions), season.athletes[0])
    shown = [text_of(one(each, "figures")) for each in classed(page, "week")]
    assert len(shown) == 4
    for week, figures in zip(every, shown, strict=True):
        assert figures.startswith(" ".join(in_words(season, week)))
    assert "unload week" in text_of(list(classed(page, "week"))[2])


def test_each_session_tells_what_it_is_for(again: Again, page: Element) -> None:
    """The reasons of a session are what the auditor finds in the whole plan without it, rule by rule."""
    season = again.season
    reasons = 0
    for done, each in zip(again.sessions, classed(page, "session"), strict=True):
        links = [item.get("href") for item in one(each, "why").iter("a")]
        if done.form in season.race_forms:
            assert links == [] and "race of the meet" in text_of(each)
            continue
        rest = [other for other in again.sessions if other is not done]
        found = broken_by(again.audit, audit(season, season.diary(rest)))
        assert links == [f"#rule-{rule}" for rule in dict.fromkeys(finding.rule for finding in found)]
        for finding in found[:1]:
            assert finding.breach.says in text_of(each)
        assert links or "No rule would be broken" in text_of(each)
        reasons += len(links)
    assert reasons >= 10


def test_every_rule_is_there_with_its_verdict(again: Again, page: Element) -> None:
    """The rules stand in English with why, source and what the auditor says of them."""
    shown = {each.get("id"): each for each in classed(page, "rule")}
    assert list(shown) == [f"rule-{each.rule.id}" for each in again.audit.verdicts]
    for verdict in again.audit.verdicts:
        rule = shown[f"rule-{verdict.rule.id}"]
        says = text_of(one(rule, "says")).rstrip(".").lower()
        assert says == verdict.rule.says().rstrip(".").lower()
        state = text_of(one(rule, "state"))
        assert state.startswith("falls short" if verdict.findings else "holds")
        for level in ("should", "prefer"):
            points = sum(each.points for each in verdict.findings if each.level == level)
            assert (f"{points:,} point" in state) == (points > 0)
    speed = text_of(shown["rule-speed-every-week"])
    assert "Speed is a skill." in speed and "Notes from lane four, page 3" in speed


def test_form_is_the_auditors(again: Again, page: Element) -> None:
    """Form in the picture and beside the meet is what the rule earns there by the auditor."""
    season = again.season
    (earned,) = (each for verdict in again.audit.verdicts for each in verdict.earned)
    line = form(season, season.diary(again.sessions), season.athletes[0])
    assert line[earned.gain.days[0]] == earned.gain.amount
    row = next(each for each in page.iter("tr") if "Autumn cup" in text_of(each))
    assert text_of(row).endswith(f"{float(earned.gain.amount):,.1f}")


def test_hours_by_kind_are_all_hours(again: Again) -> None:
    """The kinds of a week add up to its minutes, and races are not lost."""
    season = again.season
    diary = season.diary(again.sessions)
    kinds = hours(season, diary, season.athletes[0])
    assert list(kinds)[:2] == ["sprints and races", "tempo"]
    for place, week in enumerate(weeks(season, diary, season.athletes[0])):
        assert sum(values[place] for values in kinds.values()) == week.minutes / Fraction(60)


def test_the_picture_has_a_bar_for_each_week(again: Again, page: Element) -> None:
    """The heights of the load bars are as the loads, in both pictures."""
    season = again.season
    loads = [float(each.load) for each in weeks(season, season.diary(again.sessions), season.athletes[0])]
    pictures = list(page.iter("svg"))
    assert len(pictures) == 2
    for picture in pictures:
        bars = [float(each.get("height") or 0) + 0.6 for each in classed(picture, "load")]
        assert [bar / bars[0] for bar in bars] == pytest.approx([load / loads[0] for load in loads], rel=0.03)
        assert len(list(classed(picture, "unload"))) >= 3


# ---- how good it is -----------------------------------------------------------------------------------


def test_what_is_known_is_said(plan: Path, page: Element) -> None:
    """Points, proof and origin are those of the file."""
    state = text_of(one(page, "standing"))
    file = data(plan)
    for level in file["levels"]:
        assert f"{level['level']} {level['points']:,} point" in state
    proven = file["status"] == "optimal"
    assert ("Proven optimal" in state) == proven and ("Not proven optimal" in state) == (not proven)
    origin = text_of(one(page, "origin"))
    assert all(f"{name} ({digest[:12]})" in origin for name, digest in file["inputs"].items())
    assert str(plan.parent) not in text_of(page)


def changed(plan: Path, folder: Path, **words: object) -> Path:
    """A plan file beside the first one that says other things."""
    copy = folder / "changed.json"
    copy.write_text(json.dumps({**data(plan), **words}), encoding="utf-8")
    return copy


def scenario_of(plan: Path) -> str:
    """Where its scenario is."""
    return str(plan.parent / "scenarios" / "season.yaml")


def test_a_plan_that_breaks_a_must_is_not_shown(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without its sprints a plan gets no page, but one that owns up to what it breaks does, and says so."""
    fewer = [each for each in data(plan)["sessions"] if each["session"] != "fly"]
    copy = changed(plan, tmp_path, sessions=fewer)
    assert main(["report", str(copy), "--scenario", scenario_of(plan)]) == 1
    said = capsys.readouterr()
    assert "speed-every-week: " in said.err and "no page is written" in said.err
    assert not copy.with_suffix(".html").exists()
    broken = [
        f"{each.rule}: {each.breach.says}"
        for each in read_again(copy, [Path(scenario_of(plan))]).audit.broken
    ]
    copy = changed(plan, tmp_path, sessions=fewer, broken=broken)
    page = parsed(reported(copy, "--scenario", scenario_of(plan)))
    assert "breaks musts" in text_of(one(page, "standing"))
    assert all(each.partition(": ")[2] in text_of(one(page, "standing")) for each in broken)


def test_a_proof_does_not_outlive_its_rules(plan: Path, tmp_path: Path) -> None:
    """Once a rulebook has changed nobody knows whether the plan is the best."""
    inputs = dict.fromkeys(data(plan)["inputs"], "0" * 64)
    copy = changed(plan, tmp_path, status="optimal", inputs=inputs)
    state = text_of(one(parsed(reported(copy, "--scenario", scenario_of(plan))), "standing"))
    assert "not proven" in state and "changed since" in state and "Proven optimal" not in state


def test_a_coachs_own_plan_has_his_words(plan: Path, tmp_path: Path) -> None:
    """A session is called what the coach called it, what it stands for is told, and nothing was searched."""
    sessions = [
        {**each, **({"said": "6x60 <flat> out"} if each["session"] == "fly" else {})}
        for each in data(plan)["sessions"]
    ]
    copy = changed(plan, tmp_path, sessions=sessions, effort=0)
    page = parsed(reported(copy, "--scenario", scenario_of(plan)))
    mine = [each for each in classed(page, "session") if text_of(one(each, "name")) == "6x60 <flat> out"]
    assert len(mine) == sum("said" in each for each in sessions) > 5
    assert all("Stands for Flying sprints, 30 m run-in." in text_of(each) for each in mine)
    assert "A coach's own plan: nothing was searched." in text_of(one(page, "standing"))


# ---- safe and whole -----------------------------------------------------------------------------------


def test_names_cannot_do_harm(tmp_path: Path) -> None:
    """Names with tags in them are read as they are written, and nothing of them is run."""
    quoted = json.dumps(NASTY, ensure_ascii=False)
    nasty = SEASON.replace("A. Sprinter", "NAME").replace("name: NAME", f"name: {quoted}")
    nasty = nasty.replace("Autumn cup", "MEET").replace("name: MEET", f"name: {quoted}")
    nasty = nasty.replace("title: A short season", f"title: {quoted}")
    nasty = nasty.replace(
        "rulebooks:", f"away: [{{from: 2026-10-08, to: 2026-10-08, reason: {quoted}}}]\nrulebooks:"
    )
    text = reported(planned(tmp_path, nasty))
    page = parsed(text)
    assert "<script" not in text and not list(page.iter("script"))
    bare = " ".join(NASTY.split())
    assert text_of(next(page.iter("h1"))) == bare
    assert bare in text_of(list(classed(page, "day"))[3])
    assert any(text_of(each).startswith(bare) for each in classed(page, "name"))


def test_the_page_needs_nothing_else(text: str, page: Element) -> None:
    """No script, no address but places on the page, and not too long."""
    assert POLICY in [each.get("content") for each in page.iter("meta")] and len(text) < 100_000
    assert not {each.tag for each in page.iter()} & {"script", "link", "img", "iframe", "object", "form"}
    assert all((each.get("href") or "#").startswith("#") for each in page.iter())
    assert not re.search(r"url\(|@import|\bon[a-z]+=", text)


def test_the_same_plan_is_the_same_page(plan: Path, text: str) -> None:
    """The same plan is the same page, byte for byte."""
    assert reported(plan) == text


# ---- for those who hear it ----------------------------------------------------------------------------


def test_places_on_the_page_are_there_once(page: Element) -> None:
    """Every link leads to a place, and no two places have one name."""
    names = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(names) == len(set(names))
    links = {(each.get("href") or "")[1:] for each in page.iter("a")}
    told = {word for each in page.iter() for word in (each.get("aria-labelledby") or "").split()}
    assert links | told <= set(names) and len(links) >= 10


def test_headings_follow_each_other(page: Element) -> None:
    """There is one heading of the page, and no level is left out below it."""
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch(r"h[1-6]", str(each.tag))]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_parts_have_names(page: Element) -> None:
    """Landmarks, tables and pictures can be told apart by ear."""
    for tag in ("header", "main", "footer"):
        assert len(list(page.iter(tag))) == 1
    navigation = [each.get("aria-label") for each in page.iter("nav")]
    assert None not in navigation and len(navigation) == len(set(navigation)) == 2
    assert all(each.get("scope") in ("col", "row") for each in page.iter("th"))
    for picture in page.iter("svg"):
        title, says = picture.find("title"), picture.find("desc")
        assert picture.get("role") == "img" and title is not None and says is not None
        assert "Autumn cup on Sat 31 Oct" in text_of(says) and "week by week" in text_of(one(page, "more"))


# ---- squads, and what is typed ------------------------------------------------------------------------


def test_a_squad_has_a_part_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All athletes, or those who are named; their anchors do not clash."""
    plan = planned(tmp_path, SQUAD)
    page = parsed(reported(plan))
    names = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(names) == len(set(names)) and {"a1-week-4", "a2-week-4"} <= set(names)
    heads = [text_of(each) for each in page.iter("h2")]
    assert heads[:2] == ["Ada", "Ben"] and len(list(classed(page, "week"))) == 8
    sessions = data(plan)["sessions"]
    assert len(list(classed(page, "session"))) == len(sessions)
    only = parsed(reported(plan, "--athlete", "Ben"))
    assert len(list(classed(only, "session"))) == sum(each["athlete"] == "Ben" for each in sessions)
    assert "Ada" not in text_of(only)
    capsys.readouterr()
    assert main(["report", str(plan), "--athlete", "Bem"]) == 2
    assert "did you mean 'Ben'?" in capsys.readouterr().err


def test_slips_are_answered(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan and its inputs are not written over, and what is no plan is told."""
    before = plan.read_bytes()
    for out in (str(plan), scenario_of(plan), str(tmp_path / "no" / "page.html")):
        assert main(["report", str(plan), "--out", out]) == 2
        assert "cannot write" in capsys.readouterr().err
    assert plan.read_bytes() == before
    other = write(tmp_path, "other.json", "{}")
    assert main(["report", str(other)]) == 2
    assert "no plan of speedfirst" in capsys.readouterr().err

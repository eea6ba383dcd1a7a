"""Six published weeks and what speed-first makes of them, rule by rule.

The weeks are those of other schools too: what is asked here is not whether they are good, but whether the
audit says of each rule what a coach who has read the article would say, and no more than the page tells.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from solver.cli import main
from solver.typed import RuleVerdict, Week, audit_week, read_week

FOLDER = Path(__file__).parent / "data" / "weeks"
WEEKS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def read(name: str) -> Week:
    """A week with the rules of speed-first."""
    return read_week(FOLDER / f"{name}.yaml", ["speed-first"])


@cache
def verdicts(name: str) -> Mapping[str, RuleVerdict]:
    """The verdict on each rule of speed-first."""
    return {each.rule.id: each for each in audit_week(read(name)) if each.rule}


def states(name: str) -> dict[str, str]:
    """What became of each rule."""
    return {rule: each.state for rule, each in verdicts(name).items()}


def broken(name: str) -> dict[str, list[str]]:
    """Where the week breaks which rule."""
    return {
        rule: [finding.breach.says for finding in each.findings]
        for rule, each in verdicts(name).items()
        if each.state == "broken"
    }


def have(name: str, state: str) -> set[str]:
    """The rules with a verdict."""
    return {rule for rule, each in states(name).items() if each == state}


# ---- Francis ---------------------------------------------------------------------------------------------


def test_francis_has_more_tempo() -> None:
    """The Francis week breaks two things: tempo on three days and 6,000 m of it; nothing else."""
    assert broken("francis-standard") == {
        "tempo-days": ["3 extensive tempo days in week 1, at most 2"],
        "tempo-volume": ["6,000 m of extensive tempo in week 1, at most 3,000"],
    }


def test_francis_keeps_the_rest_as_far_as_it_is_told() -> None:
    """Its tempo is slow and lies between high days, there is no run and no week without speed."""
    assert have("francis-standard", "holds") >= {
        "speed-gap", "tempo-is-slow", "tempo-between-high-days", "no-long-runs",
    }  # fmt: skip


def test_francis_leaves_open_which_sprints() -> None:
    """Speed or special endurance, nobody says which; nor what was lifted in the weeks before."""
    unknown = have("francis-standard", "unknown")
    assert unknown >= {"speed-every-week", "max-velocity-every-week", "acceleration-first", "quality"}
    assert verdicts("francis-standard")["speed-every-week"].missing == (
        "which alternative on Mon", "which alternative on Fri",
    )  # fmt: skip
    assert verdicts("francis-standard")["max-strength-later"].missing == ("what was done before the week",)


def test_francis_is_no_general_preparation() -> None:
    """The rules of general preparation are not judged on a week of specific preparation."""
    not_judged = have("francis-standard", "not judged")
    assert not_judged >= {"short-sprints-first", "small-sessions-first", "tempo-twice", "general-strength"}
    assert verdicts("francis-standard")["general-strength"].missing == ("not in this phase",)


# ---- SilverSprint ------------------------------------------------------------------------------------------


def test_silversprint_lacks_top_speed() -> None:
    """The SilverSprint week has accelerations only: it breaks maximal velocity in the week, nothing else."""
    assert broken("silversprint-week-1") == {
        "max-velocity-every-week": ["no max velocity or race sessions in week 1, at least 1"],
    }


def test_silversprint_keeps_the_rest() -> None:
    """Two speed sessions, two days of slow tempo of 2,200 m beside them, short sprints, no run."""
    assert have("silversprint-week-1", "holds") >= {
        "speed-every-week", "speed-gap", "acceleration-first", "acceleration-before-flying", "quality",
        "full-rest", "short-sprints-first", "small-sessions-first", "tempo-days", "tempo-twice",
        "tempo-volume", "tempo-is-slow", "tempo-between-high-days", "no-long-runs",
    }  # fmt: skip


def test_silversprint_does_not_tell_of_lifting() -> None:
    """A plan of runs does not say what was lifted: that is unknown, not missing."""
    found = verdicts("silversprint-week-1")["general-strength"]
    assert found.state == "unknown"
    assert found.missing[:2] == ("what else was done on Mon", "what else was done on Tue")


# ---- Houston ------------------------------------------------------------------------------------------------


def test_houston_runs_for_half_an_hour() -> None:
    """The Houston week breaks one must, the run of 30 minutes on Saturday."""
    found = broken("houston-1998")
    assert found["no-long-runs"] == ["1 endurance session in week 1, at most 0"]
    assert {rule for rule in found if verdicts("houston-1998")[rule].rule.rule.level == "must"} == {
        "no-long-runs"
    }  # type: ignore[union-attr]


def test_houston_has_speed() -> None:
    """Starts on Tuesday and Friday are two speed sessions, whatever the other runs were."""
    assert have("houston-1998", "holds") >= {"speed-every-week", "speed-gap", "tempo-between-high-days"}


def test_houston_does_not_say_how_fast() -> None:
    """500s, 400s, hills and 10 x 100 m of unknown intensity may be tempo or sprints: what depends on it is unknown."""
    unknown = have("houston-1998", "unknown")
    assert unknown >= {
        "max-velocity-every-week", "quality", "short-sprints-first", "tempo-days", "tempo-volume", "tempo-is-slow",
        "max-strength-later",
    }  # fmt: skip
    assert verdicts("houston-1998")["quality"].missing[-1] == "the intensity of running on Thu"


# ---- Evans ---------------------------------------------------------------------------------------------------


def test_evans_runs_for_miles() -> None:
    """Three runs of 3 to 6 miles break the rule against continuous runs."""
    assert broken("evans-dowell-october")["no-long-runs"] == ["3 endurance sessions in week 1, at most 0"]


def test_evans_has_no_speed() -> None:
    """Even if the six times 100 m were run flat out, there would be one speed session, not two."""
    assert broken("evans-dowell-october")["speed-every-week"] == ["1 speed session in week 1, at least 2"]
    assert states("evans-dowell-october")["max-velocity-every-week"] == "unknown"


# ---- TeachPE --------------------------------------------------------------------------------------------------


def test_teachpe_has_a_run_and_neither_speed_nor_tempo() -> None:
    """Laps or fartlek, either is a continuous run; strides are no sprints, and there is no tempo."""
    found = broken("teachpe-week-1")
    assert found["no-long-runs"] == ["1 endurance session in week 1, at most 0"]
    assert found["speed-every-week"] == ["no speed sessions in week 1, at least 2"]
    assert found["tempo-days"] == ["no extensive tempo days in week 1, at least 1"]
    assert found["tempo-volume"] == ["0 m of extensive tempo in week 1, at least 2,000"]
    assert {"speed-gap", "max-velocity-every-week", "general-strength"} <= set(found)


def test_teachpe_keeps_what_asks_for_nothing() -> None:
    """Where there is no sprint, no sprint is too slow or too long."""
    assert have("teachpe-week-1", "holds") >= {
        "acceleration-first", "quality", "full-rest", "short-sprints-first", "max-strength-later", "tempo-is-slow",
    }  # fmt: skip


# ---- Holler ---------------------------------------------------------------------------------------------------


def test_holler_has_no_tempo() -> None:
    """Sprints on three days and no tempo at all: of the musts only tempo on one or two days is broken."""
    found = broken("holler-winter")
    assert found["tempo-days"] == ["no extensive tempo days in week 1, at least 1"]
    assert set(found) == {"tempo-days", "tempo-twice", "tempo-volume"}


def test_holler_has_speed() -> None:
    """Top speed three times a week, at full speed, in small doses, without runs."""
    assert have("holler-winter", "holds") >= {
        "speed-every-week", "speed-gap", "max-velocity-every-week", "quality", "small-sessions-first",
        "no-long-runs",
    }  # fmt: skip


def test_holler_leaves_open_distances_and_rests() -> None:
    """40 yd are more than 30 m, flying tens are not; nobody says how long they rest or what came before."""
    found = verdicts("holler-winter")
    assert found["short-sprints-first"].missing[0] == "which alternative on Mon"
    assert found["full-rest"].missing[0] == "the rest of flying on Mon"
    assert found["acceleration-first"].missing == ("what was done before the week",)


# ---- all of them ------------------------------------------------------------------------------------------------


def test_there_are_six() -> None:
    """All six of the published weeks are here, each with its source."""
    assert len(WEEKS) == 6
    assert all(read(name).file.source for name in WEEKS)


@pytest.mark.parametrize("name", WEEKS)
def test_every_verdict_says_why(name: str) -> None:
    """A broken rule says where, an open one what is missing, and each how it was read."""
    assert read(name).plan.contradictions == []
    for rule, each in verdicts(name).items():
        assert bool(each.findings) == (each.state == "broken"), rule
        assert bool(each.missing) == (each.state in ("unknown", "not judged")), rule
        assert each.reading, rule


@pytest.mark.parametrize("name", WEEKS)
def test_on_the_screen(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each breaks a rule or leaves one open, is answered so and in a few seconds, and is called another school."""
    start = time.process_time()
    code = main(["audit", str(FOLDER / f"{name}.yaml"), "--rulebook", "speed-first"])
    assert time.process_time() - start < 5
    out, _ = capsys.readouterr()
    musts = {each.state for each in verdicts(name).values() if each.rule and each.rule.rule.level == "must"}
    assert code == (1 if "broken" in musts else 4)
    assert out.startswith(read(name).file.title) and "another school" in out
    assert main(["audit", str(FOLDER / f"{name}.yaml"), "--rulebook", "speed-first", "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert {each["rule"]: each["state"] for each in told["rules"]} == states(name)

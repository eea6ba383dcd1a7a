"""Plans as files: the same bytes for the same plan, back as they were, never half written."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from solver.diary import Done
from solver.errors import InputError
from solver.files import writing
from solver.loading.load import load
from solver.plans.planfile import (
    dumps,
    load_plan,
    plan_file,
    portable,
    sessions_of,
)
from solver.plans.since import changed_since, contradicted
from solver.season import Season
from tests.club import club
from tests.handing_on import Found


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Season:
    """The week of the club, read from inside its folder."""
    monkeypatch.chdir(club(tmp_path))
    return load("scenarios/week.yaml")


def week(season: Season) -> list[Done]:
    """A good week."""
    wanted = [(0, "fly@20", 2), (1, "tempo", 15), (2, "lift", 3), (3, "fly@30", 4)]
    return [Done.of("A. Sprinter", day, "day", season.catalogue.forms[form], n) for day, form, n in wanted]


def text(season: Season, sessions: list[Done]) -> str:
    """The plan file of some sessions."""
    return dumps(
        plan_file(
            season, Found(sessions, bounds={"should": 0, "prefer": None}), "scenarios/week.yaml", 60.0, "9.9"
        )
    )


def test_a_plan_comes_back_as_it_was_written(season: Season, tmp_path: Path) -> None:
    """What is read equals what was written, amounts included."""
    file = tmp_path / "plan.json"
    file.write_text(text(season, week(season)))
    found = sessions_of(*load_plan(file), season)
    assert found == week(season)
    assert [each.amounts for each in found] == [each.amounts for each in week(season)]


def test_the_order_of_the_solver_does_not_show(season: Season) -> None:
    """The same sessions in any order are the same bytes."""
    assert text(season, week(season)) == text(season, week(season)[::-1])


def test_a_plan_file_says_what_a_coach_would_read(season: Season) -> None:
    """Title, dose, target and metres stand beside the ids."""
    fly = json.loads(text(season, week(season)))["sessions"][3]
    assert fly["title"] == "Flying sprints, 30 m run-in"
    assert fly["dose"] == "4 x 30 m"
    assert fly["target"] == "in 2.66 or faster est."
    assert (fly["metres"], fly["minutes"], fly["load"]) == (120, 42, 336)


def test_no_folder_of_this_machine_is_in_a_plan_file(season: Season) -> None:
    """Inputs are named relative to where the coach stands."""
    data = json.loads(text(season, week(season)))
    inputs = ["constraints/basics.yaml", "constraints/small.yaml", "scenarios/week.yaml"]
    assert sorted(data["inputs"]) == inputs
    assert portable("/home/coach/club/constraints/basics.yaml") == "constraints/basics.yaml"


def test_amounts_in_the_file_are_not_believed(season: Season, tmp_path: Path) -> None:
    """Whoever writes 9,999 m into a plan file is not credited with them."""
    data = json.loads(text(season, week(season)))
    data["sessions"][1]["metres"] = 9999
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(data))
    assert sessions_of(*load_plan(file), season)[1].amounts["metres"] == 1500


@pytest.mark.parametrize(
    ("at", "value", "says"),
    [
        ("session", "flye", "unknown session 'flye'; did you mean 'fly'?"),
        ("athlete", "B. Sprinter", "did you mean 'A. Sprinter'?"),
        ("slot", "evening", "unknown slot 'evening'"),
        ("date", "2026-11-05", "2026-11-05 is not between 2026-10-05 and 2026-10-11"),
        ("date", "tomorrow", "expected a date such as 2026-10-05"),
        ("distance", 35, "fly is not done over 35 m; known: 20 m, 30 m"),
        ("count", 0, "expected a number of at least 1"),
    ],
)
def test_what_a_season_does_not_have_is_refused_where_it_stands(
    season: Season, tmp_path: Path, at: str, value: Any, says: str
) -> None:
    """Each with line, column, path and the nearest word."""
    data = json.loads(text(season, week(season)))
    data["sessions"][0][at] = value
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(data, indent=1))
    with pytest.raises(InputError) as caught:
        sessions_of(*load_plan(file), season)
    (problem,) = caught.value.problems
    assert problem.path == f"sessions[0].{at}" and problem.mark and problem.mark.line > 1
    assert says in problem.message


@pytest.mark.parametrize("content", ["", "{", "[]", '{"plan": 2}', '{"rules": 1}', "\x00", '{"plan": 1}'])
def test_what_is_no_plan_is_refused(season: Season, tmp_path: Path, content: str) -> None:
    """Broken JSON, another format, another file: problems, no traceback."""
    file = tmp_path / "plan.json"
    file.write_text(content)
    with pytest.raises(InputError):
        sessions_of(*load_plan(file), season)


def test_changed_inputs_are_told(season: Season, tmp_path: Path) -> None:
    """Whoever changes a rulebook after planning is told so when auditing."""
    file = tmp_path / "plan.json"
    file.write_text(text(season, week(season)))
    plan, _ = load_plan(file)
    assert changed_since(plan, season) == []
    with Path("constraints/basics.yaml").open("a") as book:
        book.write("# a remark\n")
    assert changed_since(plan, load("scenarios/week.yaml")) == [
        "constraints/basics.yaml has changed since the plan was made"
    ]
    assert changed_since(plan, load("scenarios/season.yaml")) == [
        "the plan was made for the scenario 'week', not 'season'"
    ]


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    """Nothing but the file is left in the folder."""
    file = tmp_path / "plan.json"
    file.write_text("old")
    file.chmod(0o640)
    writing.write(file, "new\n")
    assert file.read_bytes() == b"new\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_file_permits_what_any_new_file_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What new files permit is not set while writing, not even for a moment: other threads write too."""
    monkeypatch.setattr(os, "umask", None)
    (tmp_path / "any").touch()
    writing.write(tmp_path / "plan.json", "new\n")
    assert (tmp_path / "plan.json").stat().st_mode == (tmp_path / "any").stat().st_mode


@pytest.mark.parametrize("mode", [0o400, 0o440, 0o644])
def test_a_draft_is_open_to_no_more_people_than_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    """Who may not read a file may not read what it will be; and a file that nobody may write is replaced."""
    file, seen, real = tmp_path / "plan.json", list[int](), os.fsync
    file.write_text("old")
    file.chmod(mode)

    def fsync(handle: int) -> None:
        seen.append(os.fstat(handle).st_mode & 0o777)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    writing.write(file, "new")
    assert seen[0] == mode | 0o600
    assert file.read_text() == "new" and file.stat().st_mode & 0o777 == mode


def test_a_link_is_followed(tmp_path: Path) -> None:
    """The file behind a link is written; the link stays a link."""
    (tmp_path / "there").mkdir()
    link = tmp_path / "plan.json"
    link.symlink_to(tmp_path / "there" / "plan.json")
    writing.write(link, "new")
    assert link.is_symlink() and (tmp_path / "there" / "plan.json").read_text() == "new"


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_when_writing_fails_the_old_file_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whichever step fails: the disk is full, say."""
    file = tmp_path / "plan.json"
    file.write_text("old")

    def fail(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(InputError, match="no space left"):
        writing.write(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere/plan.json", "no folder"),
        (".", "it is a folder"),
        ("pipe", "it is a device, not a file"),
        ("plan.json", "the folder does not let you"),
    ],
)
def test_where_nothing_can_be_written_it_is_said_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    """A folder that is not there or not open to all, a folder or a device instead of a file."""
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(InputError, match=says):
        writing.check_writable(tmp_path / name)


def test_what_contradicts_itself_is_told(season: Season, tmp_path: Path) -> None:
    """An amount in a plan file that does not follow from the dose is named, with what it is."""
    data = json.loads(text(season, week(season)))
    title, day = data["sessions"][1]["title"], data["sessions"][1]["date"]
    data["sessions"][1]["metres"] = 9999
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(data))
    document, source = load_plan(file)
    told = contradicted(document, season, sessions_of(document, source, season))
    date = season.calendar.name(season.calendar.index(dt.date.fromisoformat(day)))
    assert told == [f"{title} on {date}, metres: the file says 9999.0, it is 1500.0"]


def test_a_plan_file_has_not_the_ending_of_another_format() -> None:
    """Whoever opens it would be told that it is broken; JSON, or no ending, is as it should be."""
    for name in ("plan.json", "plan"):
        writing.check_plan_file(Path(name))
    with pytest.raises(InputError, match="speedfirst export"):
        writing.check_plan_file(Path("week.XLSX"))

"""What a coach is told when a file cannot be read as meant.

Each folder of `bad_input/` holds a scenario (or a week) with something wrong and `expected.txt`, the whole
text of the error. After a change of wording, write the texts anew with `UPDATE_GOLDENS=1 pytest
tests/test_bad_input.py` and read the difference.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings

from solver.auditor import audit
from solver.errors import InputError
from solver.loading.load import load
from solver.typed import read_week
from tests.strategies import mutated

FOLDER = Path(__file__).parent / "bad_input"
CASES = sorted(
    path.name for path in FOLDER.iterdir() if path.is_dir() and path.name not in ("constraints", "scenarios")
)


def said(path: str) -> str:
    """The text of the error that reading a scenario (or a week, with a few rules) raises."""
    with pytest.raises(InputError) as caught:
        read_week(Path(path), ["base"]) if path == "week.yaml" else load(path)
    return f"{caught.value}\n"


@pytest.mark.parametrize("case", CASES)
def test_message(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each bad input is refused in exactly the words of its golden file."""
    monkeypatch.chdir(FOLDER / case)
    text = said("week.yaml" if Path("week.yaml").is_file() else "scenario.yaml")
    golden = Path("expected.txt")
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_every_case_is_told_where(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem of every case stands in a file at a line and column, in at most three lines of text."""
    for case in set(CASES) - {"file-missing"}:
        text = (FOLDER / case / "expected.txt").read_text(encoding="utf-8")
        heads = [line for line in text.splitlines() if not line.startswith("  ")]
        assert heads, case
        assert all(line.split()[0].count(":") == 2 for line in heads), case
        assert "\x1b" not in text and "Error" not in text and "pydantic" not in text, case


def test_file_of_100_mb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 100 MB is refused at once, without being read to its end."""
    monkeypatch.chdir(tmp_path)
    with Path("scenario.yaml").open("wb") as stream:
        stream.truncate(100_000_000)
    start = time.process_time()
    assert said("scenario.yaml") == "scenario.yaml is larger than 4 MB; expected a page of text\n"
    assert time.process_time() - start < 1


def test_folder_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in place of a file is refused by name."""
    monkeypatch.chdir(tmp_path)
    Path("scenario.yaml").mkdir()
    assert said("scenario.yaml") == "cannot read scenario.yaml: is a directory\n"


def _season(folder: Path, more: str = "", books: str = "[base]") -> None:
    """A scenario with nothing wrong but `more`, and its rulebook and catalogue, in a folder."""
    (folder / "constraints").mkdir()
    for name in ("catalogue.yaml", "base.yaml"):
        (folder / "constraints" / name).write_text((FOLDER / "constraints" / name).read_text())
    (folder / "scenario.yaml").write_text(SOUND.replace("rulebooks: [base]", f"rulebooks: {books}") + more)


SOUND = """\
scenario: sound
title: A page with nothing wrong
calendar: {starts: 2026-10-05, weeks: 2, slots: {am: 9:00, pm: 17:00}}
athlete: {name: A. Sprinter, events: [100m], best: {100m: 11.40}, born: 2003}
phases:
  - {phase: general-preparation, weeks: 1}
  - {phase: taper, weeks: 1}
loading: 3:1
competitions:
  - {date: 2026-10-17, name: Club meet, priority: A, slot: pm}
away:
  - {from: 2026-10-10, to: 2026-10-11, reason: family}
history:
  since: 2026-09-28
  days:
    - {date: 2026-10-01, session: tempo, reps: 10}
rulebooks: [base]
rules:
  tempo-days: {limit: {at_most: {taper: 1, otherwise: 2}}}
  volume: {level: should, limit: {metres: [accel, tempo], per: 7 days, at_most: 'min(60 * age, 4000)'}}
modifiers:
  easy: {when: {loading: unload}, caps: 50%}
"""


def test_link_out_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rulebook that is a link to a file outside the folder is not read."""
    monkeypatch.chdir(tmp_path)
    _season(tmp_path, books="[base, linked]")
    (tmp_path / "secret.yaml").write_text("rulebook: linked\ntitle: Secret\nrules: {}\n")
    (tmp_path / "constraints" / "linked.yaml").symlink_to(tmp_path / "secret.yaml")
    assert "unknown rulebook 'linked'" in said("scenario.yaml")


def test_selector_that_means_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A selector that no session fits is a warning with the rule, its place and the nearest word."""
    monkeypatch.chdir(tmp_path)
    _season(tmp_path)
    extra = [
        "  hills: {limit: {days: temppo, at_most: 2}}",
        "  both: {limit: {days: {all: [tempo, high]}, at_most: 2}}",
        "modifiers:",
    ]
    Path("scenario.yaml").write_text(SOUND.replace("modifiers:", "\n".join(extra)))
    assert list(load("scenario.yaml").warnings) == [
        "scenario.yaml:21:25  hills: unknown session, tag or class 'temppo'; did you mean 'tempo'?",
        "scenario.yaml:22:9  both: no session of the catalogue is meant by tempo that is also high",
    ]


def test_loading_pattern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`3:1` is three loading weeks and an unload week, and no sexagesimal number."""
    monkeypatch.chdir(tmp_path)
    _season(tmp_path)
    season = load("scenario.yaml")
    assert season.scenario.loading and season.scenario.loading.length() == 4
    assert season.warnings == []


def test_words_on_and_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`off` switches a rule off and `on` leaves it on; neither is a boolean."""
    monkeypatch.chdir(tmp_path)
    _season(tmp_path)
    rules = "{tempo-days: off, high-days-apart: on}"
    head, _, _ = SOUND.partition("rules:\n")
    Path("scenario.yaml").write_text(f"{head}rules: {rules}\n")
    assert [rule.id for rule in load("scenario.yaml").rules] == ["high-days-apart"]


NASTY = [
    *(
        "",
        " ",
        "\n",
        "\t",
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "&a ",
        "*a",
        "!!x ",
        "|",
        ">",
        "#",
        "%",
        "@",
    ),
    *(
        "---",
        "null",
        "true",
        "off",
        "0",
        "-1",
        "1e400",
        ".nan",
        "99999999999",
        "100000",
        "0.5",
        "9**9",
        "1/(age-23)",
    ),
    *(
        "2027-02-30",
        "0001-01-01",
        "9999-12-31",
        "1:30",
        "3:0",
        "25:00",
        "1 days",
        "week",
        "between: A",
        "phase",
    ),
    *(
        "\x00",
        "\x1b",
        "\u202e",
        "ä",
        "🏃",
        "<<",
        "../x",
        "[]",
        "{}",
        "rest",
        "any",
        "not",
        "race",
        "for: [x]",
    ),
]


def test_fuzz(tmp_path: Path) -> None:
    """Whatever stands in a scenario, it is either read, and can be audited, or refused as an input."""
    _season(tmp_path)
    file = tmp_path / "scenario.yaml"
    met = Counter[str]()

    @settings(max_examples=150, deadline=None, derandomize=True, database=None)
    @given(text=mutated(SOUND, NASTY, places=3, cut=25, new=6))
    def attempt(text: str) -> None:
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            season = load(file)
        except InputError as error:
            met["refused"] += bool(error.problems) and "\x1b" not in str(error)
        else:
            met["read"] += audit(season, season.diary(())) is not None

    attempt()
    assert met["refused"] + met["read"] >= 150 and met["read"] >= 10


def test_names_of_many_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An athlete may be called Zoë O'Neil or 山田, and is found by that name."""
    monkeypatch.chdir(tmp_path)
    _season(tmp_path)
    two = "athletes: [{name: Zoë O'Neil, events: [100m]}, {name: 山田, events: [200m]}]"
    rule = "  one: {who: {names: [Zoë O'Neil]}, limit: {days: tempo, at_most: 2}}\n"
    lines = SOUND.replace("{date: 2026-10-17,", "{for: 山田, date: 2026-10-17,").splitlines(keepends=True)
    text = "".join(f"{two}\n" if line.startswith("athlete:") else line for line in lines)
    text = text.replace("'min(60 * age, 4000)'", "4000").replace(
        "session: tempo,", "athlete: 山田, session: tempo,"
    )
    Path("scenario.yaml").write_text(text.replace("modifiers:", rule + "modifiers:"), encoding="utf-8")
    scopes = {each.id: [scope.name for scope in each.scopes] for each in load("scenario.yaml").rules}
    assert scopes["one"] == ["Zoë O'Neil"]
    assert scopes["tempo-days"] == ["Zoë O'Neil", "山田"]

"""The first hour: an empty folder somewhere, and nothing there but the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver.cli import main

WEEK = "club/scenarios/my-week.yaml"
ROSTER = "id,name,events,100m\nada,Ada,100m,11.8\nben,Ben,100m,11.2\n"
#: What is typed one after the other, with the exit code of each.
HOUR: tuple[tuple[str, int], ...] = (
    ("init club", 0),
    ("check club", 0),
    (f"plan {WEEK} --out week.json", 0),
    (f"plan {WEEK} --set rules.tempo-days.limit.at_most=1 --out other.json", 0),
    (f"plan {WEEK} --set rules.tempo-dys.limit.at_most=1", 2),
    (f"why {WEEK} --day tue", 0),
    ("why week.json --day tue", 2),
    ("compare week.json other.json --html compared.html", 0),
    ("log week.json tue missed", 0),
    ("replan week.json --from wed --log log.csv --out later.json", 0),
    ("export later.json --out week.ics", 0),
    ("export later.json --out week.xlsx", 0),
    ("export later.json --out weeks.html", 0),
    ("report later.json --out later.html", 0),
    (f"import week.xlsx --scenario {WEEK} --out again.json", 0),
    ("audit week.json", 0),
    (f"batch roster.csv {WEEK} --out plans", 0),
    ("batch verify plans", 0),
)


def test_the_first_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Far from the folder of speedfirst itself, every command does what a newcomer asks of it."""
    monkeypatch.chdir(tmp_path)
    Path("roster.csv").write_text(ROSTER)
    for words, code in HOUR:
        assert main(words.split()) == code, (words, capsys.readouterr())
    said = capsys.readouterr()
    assert "Traceback" not in said.err


def test_a_plan_is_no_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a scenario is wanted, a plan file is told from one at once, with no other complaints."""
    monkeypatch.chdir(tmp_path)
    main(["init", "club"])
    main(["plan", WEEK, "-q", "--out", "week.json"])
    capsys.readouterr()
    for words in (["why", "week.json", "--day", "tue"], ["plan", "week.json"], ["lint", "week.json"]):
        assert main(words) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) <= 2

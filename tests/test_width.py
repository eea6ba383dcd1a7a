"""What is printed fits on the screen where it is read, and stays in one line where it goes on to a program."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.text import Text

from solver.cli import main
from solver.report import screen as s

WEEK = "club/scenarios/my-week.yaml"
HOUR = (
    f"plan {WEEK} --out week.json",
    f"plan {WEEK} --set rules.tempo-days.limit.at_most=1 --out other.json",
    f"why {WEEK} --day tue --plan week.json",
    f"why {WEEK} --plan week.json --want sun:\xa0flying\xa0x\xa04",
    "compare week.json other.json --all",
    f"explain {WEEK} --set away=[{{from:\xa02026-10-06,to:\xa02026-10-11}}] --effort 5",
    "audit week.json",
    f"batch roster.csv {WEEK} --out plans",
    "batch status plans",
)


def test_nothing_is_wider_than_a_narrow_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At 80 columns no line is longer, but for commands that are there to be copied."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("roster.csv").write_text("id,name,events,100m\nada,Ada,100m,11.8\nben,Ben,100m,11.2\n")
    main(["init", "club"])
    for words in HOUR:
        capsys.readouterr()
        main([word.replace("\xa0", " ") for word in words.split(" ")])
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) > 1, words
        assert [line for line in lines if len(line) > 80 and "speedfirst " not in line] == [], words


LONG = "  rule   a sentence that goes on for longer than the screen is wide"


@pytest.mark.parametrize(
    ("width", "indent", "lines"),
    [
        (80, None, [LONG]),
        (40, None, ["  rule   a sentence that goes on for", "    longer than the screen is wide"]),
        (40, 9, ["  rule   a sentence that goes on for", "         longer than the screen is wide"]),
    ],
)
def test_a_long_line_goes_on_below(
    monkeypatch: pytest.MonkeyPatch, width: int, indent: int | None, lines: list[str]
) -> None:
    """Further in than it began, where the width is known."""
    monkeypatch.setenv("COLUMNS", str(width))
    page = StringIO()
    s.tell(s.console(page), Text(LONG), indent)
    assert page.getvalue().splitlines() == lines


def test_a_line_in_a_pipe_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever searches the output finds whole sentences."""
    monkeypatch.delenv("COLUMNS", raising=False)
    page = StringIO()
    s.tell(s.console(page), LONG * 3)
    assert page.getvalue() == LONG * 3 + "\n"

"""The first hour of a coach: an empty folder somewhere, and nothing there but the command.

The test types this list in the process of pytest; as a script it needs nothing but Python and a `speedfirst`:

    python tests/first_hour.py path/to/speedfirst
"""

# ruff: noqa: T201 - a script that prints what it does
from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

WEEK = "club/scenarios/my-week.yaml"
SEASON = "club/scenarios/my-season.yaml"
GONE = '"away=[{from: 2026-10-06, to: 2026-10-11}]"'
FEWER = "--set rules.tempo-days.limit.at_most=1"
#: Ten athletes: three who train alike, others younger, faster or away; two of them as one group.
ROSTER = """id,name,events,100m,born,away,group
ada,Ada,100m,11.8,2003,,
ben,Ben,100m,11.2,2001,,
cem,Cem,100m,10.9,1999,,
dot,Dot,100m 200m,12.1,2004,,
eva,Eva,100m,12.6,2011,,
fay,Fay,100m,12.4,2010,,
gil,Gil,200m,,2002,,
hui,Hui,100m,11.5,2003,2026-10-09,
ida,Ida,100m,11.9,2000,,pair
jan,Jan,100m,11.1,2002,,pair
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What is typed, and how that ends: the exit code, some of what is said, and words in files that are there then."""

    words: str
    says: Sequence[str] = ()
    code: int = 0
    files: Sequence[tuple[str, str]] = ()


#: The ten things, each with what is typed.
HOUR: dict[str, Sequence[Step]] = {
    "begin a folder": (
        Step(
            "init club", ["Now: speedfirst plan"], files=[("club/constraints/my-rules.yaml", "two-rest-days")]
        ),
        Step("check club", ["scenario: 1 week, 1 athlete", "rulebook: 3 rules"]),
    ),
    "plan a week": (
        Step(f"plan {WEEK} --out week.json", ["proven optimal, audited", "Mon  low", "written to week.json"]),
        Step("audit week.json", ["must", "hold"]),
    ),
    "change a number": (
        Step(f"plan {WEEK} {FEWER} --out other.json", ["proven optimal, audited"]),
        Step(
            f"plan {WEEK} --effort 5 --set calendar.weeks=4 --set phases.general-preparation.weeks=4 --save {SEASON} "
            "--out season.json",
            ["4 weeks from Mon 5 Oct 2026", "audited"],
            files=[(SEASON, "extends: my-week.yaml")],
        ),
    ),
    "break a rule and read the message": (
        Step(f"plan {WEEK} --set rules.tempo-dys.limit.at_most=1", ["did you mean 'tempo-days'?"], 2),
        Step("move week.json tue wed", ["breaks tempo-on-low-days"], 1),
        Step(f"plan {WEEK} --set {GONE}", ["No plan keeps all of these together", "Ways out", "proven"], 3),
    ),
    "ask why": (
        Step(f"why {WEEK} --day tue", ["Why Tue 6 Oct is as it is", "Why not", "rest"]),
        Step(f"why {WEEK} --want 'tue: flying'", ["Tue 6 Oct"]),
        Step("why week.json --day tue", ["week.json", "scenario"], 2),
    ),
    "compare two seasons": (
        Step(
            f"plan {SEASON} --effort 5 --set rules.tempo-days.limit.at_least=2 --out fuller.json", ["audited"]
        ),
        Step(
            "compare season.json fuller.json --html compared.html",
            ["Asked otherwise", "Week by week", "Whose principles does whose plan keep?"],
            files=[("compared.html", "</html>")],
        ),
    ),
    "replan after a sick week": (
        Step("log season.json 'tue 6 oct' missed", ["added to log.csv"], files=[("log.csv", "missed")]),
        Step(
            "replan season.json --from 2026-10-12 --log log.csv --sick 2026-10-12..2026-10-18 --out later.json",
            ["falls out", "sick", "cannot be kept any more", "all other musts hold, audited"],
            3,
        ),
        Step("replan week.json --from wed --log log.csv --out later-week.json", ["all musts hold, audited"]),
    ),
    "hand it on, and take it back": (
        Step("export later.json --out season.ics", files=[("season.ics", "BEGIN:VEVENT")]),
        Step("export later-week.json --out week.xlsx", ["a workbook"], files=[("week.xlsx", "")]),
        Step("export later-week.json --out weeks.html", files=[("weeks.html", "</html>")]),
        Step(f"import week.xlsx --scenario {WEEK} --out again.json", files=[("again.json", "sessions")]),
    ),
    "run a squad of ten": (
        Step(
            f"batch roster.csv {WEEK} --out plans",
            ["my-week 9 9", "6 problems planned; 3 more plans taken from these", "plans/index.html"],
            files=[(f"plans/my-week/{each}.json", "sessions") for each in ("ada", "fay", "pair")],
        ),
        Step("batch verify plans", ["9 plans"]),
    ),
    "open the report on a phone": (
        Step(
            "report later.json --out later.html",
            # as wide as the window, nothing fetched from elsewhere; tests/test_browser.py looks at it
            files=[("later.html", 'name="viewport" content="width=device-width'), ("later.html", "</html>")],
        ),
    ),
}


def follow(
    type_: Callable[[str], tuple[int, str]], folder: Path, tell: Callable[[str], None] = print
) -> list[str]:
    """Type all of it in an empty folder and tell each step; what went otherwise, up to the first step that did."""
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for number, (does, steps) in enumerate(HOUR.items(), 1):
        tell(f"{number:2}  {does}")
        for step in steps:
            began = time.perf_counter()
            code, said = type_(step.words)
            if wrong := _otherwise(step, code, said, folder):
                return [f"speedfirst {step.words}", *wrong, said]
            tell(f"    {time.perf_counter() - began:5.1f} s  exit {code}  speedfirst {step.words}")
    return []


def _otherwise(step: Step, code: int, said: str, folder: Path) -> list[str]:
    wrong = [] if code == step.code else [f"exit code {code}, expected {step.code}"]
    plain = " ".join(said.split())
    wrong += [f"does not say {words!r}" for words in step.says if " ".join(words.split()) not in plain]
    wrong += ["a traceback"] if "Traceback" in said else []
    for name, words in step.files:
        if not (folder / name).is_file():
            wrong.append(f"no file {name}")
        elif words.encode() not in (folder / name).read_bytes():
            wrong.append(f"{name} does not have {words!r}")
    if any(
        re.search(r"(?:src|href)=\"https?://", (folder / name).read_text("utf-8"))
        for name, _ in _pages(step, folder)
    ):
        wrong.append("a page needs the network")
    return wrong


def _pages(step: Step, folder: Path) -> list[tuple[str, str]]:
    return [each for each in step.files if each[0].endswith(".html") and (folder / each[0]).is_file()]


def main(program: Sequence[str]) -> int:
    """Follow the list with a command; 0 if all of it went as it should."""

    def type_(words: str) -> tuple[int, str]:
        done = subprocess.run(
            [*program, *shlex.split(words)], cwd=folder, env=there | {"COLUMNS": "100", "NO_COLOR": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    # nothing but what is installed with the command
    there = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        wrong = follow(type_, Path(folder))
    print("\n".join(wrong) if wrong else f"the first hour took {time.perf_counter() - began:.0f} s")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main([*map(os.path.abspath, sys.argv[1:2]), *sys.argv[2:]] or ["speedfirst"]))

"""`check`, `rules`, `kinds`, `test`, `schema`, `init` and the help of all commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
import typer
from typer.core import TyperGroup

from solver import cli
from solver.clauses.given import Given
from solver.clauses.limits import Limits
from solver.clauses.per import NAMED
from solver.clauses.what import ATTRIBUTES
from solver.clauses.when import When
from solver.clauses.who import Who
from solver.cli import app, main
from solver.cli import init as init_command
from solver.cli.grammar import CLAUSES
from solver.documents.rulebook import Envelope, Modifier
from solver.errors import refuse
from solver.files import writing
from solver.files.shelves import shipped
from solver.rules import KINDS
from tests.club import write
from tests.conftest import Run

TOP = cast("TyperGroup", typer.main.get_command(app))
BATCH = cast("TyperGroup", TOP.commands["batch"])
#: Every command, and those of `batch`.
COMMANDS = [(each,) for each in TOP.commands] + [("batch", each) for each in BATCH.commands]
#: Examples that end with findings.
FINDS: dict[str, int] = {"lint": 1}
#: What is typed before the examples.
BEFORE = (
    "plan scenarios/my-week.yaml --quiet --out plan.json",
    "export plan.json --out plan.xlsx",
    "log plan.json tue missed",
    "batch roster.csv scenarios/my-week.yaml --quiet --out plans",
)


# ---- check -----------------------------------------------------------------------------------------------


def test_good_files_get_a_line_each(run: Run) -> None:
    """By default all of constraints/ and scenarios/."""
    code, out, err = run("check")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "constraints/basics.yaml  rulebook: 3 rules",
        "constraints/small.yaml  catalogue: 5 sessions",
        "scenarios/season.yaml  scenario: 4 weeks, 1 athlete, 5 rules",
        "scenarios/week.yaml  scenario: 1 week, 1 athlete, 3 rules",
    ]


def test_all_problems_of_all_files_come_at_once(run: Run) -> None:
    """In the order of files and lines, each once although a scenario reads the rulebook too."""
    book = Path("constraints/basics.yaml")
    book.write_text(book.read_text().replace("at_least: 2 days", "at_leest: 2 days").replace("why:", "wy:"))
    week = Path("scenarios/week.yaml")
    week.write_text(week.read_text().replace("phases:", "phasen:"))
    code, out, err = run("check")
    assert code == 2
    assert out.splitlines() == ["constraints/small.yaml  catalogue: 5 sessions"]
    assert err.count("unknown word 'at_leest'") == 1 and err.count("did you mean 'why'?") == 1
    assert "did you mean 'phases'?" in err
    assert err.rstrip().endswith("problems")


def test_a_plan_can_be_checked(run: Run) -> None:
    """It is recognised by its first word."""
    run("plan", "scenarios/week.yaml", "--out", "plan.json")
    code, out, _ = run("check", "plan.json")
    assert code == 0 and out.startswith("plan.json  plan: ")


def test_a_typed_plan_can_be_checked(run: Run) -> None:
    """It begins with the word `plan` too, and its name."""
    write(Path(), "typed.yaml", "plan: my week\ndays:\n  - {date: 2026-10-05, session: fly}\n")
    assert run("check", "typed.yaml")[:2] == (0, "typed.yaml  typed plan: 1 session\n")


@pytest.mark.parametrize("text", ["recipe: soup\n", "- a\n", "", "just text\n"])
def test_a_file_of_another_kind_is_refused(run: Run, text: str) -> None:
    """With what a file may begin with."""
    write(Path(), "constraints/other.yaml", text)
    assert run("check", "constraints/other.yaml")[0] == 2


def test_a_rulebook_alone_may_name_only_sessions_that_there_are(run: Run) -> None:
    """Where no catalogue around it has a word, `check` says what `test` says, with the same place."""
    book = Path("constraints/basics.yaml")
    book.write_text(book.read_text().replace("metres: tempo", "metres: tempoo"))
    code, out, err = run("check", "constraints/basics.yaml")
    assert (code, out) == (2, "") and "unknown session, tag or class 'tempoo'; did you mean 'tempo'?" in err
    tried = run("test", "constraints/basics.yaml", "--no-numbers")[1]
    assert all(line in tried for line in err.splitlines())


def test_a_rulebook_may_speak_of_any_catalogue_around_it(run: Run) -> None:
    """Here `fly` is in constraints/small.yaml only, and the shipped catalogue is not the one that is meant."""
    book = Path("constraints/basics.yaml")
    book.write_text(book.read_text().replace("between: high", "between: fly"))
    assert run("check", "constraints/basics.yaml")[0] == 0


def test_an_empty_folder_is_no_success(run: Run) -> None:
    """Nothing checked is not the same as nothing wrong."""
    Path("empty").mkdir()
    assert run("check", "empty")[0] == 2
    os.chdir("empty")
    assert run("check")[0] == 2


# ---- rules, kinds, schema ---------------------------------------------------------------------------------


def test_a_rulebook_is_read_aloud(run: Run) -> None:
    """The coach's own sentence, the exact one, why, and the source by its title."""
    code, out, _ = run("rules", "constraints/basics.yaml")
    assert code == 0
    assert "speed-every-week   must" in out
    assert "Two sprint sessions a week." in out
    assert "exactly: at least 2 and at most 3 speed sessions per week" in out
    assert "why: Speed is a skill." in out
    assert "source: Notes from lane four, page 3" in out
    assert "High at least 2 days apart." in out


def test_the_rules_of_a_scenario_are_those_that_hold_there(run: Run) -> None:
    """With what the scenario changes, and its own rules under its own title."""
    code, out, _ = run("rules", "scenarios/season.yaml")
    assert code == 0
    assert "at least 2 and at most 3 speed sessions per week, in general preparation" in out
    assert "A short season" in out.split("The basics")[1] and "form   prefer" in out


def test_the_shipped_rulebooks_are_shown_without_a_word(run: Run) -> None:
    """`rules` without a file shows all shipped rulebooks."""
    code, out, _ = run("rules")
    assert code == 0 and "Speed first" in out


def test_the_kinds_fit_on_a_page(run: Run) -> None:
    """Every kind, every clause and every word of them, in less than seventy lines of less than eighty signs."""
    code, out, _ = run("kinds")
    assert code == 0 and len(out.splitlines()) < 70 and max(map(len, out.splitlines())) < 80
    assert all(f"  {word} " in out for word in (*KINDS, *CLAUSES))
    documents = [Envelope, Modifier, When, Who, Given, Limits, *KINDS.values()]
    words = {word.rstrip("_") for each in documents for word in each.model_fields}
    assert not {word for word in {*words, *ATTRIBUTES, *NAMED} if not re.search(rf"\b{word}\b", out)}


@pytest.mark.parametrize("word", [*KINDS, "what", "when", "number"])
def test_every_kind_has_its_manual(run: Run, word: str) -> None:
    """The manual of a kind is the docstring of its file."""
    code, out, _ = run("kinds", word)
    assert code == 0 and len(out.splitlines()) > 5


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("kinds", "limmit"), "limit"),
        (("schema", "soup"), "known:"),
        (("schema", "scenari"), "scenario"),
        (
            ("rules", "constraints/basics.yaml", "--format", "htm"),
            "unknown format 'htm'; did you mean 'html'?",
        ),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(
    run: Run, arguments: tuple[str, ...], says: str
) -> None:
    """An unknown kind or schema is answered with the nearest one, and exit code 2."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "") and says in err


@pytest.mark.parametrize(
    "word", ["catalogue", "rulebook", "scenario", "overlay", "plan", "mapping", "export"]
)
def test_schemas_are_printed_as_json(run: Run, word: str) -> None:
    """A schema is printed as JSON, ready for a file."""
    code, out, _ = run("schema", word)
    assert code == 0 and json.loads(out)["title"] == f"speedfirst {word}"


# ---- test ------------------------------------------------------------------------------------------------


def test_examples_that_are_as_they_say_answer_0(run: Run) -> None:
    """With how many there were; numbers that no example would miss are notes before it."""
    last = "constraints/basics.yaml  3 rules, 6 examples: all as they say"
    code, out, _ = run("test", "constraints", "--no-numbers")
    assert (code, out.strip()) == (0, last)
    code, out, _ = run("test", "constraints")
    *notes, end = out.strip().splitlines()
    assert (code, end) == (0, last)
    assert notes and all(line.startswith("note: ") and line.endswith("unnoticed") for line in notes)


def test_an_example_that_lies_answers_1(run: Run) -> None:
    """With the place of the example."""
    book = Path("constraints/basics.yaml")
    book.write_text(book.read_text().replace("two: speed . . speed . . .", "two: speed . . . . . ."))
    code, out, _ = run("test", "constraints/basics.yaml", "--no-solver")
    assert code == 1
    assert "rules.speed-every-week.examples.holds.two" in out and "1 problem" in out


# ---- init ------------------------------------------------------------------------------------------------


def test_a_folder_of_ones_own_works_at_once(run: Run) -> None:
    """It checks, its examples are right, and its week can be planned."""
    assert run("init", "mine")[0] == 0
    os.chdir("mine")
    assert run("check")[0] == 0
    assert run("test", "constraints")[0] == 0
    code, out, _ = run("plan", "scenarios/my-week.yaml", "--effort", "20")
    assert code == 0 and "My first week" in out
    for file, schema in (("constraints/my-rules.yaml", "rulebook"), ("scenarios/my-week.yaml", "scenario")):
        first = Path(file).read_text().splitlines()[0]
        assert first == f"# yaml-language-server: $schema=../schemas/{schema}.json"
        assert (Path(file).parent / f"../schemas/{schema}.json").is_file()


def files(folder: Path) -> set[str]:
    """All that is in a folder."""
    return {str(each.relative_to(folder)) for each in folder.rglob("*")}


def test_nothing_that_is_there_is_overwritten(run: Run) -> None:
    """The file in the way is named, and nothing else is written."""
    mine = write(Path(), "mine/scenarios/my-week.yaml", "mine\n")
    before = files(Path("mine"))
    code, _, err = run("init", "mine")
    assert code == 2 and "mine/scenarios/my-week.yaml is there already" in err
    assert files(Path("mine")) == before and mine.read_text() == "mine\n"


@pytest.mark.parametrize("fails_at", [0, 1, 4])
def test_what_was_begun_is_taken_away_again(run: Run, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    """If a file cannot be written, none is left."""
    Path("mine").mkdir()
    write(Path(), "mine/notes.txt", "keep me")
    honest, written = writing.write, []

    def fail(path: Path, text: str) -> None:
        if len(written) == fails_at:
            raise refuse("cannot write")
        written.append(path)
        honest(path, text)

    monkeypatch.setattr(writing, "write", fail)
    assert run("init", "mine")[0] == 2
    assert files(Path("mine")) == {"notes.txt"}
    assert len(init_command.FILES) + len(init_command.SCHEMAS) == 6


# ---- help ------------------------------------------------------------------------------------------------


def test_the_version_is_told(run: Run) -> None:
    """The version is told on one line."""
    from solver import __version__

    assert run("--version")[:2] == (0, f"speedfirst {__version__}\n")


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new folder of one's own, with all that examples speak of."""
    folder = tmp_path_factory.mktemp("club") / "mine"
    with pytest.MonkeyPatch.context() as patch:
        assert main(["init", str(folder)]) == 0
        patch.chdir(folder)
        write(folder, "roster.csv", "id,events,100m\nada,100m,11.8\n")
        for words in BEFORE:
            assert main(words.split()) == 0
        for other in ("before", "after"):
            shutil.copytree("plans", other)
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_help_has_an_example_that_works(
    run: Run, mine: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """The line after `Example:` is typed in a new folder of one's own, with a plan and a batch in it."""
    found = TOP.commands[command[0]] if len(command) == 1 else BATCH.commands[command[1]]
    example = (found.epilog or "").removeprefix("Example: speedfirst ").split(" > ")[0]
    os.chdir(shutil.copytree(mine, tmp_path / "mine"))
    if "speed-first" in example:
        shutil.copy(shipped() / "constraints" / "speed-first.yaml", "constraints")
    code, out, err = run(*shlex.split(example))
    assert code == FINDS.get(command[0], 0), (out, err)


def test_a_command_is_a_file() -> None:
    """A file with a place in `--help` is a command; no list of them stands anywhere else."""
    files = {
        file.stem.strip("_").replace("_", "-")
        for file in Path(cli.__file__).parent.glob("*.py")
        if "\nPLACE = " in file.read_text(encoding="utf-8")
    }
    assert files == set(TOP.commands) and len(files) >= 25


def test_it_runs_as_a_module_too(tmp_path: Path) -> None:
    """`python -m solver` is the same command; a reader who leaves does no harm."""
    done = subprocess.run(
        f"{shlex.quote(sys.executable)} -m solver schema scenario | head -n 1",
        shell=True, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.strip() == "{" and done.stderr == ""


def test_a_mistyped_command_is_answered_with_the_nearest(run: Run) -> None:
    """A mistyped command is answered with the nearest one, and exit code 2."""
    code, _, err = run("chek")
    assert code == 2 and "check" in err


def test_sessions_lists_the_words_for_rules(run: Run) -> None:
    """Every session of the shipped catalogue stands there with its doses, and every tag with what it means."""
    code, out, _ = run("sessions")
    assert code == 0
    assert "6 to 20 x 100 m" in out
    meaning = out.split("A tag means:")[1]
    assert "race, indoor-race" in meaning
    assert "extensive-tempo" in meaning

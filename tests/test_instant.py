"""Small is instant: counts of what is read, built and made, where seconds would tell of the machine."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from solver.bounds import Flag
from solver.clauses.days import day_flag
from solver.clauses.per import Per
from solver.clauses.what import What
from solver.files import source
from solver.loading.load import load
from solver.model.lowering import Lowering
from solver.model.terms import Terms
from solver.overlays import ownrules
from solver.rules.kind import parts_of
from solver.workers.garbage import put_off
from tests.club import BOOK, CATALOGUE, SEASON, WEEK, club, write
from tests.conftest import Run


def own(text: str, folder: Path) -> str:
    """The text of a file as no other test has it."""
    return f"# of {folder.name}\n{text.lstrip()}"


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A club with three scenarios that share one rulebook and one catalogue, read by no other test."""
    club(tmp_path)
    write(tmp_path, "constraints/small.yaml", own(CATALOGUE, tmp_path))
    write(tmp_path, "constraints/basics.yaml", own(BOOK, tmp_path))
    write(tmp_path, "scenarios/week.yaml", own(WEEK, tmp_path))
    write(tmp_path, "scenarios/season.yaml", own(SEASON, tmp_path))
    write(
        tmp_path, "scenarios/another.yaml", own(WEEK.replace("scenario: week", "scenario: other"), tmp_path)
    )
    return tmp_path


# ---- reading ----------------------------------------------------------------------------------------


def test_check_reads_and_validates_once(run: Run, three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many scenarios share a rulebook: its text is parsed once, each of its rules validated once."""
    parsed: Counter[str] = Counter()
    validated: Counter[str] = Counter()
    parse, below = source.parse, ownrules.below

    def counted_parse(text: str, file: str = "<text>") -> source.Source:
        parsed[file] += 1
        return parse(text, file)

    def counted_below(path: str, model: Any, text: source.Source) -> Any:
        validated[path] += 1
        return below(path, model, text)

    monkeypatch.setattr(source, "parse", counted_parse)
    monkeypatch.setattr(ownrules, "below", counted_below)
    code, out, _ = run("check")
    assert code == 0 and out.count("scenario:") == 3
    assert set(parsed.values()) == {1} and len(parsed) == 5
    # the season changes one rule and has two of its own
    assert validated == {
        "rules.speed-every-week": 2, "rules.days-apart": 1, "rules.tempo-metres": 1,
        "rules.form": 1, "rules.sundays": 1,
    }  # fmt: skip


def test_what_has_changed_is_read_anew(three: Path) -> None:
    """A file that is not as it was is not as it was remembered either."""
    file = three / "scenarios" / "week.yaml"
    before = load(file)
    book = three / "constraints" / "basics.yaml"
    book.write_text(
        book.read_text(encoding="utf-8").replace("at_least: 1500", "at_least: 1600"), encoding="utf-8"
    )
    after = load(file)
    said = [
        next(each for each in season.rules if each.id == "tempo-metres").says() for season in (before, after)
    ]
    assert said == ["at least 1,500 m of tempo per week", "at least 1,600 m of tempo per week"]
    changed = {name for name in before.hashes if before.hashes[name] != after.hashes[name]}
    assert [Path(name).name for name in changed] == ["basics.yaml"]


def test_scenarios_do_not_change_the_rules_of_each_other(three: Path) -> None:
    """What one scenario lays over a rule stays its own, though both have it from the same reading of a file."""
    week, season = (load(three / "scenarios" / f"{name}.yaml") for name in ("week", "season"))
    again = load(three / "scenarios" / "another.yaml")
    rules = [{each.id: each for each in one.rules} for one in (week, season, again)]
    phases = [each["speed-every-week"].rule.when.phase for each in rules]
    assert phases[0] is phases[2] is None and str(phases[1]) == "general-preparation"
    assert rules[0]["days-apart"].rule is rules[1]["days-apart"].rule is rules[2]["days-apart"].rule


# ---- documents --------------------------------------------------------------------------------------


def test_importing_builds_no_models() -> None:
    """Validators are built where the first document of a kind is read, and no others."""
    code = """
        import solver.loading.load
        from solver.documents.base import Document
        from solver.documents.catalogue import CatalogueFile
        from solver.files.source import parse
        from solver.documents.base import validate
        from solver.documents.rulebook import Weights

        def kinds(model):
            return [model, *(each for below in model.__subclasses__() for each in kinds(below))]

        def built():
            return sorted({each.__name__ for each in kinds(Document) if each.__pydantic_complete__} - {"Document"})

        print(len(kinds(Document)) > 50, built())
        validate(Weights, parse("under: 2"))
        print(built())
    """
    found = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines() == ["True []", "['Weights']"]


def test_a_rule_is_walked_through_once(three: Path) -> None:
    """What is in a rule is gathered once, whoever asks; a copy of a document is gathered for itself."""
    rule = next(
        each.rule for each in load(three / "scenarios" / "week.yaml").rules if each.id == "days-apart"
    )
    assert rule.parts is rule.parts
    assert list(parts_of(rule, What)) == [What(word="high")]
    limit = next(
        each.rule for each in load(three / "scenarios" / "week.yaml").rules if each.id == "tempo-metres"
    )
    assert [str(per) for per in parts_of(limit.kind, Per)] == ["week"]
    other = limit.kind.model_copy(update={"per": Per("phase")})
    assert [str(per) for per in parts_of(other, Per)] == ["phase"]
    assert [str(per) for per in parts_of(limit.kind, Per)] == ["week"]


# ---- building ---------------------------------------------------------------------------------------


def test_each_flag_is_lowered_once(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A condition of which many bounds speak gets its variable and its rows once."""
    asked: Counter[Any] = Counter()
    lowered: Counter[Any] = Counter()
    term, flag = Terms.term, Terms._flag

    def counted_term(self: Terms, each: Any) -> Any:
        asked["flags"] += isinstance(each, Flag)
        return term(self, each)

    def counted_flag(self: Terms, bound: Any) -> Any:
        lowered[bound] += 1
        return flag(self, bound)

    monkeypatch.setattr(Terms, "term", counted_term)
    monkeypatch.setattr(Terms, "_flag", counted_flag)
    Lowering(load(three / "scenarios" / "season.yaml"))
    assert asked["flags"] > len(lowered) > 30
    assert set(lowered.values()) == {1}


def test_a_flag_of_a_day_is_made_once(three: Path) -> None:
    """The windows of a rule share the flags of their days."""
    season = load(three / "scenarios" / "season.yaml")
    scope = next(each for each in season.rules if each.id == "days-apart").scopes[0]
    high, low = (scope.select(What(word=word)) for word in ("high", "low"))
    assert day_flag(scope, scope.name, 3, high) is day_flag(scope, scope.name, 3, high)
    flags = {day_flag(scope, scope.name, day, chosen, slot) for day in (3, 4) for chosen in (high, low)
             for slot in (None, "am")}  # fmt: skip
    assert len(flags) == 8


@pytest.fixture
def searches() -> Iterator[list[str]]:
    """Every search for garbage while a test runs, as it begins."""
    found: list[str] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            found.append(f"generation {about['generation']}")

    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


def test_nobody_looks_for_garbage_while_a_model_is_built(three: Path, searches: list[str]) -> None:
    """All that is made stays, so it need not be looked through; afterwards all is as before."""
    season = load(three / "scenarios" / "season.yaml")
    searches.clear()
    model = Lowering(season).model
    # of the many thousand things that were made each seven hundred would have been a reason
    assert len(model.rows) > 500 and len(searches) <= 1
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    """Garbage is looked for afterwards exactly if it was before, also after an error."""
    with put_off():
        assert not gc.isenabled()
    with pytest.raises(ZeroDivisionError), put_off():
        1 / 0  # noqa: B018
    assert gc.isenabled()
    gc.disable()
    try:
        with put_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()

"""One concept, one word: what a coach reads has the words of the README's glossary and no others for them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from solver.actuals import reading
from solver.batch.index import summary
from solver.cli import app
from solver.cli.schema import WORDS as DOCUMENTS
from solver.documents import schema
from solver.documents.scenario import PHASES
from solver.exports import sessions_csv
from solver.exports.sheets import log
from solver.rules import KINDS
from solver.words import nearest
from tests.conftest import Run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Words that are not ours, and the one that is.
OTHERS = {
    r"violat\w+": "breach",
    r"workouts?|training sessions?": "session",
    r"deload\w*|easy week": "unload week",
    r"penalt\w+(?![:.`])|objective": "points",
    r"soft|hard constraints?": "should, prefer, must",
    r"constraints?(?![/`\w]| scenarios)": "rule",
    r"catalogs?": "catalogue",
    r"competitions?(?![:.`])": "meet",
    r"mesocycles?|microcycles?": "phase",
    r"relaxations?|repairs?": "way out",
    r"trainees?|runners?": "athlete",
    r"lowering|fingerprints?|digests?|hash(es)?|infeasib\w+|idle core|json of ours": "no word for coaches",
}
STRANGE = re.compile(rf"\b({'|'.join(OTHERS)})\b", re.IGNORECASE)
#: Rulebooks and phases that are called so.
NAMES = ("competition", "pre-competition")


def strange(text: str) -> list[str]:
    """The words of a text that have a better one, with what stands around them."""
    return [
        text[max(0, each.start() - 40) : each.end() + 20].replace("\n", " ")
        for each in STRANGE.finditer(text)
        if not re.search(r"[-`\[, ]$", text[: each.start()]) or each[0].lower() not in NAMES
    ]


def commands() -> Iterator[list[str]]:
    """Every command, also those of `batch`."""
    for each in app.registered_commands:
        yield [str(each.name)]
    for group in app.registered_groups:
        assert group.typer_instance
        yield from ([str(group.name), str(each.name)] for each in group.typer_instance.registered_commands)


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_help_speaks_the_language(run: Run, words: list[str]) -> None:
    """No other word for a thing, sentences that begin large and end, values of options that are named."""
    out = run(*words, "--help")[1]
    assert strange(out) == []
    says, _, options = out.partition("Options:")
    sentence = says.split("\n\n")[1].strip()
    assert sentence[0].isupper() and sentence.endswith((".", "--out plans"))
    assert "Example: speedfirst " in out
    assert "<" not in options and "list[" not in options


def test_the_readme_speaks_the_language() -> None:
    """Up to what is for those who build speedfirst; YAML and what commands print included."""
    assert strange(re.split(r"\n## (?:How it|Contributing)", README)[0]) == []


def test_the_manuals_speak_the_language(run: Run) -> None:
    """Of all kinds and clauses."""
    found = {word: strange(run("kinds", word)[1]) for word in ("", *KINDS, "what", "when", "who", "per")}
    assert {word: said for word, said in found.items() if said} == {}


def described(value: Any) -> Iterator[str]:
    """The descriptions in a schema."""
    if isinstance(value, dict):
        yield from (each for name, each in value.items() if name == "description" and isinstance(each, str))
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from described(each)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_schemas_speak_the_language(document: str) -> None:
    """In what an editor shows of a word."""
    found = list(described(json.loads(schema.dumps(document))))
    assert found and [each for text in found for each in strange(text)] == []


def messages() -> Iterator[tuple[str, str]]:
    """The sentences in the code with their files, but for docstrings and what other solvers read."""
    for file in sorted((ROOT / "solver").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docs = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
        for each in ast.walk(tree) if file.parent.name != "exchange" else ():
            text = each.value if isinstance(each, ast.Constant) and id(each) not in docs else None
            if isinstance(text, str) and " " in text.strip():
                yield file.name, text


def test_messages_speak_the_language() -> None:
    """All that is said on the screen, in errors and on pages."""
    every = list(messages())
    assert len(every) > 1000
    assert [(name, said) for name, said in every if strange(said)] == []


def test_heads_of_columns_speak_the_language() -> None:
    """Of the files that are ours; the plan CSV has the words of those who read it."""
    heads = (*sessions_csv.COLUMNS, *log.HEADS, *reading.COLUMNS, *summary.TEXTS, *summary.WHOLE)
    assert strange(" ; ".join(str(each) for each in heads)) == []


def test_the_glossary_names_every_file_of_a_coach() -> None:
    """Each kind of file that a coach writes or gets is explained."""
    glossary = README.split("## The words")[1].split("\n## ")[0]
    files = ("scenario", "overlay", "rulebook", "catalogue", "roster", "log", "mapping", "plan file", "week")
    assert [each for each in files if f"*{each}*" not in glossary] == []


def test_the_readme_names_every_command() -> None:
    """`batch` alone is `batch run`."""
    named = {"run"}.union(
        *(re.findall(rf"{before}\s?([a-z-]+)", README) for before in ("speedfirst", "`", "batch"))
    )
    assert [each for each in commands() if each[-1] not in named] == []


@pytest.mark.parametrize(("word", "meant"), [
    ("preperation", "general-preparation"), ("competion", "competition"), ("taperr", "taper"), ("gpp", None),
])  # fmt: skip
def test_a_slip_in_a_part_of_a_word_is_understood(word: str, meant: str | None) -> None:
    """Where a part of a word is nearer than all other words, the word is meant."""
    assert nearest(word, PHASES) == meant

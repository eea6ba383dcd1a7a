"""The pages of the manual: every example in the docstring of a kind is true."""

from __future__ import annotations

import pytest

from solver.examples import ManualExample, examples_of, manual, manual_catalogue, prose
from solver.examples.check import played
from solver.examples.stage import stage
from solver.rules import KINDS

EXAMPLES = [example for kind in KINDS for example in examples_of(kind)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.entry.id)
def test_rows_are_true(example: ManualExample) -> None:
    """Each week holds, breaks or earns as the page says, for auditor, bounds and OR-Tools alike."""
    for word, row in example.rows:
        scene = stage(example.rule, row, example.setting, manual_catalogue())
        wrong = list(played(example.entry, example.rule, row, word != "breaks", scene, with_solver=True))
        assert not wrong, f"{row.days}\n{wrong}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.entry.id)
def test_rules_read_as_said(example: ManualExample) -> None:
    """The generated sentence of each rule is the one on the page."""
    assert example.rule.kind.says() == example.says


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_complete(kind: str) -> None:
    """Every kind has a page with fields, weeks that hold, and weeks that break, each with its complaint."""
    assert "Fields: " in prose(kind) and 4 <= len(prose(kind).splitlines()) <= 20
    rows = [(word, row) for example in examples_of(kind) for word, row in example.rows]
    if kind == "peak":
        assert {word for word, _ in rows} == {"earns"}
    else:
        assert {"holds", "breaks"} <= {word for word, _ in rows}
    assert all(" -> " in row.days for word, row in rows if word == "breaks")


@pytest.mark.parametrize("kind", KINDS)
def test_pages_name_every_field(kind: str) -> None:
    """The page of a kind names each of its fields."""
    fields = {name.rstrip("_") for name in KINDS[kind].model_fields}
    shared = (
        set(KINDS["limit"].COUNTS) | {"of", "count", "weights"} if hasattr(KINDS[kind], "COUNTS") else set()
    )
    missing = {field for field in fields - shared if f"`{field}" not in manual(kind)} - {"across"}
    assert not missing

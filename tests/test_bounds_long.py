"""Auditor and bounds on long random calendars, under random rules of the whole vocabulary."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from solver.examples.agreement import by_auditor, by_bounds
from solver.rules import KINDS as EVERY_KIND
from tests.strategies import KINDS, NOT_DRAWN, Drawn, diary, read, rules, seasons, with_rules

#: More for a night of searching: SPEEDFIRST_EXAMPLES=5000 pytest tests/test_bounds_long.py
EXAMPLES = int(os.environ.get("SPEEDFIRST_EXAMPLES", "25"))
THOROUGH = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SPEEDFIRST_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


def test_rules_of_every_kind_are_drawn() -> None:
    """Random rules are of every kind that there is, but for those on a list; a new kind is not forgotten."""
    assert KINDS.keys().isdisjoint(NOT_DRAWN)
    assert KINDS.keys() | NOT_DRAWN.keys() == EVERY_KIND.keys()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_auditor_and_bounds_agree(kind: str) -> None:
    """In seasons of 6 to 10 weeks, with history or repeating, for one athlete or two, both see the same."""
    met: Counter[str] = Counter()

    @THOROUGH
    @given(seasons(), rules([kind]), st.integers(0, 999), st.sampled_from([0.3, 0.6, 0.9]))
    def agree(drawn: Drawn, rule: dict[str, object], seed: int, density: float) -> None:
        found = read(rule)
        assume(found is not None)
        assert found
        (active,) = with_rules(drawn.season, found).rules
        plan = diary(drawn.season, seed, density)
        audited = by_auditor(active, plan)
        assert audited == by_bounds(active, plan)
        met["compared"] += 1
        met["seen"] += bool(audited)

    agree()
    assert met["compared"] >= EXAMPLES // 2
    assert met["seen"] >= met["compared"] // 10, f"only {met['seen']} of {met['compared']} said anything"

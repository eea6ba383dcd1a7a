"""OR-Tools and the auditor under random rules: the same plans, the same points."""

from __future__ import annotations

import os
from collections import Counter

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from solver.auditor import audit
from solver.errors import Infeasible
from solver.examples.agreement import solved
from solver.search.search import Settings, search
from tests.strategies import Drawn, diary, plan, read, rules, seasons, with_rules

EXAMPLES = int(os.environ.get("SPEEDFIRST_EXAMPLES", "60"))
THOROUGH = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SPEEDFIRST_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


def test_fixed_plans_are_judged_alike() -> None:
    """A plan is possible for the solver exactly where the auditor passes it, and costs the same."""
    met: Counter[str] = Counter()

    @THOROUGH
    @given(
        seasons(1, 2),
        st.lists(rules(), min_size=1, max_size=3),
        st.integers(0, 999),
        st.sampled_from([0.4, 0.9]),
    )
    def alike(drawn: Drawn, raw: list[dict[str, object]], seed: int, density: float) -> None:
        found = [each for each in map(read, raw) if each]
        assume(found)
        season = with_rules(drawn.season, *found)
        fixed = diary(season, seed, density)
        assert solved(season, fixed) == []
        verdict = audit(season, fixed)
        met["passed"] += verdict.passed
        met["broken"] += not verdict.passed
        met["costly"] += any(verdict.score.values())

    alike()
    assert min(met["passed"], met["broken"], met["costly"]) >= EXAMPLES // 10, met


def test_plans_of_the_search_pass_the_audit() -> None:
    """What the search returns passes the audit at the score that it claims, and no random plan is better."""
    met: Counter[str] = Counter()

    @settings(THOROUGH, max_examples=max(EXAMPLES // 2, 1))
    @given(seasons(1, 1), st.lists(rules(), min_size=1, max_size=4), st.integers(0, 999))
    def obeys(drawn: Drawn, raw: list[dict[str, object]], seed: int) -> None:
        found = [each for each in map(read, raw) if each]
        assume(found)
        season = with_rules(drawn.season, *found)
        rivals = [audit(season, season.diary(plan(season, seed + n, 0.1 * n))) for n in range(1, 10)]
        scores = [tuple(each.score.values()) for each in rivals if each.passed]
        try:
            outcome = search(season, Settings(effort=10))
        except Infeasible:
            met["infeasible"] += 1
            assert not scores
            return
        verdict = audit(season, season.diary(outcome.sessions))
        assert verdict.passed, verdict.broken
        assert dict(verdict.score) == dict(outcome.score)
        met["planned"] += 1
        met["costly"] += any(outcome.score.values())
        if outcome.status == "optimal":
            met["rivals"] += len(scores)
            assert all(tuple(outcome.score.values()) <= score for score in scores)

    obeys()
    assert met["planned"] >= EXAMPLES // 4 and met["rivals"] >= EXAMPLES // 2 and met["costly"], met

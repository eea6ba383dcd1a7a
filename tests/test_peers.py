"""Other solvers as an oracle: on small random rulebooks all of them find the same optimum, or none a plan.

`make peers` asks every solver there is an adapter for; the suite asks those that its lock installs.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from solver.loading.load import load
from solver.model.lowering import Lowering
from tests.bench.peers.processes import PEERS, Peer, installed, peer
from tests.oracle import Case, cases, ours, theirs

#: How many rulebooks are compared, in how many parts.
RULEBOOKS = int(os.environ.get("SPEEDFIRST_RULEBOOKS", "500"))
PARTS = 4
#: What the suite asks: each solver with every so manieth rulebook. `all` asks whatever is installed.
ALL = os.environ.get("SPEEDFIRST_PEERS") == "all"
ASKED = dict.fromkeys(PEERS, 1) if ALL else {"highs": 1, "clingo": 4}


@pytest.mark.parametrize("part", range(PARTS))
def test_all_solvers_agree(part: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The search and every solver come to the same points level by level, or all say that there is no plan."""
    asked = [name for name in ASKED if not ALL or installed(name)]
    met: Counter[str] = Counter()
    with ExitStack() as running:
        solvers = {name: _started(running, name) for name in asked}
        for number, each in cases(range(part, RULEBOOKS, PARTS)):
            best = ours(each.season)
            _count(met, each, best)
            for name in asked:
                if number // PARTS % ASKED[name] == 0:
                    solver = solvers[name][number // PARTS % len(solvers[name])]
                    assert theirs(each, solver.solve) == (best, ""), f"{name} on rulebook {number}"
                    met[name] += 1
    with capsys.disabled():
        left = [name for name in PEERS if name not in asked]
        said = ", ".join(f"{name} {met[name]}" for name in asked)
        asked_not = ", ".join(left) or "none"
        print(f"\n{met['rulebooks']} rulebooks, agreed: {said}; not asked: {asked_not}")  # noqa: T201 - for the reader
    floors = {
        "infeasible": 0.1,
        "costly": 0.3,
        "given": 0.3,
        "squares": 0.2,
        "rewards": 0.03,
        "both levels": 0.1,
    }
    assert all(met[word] >= share * met["rulebooks"] for word, share in floors.items()), met
    assert met["rulebooks"] == len(range(part, RULEBOOKS, PARTS))
    assert all(met[name] for name in asked)


@pytest.mark.parametrize("name", [name for name in ASKED if ALL or name == "highs"])
def test_a_solver_that_is_stopped_claims_no_proof(name: str) -> None:
    """Six weeks in a second or two: whatever comes back is possible, and nothing is called optimal or infeasible."""
    if ALL and not installed(name):
        pytest.skip(f"{name} is not installed here")
    season = load(Path(__file__).parent.parent / "scenarios" / "return-to-play.yaml")
    case = Case(season, Lowering(season))
    with peer(name) as solver:
        answer = solver.solve(case.task([]), 2.0)
    assert answer.status in ("feasible", "unknown"), answer
    if answer.values is not None:
        assert case.model.keeps(answer.values)
        assert answer.bound is None or answer.bound <= case.model.value("should", answer.values)


#: The processes of a solver that take rulebooks in turn, by the words that each is started with.
TURNS = {"highs": ["lp", "mps"], "scip": ["mps", "lp"], "gecode": ["proved"]}


def _started(running: ExitStack, name: str) -> list[Peer]:
    """The processes of a solver: HiGHS and SCIP read either of their formats."""
    return [running.enter_context(peer(name, *words.split())) for words in TURNS.get(name, [""])]


def _count(met: Counter[str], each: Case, best: tuple[int, ...] | None) -> None:
    """What a rulebook is an example of."""
    model = each.model
    met["rulebooks"] += 1
    met["infeasible"] += best is None
    met["costly"] += any(best or ())
    met["both levels"] += bool(best) and all(model.objective[level] for level in ("should", "prefer"))
    met["given"] += any(row.given for row in model.rows)
    met["rewards"] += any(way < 0 for way in model.slacks.values())
    met["squares"] += any(rule.rule.penalty == "quadratic" for rule in each.season.rules)

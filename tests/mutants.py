"""Does anybody notice? Plants one small fault at a time and runs a fast net over it.

Run as ``python -m tests.mutants``: all faults, some ten minutes on two free cores; ``--sample 150 --seed 1`` for
some of them, ``--again FILE`` for those that survived a run whose output is in the file.
The faults (see :mod:`tests.faults`) are planted in the bounds and in the breaches of the kinds, in the
clauses that both sides read in their own way, in the frame and in the audit. Those that are proven to
change nothing stand in ``equivalent.yaml``, each with its reason; they are planted too, but not counted: if
the net notices one of them, or if one is no longer there, the run fails.
"""

# ruff: noqa: T201 - a script that prints what it found
from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# what is imported here is shared by all the runs; nothing of the solver may be
import numpy as np  # noqa: F401
import pydantic  # noqa: F401
import pytest
import yaml

from tests.faults import ROOT, Fault, Planted, faults

MODULES = (
    "solver.rules.limit", "solver.rules.ratio", "solver.rules.progression", "solver.rules.spacing",
    "solver.rules.pairing", "solver.rules.run", "solver.rules.pattern", "solver.rules.order",
    "solver.rules.steady", "solver.rules.pin", "solver.rules.choice", "solver.rules.peak",
    "solver.rules.kind", "solver.clauses.days", "solver.clauses.limits", "solver.clauses.amount",
    "solver.clauses.per", "solver.clauses.given", "solver.frame", "solver.auditor",
)  # fmt: skip
#: Seconds of processor time after which a run without an end is taken as noticed.
PATIENCE = 60
QUIET = ("--assert=plain", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:xdist")


# ---- the net -------------------------------------------------------------------------------------------


def noticed(module: str) -> bool:
    """Whether the net notices anything, with what the module is now."""
    part = module.rpartition(".")[2]
    if part in ("frame", "auditor"):
        return _tests("test_bounds_frame.py", "test_rules_audit.py")
    tests = ["test_rules_complaints.py", "test_rules_audit.py"]
    tests += ["test_rules_clauses.py"] if part in ("amount", "per", "given", "kind") else []
    return _manual() or _small(part) or _tests(*tests)


def _manual() -> bool:
    from solver.examples import examples_of, manual_catalogue
    from solver.examples.check import played
    from solver.examples.stage import stage
    from solver.rules import KINDS

    for kind in KINDS:
        for example in examples_of(kind):
            if example.rule.kind.says() != example.says:
                return True
            for word, row in example.rows:
                scene = stage(example.rule, row, example.setting, manual_catalogue())
                if list(played(example.entry, example.rule, row, word != "breaks", scene, with_solver=False)):
                    return True
    return False


def _small(part: str) -> bool:
    """Whether a comparison on small calendars differs: first few calendars of every rule, then more."""
    from tests.small import CASES, WORLDS, Grid

    words = {"amount": "", "kind": "", "days": "", "limits": "", "per": "per", "given": "over"}
    mine = [
        Grid(rule, WORLDS[world])
        for world, rule, _ in CASES
        if f'"{words.get(part, part)}' in rule or (part == "given" and ("given" in rule or "unless" in rule))
    ]
    fine = 11 if words.get(part, part) else 41
    return any(grid.compare(step)[2] for step in (173, fine) for grid in mine)


def _tests(*files: str) -> bool:
    return bool(pytest.main(["-x", "-q", *QUIET, *(str(ROOT / "tests" / file) for file in files)]))


def run(fault: Fault | None, module: str) -> str:
    """Run the net in a process of its own: `survived`, `noticed` (also by an error), or `hung`."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with open(os.devnull, "w", encoding="utf-8") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            signal.setitimer(signal.ITIMER_PROF, PATIENCE)
            if fault:
                sys.meta_path.insert(0, Planted(fault))
            code = int(noticed(module))
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
        return "hung"
    return "noticed" if status else "survived"


# ---- which faults, and what came of them ---------------------------------------------------------------

Key = tuple[str, str, str, str]


def harmless() -> set[Key]:
    """The faults that are proven to change nothing: module, function, what was and what is."""
    pages = yaml.safe_load(Path(__file__).with_name("equivalent.yaml").read_text(encoding="utf-8"))
    return {(module, each["in"], each["was"], each["now"]) for module, page in pages.items() for each in page}


def key(fault: Fault) -> Key:
    """By what a fault is found in the table of those that change nothing."""
    return fault.module, fault.function, fault.was, fault.now


def survivors(file: Path) -> set[tuple[str, ...]]:
    """Module, what was and what is, of each fault that survived a run."""
    found = re.finditer(r"survived  ([\w.]+):\d+: (.*)  ->  (.*)", file.read_text(encoding="utf-8"))
    return {each.groups() for each in found}


def chosen(words: argparse.Namespace) -> list[Fault]:
    """The faults to plant, in random order."""
    planted = [fault for module in MODULES if words.only in module for fault in faults(module)]
    if words.again:
        again = survivors(words.again)
        planted = [fault for fault in planted if (fault.module, fault.was, fault.now) in again]
    random.Random(words.seed).shuffle(planted)
    return planted[: words.sample]


def options() -> argparse.Namespace:
    """The words of the command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sample", type=int, help="so many faults instead of all")
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--only", default="", help="modules with this in their name")
    words.add_argument("--again", type=Path, help="only what survived in the run with this output")
    words.add_argument("--minutes", type=float, default=60.0, help="plant nothing more after so long")
    words.add_argument("--jobs", type=int, default=os.cpu_count(), help="runs at a time")
    return words.parse_args()


def main() -> int:
    """Plant the faults, print the share that was noticed and the survivors."""
    words, equivalent = options(), harmless()
    planted = chosen(words)
    for module in sorted({fault.module for fault in planted}):
        if run(None, module) != "survived":
            print(f"the net notices something in {module} as it is", file=sys.stderr)
            return 1
    until = time.monotonic() + 60 * words.minutes
    answers: list[tuple[Fault, str]] = []
    with ThreadPoolExecutor(words.jobs) as pool:
        runs = pool.map(lambda each: run(each, each.module) if time.monotonic() < until else "", planted)
        for fault, answer in zip(planted, runs, strict=True):
            if answer == "survived" and key(fault) not in equivalent:
                print(f"survived  {fault}", flush=True)
            if answer:
                answers.append((fault, answer))
    wrong = misjudged(answers, equivalent)
    print("\n".join([*summary([each for each in answers if key(each[0]) not in equivalent]), *wrong]))
    print(f"besides {sum(key(fault) in equivalent for fault, _ in answers)} that change nothing")
    return int(bool(wrong))


def summary(answers: Sequence[tuple[Fault, str]]) -> list[str]:
    """The share that was noticed, of each module and of all."""
    seen = Counter(fault.module for fault, _ in answers)
    caught = Counter(fault.module for fault, answer in answers if answer != "survived")
    hung = sum(answer == "hung" for _, answer in answers)
    share = caught.total() / max(seen.total(), 1)
    lines = [f"{module:28} {caught[module]:4} of {seen[module]:4}" for module in MODULES if seen[module]]
    return [
        *lines,
        f"{caught.total()} of {seen.total()} noticed, {share:.1%} ({hung} of them ran without an end)",
    ]


def misjudged(answers: Sequence[tuple[Fault, str]], equivalent: set[Key]) -> list[str]:
    """What is wrong with the table of the faults that change nothing."""
    there = {key(fault) for module in {each[0] for each in equivalent} for fault in faults(module)}
    lines = [f"no longer there: {' '.join(each)}" for each in sorted(equivalent - there)]
    noticed = [fault for fault, answer in answers if key(fault) in equivalent and answer != "survived"]
    return [*lines, *(f"said to change nothing, but noticed: {fault}" for fault in noticed)]


if __name__ == "__main__":
    raise SystemExit(main())

"""Single weeks to proof in one process: from nothing, then once more after one number has changed.

Reading the files is not timed; lowering, posting, proving and tidying are.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from solver.loading.load import load
from solver.season import Season
from tests.bench.solvers import hooks
from tests.bench.solvers.telling import audited, tell

#: The number that changes: a third tempo day.
CHANGE = "  tempo-days: {limit: {at_most: 3}}\n"
EFFORT = 20.0


def changed(text: str) -> str:
    """A scenario with one number changed."""
    head, rules, tail = text.partition("\nrules:\n")
    return f"{head}{rules or chr(10) + 'rules:' + chr(10)}{CHANGE}{tail}"


def measure(file: Path, season: Season, other: Season) -> None:
    """Prove a week and the changed week; tell the seconds."""
    started = time.perf_counter()
    before = hooks.cold(season, EFFORT)
    cold = time.perf_counter() - started
    started = time.perf_counter()
    after = hooks.again(other, before, EFFORT)
    warm = time.perf_counter() - started
    wrong = [
        audited(each, found.sessions, list(found.score.values()))["wrong"]
        for each, found in ((season, before), (other, after))
    ]
    tell(
        week=file.stem, cold=cold, warm=warm, proven=[before.status == "optimal", after.status == "optimal"],
        work=[before.work, after.work], wrong=" ".join(str(each) for each in wrong if each),
    )  # fmt: skip


def main() -> None:
    """Prove all the weeks that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    files = parser.parse_args().files
    # the first solve of a process pays for loading OR-Tools
    hooks.cold(load(files[0]), 1.0)
    with TemporaryDirectory() as folder:
        for file in files:
            page = Path(folder, file.name)
            page.write_text(changed(file.read_text(encoding="utf-8")), encoding="utf-8")
            measure(file, load(file), load(page))


if __name__ == "__main__":
    main()

"""All plans of a batch, looked at.

Plans of athletes with the same problem are the same but for names and target times. One of them is audited;
the others, once it is seen that their sessions are the same, have its figures.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from solver.batch.digests import digest, digest_of
from solver.batch.look import MISSING, Look, look
from solver.batch.row import Row
from solver.version import __version__
from solver.workers.crew import Crew, Halt
from solver.workers.garbage import put_off
from solver.workers.hands import Hands

#: So many plans are looked at in one go.
TOGETHER = 100
#: What a plan is made from, in its file.
ORIGIN = ("scenario", "file", "inputs", "lineage", "from", "broken")
#: What sessions of the same plan differ in, from one athlete to the other.
OWN = ("athlete", "target")
#: Is told how many things are done, of how many, and what.
Watch = Callable[[int, int, str], None]


def looked(folder: Path, rows: Sequence[Row], workers: int, crew: Crew) -> Iterator[Look]:
    """Look at the plans of a ledger, several at a time; jobs without a plan come as they are.

    Those with the same problem come one after another.
    """
    alike: dict[str, list[Row]] = {}
    for row in rows:
        alike.setdefault(row.fingerprint if row.file else "", []).append(row)
    yield from map(Look, alike.pop("", ()))
    items = [
        (folder, some[at : at + TOGETHER]) for some in alike.values() for at in range(0, len(some), TOGETHER)
    ]
    with Hands(workers, crew.halt, _looked) as hands:
        for found in crew.run([partial(hands.do, item) for item in items]):
            yield from found


@put_off()
def _looked(item: tuple[Path, Sequence[Row]], halt: Halt) -> list[Look]:
    """Look at plans of the same problem."""
    folder, rows = item
    seen: dict[str, Look] = {}
    found = []
    for row in rows:
        if halt.asked:
            break
        raw = _read(folder, row)
        if raw is None:
            found.append(Look(row, MISSING))
            continue
        edited = digest(raw) != row.sha256
        # what somebody has edited is no plan of this problem, and another version may see more in it
        plan = {} if edited or row.speedfirst != __version__ else json.loads(raw)
        key = _same(plan, row) if plan else ""
        each = _another(seen[key], row, plan) if key in seen else look(folder, row, edited)
        if key and not (each.trouble or each.changed or each.broken):
            seen[key] = each
        found.append(each)
    return found


def _read(folder: Path, row: Row) -> bytes | None:
    """The file of a plan; None if there is none in the folder."""
    path = Path(row.file)
    if path.is_absolute() or ".." in path.parts:
        return None
    try:
        return (folder / path).read_bytes()
    except OSError:
        return None


def _same(plan: Mapping[str, Any], row: Row) -> str:
    """A fingerprint of a plan but for what is each athlete's own."""
    place = {name: number for number, name in enumerate(json.loads(row.people))}
    sessions = [
        [place.get(each["athlete"]), {name: value for name, value in each.items() if name not in OWN}]
        for each in plan["sessions"]
    ]
    return digest_of([[plan.get(word) for word in ORIGIN], sessions])


def _another(like: Look, row: Row, plan: Mapping[str, Any]) -> Look:
    """The same plan of others."""
    people = [str(each) for each in json.loads(row.people)]
    trained = tuple(replace(each, name=name) for each, name in zip(like.trained, people, strict=True))
    return replace(like, row=row, trained=trained, row_of=digest_of(plan["changes"]))

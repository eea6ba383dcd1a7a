"""The workers of a cluster: each is let in once it is known to plan as here, and then has the scenarios."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from solver.batch.cluster.versions import difference, versions
from solver.batch.place import begin
from solver.errors import refuse
from solver.words import plural

#: Seconds between two looks at who is there, and until nobody is waited for any more.
LOOK, WAIT = 1.0, 60.0
#: Workers that are refused by name; more are counted.
SHOWN = 5


class Staff:
    """Who works for a batch.

    Parameters
    ----------
    client
        The connection to the scheduler.
    batch, bases
        The batch, and its scenarios as a worker gets them.
    tell
        Is told what a coach should know.
    """

    def __init__(self, client: Any, batch: str, bases: bytes, tell: Callable[[str], None]) -> None:
        self.client, self.batch, self.bases, self.tell = client, batch, bases, tell
        #: The workers that were let in, with how many parcels each has.
        self.seats: dict[str, int] = {}
        self.refused: dict[str, str] = {}
        self._looked, self._alone = float("-inf"), time.monotonic()

    def look(self) -> None:
        """Let in who has come, and forget who has gone; now and then.

        Raises
        ------
        InputError
            If nobody is left who may work: all were refused, or nobody came for a minute.
        """
        now = time.monotonic()
        if now - self._looked < LOOK:
            return
        there = set(self.client.nthreads())
        for each in self.seats.keys() - there:
            del self.seats[each]
        for each in self.refused.keys() - there:
            del self.refused[each]
        if new := sorted(there - self.seats.keys() - self.refused.keys()):
            self._meet(new)
        self._looked = time.monotonic()
        if self.seats:
            self._alone = self._looked
        elif self.refused and self.refused.keys() >= there:
            raise refuse("no worker of the cluster can be used\n  " + "\n  ".join(_some(self.refused)))
        elif self._looked - self._alone > WAIT:
            raise refuse(f"no worker has come to the cluster in {WAIT:.0f} seconds")

    def forget(self, seat: str) -> None:
        """Have a worker that does not know of the batch be looked at anew."""
        self.seats.pop(seat, None)
        self._looked = float("-inf")

    def _meet(self, new: Sequence[str]) -> None:
        """Let in those of some workers who plan as here."""
        # a worker that ends meanwhile is met again when it is back
        found = self._ask(versions, new)
        wrong = {name: difference(each) for name, each in found.items() if isinstance(each, dict)}
        wrong |= self._strange([name for name, each in found.items() if _strange(each)])
        refused = {name: said for name, said in wrong.items() if said}
        for said in _some(refused):
            self.tell(f"refused: {said}")
        self.refused |= refused
        if good := [name for name, said in wrong.items() if not said]:
            begun = self._ask(begin, good, self.batch, self.bases)
            self.seats |= {name: 0 for name, each in begun.items() if each is None}

    def _strange(self, names: Sequence[str]) -> dict[str, str]:
        """What is other on workers that could not even say so."""
        found = self._ask(version, names, "speedfirst")
        said = {name: each if isinstance(each, str) else "" for name, each in found.items()}
        return {
            name: difference({**versions(), "speedfirst": each}) or f"cannot tell its versions: {each}"
            for name, each in said.items()
        }

    def _ask(self, function: Callable[..., Any], names: Sequence[str], *given: Any) -> Mapping[str, Any]:
        if not names:
            return {}
        found = self.client.run(function, *given, workers=list(names), on_error="return")
        return {name: each for name, each in found.items() if not isinstance(each, OSError)}


def _strange(answer: Any) -> bool:
    return isinstance(answer, Exception)


def _some(refused: Mapping[str, str]) -> Iterable[str]:
    """The first of those refused, and how many more there are."""
    names = sorted(refused)
    yield from (f"{name}: {refused[name]}" for name in names[:SHOWN])
    if len(names) > SHOWN:
        yield f"and {plural(len(names) - SHOWN, 'more worker')}"

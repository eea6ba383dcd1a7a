"""The runner of a cluster: parcels to the workers, answers back, a few at a time."""

from __future__ import annotations

import logging
import pickle
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any

from solver.batch.cluster.address import check
from solver.batch.cluster.parcel import Parcel, done, size
from solver.batch.cluster.staff import Staff
from solver.batch.place import LONG, Plan
from solver.batch.runner import GONE, TRIES, Stop
from solver.batch.task import Answer, Task
from solver.errors import refuse
from solver.loading.load import Reading
from solver.workers.crew import GLANCE

#: Parcels of a worker: while it does one, the next is on its way. Of long problems it has one, so that no
#: problem waits behind another while somebody else is idle.
AHEAD = 2
#: How much the latest answer counts for how long a problem takes.
LATEST = 0.1
LOST = "the scheduler is lost; all plans in the folder are good, and the same command goes on from here"
MISSING = "a cluster needs Dask, which is missing: pip install 'speedfirst[cluster]'"


@contextmanager
def connected(address: str, tell: Callable[[str], None], timeout: float = 10.0) -> Iterator[Any]:
    """A connection to a scheduler.

    Raises
    ------
    InputError
        If Dask is missing, or there is no scheduler at the address.
    """
    check(address, tell)
    try:
        import distributed
    except ImportError:
        raise refuse(MISSING) from None
    # what it says of lost workers is no news: they are replaced
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    dask: Any = distributed
    try:
        client = dask.Client(address, timeout=timeout, set_as_default=False, name="speedfirst")
    except (OSError, ValueError, RuntimeError) as error:
        said = " ".join(str(error).split())[:200]
        raise refuse(f"cannot reach a scheduler at {address}: {said}") from None
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=2)


class Cluster:
    """The workers of a Dask cluster.

    Parameters
    ----------
    client
        See :func:`connected`.
    bases
        The scenarios, by name.
    tell
        Is told what a coach should know: which workers are refused, and why.
    plan
        What is done with each problem; by default it is planned.
    """

    def __init__(
        self, client: Any, bases: Mapping[str, Reading], tell: Callable[[str], None], plan: Plan | None = None
    ) -> None:
        self.client, self.plan, self.batch = client, plan, uuid.uuid4().hex
        self.staff = Staff(client, self.batch, pickle.dumps(dict(bases)), tell)

    def run(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Answer]:
        """The answers, each as soon as it is there; see :class:`solver.batch.runner.Runner`.

        Raises
        ------
        InputError
            If the scheduler is lost, or there are no workers that may work.
        """
        trip = _Trip(self, iter(tasks))
        try:
            while not stop.now:
                if self.client.status != "running":
                    raise refuse(LOST)
                self.staff.look()
                yield from trip.rescue()
                if not stop.draining:
                    trip.hand_out()
                if trip.over(stop.draining):
                    return
                for parcel, result in trip.back():
                    yield from trip.opened(parcel, result)
                    if not stop.draining:
                        trip.hand_out()
        except OSError:
            raise refuse(LOST) from None
        finally:
            trip.give_up()


class Gone(Exception):
    """What a parcel comes to whose worker has ended."""


class _Trip:
    """What is on its way, there and back."""

    def __init__(self, cluster: Cluster, tasks: Iterator[Task]) -> None:
        import distributed

        dask: Any = distributed
        self.cluster, self.client, self.staff = cluster, cluster.client, cluster.staff
        self.tasks, self.more = tasks, True
        self.out: dict[str, tuple[Any, Parcel]] = {}
        self._again, self._count, self._seconds = deque[Parcel](), 0, LONG
        self._coming = dask.as_completed(loop=self.client.loop, with_results=True, raise_errors=False)

    def over(self, draining: bool) -> bool:
        """Whether nothing is to be waited for."""
        return not self.out and (draining or not (self.more or self._again))

    def hand_out(self) -> None:
        """Give every worker that has room a parcel."""
        ahead = 1 if self._seconds >= LONG else AHEAD
        for seat, has in sorted(self.staff.seats.items(), key=lambda each: each[1]):
            for _ in range(has, ahead):
                parcel = self._next()
                if parcel is None:
                    return
                self._send(parcel, seat)

    def _next(self) -> Parcel | None:
        if self._again:
            return self._again.popleft()
        tasks = list(islice(self.tasks, size(self._seconds)))
        self.more = bool(tasks)
        return Parcel(tasks) if tasks else None

    def _send(self, parcel: Parcel, seat: str) -> None:
        self._count += 1
        parcel.seat = seat
        self.staff.seats[seat] += 1
        future = self.client.submit(
            done, self.cluster.batch, pickle.dumps(parcel.tasks), self.cluster.plan, pure=False,
            key=f"plan-{self.cluster.batch}-{self._count}", workers=[seat],
        )  # fmt: skip
        self.out[future.key] = future, parcel
        self._coming.add(future)

    def back(self) -> Iterator[tuple[Parcel, Any]]:
        """What has come back; waits a moment where there is nothing."""
        if not self._coming.has_ready():
            with self._coming.thread_condition:
                self._coming.thread_condition.wait(GLANCE if self.out else GLANCE / 2)
        for future, result in self._coming.next_batch(block=False):
            if future.key in self.out:
                _, parcel = self.out.pop(future.key)
                if parcel.seat in self.staff.seats:
                    self.staff.seats[parcel.seat] -= 1
                yield parcel, result if future.status == "finished" else _error(result)

    def opened(self, parcel: Parcel, result: Any) -> Iterator[Answer]:
        """The answers of a parcel; what came to nothing is tried again, or given up at last."""
        if isinstance(result, bytes):
            answers: list[Answer] = pickle.loads(result)
            for answer in answers:
                self._seconds += LATEST * (answer.seconds - self._seconds)
                yield answer
            known = {each.fingerprint for each in answers}
            if left := [each for each in parcel.tasks if each.fingerprint not in known]:
                self._again.append(Parcel(left, parcel.tries))
        elif result is None:
            self.staff.forget(parcel.seat)
            self._again.append(parcel)
        elif isinstance(result, CancelledError):
            raise refuse(LOST)
        elif parcel.tries < TRIES - 1:
            self._again.extend(parcel.split())
        else:
            said = GONE if isinstance(result, Gone) else f"{type(result).__name__}: {result}"
            yield from (Answer(each.fingerprint, "failed", why=(said,)) for each in parcel.tasks)

    def rescue(self) -> Iterator[Answer]:
        """Take back what was with workers that have gone."""
        there = self.staff.seats
        gone = [key for key, (_, parcel) in self.out.items() if parcel.seat not in there]
        lost = [self.out.pop(key) for key in gone]
        self._cancel([future for future, _ in lost])
        for _, parcel in lost:
            yield from self.opened(parcel, Gone())

    def give_up(self) -> None:
        """Let nobody work on what is out any more."""
        futures = [future for future, _ in self.out.values()]
        self.out.clear()
        with suppress(Exception):
            self._cancel(futures)

    def _cancel(self, futures: Sequence[Any]) -> None:
        if futures:
            self.client.cancel(futures)


def _error(result: Any) -> BaseException:
    """What a parcel that came to nothing came to."""
    found = result[1] if isinstance(result, tuple) else result
    return found if isinstance(found, BaseException) else RuntimeError(str(found))

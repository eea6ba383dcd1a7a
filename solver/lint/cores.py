"""Every contradiction among some rules, not only the first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def every_core(
    rules: Sequence[T],
    together: Callable[[list[T]], bool | None],
    core: Callable[[list[T]], list[T] | None],
    known: Sequence[Sequence[T]] = (),
    most: int = 8,
) -> tuple[list[list[T]], bool]:
    """The minimal contradictions among some rules, and whether these are all of them.

    After Reiter: whatever is left when one rule of each contradiction found is taken away goes together,
    or holds another one.

    Parameters
    ----------
    together
        Whether some rules go together; None if nobody can tell.
    core
        A minimal contradiction among rules that do not; None if nobody can tell.
    known
        Contradictions found before.
    most
        Contradictions after which to stop; and after ten times as many questions.
    """
    found = [list(each) for each in known]
    waiting: list[frozenset[T]] = [frozenset()]
    seen, questions, sure = set(waiting), 0, True
    while waiting and len(found) < most and questions < 10 * most:
        out = waiting.pop(0)
        clash = next((each for each in found if out.isdisjoint(each)), None)
        if clash is None:
            left = [each for each in rules if each not in out]
            questions, fine = questions + 1, together(left)
            clash = core(left) if fine is False else None
            sure = sure and (fine is True or clash is not None)
            found += [clash] if clash else []
        more = [out | {each} for each in clash or ()]
        waiting += [each for each in more if each not in seen]
        seen.update(more)
    return found, sure and not waiting


def way_out(clashes: Sequence[Collection[T]], but: Collection[T] = ()) -> set[T]:
    """Some rules, one of each contradiction and none too many, with which gone the rest goes together.

    Parameters
    ----------
    but
        Rules that had better stay.
    """
    out: set[T] = set()
    for clash in sorted(clashes, key=len):
        if out.isdisjoint(clash):
            order = sorted(clash, key=str)
            free = [each for each in order if each not in but] or order
            out.add(max(free, key=lambda each: sum(each in other for other in clashes)))
    for each in sorted(out, key=str):
        if not any(out.isdisjoint(set(clash) - {each}) for clash in clashes):
            out.discard(each)
    return out

"""Which of many rules it takes for a contradiction: cores that are minimal, and all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
#: Whether some rules go together; None if nobody can tell.
Asked = Callable[[Sequence[T]], "bool | None"]


def core(rules: Sequence[T], together: Asked[T]) -> list[T]:
    """A minimal part of some rules that do not go together: without any one of them, the rest does.

    By halves (QuickXplain), so that it takes few questions where few rules of many are to blame. What
    nobody can tell counts as going together.
    """
    if together([]) is False:
        return []
    return _blamed([], list(rules), together, fresh=False)


def _blamed(base: list[T], rules: list[T], together: Asked[T], fresh: bool) -> list[T]:
    if fresh and together(base) is False:
        return []
    if len(rules) == 1:
        return rules
    half = len(rules) // 2
    left, right = rules[:half], rules[half:]
    second = _blamed([*base, *left], right, together, fresh=True)
    first = _blamed([*base, *second], left, together, fresh=bool(second))
    return [*first, *second]


def every_core(rules: Sequence[T], together: Asked[T], most: int = 12) -> tuple[list[list[T]], bool]:
    """The minimal contradictions among some rules, and whether these are all of them.

    After Reiter: whatever is left when one rule of each contradiction found is taken away goes together,
    or holds another one.
    """
    found: list[list[T]] = []
    waiting: list[tuple[T, ...]] = [()]
    seen: set[frozenset[T]] = set()
    sure = True
    while waiting and len(found) < most:
        out = waiting.pop(0)
        known = next((each for each in found if not set(each) & set(out)), None)
        if known is None:
            left = [each for each in rules if each not in out]
            fine = together(left)
            sure = sure and fine is not None
            if fine is not False:
                continue
            known = core(left, together)
            if not known:
                return found, sure  # nothing goes, with no rule at all
            found.append(known)
        for each in known:
            if (more := frozenset((*out, each))) not in seen:
                seen.add(more)
                waiting.append((*out, each))
    return found, sure and not waiting

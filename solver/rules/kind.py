"""What every kind of rule is: a mapping in YAML with three more facets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal, TypeVar

from solver.bounds import Place, Weight
from solver.clauses.amount import Counted
from solver.clauses.counted import CountFields
from solver.clauses.number import Number
from solver.clauses.what import What
from solver.diary import Diary
from solver.documents.base import Document
from solver.documents.parts import gathered, picked
from solver.scope import Scope

Edges = Literal["free", "strict", "history"]
Edge = Literal["clear", "inside", "cured", "either", "harmed"]
P = TypeVar("P")
ALONE = "a week alone has none to compare with"
#: Why a rule is not judged on a week alone, where its kind has nothing better to say.
LONGER = "it takes more than a week"


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a plan breaks a rule.

    Parameters
    ----------
    days
        The days it is about.
    says
        What is wrong, in a coach's words, without the place.
    under, over
        By how much too little, or too much; one of them is 0.
    level
        The level of importance where it differs from the rule's own.
    unit
        What counts as one step of deviation.
    """

    days: tuple[int, ...]
    says: str
    under: Fraction = Fraction(0)
    over: Fraction = Fraction(0)
    level: str | None = None
    unit: Weight = 1


@dataclass(frozen=True, slots=True)
class Gain:
    """What a plan earns under a rule that rewards: points, and what they are for."""

    days: tuple[int, ...]
    says: str
    amount: Fraction
    unit: Weight = 1


@dataclass(frozen=True, slots=True)
class Traits:
    """What may be taken as given of a rule; by itself nothing is, and every way to mean a plan is tried.

    Parameters
    ----------
    goal
        It rewards, and nothing can break it.
    windowed
        It is about an amount, window by window.
    counts
        What its bounds are counted in; None where it holds or does not.
    grows
        The amount between its limits, if it is all that the rule asks: more sessions never make it smaller.
    lone
        It can be judged on the days of a week of which nobody knows what was done before it and after it.
    weekly
        Weeks can be judged one by one.
    by_day
        It only asks which days are of which kind.
    ends
        The smallest and the largest dose of a session tell what those between them do.
    tied
        So they do if all sessions are small or all are large.
    capped
        There may be too much of something.
    lasting
        Too much stays too much, whatever else is done.
    neighbours
        It looks at days one after the other, also over the edge of a week.
    edge
        What days beyond the edge may do to a week: nothing (`clear`); nothing if `edges` is read as
        `history` (`inside`); put right what is broken (`cured`); that and the opposite, as `edges` free and
        strict have it (`either`); break what holds, see :meth:`Kind.hidden` (`harmed`).
    side
        On which side of the week these days are.
    """

    goal: bool = False
    windowed: bool = False
    counts: CountFields | None = None
    grows: Counted | None = None
    lone: bool = False
    weekly: bool = False
    by_day: bool = False
    ends: bool = False
    tied: bool = False
    capped: bool = True
    lasting: bool = False
    neighbours: bool = False
    edge: Edge = "clear"
    side: Literal["before", "after", "around"] = "around"


class Kind(Document):
    """A kind of rule: its fields in YAML, its English, its bounds and its breaches.

    `bounds` is what the solver gets; `breaches` finds what is wrong with a finished plan by
    looking, and knows nothing of bounds. Both speak of the same days in the same steps.
    """

    registry: ClassVar[dict[str, type[Kind]]] = {}
    instead = {"across": "the rule is about each athlete alone; 'across: squad' goes with 'limit'"}

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        Kind.registry[cls.__module__.rsplit(".", 1)[-1]] = cls

    @property
    def of_squad(self) -> bool:
        """Whether the rule is about the squad as a whole (`across: squad`), and not about each athlete."""
        return False

    def says(self) -> str:
        """The rule as one English clause."""
        raise NotImplementedError

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """What the solver has to keep."""
        raise NotImplementedError

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """What is wrong with a plan."""
        raise NotImplementedError

    def gains(self, scope: Scope, diary: Diary) -> Iterator[Gain]:
        """What a plan earns; nothing for most kinds."""
        return iter(())

    @property
    def traits(self) -> Traits:
        """What may be taken as given of the rule."""
        return Traits()

    def alone(self, weeks: int, days: int) -> str:
        """Why the rule cannot be judged on so many weeks (and days of the plan) alone; nothing if it can."""
        return "" if self.traits.lone else LONGER

    def hidden(self) -> Iterator[tuple[Kind, int]]:
        """Rules that are broken where days so far away, if they are beyond the edge, may break this one."""
        return iter(())

    def whats(self) -> Iterator[What]:
        """Every selector in the rule."""
        return parts_of(self, What)

    def numbers(self) -> Iterator[Number]:
        """Every number in the rule that may depend on the athlete or the phase."""
        return parts_of(self, Number)


def parts_of(value: Any, wanted: type[P]) -> Iterator[P]:
    """Every `wanted` inside a document (or a list of them), but none that stands inside another one."""
    if not isinstance(value, Document):
        return iter(picked(gathered(value), wanted))
    if wanted not in value.picked:
        value.picked[wanted] = picked(value.parts, wanted)
    return iter(value.picked[wanted])


def at_edges(edges: str) -> str:
    """How a rule looks at the edges of the plan, in words, where it is not as usual."""
    return {
        "free": " (days before the plan do not count)",
        "strict": " (also at the edges of the plan)",
    }.get(edges, "")


def reach(scope: Scope, day: int, edges: str) -> int | None:
    """The day that a bound near the edge of the plan looks at, or None where nothing is known."""
    length = scope.calendar.length
    if scope.calendar.repeats:
        return day % length
    if 0 <= day < length or (edges == "history" and scope.known_from <= day < 0):
        return day
    return None


def known(scope: Scope, diary: Diary, day: int, edges: str) -> bool:
    """Whether the auditor can tell what was done on a day."""
    if diary.repeats:
        return True
    if day < 0:
        return edges == "history" and day >= scope.known_from
    return day < diary.length

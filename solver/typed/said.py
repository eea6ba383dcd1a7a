"""What a coach said of a session: numbers that are known, or known to lie between two others."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from solver.catalogue import Form
from solver.clauses.what import What
from solver.documents.quantities import Known, Work
from solver.documents.scenario import Entry
from solver.documents.week import WeekEntry
from solver.errors import Mark

#: From this number on, a bare one after `x` is metres: nobody runs repetitions of an hour.
METRES_FROM = 60


@dataclass(frozen=True, slots=True)
class Said:
    """One session as it was said; None for what was not.

    Parameters
    ----------
    session
        A session of the catalogue, a word for several, or `?`.
    sets, reps
        Sets; repetitions in all.
    named
        Whether the athlete is said, for messages.
    anything
        Whether it may have been anything, a race too.
    unheard
        Of a session that was not said at all: what it cannot have been, since that would have been said.
    """

    session: str
    slot: str | None = None
    sets: Known | None = None
    reps: Known | None = None
    distance: Known | None = None
    metres: Known | None = None
    minutes: Known | None = None
    load: Known | None = None
    intensity: Known | None = None
    rest: Known | None = None
    named: bool = False
    anything: bool = False
    unheard: What | None = None

    @classmethod
    def of(cls, entry: Entry) -> Said:
        """What an entry of a plan with dates says."""

        def known(value: float | None) -> Known | None:
            return None if value is None else Known.of(value)

        return cls(
            session=entry.session,
            slot=entry.slot,
            reps=known(entry.reps),
            distance=known(entry.distance),
            metres=known(entry.metres),
            minutes=known(entry.minutes),
            load=known(entry.load),
            intensity=known(entry.intensity),
            named=entry.athlete is not None,
        )


@dataclass(frozen=True, slots=True)
class Typed:
    """One session as typed: whose, on which day, and where it stands."""

    said: Said
    athlete: str
    day: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Block:
    """Sessions of one day of which one alternative was done.

    Parameters
    ----------
    what
        What is not known where there are several alternatives.
    """

    day: int
    athlete: str
    alternatives: Sequence[Sequence[Typed]]
    what: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two numbers of one entry that cannot both be right."""

    day: int
    says: str
    mark: Mark


class Ambiguous(Exception):
    """Raised where a number could be metres or minutes."""


def said_in(entry: WeekEntry, session: str, forms: Sequence[Form]) -> tuple[Said, list[str]]:
    """What an entry of a week says, and where it contradicts itself.

    Parameters
    ----------
    session
        The word for the session, as the catalogue has it.
    forms
        What it may mean.
    """
    said = Said(
        session, entry.slot, entry.sets, _in_all(entry.sets, entry.reps), entry.distance, entry.metres,
        entry.minutes, entry.load, entry.intensity, entry.rest,
    )  # fmt: skip
    work = entry.work
    stated = _of_work(work, forms) if work else {}
    found = []
    for word, span in stated.items():
        before = getattr(said, word)
        found += _against(before, span, f"{work.text if work else ''} is {{}} {_noun(word)}", _noun(word))
        facts = {word: span if before is None else _both(before, span)}
        said = replace(said, **facts)  # type: ignore[arg-type]
    if said.reps and said.distance:
        product, reps = said.reps.times(said.distance), said.reps
        if said.metres is not None and not (work and work.total):
            says = f"{reps} times {said.distance} m is {{}} m"
            found += _against(said.metres, product, says, "m")
            said = replace(said, metres=_both(said.metres, product))
    elif said.metres is not None:
        said = _completed(said, said.metres)
    return said, found


def _noun(word: str) -> str:
    return {"metres": "m", "minutes": "min"}.get(word, word)


def _in_all(sets: Known | None, reps: Known | None) -> Known | None:
    return reps.times(sets) if sets and reps else reps


def _of_work(work: Work, forms: Sequence[Form]) -> dict[str, Known]:
    """What work in short says: distance and repetitions, minutes, metres in all or a count."""
    if work.reps is None:
        word = {"m": "metres", "min": "minutes", "sets": "sets"}.get(work.unit, "reps")
        return {word: work.size}
    if work.unit == "" and forms and all(form.counted == "sets" for form in forms):
        return {"sets": work.sets or work.reps}
    reps = _in_all(work.sets, work.reps) or work.reps
    found = {"reps": reps} | ({"sets": work.sets} if work.sets else {})
    unit = work.unit or _meant(work, forms)
    if unit == "m":
        return found | {"distance": work.size} | ({"metres": work.total} if work.total else {})
    return found | {"minutes": reps.times(work.size)} if unit == "min" else found


def _meant(work: Work, forms: Sequence[Form]) -> str:
    """The unit of a bare number: that of the sessions it may belong to, or metres if it is large."""
    if (work.size.low or 0) >= METRES_FROM or (forms and all(form.distance is not None for form in forms)):
        return "m"
    if forms and all(form.counted == "minutes" for form in forms):
        return "min"
    raise Ambiguous(f"found '{work.text}', expected a unit, as in '{work.text} m' or '{work.text} min'")


def _against(one: Known | None, two: Known, says: str, noun: str) -> list[str]:
    """What is said where two spans have no number in common."""
    if one is None or common(one, two) is not None:
        return []
    return [f"{says.format(two)}, but {one} {noun} are stated"]


def common(one: Known, two: Known) -> Known | None:
    """What two spans have in common."""
    low, high = _end(max, one.low, two.low), _end(min, one.high, two.high)
    return None if low is not None and high is not None and low > high else Known(low, high)


def _both(one: Known, two: Known) -> Known:
    """What two spans have in common; all that lies between them if they contradict each other."""
    shared = common(one, two)
    if shared is not None:
        return shared
    ends = [end for end in (one.low, one.high, two.low, two.high) if end is not None]
    return Known(min(ends), max(ends))


def _end(choose: Callable[..., Fraction], *ends: Fraction | None) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return choose(known) if known else None


def _completed(said: Said, metres: Known) -> Said:
    """With the distance of each repetition that the metres in all give, or the other way round."""
    if metres.low is None or metres.high is None:
        return said
    if said.reps and said.reps.low and said.reps.high:
        low, high = metres.low / said.reps.high, metres.high / said.reps.low
        return replace(said, distance=Known(low, high)) if high >= 1 else said
    return said


def whole(span: Known, least: int = 1) -> tuple[int, int]:
    """The whole numbers around a span of which both ends are known."""
    assert span.low is not None and span.high is not None
    return max(math.floor(span.low), least), max(math.ceil(span.high), least)

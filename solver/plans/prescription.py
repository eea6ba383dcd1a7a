"""What a session asks of one athlete: dose, target time, recovery.

A target is a time for one repetition, from the athlete's best. An upper limit of intensity is
rounded up in time and a lower one down, so that whoever runs the target keeps the limit: 75 % of a
10.00 s athlete is 13.33 s per 100 m, and 13.4 is what is written down. Whatever had to be estimated
is marked `est.`; where nothing is known there are only the percentages.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from solver.catalogue import TOP_SPEED, Form, rest_minutes
from solver.documents.catalogue import Intensity, Session
from solver.documents.scenario import Athlete
from solver.words import number, plural

#: Best time over a distance (m) from a standing start as a share of that over 100 m, roughly, for
#: estimates only: between the splits of sprinters and the usual relations of their bests.
SHARES: Mapping[int, Fraction] = {
    10: Fraction(18, 100),
    20: Fraction(285, 1000),
    30: Fraction(38, 100),
    40: Fraction(47, 100),
    50: Fraction(557, 1000),
    60: Fraction(645, 1000),
    80: Fraction(82, 100),
    100: Fraction(1),
    120: Fraction(119, 100),
    150: Fraction(149, 100),
    200: Fraction(201, 100),
    300: Fraction(325, 100),
    400: Fraction(455, 100),
    600: Fraction(75, 10),
}


@dataclass(frozen=True, slots=True)
class Best:
    """A time in seconds at 100 %, and whether it had to be estimated."""

    seconds: Fraction
    estimated: bool


@dataclass(frozen=True, slots=True)
class Target:
    """The time for one repetition.

    Parameters
    ----------
    fastest, slowest
        Seconds between which it should lie; None leaves a side open.
    estimated
        Whether the athlete's best at this distance is not known.
    """

    fastest: Fraction | None
    slowest: Fraction | None
    estimated: bool
    digits: int

    def __str__(self) -> str:
        mark = " est." if self.estimated else ""
        if self.fastest is not None and self.slowest is not None:
            if self.slowest <= self.fastest:
                return f"in {self._time(self.fastest)}{mark}"
            return f"in {self._time(self.fastest)} to {self._time(self.slowest)}{mark}"
        if self.fastest is not None:
            return f"in {self._time(self.fastest)} or slower{mark}"
        return f"in {self._time(self.slowest or Fraction(0))} or faster{mark}"

    def _time(self, seconds: Fraction) -> str:
        if seconds < 60:
            return f"{float(seconds):.{self.digits}f}"
        minutes, rest = divmod(seconds, 60)
        return f"{minutes}:{float(rest):0{self.digits + 3}.{self.digits}f}"


def best(athlete: Athlete, distance: int) -> Best | None:
    """The athlete's best over a distance from a standing start, known or estimated from another."""
    known = athlete.times
    if distance in known:
        return Best(known[distance], estimated=False)
    near = sorted((d for d in known if share(d)), key=lambda d: (abs(d - 100), d))
    wanted = share(distance)
    if not near or wanted is None:
        return None
    reference = share(near[0])
    assert reference
    return Best(known[near[0]] / reference * wanted, estimated=True)


@lru_cache(maxsize=256)
def share(distance: int) -> Fraction | None:
    """The best time over a distance as a share of that over 100 m; None beyond the table."""
    if distance in SHARES:
        return SHARES[distance]
    below = max((d for d in SHARES if d < distance), default=None)
    above = min((d for d in SHARES if d > distance), default=None)
    if below is None or above is None:
        return None
    between = Fraction(distance - below, above - below)
    return SHARES[below] + between * (SHARES[above] - SHARES[below])


def target(session: Session, distance: int | None, athlete: Athlete) -> Target | None:
    """The time that an athlete should run in a session, or None where there is none to run.

    Parameters
    ----------
    distance
        Of one repetition, in metres, without the run-in.
    """
    given = session.intensity
    if given is None or distance is None:
        return None
    upper = given.at_most if given.at_most is not None and given.at_most < 100 else None
    digits = 1 if distance > 60 else 2
    fast = _reference(given, distance, athlete, floor=False) if upper else None
    lower = given.at_least if given.at_least is not None and given.at_least < 100 else None
    slow = _reference(given, distance, athlete, floor=True) if lower else None
    if fast is None and slow is None:
        return None
    return Target(
        fastest=_rounded(fast, upper, digits, math.ceil),
        slowest=_rounded(slow, lower, digits, math.floor),
        estimated=any(each.estimated for each in (fast, slow) if each),
        digits=digits,
    )


def _reference(given: Intensity, distance: int, athlete: Athlete, floor: bool) -> Best | None:
    """What 100 % is. A floor never asks for more than a best over the distance."""
    over_100 = best(athlete, 100)
    if over_100 is None or given.of in ("1RM", "effort"):
        return None
    if given.of == "maximal velocity":
        return Best(over_100.seconds * distance / 100 / TOP_SPEED, estimated=True)
    standing = best(athlete, distance)
    if given.of == "best effort" or (standing and not standing.estimated):
        return standing
    pace = Best(over_100.seconds * distance / 100, over_100.estimated)
    if floor and standing and standing.seconds > pace.seconds:
        return standing
    return pace


def _rounded(
    reference: Best | None, limit: float | None, digits: int, way: Callable[[Fraction], int]
) -> Fraction | None:
    if reference is None or not limit:
        return None
    step = 10**digits
    return Fraction(way(reference.seconds * _steps(limit, step)), step)


@lru_cache(maxsize=256)
def _steps(limit: float, step: int) -> Fraction:
    """How many steps a second at 100 % comes to at a limit in per cent."""
    return 100 * step / Fraction(str(limit))


def per_cent(session: Session) -> str:
    """How fast, in per cent: '95 % or more', '65 to 75 %', 'up to 75 %'; '' where nothing is said."""
    given = session.intensity
    if given is None or (given.at_least is None and given.at_most is None):
        return ""
    low, high = given.at_least, given.at_most
    of = " 1RM" if given.of == "1RM" else ""
    if low is not None and high is not None and high < 100:
        return f"{number(low)} %{of}" if low == high else f"{number(low)} to {number(high)} %{of}"
    if low is not None:
        return f"100 %{of}" if low == 100 else f"{number(low)} %{of} or more"
    return f"up to {number(high or 0)} %{of}"


def dose(form: Form, count: int, session: Session) -> str:
    """How much: '6 x 30 m', '4 sets of 5', '20 min'; '' where there is nothing to choose."""
    if session.dose is None:
        return ""
    if form.distance is not None:
        return f"{count} x {form.distance:,} m"
    if form.counted == "minutes":
        return f"{count} min"
    of = f" of {session.dose.of}" if session.dose.of else ""
    return plural(count, form.counted.removesuffix("s")) + of


def title(session: Session) -> str:
    """What it is, with the run-in: 'Flying sprints, 30 m run-in'."""
    return f"{session.title}, {session.run_in} m run-in" if session.run_in else session.title


def recovery(session: Session, distance: int | None) -> str:
    """The rest between repetitions: '3 min, walk back'; of sets how long each takes: '10 min a set'."""
    rest = rest_minutes(session, distance)
    counted = session.dose.counted()[0].removesuffix("s") if session.dose else ""
    a_set = f" a {counted}" if counted and counted != "rep" else ""
    parts = [_clock(rest) + a_set] if rest else []
    parts += [session.recovery] if session.recovery else []
    return ", ".join(parts)


def _clock(minutes: Fraction) -> str:
    """A rest as it is called out: '45 s', '1:30 min', '3 min'."""
    whole, seconds = divmod(round(minutes * 60), 60)
    if not whole:
        return f"{seconds} s"
    return f"{whole}:{seconds:02} min" if seconds else f"{whole} min"

"""Sessions that can be planned, and the forms in which each can be done.

A *form* is a session at one repetition distance: `acceleration@30`. Within a form only the count
(repetitions, sets, minutes...) is left to choose, and every amount is a base plus so much for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from solver.clauses.what import REST, Selection, What
from solver.documents.catalogue import CatalogueFile, PerMetres, Session

#: How much faster a runner's highest speed is than his average over 100 m; 1.10 to 1.18 is usual.
TOP_SPEED = Fraction(115, 100)

#: Measures that every catalogue has, with the noun they are counted in.
MEASURES: Mapping[str, str] = {
    "sessions": "session",
    "reps": "rep",
    "metres": "m",
    "total_metres": "m",
    "minutes": "min",
    "load": "AU",
    "distance": "m",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A session at one repetition distance.

    Parameters
    ----------
    key
        `session@distance`, or `session` where there is no distance.
    first, last, step
        The counts that may be chosen.
    amounts
        For each measure what is there in any case and what each count adds.
    intensity
        The intensity (%) at which it is done, where that is known better than from the session.
    """

    key: str
    session: str
    distance: int | None
    counted: str
    first: int
    last: int
    step: int
    amounts: Mapping[str, tuple[Fraction, Fraction]]
    intensity: Fraction | None = None

    def amount(self, measure: str, count: int) -> Fraction:
        """How much of a measure there is in this form with a given count."""
        base, each = self.amounts.get(measure, (Fraction(0), Fraction(0)))
        return base + each * count

    def counts(self) -> range:
        """The counts that may be chosen."""
        return range(self.first, self.last + 1, self.step)

    def step_of(self, count: int) -> int | None:
        """The place of a count among those that may be chosen, from 0; None where it is none of them."""
        return self.counts().index(count) if count in self.counts() else None


class Catalogue:
    """A catalogue file, ready for selecting."""

    def __init__(self, file: CatalogueFile) -> None:
        self.file = file
        self.classes: Sequence[str] = file.classes
        self.sessions: Mapping[str, Session] = file.sessions
        self.forms: Mapping[str, Form] = {
            form.key: form for name, each in file.sessions.items() for form in forms(name, each)
        }
        self.measures: Mapping[str, str] = {
            **{name: name.removesuffix("s") for each in self.sessions.values() for name in each.amounts},
            **{form.counted: form.counted.removesuffix("s") for form in self.forms.values()
               if form.counted not in MEASURES},
            **MEASURES,
        }  # fmt: skip

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """Every session, tag and class, with its forms."""
        words: dict[str, set[str]] = {name: set() for name in self.classes if name != "rest"}
        for form in self.forms.values():
            session = self.sessions[form.session]
            for word in (form.session, session.class_, *session.tags):
                if word != "rest":
                    words.setdefault(word, set()).add(form.key)
        return {word: frozenset(keys) for word, keys in words.items()}

    @cached_property
    def training(self) -> frozenset[str]:
        """The forms that make a day a training day: all but those of class `rest`."""
        return frozenset(
            key for key, form in self.forms.items() if self.sessions[form.session].class_ != REST
        )

    @cached_property
    def _chosen(self) -> dict[What, Selection]:
        return {}

    def select(self, what: What) -> Selection:
        """The sessions that a selector means in this catalogue."""
        chosen = self._chosen.get(what)
        if chosen is None:
            chosen = self._chosen[what] = what.on(self)
        return chosen

    def every(self) -> frozenset[str]:
        """All forms."""
        return frozenset(self.forms)

    def forms_of(self, session: str) -> frozenset[str]:
        """The forms of one session."""
        return frozenset(key for key, form in self.forms.items() if form.session == session)

    def races(self, meets: Iterable[str]) -> frozenset[str]:
        """The forms that stand for competitions: of the sessions that meets name, and all tagged `race`."""
        return frozenset(self.named("race") or ()).union(*map(self.forms_of, set(meets)))

    def named(self, word: str) -> frozenset[str] | None:
        """The forms of a session, tag or class; None for a word that is none of these."""
        return self.words.get(word)

    def rank(self, key: str) -> int:
        """How hard a form is: the place of its class, from 0."""
        return self.classes.index(self.sessions[self.forms[key].session].class_)

    def harder(self, word: str) -> frozenset[str]:
        """The forms of the classes above a class."""
        if word not in self.classes:
            return frozenset()
        rank = self.classes.index(word)
        return frozenset(key for key in self.forms if self.rank(key) > rank)

    def where(
        self, attribute: str, low: Fraction | None, high: Fraction | None, strict: tuple[bool, bool]
    ) -> frozenset[str]:
        """The forms whose whole range of an attribute lies between two numbers.

        A session at 90-100 % is not above 95 %: it may be done below.
        """
        found = set()
        for form in self.forms.values():
            least, most = self.attribute(form, attribute)
            above = low is None or (least is not None and (least > low or (least == low and not strict[0])))
            below = high is None or (most is not None and (most < high or (most == high and not strict[1])))
            if above and below and (least, most) != (None, None):
                found.add(form.key)
        return frozenset(found)

    def attribute(self, form: Form, attribute: str) -> tuple[Fraction | None, Fraction | None]:
        """The lowest and highest value of an attribute in a form; None where it is not known."""
        session = self.sessions[form.session]
        if attribute == "intensity" and form.intensity is not None:
            return form.intensity, form.intensity
        if attribute == "intensity":
            given = session.intensity
            return (_exact(given.at_least), _exact(given.at_most)) if given else (None, None)
        if attribute == "velocity":
            return self._velocity(form, session)
        rest = rest_minutes(session, form.distance)
        value = {
            "distance": _exact(form.distance),
            "rest": rest,
            "rest_per_10m": None if rest is None or not form.distance else 10 * rest / form.distance,
            "rpe": _exact(session.rpe),
        }[attribute]
        return value, value

    def _velocity(self, form: Form, session: Session) -> tuple[Fraction | None, Fraction | None]:
        """The intensity as a share (%) of maximal velocity; unknown where it is that of a best effort."""
        of = session.intensity.of if session.intensity else ""
        share = {"100m pace": 1 / TOP_SPEED, "maximal velocity": Fraction(1)}.get(of)
        low, high = self.attribute(form, "intensity")
        if share is None:
            return None, None
        return None if low is None else low * share, None if high is None else high * share


def forms(name: str, session: Session) -> list[Form]:
    """The forms of a session, one for each repetition distance."""
    if session.dose is None:
        return [Form(name, name, None, "reps", 1, 1, 1, _amounts(session, None, ""))]
    counted, span = session.dose.counted()
    distances = session.dose.distance or [None]  # type: ignore[list-item]
    return [
        Form(
            key=f"{name}@{distance}" if len(distances) > 1 else name,
            session=name,
            distance=distance,
            counted=counted,
            first=span.from_,
            last=span.to,
            step=span.step,
            amounts=_amounts(session, distance, counted),
        )
        for distance in distances
    ]


def rest_minutes(session: Session, distance: int | None) -> Fraction | None:
    """The rest between repetitions, in minutes."""
    if isinstance(session.rest, PerMetres):
        return _exact(session.rest.per_10m) * (distance or 0) / 10
    return None if session.rest is None else _exact(session.rest)


def _exact(value: float | None) -> Fraction:
    return Fraction(str(value)) if value is not None else None  # type: ignore[return-value]


def _amounts(session: Session, distance: int | None, counted: str) -> dict[str, tuple[Fraction, Fraction]]:
    """Base and increment of every measure of a form; see :class:`Form`."""
    zero = Fraction(0)
    amounts = {name: (_exact(per.base), _exact(per.each)) for name, per in session.amounts.items()}
    amounts["sessions"] = (Fraction(1), zero)
    if counted:
        amounts[counted] = (zero, Fraction(1))
    if distance:
        amounts.setdefault("metres", (zero, Fraction(distance)))
        amounts["total_metres"] = (zero, Fraction(distance + session.run_in))
        amounts["distance"] = (Fraction(distance), zero)
    each = Fraction(1) if counted == "minutes" else rest_minutes(session, distance) or zero
    base = _exact(session.minutes) + _exact(session.warm_up)
    amounts["minutes"] = (base, each)
    rpe = _exact(session.rpe)
    amounts["load"] = (base * rpe, each * rpe)
    return amounts

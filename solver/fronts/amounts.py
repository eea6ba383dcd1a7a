"""An amount that is a goal: in a coach's words, as 'metres of speed in week 3', or in those of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field

from solver.catalogue import Catalogue
from solver.clauses.amount import Counted
from solver.clauses.what import TRAINING, What
from solver.clauses.when import When
from solver.documents.base import validate, wrong
from solver.errors import refuse
from solver.files.source import Source
from solver.fronts.aims import Quantity, grain
from solver.reasons.whynot.called import called, unknown_session
from solver.scope import Scope
from solver.season import Season
from solver.words import is_whole, listed, nearest, unknown

#: What may be counted, as coaches call it.
COUNTED = {
    "day": "days", "days": "days", "session": "sessions", "sessions": "sessions",
    "weekend": "weekends", "weekends": "weekends",
    "metre": "metres", "metres": "metres", "meters": "metres", "m": "metres", "volume": "metres",
    "minute": "minutes", "minutes": "minutes", "load": "load", "rep": "reps", "reps": "reps",
}  # fmt: skip
_STEP = re.compile(r"(.+?) (?:by|in steps of) ([0-9]{1,6}(?:\.[0-9]{1,2})?)\Z")
_RUN_IN = re.compile(r"(.+?) with (?:the )?run-ins?\Z")
#: What is counted one by one.
_ONES = ("days", "weekends", "groups", "kinds", "athletes", "sessions")
_WEEKS = re.compile(r"weeks? ([0-9]{1,3}(?: ?- ?[0-9]{1,3})?)\Z")


class DatedAmount(Counted):
    """An amount with the days on which it counts, and the step in which it is counted."""

    when: When = When()
    per_unit: Annotated[float, Field(gt=0, le=1_000_000)] | None = None


def counted(text: str, season: Season) -> Mapping[str, Any]:
    """Read an amount in a coach's words: 'speed metres in general preparation by 100'.

    Raises
    ------
    InputError, PydanticCustomError
        With what is wrong, in a coach's words.
    """
    text, found = " ".join(text.split()), dict[str, Any]()
    if step := _STEP.match(text):
        text, found["per_unit"] = step[1], float(step[2])
    before, inside, place = text.rpartition(" in ")
    if inside:
        text, found["when"] = before, _when(place)
    if run_in := _RUN_IN.match(text):
        text = run_in[1]
    measure, what = _split(text.removeprefix("total ").split(), season.catalogue)
    if run_in:
        measure = "total_metres" if measure == "metres" else measure
    selector: Any = (_what(what, season.catalogue) if what else TRAINING).written()
    if measure in (*COUNTED.values(), "total_metres"):
        return {measure: selector, **found}
    return {"measure": measure, "of": selector, **found}


def _when(place: str) -> Mapping[str, Any]:
    """The days of 'week 3', 'weeks 1-4' or a phase."""
    if weeks := _WEEKS.match(place):
        return {"weeks": int(weeks[1]) if is_whole(weeks[1]) else weeks[1]}
    return {"phase": "-".join(place.lower().split())}


def _split(words: list[str], shelf: Catalogue) -> tuple[str, str]:
    """What is counted, and of what: 'metres of speed', 'speed metres', 'load'."""
    known = {**COUNTED, **{name: name for name in shelf.measures}}
    if words and (measure := known.get(words[0].lower())):
        of = words[1:2] in (["of"], ["with"])
        if of and len(words) < 3:
            raise refuse(f"found nothing after {words[1]!r}, expected a session, tag or class")
        return measure, " ".join(words[1 + of :])
    if words and (measure := known.get(words[-1].lower())):
        return measure, " ".join(words[:-1])
    kinds = listed([each for each in dict.fromkeys(known.values()) if "_" not in each], "or")
    if not words:
        raise refuse(f"found nothing to count, expected {kinds}")
    said, close = f"found {' '.join(words)[:60]!r}", nearest(words[-1], known)
    if close:
        raise refuse(f"{said}; did you mean {' '.join([*words[:-1], close])[:60]!r}?")
    raise refuse(f"{said}, expected what is counted ({kinds}), as in 'metres of speed'")


def _what(text: str, shelf: Catalogue) -> What:
    found = called(text, shelf)
    if found is None:
        raise unknown_session(text, shelf)
    return found


def quantity(data: Mapping[str, Any], season: Season, most: bool) -> Quantity:
    """The goal of an amount in the words of rules.

    Raises
    ------
    InputError, PydanticCustomError
        With what is wrong.
    """
    amount = validate(DatedAmount, Source("", dict(data)))
    for word in amount.what.words():
        if season.catalogue.named(word) is None:
            raise unknown_session(word, season.catalogue)
    phases = {day.phase for day in season.calendar.days}
    for phase in amount.when.phases():
        if phase not in phases:
            raise wrong(unknown("phase", phase, phases))
    scopes = tuple(_scopes(amount, season))
    if not scopes:
        raise wrong(f"no day of this plan is {amount.when}")
    step = Fraction(str(amount.per_unit)) if amount.per_unit else _grain(amount, scopes[0])
    when = str(amount.when)
    name = amount.counted.replace("_", " ") if amount.what == TRAINING else amount.named()
    return Quantity(name + (f" {when}" if when else ""), most, step, amount, scopes)


def _scopes(amount: DatedAmount, season: Season) -> Iterator[Scope]:
    for athlete in season.athletes:
        if days := amount.when.days(season.calendar, athlete):
            yield Scope(season.calendar, season.catalogue, [athlete], days, season.known_from)


def _grain(amount: DatedAmount, scope: Scope) -> Fraction:
    """The step in which the doses of the catalogue let an amount change."""
    if amount.counted in _ONES and not amount.weights:
        return Fraction(1)
    forms = [scope.catalogue.forms[key] for key in scope.select(amount.what).forms]
    return grain(
        amount.factor(scope, form.key) * form.amount(amount.counted, count)
        for form in forms
        for count in form.counts()
    )

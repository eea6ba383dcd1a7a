"""Sessions that somebody typed, as sessions of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from solver.calendar import Calendar
from solver.catalogue import Catalogue, Form
from solver.diary import Done
from solver.documents.scenario import Athlete, Entry
from solver.errors import InputError
from solver.files.source import Path_, Source
from solver.words import unknown

#: Fields of an entry that state an amount outright.
STATED = ("metres", "minutes", "load")


def done_of(
    entry: Entry,
    shelf: Catalogue,
    calendar: Calendar,
    athletes: Sequence[Athlete],
    source: Source,
    at: Path_,
) -> Done:
    """What was done, for an entry that must be a session of the catalogue.

    Raises
    ------
    InputError
        If the session, the athlete, the slot or the distance is not known.
    """
    problems = []
    if entry.session not in shelf.sessions:
        problems.append(source.problem((*at, "session"), unknown("session", entry.session, shelf.sessions)))
    names = [athlete.name for athlete in athletes]
    if entry.athlete is not None and entry.athlete not in names:
        problems.append(source.problem((*at, "athlete"), unknown("athlete", entry.athlete, names)))
    if entry.athlete is None and len(names) > 1:
        problems.append(source.problem(at, "'athlete' is missing: there are several"))
    if entry.slot is not None and entry.slot not in calendar.slots:
        problems.append(source.problem((*at, "slot"), unknown("slot", entry.slot, calendar.slots)))
    if problems:
        raise InputError(problems)
    forms = forms_of(entry, shelf, entry.session)
    if not forms:
        offered = sorted(form.distance or 0 for form in shelf.forms.values() if form.session == entry.session)
        message = f"{entry.session} is not done over {entry.distance} m; its distances: {offered}"
        raise InputError([source.problem((*at, "distance"), message)])
    form, count = forms[0], entry.reps or forms[0].first
    slot = entry.slot or calendar.slots[0]
    amounts = {**amounts_of(form, count), **stated(entry)}
    day = calendar.index(entry.date)
    return Done(entry.athlete or names[0], day, slot, form.key, form.session, count, form.distance, amounts)


def forms_of(entry: Entry, shelf: Catalogue, session: str) -> list[Form]:
    """The forms of a session that fit the distance of an entry; all if it states none."""
    forms = [form for form in shelf.forms.values() if form.session == session]
    if entry.distance is None or all(form.distance is None for form in forms):
        return forms
    return [form for form in forms if form.distance == entry.distance]


def amounts_of(form: Form, count: int) -> dict[str, Fraction]:
    """Every amount of a form at a count."""
    return {measure: form.amount(measure, count) for measure in form.amounts}


def stated(entry: Entry) -> Mapping[str, Fraction]:
    """The amounts that an entry states outright."""
    return {name: Fraction(value) for name in STATED if (value := getattr(entry, name)) is not None}

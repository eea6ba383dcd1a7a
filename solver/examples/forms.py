"""The sessions of a row as forms of a catalogue, also such as the catalogue does not offer."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from fractions import Fraction

from solver.catalogue import Catalogue, Form
from solver.errors import refuse
from solver.examples.rows import Item
from solver.words import unknown


def session_of(shelf: Catalogue, word: str) -> str:
    """The session that a word means: its name, or the first one with that tag or class.

    Raises
    ------
    InputError
        If no session of the catalogue is meant.
    """
    if word in shelf.sessions:
        return word
    for name, session in shelf.sessions.items():
        if word == session.class_ or word in session.tags:
            return name
    raise refuse(unknown("session, tag or class", word, [*shelf.words, "rest"]))


def form_of(shelf: Catalogue, item: Item) -> tuple[Form, int]:
    """The form of an item, and its count; amounts that are stated make a form of their own."""
    name = session_of(shelf, item.word)
    mine = [form for form in shelf.forms.values() if form.session == name]
    base = next((form for form in mine if form.distance == item.distance), mine[0])
    stated = any(each is not None for each in (item.reps, item.distance, item.intensity)) or item.amounts
    if item.priority and not stated:
        if item.rounds in base.counts() and base.counted == "reps":
            return base, item.rounds
    elif not stated:
        return base, base.first
    return _one_off(shelf, base, item), 1


def _one_off(shelf: Catalogue, base: Form, item: Item) -> Form:
    """A form with just the amounts (and the intensity) that an item states, else as at the smallest dose."""
    count = base.first
    if base.counted == "reps":
        count = item.reps or (item.rounds if item.priority else base.first)
    amounts = {measure: base.amount(measure, count) for measure in base.amounts}
    run_in = shelf.sessions[base.session].run_in
    if item.reps and item.distance:
        amounts["reps"], amounts["distance"] = Fraction(item.reps), Fraction(item.distance)
        amounts["metres"] = Fraction(item.reps * item.distance)
        amounts["total_metres"] = Fraction(item.reps * (item.distance + run_in))
    if item.priority:
        amounts["reps"] = Fraction(item.rounds)
    for measure, value in item.amounts:
        if measure not in shelf.measures:
            raise refuse(unknown("measure", measure, shelf.measures))
        amounts[measure] = value
        if measure == "metres":
            far = item.distance or base.distance
            amounts["total_metres"] = value * (far + run_in) / far if far else value
        if measure == "minutes":
            amounts["load"] = value * Fraction(str(shelf.sessions[base.session].rpe))
    amounts |= dict(item.amounts)
    said = [f"{item.rounds} rounds"] if item.priority else []
    said += [f"{item.reps}x{item.distance}m"] if item.reps else []
    said += [f"{float(value):g} {measure}" for measure, value in item.amounts]
    said += [f"{float(item.intensity):g} %"] if item.intensity is not None else []
    key = f"{base.session} ({', '.join(said)})"
    held = {measure: (value, Fraction(0)) for measure, value in amounts.items()}
    distance = item.distance or base.distance
    return Form(key, base.session, distance, base.counted, 1, 1, 1, held, item.intensity)


def extended(shelf: Catalogue, forms: Iterable[Form]) -> Catalogue:
    """A catalogue with further forms of its sessions."""
    more = {form.key: form for form in forms if form.key not in shelf.forms}
    if not more:
        return shelf
    wider = copy.copy(shelf)
    wider.forms = {**shelf.forms, **more}
    for derived in ("words", "training", "_chosen"):
        wider.__dict__.pop(derived, None)
    return wider

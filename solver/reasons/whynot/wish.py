"""What a coach would rather have, as typed: `tue: flying`, `2027-03-02 pm: rest`, `week 9: 3 speed`.

======================================  ==============================================================
``tue: flying``                         a session (or any with that tag, or of that class) on that day
``2027-03-02 pm: speed``                in that slot of that day
``tue: flying x 4``, ``4 x 30 m``       in that dose; also ``20 min``, ``3 sets``, ``60 contacts``
``tue: no flying``, ``tue: rest``       without it; without training
``week 9: 3 speed``, ``week 9: rest``   so many sessions of it in a week; at least one without a number
======================================  ==============================================================

Sessions may be called by their titles too, see :mod:`solver.reasons.whynot.called`. A wish comes to rules, in
the words of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from solver.catalogue import Form
from solver.clauses.what import REST, What, parse_what
from solver.documents.base import shown, wrong
from solver.documents.quantities import PLAIN, Known, Work, parse_work
from solver.reasons.whynot.called import called, name_and_dose, unknown_session
from solver.reasons.whynot.where import Where
from solver.season import Season
from solver.words import is_whole, listed, number, plural

#: The most letters of a wish, and the most sessions.
MOST = 200
#: So many doses are named one by one.
SEVERAL = 4
#: A number with commas between its thousands: doses are whole numbers.
_THOUSANDS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished for somewhere.

    Parameters
    ----------
    says
        In words, with the place: 'flying on Tue 2 Mar'.
    rules
        The kinds of rules it comes to, as YAML would hold them.
    what
        The sessions that are to be there; None where some are not to be.
    """

    says: str
    where: Where
    rules: tuple[dict[str, Any], ...]
    what: What | None = None


def wished(value: Any, where: Where, season: Season) -> Wish:
    """Read a wish for a place.

    Raises
    ------
    PydanticCustomError
        With what is wrong, in a coach's words.
    """
    words = value.split() if isinstance(value, str) and len(value) <= MOST else []
    if len(words) > 1 and words[0].lower() == "no":
        what = _what(" ".join(words[1:]), season)
        return Wish(f"no {what} {where}", where, tuple(_without(what, where)))
    if len(words) > 1 and is_whole(words[0]):
        return _counted(int(words[0]), _what(" ".join(words[1:]), season), where)
    if (parts := name_and_dose(words, season.catalogue)) is not None:
        return _dosed(*parts, where, season)
    what = _what(value, season)
    return Wish(f"{_name(what)} {where}", where, tuple(_with(what, where)), what)


def _what(value: Any, season: Season) -> What:
    """A selector of which every word is known."""
    if isinstance(value, str) and (found := called(value, season.catalogue)):
        return found
    what = parse_what(value)
    for word in what.words():
        if season.catalogue.named(word) is None:
            raise unknown_session(word, season.catalogue)
    return what


def _name(what: What) -> str:
    return f"a {what.day} day" if what.day else str(what)


def _with(what: What, where: Where) -> Iterator[dict[str, Any]]:
    if where.is_week and what.word != REST:
        yield {"limit": {_unit(what): what, "per": "week", "at_least": 1}}
    else:
        yield {"pin": {"do": what, "slot": where.slot}}


def _without(what: What, where: Where) -> Iterator[dict[str, Any]]:
    yield {"pin": {"avoid": what, "slot": where.slot}}


def _unit(what: What) -> str:
    """What is counted: days where a selector speaks of days."""
    return "days" if what.day or what.has_rest() else "sessions"


def _counted(count: int, what: What, where: Where) -> Wish:
    if count > MOST:
        raise wrong(f"found {count}, expected a number of sessions up to {MOST}")
    if where.slot:
        raise wrong(f"found '{count} {what}' in the slot {where.slot}, expected it for a day or a week")
    unit = _unit(what)
    noun = f"{what.day or what} day" if unit == "days" else f"{what} session"
    per = "week" if where.is_week else "day"
    rule = {"limit": {unit: what, "per": per, "exactly": count}}
    return Wish(
        f"{plural(count, noun) if count else f'no {noun}s'} {where}", where, (rule,), what if count else None
    )


# ---- doses ------------------------------------------------------------------------------------------


def _dosed(word: str, dose: str, where: Where, season: Season) -> Wish:
    """A session in a dose."""
    what = _what(word, season)
    forms = [season.catalogue.forms[key] for key in sorted(season.catalogue.select(what).forms)]
    counted = sorted({form.counted for form in forms})
    if len(counted) != 1:
        found = f"{word} is counted in {listed(counted, 'or')}" if forms else f"{word} has no doses"
        raise wrong(f"{found}: a dose goes with a session, as in 'flying x 4'")
    if where.is_week:
        raise wrong(f"found '{word} {dose}' for a week, expected a dose on a day, as in 'tue: {word} {dose}'")
    chosen, measure, amount = _bare(dose, forms) or _amount(_work(dose), forms)
    _offered(amount, measure, word, chosen)
    narrowed = what if len(chosen) == len(forms) else _over(what, chosen[0].distance)
    rules: list[dict[str, Any]] = [
        {"limit": {"measure": measure, "of": narrowed, "per": "day", "exactly": amount}}
    ]
    if where.slot:
        rules.insert(0, {"pin": {"do": narrowed, "slot": where.slot}})
    return Wish(f"{what} {dose} {where}", where, tuple(rules), what)


def _bare(dose: str, forms: Sequence[Form]) -> tuple[Sequence[Form], str, int] | None:
    """A dose that is a bare count, as in `x 4`."""
    sign, count = dose.translate(PLAIN)[0], dose[1:].strip()
    if sign == "x" and is_whole(count):
        return forms, forms[0].counted, int(count)
    return None


def _work(dose: str) -> Work:
    """The work of a dose; `1,000` is a thousand."""
    return parse_work(_THOUSANDS.sub(lambda found: found[0].replace(",", ""), dose))


def _over(what: What, distance: int | None) -> What:
    return parse_what({"all": [what, {"distance": {"at_least": distance, "at_most": distance}}]})


def _amount(work: Work, forms: Sequence[Form]) -> tuple[Sequence[Form], str, int]:
    """The forms that a dose leaves, what of them is counted, and how much of it."""
    size = _whole(work, work.size)
    if work.reps is None:
        return forms, {"m": "metres", "min": "minutes"}.get(work.unit, work.unit), size
    if work.unit not in ("", "m") or work.sets:
        raise wrong(f"found '{work.text}', expected a dose such as 'x 4', '4x30 m', '20 min' or '3 sets'")
    chosen = _at(size, forms)
    return chosen, chosen[0].counted, _whole(work, work.reps)


def _offered(amount: int, measure: str, word: str, forms: Sequence[Form]) -> None:
    """Refuse a dose that the catalogue does not offer."""
    if measure != forms[0].counted and (measure != "metres" or not forms[0].distance):
        raise wrong(f"found {measure}, but {word} is counted in {forms[0].counted}")
    offered = sorted({form.amount(measure, count) for form in forms for count in form.counts()})
    if len({form.session for form in forms}) == 1 and amount not in offered:
        known = listed([number(each) for each in offered], "or")
        several = known if len(offered) <= SEVERAL else f"{number(offered[0])} to {number(offered[-1])}"
        step = f" in steps of {number(offered[1] - offered[0])}" if len(offered) > SEVERAL else ""
        raise wrong(f"found {amount} {measure} of {word}; the catalogue offers {several}{step}")


def _at(distance: int, forms: Sequence[Form]) -> Sequence[Form]:
    found = [form for form in forms if form.distance == distance]
    if not found:
        known = [f"{form.distance} m" for form in forms if form.distance]
        said = f"{forms[0].session} is not done over {distance} m"
        raise wrong(f"{said}; known: {', '.join(known) or 'no distance'}")
    return found


def _whole(work: Work, span: Known) -> int:
    if span.low is None or span.low != span.high or span.low.denominator != 1:
        raise wrong(f"found {shown(work.text)}, expected whole numbers")
    return int(span.low)


def said(error: PydanticCustomError) -> str:
    """What was wrong, of an error raised here."""
    return str((error.context or {}).get("said", error))

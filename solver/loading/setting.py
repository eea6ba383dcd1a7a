"""One change as it is typed: `rules.tempo-days.limit.at_most=3`, the path as messages print it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from solver.documents.scenario import Scenario
from solver.errors import InputError, Mark, Problem, refuse
from solver.files.reader import MAX_DEPTH
from solver.files.source import Path_, Source, dotted, parse
from solver.files.text import STEERING
from solver.loading.load import Reading, read
from solver.loading.resolved import resolved
from solver.overlays.lineage import on_top
from solver.overlays.named import LISTS, every_name, names
from solver.overlays.overlay import Overlay
from solver.words import listed

#: The most letters of a change: the athletes of a group are one.
LONGEST = 20_000
_PLACE = re.compile(r"\[([0-9]{1,6})\]")


def changed(
    below: Reading,
    file: Path,
    apply: Sequence[Path | str] = (),
    settings: Sequence[str] = (),
    off: Sequence[str] = (),
    on: Sequence[str] = (),
) -> Reading:
    """A scenario with changes on top: overlays first, then what was typed.

    Parameters
    ----------
    below, file
        What stands in the scenario, and its file.
    apply
        Files of overlays, the last one uppermost.
    settings
        Changes of one thing each, as in ``rules.tempo-days.limit.at_most=3``.
    off, on
        Rules to do without, and to switch on.

    Raises
    ------
    InputError
        With all that is wrong with them.
    """
    over = overlays(below, apply, settings, off, on)
    return read(below.layers[-1].source, file, over=over) if over else below


def overlays(
    below: Reading,
    apply: Sequence[Path | str] = (),
    settings: Sequence[str] = (),
    off: Sequence[str] = (),
    on: Sequence[str] = (),
) -> list[Overlay]:
    """What is laid on a scenario: overlays first, then what was typed; see :func:`changed`."""
    over: list[Overlay] = []
    for each in apply:
        over += on_top(Path(each), [*below.layers, *over])
    above = below.under(over) if over and settings else below
    return [*over, *_typed(settings, off, on, resolved(above).data if settings else {})]


def _typed(settings: Sequence[str], off: Sequence[str], on: Sequence[str], view: Any) -> list[Overlay]:
    """What was typed, as overlays; all that is wrong with it at once."""
    problems: list[Problem] = []
    found: list[Overlay] = []
    for text in settings:
        try:
            found.append(setting(text, view))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    if both := sorted({*on} & {*off}):
        raise refuse(f"--off {both[0]}: --on {both[0]} stands there as well")
    return [*found, *(switching("on", each) for each in on), *(switching("off", each) for each in off)]


def switching(word: str, rule: str) -> Overlay:
    """The overlay of a rule that is switched `on` or `off`."""
    here = typed_at(f"--{word} {rule}")
    return Overlay.of({"rules": {rule: word}}, here.file)


def setting(text: str, view: Any, option: str = "--set") -> Overlay:
    """The overlay of one change.

    Parameters
    ----------
    text
        The path and the value, as in ``calendar.weeks=12``.
    view
        What the scenario is so far, so that items are known by their names and by their places.
    option
        How messages call what was typed.

    Raises
    ------
    InputError
        If it is no change, or leads to a place that a list does not have.
    """
    path, sign, written = text.partition("=")
    here = typed_at(f"{option} {text}")
    if not sign or not path.strip() or len(text) > LONGEST:
        raise refuse("expected a path and a value, as in rules.tempo-days.limit.at_most=3", here)
    rules = view.get("rules", {})
    if (rule := _next(path.strip(), rules)) in rules and rule not in Scenario.model_fields:
        raise refuse(_meant(rule, rules[rule], path.strip()), here)
    return Overlay.of(_nested(path.strip(), view, (), _value(written, here), here), here.file)


def typed_at(typed: str) -> Mark:
    """How messages call what was typed."""
    said = STEERING.sub("?", " ".join(typed.split()))
    here = Mark(said if len(said) <= 80 else f"{said[:77]}...", 0, 0)
    if STEERING.search(typed):
        raise refuse("a character that text may not have", here)
    return here


def _meant(rule: str, asks: Any, typed: str) -> str:
    """What may be changed in a rule, where what was typed begins with its id."""
    there = [dotted(("rules", rule, *path)) for path in _numbers(asks, ())] if typed == rule else []
    return f"{rule!r} is a rule: say {listed(there or [f'rules.{typed}'], 'or')}"


def _numbers(value: Any, path: Path_) -> Iterator[Path_]:
    """The paths to all numbers of a rule."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _numbers(each, (*path, name))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _numbers(each, (*path, place))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path


def _value(written: str, here: Mark) -> Any:
    """The value, read as in a file."""
    if written.strip() == "null":
        return None
    try:
        return parse(written, here.file).data
    except InputError as error:
        raise InputError(Problem(each.message, here) for each in error.problems) from None


def _nested(rest: str, view: Any, path: Path_, value: Any, here: Mark) -> Any:
    """The value below all the words of a path."""
    if not rest:
        return value
    if len(path) >= MAX_DEPTH:
        raise refuse(f"nested deeper than {MAX_DEPTH} levels", here)
    if (place := _PLACE.match(rest)) and path:
        return _in_list(rest[place.end() :], int(place[1]), view, path, value, here)
    rest = rest.removeprefix(".")
    name = _next(rest, _known(view, path))
    if not name:
        raise refuse("a word of the path is missing", here, dotted(path))
    below = _below(view, path, name)
    return {name: _nested(rest[len(name) :], below, (*path, name), value, here)}


def _in_list(rest: str, place: int, view: Any, path: Path_, value: Any, here: Mark) -> Any:
    """A change of one item of a list: by its name if items have names, else in a list written anew."""
    if not isinstance(view, list) or place >= len(view):
        raise refuse("there is no such place in the list", here, dotted((*path, place)))
    inner = _nested(rest, view[place], (*path, place), value, here)
    kind = LISTS.get(path)
    if kind and kind.name and (name := names(view, kind)[place]):
        return {name: inner}
    changed = Source("", view[place]).merged(Source("", inner)).data
    return [*view[:place], changed, *view[place + 1 :]]


def _next(rest: str, known: Iterable[str]) -> str:
    """The next word of a path: the longest that is known, for names with dots; else up to a dot."""
    there = [name for name in known if re.match(rf"{re.escape(name)}(?=[.\[]|\Z)", rest)]
    return max(there, key=len, default="") or re.split(r"[.\[]", rest, maxsplit=1)[0]


def _known(view: Any, path: Path_) -> list[str]:
    """The words and names that may be next."""
    if isinstance(view, list) and (kind := LISTS.get(path)):
        return [name for each in every_name(view, kind) for name in each] if kind.name else names(view, kind)
    return list(view) if isinstance(view, dict) else []


def _below(view: Any, path: Path_, name: str) -> Any:
    """What stands under a name so far."""
    if isinstance(view, dict):
        return view.get(name)
    if isinstance(view, list) and (kind := LISTS.get(path)) and kind.name:
        found = [view[place] for place, each in enumerate(every_name(view, kind)) if name in each]
        return found[0] if len(found) == 1 else None
    return None

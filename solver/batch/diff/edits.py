"""What was edited between two batches: rules in English, all else as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from solver.batch.start import FILES
from solver.documents.rulebook import Modifier, Rule
from solver.files.page import inline
from solver.files.source import Path_, dotted

#: What a rule says of itself; it asks nothing.
WORDS = ("says", "why", "source", "lint", "tags", "examples", "reading", "readings")
OFF, BEFORE, AFTER = "off", "one text", "another"
#: The most signs of a value that are shown.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that is asked otherwise.

    Parameters
    ----------
    was, now
        What it is in the one batch and in the other; None where it is not there.
    scenarios
        Where that is so.
    """

    what: str
    was: str | None
    now: str | None
    scenarios: tuple[str, ...] = ()


def edits(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Edit]:
    """What is edited in the scenarios of both batches, each thing once.

    Parameters
    ----------
    before, after
        What each scenario asks, as the ledgers have it.
    """
    found: dict[Edit, list[str]] = {}
    for name in before:
        if name in after:
            for each in dict.fromkeys(_edits(before[name], after[name])):
                found.setdefault(each, []).append(name)
    return [Edit(each.what, each.was, each.now, tuple(names)) for each, names in found.items()]


def _edits(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Edit]:
    for word, model in (("rules", Rule), ("modifiers", Modifier)):
        one, other = before.get(word) or {}, after.get(word) or {}
        for name in dict.fromkeys([*one, *other]):
            yield from _ruled(name, model, one.get(name), other.get(name))
    for name in dict.fromkeys([*before.get(FILES, {}), *after.get(FILES, {})]):
        if before.get(FILES, {}).get(name) != after.get(FILES, {}).get(name):
            yield Edit(name, BEFORE, AFTER)
    for name in dict.fromkeys([*before, *after]):
        # rulebooks are their rules
        if name not in ("rules", "modifiers", "rulebooks", FILES):
            yield from _values((name,), before.get(name), after.get(name))


# ---- rules --------------------------------------------------------------------------------------------


def _ruled(name: str, model: Any, was: Any, now: Any) -> Iterator[Edit]:
    """How a rule differs: in English, or, where that is the same, by its words."""
    one, other = _asks(was), _asks(now)
    if one == other:
        return
    texts = _sentence(model, one), _sentence(model, other)
    if texts[0] != texts[1]:
        yield Edit(name, *texts)
    elif isinstance(one, dict) and isinstance(other, dict):
        for word in dict.fromkeys([*one, *other]):
            yield from _values((name, word), one.get(word), other.get(word))
    else:
        yield Edit(name, _told(was), _told(now))


def _asks(rule: Any) -> Any:
    """What a rule asks, without words about it."""
    if not isinstance(rule, dict):
        return rule
    return {word: each for word, each in rule.items() if word not in WORDS}


def _sentence(model: Any, rule: Any) -> str | None:
    if rule is None:
        return None
    if not isinstance(rule, dict) or rule.get(OFF):
        return OFF if isinstance(rule, dict) else _told(rule)
    try:
        found = model.model_validate(rule)
    except (ValidationError, ValueError):
        return _told(rule)
    level = getattr(found, "level", "")
    return f"{found.sentence()} ({level})" if level else str(found.sentence())


# ---- all else -----------------------------------------------------------------------------------------


def _values(path: Path_, was: Any, now: Any) -> Iterator[Edit]:
    """How values differ: mappings key by key, lists item by item."""
    if was == now:
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*was, *now]):
            yield from _values((*path, name), was.get(name), now.get(name))
    elif isinstance(was, list) and isinstance(now, list):
        gone, new = [each for each in was if each not in now], [each for each in now if each not in was]
        if len(gone) == len(new) or not (gone or new):
            pairs = zip(gone, new, strict=True) if gone else ((was, now),)
            yield from (Edit(dotted(path), _told(one), _told(other)) for one, other in pairs)
        else:
            yield from (Edit(dotted(path), _told(each), None) for each in gone)
            yield from (Edit(dotted(path), None, _told(each)) for each in new)
    else:
        yield Edit(dotted(path), _told(was), _told(now))


def _told(value: Any) -> str | None:
    if value is None:
        return None
    text = inline(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."

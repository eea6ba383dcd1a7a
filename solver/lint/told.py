"""What is proven, as findings: in sentences, with the rules that it takes and the weeks where it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from solver.lint.findings import Finding, Named, named
from solver.lint.implied import implied
from solver.lint.places import Say, places_of
from solver.lint.proven import Proven
from solver.lint.units import Key
from solver.lint.where import Where
from solver.season import Season
from solver.words import listed


def findings(proven: Proven, seasons: Sequence[Season], say: Say) -> Iterator[Finding]:
    """The findings of a file.

    Parameters
    ----------
    seasons
        The seasons in which its rules were judged.
    say
        How to name their weeks; see :mod:`solver.lint.places`.
    """
    everyone = {athlete.name for season in seasons for athlete in season.athletes}

    def where(places: Iterable[Where]) -> list[str]:
        return places_of(list(places), everyone, say)

    for keys, places in proven.clashes.items():
        yield _contradiction(proven, keys, where(places))
    for key, places in proven.never.items():
        others = [each for each in _named(proven, proven.in_the_way[key]) if each.id != key[0]]
        says = f"No plan that keeps {_these(others, 'its own must')} can meet it."
        yield Finding("never-met", named(proven.rules[key[0]]), _at(key, proven, says), others, where(places))
    for key, takes, places in implied(proven):
        yield _implied(proven, key, takes, where(places))


def _contradiction(proven: Proven, keys: Iterable[Key], where: Sequence[str]) -> Finding:
    """Rules that do not go together; the one that stands last is the one that is told of."""
    order = list(proven.rules)
    about = [proven.rules[name] for name in sorted({name for name, _ in keys}, key=order.index)]
    last, others = about[-1], [named(each) for each in about[:-1]]
    if not others:
        return Finding("never-met", named(last), "No plan keeps it, whatever the other rules say.", (), where)
    if proven.floors.get(frozenset(keys)):
        asking = [each.id for each in proven.floors[frozenset(keys)]]
        says = f"{listed(asking)} {'asks' if len(asking) == 1 else 'ask'} for more than is allowed."
        return Finding("floor-above-cap", named(last), says, others, where)
    number = {2: "both", 3: "all three"}.get(len(about), f"all {len(about)}")
    return Finding("contradiction", named(last), f"No plan keeps {number} of these rules.", others, where)


def _implied(proven: Proven, key: Key, takes: Sequence[Key], where: Sequence[str]) -> Finding:
    rule = named(proven.rules[key[0]])
    others = _named(proven, takes)
    if not others:
        return Finding("vacuous", rule, _at(key, proven, "No plan could break it."), (), where)
    if key[1] == "must":
        says = f"Every plan that keeps {_these(others)} keeps it too."
        return Finding("implied", rule, says, others, where)
    says = f"Every plan that keeps {_these(others)} meets it."
    return Finding("always-met", rule, _at(key, proven, says), others, where)


def _named(proven: Proven, keys: Iterable[Key]) -> list[Named]:
    """Rules as findings name them, in the order of their files."""
    names = {name for name, _ in keys}
    return [named(active) for name, active in proven.rules.items() if name in names]


def _these(others: Sequence[Named], none: str = "") -> str:
    return (none or "nothing") if not others else "this rule" if len(others) == 1 else "these rules"


def _at(key: Key, proven: Proven, says: str) -> str:
    """A sentence about a level of a rule that has several."""
    mine = proven.rules[key[0]].rule.level == key[1]
    return says if mine else f"Its '{key[1]}': {says[0].lower()}{says[1:]}"

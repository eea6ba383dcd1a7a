"""What is proven, as findings: in sentences, with the rules that it takes and the weeks where it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from solver.lint.findings import Finding, named
from solver.lint.judge import Proven, implied
from solver.lint.units import Key
from solver.lint.where import Where
from solver.season import Season
from solver.words import listed, plural

#: Places named before it is said how many more there are.
SHOWN = 6


def findings(proven: Proven, seasons: Sequence[Season], say: Callable[[Where], str]) -> Iterator[Finding]:
    """The findings of a file.

    Parameters
    ----------
    seasons
        The seasons in which its rules were judged.
    say
        How to name their weeks: :func:`dated`, or :func:`plainly` where the seasons are made up.
    """
    everyone = {athlete.name for season in seasons for athlete in season.athletes}

    def where(places: Iterable[Where]) -> list[str]:
        return _places(list(places), everyone, say)

    for keys, places in proven.contradictions.items():
        yield _contradiction(proven, keys, where(places))
    for key, places in proven.never.items():
        says = "No plan that keeps the musts can meet it."
        yield Finding("never-met", named(proven.rules[key[0]]), _at(key, proven, says), (), where(places))
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
        says = (
            f"{listed([each.id for each in proven.floors[frozenset(keys)]])} asks for more than is allowed."
        )
        return Finding("floor-above-cap", named(last), says, others, where)
    number = "both" if len(about) == 2 else f"all {len(about)}"
    return Finding("contradiction", named(last), f"No plan keeps {number} of these rules.", others, where)


def _implied(proven: Proven, key: Key, takes: Sequence[Key], where: Sequence[str]) -> Finding:
    rule = named(proven.rules[key[0]])
    others = [named(proven.rules[name]) for name in dict.fromkeys(name for name, _ in takes)]
    if not others:
        return Finding("vacuous", rule, _at(key, proven, "No plan could break it."), (), where)
    if key[1] == "must":
        says = f"Every plan that keeps {'this rule' if len(others) == 1 else 'these rules'} keeps it too."
        return Finding("implied", rule, says, others, where)
    says = "Every plan that keeps the musts meets it."
    return Finding("always-met", rule, _at(key, proven, says), others, where)


def _at(key: Key, proven: Proven, says: str) -> str:
    """A sentence about a level of a rule that has several."""
    return (
        says if proven.rules[key[0]].rule.level == key[1] else f"Its '{key[1]}': {says[0].lower()}{says[1:]}"
    )


# ---- where ------------------------------------------------------------------------------------------------


def _places(places: Sequence[Where], everyone: set[str], say: Callable[[Where], str]) -> list[str]:
    """'general preparation, unload weeks', 'week 3 (taper), of Emil': each once, the first ones."""
    names = {name for each in places for name in each.who}
    said = dict.fromkeys(say(each) for each in sorted(places, key=lambda each: each.weeks))
    shown = [*list(said)[:SHOWN], *([f"{len(said) - SHOWN} more"] if len(said) > SHOWN else [])]
    if names != everyone and names:
        some = sorted(names)[:SHOWN]
        more = f" and {plural(len(names) - SHOWN, 'other')}" if len(names) > SHOWN else ""
        shown.append(f"for {', '.join(some)}{more}")
    return shown


def plainly(where: Where) -> str:
    """A kind of week of a season that is made up."""
    parts = [where.phase.replace("-", " ")]
    parts += [f"{where.loading} weeks"] if where.loading else []
    parts += [f"with a meet of priority {'/'.join(where.meets)}"] if where.meets else []
    parts = ["the first week of a season", *parts] if where.weeks == (1, 1) else parts
    return ", ".join(parts)


def dated(where: Where) -> str:
    """Weeks of the calendar of a scenario."""
    first, last = where.weeks
    weeks = f"week {first}" if first == last else f"weeks {first} to {last}"
    load = f", {where.loading}" if where.loading else ""
    return f"{weeks} ({where.phase.replace('-', ' ')}{load})"

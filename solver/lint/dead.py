"""Rules that speak of nothing: of no day, no athlete, no session."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from solver.catalogue import Catalogue
from solver.clauses.what import What
from solver.documents.rulebook import Envelope, Setting
from solver.errors import InputError
from solver.examples.check import read_rules, rows_of
from solver.examples.stage import stage
from solver.examples.words import EMPTY
from solver.lint.findings import Finding, Named, named
from solver.loading.load import RuleEntry
from solver.rules.kind import parts_of
from solver.rules.pattern import ANY
from solver.season import Season
from solver.words import listed, nearest


def dead_in_book(path: Path, shelf: Catalogue, alive: Collection[str]) -> Iterator[Finding]:
    """Rules of a rulebook that no athlete, no day and no session could ever be meant by.

    Parameters
    ----------
    shelf
        Its catalogue.
    alive
        Rules that are known to apply somewhere.
    """
    for entry, rule in read_rules(path):
        about = Named(entry.id, entry.source.mark(()), rule.says or rule.sentence())
        if strange := _unknown(rule, shelf):
            yield Finding("dead", about, strange)
            continue
        nothing = _nothing_selected(rule, shelf, shelf.every(), "the catalogue")
        if (nothing or entry.id not in alive) and not _staged(entry, rule, shelf):
            says = nothing or "It applies to no day of any calendar, or to no athlete there is."
            yield Finding("dead", about, says)


def dead_in_season(season: Season, own: Collection[str]) -> Iterator[Finding]:
    """Rules that a scenario wrote or changed, and that say nothing in it."""
    for active in season.rules:
        if active.id in own:
            says = (
                "" if active.scopes else "It applies to no day of this calendar, or to none of its athletes."
            )
            says = says or _nothing_selected(active.rule, season.catalogue, season.offered, "this scenario")
            if says:
                yield Finding("dead", named(active), says)


def _unknown(rule: Envelope, shelf: Catalogue) -> str:
    """What is to be said of the words of a rule that no session has."""
    spoken = {word for what in parts_of(rule, What) for word in what.words()} - {ANY}
    words = {word for word in spoken if shelf.named(word) is None}
    if not words:
        return ""
    close = [near for word in sorted(words) if (near := nearest(word, shelf.words))]
    hint = f"; did you mean {listed([repr(each) for each in close], 'or')}?" if close else "."
    return f"No session, tag or class is called {listed([repr(each) for each in sorted(words)], 'or')}{hint}"


def _nothing_selected(rule: Envelope, shelf: Catalogue, offered: Collection[str], where: str) -> str:
    """What is to be said of a rule none of whose sessions there is."""
    whats = list(rule.kind.whats())
    chosen = [shelf.select(what) for what in whats]
    if not whats or any(each.rest or each.forms.intersection(offered) for each in chosen):
        return ""
    return f"No session of {where} is meant by {listed([str(what) for what in whats], 'or')}."


def _staged(entry: RuleEntry, rule: Envelope, shelf: Catalogue) -> bool:
    """Whether the rule says something in the setting of any of its examples, or of none."""
    setting = rule.examples.setting if rule.examples else Setting()
    for example in (EMPTY, *(example for _, example in rows_of(rule))):
        try:
            scene = stage(rule, example, setting, shelf)
        except InputError:
            if example is EMPTY:
                continue
            return True  # told with the row
        here = scene.season.catalogue
        nothing = _nothing_selected(rule, here, here.every(), "")
        if not nothing and scene.play(entry, rule).scopes:
            return True
    return False

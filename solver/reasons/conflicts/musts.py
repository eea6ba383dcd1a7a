"""All musts of a season in one model, where those of seasons that differ in a few rules find room as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from solver.backends.answers import Budget
from solver.reasons.conflicts.guarded import Asked, Guarded, asked
from solver.reasons.conflicts.members import Member
from solver.reasons.conflicts.reduced import Reduced
from solver.reasons.knobs import plain
from solver.search.first import Growth
from solver.season import ActiveRule, Season
from solver.workers.garbage import put_off

#: What a scenario says of nothing but its rules.
OF_RULES = {"scenario", "title", "rulebooks", "rules", "modifiers", "gives_way"}


class Musts:
    """The musts of a season, each under the switch of its member.

    Parameters
    ----------
    guarded
        The model, if there is one already.

    Attributes
    ----------
    reduced
        What may be let go of.
    """

    def __init__(self, season: Season, guarded: Guarded | None = None) -> None:
        self.season = season
        self.reduced = Reduced(season)
        self.guarded = guarded or Guarded(season, asked(season, self.reduced.all))

    @put_off()
    def changed(self, season: Season) -> Musts:
        """The musts of another season, in the same model if it differs in nothing but some rules."""
        before = {each.id: each for each in self.season.rules}
        anew = [each for each in season.rules if not _alike(before.get(each.id), each)]
        gone = before.keys() - {each.id for each in season.rules} | {each.id for each in anew} & before.keys()
        known = {each.name for each in self.reduced.all if each.sort == "rule"}
        if not gone <= known or not _same_but_for_rules(self.season, season):
            return Musts(season)
        without = [Member("rule", name, name) for name in sorted(gone)]
        return Musts(season, self.guarded.changed(without, _asked(anew)))

    @put_off()
    def planned(self, budget: Budget) -> bool:
        """Whether a plan is soon found; where none is, there may still be one."""
        weeks, athletes, guarded = self.season.calendar.weeks, len(self.season.athletes), self.guarded
        on = set(guarded.switches.values())
        fixed = {v: int(v in on) for v in guarded.every}
        growth = Growth(guarded.model, weeks, athletes, lambda spent, most: replace(budget, work=most), fixed)
        values = growth.run(levels=())
        # rows of nothing but switches were never posted
        return values is not None and guarded.model.keeps(values)


def _asked(rules: Sequence[ActiveRule]) -> Sequence[Asked]:
    """The musts of some rules."""
    return [
        (Member("rule", each.id, each.says()), place)
        for each in rules
        for _, place in each.places()
        if each.is_must(place)
    ]


def _alike(one: ActiveRule | None, other: ActiveRule) -> bool:
    """Whether two rules ask for the same."""
    if one is None or one.rests != other.rests or one.gives != other.gives:
        return False
    if one.rule is not other.rule and plain(one.rule) != plain(other.rule):
        return False
    here, there = ([(s.athletes, s.days, s.scalings) for s in each.scopes] for each in (one, other))
    return here == there


def _same_but_for_rules(one: Season, other: Season) -> bool:
    pages = (each.scenario.model_dump(exclude=OF_RULES) for each in (one, other))
    there = ((each.history, each.known_from, each.totals) for each in (one, other))
    return one.catalogue is other.catalogue and next(there) == next(there) and next(pages) == next(pages)

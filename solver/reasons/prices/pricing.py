"""The prices of the rules of a season, each found by planning again.

Every plan is made by the same engine with the same effort: a must switched off, a wish made a must. So each
number is what `plan` gives once the rule is changed in the scenario.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from solver.auditor import Audit, Verdict, audited
from solver.backends.answers import Budget
from solver.errors import Infeasible, OutOfTime
from solver.reasons.conflicts.conflict import conflict
from solver.reasons.conflicts.members import Member
from solver.reasons.prices.gain import NOTHING, gains
from solver.reasons.prices.price import MustPrice, Price, Prices, Shift, WishPrice, dear, given_up
from solver.reasons.whynot.kept import kept
from solver.reasons.whynot.slack import slack
from solver.search.outcome import LEVELS, Outcome, Progress, Settings
from solver.search.run import WORK_A_SECOND
from solver.search.search import Search
from solver.season import Season
from solver.workers.crew import Crew

#: Is told how many rules have been priced, how many there are, and which one is at work.
Watch: TypeAlias = Callable[[int, int, str], None]


class Pricing:
    """Prices of the rules of a season.

    Parameters
    ----------
    settings
        What each of the plans may cost; the workers price one rule each.
    only
        The rules to price; by default every must, and every wish that gave something up.
    """

    def __init__(self, season: Season, settings: Settings, only: Collection[str] = ()) -> None:
        self.season, self.settings, self.only = season, settings, only
        self.crew = Crew(settings.workers)

    def run(
        self, watch: Callable[[Progress], None] = lambda progress: None, step: Watch = lambda *_: None
    ) -> Prices:
        """Plan with all rules, then without each of them; Ctrl-C keeps what has been priced so far."""
        self.search = Search(self.season, self.settings, watch)
        self.base = self.search.run()
        if self.base.interrupted:
            raise KeyboardInterrupt
        self.audit = audited(self.season, self.base.sessions, self.base.score)
        verdicts = [each for each in self.audit.verdicts if not self.only or each.rule.id in self.only]
        asked: list[tuple[Callable[[Verdict], Price], Verdict]] = []
        asked += [(self._must, each) for each in verdicts if self._asks(each)]
        asked += [(self._wish, each) for each in verdicts if self._gave_up(each)]
        count, found = _Count(len(asked), step), list[Price]()
        for price in self.crew.run([partial(self._price, count, *each) for each in asked]):
            found += [price] if price else []
        priced = {each.rule.id for each in found}
        return Prices(
            self.base,
            self.audit,
            sorted((each for each in found if isinstance(each, MustPrice)), key=dear),
            sorted((each for each in found if isinstance(each, WishPrice)), key=given_up),
            list(dict.fromkeys(each.rule.id for _, each in asked if each.rule.id not in priced)),
        )

    def _asks(self, verdict: Verdict) -> bool:
        """Whether a rule is a must that speaks of this season, or was asked for by name."""
        return verdict.rule.rule.level == "must" and (bool(verdict.rule.scopes) or bool(self.only))

    def _gave_up(self, verdict: Verdict) -> bool:
        """Whether a rule gave something up, or was asked for by name and could have."""
        return bool(verdict.findings) or (bool(self.only) and verdict.rule.rule.level != "must")

    def _price(self, count: _Count, price: Callable[[Verdict], Price], verdict: Verdict) -> Price | None:
        """The price of a rule; None if it was stopped."""
        with count.at(verdict.rule.id):
            found = price(verdict)
        return None if self.crew.halt.asked else found

    # ---- a must -------------------------------------------------------------------------------------

    def _must(self, verdict: Verdict) -> MustPrice:
        rule = verdict.rule
        others = replace(self.season, rules=[each for each in self.season.rules if each.id != rule.id])
        search = Search(others, replace(self.settings, workers=1))
        idle = self._same(search)
        without = self.base if idle else self._planned(others, search)
        return MustPrice(
            rule,
            without,
            {} if without is None else NOTHING if idle else gains(self.base, without),
            {level: points for level in LEVELS if (points := verdict.points(level))},
            slack(rule, self.season.diary(self.base.sessions)),
            {level: self.base.score[level] - (without or self.base).score[level] for level in LEVELS},
            idle,
        )

    def _same(self, search: Search) -> bool:
        """Whether a search has to do with the very same model, so that it comes to the same plan."""
        cells = [[each.cell for each in one.lowering.choices.all] for one in (search, self.search)]
        return search.model == self.search.model and cells[0] == cells[1]

    def _planned(self, season: Season, search: Search) -> Outcome | None:
        """The audited outcome of a search; None where it found nothing in time."""
        try:
            with self.crew.halt.reaches(search.state.crew.halt.ask):
                outcome = search.run()
        except OutOfTime:
            return None
        audited(season, outcome.sessions, outcome.score)
        return outcome

    # ---- a wish -------------------------------------------------------------------------------------

    def _wish(self, verdict: Verdict) -> WishPrice:
        rule = verdict.rule
        points = {level: cost for level in LEVELS if (cost := verdict.points(level)) > 0}
        if not points:
            return WishPrice(rule, points, self.base, NOTHING, ())
        season = kept(self.season, rule.id)
        try:
            outcome = self._planned(season, Search(season, replace(self.settings, workers=1)))
        except Infeasible:
            return WishPrice(rule, points, None, {}, (), self._clash(season))
        if outcome is None:
            return WishPrice(rule, points, None, {}, ())
        changes = self._changes(audited(season, outcome.sessions, outcome.score), rule.id)
        return WishPrice(rule, points, outcome, gains(outcome, self.base), changes)

    def _clash(self, season: Season) -> Sequence[Member]:
        """What clashes in a season without a plan; nothing if that is not found in time."""
        budget = Budget(self.settings.effort * WORK_A_SECOND, None, self.crew.halt)
        try:
            found = conflict(season, budget)
        except OutOfTime:
            return ()
        # a conflict holds the model of a whole season, and there may be one for every wish
        return found.members if found is not None else ()

    def _changes(self, audit: Audit, but: str) -> list[Shift]:
        found = [
            Shift(old.rule.id, level, old.points(level), new.points(level))
            # what a must wishes besides may stand behind all rules once more
            for old, new in zip(self.audit.verdicts, audit.verdicts, strict=False)
            for level in LEVELS
            if old.rule.id != but and old.points(level) != new.points(level)
        ]
        return sorted(found, key=lambda each: (LEVELS.index(each.level), each.before - each.after))


class _Count:
    """Counts the rules that have been priced and tells of it."""

    def __init__(self, total: int, step: Watch) -> None:
        self.total, self.step, self.done = total, step, 0

    @contextmanager
    def at(self, rule: str) -> Iterator[None]:
        """Tell before and after a rule is priced."""
        self.step(self.done, self.total, rule)
        yield
        self.done += 1
        self.step(self.done, self.total, rule)

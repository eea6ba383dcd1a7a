"""What each principle costs, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from solver.documents.plan import level_scores
from solver.files.data import figure, json_text
from solver.reasons.conflicts.members import Member
from solver.reasons.prices.gain import Gain
from solver.reasons.prices.price import MustPrice, Prices, WishPrice
from solver.reasons.whynot.slack import Slack
from solver.search.outcome import Outcome
from solver.season import Season


def as_json(season: Season, prices: Prices, effort: float) -> str:
    """All prices as JSON; points of both plans, so that every figure can be checked with `plan`."""
    data = {
        "scenario": season.scenario.scenario,
        "effort": effort,
        "plan": _plan(prices.base),
        "musts": [_must(season, each) for each in prices.musts],
        "wishes": [_wish(each) for each in prices.wishes],
        "not_priced": list(prices.left),
    }
    return json_text(data)


def _must(season: Season, price: MustPrice) -> dict[str, Any]:
    return {
        "rule": price.rule.id,
        "says": price.rule.says(),
        "without": _plan(price.without),
        "saves": _gains(price.gains),
        "own_points": dict(price.own),
        "slack": _slack(season, price.slack),
        "binds": price.binds,
        "idle": price.idle,
    }


def _wish(price: WishPrice) -> dict[str, Any]:
    return {
        "rule": price.rule.id,
        "says": price.rule.says(),
        "gave_up": dict(price.points),
        "kept": _plan(price.kept),
        "keeping_costs": _gains(price.gains),
        "changes": [
            {"rule": each.rule, "level": each.level, "before": each.before, "after": each.after}
            for each in price.changes
        ],
        "clashes_with": _clash(price.clash, price.rule.id),
    }


def _plan(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    levels = level_scores(outcome.score, outcome.bounds)
    return {"status": outcome.status, "levels": [each.model_dump() for each in levels]}


def _gains(gains: Mapping[str, Gain]) -> dict[str, Any]:
    return {level: {"at_least": gain.least, "at_most": gain.most} for level, gain in gains.items()}


def _slack(season: Season, slack: Slack | None) -> dict[str, Any] | None:
    if slack is None:
        return None
    return {
        "amount": figure(slack.amount, 4),
        "unit": slack.unit,
        "days": [str(season.calendar.date(day)) for day in slack.days],
        "athletes": list(slack.athletes),
        "at_a_limit": slack.tight,
        "places": slack.places,
    }


def _clash(clash: Sequence[Member] | None, but: str) -> list[dict[str, str]] | None:
    if clash is None:
        return None
    others = [each for each in clash if each.name != but]
    return [{"sort": each.sort, "name": each.name, "says": each.says} for each in others]

"""`speedfirst price`: every figure is what planning again gives, and slack is what a coach would count."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from solver import auditor
from solver.auditor import Audit, audit
from solver.diary import Diary
from solver.errors import NotAudited, OutOfTime
from solver.loading.load import load
from solver.overlays.overlay import Overlay
from solver.reasons.prices import pricing
from solver.reasons.prices.gain import UNKNOWN, Gain, gains
from solver.reasons.prices.price import MustPrice, Prices
from solver.reasons.prices.pricing import Pricing
from solver.reasons.whynot.slack import slack
from solver.report.price import _instead
from solver.rules.limit import Limit
from solver.search.outcome import LEVELS, Outcome, Settings
from solver.search.search import search
from solver.season import Season
from tests.club import WEEK, write
from tests.conftest import Run
from tests.seasons import WEEKS, small_season

SCENARIOS = Path(__file__).parent.parent / "scenarios"
EFFORT = 20.0


def prices(season: Season, *rules: str, effort: float = EFFORT, workers: int = 1) -> Prices:
    """The prices of some rules, or of all."""
    return Pricing(season, Settings(effort, None, workers), rules).run()


def planned(scenario: Path, rules: dict[str, Any], effort: float = EFFORT) -> Outcome:
    """The plan of a scenario in which some rules are changed."""
    return search(load(scenario, over=[Overlay.of({"rules": rules})]), Settings(effort))


def known(outcome: Outcome | None) -> Any:
    """What a plan is and what is known of it, but not how long it took."""
    assert outcome is not None
    return sorted(map(repr, outcome.sessions)), outcome.score, outcome.bounds, outcome.status


# ---- reproducible -----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("name", "step"), [(WEEKS[0], 3), (WEEKS[1], 2), (WEEKS[2], 3), (WEEKS[3], 1)])
def test_the_price_of_every_must_is_that_of_planning_without_it(name: str, step: int) -> None:
    """On the shipped weeks, for every must: the same plan and the same proof as with `rules: {it: off}`.

    On one of them for all, on the others for every second or third; of those that are said to change nothing, every fifth is planned without.
    """
    scenario = SCENARIOS / f"{name}.yaml"
    season = load(scenario)
    musts = [each.id for each in season.rules if each.rule.level == "must" and each.scopes]
    found = prices(season, *musts[::step])
    assert len(found.musts) >= 60 // step and not found.left and not found.wishes
    idle = [price for price in found.musts if price.idle]
    assert len(idle) >= 20 // step
    for price in [*(each for each in found.musts if not each.idle), *idle[::5]]:
        without = planned(scenario, {price.rule.id: "off"})
        assert known(price.without) == known(without), price.rule.id
        difference = {level: found.base.score[level] - without.score[level] for level in LEVELS}
        assert price.found == difference
        assert found.base.status == without.status == "optimal"
        assert price.gains == {level: Gain(points, points) for level, points in difference.items()}


@pytest.mark.parametrize("name", WEEKS)
def test_what_a_wish_gave_up_is_that_of_planning_with_it_as_a_must(name: str) -> None:
    """On the shipped weeks, for every wish: the plan and the points of the others are those with it as a must."""
    scenario = SCENARIOS / f"{name}.yaml"
    season = load(scenario)
    wishes = [verdict.rule.id for verdict in audit(season, season.diary(())).verdicts if verdict.findings]
    names = [each for each in wishes if next(r for r in season.rules if r.id == each).rule.level != "must"]
    base, compared = search(season, Settings(EFFORT)), 0
    for wish in prices(season, *names).wishes:
        if not wish.points:
            continue
        compared += 1
        changes = {wish.rule.id: {"level": "must"}}
        if wish.kept is None:
            assert wish.clash is not None
            continue
        assert known(wish.kept) == known(planned(scenario, changes)), wish.rule.id
        difference = sum(each.after - each.before for each in wish.changes if each.level == "should")
        total = wish.kept.score["should"] - base.score["should"]
        assert total == difference - wish.points.get("should", 0)
    assert compared or base.score == {"should": 0, "prefer": 0}


@pytest.mark.slow
def test_a_price_in_a_season_is_that_of_planning_without_the_rule(run: Run) -> None:
    """Not proven either, the numbers are those of `plan` at the same effort."""
    scenario = Path("scenarios/season.yaml")
    (price,) = prices(load(scenario), "speed-every-week", effort=1).musts
    assert known(price.without) == known(planned(scenario, {"speed-every-week": "off"}, effort=1))


def test_prices_do_not_depend_on_the_workers() -> None:
    """One at a time or two: the same prices in the same order."""
    season = load(SCENARIOS / "week-under-16.yaml")
    names = ["easy-days-easy", "tempo-days", "sunday-off", "ninety-minutes", "rest-day"]
    one, two = (prices(season, *names, workers=workers) for workers in (1, 2))
    assert [(p.rule.id, p.gains) for p in one.musts] == [(p.rule.id, p.gains) for p in two.musts]
    assert [(w.rule.id, w.changes) for w in one.wishes] == [(w.rule.id, w.changes) for w in two.wishes]


def test_the_dearest_comes_first() -> None:
    """Musts by the points of should, then of prefer, that would be saved."""
    found = prices(
        load(SCENARIOS / "week-under-16.yaml"), "tempo-days", "piano-on-wednesday", "easy-days-easy"
    )
    assert [(p.rule.id, p.gains["prefer"]) for p in found.musts] == [
        ("easy-days-easy", Gain(4, 4)),
        ("piano-on-wednesday", Gain(3, 3)),
        ("tempo-days", Gain(0, 0)),
    ]
    assert [price.free for price in found.musts] == [False, False, True]


def test_what_is_asked_for_twice_costs_nothing(tmp_path: Path) -> None:
    """Without a rule that another one implies, not a row of the model changes: it is said to be idle."""
    rules = """
  none: {limit: {sessions: fly, at_most: 0}}
  again: {limit: {sessions: fly, at_most: 0}}
  wish: {level: should, limit: {sessions: fly, at_least: 1}}"""
    found = prices(small_season(tmp_path, rules))
    assert {price.rule.id: (price.free, price.idle) for price in found.musts} == {
        "none": (True, True),
        "again": (True, True),
    }
    assert not any(price.binds for price in found.musts)


# ---- intervals --------------------------------------------------------------------------------------------


def outcome(should: tuple[int, int | None], prefer: tuple[int, int | None]) -> Outcome:
    """An outcome with points and a bound for each level."""
    score, bounds = ({"should": should[n], "prefer": prefer[n]} for n in (0, 1))
    return Outcome([], "feasible", score, bounds, 0, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("strict", "free", "should", "prefer"),
    [
        (((5, 5), (9, 9)), ((3, 3), (9, 9)), Gain(2, 2), Gain(0, 0)),
        (((5, 5), (2, 2)), ((3, 3), (9, 9)), Gain(2, 2), Gain(-7, -7)),
        (((5, 5), (2, 2)), ((5, 5), (1, 1)), Gain(0, 0), Gain(1, 1)),
        (((5, 4), (2, 1)), ((3, 2), (1, 1)), Gain(1, 3), UNKNOWN),
        (((5, 2), (2, 1)), ((4, 1), (1, 1)), Gain(0, 4), UNKNOWN),
        (((5, 5), (4, 2)), ((5, 5), (3, 1)), Gain(0, 0), Gain(0, 3)),
        (((5, 5), (4, 2)), ((5, 5), (6, None)), Gain(0, 0), Gain(0, None)),
        (((5, None), (4, 2)), ((5, 5), (6, 1)), Gain(0, 0), UNKNOWN),
    ],
)
def test_a_gain_lies_between_what_is_known_of_both(
    strict: Any, free: Any, should: Gain, prefer: Gain
) -> None:
    """Proven where both are; a level counts only where the stricter ones are proven, and may then get worse."""
    assert gains(outcome(*strict), outcome(*free)) == {"should": should, "prefer": prefer}


@pytest.mark.parametrize(
    ("found", "seen"),
    [((0, 3), (0, 3)), ((2, -5), (2, 0)), ((-1, 9), (0, 0)), ((0, 0), (0, 0)), ((0, -2), (0, 0))],
)
def test_what_was_found_counts_only_where_it_is_the_better_plan(
    tmp_path: Path, found: tuple[int, int], seen: tuple[int, int]
) -> None:
    """A plan that lost at should has gained nothing at prefer; it was just another search."""
    (price,) = prices(small_season(tmp_path, "  most: {limit: {days: high, at_most: 1}}")).musts
    price = replace(price, found=dict(zip(LEVELS, found, strict=True)))
    assert price.seen == dict(zip(LEVELS, seen, strict=True))


# ---- slack ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WEEKS)
def test_the_slack_of_limits_is_what_a_reader_counts(name: str) -> None:
    """For every must that limits an amount: the smallest distance over its windows, as the auditor reads them."""
    season = load(SCENARIOS / f"{name}.yaml")
    diary = season.diary(search(season, Settings(EFFORT)).sessions)
    compared = 0
    for active in season.rules:
        kind, rule = active.rule.kind, active.rule
        if not isinstance(kind, Limit) or kind.one_of or rule.level != "must" or rule.given or rule.unless:
            continue
        distances: list[Fraction] = []
        for scope in active.scopes:
            for window in kind.per.found(scope, diary, kind.edges == "history"):
                amount = kind.read(scope, diary, window.days, window.slot)
                low, high = kind.between(scope, max(window.days), window.slot)
                distances += [amount - low] if low is not None and window.whole else []
                distances += [high - amount] if high is not None else []
        found = slack(active, diary) if not any(active.rests) else None
        if found is not None and distances:
            compared += 1
            assert (found.amount, found.tight > 0) == (min(distances), not min(distances)), active.id
            assert found.unit == kind.noun(active.scopes[0])
    assert compared >= 10


def test_slack_says_where_it_is_smallest(tmp_path: Path) -> None:
    """The first of the places that are closest, and how many have nothing left."""
    rules = """
  tempo: {limit: {metres: tempo, per: week, at_most: 4000}}
  fixed: {when: {weekdays: [mon, thu]}, pin: {do: tempo}}
  more: {when: {weeks: 2}, limit: {metres: tempo, per: week, at_least: 3800}}"""
    season = small_season(tmp_path, rules, weeks=2)
    price = {each.rule.id: each for each in prices(season, effort=5).musts}["tempo"]
    assert price.slack is not None
    assert (price.slack.amount, price.slack.unit, price.slack.tight) == (200, "m", 0)
    assert season.calendar.span(price.slack.days) == "week 2"


def test_a_rule_that_asks_for_nothing_has_no_slack(tmp_path: Path) -> None:
    """A rule whose condition never holds has no slack."""
    rules = "  none: {given: {sessions: fly, at_least: 9}, limit: {sessions: tempo, at_most: 1}}"
    (price,) = prices(small_season(tmp_path, rules)).musts
    assert price.slack is None and price.free


# ---- wishes -----------------------------------------------------------------------------------------------


def test_a_wish_says_to_whom_it_gave_way(tmp_path: Path) -> None:
    """The rules that would get worse if it were kept, by how much, and what that costs in all."""
    rules = """
  speed: {level: should, weight: 3, limit: {days: high, at_least: 2}}
  easy: {level: should, limit: {days: high, at_most: 0}}"""
    (wish,) = prices(small_season(tmp_path, rules)).wishes
    assert (wish.rule.id, wish.points) == ("easy", {"should": 2})
    assert [(each.rule, each.before, each.after) for each in wish.changes] == [("speed", 0, 6)]
    assert wish.gains["should"] == Gain(4, 4)


def test_a_wish_that_cannot_be_kept_says_what_it_clashes_with(tmp_path: Path) -> None:
    """The other members of the conflict."""
    rules = """
  wish: {level: prefer, limit: {sessions: fly, at_least: 3}}
  least: {limit: {days: rest, at_least: 5}}
  other: {limit: {sessions: tempo, at_most: 3}}"""
    (wish,) = prices(small_season(tmp_path, rules)).wishes
    assert wish.kept is None and wish.clash is not None
    assert [each.name for each in wish.clash if each.sort == "rule"] == ["wish", "least"]


def test_a_wish_that_cannot_be_kept_says_so_also_where_the_conflict_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That no plan keeps it is proven; it is not said to be unknown because what it clashes with is."""
    rules = """
  wish: {level: prefer, limit: {sessions: fly, at_least: 3}}
  least: {limit: {days: rest, at_least: 5}}"""

    def late(*_: object) -> None:
        raise OutOfTime("no time")

    monkeypatch.setattr(pricing, "conflict", late)
    (wish,) = prices(small_season(tmp_path, rules), "wish").wishes
    assert wish.kept is None and wish.clash == ()
    assert _instead(wish) == "cannot be kept at all: with what was not found in time"


def test_narrower_limits_of_a_must_are_kept_whole(tmp_path: Path) -> None:
    """A must with a `should` inside is priced as both; kept, its narrower limit holds."""
    rules = """
  tempo: {limit: {sessions: tempo, at_most: 5, should: {at_least: 3}}}
  rest: {level: should, weight: 5, limit: {days: rest, at_least: 5}}"""
    found = prices(small_season(tmp_path, rules))
    must = next(each for each in found.musts if each.rule.id == "tempo")
    assert must.own == {"should": 1}
    (wish,) = found.wishes
    assert (wish.rule.id, wish.points) == ("tempo", {"should": 1})
    assert [(each.rule, each.after) for each in wish.changes] == [("rest", 5)]


# ---- the command ------------------------------------------------------------------------------------------


def test_ctrl_c_keeps_what_has_been_priced() -> None:
    """What was done by then is as it would have been, the rest is named."""
    season = load(SCENARIOS / "week-under-16.yaml")
    pricing = Pricing(season, Settings(EFFORT))

    def step(done: int, total: int, rule: str) -> None:
        if done == 3:
            pricing.crew.halt.ask()

    found = pricing.run(step=step)
    done: Sequence[MustPrice] = found.musts
    assert 2 <= len(done) <= 3 and len(found.left) > 60
    again = prices(season, *(each.rule.id for each in done))
    assert [(p.rule.id, p.gains) for p in again.musts] == [(p.rule.id, p.gains) for p in done]


COSTLY = """rules:
  tempo-metres: {limit: {at_least: 4000}}
  one-tempo: {limit: {days: tempo, at_most: 1}}
  two-lifts: {limit: {sessions: lift, at_most: 2}}
"""


def test_prices_on_the_screen(run: Run) -> None:
    """What a must costs with its slack, what binds at no cost, what never does, to whom wishes gave way."""
    write(Path(), "scenarios/costly.yaml", WEEK + COSTLY)
    code, out, err = run("price", "scenarios/costly.yaml")
    assert (code, err) == (0, "")
    assert out.split("\n", 3)[3] == GOLDEN


GOLDEN = """\
What each must costs: points saved without it
             should  prefer  slack in the plan
  one-tempo      20       0  none: week 1
  at a limit, at no cost (2 rules): speed-every-week, days-apart
  never binds here (1 rule): two-lifts

What wishes gave up, and to whom
  tempo-metres   20 points of should
    cannot be kept at all: clashes with one-tempo
"""


def test_prices_as_json(run: Run) -> None:
    """All figures with both plans behind them; rules can be chosen, and changes typed."""
    write(Path(), "scenarios/costly.yaml", WEEK + COSTLY)
    code, out, _ = run(
        "price", "scenarios/costly.yaml", "--rule", "one-tempo", "--json", "--off", "two-lifts"
    )
    data = json.loads(out)
    assert code == 0
    assert [each["rule"] for each in data["musts"]] == ["one-tempo"] and data["wishes"] == []
    (must,) = data["musts"]
    assert must["saves"]["should"] == {"at_least": 20, "at_most": 20}
    assert [each["points"] for each in must["without"]["levels"]] == [0, 0]
    assert must["slack"]["amount"] == 0 and must["slack"]["unit"] == "day"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--rule", "one-temp"), "--rule: unknown rule 'one-temp'; did you mean 'one-tempo'?"),
        (("--effort", "0"), "--effort: found 0"),
        (("--workers", "0"), "--workers: found 0"),
    ],
)
def test_options_that_mean_nothing_answer_2(run: Run, options: tuple[str, ...], says: str) -> None:
    """Options that mean nothing are answered with the nearest word, and exit code 2."""
    write(Path(), "scenarios/costly.yaml", WEEK + COSTLY)
    code, out, err = run("price", "scenarios/costly.yaml", *options)
    assert (code, out) == (2, "") and says in err


def test_a_scenario_without_a_plan_has_no_prices(run: Run) -> None:
    """Exit code 3, as for `plan`."""
    write(Path(), "scenarios/no.yaml", WEEK + "rules: {never: {limit: {sessions: speed, at_most: 0}}}\n")
    assert run("price", "scenarios/no.yaml")[0] == 3


def test_a_plan_without_the_rule_is_audited_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A plan that the auditor scores otherwise than the solver stops everything."""
    rules = """
  most: {limit: {days: high, at_most: 1}}
  wish: {level: should, limit: {days: high, at_least: 9}}"""
    season = small_season(tmp_path, rules)
    assert prices(season, "most").musts
    real = auditor.audit

    def spoilt(season: Season, diary: Diary) -> Audit:
        found = real(season, diary)
        return found if len(season.rules) == 2 else replace(found, verdicts=[])

    monkeypatch.setattr(auditor, "audit", spoilt)
    with pytest.raises(NotAudited):
        prices(season, "most")

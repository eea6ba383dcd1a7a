"""What each principle costs, on the screen: musts in points saved, wishes in points given up, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from solver.reasons.prices.gain import Gain
from solver.reasons.prices.price import MustPrice, Prices, Shift, WishPrice
from solver.reasons.whynot.slack import STEP, Slack
from solver.report import screen as s
from solver.report.season import show_head, show_state
from solver.search.outcome import LEVELS
from solver.season import Season
from solver.words import listed, number, plural

#: Musts shown in the table, and rules named in whose favour a wish gave way.
ROWS, NAMES = 15, 6


def show_prices(season: Season, prices: Prices) -> None:
    """Print the prices of rules, the dearest first."""
    screen = s.console()
    show_head(screen, season)
    show_state(screen, season, prices.base, prices.audit)
    if prices.musts:
        _show_musts(screen, season, prices.musts)
    if prices.wishes:
        screen.print()
        screen.print(s.heading("What wishes gave up, and to whom"))
    for wish in prices.wishes:
        _show_wish(screen, wish)
    if prices.left:
        screen.print()
        _lines(screen, f"Stopped: {plural(len(prices.left), 'rule')} not priced:", _some(prices.left))


# ---- musts --------------------------------------------------------------------------------------------


def _show_musts(screen: Console, season: Season, musts: Sequence[MustPrice]) -> None:
    dear = [each for each in musts if each.gains and not each.free]
    screen.print()
    screen.print(s.heading("What each must costs: points saved without it"))
    if dear:
        _table(screen, season, dear[:ROWS])
    elif all(each.free for each in musts):
        what = f"{musts[0].rule.id} costs nothing" if len(musts) == 1 else "no must costs anything"
        screen.print(f"  {what}: no plan is better without it (proven)")
    free = [each for each in musts if each.free]
    groups = (
        ("more may cost something", dear[ROWS:]),
        ("not told in time", [each for each in musts if not each.gains]),
        ("at a limit, at no cost", [each for each in free if each.binds]),
        ("never binds here", [each for each in free if not each.binds and not each.idle]),
        ("asks for nothing that is not there anyway", [each for each in free if each.idle]),
    )
    for what, some in groups:
        if some:
            _lines(screen, f"{what} ({plural(len(some), 'rule')}):", [each.rule.id for each in some])


def _table(screen: Console, season: Season, dear: Sequence[MustPrice]) -> None:
    table = s.grid("left", "right", "right", "wrap")
    table.add_row("", *(Text(word, style=s.DIM) for word in (*LEVELS, "slack in the plan")))
    for price in dear:
        saved = [_gain(price.gains[level], price.seen[level]) for level in LEVELS]
        table.add_row(Text(f"  {price.rule.id}", style="bold"), *saved, _left(season, price))
    screen.print(table)
    if any((gain.least or 0) < 0 for price in dear for gain in price.gains.values()):
        screen.print("  below 0: a level gets worse where a stricter one gains", style=s.DIM)


def _gain(gain: Gain, seen: int) -> str:
    """'3' where it is proven, else '0 to 5', and what was found on the way."""
    if gain.least is not None and gain.least == gain.most:
        return number(gain.least)
    found = f" (found {number(seen)})" if seen else ""
    if gain.most is None:
        return f"not known{found}"
    least = "" if gain.least is None else f"{number(gain.least)} to "
    return f"{least or 'up to '}{number(gain.most)}{found}"


def _left(season: Season, price: MustPrice) -> Text:
    text = Text(slack_says(season, price.slack))
    if price.own:
        own = listed([f"{plural(points, 'point')} of {level}" for level, points in price.own.items()])
        text.append(f"; {own} its own", style=s.DIM)
    return text


def slack_says(season: Season, slack: Slack | None) -> str:
    """How close a plan comes to the limits of a rule: 'none on Tue 3 Mar (1 of 40 places)'."""
    if slack is None:
        return "asks for nothing in this plan"
    who = f"{listed(slack.athletes)}, " if len(season.athletes) > len(slack.athletes) > 0 else ""
    where = f"{who}{season.calendar.span(slack.days)}"
    if not slack.amount:
        return f"none: {where}" + (f" and {slack.tight - 1} more" if slack.tight > 1 else "")
    return "some everywhere" if slack.unit == STEP else f"{plural(slack.amount, slack.unit)}: {where}"


def _lines(screen: Console, head: str, names: Iterable[str]) -> None:
    """A head and names after it, as many lines as it takes."""
    text = Text(f"{head} ")
    text.append(", ".join(names), style=s.DIM)
    screen.print(Padding(text, (0, 0, 0, 2), expand=False))


# ---- wishes -------------------------------------------------------------------------------------------


def _show_wish(screen: Console, wish: WishPrice) -> None:
    text = Text("  ")
    text.append(wish.rule.id, style="bold")
    gave = [f"{plural(points, 'point')} of {level}" for level, points in wish.points.items()]
    text.append(f"   {listed(gave) if gave else 'gave up nothing'}")
    s.tell(screen, text)
    if gave:
        screen.print(Padding(Text(_instead(wish)), (0, 0, 0, 4), expand=False))


def _instead(wish: WishPrice) -> str:
    """What became of a plan that keeps a wish."""
    if wish.clash is not None:
        others = [each.name for each in wish.clash if each.name != wish.rule.id]
        said = f"clashes with {listed(_some(others))}" if others else "with what was not found in time"
        return f"cannot be kept at all: {said}"
    if wish.kept is None:
        return "whether it can be kept was not found in time"
    cost = listed([_costs(gain, level) for level, gain in wish.gains.items() if not gain.nothing])
    worse = [_change(each) for each in wish.changes if each.after > each.before]
    better = [_change(each) for each in wish.changes if each.after < each.before]
    parts = [f"kept whole, the plan costs {cost}" if cost else "kept whole, the plan is as good"]
    parts += [] if all(gain.proven for gain in wish.gains.values()) else ["in the two plans that were found"]
    parts += [f"at the cost of {listed(_some(worse))}"] if worse else []
    parts += [f"for the good of {listed(_some(better))}"] if better else []
    return "; ".join(parts)


def _costs(gain: Gain, level: str) -> str:
    """'2 points more of should', '3 points less of prefer', '0 to 4 points more of prefer'."""
    if gain.proven and gain.least is not None:
        return f"{plural(abs(gain.least), 'point')} {'more' if gain.least > 0 else 'less'} of {level}"
    points = _gain(gain, 0)
    return f"{level} points not known" if gain.most is None else f"{points} points more of {level}"


def _some(names: Sequence[str]) -> list[str]:
    more = len(names) - NAMES
    return list(names) if more <= 1 else [*names[:NAMES], f"{more} more"]


def _change(change: Shift) -> str:
    return f"{change.rule} ({change.after - change.before:+,} of {change.level})"

"""The effect of an edit on a squad, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from solver.auditor import LEVELS
from solver.batch.diff.edits import Edit
from solver.batch.diff.effect import CHANGED, Effect, Why
from solver.batch.diff.pair import Fate, Pair, points
from solver.batch.telling import SHOWN
from solver.words import listed, number, plural

#: So many edits, reasons, plans, and names of a list are told.
EDITS, REASONS, MOST, NAMES = 30, 12, 12, 6
NOT_THERE = "not there"
FATES: Mapping[Fate, str] = {"better": "better", "worse": "worse", "even": "with the same points"}


def told(effect: Effect, names: tuple[str, str]) -> Iterator[str]:
    """All of it.

    Parameters
    ----------
    names
        How the two batches are called.
    """
    yield from _edited(effect)
    yield from _counts(effect, names)
    yield from _reasons(effect.reasons("lost"), "No plan any more")
    yield from _reasons(effect.reasons("found"), "A plan at last; before")
    yield from _most(effect)


# ---- what was edited ----------------------------------------------------------------------------------


def _edited(effect: Effect) -> Iterator[str]:
    if effect.edits is None:
        yield "What was edited is not known: a ledger does not say what its scenarios ask"
    elif not effect.edits:
        yield "Nothing was edited in the scenarios and their rules"
    else:
        yield "Edited"
        scenarios = {each.after.row.scenario for each in effect.pairs}
        for each in effect.edits[:EDITS]:
            where = "" if {*each.scenarios} >= scenarios else f"   in {listed(each.scenarios)}"
            yield from (f"  {line}" for line in _edit(each, where))
        if len(effect.edits) > EDITS:
            yield f"  and {len(effect.edits) - EDITS:,} more"
    if effect.other_rows:
        rows = effect.other_rows
        yield f"Other rows in the roster for {plural(len(rows), 'plan')}: {_names(rows)}"
    yield ""


def _edit(edit: Edit, where: str) -> Iterator[str]:
    yield f"{edit.what}{where}"
    yield f"  was  {edit.was or NOT_THERE}"
    yield f"  is   {edit.now or NOT_THERE}"


# ---- how many -----------------------------------------------------------------------------------------


def headline(effect: Effect) -> str:
    """'12 of 40 plans change: 9 better, 1 worse, 2 without a plan now, by the same conflict'."""
    parts = [f"{number(effect.fates[fate])} {words}" for fate, words in FATES.items() if effect.fates[fate]]
    if lost := effect.fates["lost"]:
        parts.append(f"{number(lost)} without a plan now{_by(effect.reasons('lost'))}")
    if found := effect.fates["found"]:
        parts.append(f"{number(found)} with a plan at last")
    verb = "changes" if effect.changed == 1 else "change"
    said = f"{number(effect.changed)} of {plural(len(effect.pairs), 'plan')} {verb}"
    return f"{said}: {', '.join(parts)}" if parts else said


def _by(reasons: Mapping[Why, Sequence[str]]) -> str:
    """Whether they have one conflict or several."""
    if any(status != "infeasible" for status, _ in reasons) or sum(map(len, reasons.values())) < 2:
        return ""
    return ", by the same conflict" if len(reasons) == 1 else f", by {plural(len(reasons), 'conflict')}"


def _counts(effect: Effect, names: tuple[str, str]) -> Iterator[str]:
    yield headline(effect)
    if same := effect.fates["same"]:
        others = f", {number(effect.other_points)} of them with other points" if effect.other_points else ""
        yield f"{plural(same, 'plan')} with the same sessions{others}"
    if none := effect.fates["none"]:
        yield f"{number(none)} without a plan in both"
    if unseen := effect.fates["unseen"]:
        yield f"{plural(unseen, 'plan')} not to be seen"
    for keys, name in zip(effect.only, names, strict=True):
        if keys:
            yield f"{plural(len(keys), 'plan')} in {name} only: {_names(keys)}"
    people = sum(len(each.after.people) for each in effect.pairs)
    if any(len(each.after.people) > 1 for each in effect.pairs):
        yield f"(a group has one plan: {plural(len(effect.pairs), 'plan')} for {plural(people, 'athlete')})"
    if effect.edits and any(effect.fates[fate] for fate in CHANGED):
        yield "(better and worse: each plan by its own rules)"


def _names(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - NAMES:,} more" if len(keys) > NAMES else ""
    return f"{', '.join(keys[:NAMES])}{more}"


def _reasons(reasons: Mapping[Why, Sequence[str]], head: str) -> Iterator[str]:
    if not reasons:
        return
    yield ""
    yield head
    for (status, why), keys in list(reasons.items())[:REASONS]:
        said = "; ".join(" ".join(each.split()) for each in why)
        said = f"{SHOWN.get(status, status)}: {said}" if said else SHOWN.get(status, status)
        yield f"  {number(len(keys)):>6}  {said}"
        yield f"          {_names(keys)}"
    if len(reasons) > REASONS:
        yield f"          and {len(reasons) - REASONS:,} more reasons"


# ---- whose --------------------------------------------------------------------------------------------


def _most(effect: Effect) -> Iterator[str]:
    """A line for each of the plans that differ most."""
    if not effect.most:
        return
    head = ["", "", *LEVELS, "other days", "load AU a week", "form"]
    rows = [head, *(_row(each) for each in effect.most[:MOST])]
    used = [k for k in range(len(head)) if k < 2 or any(row[k] for row in rows[1:])]
    widths = {k: max(len(row[k]) for row in rows) for k in used}
    yield ""
    yield "Most changed"
    for row in rows:
        cells = [f"{row[k]:<{widths[k]}}" for k in used]
        yield f"  {'   '.join(cells)}".rstrip()
    if len(effect.most) > MOST:
        yield f"  and {len(effect.most) - MOST:,} more; --json has all"


def _row(pair: Pair) -> list[str]:
    people = pair.after.people
    levels = [_arrow(a, b) for a, b in zip(points(pair.before), points(pair.after), strict=True)]
    load = _arrow(*(round(each) for each in pair.load))
    who = listed(people) if len(people) < 3 else plural(len(people), "athlete")
    return [pair.key, who, *levels, number(pair.days), load, _form(pair)]


def _arrow(was: int, now: int) -> str:
    return number(was) if was == now else f"{number(was)} -> {number(now)}"


def _form(pair: Pair) -> str:
    """By how much the form at the meet differs at which it differs most."""
    if not pair.form:
        return ""
    name, meet, amount = pair.form[0]
    who = f"{name}, " if len(pair.after.people) > 1 else ""
    return f"{_signed(amount)} at {who}{meet}"


def _signed(amount: Fraction) -> str:
    return f"{float(amount):+,.1f}"

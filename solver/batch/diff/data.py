"""The effect of an edit on a squad, for programs."""

from __future__ import annotations

from typing import Any

from solver.auditor import LEVELS
from solver.batch.diff.effect import Effect
from solver.batch.diff.pair import Fate, Pair, points
from solver.batch.look import Look
from solver.files.data import json_text

FATES: tuple[Fate, ...] = ("same", "better", "worse", "even", "lost", "found", "none", "unseen")


def as_json(effect: Effect) -> str:
    """All of it, with every plan."""
    return json_text(_data(effect))


def _data(effect: Effect) -> dict[str, Any]:
    edited = None if effect.edits is None else [
        {"what": each.what, "was": each.was, "now": each.now, "scenarios": list(each.scenarios)}
        for each in effect.edits
    ]  # fmt: skip
    return {
        "edited": edited,
        "plans": len(effect.pairs),
        "changed": effect.changed,
        "counts": {fate: effect.fates[fate] for fate in FATES},
        "same sessions, other points": effect.other_points,
        "other rows": effect.other_rows,
        "only before": list(effect.only[0]),
        "only after": list(effect.only[1]),
        **{
            fate: [
                {"status": status, "why": list(why), "plans": keys}
                for (status, why), keys in effect.reasons(fate).items()
            ]
            for fate in ("lost", "found")
        },
        "wrong": [{"file": file, "what": what} for file, what in effect.wrong],
        "by plan": [_pair(each) for each in effect.pairs],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    found: dict[str, Any] = {"plan": pair.key, "athletes": pair.after.people, "becomes": pair.fate}
    found["before"], found["after"] = _side(pair.before), _side(pair.after)
    if pair.before.planned and pair.after.planned:
        found["other days"] = pair.days
        found["load a week"] = [round(float(each), 1) for each in pair.load]
        found["form"] = [
            {"athlete": name, "meet": meet, "differs by": round(float(amount), 2)}
            for name, meet, amount in pair.form
        ]
    return found


def _side(look: Look) -> dict[str, Any]:
    if not look.planned:
        return {"status": look.row.status, "why": [look.trouble] if look.trouble else list(look.row.reasons)}
    score = dict(zip(LEVELS, points(look), strict=True))
    return {"status": look.row.status, "points": score, "proven": look.proven}

"""Plans side by side, as JSON: all there is, in the order of the plans."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from solver.auditor import LEVELS, Verdict
from solver.comparing.comparison import Comparison, Trained
from solver.comparing.days import Day
from solver.comparing.matrix import Judged
from solver.comparing.rules import RuleRow, sentence
from solver.comparing.volume import MEASURES
from solver.files.data import figure, json_text
from solver.report.comparison.words import column_name


def as_json(comparison: Comparison) -> str:
    """A comparison as JSON."""
    return json_text(as_data(comparison))


def as_data(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain data."""
    form = comparison.form
    return {
        "plans": [_side(comparison, place) for place in range(len(comparison.sides))],
        "same": comparison.same,
        "notes": list(comparison.notes),
        "rules": [_rule(row) for row in comparison.rules],
        "weeks": {
            "by": "date" if comparison.weeks.by_date else "number",
            "rows": [
                {"weeks": list(row), "from": monday and str(monday)}
                for row, monday in zip_longest(comparison.weeks.rows, comparison.weeks.mondays)
            ],
        },
        "athletes": [_trained(each) for each in comparison.trained],
        "form": form and {
            "measured_by": form.measure,
            "meets": [
                {
                    "says": each.says,
                    "dates": [date and str(date) for date in each.dates],
                    "form": _figures(each.amounts),
                }
                for each in form.rows
            ],
        },
        "days": [_day(comparison, each) for each in comparison.days],
        "matrix": {
            "rules_of": [column_name(comparison, place) for place in range(len(comparison.matrix.columns))],
            "titles": [each.name for each in comparison.matrix.columns],
            "rows": [[_cell(each) for each in row] for row in comparison.matrix.rows],
        },
    }  # fmt: skip


def _side(comparison: Comparison, place: int) -> dict[str, Any]:
    side, audit = comparison.sides[place], comparison.audits[place]
    return {
        "name": side.name,
        "scenario": side.season.scenario.scenario,
        "title": side.season.scenario.title,
        "starts": str(side.season.calendar.first),
        "weeks": side.season.calendar.weeks,
        "athletes": [each.name for each in side.season.athletes],
        "known": side.known or None,
        "notes": list(side.notes),
        "broken": [{"rule": each.rule, "says": each.breach.says} for each in audit.broken],
        "points": dict(audit.score),
    }


def _rule(row: RuleRow) -> dict[str, Any]:
    return {
        "rule": row.id,
        "book": row.book,
        "says": list(row.says),
        "levels": list(row.levels),
        "broken": [each and each.musts for each in row.costs],
        "points": [each and dict(zip(LEVELS, each.points, strict=True)) for each in row.costs],
        "holds_in_one_only": row.turns,
    }


def _trained(trained: Trained) -> dict[str, Any]:
    return {
        "athlete": trained.person.name,
        "weekly": {
            measure: [each and _figures(each.series(measure)) for each in trained.volumes]
            for measure in MEASURES
        },
        "sessions": [
            {
                "title": each.title,
                "class": each.class_,
                "sessions": list(each.sessions),
                "metres": _figures(each.metres),
                "load": _figures(each.load),
            }
            for each in trained.kinds
        ],
    }


def _day(comparison: Comparison, day: Day) -> dict[str, Any]:
    dates = [
        None if index is None else str(side.season.calendar.date(index))
        for side, index in zip(comparison.sides, day.days, strict=True)
    ]
    return {
        "athlete": day.person,
        "dates": dates,
        "differs": day.apart,
        "classes": [each and each.class_ for each in day.glances],
        "sessions": [each and list(each.titles) for each in day.glances],
    }


def _cell(cell: Judged) -> dict[str, Any]:
    if cell.audit is None:
        return {"judged": False, "because": cell.foreign}
    return {
        "judged": True,
        "musts_broken": len(cell.broken),
        "points": dict(cell.audit.score),
        "broken": [_verdict(each) for each in cell.broken],
        "dearest": cell.dearest and _verdict(cell.dearest),
        "calendar": [each.breach.says for each in cell.out_of_frame],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "rule": verdict.rule.id,
        "says": sentence(verdict.rule),
        "places": len(verdict.findings),
        "points": {level: verdict.points(level) for level in LEVELS},
    }


def _figures(values: Sequence[Fraction | None]) -> list[float | None]:
    return [None if each is None else figure(each, 2) for each in values]

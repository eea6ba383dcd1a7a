"""A sweep as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from solver.documents.plan import level_scores
from solver.files.data import figure, json_text
from solver.report.sweeps.words import sentences
from solver.sweeps.binding import Bind, Turning
from solver.sweeps.grid import Place
from solver.sweeps.result import CellResult, Sweep


def as_json(sweep: Sweep, files: Mapping[Place, str]) -> str:
    """A sweep as JSON; `files` are the plan files that were written."""
    season = next(iter(sweep.grid.cells.values())).season
    data = {
        "scenario": season.scenario.scenario,
        "effort": sweep.effort,
        "vary": [{"path": axis.path, "values": list(axis.words)} for axis in sweep.grid.axes],
        "stopped": sweep.stopped,
        "cells": [_cell(sweep, each, files) for each in sweep.cells],
        "binding": [
            {"says": says, **_turning(sweep, each)}
            for says, each in zip(sentences(sweep), sweep.binding.turnings, strict=True)
        ],
        "now_and_then": list(sweep.binding.now_and_then),
    }
    return json_text(data)


def _cell(sweep: Sweep, cell: CellResult, files: Mapping[Place, str]) -> dict[str, Any]:
    made = cell.made
    found: dict[str, Any] = {
        "settings": list(sweep.grid.settings(cell.place)),
        "notes": list(cell.notes),
        "state": "not planned" if made is None else made.state,
    }
    if made is not None and made.state == "planned":
        levels = [each.model_dump() for each in level_scores(made.score, made.bounds)]
        found |= {"status": made.status, "levels": levels, "windows": made.windows}
    if made is not None and made.state == "infeasible":
        found["clash"] = list(made.clash)
    if made is not None and made.state == "refused":
        found["wrong"] = list(made.clash)
    return found | ({"plan": files[cell.place]} if cell.place in files else {})


def _turning(sweep: Sweep, turning: Turning) -> dict[str, Any]:
    others = [axis.path for k, axis in enumerate(sweep.grid.axes) if k != turning.axis]
    return {
        "rule": turning.rule,
        "side": turning.side,
        "path": sweep.grid.axes[turning.axis].path,
        "starts": turning.starts,
        "before": turning.before,
        "at": turning.after,
        "where": [dict(zip(others, line, strict=True)) for line in turning.lines],
        "binds_before": _bind(turning.old),
        "binds_at": _bind(turning.new),
    }


def _bind(bind: Bind) -> dict[str, Any]:
    return {"tight": bind.tight, "left": figure(bind.amount, 4), "unit": bind.unit}

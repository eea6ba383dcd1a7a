"""The text of a plan file: its head, then a line for each session."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from solver.documents.plan import PlanFile

#: Plain data as it stands in a plan file.
quoted = partial(json.dumps, ensure_ascii=False)


def dumps(plan: PlanFile) -> str:
    """The text of a plan file."""
    head, sessions = plain(plan)
    return text({name: quoted(value) for name, value in head.items()}, map(quoted, sessions))


def plain(plan: PlanFile) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a plan file says, as plain data: what stands at its head, and its sessions."""
    head = plan.model_dump(mode="json", by_alias=True)
    sessions: list[dict[str, Any]] = head.pop("sessions")
    for session in sessions:
        for name in ("metres", "minutes", "load"):
            session[name] = int(session[name]) if session[name] == int(session[name]) else session[name]
        if session["said"] is None:
            del session["said"]
    return {k: v for k, v in head.items() if v is not None or k not in ("from", "before")}, sessions


def text(head: Mapping[str, str], sessions: Iterable[str]) -> str:
    """A plan file of what stands at its head and its sessions, as they are quoted."""
    lines = [f'  "{name}": {value},' for name, value in head.items()]
    body = ",\n".join([f"    {each}" for each in sessions])
    return "\n".join(["{", *lines, '  "sessions": [', *([body] if body else []), "  ]", "}", ""])

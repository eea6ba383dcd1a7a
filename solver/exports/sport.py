"""What training diaries call a kind of session."""

from __future__ import annotations

from collections.abc import Mapping

from solver.documents.catalogue import Session

#: The sport of the first tag that is known; all else is a workout.
SPORTS: Mapping[str, str] = {
    "running": "Run", "race": "Run", "tempo": "Run", "speed": "Run", "strength": "WeightTraining",
    "swimming": "Swim", "cycling": "Ride",
}  # fmt: skip
OTHER = "Workout"


def sport(session: Session) -> str:
    """The sport of a session, by its tags."""
    return next((SPORTS[tag] for tag in session.tags if tag in SPORTS), OTHER)

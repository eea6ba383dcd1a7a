"""Plain data as programs have it: JSON, and the numbers in it."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from typing import Any


def json_text(data: Any) -> str:
    """The text of a JSON file."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_date) + "\n"


def _date(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")


def figure(value: Fraction, digits: int | None = None) -> int | float:
    """A number: whole where it is, else with so many digits behind the point, or all."""
    if value.denominator == 1:
        return value.numerator
    return float(value) if digits is None else round(float(value), digits)

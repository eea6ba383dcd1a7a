"""Names that can be read, and that every format takes.

::

    plan_ada_w03_mon_am_fly          whether Ada has this session on Monday morning of week 3
    dose_ada_w03_mon_am_fly          steps above its smallest dose
    miss_should_w03_mon_w03_sun_812  by how much a wish is missed there, or whether
    gain_prefer_w06_sat_913          what is gained there
    flag_w03_mon_714                 whether something holds
    sum_w03_mon_w03_sun_715          a total that rules share
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from solver.calendar import Calendar
from solver.model.choices import Choice
from solver.model.linear import Model

#: Most letters of a name; readers of some formats stop at 255.
LONGEST = 120


def names(model: Model, choices: Iterable[Choice], calendar: Calendar) -> list[str]:
    """The name of each variable."""
    found = {v: name for choice in choices for v, name in _of_choice(choice, calendar)}
    levels = {v: level for level, costs in model.objective.items() for v in costs}
    taken: set[str] = set()
    return [
        _once(found.get(v) or _of_other(model, v, levels.get(v), calendar), v, taken)
        for v in range(len(model.lower))
    ]


def _of_choice(choice: Choice, calendar: Calendar) -> Iterable[tuple[int, str]]:
    cell = choice.cell
    place = (cell.athlete, _day(calendar, cell.day), cell.slot, cell.form.key)
    name = "_".join(word for word in map(plain, place) if word)
    yield choice.done, f"plan_{name}"
    if choice.steps is not None:
        yield choice.steps, f"dose_{name}"


def _of_other(model: Model, variable: int, level: str | None, calendar: Calendar) -> str:
    first, last, _ = model.reach[variable]
    if variable in model.slacks:
        word = "miss" if model.slacks[variable] > 0 else "gain"
        word = f"{word}_{level}" if level else word
    else:
        word = "flag" if model.lower[variable] >= 0 and model.upper[variable] <= 1 else "sum"
    days = dict.fromkeys((_day(calendar, first), _day(calendar, last)))
    return "_".join([word, *days, str(variable)])


def _day(calendar: Calendar, index: int) -> str:
    """'w03_mon'; weeks before the plan count down from 'w00'."""
    week = index // 7 + 1
    return f"w{week:02d}_{calendar.date(index):%a}".replace("-", "m").lower()


def _once(name: str, variable: int, taken: set[str]) -> str:
    """The same name, or one that no other variable has."""
    name = name[:LONGEST].rstrip("_")
    if name in taken:
        name = f"{name}_no{variable}"
    taken.add(name)
    return name


def plain(text: str) -> str:
    """Small letters, digits and underscores: 'Zoë B.' is 'zoe_b'."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    return "_".join(words)


def remark(lines: Sequence[str]) -> list[str]:
    """Lines that may stand in a comment of any format: plain letters, one line each."""
    bare = (unicodedata.normalize("NFKD", line).encode("ascii", "ignore").decode() for line in lines)
    return ["".join(c if c.isprintable() else " " for c in line)[:200] for line in bare]

"""Every kind of rule with every clause, from the table in `pairwise.yaml`, as both readers see it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from solver import examples
from solver.active import ActiveRule
from solver.diary import Diary, Done
from solver.examples.agreement import Seen, by_auditor, seen_at
from solver.loading.load import load
from solver.season import Season

PAGE: dict[str, Any] = yaml.load(
    Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
KIND, CLAUSES, IDLE = PAGE["kinds"], PAGE["clauses"], PAGE["idle"]
#: So many diaries are looked at in any case.
FEW = 4
#: What may stand on a day: sessions with their counts.
DAYS: dict[str, dict[str, int]] = {
    "rest": {},
    "some speed": {"accel": 4},
    "much speed": {"accel": 10},
    "fly": {"fly": 3},
    "hills": {"hills": 4},
    "tempo": {"tempo": 10},
    "lift": {"lift": 8},
    "speed and lift": {"accel": 4, "lift": 8},
    "fly and tempo": {"fly": 3, "tempo": 10},
    "jumps": {"jumps": 3},
}


@dataclass(frozen=True)
class Case:
    """A rule with a clause: its name, its text, that of a modifier of it, and what it is compared with."""

    kind: str
    section: str
    clause: str
    rule: str
    plain: str
    says: str = ""
    modifier: str = ""

    @property
    def name(self) -> str:
        """How the test is called."""
        return f"{self.kind} {self.section} {self.clause}"


def cases() -> Iterator[Case]:
    """Every kind with every clause."""
    for kind, texts in KIND.items():
        for section, clauses in CLAUSES.items():
            for clause, says in clauses.items():
                if clause in texts.get("without", ()):
                    continue
                yield from _case(kind, texts, section, clause, says)


def _case(kind: str, texts: dict[str, str], section: str, clause: str, says: str) -> Iterator[Case]:
    plain = texts["rule"]
    if section == "level":
        yield Case(kind, section, clause, f"{plain.partition(', level')[0]}, {clause}", plain, says)
    elif section == "modifiers":
        yield Case(kind, section, clause, plain, plain, says, clause)
    elif section == "scaled":
        if text := texts.get("floor" if "floors" in clause else "cap"):
            yield Case(kind, section, clause, text, text, says, clause)
    elif section in ("numbers", "what"):
        word = section.removesuffix("s").upper()
        if text := texts.get(section.removesuffix("s")):
            other = text.replace(word, "35" if word == "NUMBER" else "hills")
            yield Case(kind, section, clause, text.replace(word, clause), other, says)
    else:
        yield Case(kind, section, clause, f"{plain}, {section}: {{{clause}}}", plain, says)


CASES = [*cases()]


def written(rules: Sequence[str], modifiers: Sequence[tuple[int, str]] = ()) -> str:
    """A rulebook of some rules, each called by its number."""
    lines = ["rulebook: pairs", "title: Pairs", "rules:"]
    lines += [f"  rule-{number}: {{{text}}}" for number, text in enumerate(rules)] or ["  {}"]
    lines += ["modifiers:"] if modifiers else []
    lines += [f"  modifier-{number}: {{rules: rule-{number}, {text}}}" for number, text in modifiers]
    return "\n".join(lines) + "\n"


def loaded(book: str, scenario: dict[str, Any] | None = None) -> Season:
    """The season of the world with a rulebook, as a coach has it: from files."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copy(Path(examples.__file__).with_name("manual.yaml"), folder / "manual.yaml")
        (folder / "pairs.yaml").write_text(book, encoding="utf-8")
        text = yaml.safe_dump({**PAGE["world"], **(scenario or {})}, sort_keys=False)
        text = re.sub(r"'([0-9.:-]+)'", r"\1", text)
        (folder / "scenario.yaml").write_text(text, encoding="utf-8")
        return load(folder / "scenario.yaml")


@cache
def season() -> tuple[Season, dict[str, int]]:
    """All rules at once, and the number of each."""
    texts = [*(each.rule for each in CASES), *(each.plain for each in CASES)]
    texts += [each.rule.replace(", given:", ", unless:") for each in CASES if each.section == "given"]
    texts = list(dict.fromkeys(texts))
    return loaded(written(texts)), {text: number for number, text in enumerate(texts)}


def active(found: Season, number: int) -> ActiveRule:
    """The rule of that number."""
    return next(each for each in found.rules if each.id == f"rule-{number}")


@cache
def diaries() -> Sequence[Diary]:
    """Empty and full weeks, one thing again and again, and weeks by chance."""
    rows = [["rest"] * 4 + ["some speed", "fly", "lift", "tempo"] + ["rest"] * 60]
    for seed, rests in enumerate((0, 5, 20)):
        rows.append(Random(seed).choices([*DAYS, *["rest"] * rests], k=70))
    rows += [["rest"], ["much speed"], ["fly"], ["rest"] * 7 + ["some speed"] * 7]
    rows += [["much speed", "rest", "rest"], ["some speed"], ["tempo"], ["lift"]]
    rows += [[what, "rest", "rest"] for what in ("fly", "lift", "tempo")]
    return [_diary(row) for row in rows]


def _diary(row: Sequence[str]) -> Diary:
    """The same days again and again, for one athlete after the other."""
    found = season()[0]
    shelf = {form.session: form for form in reversed(found.catalogue.forms.values())}
    days = found.calendar.length
    done = [
        Done.of(athlete.name, day, found.calendar.slots[0], shelf[session], count)
        for place, athlete in enumerate(found.athletes)
        for day in range(days)
        for session, count in DAYS[row[(days * place + day) % len(row)]].items()
    ]
    return Diary(done, days)


@dataclass
class Compared:
    """What both readers saw of a rule in all diaries; `asked` where it asks something there."""

    seen: list[Counter[Seen]]
    asked: list[bool]
    differences: list[str]

    @classmethod
    def of(cls, active: ActiveRule, plain: Compared | None = None) -> Compared:
        """Compare the readers in every diary, or until it is told apart from the plain rule, kept and broken."""
        places = [place for _, place in active.places()]
        found = cls([], [], [])
        for number, diary in enumerate(diaries()):
            if plain and number >= FEW and found.tells(plain):
                break
            bounds, auditor = seen_at(places, active.rule.level, diary), by_auditor(active, diary)
            found.seen.append(bounds)
            found.asked.append(bool(bounds) or any(place.applies(diary) for place in places))
            if bounds != auditor:
                found.differences.append(f"{number}: bounds {bounds - auditor}, auditor {auditor - bounds}")
        return found

    def tells(self, plain: Compared) -> bool:
        """Whether it is kept, is broken, and differs from the plain rule."""
        return bool(self.kept and self.broken) and self.seen != plain.seen[: len(self.seen)]

    @property
    def kept(self) -> int:
        """In how many diaries it asks something, and all of it is there (or less is gained than elsewhere)."""
        if any(side == "gain" for seen in self.seen for *_, side, _ in seen):
            return sum(seen != self.seen[0] for seen in self.seen)
        return sum(asked and not seen for asked, seen in zip(self.asked, self.seen, strict=True))

    @property
    def broken(self) -> int:
        """In how many diaries something is missed (or gained)."""
        return sum(map(bool, self.seen))


@cache
def compared(text: str, plain: str = "") -> Compared:
    """A rule of the season as both see it, in all diaries or in as many as tell it from a plain one."""
    found, numbers = season()
    return Compared.of(active(found, numbers[text]), compared(plain) if plain else None)


@cache
def changed() -> Season:
    """The season with every rule that a modifier changes, each with its own."""
    mine = [each for each in CASES if each.modifier]
    return loaded(written([each.rule for each in mine], [(n, each.modifier) for n, each in enumerate(mine)]))


def of_case(case: Case) -> tuple[ActiveRule, Compared]:
    """A case, and how both see it."""
    if not case.modifier:
        return active(season()[0], season()[1][case.rule]), compared(case.rule, case.plain)
    mine = [each for each in CASES if each.modifier]
    found = active(changed(), mine.index(case))
    return found, Compared.of(found, compared(case.plain))

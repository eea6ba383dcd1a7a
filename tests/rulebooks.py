"""Small random rulebooks on small calendars, from a seed: enough to differ, small enough for any solver.

The rules are those that auditor and bounds are compared on (`small.yaml`, every kind of rule and every
clause), with other levels, weights, penalties, conditions and numbers.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from solver import examples
from solver.calendar import Calendar
from solver.catalogue import Catalogue
from solver.documents.base import validate
from solver.documents.catalogue import CatalogueFile
from solver.documents.scenario import Scenario, athletes_of
from solver.files.source import parse
from solver.season import Season
from tests.small import WORLDS
from tests.strategies import STARTS, read, with_rules
from tests.strategies import plan as random_plan

#: Rules as they are written, by kind.
POOL: dict[str, list[dict[str, Any]]] = {}
for _world in WORLDS.values():
    for _rule in (*_world.whole, *_world.part):
        _plain = json.loads(json.dumps(_rule, default=str))
        _word = next(
            word
            for word in _plain
            if word not in {"level", "when", "who", "given", "unless", "penalty", "weight"}
        )
        POOL.setdefault(_word, []).append(_plain)
CONDITIONS = [
    {"sessions": "lift", "at_least": 1},
    {"days": "tempo", "at_least": 1, "over": "3 days before"},
    {"metres": "speed", "at_least": 200},
    {"days": "speed", "over": "season", "at_least": 2},
]
#: What makes a plan of rest days no answer.
DEMANDS = [
    {"limit": {"sessions": "train", "at_least": 4}},
    {"limit": {"days": "speed", "at_least": 3, "at_most": 3}},
    {"limit": {"load": "all", "exactly": 900, "per_unit": 50}},
    {"limit": {"metres": "tempo", "at_least": 2500, "per_unit": 100}},
    {"limit": {"minutes": "train", "per": "3 days", "at_least": 100, "at_most": 150, "per_unit": 10}},
    {"limit": {"metres": "speed", "per": "day", "one_of": [0, 180], "per_unit": 30}},
    {"limit": {"kinds": "train", "per": "3 days", "at_least": 2}},
    {"limit": {"metres": "running", "count": "largest", "per": "3 days", "at_least": 1100, "per_unit": 100}},
]
WHENS = [{"weekdays": ["mon", "tue", "wed", "sat"]}, {"phase": "taper"}, {"label": "exams"}]
SESSIONS = ["accel", "fly", "hills", "jumps", "lift", "tempo", "massage"]


@cache
def catalogue() -> Catalogue:
    """The sessions of the manual's examples, each in two or three doses only."""
    page = yaml.safe_load((Path(examples.__file__).with_name("manual.yaml")).read_text(encoding="utf-8"))
    for each in page["sessions"].values():
        for dose in each.get("dose", {}).values():
            if isinstance(dose, dict):
                dose["to"] = dose["from"] + 2 * (dose.get("step", 1))
    return Catalogue(validate(CatalogueFile, parse(json.dumps(page), "manual.yaml")))


def season(seed: int) -> Season:
    """The season of a seed, with its rules; every twelfth has two weeks."""
    random = Random(seed)
    calendar = _calendar(random, 2 if seed % 12 == 11 else 1)
    found = [each for each in (read(rule) for rule in _rules(random)) if each]
    return with_rules(calendar, *found)


def _rules(random: Random) -> Iterator[dict[str, Any]]:
    """A demand or two, and one to six rules, each of a random kind."""
    kinds = random.choices(sorted(POOL), k=random.randint(1, 6))
    chosen = [random.choice(POOL[kind]) for kind in kinds]
    for written in (*random.sample(DEMANDS, random.randint(1, 2)), *chosen):
        rule = json.loads(json.dumps(written))
        rule["level"] = random.choice(["must", "should", "should", "prefer"])
        if "peak" in rule:
            rule["level"] = random.choice(["should", "prefer"])
        for word, values in (("given", CONDITIONS), ("unless", CONDITIONS), ("when", WHENS)):
            if random.random() < 0.15:
                rule[word] = random.choice(values)
        if random.random() < 0.4:
            rule["weight"] = {"under": random.randint(1, 9), "over": random.randint(1, 9)}
        if random.random() < 0.4:
            rule["penalty"] = random.choice(["per occurrence", "quadratic"])
        yield _nudged(rule, random)


def _nudged(value: Any, random: Random, word: str = "") -> Any:
    """The same rule with some of its limits a little more or less."""
    if isinstance(value, dict):
        return {each: _nudged(inner, random, each) for each, inner in value.items()}
    if isinstance(value, int) and word in ("at_least", "at_most", "exactly") and random.random() < 0.4:
        return max(0, value + random.choice([-1, 1]) * max(1, value // 4))
    return value


def _calendar(random: Random, weeks: int) -> Season:
    """A season without rules: few open days, few sessions."""
    days = [STARTS + dt.timedelta(days=n) for n in range(7 * weeks)]
    away = sorted(random.sample(days, len(days) - random.randint(3, 5)))
    squad = random.random() < 0.15
    page: dict[str, Any] = {"starts": STARTS, "weeks": weeks, "per_slot": random.choice([1, 1, 2])}
    page["slots"] = random.choice([["day"], ["day"], {"am": "9:00", "pm": "17:00"}])
    page["repeats"] = random.random() < 0.1
    page["cycle"], page["groups"] = {"days": 4, "work": 3}, {"club": ["tue", "thu", "fri"]}
    phases = random.sample(["general-preparation", "specific-preparation", "taper"], weeks)
    meets = [day for day in days if day not in away and random.random() < 0.12]
    scenario = Scenario.model_validate(
        {
            "scenario": "small",
            "title": "A small calendar",
            "sessions": random.sample(SESSIONS, 2 if squad else random.randint(2, 3)),
            "calendar": page,
            "athletes": _athletes()[: 2 if squad else 1],
            "phases": [{"phase": phase, "weeks": 1} for phase in phases],
            "loading": random.choice([None, "1:1"]),
            "labels": [{"label": "exams", "from": days[2], "to": days[4]}],
            "away": [{"from": day, "to": day} for day in away],
            "competitions": [
                {"date": day, "name": f"meet {day}", "priority": random.choice("AB"), "rounds": random.randint(1, 3)}
                for day in meets
            ],
        }
    )  # fmt: skip
    known = 0 if page["repeats"] else random.choice([0, 0, -7])
    found = Season(scenario, catalogue(), Calendar(scenario), athletes_of(scenario), (), (), known)
    history = random_plan(found, random.randrange(999), 0.5, range(known, 0))
    return Season(scenario, found.catalogue, found.calendar, found.athletes, (), history, known)


def _athletes() -> list[dict[str, Any]]:
    ada = {"name": "Ada", "events": ["100m"], "level": "club", "born": 2008, "training_age": 4}
    bob = {"name": "Zoë B.", "events": ["400m"], "level": "national", "born": 2000, "tags": ["young"]}
    return [ada, bob]

"""Random rules over the whole vocabulary, random seasons, random plans."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from solver.calendar import Calendar
from solver.catalogue import Catalogue
from solver.diary import Diary, Done
from solver.documents.rulebook import Envelope
from solver.documents.scenario import Scenario, athletes_of
from solver.errors import InputError
from solver.examples import manual_catalogue
from solver.files.source import parse
from solver.loading.building import activate
from solver.loading.load import RuleEntry
from solver.season import Season

STARTS = dt.date(2026, 10, 5)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
PHASES = ["general-preparation", "specific-preparation", "taper"]
WORDS = ["speed", "accel", "fly", "tempo", "lift", "jumps", "high", "low", "train", "all", "rest", "race"]

# ---- clauses ---------------------------------------------------------------------------------------

words = st.sampled_from(WORDS)
sessions = words.filter(lambda word: word != "rest")
whats = st.one_of(
    words,
    words,
    st.lists(words, min_size=2, max_size=3, unique=True),
    st.sampled_from(
        [
            {"day": "low"},
            {"day": "medium"},
            {"not": "speed"},
            {"all": ["running", "low"]},
            {"intensity": {"at_least": 95}},
            {"distance": {"below": 40}},
            {"rpe": {"above": 5}},
            {"any": ["tempo", "jumps"], "not": "jumps"},
        ]
    ),
)
amounts = st.one_of(
    st.fixed_dictionaries({"days": whats}),
    st.fixed_dictionaries({"sessions": whats}),
    st.fixed_dictionaries({"kinds": sessions}),
    st.fixed_dictionaries({"weekends": whats}),
    st.fixed_dictionaries({"groups": st.fixed_dictionaries({"of": whats, "group": st.just("club")})}),
    st.fixed_dictionaries(
        {"metres": whats},
        optional={"count": st.just("largest"), "weights": st.just({"fly": 0.5, "tempo": 0.25})},
    ),
    st.fixed_dictionaries({"load": whats}),
    st.fixed_dictionaries({"minutes": whats}, optional={"count": st.just("largest")}),
    st.fixed_dictionaries({"measure": st.just("contacts"), "of": whats}),
)
ROUGHLY = {"metres": 300, "load": 400, "minutes": 80, "measure": 60}


def numbers(amount: dict[str, Any], days: int = 7) -> st.SearchStrategy[Any]:
    """Numbers of about the size of an amount over some days."""
    size = next((size for name, size in ROUGHLY.items() if name in amount), 1)
    whole = st.integers(0, max(days // 2, 1)).map(lambda n: n * size)
    by_phase = st.fixed_dictionaries({"taper": whole, "otherwise": whole})
    by_athlete = st.sampled_from([{"club": size, "national": 2 * size}, {"400m": size}, {"young": 0}])
    return st.one_of(whole, whole, by_phase, by_athlete)


arounds = st.tuples(st.integers(-6, 2), st.integers(0, 4)).map(
    lambda pair: {"priority": "A", "from": pair[0], "to": pair[0] + pair[1]}
)
pers = st.one_of(
    st.sampled_from(["slot", "day", "week", "week", "phase", "season", "cycle", "weekend", "club"]),
    st.integers(2, 9).map(lambda n: f"{n} days"),
    arounds,
    st.just({"between": "A"}),
)
whens = st.sampled_from(
    [
        {"phase": "taper"},
        {"phase": {"not": "taper"}},
        {"weeks": "1-2"},
        {"phase_weeks": 1},
        {"loading": "unload"},
        {"loading": "loading"},
        {"every": {"weeks": 2}},
        {"weekdays": ["mon", "tue", "wed", "sat"]},
        {"label": "exams"},
        {"not": {"label": "exams"}},
        {"around": {"priority": "A", "from": -4, "to": 1}},
        {"any": [{"weekdays": "sun"}, {"phase": "taper"}]},
        {"cycle_days": "1-3"},
        {"dates": {"from": "2026-10-07"}},
    ]
)
whos = st.sampled_from(
    [
        {"events": "400m"},
        {"events": {"not": "400m"}},
        {"tags": "young"},
        {"level": ["club"]},
        {"sex": "male"},
        {"age": {"below": 18}},
        {"training_age": {"at_least": 3}},
        {"names": "Ada"},
    ]
)
edges = st.sampled_from(["free", "strict", "history"])
lengths = st.integers(1, 5).map(lambda n: f"{n} days")


@st.composite
def limits(draw: st.DrawFn, amount: dict[str, Any]) -> dict[str, Any]:
    """`at_least`, `at_most` or `exactly` for an amount."""
    chosen = draw(st.sampled_from([("at_least",), ("at_most",), ("at_least", "at_most"), ("exactly",)]))
    return {word: draw(numbers(amount)) for word in chosen}


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    """A `given` or `unless`."""
    amount = draw(amounts)
    over = draw(st.sampled_from(["week", "day", "phase", "season", "3 days before", "10 days before"]))
    return {**amount, **draw(limits(amount)), "over": over}


# ---- kinds -----------------------------------------------------------------------------------------


@st.composite
def limit(draw: st.DrawFn) -> dict[str, Any]:
    """A `limit`."""
    squad = draw(st.booleans()) and draw(st.booleans())
    amount = draw(st.fixed_dictionaries({"athletes": whats}) if squad and draw(st.booleans()) else amounts)
    rule = {**amount, "per": draw(pers)}
    if draw(st.integers(0, 4)) == 0:
        rule["one_of"] = [draw(numbers(amount)), 0]
    else:
        rule |= draw(limits(amount))
    if draw(st.integers(0, 3)) == 0:
        rule[draw(st.sampled_from(["should", "prefer"]))] = draw(limits(amount))
    if squad:
        rule["across"] = "squad"
    if draw(st.booleans()):
        rule["per_unit"] = draw(st.sampled_from([0.5, 3, 20]))
    if draw(st.booleans()):
        rule["edges"] = draw(st.sampled_from(["free", "history"]))
    return rule


@st.composite
def ratio(draw: st.DrawFn) -> dict[str, Any]:
    """A `ratio`."""
    rule: dict[str, Any] = {"of": draw(amounts), "to": draw(amounts), "means": draw(st.booleans())}
    shape = draw(st.integers(0, 2))
    if shape == 0:
        rule["per"] = draw(pers)
    else:
        windows = st.integers(2, 12).map(lambda n: f"{n} days") if shape == 1 else arounds
        rule["of"] = {**rule["of"], "over": draw(windows)}
        rule["to"] = {**rule["to"], "over": draw(windows)}
    rule[draw(st.sampled_from(["at_least", "at_most"]))] = draw(
        st.sampled_from([0.5, "80%", 2, {"taper": 1}])
    )
    return rule


@st.composite
def progression(draw: st.DrawFn) -> dict[str, Any]:
    """A `progression`."""
    amount = draw(amounts)
    rule = {**amount, "from": draw(st.sampled_from(["week", "week", "phase"]))}
    shares = st.sampled_from(["0%", "10%", "50%", {"taper": "40%"}])
    for word in draw(st.sampled_from([("rise",), ("fall",), ("rise", "fall")])):
        rule[word] = {draw(st.sampled_from(["at_least", "at_most"])): draw(shares)}
    if draw(st.booleans()):
        rule["base"] = draw(numbers(amount))
    if rule["from"] == "week" and draw(st.booleans()):
        rule["unload"] = {"fall": {"at_least": draw(shares)}}
    return rule


@st.composite
def spacing(draw: st.DrawFn) -> dict[str, Any]:
    """A `spacing`."""
    rule: dict[str, Any] = {"edges": draw(edges)}
    if draw(st.booleans()):
        rule |= {"from": draw(whats), "to": draw(whats)}
    else:
        rule["between"] = draw(whats)
        rule |= {"and": draw(whats)} if draw(st.booleans()) else {}
        if draw(st.booleans()):
            return {**rule, "at_most": draw(lengths)}
    return {**rule, "at_least": draw(st.one_of(lengths, st.integers(4, 70).map(lambda n: f"{n} hours")))}


PLACES = [
    "same day",
    "same slot",
    "earlier the same day",
    "later the same day",
    "1 day before",
    "1 day after",
    "2 days before",
    "3 days after",
]
pairing = st.fixed_dictionaries(
    {
        "each": whats,
        "within": st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True),
        "edges": edges,
    },
).flatmap(
    lambda rule: st.one_of(
        whats.map(lambda what: {**rule, "avoids": what}),
        st.tuples(whats, st.booleans()).map(lambda pair: {**rule, "needs": pair[0], "all": pair[1]}),
    )
)
run = st.fixed_dictionaries({"of": whats, "edges": edges}).flatmap(
    lambda rule: st.sampled_from([("at_least",), ("at_most",), ("at_least", "at_most")]).flatmap(
        lambda sides: st.fixed_dictionaries(
            {
                **{word: st.just(value) for word, value in rule.items()},
                **dict.fromkeys(sides, st.integers(0, 5)),
            }
        )
    )
)
entries = st.lists(st.one_of(whats, st.just("any")), min_size=1, max_size=4)
pattern = st.one_of(
    st.fixed_dictionaries(
        {"avoid": entries},
        optional={"starts": st.sampled_from(WEEKDAYS), "edges": st.sampled_from(["free", "history"])},
    ),
    st.fixed_dictionaries({"follow": entries, "starts": st.sampled_from(WEEKDAYS)}),
)
order = amounts.flatmap(
    lambda amount: st.fixed_dictionaries(
        {
            "then": whats,
            "after": st.fixed_dictionaries(
                {**{word: st.just(value) for word, value in amount.items()}, "at_least": numbers(amount, 14)},
                optional={"lag": lengths},
            ),
        }
    )
)
steady = st.fixed_dictionaries({"of": st.one_of(whats, st.lists(whats, min_size=1, max_size=3))})
pin = st.one_of(
    st.fixed_dictionaries({"do": whats}, optional={"slot": st.just("am")}),
    st.fixed_dictionaries({"avoid": whats}, optional={"slot": st.just("am")}),
)
peak = st.fixed_dictionaries(
    {"at": st.sampled_from([["A"], ["A", "B"]])},
    optional={
        "of": sessions,
        "fitness_days": st.integers(10, 60),
        "fatigue_days": st.integers(2, 15),
        "per_unit": st.sampled_from([0.5, 2]),
    },
)
PLAIN = {
    "limit": limit(),
    "ratio": ratio(),
    "progression": progression(),
    "spacing": spacing(),
    "pairing": pairing,
    "run": run,
    "pattern": pattern,
    "order": order,
    "steady": steady,
    "pin": pin,
}


@st.composite
def choice(draw: st.DrawFn) -> dict[str, Any]:
    """A `choice` of two or three plain rules."""
    kinds = draw(st.lists(st.sampled_from(sorted(PLAIN)), min_size=2, max_size=3))
    of = [{kind: draw(PLAIN[kind])} for kind in kinds]
    for rule in of:
        next(iter(rule.values())).pop("across", None)
    sides = st.sampled_from([{}, {"at_least": 2}, {"at_most": 1}, {"at_least": 1, "at_most": 1}])
    return {"of": of, "per": draw(pers), **draw(sides)}


KINDS: dict[str, st.SearchStrategy[dict[str, Any]]] = {**PLAIN, "choice": choice(), "peak": peak}
#: Kinds of which no random rules are made, each with its reason.
NOT_DRAWN: dict[str, str] = {}


@st.composite
def rules(draw: st.DrawFn, kinds: list[str] | None = None) -> dict[str, Any]:
    """A rule with its envelope."""
    kind = draw(st.sampled_from(kinds or sorted(KINDS)))
    rule: dict[str, Any] = {kind: draw(KINDS[kind])}
    levels = ["should", "prefer"] if kind == "peak" else ["must", "should", "prefer"]
    rule["level"] = draw(st.sampled_from(levels))
    optional = {"when": whens, "who": whos, "given": conditions(), "unless": conditions()}
    for word, values in optional.items():
        if draw(st.integers(0, 5)) == 0:
            rule[word] = draw(values)
    if draw(st.integers(0, 3)) == 0:
        rule["weight"] = {"under": draw(st.integers(1, 9)), "over": draw(st.integers(1, 9))}
    if draw(st.integers(0, 3)) == 0:
        rule["penalty"] = draw(st.sampled_from(["per occurrence", "quadratic"]))
    return rule


def read(rule: dict[str, Any]) -> tuple[RuleEntry, Envelope] | None:
    """The rule as loading reads it; None for one that is refused."""
    text = json.dumps(rule).replace('"2026-10-07"', "2026-10-07")
    entry = RuleEntry("rule", parse(text, "rule"), "tests")
    try:
        return entry, entry.rule
    except InputError:
        return None


# ---- seasons and plans -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Drawn:
    """A season that prints as its scenario, so that a failing example can be read."""

    season: Season

    def __repr__(self) -> str:
        page = self.season.scenario.model_dump(exclude_defaults=True, mode="json")
        return f"{page}, known from day {self.season.known_from}"


def seasons(least: int = 6, most: int = 10) -> st.SearchStrategy[Drawn]:
    """Seasons of so many weeks."""
    return _seasons(least, most).map(Drawn)


@st.composite
def _seasons(draw: st.DrawFn, least_weeks: int, most_weeks: int) -> Season:
    """A season without rules: phases, loading, meets, labels, slots, history; or one that repeats."""
    weeks = draw(st.integers(least_weeks, most_weeks))
    repeats = draw(st.integers(0, 4)) == 0
    page: dict[str, Any] = {"starts": STARTS, "weeks": weeks, "per_slot": 6, "repeats": repeats}
    page["slots"] = draw(st.sampled_from([["day"], {"am": "9:00", "pm": "17:00"}]))
    page["cycle"] = {"days": draw(st.integers(3, 9))}
    page["groups"] = {"club": ["tue", "thu", "fri"]}
    day = dt.timedelta(days=1)
    meets = draw(st.lists(st.integers(0, 7 * weeks - 1), max_size=3, unique=True))
    ada = {
        "name": "Ada",
        "events": ["100m"],
        "level": "club",
        "born": 2008,
        "sex": "female",
        "training_age": 4.0,
    }
    bob = {
        "name": "Bob",
        "events": ["400m"],
        "level": "national",
        "born": 2000,
        "sex": "male",
        "tags": ["young"],
        "training_age": 2.0,
    }
    split = draw(st.integers(1, weeks))
    scenario = Scenario.model_validate(
        {
            "scenario": "random",
            "title": "Random",
            "calendar": page,
            "athletes": [ada, bob] if draw(st.booleans()) else [ada],
            "phases": [
                {"phase": name, "weeks": n}
                for name, n in zip(draw(st.permutations(PHASES)), (split, weeks - split), strict=False)
                if n
            ],
            "loading": draw(st.sampled_from([None, "1:1", "3:1"])),
            "labels": [{"label": "exams", "from": STARTS + 2 * day, "to": STARTS + 4 * day}],
            "competitions": [
                {
                    "date": STARTS + n * day,
                    "name": f"meet {n}",
                    "priority": draw(st.sampled_from("AAB")),
                    "rounds": draw(st.integers(1, 3)),
                }
                for n in meets
            ],
        }
    )
    calendar = Calendar(scenario)
    known = 0 if repeats else draw(st.sampled_from([0, 0, -9, -14]))
    season = Season(scenario, manual_catalogue(), calendar, athletes_of(scenario), (), (), known)
    return replace(season, history=plan(season, draw(st.integers(0, 999)), 0.5, range(known, 0)))


def plan(season: Season, seed: int, density: float, days: range | None = None) -> list[Done]:
    """Random sessions that the frame allows (of the races those of the meets)."""
    random = Random(seed)
    shelf, calendar = season.catalogue, season.calendar
    done = []
    for athlete in season.athletes:
        meets = {meet.day: meet for meet in calendar.meets(athlete)}
        for day in range(calendar.length) if days is None else days:
            free = [name for name in shelf.sessions if name != "race"]
            chosen = (
                random.sample(free, min(len(free), random.choice([1, 1, 2])))
                if random.random() < density
                else []
            )
            done += [
                _random(shelf, athlete.name, day, random.choice(calendar.slots), name, random)
                for name in chosen
            ]
            if day in meets:
                form = shelf.forms["race"]
                done.append(
                    Done.of(athlete.name, day, meets[day].slot or calendar.slots[0], form, meets[day].rounds)
                )
    return done


def _random(shelf: Catalogue, athlete: str, day: int, slot: str, name: str, random: Random) -> Done:
    form = random.choice([form for form in shelf.forms.values() if form.session == name])
    return Done.of(athlete, day, slot, form, random.choice(list(form.counts())))


def with_rules(season: Season, *rules: tuple[RuleEntry, Envelope]) -> Season:
    """The season with some rules active in it."""
    totals = {(athlete.name, "accel"): 1 for athlete in season.athletes} if season.known_from else {}
    season = replace(season, totals=totals)
    return replace(season, rules=[activate(entry, rule, season) for entry, rule in rules])


@st.composite
def mutated(draw: st.DrawFn, sound: str, nasty: list[str], places: int, cut: int, new: int) -> str:
    """A sound text in which a few pieces are cut out, repeated or replaced, also by something nasty."""
    text = sound
    for _ in range(draw(st.integers(1, places))):
        start = draw(st.integers(0, len(text)))
        stop = start + draw(st.integers(0, cut))
        other = draw(st.sampled_from(nasty) | st.text(max_size=new) | st.just(text[start:stop] * 2))
        text = text[:start] + other + text[stop:]
    return text


def diary(season: Season, seed: int, density: float) -> Diary:
    """A random plan with the history before it."""
    return season.diary(plan(season, seed, density))

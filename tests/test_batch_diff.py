"""`speedfirst batch diff`: the effect of an edit on a squad, with what was edited, whose plans change, and why."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from solver.batch.diff.edits import edits
from solver.batch.diff.effect import Effect, effect
from solver.batch.diff.pair import points
from tests.club import SEASON, WEEK, write
from tests.conftest import Run
from tests.test_batch import ILL, PAIR, ROSTER, batch, done

#: The header and two athletes who train as a group.
PAIR_ONLY = ROSTER[: ROSTER.index("ada")] + PAIR
WEEK_ONLY = ("scenarios/week.yaml",)
#: Three more athletes who are ill from Thursday on, and one from Tuesday.
FRAIL = "".join(f"x{n},X{n},100m,11,2001,m,club,,,,2026-10-08..2026-10-11 ill\n" for n in range(3))
FRAIL += "y,Y,100m,11,2001,m,club,,,,2026-10-07..2026-10-11 ill\n"


def edit(file: str, old: str, new: str) -> None:
    """Change a word in a file of the club."""
    path = Path(file)
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def made(out: str, text: str = ROSTER) -> Path:
    """The folder of a batch."""
    done(batch(text, Path(out), WEEK_ONLY, 1.0))
    return Path(out)


def data(run: Run) -> dict[str, Any]:
    """What programs are told."""
    code, out, err = run("batch", "diff", "before", "after", "--json")
    assert code == 0, err
    return json.loads(out)  # type: ignore[no-any-return]


# ---- what becomes of plans ------------------------------------------------------------------------------


def test_an_edit_is_told_with_its_effect(run: Run) -> None:
    """The rule in English as it was and is, how many plans change, who has none any more, by one conflict or several."""
    text = "".join(row for row in (ROSTER + FRAIL).splitlines(keepends=True) if not row.startswith("cleo"))
    made("before", text)
    edit("constraints/basics.yaml", "at_least: 2, at_most: 3", "at_least: 3, at_most: 3")
    made("after", text)
    code, out, _ = run("batch", "diff", "before", "after")
    assert code == 0
    for said in (
        "  speed-every-week\n"
        "    was  at least 2 and at most 3 speed sessions per week (must)\n"
        "    is   at least 3 and at most 3 speed sessions per week (must)\n",
        "6 of 7 plans change: 3 with the same points, 3 without a plan now, by the same conflict",
        "1 without a plan in both",
        "No plan any more\n       3  no plan, proven: Two sprint sessions a week;",
        "          week/x0, week/x1, week/x2",
        "Most changed",
        "  week/ada   Ada B.",
    ):
        assert said in out, (said, out)
    code, back, _ = run("batch", "diff", "after", "before")
    assert (
        code == 0 and "3 with a plan at last" in back and "A plan at last; before\n       3  no plan" in back
    )


def test_a_group_has_one_plan(run: Run) -> None:
    """Where plans are fewer than athletes it is said why."""
    shutil.copytree(made("before", PAIR_ONLY), "after")
    code, out, _ = run("batch", "diff", "before", "after")
    assert code == 0 and "(a group has one plan: 1 plan for 2 athletes)" in out, out


def test_plans_count_by_the_rules_they_were_made_for(run: Run) -> None:
    """A plan keeps the points that it had, though its rulebook says something else by now."""
    made("before")
    edit("constraints/basics.yaml", "at_least: 1500", "at_least: 99000")
    made("after")
    found = data(run)
    assert found["counts"]["worse"] == 4 and found["changed"] == 4
    for each in found["by plan"]:
        assert each["before"]["points"]["should"] == 0 < each["after"]["points"]["should"]
        assert each["load a week"][0] < each["load a week"][1]
    code, out, _ = run("batch", "diff", "after", "before")
    assert code == 0 and "4 of 4 plans change: 4 better" in out


def test_words_about_a_rule_change_nothing(run: Run) -> None:
    """Where only what is said about a rule differs nothing was edited, and all plans are the same."""
    made("before")
    edit("constraints/basics.yaml", "Speed is a skill.", "Speed is a skill that fades.")
    made("after")
    code, out, _ = run("batch", "diff", "before", "after")
    assert code == 0 and out == (
        "Nothing was edited in the scenarios and their rules\n\n"
        "0 of 4 plans change\n4 plans with the same sessions\n"
    )


def test_the_same_sessions_may_have_other_points(run: Run) -> None:
    """A wish that costs what it must changes no plan, and it is told whose points are others."""
    edit("constraints/basics.yaml", "at_least: 1500", "at_least: 99000")
    made("before")
    edit("constraints/basics.yaml", "at_least: 99000", "at_least: 99100")
    made("after")
    assert (
        "4 plans with the same sessions, 4 of them with other points"
        in run("batch", "diff", "before", "after")[1]
    )


def test_rosters_may_differ(run: Run) -> None:
    """Athletes of one batch only are told and not counted, and so are those of whom the roster says something else."""
    made("before", ROSTER + ILL)
    changed = ROSTER.replace("mon tue thu sat", "mon tue wed thu fri sat").replace("dan,Dan", "don,Don")
    made("after", changed)
    found = data(run)
    assert found["plans"] == 3 and found["other rows"] == ["week/cleo"]
    assert (found["only before"], found["only after"]) == (["week/dan", "week/out"], ["week/don"])
    out = run("batch", "diff", "before", "after")[1]
    assert "Other rows in the roster for 1 plan: week/cleo" in out
    assert "2 plans in before only: week/dan, week/out" in out


@pytest.mark.parametrize("change", ["at_least: 3, at_most: 3", "at_least: 0, at_most: 3"])
def test_there_and_back_is_the_same(run: Run, change: str) -> None:
    """Seen from the other side better is worse, lost is found, and every plan has exactly one fate."""
    text = ROSTER + FRAIL
    before = made("before", text)
    edit("constraints/basics.yaml", "at_least: 2, at_most: 3", change)
    edit("constraints/basics.yaml", "at_least: 1500", "at_least: 2100")
    after = made("after", text)
    there, back = effect(before, after, 1), effect(after, before, 1)
    mirror = {"better": "worse", "worse": "better", "lost": "found", "found": "lost"}
    fates = {each.key: each.fate for each in there.pairs}
    assert {each.key: mirror.get(each.fate, each.fate) for each in back.pairs} == fates
    assert sum(there.fates.values()) == len(fates) == 8
    assert there.changed == back.changed >= 4
    assert [(e.what, e.now, e.was) for e in back.edits or ()] == [
        (e.what, e.was, e.now) for e in there.edits or ()
    ]
    _agrees(there, before, after)


def _agrees(found: Effect, before: Path, after: Path) -> None:
    """Days and points are those of the plan files."""
    for each in found.pairs:
        if each.before.planned and each.after.planned:
            files = [json.loads((folder / f"{each.key}.json").read_text()) for folder in (before, after)]
            days = [
                {(s["date"], s["slot"], s["session"], s["count"], s["distance"]) for s in f["sessions"]}
                for f in files
            ]
            assert each.days == len({one[0] for one in days[0] ^ days[1]})
            levels = [tuple(level["points"] for level in f["levels"]) for f in files]
            assert levels == [points(each.before), points(each.after)]


# ---- what can go wrong ----------------------------------------------------------------------------------


def test_what_is_wrong_with_plans_is_told(run: Run) -> None:
    """A plan that is lost, or was edited so that it breaks its own rules, is told by its file, and the answer is 1."""
    made("before")
    shutil.copytree("before", "after")
    Path("before/week/ada.json").unlink()
    plan = Path("after/week/ben.json")
    lines = plan.read_text().splitlines(keepends=True)
    speed = next(number for number, line in enumerate(lines) if '"session": "fly"' in line)
    plan.write_text("".join(lines[:speed] + lines[speed + 1 :]))
    code, out, err = run("batch", "diff", "before", "after")
    assert code == 1 and "before/week/ada.json: the plan is missing" in err
    assert "after/week/ben.json: 1 speed session in week 1, at least 2" in err
    assert "1 of 4 plans change" in out and "1 plan not to be seen" in out


def test_what_cannot_be_compared_is_refused(run: Run) -> None:
    """No batch in a folder, or none of the same athletes: said, with 2."""
    made("before")
    made("other", ROSTER.replace("\n", "\nz").replace("\nzid", "\nid"))
    write(Path(), "empty/x", "")
    assert run("batch", "diff", "before", "empty")[0] == 2
    code, _, err = run("batch", "diff", "before", "other")
    assert code == 2 and "no plans of the same athletes and scenarios" in err


def test_a_ledger_that_does_not_tell_is_no_hindrance(run: Run) -> None:
    """Where a ledger does not keep what was asked that is said, and the plans are compared all the same."""
    made("before")
    shutil.copytree("before", "after")
    with sqlite3.connect("before/ledger.sqlite") as base:
        base.execute("DELETE FROM about WHERE name = 'asks'")
    base.close()
    code, out, _ = run("batch", "diff", "before", "after")
    assert code == 0 and "What was edited is not known" in out and "0 of 4 plans change" in out


# ---- what was edited ------------------------------------------------------------------------------------

RULE = {"level": "must", "limit": {"sessions": "tempo", "per": "week", "at_most": 2}}
MEETS = [{"date": "2026-10-10", "name": "Cup"}, {"date": "2026-10-17", "name": "Open"}]
EDITS = [
    ({"rules": {"a": RULE}}, {"rules": {"a": {**RULE, "level": "should"}}},
     [("a", "at most 2 tempo sessions per week (must)", "at most 2 tempo sessions per week (should)")]),
    ({"rules": {"a": RULE}}, {"rules": {"a": {**RULE, "off": True}}},
     [("a", "at most 2 tempo sessions per week (must)", "off")]),
    ({"rules": {}}, {"rules": {"a": RULE}}, [("a", None, "at most 2 tempo sessions per week (must)")]),
    ({"rules": {"a": RULE}}, {}, [("a", "at most 2 tempo sessions per week (must)", None)]),
    ({"rules": {"a": RULE}}, {"rules": {"a": {**RULE, "says": "Little tempo.", "why": "Just so."}}}, []),
    ({"rules": {"a": {**RULE, "level": "should"}}}, {"rules": {"a": {**RULE, "level": "should", "weight": 3}}},
     [("a.weight", None, "3")]),
    ({"rules": {"a": {"nonsense": 1}}}, {"rules": {"a": {"nonsense": 2}}},
     [("a", "{nonsense: 1}", "{nonsense: 2}")]),
    ({"modifiers": {"m": {"rules": ["a"], "floors": 0.5}}}, {"modifiers": {"m": {"rules": ["a"], "floors": 0.6}}},
     [("m", "floors are taken at 0.5, for a", "floors are taken at 0.6, for a")]),
    ({"calendar": {"weeks": 4}}, {"calendar": {"weeks": 5}}, [("calendar.weeks", "4", "5")]),
    ({"competitions": MEETS}, {"competitions": MEETS[:1]},
     [("competitions", "{date: '2026-10-17', name: Open}", None)]),
    ({"competitions": MEETS}, {"competitions": [MEETS[0], {**MEETS[1], "name": "Final"}]},
     [("competitions", "{date: '2026-10-17', name: Open}", "{date: '2026-10-17', name: Final}")]),
    ({"files": {"catalogue.yaml": "0a"}}, {"files": {"catalogue.yaml": "0b"}},
     [("catalogue.yaml", "one text", "another")]),
    ({"rulebooks": ["x"]}, {"rulebooks": ["x", "y"]}, []),
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "said"), EDITS)
def test_edits_are_told_in_english(was: Any, now: Any, said: Any) -> None:
    """Rules by their sentences, or by the words that differ; all else by its path; words about rules not at all."""
    assert [(each.what, each.was, each.now) for each in edits({"s": was}, {"s": now})] == said


def test_an_edit_of_several_scenarios_is_told_once(run: Run) -> None:
    """What is the same edit in two scenarios stands there once, with both of them; scenarios of one batch are left out."""
    one, other = {"calendar": {"weeks": 4}}, {"calendar": {"weeks": 5}}
    (found,) = edits({"a": one, "b": one, "c": one}, {"a": other, "b": other, "d": other})
    assert found.scenarios == ("a", "b")


def test_real_scenarios_are_told_apart(run: Run) -> None:
    """Two scenarios of the club, as ledgers keep them, differ in what their files differ in."""
    write(Path(), "scenarios/a.yaml", WEEK)
    write(Path(), "scenarios/b.yaml", SEASON.replace("scenario: season", "scenario: week"))
    asks = [batch(ROSTER, Path("x"), (f"scenarios/{name}.yaml",)).bases[0].asks for name in "ab"]
    asks = [json.loads(json.dumps(each, default=str)) for each in asks]
    found = {each.what: (each.was, each.now) for each in edits({"week": asks[0]}, {"week": asks[1]})}
    assert found["calendar.weeks"] == ("1", "4") and found["sundays"][0] is None
    assert "in general preparation" in str(found["speed-every-week"][1])
    assert (
        found["away"] == ("{from: '2026-10-11', to: '2026-10-11', reason: family}", None) or "away" in found
    )

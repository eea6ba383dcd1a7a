"""What-if on the command line: changes for this once, saved as overlays; and `speedfirst show`."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver.cli.changes import Changes
from solver.files.shelves import shipped
from solver.files.source import parse
from solver.loading import load as loading
from solver.loading.load import load
from solver.loading.resolved import lines, resolved
from solver.loading.saving import as_one, overlay_text
from solver.loading.setting import setting
from solver.season import Season
from tests.conftest import Run

WEEK = "scenarios/week.yaml"
SHIPPED = sorted((shipped() / "scenarios").glob("*.yaml"))


def planned(run: Run, *words: str) -> dict[str, Any]:
    """The plan file that a command line prints."""
    code, out, err = run("plan", *words, "--json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two plans are the same, whatever they were made from."""
    words = ("sessions", "levels", "status", "title")
    return all(one[word] == other[word] for word in words)


# ---- plans ------------------------------------------------------------------------------------------------


def test_options_and_files_say_the_same(run: Run) -> None:
    """A change on the command line, in an overlay and in an overlay laid on top gives the same plan."""
    Path("scenarios/less.yaml").write_text(
        "extends: week.yaml\nrules: {speed-every-week: {limit: {at_most: 2}}, tempo-metres: off}\n"
    )
    alone = planned(run, "scenarios/less.yaml")
    on_top = planned(run, WEEK, "--apply", "scenarios/less.yaml")
    typed = planned(run, WEEK, "--off", "tempo-metres", "--set", "rules.speed-every-week.limit.at_most=2")
    assert same(alone, on_top) and same(alone, typed)
    assert not same(alone, planned(run, WEEK))
    assert [each["file"] for each in alone["lineage"]] == [WEEK, "scenarios/less.yaml"]
    assert typed["changes"] == ["rules.speed-every-week.limit.at_most=2", "rules.tempo-metres=off"]
    assert all(alone["inputs"][each["file"]] == each["sha256"] for each in alone["lineage"])


def test_saved_changes_give_the_same_plan(run: Run) -> None:
    """--save writes an overlay that works alone and gives the plan that the changes gave."""
    words = [
        "--set",
        "rules.speed-every-week.limit.at_least=3",
        "--set",
        "title=What if",
        "--off",
        "days-apart",
    ]
    first = planned(run, WEEK, *words, "--save", "scenarios/saved.yaml")
    assert Path("scenarios/saved.yaml").read_text() == (
        "extends: week.yaml\nrules:\n  speed-every-week: {limit: {at_least: 3}}\n  days-apart: off\ntitle: What if\n"
    )
    assert same(first, planned(run, "scenarios/saved.yaml"))
    assert same(first, planned(run, WEEK, "--apply", "scenarios/saved.yaml"))
    assert same(first, planned(run, "scenarios/saved.yaml", "--apply", "scenarios/saved.yaml"))


def test_a_plan_of_changes_is_audited(run: Run) -> None:
    """With the same changes the audit agrees; without them it judges by the scenario, and says what differs."""
    run("plan", WEEK, "--off", "tempo-metres", "--out", "plan.json")
    code, _, err = run("audit", "plan.json", "--scenario", WEEK, "--off", "tempo-metres")
    assert (code, err) == (0, "")
    _, _, err = run("audit", "plan.json", "--scenario", WEEK)
    assert "the plan was made with --set 'rules.tempo-metres=off', without which it is judged here" in err
    run("plan", WEEK, "--out", "plan.json")
    _, _, err = run("audit", "plan.json", "--scenario", WEEK, "--off", "tempo-metres")
    assert "the plan was made without --set 'rules.tempo-metres=off', with which it is judged here" in err


def test_other_commands_take_changes(run: Run) -> None:
    """`check` and `export-model` take the same options; `check` says that an overlay is a scenario."""
    code, out, _ = run("check", WEEK, "--off", "tempo-metres")
    before = run("check", WEEK)[1]
    assert code == 0 and out != before
    assert run("check", "constraints", "--off", "tempo-metres")[0] == 2
    Path("scenarios/less.yaml").write_text("title: Less\nextends: week\nrules: {tempo-metres: off}\n")
    assert run("check", "scenarios/less.yaml")[1].endswith(out.removeprefix(WEEK))
    model = run("export-model", "scenarios/less.yaml", "--level", "prefer")[1]
    assert (
        run("export-model", WEEK, "--level", "prefer", "--off", "tempo-metres", "--set", "title=Less")[1]
        == model
    )
    assert run("rules", "scenarios/less.yaml")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--off", "tempo-metre"], "--off tempo-metre  rules.tempo-metre\n  unknown rule 'tempo-metre'; did you mean 'tempo-metres'?"),
        (["--on", "nothing-like-it"], "--on nothing-like-it  rules.nothing-like-it\n  unknown rule 'nothing-like-it'; known:"),
        (["--off", "days-apart", "--on", "days-apart"], "--off days-apart: --on days-apart stands there as well"),
        (["--set", "rules.tempo-metres.limit.at_mist=3"], "--set rules.tempo-metres.limit.at_mist=3  rules.tempo-metres.limit.at_mist\n  unknown word 'at_mist'; did you mean 'at_most'?"),
        (["--set", "tempo-metres=3"], "--set tempo-metres=3\n  'tempo-metres' is a rule: say rules.tempo-metres.limit.at_least or rules.tempo-metres.limit.per_unit"),
        (["--set", "tempo-metres.limit.at_least=3"], "\n  'tempo-metres' is a rule: say rules.tempo-metres.limit.at_least\n"),
        (["--set", "calender.weeks=3"], "--set calender.weeks=3  calender\n  unknown word 'calender'; did you mean 'calendar'?"),
        (["--set", "calendar.weeks=many"], "--set calendar.weeks=many  calendar.weeks\n  found 'many', expected a whole number"),
        (["--set", "calendar.weeks"], "--set calendar.weeks\n  expected a path and a value"),
        (["--set", "=3"], "--set =3\n  expected a path and a value"),
        (["--set", "calendar..weeks=3"], "--set calendar..weeks=3  calendar\n  a word of the path is missing"),
        (["--set", "calendar.weeks="], "--set calendar.weeks=\n  the file is empty"),
        (["--set", "calendar.weeks=[1"], "--set calendar.weeks=[1\n  expected ',' or ']'"),
        (["--set", "away[7].to=2026-10-10"], "--set away[7].to=2026-10-10  away[7]\n  there is no such place in the list"),
        (["--set", f"title={'x' * 30_000}"], "...\n  expected a path and a value"),
        (["--set", f"{'a.' * 100}a=1"], "...\n  nested deeper than 40 levels"),
        (["--set", "title=\x1b[31mred"], "--set title=?[31mred\n  a character that text may not have"),
        (["--off", "\x1b[31mred"], "--off ?[31mred\n  a character that text may not have"),
        (["--apply", "constraints/basics.yaml"], "this is a rulebook, expected an overlay"),
        (["--apply", WEEK], "this is a scenario, expected an overlay"),
        (["--apply", "nowhere.yaml"], "cannot read nowhere.yaml: no such file or directory"),
        (["--save", "saved.yaml"], "--save saved.yaml: there are no changes to write"),
        (["--off", "days-apart", "--save", WEEK], "the overlay is made from it"),
        (["--off", "days-apart", "--save", "nowhere/saved.yaml"], "there is no folder nowhere"),
    ],
)  # fmt: skip
def test_slips_on_the_command_line(run: Run, words: list[str], said: str) -> None:
    """What is wrong with an option is said with the option and the nearest word; nothing is planned or written."""
    code, out, err = run("plan", WEEK, *words, "--out", "plan.json")
    assert (code, out) == (2, "") and said in err, err
    assert not Path("plan.json").exists() and not Path("saved.yaml").exists()


def test_all_slips_at_once(run: Run) -> None:
    """Two wrong options are two problems."""
    _, _, err = run("plan", WEEK, "--off", "days-apartt", "--off", "tempo-metre", "--set", "rules.new=3")
    assert err.endswith("3 problems\n")


def test_only_an_overlay_of_the_scenario_is_replaced(run: Run) -> None:
    """--save replaces what was saved before, but no other file; the plan does not go to the same one."""
    other = Path("scenarios/other.yaml")
    other.write_text("mine: true\n")
    code, _, err = run("plan", WEEK, "--off", "days-apart", "--save", str(other), "-q")
    assert code == 2 and "no overlay of" in err
    assert other.read_text() == "mine: true\n"
    for _ in range(2):
        assert run("plan", WEEK, "--off", "days-apart", "--save", "scenarios/saved.yaml", "-q")[0] == 0
    code, _, err = run("plan", WEEK, "--off", "days-apart", "--save", "new.yaml", "--out", "new.yaml")
    assert code == 2 and "cannot write new.yaml" in err


def test_links_that_go_round_are_said_so(run: Run) -> None:
    """A file whose links lead back to itself is refused like one that is not there."""
    Path("loop.yaml").symlink_to("loop.yaml")
    for words in (["loop.yaml"], [WEEK, "--apply", "loop.yaml"]):
        code, _, err = run("plan", *words)
        assert code == 2 and "cannot read loop.yaml" in err


def test_nothing_is_saved_that_has_problems(run: Run) -> None:
    """Changes that the scenario cannot take are not written."""
    assert run("check", WEEK, "--set", "calendar.weeks=70", "--save", "scenarios/saved.yaml")[0] == 2
    assert run("check", WEEK, "--off", "days-apart", "--save", "a/b.yaml")[0] == 2
    assert not Path("scenarios/saved.yaml").exists()


# ---- paths ------------------------------------------------------------------------------------------------

VIEW = parse("""
athletes: [{name: A. Sprinter, best: {100m: 11.4}}, {name: Ben}]
competitions: [{date: 2026-10-17, name: Club match}, {date: 2026-10-24, name: Club match}]
phases: [{phase: camp, weeks: 1}, {phase: taper, weeks: 1}, {phase: camp, weeks: 2}]
rulebooks: [one, two]
rules: {far: {spacing: {within: [1 day before, 1 day after]}}}
""").data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("athletes.A. Sprinter.best.100m=11.2", {"athletes": {"A. Sprinter": {"best": {"100m": 11.2}}}}),
        ("athletes[0].best.100m=11.2", {"athletes": {"A. Sprinter": {"best": {"100m": 11.2}}}}),
        ("competitions[1].priority=A", {"competitions": {"2026-10-24": {"priority": "A"}}}),
        ("competitions.2026-10-17=off", {"competitions": {"2026-10-17": "off"}}),
        ("phases[2].weeks=3", {"phases": {"camp 2": {"weeks": 3}}}),
        ("phases.camp 1.weeks=3", {"phases": {"camp 1": {"weeks": 3}}}),
        ("rulebooks.two=off", {"rulebooks": {"two": "off"}}),
        ("rulebooks[1]=three", {"rulebooks": ["one", "three"]}),
        ("rules.far.spacing.within[1]=2 days after", {"rules": {"far": {"spacing": {"within": ["1 day before", "2 days after"]}}}}),
        ("loading=null", {"loading": None}),
        ("loading={pattern: 3:1, unload: [4]}", {"loading": {"pattern": "3:1", "unload": [4]}}),
        ("rules.new={limit: {days: fly, at_most: 2}}", {"rules": {"new": {"limit": {"days": "fly", "at_most": 2}}}}),
    ],
)  # fmt: skip
def test_paths(text: str, data: Any) -> None:
    """A path is that of the messages, with places from 0; items go by their names too, with dots in them or not."""
    assert setting(text, VIEW).source.data == data


# ---- saving -----------------------------------------------------------------------------------------------

OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "off": st.lists(st.sampled_from(["tempo-days", "tempo-volume", "our-week"]), unique=True),
        "on": st.lists(st.sampled_from(["acute-to-chronic", "exams"]), unique=True),
        "set_": st.lists(
            st.sampled_from(
                [
                    "rules.tempo-volume.reading=a-session",
                    "rules.tempo-volume.limit.at_most=2800",
                    "rules.our-week.weight=3",
                    "competitions.Club match=off",
                    "competitions.Club match.priority=B",
                    "competitions.2027-05-22.date=2027-05-23",
                    "competitions.Extra={date: 2027-05-01, priority: C, slot: pm}",
                    "competitions=[]",
                    "away[0].to=2026-12-26",
                    "away.2026-12-24.from=2026-12-23",
                    "away.travel={from: 2026-11-02, to: 2026-11-03}",
                    "rulebooks.rhythm=off",
                    "history.days[3]=off",
                    "history.since=2026-09-06",
                    "modifiers.easy={when: {weeks: 3}, caps: 50%}",
                    "calendar.slots.am=9:30",
                    "title=What if",
                ]
            ),
            unique=True,
            max_size=6,
        ),
    },
)
#: Rules whose switch does not meet a change, so that every order is the same.


@pytest.fixture(scope="module")
def season_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a shipped scenario, to save overlays beside."""
    file = tmp_path_factory.mktemp("club") / "season.yaml"
    file.write_text((shipped() / "scenarios" / "season-100m.yaml").read_text())
    return file


def test_every_set_of_changes_is_saved_whole(season_file: Path) -> None:
    """Whatever was changed in whatever order, the overlay that is saved makes the same of the scenario."""
    met = Counter[str]()
    target = season_file.parent / "saved.yaml"

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(options=OPTIONS)
    def attempt(options: Any) -> None:
        below = loading.reading(season_file)
        above = Changes(**options).read(season_file)
        if above.loaded.problems:
            met["refused"] += 1  # such as a change of a meet after it was dropped
            return
        target.write_text(overlay_text(target, season_file, as_one(target, below, above)))
        again = loading.reading(target)
        assert (
            again.source.without("rules", "modifiers").data == above.source.without("rules", "modifiers").data
        )
        assert {n: e.source.data for n, e in again.loaded.entries.items()} == {
            n: e.source.data for n, e in above.loaded.entries.items()
        }
        assert {n: e.data for n, e in again.loaded.modifiers.items()} == {
            n: e.data for n, e in above.loaded.modifiers.items()
        }
        met["saved"] += 1

    attempt()
    assert met["saved"] >= 25, met


# ---- show -------------------------------------------------------------------------------------------------


def told(season: Season) -> Any:
    """What a season is made of."""
    rules = [
        (
            each.id,
            each.book,
            each.rule.model_dump(),
            [(scope.name, list(scope.days)) for scope in each.scopes],
        )
        for each in season.rules
    ]
    page = season.scenario.model_dump(exclude={"rules", "modifiers"})
    modifiers = {name: each.model_dump() for name, each in season.modifiers.items()}
    return rules, page, modifiers, season.history, season.totals


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_is_shown_is_the_same_season(file: Path) -> None:
    """The page that `show` prints reads back to the season of the scenario, whatever the scenario."""
    reading = loading.reading(file)
    text = "\n".join(lines(resolved(reading)))
    again = loading.season(parse(text, "shown.yaml"), file)
    assert told(again) == told(reading.season())


def test_every_value_is_where_it_is_said_to_be(season_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line of the page has its values in that line of that file, in overlays and in rulebooks too."""
    monkeypatch.chdir(season_file.parent)
    Path("what-if.yaml").write_text(
        "extends: season.yaml\ncompetitions:\n  Club match: {priority: B}\n  Christmas run:\n    date: 2026-12-19\n"
        "    priority: C\nrules:\n  tempo-volume:\n    reading: a-session\n    limit:\n      at_most: 2600\n  exams: off\n"
        "away: {2026-12-24: {to: 2026-12-26}}\n"
    )
    seen = Counter[str]()
    for line in lines(resolved(loading.reading("what-if.yaml"))):
        written, _, place = line.partition("  # ")
        if not place:
            assert line.endswith(":")
            continue
        file, number = place.rsplit(":", 1)
        there = Path(file) if Path(file).exists() else shipped() / file
        found = there.read_text(encoding="utf-8").splitlines()[int(number) - 1]
        value = written.strip().removeprefix("- ").partition(": ")[2] or written.strip().removeprefix("- ")
        for word in re.findall(r"[\w.%-]+", value):
            # `off` is shown as what it says of a rule
            assert word in found or (word == "true" and "off" in found), (line, found)
        seen[file] += 1
    assert seen["what-if.yaml"] == 8 and seen["season.yaml"] > 40 and len(seen) == 13


def test_one_rule_is_shown(run: Run) -> None:
    """`show --rule` prints a rule with its numbers and whether it is off, and nothing else."""
    code, out, _ = run(
        "show", WEEK, "--rule", "days-apart", "--off", "days-apart", "--set", "rules.days-apart.level=should"
    )
    assert code == 0
    assert [" ".join(line.split()) for line in out.splitlines()] == [
        "rules:",
        "days-apart:",
        "spacing: {between: high, at_least: 2 days} # constraints/basics.yaml:14",
        "level: should # --set rules.days-apart.level=should",
        "off: true # --off days-apart",
    ]
    code, _, err = run("show", WEEK, "--rule", "days-appart")
    assert (code, err) == (2, "--rule: unknown rule 'days-appart'; did you mean 'days-apart'?\n")


def test_show_refuses_what_cannot_be_planned(run: Run) -> None:
    """A scenario with a slip is not shown; the slip is told."""
    assert run("show", WEEK, "--set", "calendar.weeks=70")[0] == 2
    assert load(WEEK)

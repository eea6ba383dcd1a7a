"""Six schools plan the same twelve weeks: each keeps its own principles, and breaks those it is told to."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from solver.comparing import Comparison
from solver.files.shelves import open_file, shipped
from solver.loading.load import load
from tests.school_picture import PICTURE, ROOT, SCHOOLS, picture, plans
from tests.test_readme import README

FOLDER = shipped() / "scenarios" / "by-school"
#: Musts that the plan of a school is known to break under the rules of another, by the section of the collected
#: coaching numbers that says so (1: claims of the article S1 to S36; 4: order and onset; 6: published weeks).
PREDICTED: dict[tuple[str, str], dict[str, str]] = {
    ("francis", "twelve-weeks"): {
        "tempo-days": "1, S22: plans in Francis's manner have three tempo days and so fail; 6, W04",
    },
    ("feed-the-cats", "twelve-weeks"): {
        "tempo-days": "1, S21 and S22: one or two tempo days all year; 6, W18 has none",
        "acceleration-first": "1, S27: acceleration before maximal velocity; 6, W18 flies on every sprint day",
    },
    ("long-to-short", "twelve-weeks"): {
        "nothing-between": "1, S6: Hart lives between tempo and sprint",
        "no-long-runs": "1, S15; 2, Hart runs two to three miles",
        "speed-before-endurance": "1, S35: long to short is rejected; 4, its special endurance comes first",
    },
    ("mvp", "twelve-weeks"): {
        "no-long-runs": "1, S15: MVP runs up to twenty minutes",
        "high-days-apart": "3.1: many more high days at MVP, by design",
        "nothing-between": "1, S6; 2, long hills at 80 to 90 %",
    },
    ("base-first", "twelve-weeks"): {
        "speed-every-week": "1, S7 to S9: speed in every week from the first",
        "speed-gap": "1, S14: never months without speed",
        "no-long-runs": "1, S15: the long run is the mistake",
        "no-base": "1, S16 and S17: no weeks of running and circuits first",
    },
    ("twelve-weeks", "francis"): {
        "three-tempo-days": "1, S22 against 6, W04: one or two days, not three",
        "high-on-three-weekdays": "6, W04: Monday, Wednesday and Friday are high",
    },
    ("twelve-weeks", "feed-the-cats"): {
        "cats-nothing-slow": "1, S21: tempo all year; 6, W18 has nothing slow",
        "cats-winter-is-short": "5: winter repetitions under ten seconds",
    },
    ("twelve-weeks", "long-to-short"): {
        "long-first": "4: 600 to 400 m first, against 1, S33: distances extend",
        "intensive-tempo-every-week": "1, S6 against 4, extensive then intensive then special",
        "short-speed-last": "1, S7 against 4, long to short",
    },
    ("twelve-weeks", "mvp"): {
        "short-hills": "2, accelerations on a hill at MVP",
        "long-hills-every-week": "2, long hills at MVP",
    },
    ("twelve-weeks", "base-first"): {
        "base-before-speed": "1, S16 against S7",
        "base-runs": "6, W08 and W10: runs in the first weeks, against 1, S15",
        "base-circuits": "6, W10: circuits, against 1, S18",
    },
    ("francis", "long-to-short"): {"short-speed-last": "4: short to long against long to short"},
    ("long-to-short", "francis"): {
        "never-between": "1, S6: high and low, and Hart between them",
        "no-continuous-runs": "6, W04 has none; 2, Hart's miles",
    },
    ("francis", "feed-the-cats"): {"cats-nothing-slow": "6, W04 has 6,000 m of tempo, W18 none"},
    ("feed-the-cats", "francis"): {"three-tempo-days": "6, W18 has no tempo, W04 three days"},
    ("base-first", "mvp"): {"runs-of-twenty-minutes": "1, S15: twenty minutes are the limit there"},
    **{
        ("mvp", other): {"high-days-apart": "3.1: many more high days at MVP, by design"}
        for other in ("francis", "feed-the-cats", "long-to-short", "base-first")
    },
}
#: Musts of the article that a school keeps though it is another one, likewise.
KEPT = {
    "francis": {"speed-every-week", "speed-gap", "no-long-runs", "no-base", "nothing-between"},  # 6, W04
    "feed-the-cats": {
        "speed-every-week",
        "speed-gap",
        "no-long-runs",
        "no-base",
        "nothing-between",
    },  # 6, W18
    "mvp": {"speed-every-week"},  # 2: short hills all autumn
    "base-first": {"tempo-is-slow"},  # 1, S1: also the tempo of a base is slow
}


@pytest.fixture(scope="module")
def found() -> Comparison:
    """The plans, judged anew."""
    return plans()


def broken(found: Comparison, plan: str, rules: str) -> set[str]:
    """The musts that a plan breaks under the rules of a school."""
    return {each.rule.id for each in found.matrix.rows[SCHOOLS.index(plan)][SCHOOLS.index(rules)].broken}


def test_every_school_keeps_its_own_principles(found: Comparison) -> None:
    """The diagonal is clean, and no plan is at odds with what its file says."""
    assert [broken(found, name, name) for name in SCHOOLS] == [set()] * len(SCHOOLS)
    assert [note for each in found.sides for note in each.notes if "has changed since" not in note] == []
    assert all(audit.passed for audit in found.audits)


def test_schools_break_what_the_numbers_predict(found: Comparison) -> None:
    """Off the diagonal every breach that sections 1 to 6 of the coaching numbers predict is there (PREDICTED)."""
    for (plan, rules), expected in PREDICTED.items():
        missing = expected.keys() - broken(found, plan, rules)
        assert not missing, (plan, rules, missing)


def test_schools_keep_what_they_share(found: Comparison) -> None:
    """Francis passes all but tempo days and volume (section 6, W04), the cats have speed and no base (W18)."""
    for plan, kept in KEPT.items():
        assert not kept & broken(found, plan, "twelve-weeks"), plan
    under = found.matrix.rows[SCHOOLS.index("francis")][0].audit
    assert under and "tempo-volume" in {each.rule.id for each in under.verdicts if each.findings}


def test_no_school_keeps_the_principles_of_another(found: Comparison) -> None:
    """Every cell off the diagonal has a must that is broken; nothing is broken of the calendar itself."""
    for plan in SCHOOLS:
        for rules in SCHOOLS:
            assert plan == rules or broken(found, plan, rules), (plan, rules)
    assert not any(cell.out_of_frame for row in found.matrix.rows for cell in row)


@pytest.mark.parametrize("name", [each for each in SCHOOLS if each != "twelve-weeks"])
def test_a_school_is_three_lines(name: str) -> None:
    """An overlay names the season, its title and its rulebook; what else it says waives a finding of lint."""
    data = open_file(FOLDER / f"{name}.yaml").data
    assert list(data)[:3] == ["extends", "title", "rulebooks"]
    assert all(list(rule) == ["lint"] for rule in data.get("rules", {}).values())
    season = load(FOLDER / f"{name}.yaml")
    assert season.warnings == [] and season.scenario.rulebooks[-1] == f"schools/{name}"


def test_the_picture_is_current(found: Comparison) -> None:
    """The picture in the README says what the plans come to; its description says it in words."""
    text = PICTURE.read_text(encoding="utf-8")
    assert text == picture(found)
    figures = [each.text for each in ET.fromstring(text).iter() if "figure" in each.get("class", "").split()]
    assert figures == [str(len(cell.broken)) for row in found.matrix.rows for cell in row]
    assert f"({PICTURE.relative_to(ROOT).as_posix()})" in README


def test_the_matrix_of_the_readme_is_current(
    found: Comparison, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the README shows of the comparison is what is printed, at 100 columns."""
    from solver.report.comparison.screen_matrix import show_matrix
    from solver.report.screen import console

    monkeypatch.setenv("COLUMNS", "100")
    show_matrix(console(), found, everything=False)
    out = capsys.readouterr().out
    block = re.search(
        r"<!-- schools: start -->\n```\n(.*?)```\n<!-- schools: end -->", README, flags=re.DOTALL
    )
    assert block
    for part in block[1].split("...\n"):
        assert part.strip() in out

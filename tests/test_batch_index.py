"""`speedfirst batch index`: all plans of a batch on a page and in a table, with the auditor's figures."""

from __future__ import annotations

import base64
import csv
import hashlib
import re
import shutil
import sqlite3
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from solver.batch import look as looking
from solver.batch.index import page, summary
from solver.batch.index.lines import Lines
from solver.batch.index.page import STEP, as_html
from solver.batch.ledger import Ledger
from solver.batch.look import Look
from solver.batch.looked import looked
from solver.cli import batch_index
from solver.comparing.sides import read_again
from solver.plans.figures import weeks
from solver.workers.crew import Crew
from tests.club import write
from tests.conftest import Run
from tests.pages import NASTY, parsed, text_of
from tests.test_batch import ILL, PAIR, ROSTER, batch, done
from tests.test_batch import here as here

SCENARIOS = ("scenarios/week.yaml", "scenarios/cup.yaml")
#: Two weeks with a meet at which form counts.
CUP = """
scenario: cup
title: A cup in October
catalogue: small
calendar: {starts: 2026-10-05, weeks: 2}
athlete: {name: A. Sprinter, events: [100m]}
phases: [{phase: general-preparation, weeks: 1}, {phase: competition, weeks: 1}]
competitions: [{date: 2026-10-17, name: Autumn cup, priority: A}]
rulebooks: [basics]
rules:
  speed-every-week: {when: {phase: general-preparation}}
  form: {level: prefer, peak: {at: [A], per_unit: 10}}
  sundays: {level: should, when: {weekdays: sun}, limit: {days: rest, per: day, at_least: 1}}
"""


_PLANNED: dict[object, Path] = {}


def made(text: str = ROSTER + ILL + PAIR, scenarios: tuple[str, ...] = SCENARIOS) -> Path:
    """The folder of a batch, planned once for all tests: what it is made of is the same in any club."""
    write(Path(), "scenarios/cup.yaml", CUP)
    if (text, scenarios) not in _PLANNED:
        folder = Path.cwd().parent / f"planned-{len(_PLANNED)}"
        done(batch(text, folder, scenarios, 0.3))
        _PLANNED[text, scenarios] = folder
    shutil.copytree(_PLANNED[text, scenarios], "plans")
    return Path("plans")


def looks(folder: Path, workers: int = 1) -> list[Look]:
    """What is seen of the plans of a batch."""
    with Ledger(folder) as ledger:
        return sorted(
            looked(folder, list(ledger.rows()), workers, Crew(workers)), key=lambda each: each.row.key
        )


def lines(folder: Path) -> list[dict[str, str]]:
    """The lines of the table."""
    with (folder / "summary.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def spoil(folder: Path, change: str) -> None:
    """Change the rows of a ledger behind its back."""
    with sqlite3.connect(folder / "ledger.sqlite") as base:
        base.execute(f"UPDATE jobs SET {change}")
    base.close()


# ---- the figures ----------------------------------------------------------------------------------------


def test_figures_are_the_auditors(run: Run) -> None:
    """Points, load, metres and form are what the auditor and the diary say of each plan, whatever the ledger has."""
    folder = made()
    spoil(folder, "should = 77, prefer = 88")
    assert run("batch", "index", "plans")[0] == 0
    found = [each for each in lines(folder) if each["file"]]
    assert len(found) == 2 * 6
    for each in found:
        again = read_again(folder / each["file"])
        score = again.audit.score
        assert (each["should"], each["prefer"]) == (str(score["should"]), str(score["prefer"]))
        assert (
            each["musts broken"] == "0" and each["status"] == "planned"
        )  # what the ledger says is not believed
        athlete = again.season.athlete(each["athlete"])
        every = weeks(again.season, again.season.diary(again.sessions), athlete)
        for name, column in (("load", "load a week"), ("sprint", "sprint m a week")):
            assert int(each[column]) == round(
                sum((getattr(w, name) for w in every), Fraction(0)) / len(every)
            )
        assert int(each["sessions"]) == sum(done.athlete == athlete.name for done in again.sessions)
        form = [e.gain.amount for v in again.audit.verdicts for e in v.earned if athlete.name in e.athletes]
        assert each["form at Autumn cup on 2026-10-17"] == (f"{float(form[0]):.1f}" if form else "")
        by_rule = sum(int(each[name]) for name in each if name.startswith("points "))
        assert by_rule == score["should"] + score["prefer"]


def test_what_is_the_same_is_audited_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One plan of each problem is audited, and the others have what an audit of their own gives."""
    folder, audited = made(), list[Path]()
    with Ledger(folder) as ledger:
        rows = list(ledger.rows())

    def counted(path: Path) -> Any:
        audited.append(path)
        return read_again(path)

    monkeypatch.setattr(looking, "read_again", counted)
    shared = looks(folder)
    assert len(audited) == len({row.fingerprint for row in rows if row.file}) < 10
    alone = [replace(row, fingerprint=row.key) for row in rows]
    each = sorted(looked(folder, alone, 1, Crew(1)), key=lambda one: one.row.key)
    assert len(audited) > 10
    assert [replace(a, row=b.row) for a, b in zip(each, shared, strict=True)] == shared


def test_what_is_wrong_is_seen(run: Run) -> None:
    """A plan that is lost, spoilt or edited, one whose rules have changed, is shown as such, and the answer is 1."""
    folder = made(ROSTER, ("scenarios/week.yaml",))
    (folder / "week/ada.json").unlink()
    (folder / "week/ben.json").write_text("{}")
    plan = folder / "week/dan.json"
    text = plan.read_text()
    first = re.search(r'    \{"athlete": "Dan".*?"session": "fly".*?\n', text)
    assert first
    plan.write_text(text.replace(first[0], "", 1))
    code, out, err = run("batch", "index", "plans")
    assert code == 1 and "plans/week/ada.json: the plan is missing" in f"plans/{err}".replace(
        "\nweek", "\nplans/week"
    )
    assert "1 speed session in week 1, at least 2" in err and "written to plans/index.html" in out
    states = {each["plan"]: each["status"] for each in lines(folder)}
    assert states == {"ada": "lost", "ben": "not readable", "cleo": "proven optimal", "dan": "breaks 1 must"}
    dan = next(each for each in lines(folder) if each["plan"] == "dan")
    assert dan["musts broken"] == "1" and "changed by hand since it was written" in dan["notes"]
    book = Path("constraints/basics.yaml")
    book.write_text(book.read_text().replace("Speed is a skill", "Speed is a skill that fades"))
    run("batch", "index", "plans")
    cleo = next(each for each in lines(folder) if each["plan"] == "cleo")
    assert cleo["status"] == "planned" and "basics.yaml has changed since the plan was made" in cleo["notes"]


def test_those_without_a_plan_stand_there_with_the_reason(run: Run) -> None:
    """An athlete without a plan has a line with what clashes and no figures, and that is nothing wrong."""
    folder = made(ROSTER + ILL, ("scenarios/week.yaml",))
    assert run("batch", "index", "plans")[0] == 0
    out = next(each for each in lines(folder) if each["plan"] == "out")
    assert (
        out["status"] == "no plan, proven"
        and out["notes"] == "Two sprint sessions a week; away, Mon 5 Oct to Sun 11 Oct"
    )
    assert not any(out[name] for name in ("file", "should", "load a week", "musts broken", "points tempo-metres")
                   if name in out)  # fmt: skip
    text = (folder / "index.html").read_text()
    assert "no plan, proven: Two sprint sessions a week; away, Mon 5 Oct to Sun 11 Oct" in text


# ---- the files ------------------------------------------------------------------------------------------


def test_the_same_plans_give_the_same_bytes(run: Run) -> None:
    """Page, table and Parquet do not depend on how many looked, nor on when; what a kill left behind is gone."""
    pytest.importorskip("pyarrow")
    folder, names = made(), ("index.html", "summary.csv", "summary.parquet")
    found = []
    for workers in ("1", "2"):
        (folder / ".index.html.abcd_123").write_text("<p>half")
        (folder / "week/.ada.html.abcd_123").write_text("<p>half")
        assert run("batch", "index", "plans", "--parquet", "--workers", workers)[0] == 0
        found.append([(folder / name).read_bytes() for name in names])
    assert found[0] == found[1]
    assert {each.name for each in folder.iterdir()} == {".lock", "ledger.sqlite", "week", "cup", *names}
    assert not list(folder.glob("week/.*"))


def test_parquet_is_the_table(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet has the lines of the table, with numbers as numbers; without pyarrow it is said how to get it."""
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = made()
    assert run("batch", "index", "plans", "--parquet")[0] == 0
    found = parquet.read_table(folder / "summary.parquet").to_pylist()
    shown = [{k: "" if v is None else str(v) for k, v in row.items()} for row in found]
    assert shown == lines(folder) and isinstance(found[0]["should"], int)
    monkeypatch.setattr(summary, "find_spec", lambda name: None)
    code, _, err = run("batch", "index", "plans", "--parquet")
    assert code == 2 and "pip install 'speedfirst[parquet]'" in err


def test_a_name_does_no_harm(run: Run) -> None:
    """Tags in names are letters on the page, and a spreadsheet takes no name for a formula."""
    head, first, *rest = ROSTER.strip().splitlines()
    nasty = NASTY.replace('"', "'")
    rows = [first.replace("Ada B.", f'"{nasty}"'), *rest]
    rows[1] = rows[1].replace("Ben", "=HYPERLINK(1)", 1)
    folder = made("\n".join([head, *rows]), ("scenarios/week.yaml",))
    assert run("batch", "index", "plans")[0] == 0
    raw = (folder / "summary.csv").read_text(encoding="utf-8")
    assert "\n'=HYPERLINK(1),ben," in raw and "\n=" not in raw
    page = parsed((folder / "index.html").read_text(encoding="utf-8"))
    assert len(list(page.iter("script"))) == 1
    names = [text_of(each) for each in page.iter("th") if each.get("scope") == "row"]
    assert " ".join(nasty.split()) in names and "=HYPERLINK(1)" in names


def test_the_page_says_all_without_its_script(run: Run) -> None:
    """All lines stand in the page as it is sent; the browser runs the one script that is there, loads nothing."""
    folder = made()
    assert run("batch", "index", "plans", "--reports")[0] == 0
    text = (folder / "index.html").read_text(encoding="utf-8")
    page = parsed(text)
    table = next(each for each in page.iter("table") if each.get("id") == "plans")
    rows = [row for body in table.iter("tbody") for row in body.iter("tr")]
    assert len(rows) == len(lines(folder)) == 2 * 7
    (script,) = page.iter("script")
    known = base64.b64encode(hashlib.sha256("".join(script.itertext()).encode()).digest()).decode()
    policy = next(each.get("content") for each in page.iter("meta") if each.get("http-equiv"))
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{known}'"
    assert not re.search(r"https?:|src=|@import|url\(", text)
    links = {each.get("href") for each in page.iter("a")}
    assert links == {f"{s}/{who}.{end}" for s in ("week", "cup") for who in ("ada", "ben", "cleo", "dan", "relay")
                     for end in ("html", "json")}  # fmt: skip
    assert all((folder / str(each)).is_file() for each in links)
    assert "Flo" in (folder / "cup/relay.html").read_text()


def test_a_long_page_stays_light(run: Run) -> None:
    """Ten thousand lines take less than 300 bytes each, and a browser that may lays out a few of them at a time."""
    few = looks(made(ROSTER, ("scenarios/week.yaml",)))
    many = [
        replace(each, row=replace(each.row, key=f"week/a{n}", file=f"week/a{n}.json"))
        for n in range(2500) for each in few
    ]  # fmt: skip
    text = as_html(Lines(many))
    assert text.count("<tr>") > 10_000 and len(text) < 300 * 10_000
    assert f'data-step="{STEP}"' in text and ".scripted #plans tbody { display: none; }" in text


def test_where_there_is_no_batch_nothing_is_written(run: Run) -> None:
    """A folder without a ledger, or one whose ledger names files elsewhere, is not written to beyond itself."""
    write(Path(), "empty/x", "")
    code, _, err = run("batch", "index", "empty")
    assert (
        code == 2 and "there is no batch here" in err and [e.name for e in Path("empty").iterdir()] == ["x"]
    )
    folder = made(ROSTER, ("scenarios/week.yaml",))
    Path("ada.json").write_bytes((folder / "week/ada.json").read_bytes())
    spoil(folder, "file = '../ada.json' WHERE key = 'week/ada'")
    assert run("batch", "index", "plans", "--reports")[0] == 1
    assert not Path("ada.html").exists()


def test_a_batch_has_its_index_when_it_is_done(run: Run, here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end of a batch its index is there, written anew where a plan is, and with 2 where it cannot be."""
    write(Path(), "roster.csv", ROSTER)
    words = ("batch", "roster.csv", *SCENARIOS[:1], "--out", "plans", "--effort", "5")
    code, out, _ = run(*words)
    file = Path("plans/index.html")
    assert code == 0 and out.endswith(f"all of them on a page: {file}\n") and "Ada B." in file.read_text()
    file.write_text("as it was")
    assert run(*words)[0] == 0 and file.read_text() == "as it was"
    Path("plans/week/ada.json").unlink()
    assert run(*words)[0] == 0 and "Ada B." in file.read_text()
    file.unlink()
    file.mkdir()
    Path("plans/week/ada.json").unlink()
    code, out, err = run(*words)
    assert code == 2 and "plans are in plans" in out and "cannot write plans/index.html" in err
    monkeypatch.setattr(batch_index, "SMALL", 3)
    assert "speedfirst batch index plans" in run(*words)[1]


def test_a_page_too_long_for_a_browser_ends(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond so many lines the page ends and says how many more stand in the table."""
    found = Lines(looks(made(ROSTER, SCENARIOS[:1])))
    monkeypatch.setattr(page, "LINES", 3)
    text = as_html(found)
    assert text.count('<th scope="row"><a') == 3 and "no room here for 1 more line: see summary.csv" in text
    assert len(found.all) == 4

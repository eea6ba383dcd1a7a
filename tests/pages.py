"""A plan of the club's short season as a page, and how tests look into pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from solver.auditor import audit
from solver.cli import main
from solver.diary import Done
from solver.loading.load import load
from solver.plans.planfile import plan_file
from solver.plans.text import dumps
from solver.search.outcome import Outcome
from tests.club import SEASON, club, write

#: A name as nobody should have it: tags, quotes, entities, letters that run from right to left, an emoji.
NASTY = "<script>alert('&amp;')</script> \"x\" {{ 7 * 7 }} \u05d0\u05d1 \U0001f3c3"
SQUAD = SEASON.replace(
    "athlete: {name: A. Sprinter, events: [100m], best: {100m: 10.00}}",
    "athletes: [{name: Ada, events: [100m], best: {100m: 11.40}}, {name: Ben, events: [100m]}]",
).replace("scenario: season", "scenario: squad")


#: A plan of the short season that keeps its musts, as weekday, slot, session, count, distance of each week.
USUAL = ((0, "am", "tempo", 15, 100), (1, "am", "fly", 4, 30), (1, "pm", "lift", 3, None), (4, "pm", "fly", 3, 20),
         (5, "am", "stretch", 1, None))  # fmt: skip
LAST = ((1, "am", "fly", 2, 20), (2, "am", "tempo", 10, 100), (5, "pm", "race", 2, 100))


def planned(folder: Path, text: str = SEASON) -> Path:
    """A plan of a scenario in a new folder of the club, made by hand."""
    file = write(club(folder), "scenarios/season.yaml", text)
    season = load(file)
    forms = {(each.session, each.distance): each for each in season.catalogue.forms.values()}
    sessions = [
        Done.of(athlete.name, 7 * week + day, slot, forms[session, distance], count)
        for athlete in season.athletes
        for week in range(4)
        for day, slot, session, count, distance in (USUAL if week < 3 else LAST)
        if (7 * week + day, slot) not in season.calendar.closed(athlete)
    ]
    score = audit(season, season.diary(sessions)).score
    known = Outcome(sessions, "feasible", score, {"should": 0, "prefer": None}, 0.0, 0.0)
    plan = folder / "plan.json"
    plan.write_text(dumps(plan_file(season, known, str(file), 1.0, "9.15")), encoding="utf-8")
    return plan


def reported(plan: Path, *words: str) -> str:
    """The page of a plan."""
    page = plan.with_suffix(".html")
    assert main(["report", str(plan), *words]) == 0
    return page.read_text(encoding="utf-8")


def parsed(text: str) -> Element:
    """A page, read as browsers do; the first slip is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page: Element = parser.parse(text)
    for each in page.iter():
        if isinstance(each.tag, str):  # comments have none
            each.tag = each.tag.rpartition("}")[2]
    return page


def classed(element: Element, word: str) -> Iterator[Element]:
    """All elements of a class."""
    return (each for each in element.iter() if word in (each.get("class") or "").split())


def one(element: Element, word: str) -> Element:
    """The only element of a class."""
    (found,) = classed(element, word)
    return found


def text_of(element: Element) -> str:
    """What is read in an element, with single blanks."""
    return " ".join("".join(element.itertext()).split())


def data(plan: Path) -> dict[str, Any]:
    """What a plan file says."""
    return json.loads(plan.read_text(encoding="utf-8"))  # type: ignore[no-any-return]

"""The page of a plan, and the index of a batch, in a real browser: on a phone, on a desk, in the dark, on paper, by keyboard.

Needs `playwright` and a Chromium; without one of them these tests are skipped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

import pytest

from solver.batch.index.lines import Lines
from solver.batch.index.page import as_html
from solver.batch.look import Look, Ruled, Trained
from solver.batch.row import Row
from solver.cli import main
from solver.comparing.rules import Cost
from tests.browsers import program
from tests.first_hour import HOUR, WEEK
from tests.pages import NASTY, planned, reported

api = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install playwright")

PHONE, DESK = {"width": 375, "height": 812}, {"width": 1280, "height": 900}

#: The least contrast of any text on the page with what is behind it, and that text.
CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data; };
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const behind = (each) => { for (let at = each; at; at = at.parentElement) {
    const found = rgba(getComputedStyle(at).backgroundColor); if (found[3] > 0) return found; } return [255, 255, 255]; };
  let least = [21, ""], texts = 0;
  for (const each of document.querySelectorAll("body *")) {
    const own = [...each.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !each.checkVisibility()) continue;
    texts += 1;
    const style = getComputedStyle(each);
    const ink = rgba(each instanceof SVGElement ? style.fill : style.color);
    const [low, high] = [light(ink), light(behind(each))].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < least[0]) least = [ratio, each.className + ": " + each.textContent.slice(0, 40)];
  }
  return [...least, texts];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium: that of the system, else playwright's own."""
    with api.sync_playwright() as play:
        try:
            found = play.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        except api.Error as error:
            pytest.skip(f"no Chromium: {str(error).splitlines()[0]}")
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page of the short season is."""
    plan = planned(tmp_path_factory.mktemp("club"))
    reported(plan)
    return plan.with_suffix(".html").as_uri()


class Seen:
    """A page as it is seen; `said` is all that the browser complained of."""

    def __init__(self, browser: Any, address: str, **words: Any) -> None:
        self.context = browser.new_context(offline=True, **words)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("requestfailed", lambda request: self.said.append(request.url))
        self.page.goto(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def boxes(self, words: str) -> list[dict[str, float]]:
        """Where all elements of a selector are; there are some."""
        found = [each.bounding_box() for each in self.page.locator(words).all()]
        assert found, words
        return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_is_read_with_ease(browser: Any, address: str, size: Any, scheme: str) -> None:
    """Nothing is wider than the screen, nothing fails offline, every text has a contrast of 4.5 to 1."""
    with Seen(browser, address, viewport=size, color_scheme=scheme) as seen:
        page = seen.page
        page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
        wide, there = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= there == size["width"]
        ratio, text, texts = page.evaluate(CONTRAST)
        assert ratio >= 4.5, text
        assert texts > 300
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
        assert dark == (scheme == "dark")
        assert seen.said == []


def test_the_page_of_the_first_hour_fits_a_phone(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a newcomer sends on is as wide as the window of a phone, needs nothing else, and begins with the season."""
    monkeypatch.chdir(tmp_path)
    for words in (
        "init club",
        f"plan {WEEK} --quiet --out later.json",
        HOUR["open the report on a phone"][0].words,
    ):
        assert main(words.split()) == 0
    with Seen(browser, (tmp_path / "later.html").as_uri(), viewport=PHONE) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert len(seen.boxes(".day")) == 7 and seen.said == []
        assert seen.page.locator("h1").first.bounding_box()["y"] < PHONE["height"] / 2


def test_a_week_is_a_grid_on_a_desk_and_a_list_on_a_phone(browser: Any, address: str) -> None:
    """Seven days beside each other, or below each other; one picture of the two; letters not small."""
    for size, apart, along in ((DESK, "x", "y"), (PHONE, "y", "x")):
        with Seen(browser, address, viewport=size) as seen:
            days = seen.boxes("#week-2 .day")
            assert len(days) == 7 and len({day[along] for day in days}) == 1
            places = [day[apart] for day in days]
            assert places == sorted(places) and len(set(places)) == 7
            assert seen.page.locator("svg.phone").is_visible() == (size is PHONE)
            assert seen.page.locator("svg.wide").is_visible() == (size is DESK)
            (letters,) = (box for box in seen.boxes("svg text:text-is('week')") if box)
            assert letters["height"] >= 11


def test_what_fingers_touch_is_large(browser: Any, address: str) -> None:
    """On a phone sessions and the numbers of weeks are at least 24 pixels high, as WCAG asks, and weeks 40."""
    with Seen(browser, address, viewport=PHONE, has_touch=True) as seen:
        assert all(box["height"] >= 24 for box in seen.boxes(".session summary"))
        assert all(min(box["height"], box["width"]) >= 40 for box in seen.boxes(".jump a"))


def test_a_session_opens_by_keyboard(browser: Any, address: str) -> None:
    """The first stop leads to the weeks, Enter opens a session, and its rule is a link away."""
    with Seen(browser, address, viewport=DESK) as seen:
        page = seen.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "To the weeks"
        page.keyboard.press("Enter")
        assert page.url.endswith("#weeks")
        summary = page.locator("#week-1 .session summary", has_text="Flying sprints").first
        summary.focus()
        why = page.locator("#week-1 .session[open] .why")
        assert why.count() == 0
        page.keyboard.press("Enter")
        assert "Two sprint sessions a week." in why.inner_text()
        box = why.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= DESK["width"]
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.url.endswith("#rule-speed-every-week")
        assert page.locator("#rule-speed-every-week").bounding_box()["y"] < DESK["height"]


def test_it_is_heard_in_order(browser: Any, address: str) -> None:
    """A screen reader finds the landmarks, the picture with its words, and days as a list."""
    with Seen(browser, address, viewport=DESK) as seen:
        page = seen.page
        for role, name in (("main", None), ("navigation", "Weeks"), ("region", "The weeks")):
            assert page.get_by_role(role, name=name).first.is_visible()
        assert page.get_by_role("img", name="The season of A. Sprinter at a glance").count() == 1
        assert page.get_by_role("heading", level=3, name="Week 1", exact=True).count() == 1
        items = page.locator("#week-1").get_by_role("list").first.get_by_role("listitem")
        assert "Monday" in items.first.get_by_role("heading").text_content().replace(" ", "")


def test_each_week_is_a_page_on_paper(browser: Any, address: str, tmp_path: Path) -> None:
    """Printed, every week begins a page and fits on it, in the colours of the day and without links to click."""
    with Seen(browser, address, viewport={"width": 1040, "height": 710}, color_scheme="dark") as seen:
        page = seen.page
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not page.locator("nav").first.is_visible() and page.locator("svg.wide").is_visible()
        for week in page.locator(".week").all():
            assert week.evaluate("(each) => getComputedStyle(each).breakBefore") == "page"
            assert week.bounding_box()["height"] <= 188 / 25.4 * 96
        printed = page.pdf(prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") >= 6


def test_the_pages_to_print_are_one_a_week(browser: Any, address: str, tmp_path: Path) -> None:
    """The exported pages are as many as there are weeks, none of them empty, each week whole on its own."""
    plan = planned(tmp_path)
    pages = tmp_path / "weeks.html"
    assert main(["export", str(plan), "--out", str(pages)]) == 0
    with Seen(browser, pages.as_uri(), viewport={"width": 1040, "height": 710}) as seen:
        page = seen.page
        page.emulate_media(media="print")
        weeks = page.locator(".week").all()
        assert all(week.bounding_box()["height"] <= 188 / 25.4 * 96 for week in weeks)
        printed = page.pdf(prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == len(weeks) == 4
        assert seen.said == []


# ---- the index of a batch -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a page with many athletes is: some with plans of two scenarios, some without, one with a nasty name."""
    file = tmp_path_factory.mktemp("batch") / "index.html"
    file.write_text(as_html(Lines(list(_looks()))), encoding="utf-8")
    return file.as_uri()


def _looks() -> Iterator[Look]:
    why = json.dumps(["speed-every-week", "ill, Mon 5 Oct to Sun 11 Oct"])
    for number in range(450):
        name = NASTY if number == 7 else f"Athlete {number}"
        for scenario in ("season", "week"):
            key = f"{scenario}/a{number:03}"
            row = Row(
                key, scenario, json.dumps([name]), "", "", "planned", True, number % 9, 0, file=f"{key}.json"
            )
            if number % 10 == 3:
                yield Look(replace(row, status="infeasible", file="", why=why))
                continue
            form = {("2026-10-31", "Autumn cup"): Fraction(number, 7)} if scenario == "season" else {}
            trained = Trained(name, Fraction(1000 + number * 7919 % 1000), Fraction(450), 9, 3, form)
            ruled = Ruled("tempo", "should", "Tempo twice a week.", Cost(0, (number % 9, 0), number % 9 > 0))
            score = {"should": number % 9, "prefer": 0}
            yield Look(row, score=score, rules=(ruled,) if number % 9 else (), trained=(trained,), weeks=4)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_an_index_is_read_with_ease(browser: Any, index: str, size: Any, scheme: str) -> None:
    """It is no wider than the screen, its texts have a contrast of 4.5 to 1, what fingers touch is large enough."""
    with Seen(browser, index, viewport=size, color_scheme=scheme) as seen:
        wide, there = seen.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= there == size["width"]
        ratio, text, texts = seen.page.evaluate(CONTRAST)
        assert ratio >= 4.5, text
        assert texts > 1000 and seen.said == []
        boxes = seen.boxes("#tools input, #tools select, #more, #plans thead button")
        assert len(boxes) == 15 and all(box["height"] >= 24 for box in boxes)


def test_an_index_is_sorted_and_filtered(browser: Any, index: str) -> None:
    """Heads sort, what has no figure comes last; words and choices filter; more lines come when asked for."""
    with Seen(browser, index, viewport=DESK) as seen:
        page = seen.page
        rows, count = page.locator("#plans tbody tr"), page.locator("#count")
        assert (rows.count(), count.inner_text()) == (200, "900 of 900 lines")
        page.locator("#more").click()
        assert rows.count() == 400
        load = page.locator("#plans thead th", has_text="load")
        for order, sign in (("descending", -1), ("ascending", 1)):
            load.locator("button").press("Enter")
            assert load.get_attribute("aria-sort") == order
            texts = page.locator("#plans tbody td:nth-child(7)").all_inner_texts()
            loads = [int(each.replace(",", "")) for each in texts]
            assert loads == sorted(loads, key=lambda each: sign * each) and len(loads) == 200
        page.get_by_role("combobox", name="Status").select_option("no plan, proven")
        assert (rows.count(), count.inner_text()) == (90, "90 of 900 lines")
        assert not page.locator("#more").is_visible()
        page.get_by_role("combobox", name="Scenario").select_option("week")
        page.get_by_role("searchbox", name="Find").fill("ATHLETE 3 ill")
        assert count.inner_text().split()[0] == str(sum("3" in str(n) for n in range(3, 450, 10)))
        page.get_by_role("combobox", name="Status").select_option("all")
        page.get_by_role("searchbox", name="Find").fill("<script>alert")
        assert rows.count() == 1 and seen.said == []
        page.get_by_role("searchbox", name="Find").fill("450")  # figures are no words
        assert rows.count() == 0


def test_an_index_needs_no_script(browser: Any, index: str) -> None:
    """Where scripts are off all lines are there, and no tools that would do nothing."""
    with Seen(browser, index, viewport=DESK, java_script_enabled=False) as seen:
        assert seen.page.locator("#plans tbody tr").count() == 900
        assert seen.page.locator("#plans tbody tr").last.is_visible()
        assert not seen.page.locator("#tools").is_visible() and not seen.page.locator("#more").is_visible()

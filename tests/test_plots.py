"""Plots: the same bytes for the same data, in the page's colours, told apart without colour, safe to put anywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from html import escape
from xml.etree import ElementTree as ET

import pytest

from solver.report.html import environment
from solver.report.html.colours import DARK, LIGHT
from solver.report.plots import Chart, Panel, Point, Series, Ticks, inline, picture

NASTY = '<b>&"$x_1$'
CHART = Chart(
    title=f"Points {NASTY}",
    x=f"tempo days {NASTY}",
    panels=[
        Panel(
            f"{level} (points)",
            [
                Series("two", [Point(1, 9, 3, proven=False), Point(2, 4, 4), Point(3, None, says="no plan")]),
                Series(NASTY, [Point(1, 7, 7), Point(2, 7, 2, proven=False), Point(3, 6, 6)]),
            ],
        )
        for level in ("should", "prefer")
    ],
    ticks=Ticks([1, 2, 3], ["1", "2", "3"]),
    key="high days",
)


def texts(svg: str) -> list[str]:
    """All that can be read in a picture."""
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter() if each.tag.endswith("text")]


def test_the_same_data_gives_the_same_bytes() -> None:
    """Also in another process, whatever its hashes are."""
    code = "import sys; from tests.test_plots import CHART; from solver.report.plots import picture; sys.stdout.buffer.write(picture(CHART, '.svg'))"
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert picture(CHART, ".svg") == there
    assert picture(CHART, ".png").startswith(b"\x89PNG")


def test_everything_is_said_and_escaped() -> None:
    """Axes with their units, names, what signs mean; letters that mean something elsewhere are letters."""
    svg = picture(CHART, ".svg").decode()
    said = texts(svg)
    assert {"should (points)", "prefer (points)", f"tempo days {NASTY}", "two", NASTY, "high days"} <= set(
        said
    )
    assert {"proven", "best found; no plan below the bar", "no plan"} <= set(said)
    title = next(each for each in ET.fromstring(svg) if each.tag.endswith("title"))
    assert title.text == f"Points {NASTY}"


def test_every_colour_follows_the_reader() -> None:
    """A file knows the light and the dark; a picture in a page takes all its colours from the page."""
    svg = picture(CHART, ".svg").decode()
    assert LIGHT["ink"] in svg and DARK["ink"] in svg and "prefers-color-scheme: dark" in svg
    for part in (svg.partition("</style>")[2], inline(CHART, "a")):
        plain = re.findall(r"(fill|stroke): (#[0-9a-f]{6})(?!; \1: var)", part)
        assert not plain and len(re.findall(r"var\(--series-[12], #\w+\)", part)) > 10


def test_series_differ_without_colour() -> None:
    """In black and white there are still two kinds of markers and of lines, and empty markers."""
    grey = re.sub(r"#[0-9a-f]{6}|--[\w-]+", "", inline(CHART, "a"))
    assert len(set(re.findall(r"stroke-dasharray: ([^;]+);", grey))) >= 1
    assert len(set(re.findall(r'<use href="#(a-m\w+)"', grey))) > 4
    assert "var(--paper" in inline(CHART, "a")


def test_text_that_looks_like_a_name_stays_as_it_is() -> None:
    """In the title, in its spoken form and in the picture."""
    odd = "url(#q id=\"z xlink:href fill: #1f5a99 'DejaVu Sans'"
    svg = inline(replace(CHART, title=odd, x=odd), "a")
    assert f"<title>{escape(odd)}</title>" in svg and f'aria-label="{escape(odd)}"' in svg
    assert odd in texts(svg)


def test_pictures_in_a_page_do_not_meet() -> None:
    """Each has names of its own, loads nothing, and has no size but that of its place."""
    one, other = inline(CHART, "a"), inline(CHART, "b")
    names = [set(re.findall(r'\bid="([^"]+)"', each)) for each in (one, other)]
    assert names[0] and not names[0] & names[1]
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', one))
    assert used and used <= names[0]
    page = environment().from_string(
        '{% from "parts.html" import plot %}{{ plot("x", a) }}{{ plot("y", b) }}'
    )
    text = page.render(a=one, b=other)
    assert not re.search(r"https?:|src=|@import|<script", text)
    assert "width: 100%" in one and not re.search(r"<svg[^>]* (width|height)=", one)


@pytest.mark.parametrize("names", [1, 6])
def test_nothing_hides_anything(names: int) -> None:
    """Series with the same values stand side by side."""
    series = [Series(str(n), [Point(1, 5), Point(2, 5)]) for n in range(names)]
    svg = picture(Chart("x", "x", [Panel("y", series)]), ".svg").decode()
    body = svg[svg.index("axes_1") : svg.index("legend_1")]
    spots = re.findall(r'<use xlink:href="#\w+" x="([\d.]+)" y="[\d.]+" style="fill', body)
    assert len(set(spots)) >= 2 * names

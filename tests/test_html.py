"""Pages in HTML: safe, whole, legible."""

from __future__ import annotations

import re

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from solver.report.html import POLICY, TableCell, environment, page
from solver.report.html.colours import DARK, LIGHT

NASTY = "<script>alert('&')</script>"
PAGE = """
{% extends "base.html" %}
{% from "parts.html" import table, plot %}
{% block main %}{{ table(title, ["", title], rows, ["", "number"]) }}{{ plot(title, picture) }}{% endblock %}
"""


def rendered(**words: object) -> str:
    """A small page made of all the parts."""
    return environment().from_string(PAGE).render(**words)


def test_all_that_is_put_in_is_escaped() -> None:
    """Titles, heads, cells, marks and notes cannot bring tags; a picture of ours can."""
    rows = [[NASTY, TableCell(NASTY, NASTY, (NASTY,))]]
    text = rendered(title=NASTY, subtitle=NASTY, rows=rows, picture=Markup("<svg></svg>"))
    assert "<script" not in text and text.count("&lt;script&gt;") >= 9
    assert "<svg></svg>" in text


def test_a_page_needs_nothing_else() -> None:
    """No script, no address, nothing loaded; and the browser is told so."""
    text = rendered(title="A", rows=[["a", "1"]], picture="")
    assert f'content="{escape(POLICY)}"' in text and 'name="viewport"' in text
    assert not re.search(r"<script|https?:|src=|href=|@import|url\(", text)


def test_tables_have_heads() -> None:
    """Columns and rows are named for those who hear a page; a corner without a word is no head."""
    text = rendered(title="A", rows=[["a", "1"]], picture="")
    assert '<th scope="col" class="number">A</th>' in text and '<th scope="row">a</th>' in text
    assert '<td class="number">1</td>' in text and "<td></td>" in text


def test_a_word_that_nobody_gives_is_an_error() -> None:
    """A template never shows a hole."""
    with pytest.raises(UndefinedError):
        rendered(rows=[], picture="")
    with pytest.raises(TypeError):
        page()  # type: ignore[call-arg]


def light(colour: str) -> float:
    """The relative luminance of a colour."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "good", "bad"])
@pytest.mark.parametrize("paper", ["paper", "panel", "high", "middle", "low"])
def test_text_stands_out(scheme: dict[str, str], ink: str, paper: str) -> None:
    """Every text is readable on every ground, by day and by night (4.5 to 1)."""
    low, high = sorted((light(scheme[ink]), light(scheme[paper])))
    assert (high + 0.05) / (low + 0.05) >= 4.5

"""A drawing made fit for pages: colours that follow the page, names of its own, words for its title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from solver.report.html.colours import DARK, LIGHT, variables

#: As wide as its place, up to this.
WIDEST = "36rem"
_COLOUR = re.compile(r"(fill|stroke): (#[0-9a-f]{6})")
_ID = re.compile(r'(\bid="|href="#|url\(#)([A-Za-z_][\w.-]*)')
#: What is between tags is text, whatever it looks like.
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r' xmlns(:\w+)?="[^"]*"')
_FONT = re.compile(r"'DejaVu Sans'(, [^;\"]*)?")
NAMES: Mapping[str, str] = {colour: name for name, colour in reversed(list(LIGHT.items()))}


def inside(text: str, title: str, name: str) -> str:
    """A drawing for a page, in the colours of the page."""

    def own(tag: re.Match[str]) -> str:
        plain = _SPACE.sub("", tag[0]).replace("xlink:href", "href")
        return _ID.sub(lambda found: f"{found[1]}{name}-{found[2]}", plain)

    return _bare(_TAG.sub(own, text), title, f"width: 100%; max-width: {WIDEST}")


def alone(text: str, title: str) -> str:
    """A drawing as a file that follows the screen of its reader."""
    dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {variables(DARK)} }} }}"
    style = f"<style>:root {{ {variables(LIGHT)} }} {dark}</style>"
    svg = _bare(text, title, "")
    head, _, rest = svg.partition(">")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}>\n{style}{rest}\n'


def _bare(text: str, title: str, style: str) -> str:
    """The element alone: its size by its view box, its colours as variables, its title told."""
    start = text.index("<svg")
    head, _, rest = text[start:].partition(">")
    if style:
        head = re.sub(r' (width|height)="[^"]*"', "", head) + f' style="{style}"'
    words = escape(title)
    rest = _TAG.sub(_of_the_page, rest).rstrip()
    return f'{head} role="img" aria-label="{words}"><title>{words}</title>{rest}'


def _of_the_page(tag: re.Match[str]) -> str:
    """A tag in the colours and letters of the page."""
    return _COLOUR.sub(_variable, _FONT.sub("system-ui, sans-serif", tag[0]))


def _variable(found: re.Match[str]) -> str:
    """A colour and, for all who know variables, the page's."""
    what, colour = found[1], found[2]
    name = NAMES.get(colour)
    return f"{what}: {colour}; {what}: var(--{name}, {colour})" if name else found[0]

"""Pages in HTML that need nothing else: no network; for a phone, a desk, the dark, and paper.

Pages have no scripts. One that sorts and filters a long table has a script of its own (:func:`scripted`), and
says the same without it.

A page is a template of this folder that begins with ``{% extends "base.html" %}``; its tables are made by
``{% from "parts.html" import table %}``. All that is put in is escaped, but what is marked as
:class:`markupsafe.Markup`, such as a picture (SVG) of ours.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solver.report.html.colours import DARK, LIGHT, variables
from solver.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

#: What a browser may load for a page: nothing but the style that stands in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table that is more than a text.

    Parameters
    ----------
    mark
        A class of the style: `good`, `bad`, `dim`, `strong`, `says` (the head of a row that is a
        sentence), or the colours of days `high`, `middle`, `low`.
    notes
        Lines below the text, smaller.
    """

    text: str
    mark: str = ""
    notes: tuple[str, ...] = ()


#: A row of a table.
Row = list[TableCell | str]


def page(template: str, **words: Any) -> str:
    """The text of a page.

    Parameters
    ----------
    template
        The name of a file among the templates, as `compare.html`.
    words
        What the template names. The base needs `title`, and may have `subtitle`.
    """
    return environment().get_template(template).render(**words) + "\n"


def scripted(template: str, script: str, **words: Any) -> str:
    """The text of a page with a script, which a browser runs only as it is here, and no other.

    Parameters
    ----------
    script
        The name of a file among the templates, as `batch.js`.
    """
    from markupsafe import Markup

    text = (TEMPLATES / script).read_text(encoding="utf-8")
    known = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return page(template, script=Markup(text), policy=f"{POLICY}; script-src 'sha256-{known}'", **words)


@cache
def environment() -> Environment:
    """The templates; a name that nobody gives is an error, and everything is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "policy": POLICY,
        "version": __version__,
        "light": variables(LIGHT),
        "dark": variables(DARK),
    }
    return found

"""Names of any kind, in every format: they are there as text, or refused where they stand."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.auditor import audit
from solver.comparing.sides import Again
from solver.errors import InputError
from solver.exports.formats import WRITERS
from solver.report.booklet.html import as_html
from tests.handing_on import NAMES, document, export, season, usual
from tests.pages import parsed, text_of
from tests.test_imports import HOSTILE, TEXT

#: Names that no screen can show, or that steer what stands beside them.
BAD = {
    "a bell": "a\x07b", "NUL": "a\0b", "escape": "a\x1b[31mb", "right to left": "a\u202eb", "a mark": "a\u200fb",
    "isolate": "a\u2067b", "a page": "x" * 10_000,
    "separator": "a\u2028b", "C1": "a\x85b",
}  # fmt: skip


@pytest.mark.parametrize("where", sorted(NAMES))
def test_names_that_cannot_be_shown_are_refused_where_they_stand(tmp_path: Path, where: str) -> None:
    """Each of them, in each place, with file, line and column: no export ever sees one."""
    for what, name in BAD.items():
        with pytest.raises(InputError) as caught:
            season(tmp_path, {**NAMES, where: name})
        assert all(each.mark and each.mark.line for each in caught.value.problems), what
        said = str(caught.value)
        assert len(said) < 2000, what
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200f\u202e\u2067]", said), what


# ---- what is read in a file ---------------------------------------------------------------------------


def of_ics(raw: bytes) -> Iterator[str]:
    """Its name, and what its events say."""
    calendar = icalendar.Calendar.from_ical(raw)
    yield str(calendar["X-WR-CALNAME"])
    for event in calendar.walk("VEVENT"):
        yield from (str(event[word]) for word in ("SUMMARY", "DESCRIPTION", "X-SPEEDFIRST-ATHLETE"))


def of_xlsx(raw: bytes) -> Iterator[str]:
    """Every cell, none of them a formula that is not ours."""
    for sheet in openpyxl.load_workbook(io.BytesIO(raw)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    assert cell.data_type != "f" or cell.value.startswith(("=IF", "=COUNT", "=SUM")), (
                        cell.value
                    )
                    # how spreadsheets write a letter that would mean another one
                    yield str(cell.value).replace("_x005F_x", "_x")


def of_csv(raw: bytes) -> Iterator[str]:
    """Every cell, none of which a spreadsheet would run."""
    for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not re.match(r"[=+@\t\r]|-(?![0-9.]+\Z)", cell), cell
            yield cell.removeprefix("'")


def of_json(raw: bytes) -> Iterator[str]:
    """Every text in it."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                yield from texts(each)
        elif isinstance(value, str):
            yield value

    return texts(json.loads(raw))


def of_md(raw: bytes) -> Iterator[str]:
    """Its lines, as they are shown."""
    yield from (re.sub(r"\\([\\`*_\[\]<>#|~&])", r"\1", line) for line in raw.decode().splitlines())


def of_html(raw: bytes) -> Iterator[str]:
    """All that can be read on a page, which parses without a slip, has no script and asks for nothing."""
    page = parsed(raw.decode())
    for each in page.iter():
        assert each.tag not in ("script", "img", "iframe", "object", "link"), each.tag
        assert not [name for name in each.attrib if name.startswith("on") or name == "src"]
    yield text_of(page)


READ: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "ics": of_ics, "xlsx": of_xlsx, "csv": of_csv, "sessions.csv": of_csv, "json": of_json, "intervals": of_json,
    "md": of_md, "html": of_html, "report": of_html,
}  # fmt: skip
#: What a format does not tell.
UNTOLD = {
    "ics": {"reason"}, "csv": {"title", "ada", "ben", "reason"}, "sessions.csv": {"title", "reason", "recovery"},
    "json": {"reason"}, "intervals": {"title", "ada", "ben", "reason", "recovery"}, "xlsx": {"recovery"},
}  # fmt: skip


def test_every_format_is_looked_at() -> None:
    """A new one cannot be forgotten here."""
    assert set(READ) == {*WRITERS, "report"}


@settings(max_examples=6, deadline=None)
@given(st.fixed_dictionaries({name: st.sampled_from((*HOSTILE, "a\r\nb")) | TEXT for name in NAMES}))
def test_names_are_there_as_text(names: dict[str, str]) -> None:
    """In each format that tells them, whatever they are, and nothing of them is run; lines become one line."""
    names["ben"] = f"{names['ben']} 2"
    with tempfile.TemporaryDirectory() as folder:
        found = season(Path(folder), names)
        sessions = usual(found)
        verdict = audit(found, found.diary(sessions))
        again = Again(document(found, sessions), found, sessions, verdict, [], [])
        written = {
            word: export(found, sessions, word, [0] if each.alone else None) for word, each in WRITERS.items()
        }
        written["report"] = as_html(again, found.athletes).encode()
    for word, read in READ.items():
        there = "\n".join(" ".join(each.split()) for each in read(written[word]))
        alone = word in WRITERS and WRITERS[word].alone
        wanted = {*names} - UNTOLD.get(word, set()) - ({"ben"} if alone else set())
        lost = {name for name in wanted if " ".join(names[name].split()) not in there}
        # a title that would be read as something else is written by its id
        assert lost <= ({"fly"} if re.search(r"\bfly\b", there) else set()), (word, lost)


@pytest.mark.parametrize("word", sorted(READ))
def test_plain_titles_are_told(tmp_path: Path, word: str) -> None:
    """The usual names are all there, so that the test above looks at something."""
    found = season(tmp_path)
    sessions = usual(found)
    again = Again(document(found, sessions), found, sessions, audit(found, found.diary(sessions)), [], [])
    alone = word in WRITERS and WRITERS[word].alone
    raw = (
        as_html(again, found.athletes).encode()
        if word == "report"
        else export(found, sessions, word, [0] if alone else None)
    )
    there = "\n".join(READ[word](raw))
    for name in {*NAMES} - UNTOLD.get(word, set()) - ({"ben"} if alone else set()):
        assert NAMES[name] in there, name

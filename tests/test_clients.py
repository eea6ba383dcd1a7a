"""Exports in the hands of other programs: calendars, a calendar server, a spreadsheet."""

from __future__ import annotations

import base64
import http.client
import io
import json
import os
import shutil
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import icalendar
import openpyxl
import pytest

from solver.imports.formats import read
from solver.season import Season
from tests.handing_on import NAMES, export, season, usual

HOSTILE = {
    **NAMES,
    "fly": "a,b;c\\n \U0001f3c3\u200d\U0001f4a8 d: e",
    "meet": '"Cup", \u05d0\u05d1',
    "ada": "=Ada",
}


@pytest.fixture
def two(tmp_path: Path) -> Season:
    """The squad, with names that programs stumble over."""
    return season(tmp_path, HOSTILE)


def said(season: Season) -> list[str]:
    """The summaries of our own reading of our calendar."""
    calendar = icalendar.Calendar.from_ical(export(season, usual(season), "ics"))
    return [str(each["SUMMARY"]) for each in calendar.walk("VEVENT")]


def test_vobject_reads_our_calendar(two: Season) -> None:
    """Every event with its words and its day."""
    vobject = pytest.importorskip("vobject")
    calendar = vobject.readOne(export(two, usual(two), "ics").decode())
    assert [each.summary.value for each in calendar.vevent_list] == said(two)
    assert calendar.vevent_list[0].dtstart.value.isoformat() == "2026-10-05T09:00:00"


SCRIPT = """
const ical = require('ical.js').default || require('ical.js');
const text = require('fs').readFileSync(0, 'utf8');
const events = new ical.Component(ical.parse(text)).getAllSubcomponents('vevent').map(each => new ical.Event(each));
console.log(JSON.stringify(events.map(each => [each.summary, each.startDate.toString(), each.endDate.toString()])));
"""


def test_ical_js_reads_our_calendar(two: Season) -> None:
    """As web calendars do; needs node and ical.js (npm install ical.js, NODE_PATH)."""
    node = shutil.which("node")
    if node is None or subprocess.run([node, "-e", "require('ical.js')"], capture_output=True).returncode:
        pytest.skip("there is no node with ical.js here")
    raw = export(two, usual(two), "ics")
    done = subprocess.run([node, "-e", SCRIPT], input=raw, capture_output=True, check=True)
    found = json.loads(done.stdout)
    assert [each[0] for each in found] == said(two)
    assert found[0][1:] == ["2026-10-05T09:00:00", "2026-10-05T09:57:00"]


# ---- a calendar server -------------------------------------------------------------------------------------


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def server(tmp_path: Path) -> Iterator[http.client.HTTPConnection]:
    """A connection to a calendar server on this machine that keeps its calendars in a folder."""
    pytest.importorskip("radicale")
    from radicale import Application, config

    settings = config.load()
    settings.update(
        {
            "auth": {"type": "none"},
            "rights": {"type": "authenticated"},
            "storage": {"filesystem_folder": str(tmp_path / "calendars")},
            "logging": {"level": "critical"},
        },
        "test",
    )
    with make_server("127.0.0.1", 0, Application(settings), _Server, _Quiet) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=20)
        try:
            yield connection
        finally:
            connection.close()
            running.shutdown()
            thread.join(20)


def asked(server: http.client.HTTPConnection, method: str, path: str, body: bytes = b"") -> bytes:
    """What the server answers."""
    login = base64.b64encode(b"coach:").decode()
    server.request(
        method,
        path,
        body,
        {"Authorization": f"Basic {login}", "Content-Type": "text/calendar; charset=utf-8"},
    )
    answer = server.getresponse()
    content = answer.read()
    assert answer.status < 300, (answer.status, method, path, content[:300])
    return content


def test_a_calendar_server_has_every_session_once(server: http.client.HTTPConnection, two: Season) -> None:
    """Import, another plan, import again: sessions that moved have moved, those gone are called off."""
    asked(server, "MKCALENDAR", "/coach/squad/")
    old = export(two, usual(two), "ics")
    plan = usual(two)
    plan = [replace(plan[0], day=2), replace(plan[3], day=9, slot="am"), *plan[4:]]
    for raw in (old, export(two, plan, "ics", before=old)):
        for event in icalendar.Calendar.from_ical(raw).walk("VEVENT"):
            one = icalendar.Calendar()
            one.add("prodid", "-//a client//EN")
            one.add("version", "2.0")
            one.add_component(event)
            asked(server, "PUT", f"/coach/squad/{event['UID']}.ics", one.to_ical())
    there = icalendar.Calendar.from_ical(asked(server, "GET", "/coach/squad/"))
    events = there.walk("VEVENT")
    called_off = [each for each in events if str(each["STATUS"]) == "CANCELLED"]
    assert len({str(each["UID"]) for each in events}) == len(events) == len(plan) + len(called_off)
    path = Path(str(two.source.file if two.source else "")).parent
    (path / "back.ics").write_bytes(there.to_ical())
    found = read(path / "back.ics", two)
    assert not found.problems and set(found.sessions) == set(plan)


# ---- a spreadsheet ---------------------------------------------------------------------------------------


def saved_again(folder: Path, file: str) -> None:
    """Have LibreOffice open a workbook and save it into `out`."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("there is no LibreOffice here (apt-get install libreoffice-calc-nogui)")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        str(folder / file),
    ]
    done = subprocess.run(words, capture_output=True, timeout=120, env={**os.environ, "HOME": str(folder)})
    assert done.returncode == 0, done.stderr


def test_a_spreadsheet_opens_saves_and_counts(two: Season, tmp_path: Path) -> None:
    """What LibreOffice saves again is read back as the same plan; the log's formulas come to what they should."""
    book = openpyxl.load_workbook(io.BytesIO(export(two, usual(two), "xlsx")))
    log = book["Log"]
    for row, (answer, rpe, minutes) in enumerate(
        [("yes", 8, 60), ("no", None, None), ("part", None, None)], 3
    ):
        log[f"I{row}"], log[f"J{row}"], log[f"K{row}"] = answer, rpe, minutes
    book.save(tmp_path / "plan.xlsx")
    saved_again(tmp_path, "plan.xlsx")
    found = read(tmp_path / "out" / "plan.xlsx", two)
    assert not found.problems and set(found.sessions) == set(usual(two))
    counted = openpyxl.load_workbook(tmp_path / "out" / "plan.xlsx", data_only=True)["Log"]
    assert [counted[f"M{row}"].value for row in (3, 4, 5, 6)] == [pytest.approx(60 / 57), 0, 0.5, None]
    assert (counted["L3"].value, counted["T3"].value, counted["Q3"].value) == (480, 480, 6)
    assert counted["S3"].value == pytest.approx((60 / 57 + 0 + 0.5) / 3)
    assert counted["C3"].value == "=Ada"

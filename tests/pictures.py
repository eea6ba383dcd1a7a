"""The pictures of the README, each from what is in the repository: a week as it is planned, the top of a report.

python -m tests.pictures
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import solver
from solver.cli import main

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
WEEK = ROOT / "scenarios" / "week-100m-gpp.yaml"
#: A plan that is kept, so that nothing need be planned for its page.
SEASON = ROOT / "tests" / "data" / "schools" / "twelve-weeks.json"
WIDE, LINE, LETTERS = 160, 16, 19
STYLE = """
:root { --paper: #ffffff; --panel: #f3f4f6; --ink: #1a1a1a; --quiet: #555b63; --high: #d55e00; --low: #0072b2; --rest: #c9ccd1; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171a; --panel: #1f2428; --ink: #e8eaed; --quiet: #b4bbc2; --high: #f07a2a; --low: #4aa3dc; --rest: #434a51; }
}
text { font: 12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--ink); }
.title { font-size: 18px; font-weight: 600; } .strong { font-weight: 600; } .quiet { fill: var(--quiet); }
.paper { fill: var(--paper); } .panel { fill: var(--panel); }
.high { fill: var(--high); } .medium { fill: var(--quiet); } .low { fill: var(--low); } .rest { fill: var(--rest); }
"""


def week() -> str:
    """The week of the README as seven days beside each other, planned now."""
    found = solver.load(WEEK)
    best = solver.plan(found)
    table = best.table()
    rows = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
    season = found.season
    cards = []
    for number in range(7):
        day = season.calendar.date(number)
        cards.append(_card(day, [row for row in rows if str(row["date"]) == day.isoformat()]))
    high = 94 + LINE * max(len(lines) for _, _, lines in cards)
    proven = ", proven optimal" if best.proven else ""
    said = f"every must holds, {', '.join(f'{n} points of {level}' for level, n in best.score.items())}{proven}, audited"
    body = [
        _text(12, 28, season.scenario.title, "title"),
        _text(12, 48, said, "quiet"),
        *(line for column, card in enumerate(cards) for line in _drawn(column, *card, high)),
    ]
    return _svg(7 * WIDE + 16, high + 12, season.scenario.title, STYLE, body)


def _card(day: date, rows: list[dict[str, object]]) -> tuple[str, str, list[tuple[str, str]]]:
    """A day: what it is called, how hard it is, its lines, each with its class."""
    lines: list[tuple[str, str]] = []
    for row in rows:
        lines += [("", "")] if lines else []
        lines += [("strong", part) for part in textwrap.wrap(str(row["title"]), LETTERS)]
        said = [row["dose"], row["target"]]
        lines += [("", part) for each in said if each for part in textwrap.wrap(str(each), LETTERS + 3)]
    classes = [str(row["class"]) for row in rows]
    hardest = next((each for each in ("high", "medium", "low") if each in classes), "rest")
    return f"{day:%a} {day.day} {day:%b}", hardest, lines or [("quiet", "rest")]


def _drawn(column: int, name: str, hard: str, lines: list[tuple[str, str]], high: int) -> Iterator[str]:
    x = 8 + column * WIDE
    yield f'<rect class="panel" x="{x + 4}" y="62" width="{WIDE - 8}" height="{high - 62}" rx="6"/>'
    yield f'<rect class="{hard}" x="{x + 4}" y="62" width="{WIDE - 8}" height="5" rx="2"/>'
    yield _text(x + 12, 84, name, "strong")
    if hard != "rest":
        yield _text(x + WIDE - 44, 84, hard, "quiet")
    for number, (kind, words) in enumerate(lines):
        if words:
            yield _text(x + 12, 84 + LINE * (number + 1) + 4, words, kind)


def report() -> str:
    """The top of the page of a season: its title, how good it is known to be, and the season at a glance."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "season.html"
        assert main(["report", str(SEASON), "--out", str(page)]) == 0
        text = page.read_text(encoding="utf-8")
    style, glance = (
        _found(r"<style>(.*?)</style>", text),
        _found(r'<svg class="wide" viewBox[^>]*>(.*?)</svg>', text),
    )
    width, height = map(int, _found(r'<svg class="wide" viewBox="0 0 (\d+ \d+)"', text).split())
    standing = re.findall(
        r"<dt>(.*?)</dt> <dd[^>]*>(.*?)</dd>", _found(r'class="standing">(.*?)</section>', text)
    )
    # what is wide is drawn by these rules alone; the rest of the page's style is of what is not in the picture
    ours = [
        line
        for line in style.splitlines()
        if line.startswith((":root", "svg ", "@media (prefers-color-scheme: dark) { :root"))
    ]
    ours += [".paper { fill: var(--paper); }", "svg text.title { font-size: 24px; font-weight: 600; }"]
    body = [
        _text(20, 40, _found(r"<h1>(.*?)</h1>", text), "title"),
        _text(20, 62, _found(r'<p class="quiet">(.*?)</p>', text), "quiet"),
        *(line for at, (what, said) in enumerate(standing) for line in _box(20 + 140 * at, what, said)),
        f'<g transform="translate(20 134)">{glance}</g>',
    ]
    return _svg(width + 40, height + 144, _found(r"<h1>(.*?)</h1>", text), "\n".join(ours), body)


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text, flags=re.DOTALL)
    assert found, pattern
    return found[1]


def _box(x: int, what: str, said: str) -> Iterator[str]:
    yield f'<rect class="phase" x="{x}" y="76" width="130" height="46" rx="6"/>'
    yield _text(x + 12, 94, what, "quiet")
    yield _text(x + 12, 112, said, "")


def _text(x: int, y: int, words: str, kind: str) -> str:
    named = f'class="{kind}" ' if kind else ""
    return f'<text {named}x="{x}" y="{y}">{escape(words)}</text>'


def _svg(width: int, height: int, title: str, style: str, body: list[str]) -> str:
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
        *body,
        "</svg>\n",
    ])  # fmt: skip


PICTURES = {DOCS / "plan.svg": week, DOCS / "report.svg": report}

if __name__ == "__main__":
    for file, made in PICTURES.items():
        file.write_text(made(), encoding="utf-8")

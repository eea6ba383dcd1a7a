"""The handbook: rulebooks as documents in Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from solver.examples.check import rows_of
from solver.examples.shelves import catalogue_of
from solver.loading.books import read_book, shipped_books
from solver.report.handbook.html import as_html
from solver.report.handbook.markdown import as_markdown, escaped
from solver.report.handbook.outline import Handbook, Material, handbook, rules_named
from solver.report.handbook.setting import days_named
from tests.club import write
from tests.conftest import Run

DATA = Path(__file__).parent / "data" / "handbook"
SMALL = DATA / "small.yaml"
SHIPPED = shipped_books()
#: Elements of HTML that have no end.
VOID = {"meta"}
HOSTILE = '<script>alert(1)</script> | *bold* _it_ `code` [a](b) &lt;b&gt; \\| # ~~x~~ "q" $a$'


def book_of(file: Path) -> Handbook:
    """The handbook of one rulebook."""
    read = read_book(file)
    return handbook(read.title, [Material(read, [catalogue_of(file)])], file.name)


class Page(HTMLParser):
    """An HTML page as read: its elements, ids, links and texts; elements have to be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self.open += [tag] if tag not in VOID else []
        self.ids += [str(value) for name, value in attrs if name == "id"]
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text of anything but the style."""
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All text, with single blanks."""
        return " ".join(" ".join(self.texts).split())


def tokens(text: str) -> list[Token]:
    """A Markdown text as CommonMark with tables."""
    return MarkdownIt("commonmark").enable("table").parse(text)


def leaves(text: str) -> Iterator[Token]:
    """The inline parts of a Markdown text."""
    for token in tokens(text):
        yield from token.children or []


def plain(text: str) -> str:
    """The text that a reader of a Markdown text sees."""
    return " ".join("".join(leaf.content or " " for leaf in leaves(text)).split())


# ---- every rulebook -------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_rulebooks_in_html(file: Path) -> None:
    """Every element is closed in its place, every rule is an anchor and an article, and every link leads to one."""
    book, rules = book_of(file), read_book(file).rules
    page = Page(as_html(book))
    assert set(rules) <= set(page.ids) and len(page.ids) == len(set(page.ids))
    assert page.tags.count("article") == len(list(book.entries()))
    assert {f"#{name}" for name in rules} <= set(page.links) <= {f"#{anchor}" for anchor in page.ids}
    for rule in rules.values():
        assert " ".join((rule.says or rule.sentence()).split()) in page.text
        assert rule.sentence() in page.text or not rule.says


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_rulebooks_in_markdown(file: Path) -> None:
    """CommonMark reads a heading for every rule, no raw HTML, no list in a list, and tables of eight columns."""
    book = book_of(file)
    text = as_markdown(book)
    parsed = tokens(text)
    headings = [after.content for token, after in pairwise(parsed) if token.tag == "h3"]
    assert headings[::2] == [f"{each.number}. {escaped(each.title)}" for each in book.entries()]
    kinds = {token.type for token in parsed} | {leaf.type for leaf in leaves(text)}
    assert not kinds & {"html_block", "html_inline", "link_open", "code_block", "hr", "blockquote_open"}
    assert max(token.level for token in parsed if token.type.endswith("list_open")) == 0
    tables = [each.examples.shown for each in book.entries() if each.examples.shown]
    assert sum(token.type == "table_open" for token in parsed) == len(tables)
    assert sum(token.type == "th_open" for token in parsed) == 8 * len(tables)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_rule_is_shown_with_its_examples(file: Path) -> None:
    """Examples are shown or counted, none is lost; first stands one that holds, last one that breaks."""
    rules = read_book(file).rules
    for entry in book_of(file).entries():
        if entry.id in rules:
            found = list(rows_of(rules[entry.id]))
            shown, notes = entry.examples.shown, entry.examples.notes
            assert len(shown) + len(notes) + entry.examples.left_out == len(found)
            if not notes and {at[0] for at, _ in found} == {"holds", "breaks"}:
                assert shown[0].verdict in ("holds", "costs") and shown[-1].verdict in ("breaks", "costs")


def test_the_page_needs_nothing_else() -> None:
    """No script, no picture, no address, no handler; a language, a character set and a print style."""
    text = as_html(book_of(SMALL))
    page = Page(text)
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert all(link.startswith("#") for link in page.links)
    assert not any(name.startswith("on") for name in page.attributes)
    assert "://" not in text and "url(" not in text and "@import" not in text
    assert (
        text.startswith("<!DOCTYPE html>") and '<html lang="en">' in text and '<meta charset="utf-8">' in text
    )
    assert "@media print" in text


# ---- the golden files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("html", "html")])
def test_the_small_rulebook_reads_as_agreed(form: str, ending: str, run: Run) -> None:
    """The small rulebook gives the files beside it, byte for byte, on every run.

    After a change that is meant: ``speedfirst rules tests/data/handbook/small.yaml --format html --out
    tests/data/handbook/small.html``, likewise with markdown and md, and read what is different.
    """
    agreed = (DATA / f"small.{ending}").read_text(encoding="utf-8")
    for _ in range(2):
        assert run("rules", str(SMALL), "--format", form) == (0, agreed, "")


def test_levels_come_in_their_order_and_rules_in_that_of_the_file() -> None:
    """Musts, aims, preferences, modifiers; numbered through."""
    (chapter,) = book_of(SMALL).chapters
    assert [(part.title, [entry.id for entry in part.entries]) for part in chapter.parts] == [
        (
            "What always holds",
            ["speed-every-week", "speed-gap", "lifting-after-sprinting", "flying-later", "one-lane"],
        ),
        ("What we aim for", ["tempo-metres"]),
        ("What we like", ["race-free"]),
        ("What changes other rules", ["exams"]),
    ]
    assert [entry.number for part in chapter.parts for entry in part.entries] == list(range(1, 9))


def test_complaints_name_days_as_the_strip_does() -> None:
    """The dates of an example's calendar are nobody's: 'Wed', and in several weeks 'Tue of week 1'."""
    text = as_markdown(book_of(SMALL))
    assert "speed later the same day as lift on Wed\n" in text
    assert "no speed from Tue of week 1 to Mon of week 2, at most 7 days apart" in text
    assert "Oct" not in text


def test_dates_that_mean_something_stay(tmp_path: Path) -> None:
    """A rule for certain dates keeps them in its complaints and at its weeks."""
    file = write(
        tmp_path,
        "dated.yaml",
        """
rulebook: dated
title: Dated
rules:
  camp:
    when: {dates: {from: 2026-11-02, to: 2026-11-06}}
    pin: {avoid: speed}
    examples: {holds: {later: . . . . . speed .}, breaks: {tuesday: . speed . . . . .}}
""",
    )
    (entry,) = book_of(file).entries()
    assert [strip.says for strip in entry.examples.shown] == ["", "speed on Tue 3 Nov"]
    assert entry.lines == (("When", "from 2026-11-02 to 2026-11-06"),)
    assert entry.examples.shown[1].weeks[0].label == "Mon 2 Nov to Sun 8 Nov"


def test_long_lists_of_examples_are_shortened() -> None:
    """Of more than four the first that holds and the first that breaks, and how many there are besides."""
    (entry,) = (entry for entry in book_of(SMALL).entries() if entry.id == "tempo-metres")
    assert [(strip.verdict, strip.name) for strip in entry.examples.shown] == [
        ("holds", "enough"),
        ("breaks", "little"),
    ]
    assert "4 more examples in the file." in as_markdown(book_of(SMALL))


def test_a_wish_within_a_rule_is_neither_held_nor_broken(tmp_path: Path) -> None:
    """A week that only misses the wish of another level costs; a week that breaks the rule itself breaks."""
    file = write(
        tmp_path,
        "wish.yaml",
        """
rulebook: wish
title: A wish
rules:
  high:
    limit: {days: high, per: week, at_most: 2, should: {at_most: 1}}
    examples:
      holds: {one: high . . . . . ., two: {days: high . high . . . ., points: 1}}
      breaks: {three: {days: high . high . high . ., points: 2}}
""",
    )
    (entry,) = book_of(file).entries()
    assert [(strip.verdict, strip.says.partition(":")[0]) for strip in entry.examples.shown] == [
        ("holds", ""),
        ("costs", "1 point of should"),
        ("breaks", "costs 2 points of should"),
    ]


def test_equal_weeks_in_a_row_are_one_line() -> None:
    """Three weeks alike are 'weeks 1 to 3'; a week before the plan is never among them."""
    (entry,) = (entry for entry in book_of(SMALL).entries() if entry.id == "speed-gap")
    labels = [[week.label for week in strip.weeks] for strip in entry.examples.shown]
    assert labels == [["weeks 1 to 3"], ["the week before", "week 1"], ["week 1", "week 2"]]


@pytest.mark.parametrize(
    ("numbers", "says"),
    [([3], "rule 3"), ([1, 2], "rules 1 and 2"), ([1, 2, 3, 5, 8, 9], "rules 1 to 3, 5, 8 and 9")],
)
def test_numbers_of_rules_are_short(numbers: list[int], says: str) -> None:
    """Three or more in a row are a span."""
    assert rules_named(numbers) == says


@pytest.mark.parametrize(
    ("numbers", "weeks", "says"),
    [
        ([2], 1, "Tue"),
        ([2, 3, 4], 1, "Tue to Thu"),
        ([1, 2, 4], 1, "Mon, Tue and Thu"),
        (range(1, 8), 1, "all week"),
        (range(1, 9), 2, "week 1 and Mon of week 2"),
        ([7, 8, 9], 2, "Sun of week 1 and Mon and Tue of week 2"),
    ],
)
def test_labelled_days_have_names(numbers: Sequence[int], weeks: int, says: str) -> None:
    """Days of an example count from 1; whole weeks are called so."""
    assert days_named(numbers, weeks) == says


# ---- text that wants to be more -------------------------------------------------------------------------


def hostile(folder: Path) -> Path:
    """A rulebook and a catalogue with markup in every text."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    catalogue = (DATA / "catalogue.yaml").read_text().replace("Easy tempo", quoted)
    write(folder, "catalogue.yaml", catalogue)
    return write(
        folder,
        "hostile.yaml",
        f"""
rulebook: hostile
title: {quoted}
sources: {{a: {quoted}}}
rules:
  my rule_1.+-:
    says: {quoted}
    why: {quoted}
    source: a
    who: {{names: [{quoted}]}}
    limit: {{sessions: tempo, per: week, at_least: 1}}
    examples: {{holds: {{one: tempo . . . . . .}}, breaks: {{none: . . . . . . .}}}}
  no-words:
    limit: {{sessions: tempo, per: week, at_most: 3}}
""",
    )


def test_hostile_titles_stay_text_in_html(tmp_path: Path) -> None:
    """Markup in a title, a reason, a source or a session is shown as it was typed, and makes no element."""
    page = Page(as_html(book_of(hostile(tmp_path))))
    assert "script" not in page.tags and "b" in page.tags
    assert page.text.count(HOSTILE) >= 8
    assert "my_rule_1.+-" in page.ids


def test_hostile_titles_stay_text_in_markdown(tmp_path: Path) -> None:
    """Likewise: no HTML, no emphasis, no code, no link, no further column."""
    text = as_markdown(book_of(hostile(tmp_path)))
    assert plain(text).count(HOSTILE) >= 8
    assert {leaf.type for leaf in leaves(text)} <= {
        "text", "text_special", "strong_open", "strong_close", "softbreak", "code_inline",
    }  # fmt: skip
    parsed = tokens(text)
    assert sum(token.type == "td_open" for token in parsed) == 8 * (
        sum(t.type == "tr_open" for t in parsed) - 1
    )


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126) | st.just(" "), min_size=1, max_size=40))
def test_escaped_text_is_read_as_typed(text: str) -> None:
    """Whatever a coach types, CommonMark shows just that: in a heading, an item and a cell of a table."""
    text = " ".join(text.split()) or "x"
    for document in (
        f"# {escaped(text)}",
        f"## 1. {escaped(text)}",
        f"- {escaped(text)}\n- **Why:** {escaped(text)}",
        f"| a | b |\n| --- | --- |\n| {escaped(text)} | {escaped(text)} |",
    ):
        shown = ["".join(leaf.content for leaf in token.children or []) for token in tokens(document)]
        expected = [text, f"1. {text}", f"Why: {text}", "a", "b", ""]
        assert set(shown) <= set(expected) and max(shown.count(text), shown.count(f"1. {text}")) >= 1
        assert (
            max((token.level for token in tokens(document) if token.type.endswith("list_open")), default=0)
            == 0
        )


# ---- the command ----------------------------------------------------------------------------------------


def test_a_scenario_is_a_document_of_its_rules(run: Run) -> None:
    """Its title, a chapter for each rulebook, its own rules last; examples speak of its own catalogue.

    What it changed is judged as changed: a week that breaks the rule of the file may hold here.
    """
    code, out, _ = run("rules", "scenarios/season.yaml", "--format", "markdown")
    assert code == 0 and out.startswith("# A short season\n")
    assert "## The basics" in out and "## Rules of our own" in out.split("## The basics")[1]
    assert "- **Phases:** general preparation" in out and "| ✓ holds, apart | Flying sprints |" in out
    week = Path("scenarios/season.yaml")
    week.write_text(
        week.read_text().replace("{when: {phase: general-preparation}}", "{limit: {at_least: 1}}")
    )
    _, out, _ = run("rules", "scenarios/season.yaml", "--format", "markdown")
    assert "| ✓ holds, one |" in out and "breaks, one" not in out


def test_the_modifiers_of_a_scenario_are_among_its_rules(run: Run) -> None:
    """On the screen and in the handbook, with their conditions; one that it changes is not shown twice."""
    book, season = Path("constraints/basics.yaml"), Path("scenarios/season.yaml")
    book.write_text(
        book.read_text() + "modifiers:\n  easy: {says: The old way., when: {loading: unload}, rest: true}\n"
    )
    season.write_text(
        season.read_text()
        + "modifiers:\n  easy: {says: The new way., rules: days-apart, rest: true, given: {sessions: race, at_least: 1}}\n"
    )
    for form in ("text", "html"):
        code, out, _ = run("rules", "scenarios/season.yaml", "--format", form)
        assert code == 0 and "The new way." in out and "The old way." not in out
    assert "these rules rest, for days-apart, in unload weeks, given at least 1 race session" in out


def test_each_rulebook_of_a_scenario_keeps_its_own_sources(run: Run) -> None:
    """The same word may stand for different sources in two rulebooks."""
    book = Path("constraints/basics.yaml").read_text()
    other = book.replace("rulebook: basics", "rulebook: more").replace("The basics", "More")
    other = other.replace("Notes from lane four", "Notes from lane five")
    for name in ("speed-every-week", "days-apart", "tempo-metres"):
        other = other.replace(f"  {name}:", f"  other-{name}:")
    write(Path(), "constraints/more.yaml", other)
    week = Path("scenarios/week.yaml")
    week.write_text(week.read_text().replace("rulebooks: [basics]", "rulebooks: [basics, more]"))
    _, out, _ = run("rules", "scenarios/week.yaml")
    assert "Notes from lane four, page 3" in out.split("More")[0]
    assert "Notes from lane five, page 3" in out.split("More")[1]


def test_several_rulebooks_are_one_document(run: Run) -> None:
    """With a chapter each; anchors stay unique even if a rulebook is named twice."""
    code, out, _ = run("rules", "constraints/basics.yaml", "constraints/basics.yaml", "--format", "html")
    page = Page(out)
    assert code == 0 and "Training rules" in page.text
    assert len(page.ids) == len(set(page.ids)) and {"days-apart", "days-apart-2"} <= set(page.ids)


def test_an_example_that_cannot_be_read_is_left_out_with_a_note(run: Run) -> None:
    """The document is written all the same."""
    book = Path("constraints/basics.yaml")
    book.write_text(book.read_text().replace("apart: speed . speed", "apart: sped . speed"))
    code, out, err = run("rules", "constraints/basics.yaml", "--format", "markdown")
    assert code == 0 and "✗ breaks, next day" in out and "holds, apart" not in out
    assert err.startswith("note: left out: the example holds.apart of days-apart: ") and "'sped'" in err


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_out_writes_what_would_be_shown(run: Run, form: str) -> None:
    """The same text, whole, and only a word about it on the screen."""
    _, shown, _ = run("rules", "constraints/basics.yaml", "--format", form)
    assert run("rules", "constraints/basics.yaml", "--format", form, "--out", "book")[:2] == (
        0,
        "written to book\n",
    )
    assert Path("book").read_text(encoding="utf-8") == shown and shown.strip()


@pytest.mark.parametrize(
    ("read", "out"),
    [
        ("constraints/basics.yaml", "constraints/basics.yaml"),
        ("constraints/basics.yaml", "constraints/catalogue.yaml"),
        ("scenarios/week.yaml", "scenarios/week.yaml"),
        ("scenarios/week.yaml", "constraints/basics.yaml"),
        ("scenarios/week.yaml", "constraints/small.yaml"),
    ],
)
def test_what_it_is_made_from_is_never_overwritten(run: Run, read: str, out: str) -> None:
    """Not the file that is named, nor its rulebooks, nor the catalogue."""
    Path("constraints/catalogue.yaml").write_text(Path("constraints/small.yaml").read_text())
    before = Path(out).read_bytes()
    code, _, err = run("rules", read, "--format", "html", "--out", out)
    assert code == 2 and "the document is made from it" in err
    assert Path(out).read_bytes() == before

"""The handbook as one HTML page that needs nothing else: no scripts, no network; made to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, indent, tostring

from solver.report.handbook.entries import Entry
from solver.report.handbook.outline import (
    NOTHING,
    OF_EXAMPLES,
    SIGNS,
    Chapter,
    Handbook,
    Part,
    rules_named,
    span,
)
from solver.report.handbook.style import STYLE
from solver.report.handbook.weeks import Strip, Week
from solver.report.html import POLICY
from solver.words import WEEKDAYS, plural


def as_html(book: Handbook) -> str:
    """The handbook as an HTML file."""
    page = _element(
        "html",
        _element(
            "head",
            _element("meta", charset="utf-8"),
            _element("meta", **{"http-equiv": "Content-Security-Policy"}, content=POLICY),
            _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            _element("title", book.title),
            _element("style", STYLE),
        ),
        _element("body", _top(book), _element("main", *_chapters(book), *_end(book)), _foot(book)),
        lang="en",
    )
    indent(page, " ")
    return f"<!DOCTYPE html>\n{tostring(page, encoding='unicode', method='html')}\n"


def _element(tag: str, *inside: Element | str, **attributes: str) -> Element:
    """An element with texts and elements in it; writing it down escapes them. `class_` is `class`."""
    made = Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    for each in inside:
        if isinstance(each, Element):
            made.append(each)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + each
        else:
            made.text = (made.text or "") + each
    return made


# ---- before the rules -----------------------------------------------------------------------------------


def _top(book: Handbook) -> Element:
    """Title, contents, how to read it."""
    meanings = [
        part
        for word, text in book.meanings
        for part in (_element("dt", word, class_=f"level {word}"), _element("dd", text))
    ]
    examples = [_element("p", OF_EXAMPLES)] if book.has_examples() else []
    return _element(
        "header",
        _element("h1", book.title),
        _element("p", book.counts, class_="counts"),
        _element("nav", _element("h2", "Contents"), *_contents(book), **{"aria-label": "Contents"}),
        _element("section", _element("h2", "How to read it"), _element("dl", *meanings), *examples),
    )


def _contents(book: Handbook) -> Iterator[Element]:
    if len(book.chapters) == 1:
        yield from _list_of_rules(book.chapters[0].parts)
    else:
        lines = (_element("li", _link(each.anchor, each.title), f" ({span(each)})") for each in book.chapters)
        yield _element("ul", *lines)
    ends = [("-words", "What the words mean", book.words), ("-sources", "Sources", book.sources)]
    if links := [_element("li", _link(anchor, title)) for anchor, title, there in ends if there]:
        yield _element("ul", *links)


def _list_of_rules(parts: Sequence[Part]) -> Iterator[Element]:
    """The sentences of all rules, by level, with their numbers."""
    for part in parts:
        yield _element("p", part.title, class_="part")
        lines = [_element("li", f"{each.number}. ", _link(each.anchor, each.title)) for each in part.entries]
        yield _element("ul", *lines, class_="rules")


def _link(anchor: str, text: str) -> Element:
    return _element("a", text, href=f"#{anchor}")


# ---- the rules ------------------------------------------------------------------------------------------


def _chapters(book: Handbook) -> Iterator[Element]:
    if len(book.chapters) == 1:
        yield from _parts(book.chapters[0], "h2", "h3")
        return
    for chapter in book.chapters:
        yield _element(
            "section",
            _element("h2", chapter.title),
            _element("nav", *_list_of_rules(chapter.parts), **{"aria-label": chapter.title}),
            *_parts(chapter, "h3", "h4"),
            id=chapter.anchor,
            class_="chapter",
        )


def _parts(chapter: Chapter, above: str, below: str) -> Iterator[Element]:
    for part in chapter.parts:
        rules = [_rule(entry, below) for entry in part.entries]
        yield _element("section", _element(above, part.title), *rules)


def _rule(entry: Entry, heading: str) -> Element:
    """A rule; its id is the anchor."""
    level = [_element("span", entry.level, class_=f"level {entry.level}")] if entry.level else []
    made = _element(
        "article",
        _element(heading, _element("span", f"{entry.number}.", class_="number"), f" {entry.title}"),
        _element("p", *level, _element("code", entry.id), class_="id"),
        id=entry.anchor,
    )
    if entry.exactly:
        made.append(_element("p", f"Exactly: {entry.exactly}", class_="exactly"))
    if lines := [*entry.lines, *(("Source", text) for text in entry.sources)]:
        made.append(_element("dl", *_described(lines)))
    if entry.examples.shown:
        made.append(_table(entry.examples.shown))
    if entry.examples.left_out:
        more = f"{plural(entry.examples.left_out, 'more example')} in the file."
        made.append(_element("p", more, class_="more"))
    return made


def _described(lines: Sequence[tuple[str, str]]) -> Iterator[Element]:
    """Each text with its word; a word that is the same as before stands once."""
    before = ""
    for label, text in lines:
        if label != before:
            yield _element("dt", label)
        yield _element("dd", text, class_=label.lower())
        before = label


def _table(shown: Sequence[Strip]) -> Element:
    """The weeks of the examples; below each what the auditor says."""
    days = [_element("th", day.capitalize(), scope="col") for day in WEEKDAYS]
    head = _element("thead", _element("tr", _element("th", "Example", scope="col"), *days))
    return _element("table", head, *map(_strip, shown))


def _strip(strip: Strip) -> Element:
    made = _element("tbody", class_=strip.verdict)
    for place, week in enumerate(strip.weeks):
        made.append(_element("tr", _name(strip, week, place == 0), *_days(week)))
    if strip.says:
        said = _element("td", f"{SIGNS[strip.verdict]} {strip.says}", colspan="8")
        made.append(_element("tr", said, class_="says"))
    return made


def _name(strip: Strip, week: Week, first: bool) -> Element:
    """The head of a row: at the first week the verdict and the name of the example."""
    made = _element("th", scope="row")
    if first:
        made.append(_element("b", f"{SIGNS[strip.verdict]} {strip.verdict}"))
        made.append(_element("span", strip.name))
        made.extend([_element("span", f"({strip.setting})")] if strip.setting else [])
    made.extend([_element("span", week.label, class_="week")] if week.label else [])
    return made


def _days(week: Week) -> Iterator[Element]:
    for cell in week.cells:
        texts = [_element("span", each) for each in cell.sessions] or [_element("i", NOTHING)]
        marked = {"class_": "here"} if cell.marked else {}
        yield _element("td", *texts, **marked)


# ---- after the rules ------------------------------------------------------------------------------------


def _end(book: Handbook) -> Iterator[Element]:
    if book.words:
        words = [
            part
            for word, titles in book.words
            for part in (_element("dt", word), _element("dd", "; ".join(titles)))
        ]
        heading = _element("h2", "What the words mean")
        yield _element("section", heading, _element("dl", *words), id="-words")
    if book.sources:
        lines = [_element("li", f"{title} ({rules_named(numbers)})") for title, numbers in book.sources]
        yield _element("section", _element("h2", "Sources"), _element("ul", *lines), id="-sources")


def _foot(book: Handbook) -> Element:
    return _element("footer", _element("p", f"Made with speedfirst from {book.origin}."))

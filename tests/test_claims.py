"""What the article claims, and what answers each claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver.files.shelves import shipped
from solver.loading.books import Book, cited, read_book, shipped_books
from solver.loading.claims import answers, citations
from solver.loading.load import read_catalogue
from tests.conftest import Run

CLAIMS = [f"S{number}" for number in range(1, 37)]


@pytest.fixture(scope="module")
def books() -> list[Book]:
    """The shipped rulebooks."""
    return [read_book(file) for file in shipped_books()]


def test_every_claim_is_answered(books: list[Book]) -> None:
    """Each of the claims S1 to S36 is named by a rule or a session, or says why there is none."""
    found = answers(books, read_catalogue(shipped() / "constraints" / "catalogue.yaml"))
    assert [each.name for each in found] == CLAIMS
    assert all(found)
    unruled = [each.name for each in found if each.claim.no_rule]
    assert unruled == ["S19", "S20", "S36"]
    assert all(not (each.claim.no_rule and (each.rules or each.sessions)) for each in found)


def test_no_rule_names_a_claim_that_does_not_exist(books: list[Book]) -> None:
    """What rules cite of the article by number is a claim that the article is said to make."""
    cited = [
        (name, place)
        for book in books
        for name, rule in book.rules.items()
        for each in (rule, *book.others.get(name, {}).values())
        for text in each.source
        for source, place in citations(text)
        if source == "speed-first"
    ]
    assert len(cited) > 30
    assert [each for each in cited if each[1] not in CLAIMS] == []


def test_readings_of_the_article(books: list[Book]) -> None:
    """Where the article can be read in two ways, both readings are there, with one of them in use."""
    book = next(each for each in books if each.id == "speed-first")
    used = {name: (rule.reading, set(rule.readings)) for name, rule in book.rules.items() if rule.reading}
    assert used == {
        "acceleration-first": ("after-four", {"after-four", "from-day-one"}),
        "small-sessions-first": ("with-run-ins", {"with-run-ins", "timed"}),
        "nothing-between": ("refused", {"refused", "counts-as-high"}),
        "tempo-volume": ("a-week", {"a-week", "a-session"}),
        "tempo-is-slow": ("of-100m-pace", {"of-100m-pace", "of-maximal-velocity"}),
    }


def test_the_table(run: Run) -> None:
    """`rules --claims` shows the claims with their rules, and how many are answered."""
    code, out, _ = run("rules", "--claims")
    assert code == 0
    assert "36 of 36 claims" in out
    assert "tempo-is-slow" in out


def test_an_unanswered_claim_is_told(run: Run, tmp_path: Path) -> None:
    """A claim that nothing answers is shown as open, and the exit code says so."""
    (tmp_path / "mine.yaml").write_text(
        "rulebook: mine\ntitle: Mine\nsources:\n  log: {title: My log, claims: {one: Run fast., two: Rest.}}\n"
        "rules:\n  fast: {source: log one, limit: {sessions: speed, at_least: 1}}\n"
    )
    code, out, _ = run("rules", "--claims", str(tmp_path / "mine.yaml"))
    assert code == 1
    assert "1 of 2 claims" in out
    assert "nothing yet" in out


@pytest.mark.parametrize(
    ("source", "said"),
    [("haugen S7", "Haugen and others, S7"), ("haugen", "Haugen and others"), ("my own log", "my own log")],
)
def test_a_citation_has_the_title_of_what_it_cites(source: str, said: str) -> None:
    """With the place in it; what no source of the rulebook stands for is left as it was written."""
    assert cited(source, {"haugen": "Haugen and others"}) == said

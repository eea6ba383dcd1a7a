"""Table 2 of Haugen and others (2019): each of its rows is in the catalogue, or in a rule."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from solver.catalogue import Catalogue, Form
from solver.clauses.length import Length
from solver.files.shelves import shipped
from solver.loading.books import read_book
from solver.loading.load import read_catalogue
from solver.rules.spacing import Spacing

TABLE = Path(__file__).parent / "data" / "haugen-2019-table-2.csv"
#: Of tempo only the upper end of 60 to 70 % of maximal velocity is held: the article's 75 % of 100 m pace
#: lies below it and allows slower still.
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
IDS = [row["row"] for row in ROWS]


@pytest.fixture(scope="module")
def shelf() -> Catalogue:
    """The shipped catalogue."""
    return read_catalogue(shipped() / "constraints" / "catalogue.yaml")


def forms(shelf: Catalogue, row: dict[str, str]) -> list[Form]:
    """The forms of the session that stands for a row."""
    return [form for form in shelf.forms.values() if form.session == row["session"]]


def span(row: dict[str, str], name: str) -> tuple[Fraction, Fraction]:
    """The lower and the upper number of a column."""
    return Fraction(row[f"{name}_from"]), Fraction(row[f"{name}_to"])


def test_the_table_is_whole() -> None:
    """The table has its seven rows."""
    assert len(ROWS) == 7


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_distances_and_rests(shelf: Catalogue, row: dict[str, str]) -> None:
    """Every distance and every rest that can be planned lies within the row."""
    for form in forms(shelf, row):
        low, high = span(row, "distance")
        assert form.distance is not None
        assert low <= form.distance <= high
        low, high = span(row, "rest")
        rest, _ = shelf.attribute(form, "rest")
        assert rest is not None
        assert low <= rest <= high


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_volumes(shelf: Catalogue, row: dict[str, str]) -> None:
    """No dose is above the row's volume (timed metres), and the row's volume can be planned."""
    low, high = span(row, "volume")
    most = [form.amount("metres", form.last) for form in forms(shelf, row)]
    assert low <= max(most) <= high


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_intensities(shelf: Catalogue, row: dict[str, str]) -> None:
    """The session is run within the row's per cent, of what the row measures them by."""
    low, high = span(row, "intensity")
    session = shelf.sessions[row["session"]]
    assert session.intensity
    assert session.intensity.of == row["of"] or row["of"] == "maximal velocity"
    attribute = "velocity" if row["of"] == "maximal velocity" else "intensity"
    for form in forms(shelf, row):
        least, most = shelf.attribute(form, attribute)
        assert least is not None
        assert least >= low
        assert most is None or most <= high


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_hours_to_the_next_high_day(shelf: Catalogue, row: dict[str, str]) -> None:
    """What needs 48 hours is a high session, and high days are 48 hours apart; what needs 24 is low."""
    assert (shelf.sessions[row["session"]].class_ == "high") == (int(row["hours"]) > 24)
    rule = read_book(shipped() / "constraints" / "high-low.yaml").rules["high-days-apart"]
    assert rule.level == "must"
    assert isinstance(rule.kind, Spacing)
    assert rule.kind.at_least == Length(2, "day")

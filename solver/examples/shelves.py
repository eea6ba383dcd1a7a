"""The catalogue that a rulebook speaks of, and its words that no catalogue around it has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from solver.catalogue import Catalogue
from solver.errors import InputError, Problem
from solver.files.shelves import open_file, real, shipped
from solver.loading.books import every_reading, first_word
from solver.loading.load import opened, read_catalogue
from solver.loading.rulechecks import located, no_sessions


def catalogue_of(path: Path) -> Catalogue:
    """The catalogue of a rulebook: beside it or in the folder above, else the shipped one."""
    for folder in (path.resolve().parent, path.resolve().parent.parent):
        for file in (folder / "catalogue.yaml", folder / "constraints" / "catalogue.yaml"):
            if file.is_file():
                return read_catalogue(file)
    return read_catalogue(shipped() / "constraints" / "catalogue.yaml")


def unknown_sessions(path: Path) -> list[Problem]:
    """Words of the rules of a rulebook that no session has, in its catalogue or in another around it."""
    shelf, others = catalogue_of(path), list[Catalogue]()
    found: list[Problem] = []
    for entry in every_reading(opened(open_file(path))[1]):
        strange = list(no_sessions(entry.rule, shelf))
        if strange and not others:
            others = [shelf, *_around(path)]
        found += [
            located(entry.source, said, word, f"rules.{entry.id}")
            for said, word in strange
            if all(each.named(word) is None for each in others)
        ]
    return found


def _around(path: Path) -> Iterator[Catalogue]:
    """The other catalogues beside a rulebook and in the folders where its scenarios may have theirs."""
    beside = real(path).parent
    above = beside.parent
    for folder in (beside, beside / "constraints", above, above / "constraints", above / "scenarios"):
        for file in sorted(folder.glob("*.yaml")):
            with suppress(InputError):
                if first_word(open_file(file)) == "catalogue":
                    yield read_catalogue(file)

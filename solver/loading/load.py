"""From files to a season: reading and overriding, with every problem said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from solver.catalogue import Catalogue
from solver.documents.base import validate
from solver.documents.catalogue import CatalogueFile
from solver.documents.rulebook import Rulebook
from solver.documents.scenario import Scenario
from solver.errors import InputError, Problem
from solver.files.shelves import Copies, open_file
from solver.files.source import Source
from solver.loading.building import build
from solver.overlays.lineage import expect, lineage
from solver.overlays.overlay import Overlay, laid, told
from solver.overlays.ownrules import Loaded, lay_over
from solver.overlays.ownrules import RuleEntry as RuleEntry
from solver.overlays.readings import as_read
from solver.season import Season
from solver.words import unknown
from solver.workers.garbage import put_off


@dataclass(frozen=True)
class Reading:
    """What stands in the files of a scenario, laid together but not yet a season.

    Parameters
    ----------
    source
        The scenario with its overlays on it, as text.
    loaded
        Its rules and modifiers.
    layers
        The scenario and what was laid on it, the last one on top.
    file
        The file beside which all is looked for that names no file of its own.
    copies
        The rulebooks and catalogues, as they were when this was read.
    """

    scenario: Scenario
    source: Source
    shelf: Catalogue | None
    loaded: Loaded
    layers: Sequence[Overlay]
    file: Path
    copies: Copies

    def season(self) -> Season:
        """The season of all this; see :func:`solver.loading.building.build`."""
        found = build(self.scenario, self.source, self.shelf, self.loaded)
        lineage = {each.name: each.source.digest for each in self.layers if each.file}
        changes = [each for layer in self.layers if not layer.file for each in told(layer.source.data)]
        return replace(found, lineage=lineage, changes=changes)

    def changed(self, data: Mapping[str, Any]) -> Reading:
        """The same with changes on top, as an overlay has them."""
        return self.under([Overlay.of(data)])

    def files(self) -> Reading:
        """What stands in its files alone, without what was changed besides."""
        return _together([each for each in self.layers if each.file], self.file, self.copies)

    def under(self, over: Sequence[Overlay]) -> Reading:
        """The same with overlays on top, the last one uppermost."""
        return _together([*self.layers, *over], self.file, self.copies)


@put_off()
def load(path: Path | str, over: Sequence[Overlay] = ()) -> Season:
    """Read a scenario, or an overlay with the scenario below it, with its catalogue and rulebooks.

    Parameters
    ----------
    path
        The file.
    over
        Overlays that are laid on top of it, the last one uppermost.

    Raises
    ------
    InputError
        With every problem found in any of the files.
    """
    return reading(path, over).season()


def reading(path: Path | str, over: Sequence[Overlay] = ()) -> Reading:
    """Read what :func:`load` makes a season of."""
    file = Path(path)
    return read(open_file(file), file, over=over)


def season(source: Source, file: Path, books: Sequence[Path] = (), over: Sequence[Overlay] = ()) -> Season:
    """Build the season of a scenario that was read from `file`, with the rulebooks in `books` besides."""
    return read(source, file, books, over).season()


def read(source: Source, file: Path, books: Sequence[Path] = (), over: Sequence[Overlay] = ()) -> Reading:
    """Read what a scenario names and lay its overlays on it; see :func:`load`."""
    layers = lineage(source, file)
    expect(layers[0].source, "scenario")
    return _together([*layers, *over], file, Copies(), books)


def _together(layers: Sequence[Overlay], file: Path, copies: Copies, books: Sequence[Path] = ()) -> Reading:
    """Lay a scenario and its overlays together, with what they name."""
    problems: list[Problem] = []
    homes = {each.name: each.file or file for each in layers}

    def home(name: str) -> Path:
        # what was typed, also when several changes were laid together, is at home where the scenario is
        return homes.get(name, file)

    source = laid(layers, problems)
    try:
        scenario = validate(Scenario, source)
    except InputError as error:
        raise InputError([*problems, *error.problems, *_lost(source, home, copies)]) from None
    hashes = {each.name: each.source.digest for each in layers if each.file and each.source.digest}
    loaded = Loaded(problems=problems, hashes=hashes)

    shelf = _catalogue(scenario, source, home, loaded, copies)
    for number, name in enumerate(scenario.rulebooks):
        at = ("rulebooks", number)
        if name in scenario.rulebooks[:number]:
            loaded.problems.append(source.problem(at, f"the rulebook {name!r} stands twice"))
        else:
            loaded.take(lambda n=name, a=at: _rulebook(n, source, a, home, loaded, copies))
    for path in books:
        loaded.take(lambda p=path: _book(p, loaded, copies))
    for layer in layers:
        lay_over(layer.source, scenario.title, loaded)
    return Reading(scenario, source, shelf, loaded, layers, file, copies)


def _lost(source: Source, home: Callable[[str], Path], copies: Copies) -> Iterator[Problem]:
    """Rulebooks that are not found, of a scenario in which more is wrong."""
    names = source.data.get("rulebooks") if isinstance(source.data, dict) else None
    for number, name in enumerate(names if isinstance(names, list) else ()):
        mark = source.mark(("rulebooks", number))
        try:
            if isinstance(name, str):
                copies.find(name, "rulebook", home(mark.file), mark, f"rulebooks[{number}]")
        except InputError as error:
            yield from error.problems


def _catalogue(
    scenario: Scenario, source: Source, home: Callable[[str], Path], loaded: Loaded, copies: Copies
) -> Catalogue | None:
    def step() -> Catalogue:
        mark = source.mark(("catalogue",))
        path = copies.find(scenario.catalogue, "catalogue", home(mark.file), mark, "catalogue")
        found = copies.open(path)
        stocked = copies.made(path, _stocked)
        loaded.hashes[found.file] = found.digest
        return stocked

    return cast("Catalogue | None", loaded.take(step))


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue file."""
    return _stocked(open_file(path))


@lru_cache(maxsize=32)
def _stocked(source: Source) -> Catalogue:
    expect(source, "catalogue")
    document = validate(CatalogueFile, source)
    problems = [
        source.problem(("sessions", name, "class"), unknown("class", each.class_, document.classes))
        for name, each in document.sessions.items()
        if each.class_ not in document.classes
    ]
    if problems:
        raise InputError(problems)
    return Catalogue(document)


def _rulebook(
    name: str,
    source: Source,
    at: tuple[str, int],
    home: Callable[[str], Path],
    loaded: Loaded,
    copies: Copies,
) -> None:
    """Read a rulebook that is looked for beside the file that names it."""
    mark = source.mark(at)
    path = copies.find(name, "rulebook", home(mark.file), mark, f"rulebooks[{at[1]}]")
    loaded.books.append(path)
    _book(path, loaded, copies)


def _book(path: Path, loaded: Loaded, copies: Copies) -> None:
    book = copies.open(path)
    expect(book, "rulebook")
    document, entries = copies.made(path, opened)
    loaded.hashes[book.file] = book.digest
    loaded.cited[document.title] = {word: each.title for word, each in document.sources.items()}
    for entry in entries:
        if entry.id in loaded.entries:
            first = loaded.entries[entry.id].source.mark(())
            message = f"the rule {entry.id!r} stands twice; first at {first}"
            loaded.problems.append(book.problem(("rules", entry.id), message, key=True))
        loaded.entries[entry.id] = entry
    for word in document.modifiers:
        loaded.modifiers[word] = book.at(("modifiers", word))


@lru_cache(maxsize=128)
def opened(book: Source) -> tuple[Rulebook, Sequence[RuleEntry]]:
    """A rulebook and its rules, each in the reading that it names; worked out once for a text."""
    document = validate(Rulebook, book)
    written = book.below(("rules",)) if document.rules else {}
    return document, [RuleEntry(name, as_read(each), document.title, each) for name, each in written.items()]

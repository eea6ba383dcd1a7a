"""An index in its folder: the page, the table, and a page for each plan where they are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from solver.batch.index.lines import Lines, report_of
from solver.batch.index.page import as_html
from solver.batch.index.summary import Summary, check_parquet
from solver.batch.ledger import Ledger, sweep_up
from solver.batch.lock import locked
from solver.batch.look import Look
from solver.batch.looked import Watch, looked
from solver.batch.telling import left_out
from solver.comparing.sides import read_again
from solver.errors import InputError
from solver.files import writing
from solver.workers.crew import Crew, Halt
from solver.workers.hands import Hands

PAGE, TABLE, PARQUET = "index.html", "summary.csv", "summary.parquet"


@dataclass(frozen=True)
class Wanted:
    """What is wanted of an index besides the page and the table.

    Parameters
    ----------
    parquet
        Whether the table is wanted as Parquet too.
    reports
        Whether each plan is to have a page.
    workers
        How many plans at a time.
    """

    parquet: bool = False
    reports: bool = False
    workers: int = 1


@dataclass(frozen=True)
class Written:
    """An index that was written.

    Parameters
    ----------
    files
        What was written, without the pages of plans.
    reports
        How many pages of plans.
    """

    lines: Lines
    files: Sequence[Path]
    reports: int


def write_index(folder: Path, wanted: Wanted, watch: Watch = lambda *_: None) -> Written:
    """Look at every plan of a batch, and write its index.

    Raises
    ------
    InputError
        If there is no batch in the folder, or something cannot be written.
    KeyboardInterrupt
        If it was stopped; nothing is written then but pages of plans.
    """
    files = [folder / name for name in (PAGE, TABLE, *([PARQUET] if wanted.parquet else []))]
    with Ledger(folder) as ledger:
        rows, left, about = list(ledger.rows()), ledger.left(), ledger.about()
    for file in files:
        writing.check_writable(file, made="index")
    if wanted.parquet:
        check_parquet()
    with suppress(InputError), locked(folder):  # a batch at work has files that are not whole yet
        sweep_up(folder, list(dict.fromkeys(row.scenario for row in rows)))
    crew, looks = Crew(wanted.workers), list[Look]()
    for each in looked(folder, rows, wanted.workers, crew):
        looks.append(each)
        watch(len(looks), len(rows), each.row.key)
    reports = dict(_reports(folder, looks, wanted, crew, watch)) if wanted.reports else {}
    if crew.halt.asked:
        raise KeyboardInterrupt
    lines = Lines(looks, reports)
    summary = Summary(lines)
    contents = [as_html(lines, left, [each for each in left_out(about) if each]).encode(), summary.as_csv()]
    contents += [summary.as_parquet()] if wanted.parquet else []
    for file, content in zip(files, contents, strict=True):
        writing.write(file, content)
    return Written(lines, files, len(reports))


def _reports(
    folder: Path, looks: Sequence[Look], wanted: Wanted, crew: Crew, watch: Watch
) -> Iterator[tuple[str, str]]:
    """Write a page for each plan that breaks no must."""
    files = [each.row.file for each in looks if each.planned and not each.wrong]
    with Hands(wanted.workers, crew.halt, _report) as hands:
        done = crew.run([partial(hands.do, (folder, file)) for file in files])
        for number, file in enumerate(done, 1):
            watch(number, len(files), f"the page of {file}")
            yield file, report_of(file)


def _report(item: tuple[Path, str], _: Halt) -> str:
    """Write the page of a plan."""
    from solver.report.booklet.html import as_html as report

    folder, file = item
    again = read_again(folder / file)
    writing.write(folder / report_of(file), report(again, again.season.athletes))
    return file


def wrong(written: Written) -> Mapping[str, Sequence[str]]:
    """What is wrong with plans, each thing with those of which it is so."""
    found: dict[str, list[str]] = {}
    for each in written.lines.looks:
        for said in (each.trouble, *each.broken):
            if said:
                found.setdefault(said, []).append(each.row.file)
    return found

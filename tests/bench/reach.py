"""The figures to reach: what is wanted, what was measured, whether it is enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench import side
from tests.bench.best import Known
from tests.bench.book import Book
from tests.bench.peer import OURS, Run, best
from tests.bench.small import Small
from tests.bench.table import seconds, table

SHARE, YEAR_SHARE = 0.005, 0.02


@dataclass(frozen=True)
class Figure:
    """A figure to reach; `reached` is None where nothing was measured."""

    what: str
    goal: str
    measured: str = "not measured"
    reached: bool | None = None


@dataclass(frozen=True)
class Measured:
    """All that figures are made from."""

    book: Book
    known: Mapping[str, Known]
    before: Mapping[str, Known]
    seeds: int
    small: Small | None = None

    def runs(self, names: Sequence[str], cores: int = 1) -> list[Run]:
        """Our runs on some instances."""
        keys = [(OURS, name, cores) for name in names]
        return [self.book.runs[key] for key in keys if key in self.book.runs]

    def season(self, weeks: int) -> list[str]:
        """The seasons of a size."""
        return [self.book.instances.season(weeks, seed) for seed in range(self.seeds)]


def middle(values: Sequence[float]) -> float:
    """The median; of an even number the worse one of the two in the middle."""
    return sorted(values)[len(values) // 2]


def sooner(m: Measured) -> Figure:
    """How much sooner than the best monolith a season of 16 weeks is as good; a first plan, if that has none."""
    figure = Figure(
        "16 weeks, one core: time to the plan that the best monolith has after 60 s", "30x sooner"
    )
    ratios, without = [], 0
    for run in m.runs(m.season(16)):
        rivals = [rival for rival in m.book.of(run.instance) if not rival.solver.startswith(OURS)]
        if not rivals:
            continue
        plan = best(rivals)
        without += plan is None
        reached = run.reached(plan) if plan is not None else run.points[0].seconds if run.points else None
        ratios.append(0.0 if reached is None else max(rival.limit for rival in rivals) / reached)
    if not ratios:
        return figure
    found = sorted(ratios)[(len(ratios) - 1) // 2]
    notes = {
        "where we never had it": sum(not ratio for ratio in ratios),
        "where no monolith had a plan": without,
    }
    more = "".join(f", {number} {note}" for note, number in notes.items() if number)
    return Figure(figure.what, figure.goal, f"{found:.1f}x sooner (of {len(ratios)}{more})", found >= 30)


def regret(m: Measured) -> Figure:
    """Points above the best plan known after ten seconds of a season of 16 weeks."""
    figure = Figure(
        "16 weeks, one core: regret to the best known after 10 s", "0 of should, at most 5 of prefer"
    )
    found: list[tuple[float, float]] = []
    for run in m.runs(m.season(16)):
        known, had = m.known[run.instance].plan, run.at(10.0)
        if known is not None:
            found.append((math.inf, math.inf) if had is None else (had[0] - known[0], had[1] - known[1]))
    if not found:
        return figure
    should, prefer = sorted(found)[len(found) // 2]
    said = f"{should:g} of should, {prefer:g} of prefer" if math.isfinite(should) else "no plan by then"
    said += f" (of {len(found)})"
    return Figure(figure.what, figure.goal, said, (should, prefer) <= (0, 5))


def certified(m: Measured) -> Figure:
    """The gap of a season of 16 weeks, on what the plan loses."""
    what = "16 weeks, one core: certified gap on the part that is not form, in 30 s"
    goal = "0.5 % at each level, one seed proven"
    runs = m.runs(m.season(16))
    if not runs:
        return Figure(what, goal)
    gaps = [middle([_share(run, level) for run in runs]) for level in (0, 1)]
    proven = sum(run.proven for run in runs)
    said = f"should {_percent(gaps[0])}, prefer {_percent(gaps[1])}; {proven} of {len(runs)} proven"
    return Figure(what, goal, said, max(gaps) <= SHARE and proven > 0)


def proof(m: Measured) -> Figure:
    """Four weeks to proof."""
    what = "4 weeks to proof, one core"
    runs = m.runs(m.season(4))
    if not runs:
        return Figure(what, "at most 1 s")
    time = middle([run.seconds if run.proven else math.inf for run in runs])
    return Figure(what, "at most 1 s", f"{_or_never(time, runs)} (of {len(runs)})", time <= 1)


def than_highs(m: Measured) -> Figure:
    """Four weeks to proof against HiGHS, which has twice the time."""
    what, goal = "4 weeks to proof: against HiGHS", "10x sooner"
    ratios, least = [], False
    for run in m.runs(m.season(4)):
        for rival in m.book.of(run.instance):
            if rival.solver == "highs" and not rival.failure:
                theirs = rival.seconds if rival.proven else rival.limit
                ratios.append(theirs / run.seconds if run.proven else 0.0)
                least |= run.proven and not rival.proven
    if not ratios:
        return Figure(what, goal)
    found = sorted(ratios)[(len(ratios) - 1) // 2]
    more = ", counting its limit where it has no proof" if least else ""
    return Figure(what, goal, f"{found:.1f}x sooner (of {len(ratios)}){more}", found >= 10)


def year(m: Measured) -> Figure:
    """A year on two cores: as good as the windows of the first engine."""
    what, goal = "52 weeks, two cores: plan of 40 s of the first engine", "8 s"
    return _as_before(m, what, goal, 8.0, m.runs(side.years(m.book, m.seeds), min(2, len(m.book.cores))))


def year_gap(m: Measured) -> Figure:
    """The gap of a year."""
    what, goal = "52 weeks, two cores: certified gap in 60 s", "2 % at each level"
    runs = m.runs(side.years(m.book, m.seeds), min(2, len(m.book.cores)))
    if not runs:
        return Figure(what, goal)
    gaps = [middle([_share(run, level) for run in runs]) for level in (0, 1)]
    said = f"should {_percent(gaps[0])}, prefer {_percent(gaps[1])}"
    return Figure(what, goal, said, max(gaps) <= YEAR_SHARE)


def squad(m: Measured) -> Figure:
    """A squad: as good as the windows of the first engine, its gap said."""
    what, goal = "squad of 20 x 4 weeks, one core: plan of 43 s of the first engine", "10 s, gap reported"
    runs = m.runs(side.squads(m.book, m.seeds))
    figure = _as_before(m, what, goal, 10.0, runs)
    if not runs or figure.reached is None:
        return figure
    gaps = [middle([_share(run, level) for run in runs]) for level in (0, 1)]
    said = f"{figure.measured}; gap of should {_percent(gaps[0])}, of prefer {_percent(gaps[1])}"
    return Figure(what, goal, said, figure.reached and math.isfinite(max(gaps)))


def _as_before(m: Measured, what: str, goal: str, limit: float, runs: Sequence[Run]) -> Figure:
    """When the runs were as good as the first engine; where that had no plan, when they had any."""
    times, without = [], 0
    for run in runs:
        if run.instance not in m.before:
            continue
        plan = m.before[run.instance].plan
        without += plan is None
        reached = run.reached(plan) if plan else run.points[0].seconds if run.points else None
        times.append(math.inf if reached is None else reached)
    if not times:
        return Figure(what, goal)
    time = middle(times)
    more = f", {without} where that had no plan" if without else ""
    return Figure(what, goal, f"{_or_never(time, runs)} (of {len(times)}{more})", time <= limit)


def building(m: Measured) -> Figure:
    """Building a year."""
    time = None if m.small is None else m.small.build()
    figure = Figure("52 weeks, YAML to posted model", "50 ms")
    return figure if time is None else Figure(figure.what, figure.goal, seconds(time), time <= 0.05)


def throughput(m: Measured) -> Figure:
    """Single weeks to proof."""
    figure = Figure("one week to proof, one core", "100 a second warm, 40 cold")
    if m.small is None or not m.small.weeks:
        return figure
    warm, cold = m.small.rate("warm"), m.small.rate("cold")
    return Figure(figure.what, figure.goal, f"{warm:.1f} warm, {cold:.1f} cold", warm >= 100 and cold >= 40)


def starting(m: Measured) -> Figure:
    """Starting the program."""
    figure = Figure("--help, check of all shipped files, beyond the interpreter", "150 ms, 400 ms")
    if m.small is None:
        return figure
    times = m.small.beyond("speedfirst --help"), m.small.beyond("speedfirst check")
    said = f"{seconds(times[0])}, {seconds(times[1])}"
    return Figure(figure.what, figure.goal, said, times[0] <= 0.15 and times[1] <= 0.4)


FIGURES: Sequence[Callable[[Measured], Figure]] = (
    sooner, regret, certified, proof, than_highs, year, year_gap, throughput, squad, building, starting,
)  # fmt: skip


def tables(m: Measured) -> Iterator[str]:
    """All figures."""
    rows = [
        [f.what, f.goal, f.measured, "-" if f.reached is None else "yes" if f.reached else "no"]
        for f in (figure(m) for figure in FIGURES)
    ]
    note = "medians over the seeds (their number in brackets); of an even number the worse one in the middle"
    yield from table("Figures to reach", ["what", "goal", "measured", "reached"], rows, note)


def _share(run: Run, level: int) -> float:
    gap = run.gap(level)
    return math.inf if gap is None else gap[1]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if math.isfinite(share) else "unbounded"


def _or_never(time: float, runs: Sequence[Run]) -> str:
    return seconds(time) if math.isfinite(time) else f"not within {runs[0].limit:g} s"

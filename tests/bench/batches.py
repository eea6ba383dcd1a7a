"""Batches: a roster with few profiles, with and without solving what is the same only once, by one process and by two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.afresh import Measured, Wanted, loops, measured
from tests.bench.table import seconds, table

ROOT = Path(__file__).parents[2]
#: The scenarios, each with its effort, and how many athletes have every plan by itself.
SCENARIOS = (("week-100m-gpp", 20.0, 100), ("school-speed-first", 2.0, 25))
PROFILES = 25
#: How many times as many plans two processes should make, and the share that is not searching.
SCALING, OWN = 1.85, 0.2
#: How often a batch is measured at most, and the seconds after which none is begun again.
ROUNDS, LONG = 7, 90.0
EVENTS = ("100m", "100m 200m", "200m 400m", "400m")
STANDINGS = ("club", "national", "elite")
#: Stands between fingerprints where plans that ought to be the same are not.
SEVERAL = " and "


@dataclass(frozen=True)
class Batched:
    """What one batch took.

    Parameters
    ----------
    took, times
        In the middle of all its runs: what it took, and how many times as fast it was as by one process.
    loops
        How many times as fast loops were meanwhile that share nothing.
    """

    scenario: str
    once: bool
    athletes: int
    processes: int
    took: Measured
    times: float
    loops: float

    @property
    def rate(self) -> float:
        """Plans a second."""
        return self.athletes / self.took.clock

    @property
    def own(self) -> float:
        """The share of planning that is not searching."""
        return self.took.done.own / max(self.took.done.seconds, 1e-9)


def scenario_file(name: str) -> Path:
    """A shipped scenario."""
    return ROOT / "scenarios" / f"{name}.yaml"


def roster(folder: Path, athletes: int) -> Path:
    """A roster of so many athletes, who differ in their names, best times, and profiles."""
    rows = ["id,name,events,100m,born,sex,level"]
    for n in range(athletes):
        k = n % PROFILES
        born, best = (2009, 2003, 1998, 1985)[k // 4 % 4], 11 + n * 7919 % 300 / 100
        facts = (EVENTS[k % 4], f"{best:.2f}", born, "fm"[k // 2 % 2], STANDINGS[k // 8 % 3])
        rows.append(",".join(map(str, (f"a{n:06}", f"Athlete {n}", *facts))))
    file = folder / f"roster-{athletes}.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def measure(cores: Sequence[int], athletes: int) -> list[Batched]:
    """Batches of all scenarios, with one process and with two: what is the same once, then every plan by itself."""
    found = []
    with TemporaryDirectory() as name:
        for scenario, effort, alone in SCENARIOS:
            for once, count in ((True, athletes), (False, alone)):
                file = roster(Path(name), count)
                of = Path(name) / f"{scenario}-{once}"
                wanted = Wanted(scenario, effort, once, str(file), str(of))
                found += _in_turns(wanted, [cores[:processes] for processes in (1, 2)[: len(cores)]], count)
    return found


def _in_turns(wanted: Wanted, by: Sequence[Sequence[int]], athletes: int) -> Iterator[Batched]:
    """A batch by one core and by more; a short one several times in turns, since other work comes and goes."""
    rounds: list[list[Measured]] = []
    loose: list[float] = []
    while len(rounds) < ROUNDS and sum(each.clock for some in rounds for each in some) < LONG:
        at = f"{wanted.out}-{len(rounds)}"
        rounds.append([measured(replace(wanted, out=f"{at}-{len(each)}"), each) for each in by])
        loose.append(loops(by[-1]))
    for place, cores in enumerate(by):
        found = sorted((each[place] for each in rounds), key=lambda each: each.clock)
        times = median(each[0].clock / each[place].clock for each in rounds)
        plans = SEVERAL.join(sorted({each.plans for each in found}))
        took = replace(found[len(found) // 2], plans=plans)
        yield Batched(wanted.scenario, wanted.once, athletes, len(cores), took, times, median(loose))


def wrong(found: Sequence[Batched]) -> list[str]:
    """What cannot be: plans that are missing, or that differ by how many processes made them."""
    trouble = [(each.scenario, each.took.done.trouble) for each in found]
    said = [f"{scenario}: {'; '.join(troubles)}" for scenario, troubles in trouble if troubles]
    for scenario, once in dict.fromkeys((each.scenario, each.once) for each in found):
        plans = {each.took.plans for each in found if (each.scenario, each.once) == (scenario, once)}
        if len(plans) > 1 or SEVERAL in "".join(plans):
            said += [f"{scenario}: not every batch made the same plans"]
    return said


def tables(found: Sequence[Batched]) -> Iterator[str]:
    """Throughput, the share of our own code, memory; how it scales."""
    head = ["scenario", "same once", "athletes", "problems", "processes", "clock", "plans a second", "CPU a problem",
            "not searching", "goal", "driver a plan", "MB a worker", "times one", "goal", "loops"]  # fmt: skip
    yield from table("Batches", head, [_row(each) for each in found])


def _row(each: Batched) -> list[str]:
    took = each.took
    times = f"{each.times:.2f}" if each.processes > 1 else ""
    return [
        each.scenario, "yes" if each.once else "no", f"{each.athletes:,}", f"{took.done.solved:,}",
        str(each.processes), seconds(took.clock), f"{each.rate:,.1f}", seconds(took.done.seconds / took.done.solved),
        f"{each.own:.0%}", f"{OWN:.0%}", seconds(took.driver / each.athletes), f"{took.done.memory:.0f}",
        times, f"{SCALING:g}" if times else "", f"{each.loops:.2f}" if times else "",
    ]  # fmt: skip

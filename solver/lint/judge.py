"""The rules of a file against each other, in typical weeks: what is proven about each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from solver.lint.cores import core, every_core
from solver.lint.stretch import Ground, Stretch, Where
from solver.lint.units import Key, Spot, Unit, units_of
from solver.lint.weeks import LONGEST, longer, weeks_of
from solver.season import ActiveRule, Season

#: What makes a season another one: whatever its rules say there.
Said = tuple[tuple[Key, tuple[Spot, ...]], ...]


@dataclass
class Proven:
    """What is proven about the rules of a file.

    Parameters
    ----------
    contradictions
        Rules that do not go together, and where.
    never
        Wishes that cannot be fulfilled, and where.
    broken
        Rules that some plan breaks which keeps all other musts.
    forced
        Where others leave no way to break a rule.
    beyond
        Rules that also look at more than the weeks that were judged.
    undecided
        What could not be told with the effort allowed.
    """

    rules: dict[str, ActiveRule] = field(default_factory=dict)
    contradictions: dict[frozenset[Key], list[Where]] = field(default_factory=dict)
    never: dict[Key, list[Where]] = field(default_factory=dict)
    broken: set[Key] = field(default_factory=set)
    forced: dict[Key, list[Stretch]] = field(default_factory=dict)
    beyond: set[Key] = field(default_factory=set)
    undecided: list[tuple[str, str, Where]] = field(default_factory=list)


class Judge:
    """Looks at one season after the other.

    Parameters
    ----------
    own
        The rules of which is asked whether the others imply them; None for all.
    """

    def __init__(self, own: Collection[str] | None = None) -> None:
        self.own, self.proven = own, Proven()
        self._seen: set[tuple[Where, Said]] = set()

    def look(self, season: Season) -> None:
        """Judge the rules in a season; one in which they say what they said in another adds nothing."""
        units, ground = units_of(season), Ground(season)
        self.proven.rules |= {unit.active.id: unit.active for unit in units}
        single = [unit for unit in units if not unit.squad]
        for athlete in season.athletes:
            for where in weeks_of(season, single, athlete):
                self._judge(ground, where, single, single)
        if len(single) < len(units):
            everyone = tuple(each.name for each in season.athletes)
            for where in weeks_of(season, units, season.athletes[0]):
                together = Where(where.weeks, where.phase, where.loading, where.meets, everyone)
                self._judge(ground, together, units, [unit for unit in units if unit.squad])
        self._longer(ground, single)
        self.proven.beyond |= {
            unit.key for unit in units if any(spot.weeks > LONGEST for spot in unit.spots)
        }

    def _longer(self, ground: Ground, units: Sequence[Unit]) -> None:
        """Stretches of several weeks, for the rules that look at more than one."""
        for weeks in (2, LONGEST):
            long = [unit for unit in units if any(weeks // 2 < spot.weeks <= weeks for spot in unit.spots)]
            for athlete in ground.season.athletes:
                for where in longer(ground.season, athlete, weeks) if long else ():
                    self._judge(ground, where, units, long)

    def _judge(self, ground: Ground, where: Where, units: Sequence[Unit], about: Sequence[Unit]) -> None:
        """Judge some weeks with all their rules; `about` are those of which something is asked."""
        who = frozenset(where.who)
        here = [(unit, unit.within(where.days, who)) for unit in units]
        said = tuple((unit.key, tuple(spots)) for unit, spots in here if spots)
        if (where, said) in self._seen or not said:
            return
        self._seen.add((where, said))
        there = {unit.key for unit, spots in here if spots}
        idle = ground.kept_by_rest(where, said)
        asked = [unit.key for unit in about if unit.key in there and self._is_open(unit.key)]
        wishes = [unit.key for unit in about if unit.key in there - idle and unit.level != "must"]
        musts = [key for key, _ in said if key[1] == "must"]
        at_rest = idle.issuperset(musts)
        if at_rest and not asked and not wishes:
            return  # a plan without training keeps all of it
        stretch = Stretch(ground, where, units, asked)
        if at_rest or self._contradictions(stretch, musts):
            self._wishes(stretch, musts, wishes)
            self._implied(stretch, musts, asked)

    def _is_open(self, key: Key) -> bool:
        """Whether is still to be told if a rule can be broken."""
        return key not in self.proven.broken and (self.own is None or key[0] in self.own)

    def _contradictions(self, stretch: Stretch, musts: Sequence[Key]) -> bool:
        """Find the rules that do not go together; whether all of them do."""
        fine = stretch.keeps(musts)
        if fine is None:
            self.proven.undecided.append(("contradiction", "", stretch.where))
        if fine is not False:
            return fine is True
        found, _ = every_core(musts, stretch.keeps)
        for each in found:
            if stretch.keeps(each, plainly=True) is False:
                self.proven.contradictions.setdefault(frozenset(each), []).append(stretch.where)
        return False

    def _wishes(self, stretch: Stretch, musts: Sequence[Key], wishes: Sequence[Key]) -> None:
        """Find the wishes that no plan can fulfil which keeps the musts."""
        left = list(wishes)
        while left:
            met = stretch.any_kept(musts, left)
            if met is None:
                self.proven.undecided += [("never-met", key[0], stretch.where) for key in left]
                return
            if not met:
                for key in left:
                    self.proven.never.setdefault(key, []).append(stretch.where)
                return
            left = [key for key in left if key not in met]

    def _implied(self, stretch: Stretch, musts: Sequence[Key], asked: Sequence[Key]) -> None:
        """Find the rules that no plan can break which keeps the others."""
        left = [key for key in asked if key not in self.proven.broken]
        while left:
            broken = stretch.any_broken(musts, left)
            if broken is None:
                self.proven.undecided += [("implied", key[0], stretch.where) for key in left]
                return
            if not broken:
                for key in left:
                    self.proven.forced.setdefault(key, []).append(stretch)
                return
            self.proven.broken |= broken
            left = [key for key in left if key not in broken]


def implied(proven: Proven) -> Iterator[tuple[Key, list[Key], list[Where]]]:
    """The rules that others imply, the last ones first: each with what it takes, and where.

    Of two rules that imply each other only the later one is told: with it gone, the other one counts.
    """
    unsure = {name for code, name, _ in proven.undecided if code == "implied"}
    gone: set[Key] = set()
    order = list(proven.rules)
    for key in sorted(proven.forced, key=lambda key: order.index(key[0]), reverse=True):
        if key in proven.broken or key in proven.beyond or key[0] in unsure:
            continue
        takes: dict[Key, None] = {}
        for stretch in proven.forced[key]:
            others = [o for o in stretch.holds if o[1] == "must" and o != key and o not in gone]
            before = [o for o in takes if o in stretch.holds]
            if takes and stretch.keeps(before, key) is False:
                continue
            if stretch.keeps(others, key) is not False:
                break
            takes |= dict.fromkeys(core(others, lambda kept, s=stretch: s.keeps(kept, key)))
        else:
            gone.add(key)
            yield key, list(takes), [stretch.where for stretch in proven.forced[key]]

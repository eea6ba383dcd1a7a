"""The rules of a file against each other, in typical weeks: what is proven about each of them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from solver.lint.alike import Said, content
from solver.lint.cores import every_core
from solver.lint.stretch import Ground, Stretch
from solver.lint.units import Key, Unit, units_of
from solver.lint.weeks import LONGEST, longer, weeks_of
from solver.lint.where import Where
from solver.season import ActiveRule, Season


@dataclass
class Told:
    """What came of a stretch: contradictions, wishes that cannot be met, rules that cannot be broken."""

    contradictions: list[frozenset[Key]] = field(default_factory=list)
    never: list[Key] = field(default_factory=list)
    forced: list[Key] = field(default_factory=list)
    undecided: list[tuple[str, str]] = field(default_factory=list)
    stretch: Stretch | None = None


@dataclass
class Proven:
    """What is proven about the rules of a file.

    Parameters
    ----------
    contradictions
        Rules that do not go together, and where.
    floors
        Of contradictions between limits alone, those that ask for something.
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
    floors: dict[frozenset[Key], list[ActiveRule]] = field(default_factory=dict)
    never: dict[Key, list[Where]] = field(default_factory=dict)
    broken: set[Key] = field(default_factory=set)
    forced: dict[Key, list[tuple[Stretch, Where]]] = field(default_factory=dict)
    beyond: set[Key] = field(default_factory=set)
    undecided: list[tuple[str, str, Where]] = field(default_factory=list)


class Judge:
    """Looks at one season after the other.

    Parameters
    ----------
    own
        The rules of which is asked whether the others imply them; None for all.
    weeks
        How long the stretches are that are looked at for rules that look at more than one week.
    """

    def __init__(self, own: Collection[str] | None = None, weeks: Sequence[int] = (2, LONGEST)) -> None:
        self.own, self.weeks, self.proven = own, weeks, Proven()
        self._told: dict[Hashable, Told] = {}
        self._units: dict[Key, Unit] = {}

    def look(self, season: Season) -> None:
        """Judge the rules in a season."""
        units, ground = units_of(season), Ground(season)
        self._units = {unit.key: unit for unit in units}
        self.proven.rules |= {unit.active.id: unit.active for unit in units}
        single = [unit for unit in units if not unit.squad]
        for athlete in season.athletes:
            for where in weeks_of(season, single, athlete):
                self._judge(ground, where, single, single)
        if len(single) < len(units):
            everyone = tuple(each.name for each in season.athletes)
            for where in weeks_of(season, units, season.athletes[0]):
                together = where._replace(who=everyone)
                self._judge(ground, together, units, [unit for unit in units if unit.squad])
        self._longer(ground, single)

    def _longer(self, ground: Ground, units: Sequence[Unit]) -> None:
        """Stretches of several weeks, for the rules that look at more than one."""
        needs = {unit.key: max(spot.weeks for spot in unit.spots) for unit in units}
        longest = max(self.weeks)
        self.proven.beyond |= {key for key, need in needs.items() if need > longest}
        need = max((need for need in needs.values() if need <= longest), default=1)
        if need > 1:
            weeks = min(each for each in self.weeks if each >= need)
            long = [unit for unit in units if 1 < needs[unit.key] <= weeks]
            for athlete in ground.season.athletes:
                for where in longer(ground.season, athlete, min(weeks, ground.season.calendar.weeks)):
                    self._judge(ground, where, units, long)

    def _judge(self, ground: Ground, where: Where, units: Sequence[Unit], about: Sequence[Unit]) -> None:
        """Judge some weeks with all their rules; `about` are those of which something is asked."""
        who = frozenset(where.who)
        here = [(unit, unit.within(where.days, who)) for unit in units]
        said = [(unit.key, spots) for unit, spots in here if spots]
        key = content(ground.season, where, said)
        told = self._told.get(key)
        if told is None:
            told = self._told[key] = self._asked(ground, where, units, about, said)
        proven = self.proven
        for core_ in told.contradictions:
            proven.contradictions.setdefault(core_, []).append(where)
        for wish in told.never:
            proven.never.setdefault(wish, []).append(where)
        if told.stretch is not None:
            for each in told.forced:
                proven.forced.setdefault(each, []).append((told.stretch, where))
        proven.undecided += [(*each, where) for each in told.undecided]

    def _asked(
        self, ground: Ground, where: Where, units: Sequence[Unit], about: Sequence[Unit], said: Said
    ) -> Told:
        """What comes of a stretch that is like no other one before."""
        told, there = Told(), {key for key, _ in said}
        idle = ground.kept_by_rest(where, said)
        asked = [unit.key for unit in about if unit.key in there and self._is_open(unit.key)]
        wishes = [unit.key for unit in about if unit.key in there - idle and unit.level != "must"]
        musts = [key for key in there if key[1] == "must"]
        at_rest = idle.issuperset(musts)
        if at_rest and not asked and not wishes:
            return told  # a plan without training keeps all of it
        stretch = told.stretch = Stretch(ground, where, units, asked)
        musts = [key for key in stretch.holds if key[1] == "must"]
        if at_rest or self._together(stretch, musts, told):
            self._wishes(stretch, musts, wishes, told)
            self._implied(stretch, musts, asked, told)
        return told

    def _is_open(self, key: Key) -> bool:
        """Whether is still to be told if a rule can be broken."""
        return key not in self.proven.broken and (self.own is None or key[0] in self.own)

    def _together(self, stretch: Stretch, musts: Sequence[Key], told: Told) -> bool:
        """Find the rules that do not go together; whether all of them do."""
        fine = stretch.keeps(musts)
        if fine is None:
            told.undecided.append(("contradiction", ""))
        if fine is not False:
            return fine is True
        found, sure = every_core(musts, stretch.keeps, stretch.core)
        told.contradictions = [frozenset(each) for each in found]
        for each in told.contradictions:
            if floors := _floors([self._units[key] for key in each]):
                self.proven.floors[each] = floors
        told.undecided += [] if sure else [("contradiction", "")]
        return False

    def _wishes(self, stretch: Stretch, musts: Sequence[Key], wishes: Sequence[Key], told: Told) -> None:
        """Find the wishes that no plan can fulfil which keeps the musts."""
        left = list(wishes)
        while left:
            met = stretch.any_kept(musts, left)
            if met is None:
                told.undecided += [("never-met", key[0]) for key in left]
                return
            if not met:
                told.never = left
                return
            left = [key for key in left if key not in met]

    def _implied(self, stretch: Stretch, musts: Sequence[Key], asked: Sequence[Key], told: Told) -> None:
        """Find the rules that no plan can break which keeps the others."""
        left = [key for key in asked if key not in self.proven.broken]
        while left:
            broken = stretch.any_broken(musts, left)
            if broken is None:
                told.undecided += [("implied", key[0]) for key in left]
                return
            if not broken:
                told.forced = left
                return
            self.proven.broken |= broken
            left = [key for key in left if key not in broken]


def _floors(units: Sequence[Unit]) -> list[ActiveRule]:
    """The limits among some rules that ask for something, where the others only allow so much."""
    limits = [
        unit
        for unit in units
        if unit.active.rule.word == "limit" and not getattr(unit.active.rule.kind, "one_of", ())
    ]
    asking = [unit for unit in limits if any(spot.place.bound.lower is not None for spot in unit.spots)]
    return [unit.active for unit in asking] if len(limits) == len(units) > len(asking) else []


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
        for stretch, _ in proven.forced[key]:
            others = [o for o in stretch.holds if o[1] == "must" and o != key and o not in gone]
            before = [o for o in takes if o in stretch.holds]
            if before and stretch.keeps(before, key) is False:
                continue
            found = stretch.core(others, key)
            if found is None:
                break
            takes |= dict.fromkeys(found)
        else:
            gone.add(key)
            yield key, list(takes), [where for _, where in proven.forced[key]]

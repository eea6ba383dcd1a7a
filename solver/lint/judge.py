"""The rules of a file against each other, in typical weeks: what can be proven about each of them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence

from solver.lint.alike import Alike
from solver.lint.cores import every_core, way_out
from solver.lint.proven import Proven, Told
from solver.lint.stretch import Ground, Stretch
from solver.lint.units import Key, Spot, Unit, units_of
from solver.lint.weeks import LONGEST, all_of, longer, weeks_of, where_of
from solver.lint.where import Where
from solver.season import ActiveRule, Season

#: The rules that say something in a stretch, with their places there.
Said = Sequence[tuple[Unit, list[Spot]]]

#: Contradictions looked for in one stretch, and in all.
MOST_HERE, MOST = 8, 20


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
        self._alike = Alike()

    def judge(self, seasons: Iterable[Season]) -> Proven:
        """All that can be proven in some seasons."""
        looked = [self._look(season) for season in seasons]
        for ground, units in looked:
            self._sweep(ground, units)
        return self.proven

    def _look(self, season: Season) -> tuple[Ground, list[Unit]]:
        """Judge the typical weeks of a season."""
        units = units_of(season)
        ground = Ground(season)
        self.proven.rules |= {unit.active.id: unit.active for unit in units}
        self.proven.silent |= {unit.key for unit in units if not unit.asks or unit.forms <= season.race_forms}
        single = [unit for unit in units if not unit.squad]
        for athlete in season.athletes:
            for where in weeks_of(season, single, athlete):
                self._judge(ground, where, single, single)
        if len(single) < len(units) and len(season.athletes) > 1:
            everyone = tuple(each.name for each in season.athletes)
            for where in weeks_of(season, units, season.athletes[0]):
                together = where._replace(who=everyone)
                self._judge(ground, together, units, [unit for unit in units if unit.squad])
        self._longer(ground, single)
        self._whole(ground, single)
        return ground, units

    def _longer(self, ground: Ground, units: Sequence[Unit]) -> None:
        """Stretches of several weeks, for the rules that look at more than one."""
        longest = min(max(self.weeks), ground.season.calendar.weeks)
        self.proven.beyond |= {unit.key for unit in units if unit.weeks > longest}
        long = [unit for unit in units if 1 < unit.weeks <= longest]
        need = max((unit.weeks for unit in long), default=1)
        if need > 1:
            weeks = min(longest, *(each for each in self.weeks if each >= need))
            for athlete in ground.season.athletes:
                for where in longer(ground.season, athlete, weeks):
                    self._judge(ground, where, units, long)

    def _whole(self, ground: Ground, units: Sequence[Unit]) -> None:
        """Limits of a phase or a season, against what is asked for week by week: 'ten in all, two a week'."""
        musts = [unit for unit in units if unit.level == "must" and unit.active.rule.kind.traits.windowed]
        asking = [unit for unit in musts if unit.weeks == 1 and unit.floor]
        for long in (unit for unit in musts if unit.weeks > LONGEST):
            against = [unit for unit in asking if unit.forms & long.forms]
            shapes = {
                (spot.weeks, ground.season.calendar.days[spot.first].block): spot for spot in long.spots
            }
            for spot in shapes.values() if against else ():
                for athlete in ground.season.athletes:
                    where = where_of(ground.season, spot.first // 7, spot.last // 7, athlete)
                    if long.within(where.days, frozenset(where.who)):
                        self._judge(ground, where, [*against, long], [])

    def _sweep(self, ground: Ground, units: Sequence[Unit]) -> None:
        """Look in every week for a plan that breaks a rule, as long as it seems to be implied."""
        single = [unit for unit in units if not unit.squad]
        for weeks in (1, *self.weeks):
            for athlete in ground.season.athletes:
                for where in all_of(ground.season, athlete, weeks):
                    left = set(self.proven.candidates())
                    about = [unit for unit in single if unit.key in left and weeks // 2 < unit.weeks <= weeks]
                    if about:
                        self._judge(ground, where, single, about, only_implied=True)

    def _judge(
        self,
        ground: Ground,
        where: Where,
        units: Sequence[Unit],
        about: Sequence[Unit],
        only_implied: bool = False,
    ) -> None:
        """Judge some weeks with all their rules; `about` are those of which something is asked."""
        who = frozenset(where.who)
        said = [(unit, spots) for unit in units if (spots := unit.within(where.days, who))]
        key = self._alike.content(ground.season, where, [(unit.key, spots) for unit, spots in said])
        told = self._told.get(key)
        if told is None:
            told = self._told[key] = self._asked(ground, where, said, about, only_implied)
        self.proven.take(told, where)

    def _asked(
        self, ground: Ground, where: Where, said: Said, about: Sequence[Unit], only_implied: bool
    ) -> Told:
        """What comes of a stretch that is like no other one before."""
        there = {unit.key for unit, _ in said}
        idle = ground.kept_by_rest(where, said)
        here = [unit.key for unit in about if unit.key in there]
        asked = [key for key in here if self._is_open(key)]
        wishes = [key for key in here if key not in idle and key[1] != "must" and not only_implied]
        musts = [unit.key for unit, _ in said if unit.level == "must"]
        at_rest = idle.issuperset(musts)
        told = Told()
        if not asked and not wishes and (at_rest or only_implied):
            return told  # a plan without training keeps all of it
        stretch = Stretch(ground, where, [unit for unit, _ in said], asked)
        if at_rest or only_implied or self._together(stretch, musts, told, said):
            self._wishes(stretch, musts, wishes, told)
            self.proven.broken |= self._implied(stretch, musts, asked, told)
            if only_implied and told.forced and not at_rest and stretch.keeps(musts) is not True:
                told.forced = {}  # without any plan there is none that breaks it: that says nothing
        elif told.clashes:
            self._mended(ground, where, said, (wishes, asked), told)
        return told

    def _mended(
        self,
        ground: Ground,
        where: Where,
        said: Said,
        questions: tuple[Sequence[Key], Sequence[Key]],
        told: Told,
    ) -> None:
        """Judge the rest where rules do not go together: without some in the way, then without others.

        What holds both ways is told. What holds one way only is left open: it depends on which rule gives.
        """
        wishes, asked = questions
        out = way_out(told.clashes)
        ways = [
            self._without(ground, where, [each for each in said if each[0].key not in gone], wishes, asked)
            for gone in (out, way_out(told.clashes, but=out))
        ]
        (one, broken), (other, also) = ways
        self.proven.broken |= broken & also
        told.never = {key: musts for key, musts in one.never.items() if key in other.never}
        told.forced = {key: stretch for key, stretch in one.forced.items() if key in other.forced}
        told.undecided += one.undecided + other.undecided
        differ = (one.never.keys() ^ other.never.keys()) | (one.forced.keys() ^ other.forced.keys())
        self.proven.unsure |= {name for name, _ in differ}

    def _without(
        self, ground: Ground, where: Where, said: Said, wishes: Sequence[Key], asked: Sequence[Key]
    ) -> tuple[Told, set[Key]]:
        """What comes of a stretch without some of its rules, and which ones can be broken; those gone can."""
        units = [unit for unit, _ in said]
        there = {unit.key for unit in units}
        here, told = [key for key in asked if key in there], Told()
        stretch = Stretch(ground, where, units, here)
        musts = [unit.key for unit in units if unit.level == "must"]
        if stretch.keeps(musts) is not True:
            told.undecided = [
                (code, key[0]) for code, keys in (("never-met", wishes), ("implied", asked)) for key in keys
            ]
            return told, set()
        self._wishes(stretch, musts, wishes, told)
        return told, self._implied(stretch, musts, here, told) | {key for key in asked if key not in there}

    def _is_open(self, key: Key) -> bool:
        """Whether is still to be told if a rule can be broken."""
        known = self.proven.broken | self.proven.silent
        return key not in known and (self.own is None or key[0] in self.own)

    def _together(self, stretch: Stretch, musts: Sequence[Key], told: Told, said: Said) -> bool:
        """Find the rules that do not go together; whether all of them do."""
        fine = stretch.keeps(musts)
        if fine is None:
            told.undecided.append(("contradiction", ""))
        if fine is not False:
            return fine is True
        known = [each for each in self.proven.clashes if stretch.holds.keys() >= each]
        known = [each for each in known if stretch.keeps(each) is False]
        room = max(0, min(MOST_HERE, MOST - len(self.proven.clashes)))
        found, sure = every_core(
            musts, stretch.keeps, stretch.core, [sorted(each) for each in known], len(known) + room
        )
        told.clashes = [frozenset(each) for each in found]
        told.undecided += [] if sure else [("contradiction", "")]
        for clash in told.clashes:
            if floors := _floors([unit for unit, _ in said if unit.key in clash]):
                self.proven.floors[clash] = floors
        return False

    def _wishes(self, stretch: Stretch, musts: Sequence[Key], wishes: Sequence[Key], told: Told) -> None:
        """Find the wishes that no plan can meet which keeps the musts."""
        left = list(wishes)
        while left:
            met = stretch.any_kept(musts, left)
            if met is None:
                told.undecided += [("never-met", key[0]) for key in left]
                return
            if not met:
                told.never = {key: stretch.core(musts, met=key) or [] for key in left}
                return
            left = [key for key in left if key not in met]

    def _implied(self, stretch: Stretch, musts: Sequence[Key], asked: Sequence[Key], told: Told) -> set[Key]:
        """Find the rules that no plan can break which keeps the others, and give back those that some can."""
        out: set[Key] = set()
        for wish in (False, True):
            left = [key for key in asked if (key[1] != "must") is wish]
            while left:
                broken = stretch.any_broken(musts, left)
                if broken is None:
                    told.undecided += [("implied", key[0]) for key in left]
                    break
                if not broken:
                    told.forced |= dict.fromkeys(left, stretch)
                    break
                out |= broken
                left = [key for key in left if key not in broken]
        return out


def _floors(units: Sequence[Unit]) -> list[ActiveRule]:
    """The limits among some rules that ask for something, where the others only allow so much."""
    limits = [unit for unit in units if unit.active.rule.kind.traits.windowed]
    asking = [unit for unit in limits if unit.floor]
    return [unit.active for unit in asking] if len(limits) == len(units) > len(asking) else []

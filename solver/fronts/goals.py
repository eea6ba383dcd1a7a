"""A goal as a coach types it.

====================================  ================================================================
``should``, ``prefer``                the points of a level: fewer are better
``tempo-volume``                      the points of a rule
``most metres of speed``              as much as can be of an amount: days, sessions, metres, minutes,
                                      load, reps or a measure of the catalogue; of a session, tag or class
``fewest high days``, ``least load``  as little as can be of one
``most speed metres in week 3``       in a week, in some (``weeks 1-4``) or in a phase
``least load by 50``                  counted in steps of 50
``most {metres: speed, when: ...}``   the amount in the words of rules, with ``when`` and ``per_unit``
``form``, ``form at B``               form at the A meets, or at others
``change``                            sessions that differ from a plan: fewer are better
====================================  ================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic_core import PydanticCustomError

from solver.diary import Done
from solver.errors import InputError, Problem, refuse
from solver.files.source import parse
from solver.files.text import STEERING
from solver.fronts.aims import Aim, ChangesAim, FormAim, Points, Quantity
from solver.fronts.amounts import COUNTED, counted, quantity
from solver.reasons.whynot.wish import said
from solver.rules.peak import Peak
from solver.scope import Scope
from solver.search.outcome import LEVELS
from solver.season import Season
from solver.words import listed, nearest

#: The most letters of a goal.
MOST = 300
UP = ("most", "more", "max", "maximum", "highest")
DOWN = ("fewest", "least", "fewer", "less", "min", "minimum", "lowest")
FORM, CHANGE = ("form", "peak"), ("change", "changes")
_MEETS = re.compile(r"(?:at (?:the )?)?([ABCabc])(?: meets?)?\Z")
EXPECTED = (
    "expected a level (should, prefer), a rule, form, change, or an amount such as 'most metres of speed' or "
    "'fewest high days'"
)


@dataclass(frozen=True, slots=True)
class Goals:
    """Reads goals of a season.

    Parameters
    ----------
    before
        The plan from which changes are counted.
    """

    season: Season
    before: Sequence[Done] = ()

    def read(self, text: str, option: str) -> Aim:
        """Read one goal.

        Raises
        ------
        InputError
            If it is none, with the option that it stands behind.
        """
        try:
            if found := STEERING.search(text):
                raise refuse(f"a character that text may not have: {found[0]!r}")
            if len(text) > MOST:
                raise refuse(f"found {len(text)} letters, expected at most {MOST}")
            return self._aim(text.strip())
        except PydanticCustomError as error:
            raise InputError([Problem(said(error), path=option)]) from None
        except InputError as error:
            raise InputError(Problem(each.message, path=option) for each in error.problems) from None

    def both(self, first: tuple[str, str], second: tuple[str, str]) -> tuple[Aim, Aim]:
        """Read two goals, each with its option; all that is wrong with them at once."""
        problems: list[Problem] = []
        found: list[Aim] = []
        for text, option in (first, second):
            try:
                found.append(self.read(text, option))
            except InputError as error:
                problems += error.problems
        if problems:
            raise InputError(problems)
        one, two = found
        if one == two:
            raise refuse(f"{second[1]}: both goals are '{one}'; expected two that differ")
        if isinstance(one, Quantity) and isinstance(two, Quantity) and one.same(two):
            raise refuse(f"{second[1]}: both goals are of one amount, {one.name}; expected two that differ")
        return one, two

    def _aim(self, text: str) -> Aim:
        words = text.split()
        up = words[:1] and words[0].lower() in UP
        rest = words[1:] if up or (words and words[0].lower() in DOWN) else words
        named = self._named([*rest])
        if named is not None:
            if bool(up) != named.most and rest != words:
                raise refuse(f"found {text!r}, but {named.name} is a goal by itself: {rest[0]!r} is enough")
            return named
        if rest == words:
            raise refuse(self._no_goal(text, words))
        return self._amount(text.split(maxsplit=1)[1] if rest else "", bool(up))

    def _named(self, words: list[str]) -> Aim | None:
        """A goal that needs no direction; None if it is not one."""
        points = words[:2] == ["points", "of"]
        text = " ".join(words[2:] if points else words)
        if text in LEVELS:
            return Points(f"points of {text}", False, Fraction(1), level=text)
        if words and not points and words[0].lower() in FORM:
            meets = _MEETS.match(" ".join(words[1:]))
            if meets or len(words) == 1:
                return self._form(meets[1].upper() if meets else "A")
        if text.lower() in CHANGE and not points:
            return ChangesAim("changes", False, Fraction(1), before=tuple(self.before))
        return self._rule(text) if text in {each.id for each in self.season.rules} else None

    def _rule(self, name: str) -> Points:
        rule = next(each for each in self.season.rules if each.id == name)
        places = [place for _, place in rule.places()]
        if not places:
            raise refuse(f"{name} asks for nothing in this plan")
        if all(rule.is_must(place) for place in places):
            raise refuse(
                f"{name} is a must, which every plan keeps; "
                f"with --set rules.{name}.level=should its points are a goal"
            )
        return Points(f"points of {name}", False, Fraction(1), rule=rule)

    def _form(self, priority: str) -> FormAim:
        """Form as a rule of the season reckons it, else as the kind does by itself."""
        season = self.season
        kinds = [each.rule.kind for each in season.rules if isinstance(each.rule.kind, Peak)]
        peak = next(iter(kinds), Peak())
        peak = peak.model_copy(update={"at": [priority]})
        days = list(range(season.calendar.length))
        scopes = [
            Scope(season.calendar, season.catalogue, [athlete], days, season.known_from)
            for athlete in season.athletes
        ]
        meets = {meet.name for scope in scopes for meet in peak.meets(scope)}
        if not meets:
            there = sorted({meet.priority for scope in scopes for meet in scope.meets})
            found = f"there are {listed(there)} meets" if there else "there are none"
            raise refuse(f"form: no meet of this plan is of priority {priority}; {found}")
        name = f"form at {len(meets)} {priority} meets" if len(meets) > 1 else f"form at the {priority} meet"
        return FormAim(name, True, Fraction(str(peak.per_unit)), peak, tuple(scopes))

    def _amount(self, text: str, most: bool) -> Aim:
        return quantity(self._mapping(text), self.season, most)

    def _mapping(self, text: str) -> Mapping[str, Any]:
        """An amount in the words of rules."""
        if ":" not in text and "{" not in text:
            return counted(text, self.season)
        data = parse(text, "").data
        if not isinstance(data, dict):
            raise refuse(f"found {text!r}, expected an amount such as {{metres: speed}}")
        return data

    def _no_goal(self, text: str, words: Sequence[str]) -> str:
        """What is wrong with a text that is no goal."""
        known = [*LEVELS, *(each.id for each in self.season.rules), *FORM, *CHANGE, UP[0], *DOWN[:2]]
        last = words[-1].lower() if words else ""
        if ":" in text or (words and {words[0].lower(), last} & {*COUNTED}):
            way = nearest(words[0].lower(), [UP[0], *DOWN[:2]])
            if way and len(words) > 1:
                return f"unknown goal {text[:60]!r}; did you mean {' '.join([way, *words[1:]])[:80]!r}?"
            return f"found {text[:60]!r}: say 'most' or 'fewest' before it"
        close = nearest(words[0] if len(words) > 1 else text, known)
        if close:
            return f"unknown goal {text[:60]!r}; did you mean {' '.join([close, *words[1:]])[:80]!r}?"
        return f"unknown goal {text[:60]!r}; {EXPECTED}" if text else f"found nothing, {EXPECTED}"

"""Waivers: findings that a rule, a modifier or a whole rulebook lets pass, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from solver.errors import Mark
from solver.lint.findings import Finding, Named
from solver.source import Source

#: Findings about several rules alike: any of them may waive it.
SHARED = ("contradiction", "floor-above-cap")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that is to be passed over: of what, why, and where that stands."""

    code: str
    reason: str
    of: Named


@dataclass
class Waivers:
    """The waivers of the files that are looked at.

    Parameters
    ----------
    used
        The places of those that something was waived by.
    """

    used: set[Mark] = field(default_factory=set)
    all: dict[Mark, Waiver] = field(default_factory=dict)

    def declare(self, waivers: Iterable[Waiver], files: Iterable[str]) -> None:
        """Take in the waivers that stand in some files, which are looked at."""
        names = set(files)
        self.all |= {each.of.mark: each for each in waivers if each.of.mark.file in names}

    def applied(self, finding: Finding, waivers: Iterable[Waiver]) -> Finding:
        """A finding with the reason for which it is waived, if it is."""
        about = [finding.rule, *(finding.others if finding.code in SHARED else ())]
        for each in waivers:
            if each.code == finding.code and any(_covers(each.of, one) for one in about):
                self.used.add(each.of.mark)
                return replace(finding, waived=each.reason)
        return finding

    def idle(self) -> Iterator[Finding]:
        """The waivers by which nothing was waived."""
        for mark, each in self.all.items():
            if mark not in self.used:
                yield Finding("idle-waiver", each.of, f"There is no finding {each.code!r} to be waived here.")


def _covers(waiver: Named, part: Named) -> bool:
    """Whether a waiver speaks of a part: by its name, or as that of the whole rulebook in which it stands."""
    if not waiver.section:
        return waiver.mark.file == part.mark.file
    return (waiver.section, waiver.id) == (part.section, part.id)


def of_part(
    section: str, name: str, lint: Mapping[str, str], part: Source, says: str = ""
) -> Iterator[Waiver]:
    """The waivers in a part of a file: of a rule, of a modifier, or without a name of a whole rulebook."""
    for code, reason in lint.items():
        yield Waiver(code, reason, Named(name, part.mark(("lint", code)), says, section))

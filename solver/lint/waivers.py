"""Waivers: findings that a rule, a modifier or a whole rulebook lets pass, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from solver.documents.fields import Excuse
from solver.errors import Mark
from solver.files.source import Source
from solver.lint.findings import Finding, Named
from solver.words import listed

#: Findings about several rules alike: any of them may waive it.
SHARED = ("contradiction", "floor-above-cap")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that is to be passed over: of what, why, and where that stands.

    Parameters
    ----------
    only
        The other rules that it speaks of; none for any.
    sure
        Whether it can be told that there is no such finding.
    """

    code: str
    reason: str
    of: Named
    only: Sequence[str] = ()
    sure: bool = True


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
            if each.code == finding.code and any(_covers(each, one, finding) for one in about):
                self.used.add(each.of.mark)
                return replace(finding, waived=each.reason)
        return finding

    def idle(self) -> Iterator[Finding]:
        """The waivers by which nothing was waived."""
        for mark, each in self.all.items():
            if each.sure and mark not in self.used:
                others = f" with {listed(each.only)} alone" if each.only else ""
                says = f"There is no finding {each.code!r}{others} to be waived here."
                yield Finding("idle-waiver", each.of, says)


def _covers(waiver: Waiver, part: Named, finding: Finding) -> bool:
    """Whether a waiver speaks of a part: by its name, or as that of the whole rulebook in which it stands.

    Where it names other rules, there may be none in the finding but these.
    """
    if not waiver.of.section:
        return waiver.of.mark.file == part.mark.file
    if waiver.only and not {part.id, *waiver.only} >= {each.id for each in (finding.rule, *finding.others)}:
        return False
    return (waiver.of.section, waiver.of.id) == (part.section, part.id)


def of_part(
    section: str, name: str, lint: Mapping[str, str | Excuse], part: Source, says: str = ""
) -> Iterator[Waiver]:
    """The waivers in a part of a file: of a rule, of a modifier, or without a name of a whole rulebook."""
    for code, each in lint.items():
        excuse = Excuse(because=each) if isinstance(each, str) else each
        of = Named(name, part.mark(("lint", code)), says, section)
        yield Waiver(code, excuse.because, of, excuse.with_)

"""What each plan scores, rule by rule, under its own rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.auditor import LEVELS, Audit, Verdict
from solver.comparing.asked import asks
from solver.season import ActiveRule


@dataclass(frozen=True, slots=True)
class Cost:
    """What a rule comes to in a plan.

    Parameters
    ----------
    musts
        Places where it is broken that it must not be.
    points
        By soft level; below 0 where something is earned.
    wanting
        Whether it is broken anywhere, or falls short.
    """

    musts: int
    points: tuple[int, ...]
    wanting: bool

    @classmethod
    def of(cls, verdict: Verdict) -> Cost:
        """What a verdict comes to."""
        musts = sum(each.level == "must" for each in verdict.findings)
        return cls(musts, tuple(verdict.points(level) for level in LEVELS), bool(verdict.findings))


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in several plans.

    Parameters
    ----------
    says
        Its sentence in each plan: the coach's own where all are asked the same, else what exactly is asked;
        None where a plan is not asked.
    levels, costs
        Likewise.
    book
        The rulebook, or the scenario, that it is of.
    """

    id: str
    book: str
    says: tuple[str | None, ...]
    levels: tuple[str | None, ...]
    costs: tuple[Cost | None, ...]

    @property
    def sentence(self) -> str:
        """The sentence of the first plan that has one."""
        return next(each for each in self.says if each is not None)

    @property
    def asked_alike(self) -> bool:
        """Whether all plans are asked the same."""
        return None not in self.says and len({*zip(self.says, self.levels, strict=True)}) == 1

    @property
    def turns(self) -> bool:
        """Whether it holds in one plan and not in another."""
        return len({each.wanting for each in self.costs if each is not None}) > 1

    @property
    def differs(self) -> bool:
        """Whether it costs plans differently."""
        return len({each for each in self.costs if each is not None}) > 1


def rule_rows(audits: Sequence[Audit]) -> list[RuleRow]:
    """Every rule of any plan, in the order of the plans and their files."""
    every = [{verdict.rule.id: verdict for verdict in audit.verdicts} for audit in audits]
    names = dict.fromkeys(name for verdicts in every for name in verdicts)
    return [_row(name, [verdicts.get(name) for verdicts in every]) for name in names]


def _row(name: str, verdicts: Sequence[Verdict | None]) -> RuleRow:
    there = [asks(each.rule.rule) for each in verdicts if each]
    alike = all(each == there[0] for each in there)
    return RuleRow(
        name,
        next(each.rule.book for each in verdicts if each),
        tuple(
            None if each is None else sentence(each.rule) if alike else _exactly(each.rule)
            for each in verdicts
        ),
        tuple(None if each is None else each.rule.rule.level for each in verdicts),
        tuple(None if each is None else Cost.of(each) for each in verdicts),
    )


def sentence(active: ActiveRule) -> str:
    """The rule's own sentence, or the generated one."""
    return active.rule.says or _exactly(active)


def _exactly(active: ActiveRule) -> str:
    """All that a rule asks, where its own sentence does not tell."""
    weight, said = active.rule.weight, active.rule.sentence()
    points = "" if (weight.under, weight.over) == (1, 1) else f" ({weight.under} points a step too few"
    points += f", {weight.over} too many)" if points else ""
    return f"{said[:1].upper()}{said[1:]}{points}."

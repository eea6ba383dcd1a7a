"""What a source claims, and what answers each claim, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from solver.loading.claims import Answer
from solver.report import screen as s
from solver.words import plural


def show_claims(screen: Console, answers: Sequence[Answer], titles: dict[str, str]) -> None:
    """Print the claims of each source with their rules, their sessions, or the reason why there is none."""
    for source in dict.fromkeys(each.source for each in answers):
        mine = [each for each in answers if each.source == source]
        screen.print(s.heading(titles[source]))
        table = s.grid("left", "wrap", "wrap")
        for each in mine:
            table.add_row(each.name, each.claim.says, _answer(each))
        screen.print(table)
        answered = sum(map(bool, mine))
        screen.print(
            f"\n{answered} of {plural(len(mine), 'claim')} answered by a rule, a session or a reason"
        )


def _answer(answer: Answer) -> str:
    parts = (
        [f"{'rule' if len(answer.rules) == 1 else 'rules'} {', '.join(answer.rules)}"] if answer.rules else []
    )
    parts += [f"catalogue: {', '.join(answer.sessions)}"] if answer.sessions else []
    parts += [f"note: {answer.claim.note}"] if answer.claim.note else []
    parts += [f"no rule: {answer.claim.no_rule}"] if answer.claim.no_rule else []
    return "; ".join(parts) or "nothing yet"

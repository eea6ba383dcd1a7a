"""What may be found in rules: a word for each, what it means, and what a coach can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Code(NamedTuple):
    """What a word for a finding means, and what to do about it."""

    means: str
    advice: str


CODES: Mapping[str, Code] = {
    "dead": Code(
        "There is no day, no athlete or no session of which the rule speaks.",
        "Say whom and which days and sessions it is about, or leave the rule out.",
    ),
    "implied": Code(
        "Whoever keeps the other rules keeps this one too.",
        "Leave it out, or make it stricter than the others.",
    ),
    "vacuous": Code(
        "No plan could break the rule, whatever the other rules say.",
        "Leave it out, or ask for more than the calendar and the sessions give by themselves.",
    ),
    "always-met": Code(
        "A wish that every plan fulfils which keeps the musts: it decides nothing.",
        "Leave it out, or wish for more.",
    ),
    "never-met": Code(
        "No plan that keeps the musts can fulfil it: its points are always lost.",
        "Ask for less, or say with 'when' in which phases it is meant.",
    ),
    "contradiction": Code(
        "No plan keeps these rules together.",
        "One of them has to give: make it a 'should', change its number, or leave out a phase with 'when'.",
    ),
    "floor-above-cap": Code(
        "What one rule asks for at least is more than the others allow.",
        "Lower the floor or raise the cap, at least in this phase.",
    ),
    "shadowed": Code(
        "Something written in one place is of no effect because of another place.",
        "Take out the one that does nothing.",
    ),
    "unnoticed": Code(
        "A number could be one more or one less, and no example would notice.",
        "Add a week that just holds, and one that just breaks.",
    ),
    "idle-waiver": Code(
        "A finding is waived that is not there.",
        "Take the waiver out.",
    ),
}

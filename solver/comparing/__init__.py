"""Plans side by side: what each scores, asks and trains, on which days they differ, whose rules each keeps.

Every figure is worked out here, by the auditor and from the diary; nothing is taken from a solver or from
what a plan file says of itself, but for what is proven of a plan, which is told as said.
"""

from solver.comparing.comparison import Comparison, compare
from solver.comparing.sides import STOPPED, Side, of_file, planned

__all__ = ["STOPPED", "Comparison", "Side", "compare", "of_file", "planned"]

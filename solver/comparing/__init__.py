"""Plans side by side: what each scores, asks and trains, on which days they differ, whose rules each keeps.

Every figure is worked out here, by the auditor and from the diary; nothing is taken from a solver or from
what a plan file says of itself.
"""

from solver.comparing.comparison import Comparison, compare
from solver.comparing.sides import Side, of_file

__all__ = ["Comparison", "Side", "compare", "of_file"]

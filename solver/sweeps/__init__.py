"""One scenario with some of its numbers varied: every combination planned, each from the plan beside it."""

from solver.sweeps.axes import Axis, axes
from solver.sweeps.result import CellResult, Sweep
from solver.sweeps.running import sweep

__all__ = ["Axis", "CellResult", "Sweep", "axes", "sweep"]

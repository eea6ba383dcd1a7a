"""A model of CP-SAT that is asked again and again, each time with other switches on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from solver.backends.cpsat import Posted


class Switched(Posted):
    """A whole model, posted once."""

    def start(self, values: Mapping[int, int]) -> None:
        """Say which values some variables may well have."""
        self.proto.clear_solution_hint()
        self.suggest(values)

    @contextmanager
    def fixed(self, values: Mapping[int, int]) -> Iterator[None]:
        """Let some 0/1 variables have one value only, for as long as this goes on."""
        self._narrow({variable: (value, value) for variable, value in values.items()})
        try:
            yield
        finally:
            self._narrow(dict.fromkeys(values, (0, 1)))
            self.proto.assumptions.clear()

    def _narrow(self, ranges: Mapping[int, tuple[int, int]]) -> None:
        for variable, ends in ranges.items():
            domain = self.proto.variables[self.places[variable]].domain
            domain.clear()
            domain.extend(ends)

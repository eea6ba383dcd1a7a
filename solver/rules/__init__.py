"""The kinds of rules: one file each, found by looking into this folder."""

from __future__ import annotations

import importlib
import pkgutil

from solver.rules.kind import Kind

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

Kind.registry.pop("kind", None)
#: Every kind of rule by its word in YAML.
KINDS: dict[str, type[Kind]] = dict(sorted(Kind.registry.items()))

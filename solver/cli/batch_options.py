"""What the commands of a batch ask alike."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

Folder = Annotated[Path, typer.Argument(help="The folder of a batch.", show_default=False)]
CLUSTER = "Plan on a Dask cluster with this scheduler, such as tcp://127.0.0.1:8786, instead of here."
#: Problems, or plans with something wrong, that are shown.
SHOWN = 20


def asked_of(folder: Path, about: dict[str, Any]) -> tuple[Path, list[Path], Path, float]:
    """The roster, the scenarios, the folder and the effort of a batch, as its ledger has them."""
    from solver.errors import refuse

    try:
        roster, scenarios = Path(about["roster"]), [Path(each) for each in about["scenarios"]]
        effort = float(about["effort"])
    except (KeyError, TypeError, ValueError):
        raise refuse(f"{folder}: its ledger does not say of what it is a batch") from None
    for each in (roster, *scenarios):
        if not each.is_file():
            raise refuse(
                f"{folder}: the batch was made from {each}, which is not there; run this where it was run"
            )
    return roster, scenarios, folder, effort

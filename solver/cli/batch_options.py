"""What the commands of a batch ask alike."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(help="The folder of a batch.", show_default=False)]
CLUSTER = "Plan on a Dask cluster with this scheduler, such as tcp://127.0.0.1:8786, instead of here."
#: Problems, or plans with something wrong, that are shown.
SHOWN = 20

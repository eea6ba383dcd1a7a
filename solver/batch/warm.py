"""What a process of a batch needs, loaded and made ready once, before there is anything to plan."""

from __future__ import annotations

from collections.abc import Iterator

import solver.batch.place
import solver.batch.planning  # noqa: F401 - with the solver
from solver.documents.base import Document


def _every(kind: type[Document]) -> Iterator[type[Document]]:
    for each in kind.__subclasses__():
        yield each
        yield from _every(each)


# how a document is checked is worked out when it is first met, which takes a while
for _document in list(_every(Document)):
    _document.model_rebuild()

"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from solver.errors import refuse
from solver.files.shelves import real

#: Endings of files that somebody may want a plan in, which are made from a plan file.
EXPORTED = (".pdf", ".ics", ".xlsx", ".csv", ".html", ".md")


def check_writable(path: Path, inputs: Iterable[Path] = (), made: str = "plan") -> Path:
    """Find out early whether a file can be written, before anybody waits for what goes into it.

    Returns
    -------
    Path
        Where it is, links followed.

    Raises
    ------
    InputError
        If there is no such folder, the path is a folder or a device, or it is one of the `inputs`.
    """
    target = real(path)
    folder = target.parent
    if path.is_dir():
        raise refuse(f"cannot write {path}: it is a folder; name a file in it")
    if path.exists() and not path.is_file():
        raise refuse(f"cannot write {path}: it is a device, not a file")
    if any(target == real(each) for each in inputs):
        raise refuse(f"cannot write {path}: the {made} is made from it")
    if not folder.is_dir():
        raise refuse(f"cannot write {path}: there is no folder {path.parent}")
    if not os.access(folder, os.W_OK):
        raise refuse(f"cannot write {path}: the folder does not let you")
    return target


def check_plan_file(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Find out early whether a plan file can be written, and whether a plan file is what is meant.

    Raises
    ------
    InputError
        If its name has the ending of another format, or see :func:`check_writable`.
    """
    if path.suffix.lower() in EXPORTED:
        said = "a plan file is JSON; for a calendar or a spreadsheet: speedfirst export"
        other = path.with_suffix(".ics" if path.suffix.lower() == ".pdf" else path.suffix)
        raise refuse(f"cannot write {path}: {said} {path.with_suffix('.json')} --out {other}")
    check_writable(path, inputs)


def write(path: Path, content: str | bytes) -> None:
    """Write a file so that readers see the old one or the new one, and never a part.

    What is in it goes to a new file in the same folder, is brought to the disk, and takes the name. What
    was there before keeps its permissions; links are followed.

    Raises
    ------
    InputError
        If it cannot be written; nothing is left behind then.
    """
    draft = Draft(path, content)
    draft.keep()
    draft.name()
    keep_names(draft.target.parent)


class Draft:
    """What is to be in a file, beside it and under another name.

    First :meth:`keep` it, which may take the disk a while, and then :meth:`name` it. Where any of that fails
    nothing is left behind.

    Parameters
    ----------
    path
        The file that it will be.

    Raises
    ------
    InputError
        If it cannot be written.
    """

    def __init__(self, path: Path, content: str | bytes) -> None:
        self.path, self.target, self._beside = path, check_writable(path), Path()
        with self._or_nothing():
            beside = self.target.parent / f".{self.target.name}.{secrets.token_hex(4)}"
            # never open to more people than the file that it is to be
            mode = 0o600 | (self.target.stat().st_mode & 0o777 if self.target.exists() else 0o666)
            with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
                self._beside = beside
                stream.write(content.encode() if isinstance(content, str) else content)

    def keep(self) -> None:
        """Bring it to the disk.

        Raises
        ------
        InputError
            If that fails.
        """
        with self._or_nothing():
            handle = os.open(self._beside, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def name(self) -> None:
        """Give it the name of the file.

        Raises
        ------
        InputError
            If that fails.
        """
        with self._or_nothing():
            if self.target.exists():
                os.chmod(self._beside, self.target.stat().st_mode & 0o777)
            os.replace(self._beside, self.target)

    def drop(self) -> None:
        """Leave nothing of it behind."""
        if self._beside.name:
            with contextlib.suppress(OSError):
                os.unlink(self._beside)

    @contextlib.contextmanager
    def _or_nothing(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self.drop()
            if isinstance(error, OSError):
                said = (error.strerror or "error").lower()
                raise refuse(f"cannot write {self.path}: {said}") from None
            raise


def keep_names(folder: Path) -> None:
    """Bring the names of new files to the disk; some systems do not know how, which does no harm."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from solver.errors import refuse
from solver.files.shelves import real

#: Endings of files that somebody may want a plan in, which are made from a plan file.
EXPORTED = (".pdf", ".ics", ".xlsx", ".csv", ".html", ".md")


def check_writable(path: Path, inputs: Iterable[Path] = (), made: str = "plan") -> None:
    """Find out early whether a file can be written, before anybody waits for what goes into it.

    Raises
    ------
    InputError
        If there is no such folder, the path is a folder or a device, or it is one of the `inputs`.
    """
    folder = real(path).parent
    if path.is_dir():
        raise refuse(f"cannot write {path}: it is a folder; name a file in it")
    if path.exists() and not path.is_file():
        raise refuse(f"cannot write {path}: it is a device, not a file")
    if any(real(path) == real(each) for each in inputs):
        raise refuse(f"cannot write {path}: the {made} is made from it")
    if not folder.is_dir():
        raise refuse(f"cannot write {path}: there is no folder {path.parent}")
    if not os.access(folder, os.W_OK):
        raise refuse(f"cannot write {path}: the folder does not let you")


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
    put(path, content)
    keep_names(real(path).parent)


def put(path: Path, content: str | bytes) -> None:
    """As :func:`write`, but only what is in the file is on the disk then: see :func:`keep_names`.

    Raises
    ------
    InputError
        If it cannot be written; nothing is left behind then.
    """
    check_writable(path)
    target = real(path)
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        raise refuse(f"cannot write {path}: {(error.strerror or 'error').lower()}") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those of any new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def keep_names(folder: Path) -> None:
    """Bring the names of new files to the disk; some systems do not know how, which does no harm."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

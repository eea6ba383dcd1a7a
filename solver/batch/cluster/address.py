"""Where a scheduler is: named by its address, and not talked to in the open without saying so."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from solver.errors import refuse

OPEN = (
    "is not encrypted, and whoever reaches that port can run programs on the scheduler and all workers; "
    "use a private network, an SSH tunnel or tls://"
)


def check(address: str, tell: Callable[[str], None]) -> None:
    """Refuse what is no address; say so where all on the way can listen.

    Raises
    ------
    InputError
        If it is not such as `tcp://127.0.0.1:8786` or `tls://host:8786`.
    """
    try:
        found = urlsplit(address)
        good = found.scheme in ("tcp", "tls") and found.hostname and found.port and not found.path
    except ValueError:
        good = False
    if not good:
        raise refuse(f"--cluster: found {address[:80]!r}, expected an address such as tcp://127.0.0.1:8786")
    if found.scheme == "tcp" and not _here(str(found.hostname)):
        tell(f"note: {address} {OPEN}")


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

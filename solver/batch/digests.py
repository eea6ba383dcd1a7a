"""Fingerprints: of plain data, and of files."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def digest_of(data: Any) -> str:
    """A fingerprint of plain data. The order of words counts: of a choice the first that holds is taken."""
    text = json.dumps(data, default=str, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def digest(raw: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(raw).hexdigest()

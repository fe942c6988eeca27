"""Identifiers derived from content, so that they are the same in every run."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def digest(*parts: bytes | str) -> str:
    """Return the hex SHA-256 of `parts`, each length-prefixed so that boundaries count."""
    h = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        h.update(len(data).to_bytes(8, "big"))
        h.update(data)
    return h.hexdigest()


def canonical_json(value: Any) -> str:
    """Return `value` as JSON with sorted keys and no spare space: equal values, equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_id(prefix: str, *parts: object) -> str:
    """Return ``prefix-xxxxxxxxxxxx``, a short stable identifier of `parts`."""
    return f"{prefix}-{digest(*(canonical_json(p) for p in parts))[:12]}"

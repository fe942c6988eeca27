"""The files of an export as streams of bytes, and JSON written item by item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of an export: its POSIX path below the folder of the export, and its bytes in turn."""

    name: str
    chunks: Iterable[bytes]


def json_bytes(value: Any, *, indent: int | None = None) -> bytes:
    """Return `value` as UTF-8 JSON with its keys in the order given.

    Raises
    ------
    ValueError
        If it holds NaN or infinity, which JSON lacks.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent).encode("utf-8")


def json_array(head: Mapping[str, Any], key: str, items: Iterable[Any]) -> Iterator[bytes]:
    """Yield the object `head` with one more member `key`, an array written item by item, one a line."""
    opening = json_bytes(dict(head))[:-1]
    yield opening + (b", " if head else b"") + json_bytes(key) + b": ["
    separator = b"\n"
    for item in items:
        yield separator + json_bytes(item)
        separator = b",\n"
    yield b"\n]}\n"

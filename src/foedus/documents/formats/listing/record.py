"""The records of a list, and what stands where one cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a list.

    Attributes
    ----------
    place
        Where it stands: ``"line=3"``, ``"row=4"``, ``"item=2"``; empty for a file that is one record.
    fields
        Its values by the names of the columns; none where it cannot be read.
    error
        In words why it cannot be read, with line and column.
    """

    place: str
    fields: Mapping[str, Any]
    error: str | None = None

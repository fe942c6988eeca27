"""Puts the results of consecutive blocks of draws together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from foedus.model.results import IssueResult, Provenance


def merge(parts: Sequence[IssueResult], provenance: Provenance) -> IssueResult:
    """Return one result from those of consecutive blocks.

    Arrays are joined along axis 0 (every array of a result has the draws there), notes are kept once each in
    the order in which they first occur, everything else is that of the first part.
    """
    changed: dict[str, Any] = {
        "provenance": provenance,
        "notes": tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    }
    for f in fields(parts[0]):
        values = [getattr(part, f.name) for part in parts]
        if isinstance(values[0], np.ndarray):
            joined = np.concatenate(values)
            joined.flags.writeable = False
            changed[f.name] = joined
    return replace(parts[0], **changed)

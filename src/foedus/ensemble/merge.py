"""Puts the results of consecutive blocks of draws together, and takes them apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from foedus.model.results import IssueResult, Provenance
from foedus.model.run import Blocks


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


def block_of(whole: IssueResult, blocks: Blocks, index: int, draws: slice) -> IssueResult:
    """Return block `index` of a merged result, the draws `draws` of it.

    Its provenance is that of the whole. Merging it with other blocks gives what the block itself would give.
    """
    changed: dict[str, Any] = {"notes": tuple(n for n, has in zip(whole.notes, blocks.noted[index], strict=True) if has)}
    for f in fields(whole):
        value = getattr(whole, f.name)
        if isinstance(value, np.ndarray):
            changed[f.name] = value[draws]
    return replace(whole, **changed)

"""Which documents bear on a question: those that name at least half of the actors the question names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from foedus.case.candidates import merged
from foedus.evidence.rows import Row


def relevant(documents: Collection[str], asked: Iterable[str], mentions: Iterable[Row]) -> set[str]:
    """Return the documents that name at least half of the actors `asked` about; all if that is none of them.

    Parameters
    ----------
    documents
        Names of the documents.
    asked
        Ids of the actors that the question names.
    mentions
        Rows of the table of actors.
    """
    wanted = {merged(a) for a in asked}
    named: dict[str, set[str]] = defaultdict(set)
    for row in mentions:
        if row.get("actor") and merged(row["actor"]) in wanted:
            named[row["doc"]].add(merged(row["actor"]))
    found = {d for d in documents if named[d] and 2 * len(named[d]) >= len(wanted)}
    return found or set(documents)

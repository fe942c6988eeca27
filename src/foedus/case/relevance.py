"""Which documents bear on a question: those that name as many of the question's actors as any does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from foedus.case.candidates import merged
from foedus.evidence.rows import Row


def relevant(documents: Collection[str], asked: Iterable[str], mentions: Iterable[Row]) -> set[str]:
    """Return the documents in which most of the actors `asked` about are named; all if the question names none.

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
    most = max((len(n) for n in named.values()), default=0)
    return {d for d in documents if len(named[d]) == most} if most else set(documents)

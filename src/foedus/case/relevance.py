"""Which documents bear on a question: those that name its actors, and its topic beside one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from foedus.case.candidates import merged
from foedus.evidence.rows import Row


def relevant(
    documents: Collection[str], asked: Iterable[str], mentions: Iterable[Row], bears: Callable[[Row], bool] | None = None
) -> set[str]:
    """Return the documents that bear on a question; all of them if none does.

    A document bears on it if it names more than half of the actors `asked` about, or at least one and half of them
    and a sentence that names one is about what is asked. A document that names one of two actors in passing is left
    aside.

    Parameters
    ----------
    documents
        Names of the documents.
    asked
        Ids of the actors that the question names.
    mentions
        Rows of the table of actors.
    bears
        Whether the sentence of a mention is about what is asked; None counts every sentence.
    """
    wanted = {merged(a) for a in asked}
    named: dict[str, set[str]] = defaultdict(set)
    near: set[str] = set()
    for row in mentions:
        if row.get("actor") and merged(row["actor"]) in wanted:
            named[row["doc"]].add(merged(row["actor"]))
            if row["doc"] not in near and (bears is None or bears(row)):
                near.add(row["doc"])
    found = {
        d for d in documents
        if 2 * len(named[d]) > len(wanted) > 1 or (named[d] and 2 * len(named[d]) >= len(wanted) and d in near)
    }
    return found or {d for d in documents if named[d] and 2 * len(named[d]) >= len(wanted)} or set(documents)

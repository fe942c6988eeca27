"""Which event a stance is about: a telling in the words of its outcome, else one nearby on the same topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foedus.evidence.rows import Row
from foedus.evidence.stances.stance import Stance
from foedus.evidence.stances.topics import UNDOING, topics

Telling = tuple[int, int, Row]  #: half-open offsets in its sentence, and the row of the events reader
#: Acts of speech and of wanting: a clause that tells them tells the stance itself, not what it is about.
_SPOKEN = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_LEAST = 0.5  #: of a telling or of the outcome, that the two share
_SENTENCES = 1  #: on both sides


def event_of(stance: Stance, at: int, told: Mapping[int, Sequence[Telling]]) -> str | None:
    """Return the id of the event a stance is about, None if none is told in its sentence or beside it.

    Parameters
    ----------
    at
        Number of the sentence of the stance.
    told
        What the events reader found, by number of sentence.
    """
    a, b = stance.outcome
    within = [
        (min(b, end) - max(a, start), row) for start, end, row in told.get(at, ())
        if _shared(a, b, start, end) >= _LEAST and not (row["type"] in _SPOKEN and start < a)
    ]
    if within:
        return str(max(within, key=lambda w: w[0])[1]["event"])
    about = topics(stance.issue) - {UNDOING}
    for n in (at, *(at + d for k in range(1, _SENTENCES + 1) for d in (-k, k))):
        for start, _, row in told.get(n, ()):
            spoken = row["type"] in _SPOKEN or (n == at and stance.start <= start < stance.end)
            if not spoken and about & topics(row["quote"]) and _fits(stance, row):
                return str(row["event"])
    return None


def _shared(a: int, b: int, start: int, end: int) -> float:
    """Return the share of the shorter of two stretches that they have in common."""
    return max(0, min(b, end) - max(a, start)) / max(1, min(b - a, end - start))


def _fits(stance: Stance, row: Row) -> bool:
    """Whether whoever takes part in an event is named by the outcome, where the outcome names anybody."""
    parts = {str(x).removesuffix("_GOV") for x in (*(row["actors"] or ()), *(row["recipients"] or ()), row["place"]) if x}
    return not stance.named or bool(stance.named & parts)

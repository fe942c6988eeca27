"""The sentences of a part as the readers of ties and stances walk them, and the rows of other readers in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedus.documents.model import Document, Part, Segment
from foedus.evidence.mentions import Mention, mentions
from foedus.evidence.rows import Row

_HEADS = frozenset({"heading", "title"})
_TEXT = _HEADS | {"sentence", "list_item"}
LONGEST = 1500  #: characters beyond which a stretch without a stop is no sentence


class Placed:
    """Rows of some reader with view offsets, found by the segment they lie in."""

    def __init__(self, document: Document, rows: Sequence[Row]) -> None:
        found = [(*document.view.from_raw(r["start"], r["end"]), r) for r in rows]
        self._rows = sorted(found, key=lambda f: (f[0], -f[1]))
        self._starts = [f[0] for f in self._rows]

    def inside(self, segment: Segment) -> list[tuple[int, int, Row]]:
        """Return the rows in a segment: half-open offsets in it, and the row."""
        k = bisect_left(self._starts, segment.start)
        out = []
        while k < len(self._rows) and self._starts[k] < segment.end:
            a, b, r = self._rows[k]
            if a < b <= segment.end:
                out.append((a - segment.start, b - segment.start, r))
            k += 1
        return out


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, list item, heading or title: its segment, its words, the actors named in it (offsets in `text`)."""

    segment: Segment
    text: str
    named: tuple[Mention, ...]

    @property
    def asks(self) -> bool:
        """Whether it is a question, which states nothing."""
        return self.text.rstrip().endswith(("?", "？"))

    @property
    def heads(self) -> bool:
        """Whether it stands above the text, so that no pronoun of the text points into it."""
        return self.segment.kind in _HEADS


def passages(document: Document, part: Part, actors: Placed) -> Iterator[Passage]:
    """Yield what tells something in a part, in order; a stretch of more than `LONGEST` characters is left out."""
    for segment in part.segments:
        if segment.kind in _TEXT and segment.end - segment.start <= LONGEST:
            text = document.slice(segment)
            yield Passage(segment, text, tuple(mentions(actors.inside(segment), text)))

"""Readings that a damaged version has lost, read through its whole twin: inferred, and never instead of its own.

Where a version has lost single syllables ("1월 5일" became "1 5"), its dates and numbers cannot be read. A copy in the same
language that still has them says what they were. The repaired reading is a row of its own table, anchored at what is left of
the words, with method ``repair/1`` and half the confidence of the twin's; a date points to the twin in `resolved_from`, and a
finding ``words_lost`` points to both places of each. What a damaged version still reads itself is left as it is, and where nothing of the
words is left there is no row. A translation is no ground for repair: it tells that a date was there, not which words held it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from foedus.documents.model import Document
from foedus.evidence.rows import TABLES, Row, row
from foedus.evidence.versions.damage import damaged
from foedus.evidence.versions.index import Inside
from foedus.evidence.versions.sides import Side, finding, show, side

METHOD = "repair/1"
REPAIRED = ("dates", "quantities")
TRUST = 0.5  #: share of the confidence of the twin's reading
_LEFT = 0.3  # of the letters and digits of the words, what must be left of them


def repaired(
    documents: Sequence[Document], evidence: Mapping[str, Sequence[Row]], alignment: Sequence[Row]
) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) of every reading restored, and of the finding that tells of it.

    Parameters
    ----------
    documents
        Versions of one text.
    evidence
        Their tables ``dates`` and ``quantities``, without repaired rows.
    alignment
        Rows of the table ``alignment``.
    """
    by_id = {d.id: d for d in documents}
    lost = damaged([[side(by_id[s["doc"]], s) for s in g["spans"]] for g in alignment])
    inside = {table: Inside(evidence[table]) for table in REPAIRED}
    done: set[tuple[str, str, int]] = set()
    for pair in sorted(lost, key=lambda k: (-len(lost[k]), k)):
        told: list[tuple[Row, Row]] = []
        for whole, hurt in lost[pair]:
            for table in REPAIRED:
                for reading in inside[table](whole.span):
                    left = remains(whole, hurt, reading)
                    if left is None or _own(hurt, left, inside[table]):
                        continue
                    made = _row(table, hurt, left, reading)
                    if made is None or (table, made["doc"], made["start"]) in done:
                        continue
                    done.add((table, made["doc"], made["start"]))
                    told.append((made, reading))
                    yield table, made
        if told:
            yield "findings", _told(told)


def remains(whole: Side, hurt: Side, reading: Row) -> tuple[int, int] | None:
    """Return where in the text of `hurt` the words of a reading of `whole` are left, or None if too little is.

    The two texts are matched letter by letter; lost letters have no match.
    """
    a, b = whole.document.view.from_raw(reading["start"], reading["end"])
    first, last = a - whole.at, b - whole.at
    if not 0 <= first < last <= len(whole.text):
        return None
    found = []
    for block in SequenceMatcher(None, whole.text, hurt.text, autojunk=False).get_matching_blocks():
        x, y = max(first, block.a), min(last, block.a + block.size)
        found += [block.b + k - block.a for k in range(x, y) if whole.text[k].isalnum()]
    there = sum(c.isalnum() for c in whole.text[first:last])
    if not found or len(found) < _LEFT * there or found[-1] + 1 - found[0] > last - first:
        return None
    if whole.text[first:last] == hurt.text[found[0] : found[-1] + 1]:
        return None  # nothing is lost here; that it is not read has another cause
    return found[0], found[-1] + 1


def _own(hurt: Side, left: tuple[int, int], inside: Inside) -> bool:
    """Whether the damaged version has a reading of its own there."""
    place = hurt.place(*left)
    return any(r["start"] < place["end"] and place["start"] < r["end"] for r in inside(hurt.span))


def _row(table: str, hurt: Side, left: tuple[int, int], reading: Row) -> Row | None:
    values = {k: reading.get(k) for k in TABLES[table].keys}
    if table == "dates":
        values["resolved_from"] = {k: reading[k] for k in ("doc", "start", "end")}
    return row(
        table, hurt.document, str(hurt.span["part"]), hurt.at + left[0], hurt.at + left[1],
        method=METHOD, confidence=TRUST * reading["confidence"], **values,
    )


def _told(restored: Sequence[tuple[Row, Row]]) -> Row:
    (made, reading), n = restored[0], len(restored)
    more = f" and {n - 1} more dates and numbers" if n > 2 else " and one more date or number" if n == 2 else ""
    return finding(
        "words_lost", "medium", [r for both in restored for r in both],
        f"“{show(made['quote'])}” has lost what “{show(reading['quote'])}” in {reading['doc']} still has; it{more} of "
        f"{made['doc']} ({made['part']}) {'are' if more else 'is'} read through that version, as inferred.", TRUST + 0.3,
    )

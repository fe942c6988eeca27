"""What one version leaves out or adds as a whole: sentences, tables; rows of a table told in another order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from foedus.core.ids import digest
from foedus.documents.model import Document, Segment
from foedus.evidence.rows import Row
from foedus.evidence.versions.cues import cues
from foedus.evidence.versions.index import Inside, anchor, tongue
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.sides import finding
from foedus.evidence.versions.signature import ALIGNED, PROSE

_TITLE_OF_ROWS = 200  # a title that announces more rows than this announces something else
_COMPLETE = 0.8  # of the segments of the longest version, to count as complete
_TABLES = 8  # tables with the same rows that another one is held against


def coverage(documents: Sequence[Document], alignment: Sequence[Row]) -> Iterator[Row]:
    """Yield what is omitted from, or added to, the versions of a family; the pivot is the measure."""
    spans: dict[tuple[str, str], list[Row]] = defaultdict(list)
    together: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for group in alignment:
        keys = [(s["doc"], s["part"]) for s in group["spans"]]
        for k, s in zip(keys, group["spans"], strict=True):
            spans[k].append({**s, "peers": dict(zip(keys, group["spans"], strict=True))})
            together[k] |= set(keys) - {k}
    by_id = {d.id: d for d in documents}
    size = {(d.id, p.id): sum(s.kind in ALIGNED | {"table_row"} for s in p.segments) for d in documents for p in d.parts}
    tongues = {(d.id, p.id): p.language for d in documents for p in d.parts}
    for one in sorted(together):
        # Each version is held against the most complete one of its family only; of those about as complete, the English one.
        family = (one, *together[one])
        most = max(size[k] for k in family)
        whole = max(family, key=lambda k: (size[k] >= _COMPLETE * most and tongues[k] == "en", size[k], k))
        if one != whole:
            yield from _missing(by_id, spans, whole, one, "omitted")
            yield from _missing(by_id, spans, one, whole, "added")


def _missing(
    documents: Mapping[str, Document], spans: Mapping[tuple[str, str], list[Row]], a: tuple[str, str], b: tuple[str, str], kind: str
) -> Iterator[Row]:
    """Runs of sentences of `a` between two that `b` has, or after the last one, which `b` lacks."""
    document = documents[a[0]]
    part = next(p for p in document.parts if p.id == a[1])
    shared = [s for s in spans[a] if b in s["peers"]]
    if len(shared) < 3:
        return
    covered = sorted((s["start"], s["end"]) for s in shared)
    other = documents[b[0]]
    there = sum(s.kind == "table_row" for p in other.parts if p.id == b[1] for s in p.segments)
    # Rows are compared as tables; here they count only where the other version has no table at all.
    kinds = ALIGNED if there else ALIGNED | {"table_row"}
    named = cues(part.language)
    body = [s for s in part.segments if s.kind in kinds]
    run: list[Segment] = []
    runs: list[list[Segment]] = []
    told = 0
    for segment in body:
        start, end = document.view.raw(segment.start, segment.end)
        if any(x < end and start < y for x, y in covered):
            told += 1
            if run:
                runs.append(run)
            run = []
        else:
            run.append(segment)
    if run:
        runs.append(run)
    if told * 2 < len(body):
        # `b` stands inside `a`: what is around it was never part of it.
        first, last = covered[0][0], covered[-1][1]
        runs = [r for r in runs if first < document.view.raw(r[0].start, r[-1].end)[0] < last]
    elif sum(s.kind in ALIGNED for p in other.parts if p.id == b[1] for s in p.segments) > 2 * len(body):
        # `a` stands inside `b`, which has a title and a byline of its own.
        runs = [r for r in runs if any(s.kind in PROSE for s in r)]
    # A heading alone that only names a part of the text ("Appendix") is layout.
    layout = named.furniture if named else None
    runs = [r for r in runs if layout is None or not all(layout.fullmatch(document.slice(s).strip()) for s in r)]
    # A title that the other version has was joined there to what follows it.
    if any(s.kind == "title" for p in other.parts if p.id == b[1] for s in p.segments):
        runs = [r for r in runs if [s.kind for s in r] != ["title"]]
    cut = other.metadata.truncated and other.parts[-1].id == b[1]
    language_a, language_b = tongue(part.language), tongue(next(p.language for p in other.parts if p.id == b[1]))
    alike = language_a == language_b
    of_one, in_other = (f"one {language_a} version", "the other") if alike else (f"the {language_a} version", f"the {language_b} one")
    for run in runs:
        at_end = run[-1] is body[-1]
        rows = sum(s.kind == "table_row" for s in run)
        if at_end and cut:
            whole = "the other" if alike else f"the {language_a} one"
            which = f"one {language_b}" if alike else f"the {language_b}"
            what = f"{which} version breaks off before {len(run)} sentences or rows of {whole}"
        elif rows:
            what = f"a table or list of {rows} rows of {of_one} is missing from {in_other}"
        else:
            what = "one sentence" if len(run) == 1 else f"{len(run)} sentences"
            what = f"{what} of {of_one} {'has' if len(run) == 1 else 'have'} no counterpart in {in_other}"
        if kind == "added" and at_end and cut:
            continue
        if alike:
            what += f": {a[0]} ({a[1]}) and {b[0]} ({b[1]})"
        # The other version has no place for it but where it breaks off: the anchors are those of what is missing, block by block.
        places = [{"doc": a[0], "part": a[1], **_raw(document, block)} for block in _blocks(run)]
        if at_end and cut:
            places.append(_last(other, b[1]))
        yield finding(kind, "medium" if rows or len(run) > 1 else "low", places, what[0].upper() + what[1:] + ".", 0.7)


def _blocks(run: Sequence[Segment]) -> list[list[Segment]]:
    """Return a run of segments as sentences, headings, titles, and tables."""
    out: list[list[Segment]] = []
    for segment in run:
        if out and segment.kind == "table_row" == out[-1][-1].kind:
            out[-1].append(segment)
        else:
            out.append([segment])
    return out


def _last(document: Document, part: str) -> Row:
    """Return the anchor of the last segment of a part: where a version breaks off."""
    held = next(p for p in document.parts if p.id == part)
    last = [s for s in held.segments if s.kind in ALIGNED or s.kind == "table_row"][-1]
    return {"doc": document.id, "part": part, **_raw(document, [last])}


def _raw(document: Document, block: Sequence[Segment]) -> dict[str, int]:
    start, end = document.view.raw(block[0].start, block[-1].end)
    return {"start": start, "end": end}


def tables(library: Library) -> Iterator[Row]:
    """Yield tables whose title announces another number of rows, and versions of a table in another order."""
    alike: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for t in library.rows("tables"):
        yield from _announced(library, t)
        figures = _figures(t)
        if len(figures) >= 2:
            alike[digest(repr(sorted(figures)))].append((digest(repr(figures)), _body(t)))
    for same in alike.values():
        for i, (order, a) in enumerate(same):
            # Of many tables with the same rows each is held against the first ones.
            for other, b in same[: min(i, _TABLES)]:
                if order != other and (a["doc"], a["part"]) != (b["doc"], b["part"]):
                    yield finding(
                        "order_differs", "low", [a, b], "The two versions give the same rows in another order.", 0.9
                    )


def _body(t: Row) -> Row:
    """Return the anchor of a table without the line of its title, which is the same in any order."""
    first, _, rest = t["quote"].partition("\n")
    titled = t["title"] and rest and " ".join(t["title"].split()).startswith(" ".join(first.split())[:20])
    return {**anchor(t), "start": t["start"] + len(first) + 1} if titled else anchor(t)


def _announced(library: Library, t: Row) -> Iterator[Row]:
    rows = t["rows"] or []
    if not t["title"] or len(rows) < 2:
        return
    head = {**t, "end": t["start"] + len(t["quote"].split("\n", 1)[0])}  # the line of the title
    announced = [
        int(q["value"]) for q in Inside(list(library.rows("quantities", t["doc"])))(head)
        if q["value"] is not None and q["unit_kind"] in ("count", "rank") and float(q["value"]).is_integer()
        and 2 <= q["value"] <= _TITLE_OF_ROWS
    ]
    if announced and announced[0] != len(rows):
        yield finding(
            "title_vs_content", "medium", [head], f"The title announces {announced[0]} entries; the table has {len(rows)}.", 0.8
        )


def _figures(table: Row) -> list[tuple[float, ...]]:
    rows = []
    for r in table["rows"] or []:
        figures = tuple(float(c) for c in r if isinstance(c, int | float))
        if figures:
            rows.append(figures)
    # A rank column numbers the rows and says nothing of their order.
    if rows and all(f[0] == k for k, f in enumerate(rows, start=1)) and all(len(f) > 1 for f in rows):
        rows = [f[1:] for f in rows]
    return rows

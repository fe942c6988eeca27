"""STIX 2.1: one bundle in which every row of the evidence stands in exactly one object or extension entry.

OASIS Standard "STIX Version 2.1", 10 June 2021. STIX has no span, so an extension carries anchors and rows; programs
that do not know it still see reports, identities, locations, notes, opinions, relationships and groupings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foedus.core.ids import canonical_json
from foedus.evidence.rows import TABLES, Row
from foedus.export.coordinates import point_of
from foedus.export.evidence import Evidence
from foedus.export.pieces import Piece, json_array
from foedus.export.registry import Options
from foedus.export.stix_objects import (
    CREATOR,
    Object,
    build,
    confidence,
    entry,
    frame,
    library,
    stix_id,
    time_of,
    vocabulary,
)
from foedus.langs.grammar.name_entries import english_names

NAME = "stix"
MEANING = "STIX 2.1 bundle, complete, with rows and anchors in an extension (needs the extra 'stix')"
SINGLE = True

FILE = "evidence.stix.json"
UNSPECIFIED = "UNSPECIFIED"


def export(evidence: Evidence, options: Options) -> Iterator[Piece]:  # noqa: ARG001 -- every format is asked alike
    """Yield the one file."""
    library()
    content = canonical_json([[r["doc"], r["sha256"]] for r in evidence.rows("documents")])
    head = {"type": "bundle", "id": stix_id("bundle", content)}
    yield Piece(FILE, json_array(head, "objects", objects(evidence)))


def objects(evidence: Evidence) -> Iterator[Object]:
    """Yield every object of the bundle: documents with what they state, then what joins them, then who is named."""
    yield from frame()
    bundle = _Bundle(evidence)
    streams = {t.name: _ByDocument(evidence.rows(t.name)) for t in TABLES.values() if t.anchored}
    for row in evidence.rows("documents"):
        yield from bundle.document(row, {name: s.take(row["doc"]) for name, s in streams.items()})
    if any(s.next is not None for s in streams.values()):
        raise ValueError("rows of a document that the table documents lacks, or rows out of order")
    for name in (t.name for t in TABLES.values() if not t.anchored and t.name != "documents"):
        for row in evidence.rows(name):
            yield bundle.joined(name, row)
    yield from bundle.rest()


class _ByDocument:
    """Rows in the order of their documents, handed out document by document."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self.rows, self.next = rows, next(rows, None)

    def take(self, doc: str) -> list[Row]:
        """Return the rows of `doc`, which stands next in order."""
        out = []
        while self.next is not None and self.next["doc"] == doc:
            out.append(self.next)
            self.next = next(self.rows, None)
        return out


class _Bundle:
    """What must be known across documents: who is named, which notes tell one event, which documents are one source."""

    def __init__(self, evidence: Evidence) -> None:
        self.known: dict[str, tuple[str, str]] = {}
        for row in evidence.rows("actors"):
            self.known.setdefault(row["actor"], (row["name"] or row["actor"], row["kind"]))
        self.named: dict[str, None] = {}
        self.tellings: dict[str, list[str]] = {}
        self.families: dict[str, list[str]] = {}
        self.reports: dict[str, str] = {}

    def document(self, row: Row, tables: dict[str, list[Row]]) -> Iterator[Object]:
        """Yield the objects of one document, its report last."""
        at, report = time_of(row["published"]), stix_id("report", row["doc"])
        self.reports[row["doc"]] = at
        if row.get("family"):
            self.families.setdefault(row["family"], []).append(report)
        refs: dict[str, None] = {}
        quiet = set(vocabulary()["entries"]["tables"])
        entries = [entry("documents", row)]
        language = row["parts"][0]["language"] if row.get("parts") else None
        for name, found in tables.items():
            for r in found:
                if name in quiet:
                    entries.append(entry(name, r))
                    continue
                made = self._own(name, r, at, report, language if language != "und" else None)
                refs[made["id"]] = None
                yield made
        refs |= {i: None for r in tables["actors"] if (i := self._id(r["actor"])) is not None}
        yield build(
            "report", row["doc"], at=at, entries=entries, name=row["title"] or row["doc"], published=at, object_refs=list(refs) or [CREATOR],
            description=row["error"], lang=language if language != "und" else None,
            external_references=_references(row, tables["citations"]),
        )  # fmt: skip

    def joined(self, name: str, row: Row) -> Object:
        """Return the object of a row that joins documents."""
        docs = sorted({s["doc"] for s in row.get("spans") or row.get("anchors") or ()})
        refs = [stix_id("report", d) for d in docs if d in self.reports] or [CREATOR]
        at = max((self.reports[d] for d in docs if d in self.reports), default=None)
        values: dict[str, Any] = {"entries": [entry(name, row)], "confidence": confidence(row), "object_refs": refs, **({"at": at} if at else {})}
        if name == "alignment":
            return build("grouping", row["id"], name=f"one sentence in several versions ({row['kind']})", context="unspecified", **values)
        return build("note", row["id"], abstract=row["kind"], content=row["explanation"] or row["kind"], labels=[name], **values)

    def rest(self) -> Iterator[Object]:
        """Yield the groupings of events and of sources, and everybody and every place named."""
        for event, notes in self.tellings.items():
            yield build("grouping", f"event/{event}", name=f"tellings of event {event}", context="unspecified", object_refs=notes)
        for family, reports in self.families.items():
            yield build("grouping", f"family/{family}", name=f"one source: {family}", context="unspecified", object_refs=reports)
        for actor in self.named:
            name, kind = self._named(actor)
            point = point_of(actor)
            if kind == "place" and point is not None:
                yield build("location", actor, name=name, latitude=point.lat, longitude=point.lon)
            else:
                yield build("identity", actor, name=name, identity_class=vocabulary()["identity_class"].get(kind, "unknown"))

    def _own(self, name: str, row: Row, at: str, report: str, language: str | None) -> Object:
        """Return the object of a row that is one of its own."""
        values: dict[str, Any] = {
            "at": at, "entries": [entry(name, row)], "confidence": confidence(row), "lang": language,
        }  # fmt: skip
        if name == "relations":
            subject, target = self._id(row["subject"]), self._id(row["object"]) if self._is_known(row["object"]) else None
            if subject and target:
                return build(
                    "relationship", row["id"], relationship_type=str(row["relation"]).replace("_", "-"), source_ref=subject,
                    target_ref=target, description=row["quote"], **values,
                )  # fmt: skip
        who = {"claims": ("speaker", "through"), "events": ("actors", "recipients", "place"), "stances": ("actor", "ascribed_by")}
        ids = [i for key in who.get(name, ("subject",)) for a in _several(row.get(key)) if (i := self._id(a))]
        refs = list(dict.fromkeys([report, *ids]))
        if name == "stances":
            about = self._telling(row, None) or report
            opinion = vocabulary()["opinion"].get(row["direction"], "neutral")
            told = f"{row['issue']}: {row['quote']}" if row["issue"] else row["quote"]
            return build(
                "opinion", row["id"], opinion=opinion, explanation=told, object_refs=list(dict.fromkeys([about, *refs])),
                authors=[self._named(a)[0] for a in _several(row["actor"])], **values,
            )  # fmt: skip
        authors = [self._named(a)[0] for a in _several(row.get("speaker")) if a != UNSPECIFIED]
        shown = row.get("gloss") or row.get("framing") or row.get("relation")
        made = build("note", row["id"], abstract=shown, content=row["quote"], authors=authors, labels=[name], object_refs=refs, **values)
        if name == "events":
            self._telling(row, made["id"])
        return made

    def _telling(self, row: Row, note: str | None) -> str | None:
        """Note one more telling of a row's event; return the id of the event's grouping if any document tells it."""
        event = row.get("event")
        if event is None:
            return None
        if note is not None:
            self.tellings.setdefault(event, []).append(note)
        return stix_id("grouping", f"event/{event}") if event in self.tellings else None

    def _is_known(self, actor: Any) -> bool:
        return isinstance(actor, str) and (actor in self.known or actor in english_names() or point_of(actor) is not None)

    def _id(self, actor: Any) -> str | None:
        """Return the id of an actor's or place's object, which is then among those yielded at the end."""
        if not isinstance(actor, str) or actor in ("", UNSPECIFIED):
            return None
        self.named[actor] = None
        located = self._named(actor)[1] == "place" and point_of(actor) is not None
        return stix_id("location" if located else "identity", actor)

    def _named(self, actor: str) -> tuple[str, str]:
        """Return (name, kind) of an actor: as mentioned, as the tables have it, or its id."""
        if actor in self.known:
            return self.known[actor]
        if actor in english_names():
            return english_names()[actor]
        point = point_of(actor)
        return actor, "place" if point is not None and point.of == actor else "unknown"


def _several(value: Any) -> list[str]:
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str) and v]


def _references(row: Row, citations: list[Row]) -> list[Object]:
    """Return the document itself with the hash of its bytes, then the works it cites."""
    own: Object = {"source_name": row["publisher"] or row["author"] or row["doc"], "external_id": row["doc"]}
    if row["sha256"]:
        own["hashes"] = {"SHA-256": row["sha256"]}
    works = []
    for c in citations:
        work: Object = {"source_name": c["outlet"] or "cited work", "description": " ".join(c["quote"].split())}
        if c["url"]:
            work["url"] = c["url"]
        works.append(work)
    return [own, *works]

"""W3C Web Annotation (JSON-LD): one annotation for every anchored row, alignment group and finding.

W3C Recommendation "Web Annotation Data Model", 23 February 2017. The export is an AnnotationCollection
(``annotations.json``) whose pages stand beside it, each valid JSON-LD by itself, so that a million annotations can be
written and read one page at a time. ``created`` is left out: equal evidence gives equal bytes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from foedus import __version__
from foedus.evidence.rows import TABLES, Row
from foedus.export.addresses import source, texts
from foedus.export.evidence import Evidence
from foedus.export.pieces import Piece, json_array, json_bytes
from foedus.export.registry import Options
from foedus.export.selectors import selectors

NAME = "annotations"
MEANING = "W3C Web Annotation (JSON-LD), pages of a collection, with the texts of converted documents"
SINGLE = False

PAGE = 1_000  #: annotations in one page
COLLECTION = "annotations.json"
_NS = "urn:foedus:terms:"
#: The W3C's context by its name, and our own terms inline: nothing need be fetched to understand them.
JSONLD = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "@version": 1.1, "foedus": _NS, "row": {"@id": f"{_NS}row", "@type": "@json"}, "table": f"{_NS}table",
        "doc": f"{_NS}doc", "part": f"{_NS}part", "also": {"@id": f"{_NS}also", "@type": "@json"}, "sha256": f"{_NS}sha256",
    },
)  # fmt: skip
_ANCHOR = ("doc", "part", "start", "end")

Annotation = dict[str, Any]


def export(evidence: Evidence, options: Options) -> Iterator[Piece]:
    """Yield the texts that offsets count in where the file is not that text, the pages, and the collection last."""
    yield from texts(evidence)
    total = sum(1 for t in _tables() for _ in evidence.rows(t))
    pages = max(1, -(-total // PAGE))
    made = annotate(evidence, options)
    for number in range(pages):
        head = {
            "@context": list(JSONLD), "id": page_name(number), "type": "AnnotationPage", "partOf": COLLECTION,
            **({"prev": page_name(number - 1)} if number else {}),
            **({"next": page_name(number + 1)} if number + 1 < pages else {}), "startIndex": number * PAGE,
        }  # fmt: skip
        size = min(PAGE, total - number * PAGE)
        yield Piece(page_name(number), json_array(head, "items", _some(made, size)))
    collection = {
        "@context": list(JSONLD), "id": COLLECTION, "type": "AnnotationCollection",
        "label": "Evidence read by foedus", "generator": _generator(f"foedus {__version__}"), "total": total,
        "first": page_name(0), "last": page_name(pages - 1),
    }  # fmt: skip
    yield Piece(COLLECTION, [json_bytes(collection, indent=1) + b"\n"])


def page_name(number: int) -> str:
    """Return the file name of a page, counted from 0."""
    return f"page-{number + 1:05}.json"


def annotate(evidence: Evidence, options: Options) -> Iterator[Annotation]:
    """Yield one annotation for each row, table by table."""
    writer = _Writer(evidence, options)
    for name in _tables():
        for row in evidence.rows(name):
            yield writer.annotation(name, row)


def rows(made: Iterable[Annotation]) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for each annotation that `annotate` made: the rows as they were."""
    for annotation in made:
        body = next(b for b in annotation["body"] if b["type"] == "foedus:Row")
        name, own = body["table"], body["row"]
        spans = [_anchor(t) for t in annotation["target"]]
        table = TABLES[name]
        found: Row = {"id": annotation["id"].removeprefix("urn:foedus:"), **own}
        if table.anchored:
            quote = next(s for s in annotation["target"][0]["selector"] if s["type"] == "TextQuoteSelector")["exact"]
            found |= {**spans[0], "quote": quote}
        else:
            found[_spans_of(name)] = spans
        yield name, {c: found[c] for c in table.columns}


class _Writer:
    """Makes annotations, holding the text of the document it is at."""

    def __init__(self, evidence: Evidence, options: Options) -> None:
        self.evidence = evidence
        told = ((r["doc"], r["text_sha256"]) for r in evidence.rows("documents"))
        self.sources = {doc: (source(evidence, doc, options.base), sha) for doc, sha in told}
        self.at: tuple[str, str] = ("", "")

    def annotation(self, name: str, row: Row) -> Annotation:
        """Return the annotation of one row."""
        table = TABLES[name]
        outside = {"id", *_ANCHOR, "quote"} if table.anchored else {"id", _spans_of(name)}
        spans = [{k: row[k] for k in _ANCHOR}] if table.anchored else row[_spans_of(name)] or []
        own = {k: v for k, v in row.items() if k not in outside}
        bodies: list[Annotation] = [{"type": "foedus:Row", "table": name, "row": own}]
        words = _shown(name, row)
        if words:
            bodies.insert(0, {"type": "TextualBody", "value": words, "format": "text/plain"})
        return {
            "id": f"urn:foedus:{row['id']}", "type": "Annotation", "motivation": _reading()["motivation"].get(name, "describing"),
            "generator": _generator(row["method"]), "body": bodies, "target": [self._target(s) for s in spans],
        }  # fmt: skip

    def _target(self, span: Mapping[str, Any]) -> Annotation:
        iri, sha = self.sources[span["doc"]]
        extra = {k: v for k, v in span.items() if k not in _ANCHOR}
        return {
            "type": "SpecificResource", "source": iri, "state": {"type": "foedus:TextState", "sha256": sha},
            "selector": selectors(self._text(span["doc"]), span["start"], span["end"]), "doc": span["doc"], "part": span["part"],
            **({"also": extra} if extra else {}),
        }  # fmt: skip

    def _text(self, doc: str) -> str:
        if self.at[0] != doc:
            self.at = (doc, self.evidence.text(doc) or "")
        return self.at[1]


def _anchor(target: Annotation) -> dict[str, Any]:
    position = next(s for s in target["selector"] if s["type"] == "TextPositionSelector")
    return {
        "doc": target["doc"], "part": target["part"], "start": position["start"], "end": position["end"],
        **target.get("also", {}),
    }  # fmt: skip


def _shown(name: str, row: Row) -> str:
    keys = _reading()["shown"].get(name, ())
    told = [row[k] for k in keys if row.get(k) not in (None, "", [])]
    return "; ".join(", ".join(map(str, v)) if isinstance(v, list) else str(v) for v in told)


def _spans_of(name: str) -> str:
    return "spans" if "spans" in TABLES[name].keys else "anchors"


def _tables() -> list[str]:
    return [t.name for t in TABLES.values() if t.name != "documents"]


def _generator(method: str) -> Annotation:
    return {"id": f"urn:foedus:reader:{method.replace(' ', ':')}", "type": "Software", "name": method}


def _some(made: Iterator[Annotation], size: int) -> Iterator[Annotation]:
    for _ in range(size):
        yield next(made)


@cache
def _reading() -> Mapping[str, Any]:
    return tomllib.loads((files("foedus.export") / "annotations.toml").read_text(encoding="utf-8"))

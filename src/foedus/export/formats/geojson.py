"""GeoJSON (RFC 7946): one feature for every row that can be on a map.

Those are all events, all relations, and the mentions of places and of states with their governments, forces and
peoples. A row whose place has no point, or that names none, is a feature with a null geometry (RFC 7946, section 3.2):
as many features as rows, and the file says how many of them are null.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foedus import __version__
from foedus.evidence.rows import Row
from foedus.export.coordinates import ATTRIBUTION, Point, point_of
from foedus.export.evidence import Evidence
from foedus.export.pieces import Piece, json_array
from foedus.export.registry import Options

NAME = "geojson"
MEANING = "GeoJSON: events, relations and mentions of places and states as points"
SINGLE = True

FILE = "evidence.geojson"
#: Kinds of actors that have a place on a map.
KINDS = frozenset({"place", "state", "government", "military", "population"})
NOTE = (
    "A point stands for a town, never for a site in it. A state, its government, its forces and its people are drawn at "
    "the seat of government as the tables of foedus or GeoNames list it, which says nothing on the status of any "
    "territory. A null geometry means that no place was stated or that its point is not known."
)


def export(evidence: Evidence, options: Options) -> Iterator[Piece]:  # noqa: ARG001 -- every format is asked alike
    """Yield the one file."""
    features, without = {"events": 0, "relations": 0, "actors": 0}, 0
    for table, row in located(evidence):
        features[table] += 1
        without += not _points(table, row)
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "foedus": {
            "version": __version__, "features": features, "null_geometries": without, "attribution": ATTRIBUTION, "note": NOTE,
        },
    }  # fmt: skip
    yield Piece(FILE, json_array(head, "features", (feature(table, row) for table, row in located(evidence))))


def located(evidence: Evidence) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for each row that becomes a feature."""
    for table in ("events", "relations"):
        yield from ((table, row) for row in evidence.rows(table))
    yield from (("actors", row) for row in evidence.rows("actors") if row["kind"] in KINDS)


def feature(table: str, row: Row) -> dict[str, Any]:
    """Return a row as a feature: a point, two points where a relation joins two places, or no geometry."""
    found = _points(table, row)
    where = [[p.lon, p.lat] for p in found]
    geometry: dict[str, Any] | None = None
    if len(where) == 1:
        geometry = {"type": "Point", "coordinates": where[0]}
    elif where:
        geometry = {"type": "MultiPoint", "coordinates": where}
    drawn = [{"id": p.of, "at": "seat of government" if p.kind == "state" else p.kind} for p in found]
    return {
        "type": "Feature", "id": row["id"], "geometry": geometry, "properties": {"table": table, **row}, "foedus": {"points": drawn},
    }  # fmt: skip


def _points(table: str, row: Row) -> list[Point]:
    """Return where a row is drawn, subject before object, each point once."""
    ids = {"events": ("place",), "relations": ("subject", "object"), "actors": ("actor",)}[table]
    found = [p for key in ids if (p := point_of(row[key])) is not None]
    return [p for i, p in enumerate(found) if (p.lat, p.lon) not in {(q.lat, q.lon) for q in found[:i]}]

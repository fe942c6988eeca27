"""STIX 2.1 objects with ids, times and an extension that depend on the evidence alone."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from foedus.core.errors import FoedusError
from foedus.core.ids import canonical_json
from foedus.evidence.rows import TABLES, Row

Object = dict[str, Any]

#: `created` and `modified` of what no dated document gives a time.
TIMELESS = "2000-01-01T00:00:00.000Z"
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:foedus:stix")


def stix_id(kind: str, key: str) -> str:
    """Return the id of an object: equal evidence, equal ids (UUID version 5)."""
    return f"{kind}--{uuid5(_NAMESPACE, f'{kind}:{key}')}"


EXTENSION = stix_id("extension-definition", "row/1")
CREATOR = stix_id("identity", "foedus")


def build(kind: str, key: str, *, at: str = TIMELESS, entries: Iterable[Object] = (), **values: Any) -> Object:
    """Return an object, checked by the stix2 library.

    Parameters
    ----------
    kind
        Its type, such as ``"note"``.
    key
        What its id is made from.
    at
        Its time.
    entries
        From `entry`: the rows it stands for.
    **values
        Its own properties; those that are None or an empty list are left out, as STIX asks.

    Raises
    ------
    FoedusError
        If stix2 is not installed.
    """
    stix2 = library()
    rows = list(entries)
    told: Object = {
        "type": kind, "spec_version": "2.1", "id": stix_id(kind, key), "created": at, "modified": at,
        **({} if kind == "identity" and key == "foedus" else {"created_by_ref": CREATOR}),
        **{k: v for k, v in values.items() if v is not None and v != [] and v != ""},
    }  # fmt: skip
    if rows:
        told["extensions"] = {EXTENSION: {"extension_type": "property-extension", "entries": rows}}
    return dict(json.loads(stix2.parse(told, allow_custom=False).serialize()))


def entry(table: str, row: Row) -> Object:
    """Return a row as an entry of the extension: table, anchors, and the whole row as JSON text."""
    if TABLES[table].anchored:
        anchors = [{k: row[k] for k in ("doc", "start", "end", "quote")}]
    else:
        anchors = [{k: s[k] for k in ("doc", "start", "end")} for s in row.get("anchors") or row.get("spans") or ()]
    return {"table": table, **({"anchors": anchors} if anchors else {}), "row": canonical_json(row)}


def rows(bundle: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for every entry of every object of a bundle: the rows as they were."""
    for made in bundle["objects"]:
        for told in made.get("extensions", {}).get(EXTENSION, {}).get("entries", ()):
            row = json.loads(told["row"])
            yield told["table"], {c: row[c] for c in TABLES[told["table"]].columns}


def time_of(iso: str | None) -> str:
    """Return an ISO 8601 date, possibly partial, as a STIX timestamp at its first moment; `TIMELESS` without one.

    Examples
    --------
    >>> time_of("2031-03"), time_of(None)
    ('2031-03-01T00:00:00.000Z', '2000-01-01T00:00:00.000Z')
    """
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", iso or "")
    if not found:
        return TIMELESS
    try:
        return f"{date(int(found[1]), int(found[2] or 1), int(found[3] or 1)).isoformat()}T00:00:00.000Z"
    except ValueError:
        return TIMELESS


def confidence(row: Row) -> int | None:
    """Return a row's confidence on the scale of STIX, 0 to 100."""
    value = row.get("confidence")
    return None if value is None else round(100 * value)


def frame() -> list[Object]:
    """Return the two objects every bundle begins with: who made it, and what the extension holds."""
    return [
        build("identity", "foedus", name="foedus", identity_class="system", description="Reads documents into evidence with exact spans"),
        build(
            "extension-definition", "row/1", name="foedus evidence row", version="1.0.0", extension_types=["property-extension"],
            schema=vocabulary()["schema"]["text"].strip(), description="Rows of evidence with the spans that state them",
        ),
    ]  # fmt: skip


@cache
def vocabulary() -> Mapping[str, Any]:
    """Return ``export/stix.toml``."""
    return tomllib.loads((files("foedus.export") / "stix.toml").read_text(encoding="utf-8"))


@cache
def library() -> Any:
    """Return the stix2 library.

    Raises
    ------
    FoedusError
        If it is not installed (``extra-missing``).
    """
    try:
        import stix2
    except ImportError as error:
        raise FoedusError(
            "extra-missing", "STIX needs the library stix2, which is not installed", expected="the extra 'stix' of foedus",
            hint="pip install 'foedus[stix]'",
        ) from error  # fmt: skip
    return stix2

"""The inventory of ties: what each relation means, which ends it may have, and what its value counts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

THING = "thing"  #: kind of an end that is words and no actor


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of the inventory.

    Attributes
    ----------
    name, group, means
        Its name, its group, and its definition in a sentence.
    subject, object
        Kinds of actor that may stand there; empty for an object that is always `default`.
    default
        Object where none is named, such as ``"world"``; None if one must be named.
    symmetric
        The tie holds both ways; the subject is whom the words are said of.
    value
        Kinds of unit of its value (`unit_kind` of the quantities table); empty if it has none.
    unit
        Unit of the value; None takes that of the quantity.
    needs_value
        No tie without a value.
    same
        Ends to be renamed, by id.
    """

    name: str
    group: str
    means: str
    subject: frozenset[str]
    object: frozenset[str]
    default: str | None = None
    symmetric: bool = False
    value: frozenset[str] = frozenset()
    unit: str | None = None
    needs_value: bool = False
    same: Mapping[str, str] = field(default_factory=dict)


@cache
def inventory() -> Mapping[str, Relation]:
    """Return the relations by name, in the order of the manifest."""
    table = tomllib.loads((files("foedus.evidence.relations") / "inventory.toml").read_text(encoding="utf-8"))
    kinds = table.pop("kinds")
    return MappingProxyType({name: _relation(name, entry, kinds) for name, entry in table.items()})


def _relation(name: str, entry: Mapping[str, Any], kinds: Mapping[str, list[str]]) -> Relation:
    def ends(given: Any) -> frozenset[str]:
        if isinstance(given, str):
            return frozenset()
        return frozenset(k for g in given for k in (*kinds.get(g, ()), g))

    fixed = entry["object"] if isinstance(entry["object"], str) else None
    return Relation(
        name, entry["group"], entry["means"], ends(entry["subject"]), ends(entry["object"]),
        default=fixed or entry.get("default"), symmetric=entry.get("symmetric", False),
        value=frozenset(entry.get("value", ())), unit=entry.get("unit"),
        needs_value=entry.get("needs_value", False), same=entry.get("same", {}),
    )

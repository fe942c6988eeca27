"""Names for the ids that evidence and cases use, and words for their codes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from foedus.case.schema import Case
from foedus.evidence.rows import Row

#: ids of persons, ``surname_givenname``, and of governments, forces and factions, ``KAZ_GOV``
_ID = re.compile(r"\b(?:[a-z][a-z-]*_[a-z][a-z-]*|[A-Z]{3,}_[A-Z]+)\b")
_PART = re.compile(r"\(p(\d+)\)")


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Return ``report/labels.toml``: words for codes, by table."""
    return tomllib.loads((files("foedus.report") / "labels.toml").read_text(encoding="utf-8"))


def label(table: str, code: str) -> str:
    """Return the words for a code; the code itself, made readable, where there are none."""
    return labels().get(table, {}).get(code) or code.replace("_", " ").replace("-", " ")


class Names:
    """Who an id stands for: as the case says, else as the evidence says, else the id made readable."""

    def __init__(self, case: Case, evidence: Mapping[str, list[Row]]) -> None:
        self._names = dict(labels()["speaker"])
        for row in evidence.get("actors", ()):
            if row.get("actor") and row.get("name"):
                self._names.setdefault(row["actor"], row["name"])
        self._names.update({a.id: a.name for a in case.actors})

    def of(self, ids: str | list[str] | None) -> tuple[str, ...]:
        """Return the names behind one id, several, or none."""
        if not ids:
            return ()
        return tuple(self.one(i) for i in ([ids] if isinstance(ids, str) else ids))

    def one(self, actor: str) -> str:
        """Return the name behind one id."""
        if actor in self._names:
            return self._names[actor]
        surname, _, given = actor.partition("_")
        if actor.islower() and given:
            return f"{given.replace('_', ' ').replace('-', ' ').title()} {surname.replace('-', ' ').title()}"
        return actor.replace("_", " ")

    def readable(self, text: str, documents: Mapping[str, int]) -> str:
        """Return a sentence made by a reader with names for the ids in it and numbers for the documents."""
        for doc in sorted(documents, key=len, reverse=True):
            text = text.replace(doc, f"document {documents[doc]}")
        text = _ID.sub(lambda m: self.one(m.group()), text)
        text = _PART.sub(r"(part \1)", text)
        return text[:1].upper() + text[1:]

"""People without a public role get a pseudonym that is valid in one document.

A person is public in a document if the id is in the table of office holders (``langs/shared/persons.csv``), or if an
anchored span of that document states an office or a post: the mention itself ("Mayor Ana Lund"), the word before it, an
apposition right beside it ("Ana Lund, mayor of Selm"), or a relation such as ``head_of``. Everybody else is ``person-1@DOC``,
``person-2@DOC`` … in order of first mention, without a name. The quotes are left as they are: they are public text. What
is masked is what foedus derives, so that no exported table can be joined into the profile of a private person.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.evidence.rows import TABLES, Row
from foedus.export.evidence import Evidence
from foedus.langs.grammar.name_entries import english_names, persons
from foedus.langs.grammar.name_tokens import Token, matcher

#: How ids of persons are written: ``surname_givenname``.
_PERSON = re.compile(r"[a-z0-9][a-z0-9'’-]*_[a-z0-9][a-z0-9'’-]*")
_AFTER = re.compile(r"\s*[,(]\s*([^,;:()]{1,100})")
_BEFORE = re.compile(r"(?:^|[,;:(.])\s*([^,;:()]{1,100}),\s*$")
#: Letters before an office that an article takes; more, and the office is that of somebody else ("who met the mayor").
_ARTICLE = 5


@dataclass(frozen=True, slots=True)
class Masks:
    """Pseudonyms by document and id, and the English names to strike from texts that foedus makes."""

    by_doc: Mapping[str, Mapping[str, str]]
    names: Mapping[str, Mapping[str, str]]

    @property
    def persons(self) -> int:
        """How many pseudonyms there are."""
        return sum(map(len, self.by_doc.values()))


@dataclass(frozen=True, slots=True)
class Masked:
    """Evidence as others may see it: the same rows in the same order, private persons under pseudonyms."""

    evidence: Evidence
    masks: Masks

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table, masked."""
        for row in self.evidence.rows(table):
            yield mask_row(row, self.masks)

    def text(self, doc: str) -> str | None:
        """Return the text of a document, unchanged."""
        return self.evidence.text(doc)

    def text_file(self, doc: str) -> str | None:
        """Return where the text of a document lies in the export."""
        return self.evidence.text_file(doc)


def masked(evidence: Evidence) -> Masked:
    """Return `evidence` with private persons masked."""
    return Masked(evidence, find_masks(evidence))


def find_masks(evidence: Evidence) -> Masks:
    """Return the pseudonym of every private person of every document."""
    mentions: dict[str, dict[str, list[tuple[int, int]]]] = {}
    names: dict[str, dict[str, str]] = {}
    for row in evidence.rows("actors"):
        if row["kind"] == "person" and _unknown(row["actor"]):
            mentions.setdefault(row["doc"], {}).setdefault(row["actor"], []).append((row["start"], row["end"]))
            if row["name"]:
                names.setdefault(row["doc"], {})[str(row["name"])] = row["actor"]
    public: set[tuple[str, str]] = set()
    for row in evidence.rows("relations"):
        if row["relation"] in _words()["posts"]:
            public.add((row["doc"], str(row["subject"])))
    for row in evidence.rows("segments"):
        for actor, spans in mentions.get(row["doc"], {}).items():
            inside = ((a - row["start"], b - row["start"]) for a, b in spans if row["start"] <= a and b <= row["end"])
            if any(states_office(row["quote"], a, b, row["language"]) for a, b in inside):
                public.add((row["doc"], actor))
    found: dict[str, dict[str, str]] = {doc: {} for doc in mentions}
    for doc, actors in mentions.items():
        for actor in actors:
            if (doc, actor) not in public:
                found[doc][actor] = f"person-{len(found[doc]) + 1}@{doc}"
    for table in (t for t in TABLES.values() if t.anchored and t.name not in ("actors", "segments")):
        for row in evidence.rows(table.name):
            doc = row["doc"]
            for actor in _ids(row):
                if _unknown(actor) and (doc, actor) not in public and actor not in found.setdefault(doc, {}):
                    found[doc][actor] = f"person-{len(found[doc]) + 1}@{doc}"
    private = {doc: {n: a for n, a in ns.items() if a in found.get(doc, {})} for doc, ns in names.items()}
    return Masks({d: m for d, m in found.items() if m}, private)


def mask_row(row: Row, masks: Masks) -> Row:
    """Return a row with every id of a private person replaced, wherever it stands, and the name emptied.

    Parameters
    ----------
    row
        A row of any table. Rows without a document of their own (findings) are masked for the documents of their
        anchors.
    masks
        From `find_masks`.
    """
    anchors = row.get("anchors") or row.get("spans") or ()
    docs = [row["doc"]] if "doc" in row else [a["doc"] for a in anchors]
    known: dict[str, str] = {}
    names: dict[str, str] = {}
    for doc in docs:
        for actor, pseudonym in masks.by_doc.get(doc, {}).items():
            known.setdefault(actor, pseudonym)
        for name, actor in masks.names.get(doc, {}).items():
            names.setdefault(name, known[actor])
    if not known:
        return row
    out = {}
    for key, value in row.items():
        if key in ("quote", "doc", "id", "part"):
            out[key] = value
        elif key in _words()["made_texts"] and isinstance(value, str):
            out[key] = _in_text(value, known | names)
        else:
            out[key] = _replace(value, known)
    if row.get("actor") in known and "name" in out:
        out["name"] = None
    return out


def states_office(text: str, start: int, end: int, language: str) -> bool:
    """Say whether a sentence states an office or a post of the person named at ``[start, end)`` of it.

    Examples
    --------
    >>> states_office("Mayor Ana Lund spoke.", 0, 14, "en")
    True
    >>> states_office("Ana Lund, who met the mayor, spoke.", 0, 8, "en")
    False
    """
    before, _ = _tokens(text[:start], language)
    if _offices(text[start:end], language) or any(t.end == len(before) for t in _offices(before, language)):
        return True
    for pattern, beside in ((_AFTER.match, text[end:]), (_BEFORE.search, text[:start])):
        found = pattern(beside)
        if found and _is_apposition(found[1], language):
            return True
    return False


def _is_apposition(clause: str, language: str) -> bool:
    """Whether a clause begins with an office, after no more than an article and what the office is of."""
    piece, tokens = _tokens(clause, language)
    if any(t.cls in ("person", "surname") for t in tokens):
        return False
    offices = _offices(clause, language)
    if not offices:
        return False
    first = offices[0].start
    named = sum(t.end - t.start for t in tokens if t.end <= first)
    return len(piece[:first].replace(" ", "")) - named < _ARTICLE


def _offices(text: str, language: str) -> list[Token]:
    piece, tokens = _tokens(text, language)
    private = _words()["private"].get(language)
    out = []
    for token in tokens:
        word = piece[token.start : token.end].lower()
        if private is None:
            counts = token.cls == "role" and any(e.of not in ("", "O") for e in token.entries if e.cls == "role")
        else:
            counts = token.cls in ("role", "profession") and word not in private
        if counts:
            out.append(token)
    return out


def _tokens(text: str, language: str) -> tuple[str, list[Token]]:
    """Return a piece of raw text composed and on one line, and the names and cue words in it."""
    piece = " ".join(unicodedata.normalize("NFC", text).split())
    return piece, matcher(language).tokens(piece)


def _unknown(actor: Any) -> bool:
    return isinstance(actor, str) and actor not in persons() and actor not in english_names()


def _ids(row: Row) -> Iterator[str]:
    """Yield what is written like the id of a person in the columns that hold ids of actors."""
    for key in _words()["actor_columns"]:
        value = row.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and _PERSON.fullmatch(item):
                yield item


def _replace(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return known.get(value, value)
    if isinstance(value, list):
        return [_replace(v, known) for v in value]
    if isinstance(value, dict):
        return {k: v if k == "doc" else _replace(v, known) for k, v in value.items()}
    return value


def _in_text(text: str, known: Mapping[str, str]) -> str:
    words = sorted(known, key=len, reverse=True)
    pattern = "|".join(rf"(?<![\w-]){re.escape(w)}(?![\w-])" for w in words)
    return re.sub(pattern, lambda m: known[m[0]], text)


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((files("foedus.export") / "masking.toml").read_text(encoding="utf-8"))

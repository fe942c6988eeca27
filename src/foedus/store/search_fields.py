"""The fields of a search: which documents, languages, kinds, dates and actors a segment must have to do with."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedus.store.search_query import Query

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(slots=True)
class Limits:
    """Conditions on segments ``s``, as SQL with its values."""

    terms: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, term: str, *values: Any) -> None:
        """Set one more condition."""
        self.terms.append(term)
        self.values += values

    @property
    def sql(self) -> str:
        """The conditions, to follow others."""
        return "".join(f" AND {t}" for t in self.terms)


def limits_of(db: sqlite3.Connection, query: Query, languages: Sequence[str], notes: list[str]) -> Limits:
    """Return the conditions that the fields of a query set on segments.

    Parameters
    ----------
    languages
        Only segments in these languages, besides what the query says.
    notes
        Is added to where a field names nothing.
    """
    limits = Limits()
    if languages:
        limits.add("s.language IN (SELECT value FROM json_each(?))", json.dumps([code.lower() for code in languages]))
    for wanted, told in ((True, query.wanted), (False, query.unwanted)):
        no = "" if wanted else "NOT "
        if "lang" in told:
            limits.add(f"s.language {no}IN (SELECT value FROM json_each(?))", json.dumps([v.lower() for v in told["lang"]]))
        if "kind" in told:
            kinds = json.dumps([v.lower() for v in told["kind"]])
            limits.add(
                f"{no}(s.kind IN (SELECT value FROM json_each(?)) OR s.doc IN "
                "(SELECT doc FROM documents WHERE kind IN (SELECT value FROM json_each(?))))", kinds, kinds,
            )  # fmt: skip
        if "actor" in told:
            # A government and its state count as one.
            limits.add(
                f'{no}EXISTS (SELECT 1 FROM actors m WHERE m.doc = s.doc AND m.start >= s.start AND m.start < s."end" '
                "AND m.actor IN (SELECT value FROM json_each(?)))", json.dumps(actor_ids(told["actor"])),
            )  # fmt: skip
        for docs in _named(db, told, wanted, notes):
            limits.add(f"s.doc {no}IN (SELECT value FROM json_each(?))", json.dumps(docs, ensure_ascii=False))
            if wanted and len(docs) <= 3:  # the index passes over what lies outside at once
                low, high = db.execute("SELECT min(_n), max(_n) FROM segments WHERE doc IN (SELECT value FROM json_each(?))", (json.dumps(docs),)).fetchone()
                limits.add("s._n BETWEEN ? AND ?", low or 0, high or 0)
                if query.clauses:
                    limits.add("f.rowid BETWEEN ? AND ?", low or 0, high or 0)
    return limits


def _named(db: sqlite3.Connection, told: dict[str, tuple[str, ...]], wanted: bool, notes: list[str]) -> Iterator[list[str]]:
    """Yield the documents that each of the fields ``doc`` and ``date`` names."""
    if "doc" in told:
        every = [str(r[0]) for r in db.execute("SELECT doc FROM documents ORDER BY doc")]
        docs: list[str] = []
        for value in told["doc"]:
            docs += [value] if value in every else [d for d in every if value.casefold() in d.casefold()]
        if wanted and not docs:
            notes.append(f"no document is called {' or '.join(told['doc'])}")
        yield docs
    if "date" in told:
        spans = [(value, _interval(value)) for value in told["date"]]
        notes += [f"{value!r} is no date; expected date:2031, date:2031-04 or date:2031-04..2031-06" for value, span in spans if span is None]
        known = [span for _, span in spans if span is not None]
        if known:
            rows = db.execute("SELECT doc, published FROM documents WHERE published IS NOT NULL ORDER BY doc").fetchall()
            dated = [(doc, _interval(str(published))) for doc, published in rows]
            yield [doc for doc, day in dated if day and any(a <= day[1] and day[0] <= b for a, b in known)]


def _interval(value: str) -> tuple[str, str] | None:
    """Return the first and the last day that a date, partial or ``from..to`` (either may lack), can mean."""
    first, dots, last = value.partition("..")
    if not dots:
        last = first
    if not (first or last) or any(v and not _DATE.fullmatch(v) for v in (first[:10], last[:10])):
        return None
    # As text: every day of a month or year sorts between these.
    return (first[:10] or "0000") + ("-00-00"[len(first[:10]) - 4 :] if first else ""), (last[:10] or "9999") + "-99-99"[len(last[:10] or "9999") - 4 :]


def actor_ids(values: Iterable[str]) -> list[str]:
    """Return the ids that a value of the field ``actor`` stands for: as typed or in its usual case.

    A state is meant with its government, ministries and police (``shared/bodies.toml``); parliaments and courts are asked for by their own ids.
    """
    from foedus.langs.grammar.name_entries import shared_table, states

    governing = [suffix for suffix, body in shared_table("bodies").items() if body["kind"] == "government"]
    out: list[str] = []
    for value in values:
        for name in dict.fromkeys((value, value.upper(), value.lower())):
            state = name.removesuffix("_GOV")
            out += [name, *((state, f"{state}_GOV") if state.isupper() else ())]
            out += [f"{state}_{suffix}" for suffix in governing] if state in states() else []
    return list(dict.fromkeys(out))

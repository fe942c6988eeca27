"""Attributed statements by source, and who uses which word; nothing here merges or judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foedus.evidence.rows import Row
from foedus.evidence.silence import TELLING, silences
from foedus.report.cite import Citations
from foedus.report.names import Names, label
from foedus.report.numbers import count, day, language_name, listing
from foedus.report.quotes import quote
from foedus.report.sources import Sources
from foedus.report.tree import ClaimCard, FramingRow, Link, SourceColumn, User
from foedus.report.versions import families

SHOWN = 3  #: most statements of a source that stand open
TOGETHER = 14  #: about how many stand open in all: many sources show fewer each
MOST = 60  #: statements of a source printed at all; the evidence holds the rest
LINKED = 4  #: statements linked per speaker in the table of words
CONTEXT = 70  #: code points of context around a statement, which mostly is a sentence already
SURE = 0.5  #: confidence below which a statement is left out of the table of words

Key = tuple[str, str]  #: document and language

UNNAMED = ("UNSPECIFIED", None)


@dataclass(frozen=True, slots=True)
class Statements:
    """The attributed statements of one report."""

    evidence: Mapping[str, list[Row]]
    citations: Citations
    names: Names

    def columns(self) -> tuple[SourceColumn, ...]:
        """Return the statements by document and language, documents in order of date."""
        groups = self._groups()
        shown = max(1, min(SHOWN, TOGETHER // max(1, len(groups))))
        versions = self._versions(list(groups))
        out = []
        for (doc, code), rows in groups.items():
            cards = tuple(self._claim(r) for r in rows[:MOST])
            document = self.citations.documents.get(doc)
            meta = document.metadata if document else None
            other = versions.get((doc, code))
            # A version of what stands above opens on demand; in another document, one statement shows its words.
            first = shown if other is None else 0 if other[0] == doc else 1
            out.append(
                SourceColumn(
                    self.citations.number(doc), self.citations.label(doc), (meta.title if meta else None) or doc,
                    day(meta.published) if meta else None, code, language_name(code), self.citations.language(doc),
                    self._version_note(doc, other) if other else self._same_note(doc, groups), cards[:first], cards[first:], len(rows) - len(cards),
                    self._silence(doc, code),
                )
            )
        return tuple(out)

    def framings(self) -> tuple[tuple[FramingRow, ...], int]:
        """Return each characterisation with who uses and who denies it, the most used first.

        Versions of one sentence count once. The second value is the number of statements left out because
        their confidence lies below `SURE`.
        """
        table: dict[str, dict[bool, dict[str, list[Link]]]] = {}
        printed = {r["id"] for rows in self._groups().values() for r in rows[:MOST]}
        group = self._sentence_groups()
        told: set[tuple[str, str, bool, str]] = set()
        unsure = 0
        for row in self.evidence.get("claims", ()):
            if not row.get("framing"):
                continue
            if (row.get("confidence") or 0.0) < SURE:
                unsure += 1
                continue
            affirmed = row.get("polarity") != "deny"
            side = table.setdefault(row["framing"], {True: {}, False: {}})[affirmed]
            for name in self.names.of(row.get("speaker")) or (label("speaker", "UNSPECIFIED"),):
                key = (row["framing"], name, affirmed, group(row))
                if key not in told and row["id"] in printed:
                    told.add(key)
                    side.setdefault(name, []).append(Link(self.citations.number(row["doc"]), f"#{claim_id(row)}"))

        def users(side: dict[str, list[Link]]) -> tuple[User, ...]:
            ordered = sorted(side.items(), key=lambda kv: (-len(kv[1]), kv[0]))
            return tuple(User(n, tuple(h[:LINKED]), max(0, len(h) - LINKED)) for n, h in ordered)

        rows = [FramingRow(label("framing", k), users(v[True]), users(v[False])) for k, v in table.items()]
        return tuple(sorted(rows, key=lambda r: (-len(r.used) - len(r.denied), r.label))), unsure

    def _groups(self) -> dict[Key, list[Row]]:
        groups: dict[Key, list[Row]] = {}
        for row in self.evidence.get("claims", ()):
            groups.setdefault((row["doc"], self._language(row)), []).append(row)
        figures: dict[str, list[int]] = {}
        for row in self.evidence.get("quantities", ()):
            figures.setdefault(row["doc"], []).append(row["start"])

        def first(row: Row) -> tuple[bool, bool, bool, int]:
            # Statements that characterise come first, then those with figures: on these the sources disagree.
            numbered = any(row["start"] <= s < row["end"] for s in figures.get(row["doc"], ()))
            return ((row.get("confidence") or 0.0) < SURE, row.get("framing") is None, not numbered, row["start"])

        def when(key: Key) -> tuple[str, str, int]:
            document = self.citations.documents.get(key[0])
            order = [p.language for p in document.parts] if document else []
            return (
                (document.metadata.published if document else None) or "9", key[0],
                order.index(key[1]) if key[1] in order else len(order),
            )

        return {key: sorted(groups[key], key=first) for key in sorted(groups, key=when)}

    def _versions(self, keys: Sequence[Key]) -> dict[Key, Key]:
        """Return, for documents and languages that are versions of an earlier one, which: the same document's first."""
        family = {v: k for k, versions in enumerate(families(self.evidence.get("alignment", ()))) for v in versions}
        parts = {k: self._family(k, family) for k in keys}
        found = {}
        for n, key in enumerate(keys):
            earlier = [k for k in keys[:n] if parts[key] is not None and parts[k] == parts[key]]
            if earlier:
                found[key] = next((k for k in earlier if k[0] == key[0]), earlier[0])
        return found

    def _family(self, key: Key, family: Mapping[tuple[str, str], int]) -> int | None:
        document = self.citations.documents.get(key[0])
        parts = [p.id for p in document.parts if p.language == key[1]] if document else []
        return next((family[key[0], p] for p in parts if (key[0], p) in family), None)

    def _version_note(self, doc: str, other: Key) -> str:
        where = "above" if other[0] == doc else f"in document {self.citations.number(other[0])}"
        return f"a version of the {language_name(other[1])} text {where}, not a source of its own"

    def _same_note(self, doc: str, groups: Iterable[Key]) -> str | None:
        """Say which documents are one source with this one though no sentence of theirs was aligned with it here."""
        others = Sources.of(self.evidence).others(doc, dict.fromkeys(d for d, _ in groups))
        if not others:
            return None
        return f"one source with {listing([f'document {self.citations.number(d)}' for d in others])}"

    def _silence(self, doc: str, code: str) -> str | None:
        """Say of how many sentences that name an actor nothing was read, if of any."""
        def of(table: str) -> list[Row]:
            return [r for r in self.evidence.get(table, ()) if r["doc"] == doc]

        own = [s for s in of("segments") if s["language"] == code]
        if not own:
            return None
        held = silences(own, of("actors"), [r for t in TELLING for r in of(t)])
        if not held.silent:
            return None
        return f"Of {count(held.named, 'sentence')} here that name an actor, {len(held.silent):,} gave no row of evidence; foedus silent lists {'it' if len(held.silent) == 1 else 'them'}."

    def _sentence_groups(self) -> _Grouper:
        spans: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
        for row in self.evidence.get("alignment", ()):
            for s in row.get("spans") or ():
                spans.setdefault((s["doc"], s["part"]), []).append((s["start"], s["end"], row["id"]))
        return _Grouper(spans)

    def _claim(self, row: Row) -> ClaimCard:
        speakers = self.names.of(row.get("speaker"))
        through = listing(self.names.of(row.get("through")))
        denied = row.get("polarity") == "deny"
        form = row.get("form")
        framing = label("framing", row["framing"]) if row.get("framing") else None
        if row.get("speaker") in UNNAMED or not speakers:
            lead = ("The text denies" if denied else "The text says") if form == "author" else label("lead", "unnamed")
        else:
            several = len(speakers) > 1
            verb = ("deny" if several else "denies") if denied else "say" if several else "says"
            lead = listing(speakers) + (f", as told by {through}," if through else "") + f" {verb}"
        lead += f" ({label('form', form)})" if form in ("indirect", "author") else ""
        card = quote(self.citations, row["doc"], row["start"], row["end"], row.get("quote"), context=CONTEXT)
        # A proposition in English adds nothing to an English quotation.
        proposition = row.get("proposition") if card.language != "en" else None
        return ClaimCard(claim_id(row), lead + ":", framing, denied, card, proposition)

    def _language(self, row: Row) -> str:
        document = self.citations.documents.get(row["doc"])
        for part in document.parts if document else ():
            if part.id == row.get("part"):
                return part.language
        return "und"


@dataclass(frozen=True, slots=True)
class _Grouper:
    """Finds the group of aligned sentences that a statement stands in; its own id where it is in none."""

    spans: Mapping[tuple[str, str], Sequence[tuple[int, int, str]]]

    def __call__(self, row: Row) -> str:
        at = row["start"]
        return next((g for a, b, g in self.spans.get((row["doc"], row["part"]), ()) if a <= at < b), str(row["id"]))


def claim_id(row: Row) -> str:
    """Return the permanent id of a statement's card."""
    return f"c-{row['id']}"

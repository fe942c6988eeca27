"""What the sources say, side by side and attributed; nothing here merges or judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foedus.case.schema import Anchor, Case
from foedus.evidence.rows import Row
from foedus.report.cite import Citations
from foedus.report.inputs import printed
from foedus.report.names import Names, label
from foedus.report.numbers import day, language_name, listing, unit
from foedus.report.quotes import Quote, quote
from foedus.report.tree import AccountCard, ChangeNote, ClaimCard, FramingRow, Link, SourceColumn, User

SHOWN = 2  #: claims of a source shown before the disclosure
CONTEXT = 70  #: code points of context around a statement, which mostly is a sentence already
MOST = 60  #: claims of a source shown at all; the evidence holds the rest


@dataclass(frozen=True, slots=True)
class Teller:
    """Builds the parts of the tellings of one report."""

    case: Case
    evidence: Mapping[str, list[Row]]
    citations: Citations
    names: Names

    def quotes(self, anchors: Iterable[Anchor]) -> tuple[Quote, ...]:
        """Return a card for each anchor of the case."""
        return tuple(quote(self.citations, a.doc, a.start, a.end, a.quote) for a in anchors)

    def accounts(self) -> tuple[AccountCard, ...]:
        """Return the accounts of the case, each with what it changes."""
        units = {i.id: i.unit for i in self.case.issues}
        base = {(s.actor, s.issue): s for s in self.case.stakeholders}
        out = []
        for account in self.case.accounts:
            changes = []
            for o in account.overrides:
                mark = units.get(o.issue, "") if o.field == "position" else ""
                held = base.get((o.actor, o.issue))
                changes.append(
                    ChangeNote(
                        f"{self.names.one(o.actor)}, {label('field', o.field).lower()}",
                        unit(printed(getattr(held, o.field)), mark) if held else "not in the case",
                        unit(printed(o.to), mark), o.to.assumption, self.quotes(o.to.anchors),
                    )
                )
            out.append(
                AccountCard(account.id, account.source, account.summary, self.quotes(account.anchors), tuple(changes))
            )
        return tuple(out)

    def columns(self) -> tuple[SourceColumn, ...]:
        """Return the attributed statements by document and language, documents in order of date."""
        groups: dict[tuple[str, str], list[Row]] = {}
        for row in self.evidence.get("claims", ()):
            groups.setdefault((row["doc"], self._language(row)), []).append(row)
        documents = self.citations.documents

        def when(key: tuple[str, str]) -> tuple[str, str, str]:
            document = documents.get(key[0])
            return ((document.metadata.published if document else None) or "9", *key)

        out = []
        for doc, code in sorted(groups, key=when):
            # Statements that characterise come first: they are what the sources disagree on.
            rows = sorted(groups[doc, code], key=lambda r: (r.get("framing") is None, r["start"]))
            cards = tuple(self._claim(r) for r in rows[:MOST])
            document = documents.get(doc)
            meta = document.metadata if document else None
            out.append(
                SourceColumn(
                    self.citations.number(doc), self.citations.label(doc), (meta.title if meta else None) or doc,
                    day(meta.published) if meta else None, code, language_name(code),
                    cards[:SHOWN], cards[SHOWN:], len(rows) - len(cards),
                )
            )
        return tuple(out)

    def framings(self) -> tuple[FramingRow, ...]:
        """Return each characterisation with who uses and who denies it, the most used first."""
        table: dict[str, dict[bool, dict[str, list[Link]]]] = {}
        for row in self.evidence.get("claims", ()):
            if not row.get("framing"):
                continue
            sides = table.setdefault(row["framing"], {True: {}, False: {}})
            side = sides[row.get("polarity") != "deny"]
            for name in self.names.of(row.get("speaker")) or (label("speaker", "UNSPECIFIED"),):
                side.setdefault(name, []).append(Link(self.citations.number(row["doc"]), f"#{claim_id(row)}"))

        def users(side: dict[str, list[Link]]) -> tuple[User, ...]:
            return tuple(User(n, tuple(h)) for n, h in sorted(side.items(), key=lambda kv: (-len(kv[1]), kv[0])))

        rows = [FramingRow(label("framing", k), users(v[True]), users(v[False])) for k, v in table.items()]
        return tuple(sorted(rows, key=lambda r: (-len(r.used) - len(r.denied), r.label)))

    def _claim(self, row: Row) -> ClaimCard:
        who = listing(self.names.of(row.get("speaker"))) or label("speaker", "UNSPECIFIED")
        through = listing(self.names.of(row.get("through")))
        verb = "denies" if row.get("polarity") == "deny" else "says"
        plural = isinstance(row.get("speaker"), list) and len(row["speaker"]) > 1
        if plural:
            verb = "deny" if verb == "denies" else "say"
        lead = f"{who}, as told by {through}, {verb}" if through else f"{who} {verb}"
        form = row.get("form")
        if form == "author" and row.get("speaker") in (None, "UNSPECIFIED"):
            lead = f"The text {verb}"
        lead += f" ({label('form', form)})" if form in ("indirect", "author") else ""
        framing = label("framing", row["framing"]) if row.get("framing") else None
        card = quote(self.citations, row["doc"], row["start"], row["end"], row.get("quote"), context=CONTEXT)
        # A proposition in English adds nothing to an English quotation.
        proposition = row.get("proposition") if card.language != "en" else None
        return ClaimCard(claim_id(row), lead + ":", framing, card, proposition)

    def _language(self, row: Row) -> str:
        document = self.citations.documents.get(row["doc"])
        for part in document.parts if document else ():
            if part.id == row.get("part"):
                return part.language
        return "und"


def account_why(account: str) -> str:
    """Return the link to what an account changes in the model, and why."""
    return f"#why-account-{account}"


def claim_id(row: Row) -> str:
    """Return the permanent id of a claim's card."""
    return f"c-{row['id']}"

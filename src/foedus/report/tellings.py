"""The case as each account tells it: what its source says, and what that changes in the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from foedus.case.schema import Anchor, Case
from foedus.report.cite import Citations
from foedus.report.inputs import drawn_notes, printed
from foedus.report.names import Names, label
from foedus.report.numbers import unit
from foedus.report.quotes import Quote, quote
from foedus.report.tree import AccountCard, ChangeNote

CONTEXT = 150  #: code points of context around an anchor of the case


@dataclass(frozen=True, slots=True)
class Teller:
    """Builds the accounts of one report, and the quote cards of its case."""

    case: Case
    citations: Citations
    names: Names

    def quotes(self, anchors: Iterable[Anchor]) -> tuple[Quote, ...]:
        """Return a card for each anchor of the case."""
        return tuple(quote(self.citations, a.doc, a.start, a.end, a.quote, context=CONTEXT) for a in anchors)

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
                        drawn_notes(o.to),
                    )
                )
            out.append(
                AccountCard(account.id, account.source, account.summary, self.quotes(account.anchors), tuple(changes))
            )
        return tuple(out)


def account_why(account: str) -> str:
    """Return the link to what an account changes in the model, and why."""
    return f"#why-account-{account}"

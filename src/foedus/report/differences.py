"""What differs between versions and tellings, as found; gravest first, and nothing settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from foedus.evidence.rows import Row
from foedus.report.cite import Citations
from foedus.report.names import Names, label
from foedus.report.numbers import listing
from foedus.report.quotes import quote
from foedus.report.sources import Sources
from foedus.report.tree import ComparedRow, Comparison, FindingCard

CONTEXT = 120  #: code points of context around a finding's words
NEAR = 40  #: the same within a table
SHOWN = 5  #: findings shown before the disclosure
PLACES = 6  #: places quoted of a finding that has many
ROWS = 8  #: rows of a table shown before the disclosure
RANK = {"high": 0, "medium": 1, "low": 2}

Key = tuple[str, int, int]  #: (doc, start, end)


@dataclass(frozen=True, slots=True)
class Differences:
    """Findings as the report shows them: cards open at once and the rest, tables, and texts that share a source."""

    first: tuple[FindingCard, ...]
    rest: tuple[FindingCard, ...]
    comparisons: tuple[Comparison, ...]
    shared: tuple[FindingCard, ...]
    folded: tuple[FindingCard, ...]  #: those of them whose documents count as one source


def differences(rows: Sequence[Row], claims: Sequence[Row], citations: Citations, names: Names) -> Differences:
    """Return the findings grouped by kind, the kind with the gravest first.

    Two or more contradictions, or differing characterisations, that share a side become one table: each side
    stands once instead of being repeated for every pair.

    Parameters
    ----------
    rows
        Table ``findings``.
    claims
        Table ``claims``: who spoke the words that a differing characterisation points to, and which label they have.
    """
    said = {(r["doc"], r["start"], r["end"]): r for r in claims}
    gravest: dict[str, int] = {}
    for r in rows:
        gravest[r["kind"]] = min(gravest.get(r["kind"], 9), _rank(r))
    ordered = sorted(rows, key=lambda r: (gravest[r["kind"]], r["kind"], _rank(r), r["id"]))
    shared = [r for r in ordered if r["kind"] == "same_source"]
    compared: list[Comparison] = []
    taken = {r["id"] for r in shared}
    makers: dict[str, Callable[[Key], ComparedRow | None]] = {
        "contradiction": lambda k: _figure(k, citations), "framing_differs": lambda k: _wording(k, said, citations, names),
    }
    for kind, make in makers.items():
        for cluster in _clusters([r for r in ordered if r["kind"] == kind]):
            sides = [make(k) for k in _sides(cluster, citations)]
            if len(cluster) > 1 and all(sides):
                compared.append(_comparison(kind, cluster, [s for s in sides if s], citations))
                taken |= {r["id"] for r in cluster}
    cards = tuple(_card(r, said, citations, names) for r in ordered if r["id"] not in taken)
    sources = Sources.of(citations.evidence)
    told = [(r, _card(r, said, citations, names, quoted=False)) for r in shared]
    folded = tuple(card for r, card in told if sources.independent(a["doc"] for a in r.get("anchors") or ()) == 1)
    return Differences(cards[:SHOWN], cards[SHOWN:], tuple(compared), tuple(card for _, card in told), folded)


def _rank(row: Row) -> int:
    return RANK.get(row.get("severity") or "low", 3)


def _card(row: Row, said: dict[Key, Row], citations: Citations, names: Names, *, quoted: bool = True) -> FindingCard:
    anchors = row.get("anchors") or ()
    explanation = names.readable(row.get("explanation") or "", {a["doc"]: citations.number(a["doc"]) for a in anchors})
    if row["kind"] == "framing_differs":
        explanation = _who_says_what(anchors, said, names) or explanation
    quotes = (quote(citations, a["doc"], a["start"], a["end"], context=CONTEXT) for a in anchors[:PLACES])
    return FindingCard(
        f"f-{row['id']}", label("finding", row["kind"]), label("severity", row.get("severity") or "low"), explanation,
        tuple(quotes) if quoted else (),
    )


def _who_says_what(anchors: Iterable[Row], said: dict[Key, Row], names: Names) -> str | None:
    claims = [said.get((a["doc"], a["start"], a["end"])) for a in anchors]
    parts = [f"{_speakers(c, names)} {_stance(c)}" for c in claims if c and c.get("framing")]
    return "; ".join(parts) + "." if len(parts) == len(claims) > 1 else None


def _speakers(claim: Row, names: Names) -> str:
    return listing(names.of(claim.get("speaker"))) or label("speaker", "UNSPECIFIED")


def _stance(claim: Row) -> str:
    return ("denies: " if claim.get("polarity") == "deny" else "speaks of: ") + label("framing", claim["framing"])


def _figure(key: Key, citations: Citations) -> ComparedRow | None:
    card = quote(citations, *key, context=NEAR)
    return ComparedRow((card.date or "undated",), card) if card.href else None


def _wording(key: Key, said: dict[Key, Row], citations: Citations, names: Names) -> ComparedRow | None:
    claim = said.get(key)
    if claim is None or not claim.get("framing"):
        return None
    card = quote(citations, *key, claim.get("quote"), context=0)
    word = ("denied: " if claim.get("polarity") == "deny" else "") + label("framing", claim["framing"])
    return ComparedRow((word, _speakers(claim, names)), card) if card.href else None


def _comparison(kind: str, cluster: Sequence[Row], sides: list[ComparedRow], citations: Citations) -> Comparison:
    grave = min(cluster, key=_rank)
    told = Sources.of(citations.evidence).told(a["doc"] for r in cluster for a in r.get("anchors") or ())
    if kind == "contradiction":
        explanation = f"{len(sides)} figures in {told}, that do not agree; whether they tell of the same thing is to be checked."
        headers: tuple[str, ...] = ("Date",)
    else:
        explanation = f"The same days, in the words of different speakers, told by {told}."
        headers = ("Characterised as", "By")
        sides.sort(key=lambda s: s.cells)
    return Comparison(
        tuple(f"f-{r['id']}" for r in cluster), label("finding", kind), label("severity", grave.get("severity") or "low"),
        explanation, headers, tuple(sides[:ROWS]), tuple(sides[ROWS:]),
    )


def _sides(cluster: Sequence[Row], citations: Citations) -> list[Key]:
    """Return the distinct spans of some findings by the date of their document."""

    def when(key: Key) -> tuple[str, Key]:
        document = citations.documents.get(key[0])
        return (document.metadata.published if document else None) or "9", key

    return sorted({(a["doc"], a["start"], a["end"]) for r in cluster for a in r.get("anchors") or ()}, key=when)


def _clusters(rows: Sequence[Row]) -> list[list[Row]]:
    """Group findings that share a span, directly or through others."""
    owner: dict[Key, list[Row]] = {}
    for row in rows:
        keys = [(a["doc"], a["start"], a["end"]) for a in row.get("anchors") or ()]
        joined = [row]
        for old in {id(owner[k]): owner[k] for k in keys if k in owner}.values():
            joined = [*old, *joined]
        for key in keys + [(a["doc"], a["start"], a["end"]) for r in joined for a in r.get("anchors") or ()]:
            owner[key] = joined
    return list({id(c): c for c in owner.values()}.values())

"""Drafts a case from evidence: actors, issues and scales proposed, every value wide and marked drafted.

A draft claims as little as it can. What the documents state is anchored; what they do not is the widest range with
an assumption that says so. Nothing in a draft is accepted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from foedus.case.candidates import Candidate, find_candidates, merged
from foedus.case.positions import Leaning, by_actor, conflicting, deeds, interval, leanings
from foedus.case.question import Question, read_question
from foedus.case.relevance import relevant
from foedus.case.scale import Figure, Proposal, anchor_of, propose
from foedus.case.schema import Anchor, Case, Issue, Stakeholder, Triangular, Uniform, Value
from foedus.case.senders import senders
from foedus.case.sentences import Sentences
from foedus.core.errors import FoedusError
from foedus.core.ids import digest
from foedus.documents.model import Document
from foedus.evidence.rows import Row

_USED = ("actors", "quantities", "claims", "stances", "events")
ANCHORS = 3  #: anchors kept with a value
REASONS = 2  #: reasons named with it
HALF_WIDTH = 0.2  #: of a drafted salience
CAPABILITY = Uniform(low=1.0, high=100.0)


def draft_case(
    question: str, documents: Mapping[str, Document], evidence: Mapping[str, Sequence[Row]]
) -> Case:
    """Draft a case.

    Parameters
    ----------
    question
        What is to be decided, in English, Korean or Spanish. Cues for numbers ("how many", "얼마나 오래") make
        scales in real units.
    documents
        The documents by path relative to ``documents/``.
    evidence
        Tables of evidence by name; ``actors``, ``quantities``, ``claims``, ``stances`` and ``events`` are used where there are any.

    Returns
    -------
    Case
        A case that passes every check that is an error, with all values drafted.

    Raises
    ------
    FoedusError
        ``draft-no-question`` if the question is empty; ``draft-few-actors`` if the documents name fewer than
        two actors.
    """
    text = " ".join(question.split())
    if not text:
        raise FoedusError(
            "draft-no-question", "the question is empty", expected="a question such as: How large a force is sent?",
            hint='foedus new DIR --question "…"',
        )
    held = {name: _holding(rows, documents) for name, rows in evidence.items() if name in _USED}
    asked, sentences = read_question(text), Sentences(documents)
    about = relevant(documents, asked.actors, held.get("actors", ()), lambda r: asked.bears(sentences.text(r)))
    near = {name: [r for r in rows if r["doc"] in about] for name, rows in held.items()}
    candidates = _candidates(asked, sentences, near)
    if len(candidates) < 2:
        about, near = set(documents), held
        candidates = _candidates(asked, sentences, near)
    if len(candidates) < 2:
        raise _too_few(candidates, documents)
    proposals = propose(asked, near.get("quantities", ()), sentences.text)
    return Case(
        foedus=1,
        title=text.rstrip("?.!… ") or text,
        question=text,
        label="Drafted by foedus from the documents alone; no analyst has looked at it.",
        limits=(
            *_left_out(asked, documents, about),
            "Actors, scales, positions, salience and capability are proposals that nobody has accepted.",
            _how_placed(candidates),
            "Salience is drawn from how often the documents name an actor, which is not how much the actor cares.",
            "Capability is the same wide range for every actor.",
        ),
        seed=int(digest(text)[:8], 16),
        actors=tuple(c.actor for c in candidates),
        issues=tuple(p.issue for p in proposals),
        stakeholders=tuple(_stakeholder(c, p, candidates, asked) for p in proposals for c in candidates),
    )


def _candidates(asked: Question, sentences: Sentences, rows: Mapping[str, Sequence[Row]]) -> list[Candidate]:
    mentions = rows.get("actors", ())
    told = [*leanings(asked, rows.get("stances", ()), mentions), *deeds(asked, rows.get("events", ()), mentions)]
    leaning = by_actor(told, sentences.dates)
    return find_candidates(sentences, rows, asked.actors, leaning, senders(asked, rows.get("events", ())))


def _how_placed(candidates: Sequence[Candidate]) -> str:
    placed = [c.actor.name for c in candidates if c.leanings]
    if not placed:
        return "Positions are wide ranges: no document was read to say what an actor wants of what is asked."
    return (
        f"Positions of {', '.join(placed)} are intervals that foedus reads from the strength of the words quoted with them, by"
        " a table of its own; those of the others are the whole scale."
    )


def _left_out(asked: Question, documents: Mapping[str, Document], about: set[str]) -> tuple[str, ...]:
    if len(about) == len(documents):
        return ()
    return (
        f"The draft rests on {len(about)} of {len(documents)} documents: those that name more than half of the actors of the"
        f" question ({', '.join(asked.actors)}), or half of them in a sentence about what is asked. Left aside: {', '.join(sorted(set(documents) - about))}.",
    )


def _holding(rows: Sequence[Row], documents: Mapping[str, Document]) -> list[Row]:
    """Return the rows whose quote stands in its document: nothing enters a case without an anchor that holds."""
    return [
        r for r in rows
        if r.get("quote") and r["doc"] in documents and documents[r["doc"]].text[r["start"] : r["end"]] == r["quote"]
    ]


def _too_few(candidates: Sequence[Candidate], documents: Mapping[str, Document]) -> FoedusError:
    found = ", ".join(c.actor.name for c in candidates) or "none"
    return FoedusError(
        "draft-few-actors",
        f"{len(documents)} document{'s' * (len(documents) != 1)} name {len(candidates)} state or organisation ({found})",
        expected="at least two actors that can want different things",
        hint="add documents that name the parties, or write case.yaml by hand (see docs/case.md)",
    )


def _stakeholder(
    candidate: Candidate, proposal: Proposal, candidates: Sequence[Candidate], question: Question
) -> Stakeholder:
    most = max(c.segments for c in candidates)
    centre = HALF_WIDTH + (1 - 2 * HALF_WIDTH) * candidate.segments / most
    name = candidate.actor.name
    return Stakeholder(
        actor=candidate.actor.id,
        issue=proposal.issue.id,
        position=_position(candidate, proposal, question),
        salience=Value(
            value=Uniform(low=round(centre - HALF_WIDTH, 3), high=round(centre + HALF_WIDTH, 3)),
            assumption=(
                f"Drafted: {candidate.segments} sentence{'s' * (candidate.segments != 1)} of the documents {'name' if candidate.segments != 1 else 'names'} {name}, {most} the actor named most. How often a text"
                " names an actor is not how much the actor cares."
            ),
        ),
        capability=Value(
            value=CAPABILITY,
            assumption="Drafted: no measure of capability is read from the documents; the same wide range for all.",
        ),
    )


def _position(candidate: Candidate, proposal: Proposal, question: Question) -> Value:
    issue, name = proposal.issue, candidate.actor.name
    own = [f for f in proposal.figures if f.subject and merged(f.subject) == candidate.actor.id and f.high <= issue.upper]
    if own:
        return Value(
            value=_around(own, issue), anchors=_anchors([f.anchor for f in own]),
            assumption=(
                f"Drafted: the documents connect {name} with {_spoken(own)} {issue.unit}. Whether it wanted that is not"
                " said; the range is wide on both sides."
            ),
        )
    if candidate.leanings:
        return _wanted(candidate, issue)
    claims = sorted(candidate.claims, key=lambda r: (not question.names(r["quote"]), -float(r.get("confidence") or 0)))
    whole = Uniform(low=issue.lower, high=issue.upper)
    if claims:
        return Value(
            value=whole, anchors=_anchors([anchor_of(r) for r in claims]),
            assumption=(
                f"Drafted: the whole scale. {name}, or who held office for it, is told to have said what is quoted here;"
                " read it and narrow the range."
            ),
        )
    return Value(value=whole, assumption=f"Drafted: the whole scale, because no statement by {name} was found.")


def _wanted(candidate: Candidate, issue: Issue) -> Value:
    """Return the interval that the words of the actor's stances leave open, and say what they are."""
    found, name = candidate.leanings, candidate.actor.name
    low, high = interval(found, numeric=issue.id != "support")
    span = issue.upper - issue.lower
    words = {"for": "for", "against": "against", "mixed": "neither wholly for nor against"}
    told = sorted({words[x.direction] for x in found}, key=list(words.values()).index)
    bases = sorted({str(x.row.get("basis")) for x in found if x.row.get("basis")})
    return Value(
        value=Uniform(low=round(issue.lower + low * span, 6), high=round(issue.lower + high * span, 6)),
        anchors=_anchors([anchor_of(x.row) for x in _best_first(found)]),
        assumption=(
            f"Drafted: {name} is told to be {' and '.join(told)} what is asked ({', '.join(bases)}; {len(found)} "
            f"passage{'s' * (len(found) != 1)}), and the interval is what foedus gives to words of that strength."
            + (" The statements disagree, so that the interval spans them all." if conflicting(found) else "")
            + (" A statement for the undoing of it counts as against it." if any(x.reversed for x in found) else "")
            + (" How much is wanted is not said." if issue.id != "support" else "")
            + _why(found)
        ),
    )


def _why(found: Sequence[Leaning]) -> str:
    """Return what the passages give as reasons, and the polls they rest on, in a sentence each."""
    reasons = list(dict.fromkeys(str(r) for x in found for r in x.row.get("reasons") or ()))[:REASONS]
    polls = [p for x in found if (p := x.row.get("poll"))]
    asked = [f"{p['share']:g} %" for p in polls if p.get("share") is not None]
    return (f" Reasons told: {'; '.join(reasons)}." if reasons else "") + (f" Shares of those asked: {', '.join(dict.fromkeys(asked))}." if asked else "")


def _best_first(found: Sequence[Leaning]) -> list[Leaning]:
    """Return leanings with each direction represented first, the surest before the others."""
    order = sorted(found, key=lambda x: (-float(x.row.get("confidence") or 0), x.row["doc"], x.row["start"]))
    first = [next(x for x in order if x.direction == d) for d in dict.fromkeys(x.direction for x in order)]
    return [*first, *(x for x in order if x not in first)]


def _around(figures: Sequence[Figure], issue: Issue) -> Triangular:
    """Return a triangle from a quarter of the least figure to twice the largest, its peak at the median."""
    low, high = min(f.low for f in figures), max(f.high for f in figures)
    mode = median((f.low + f.high) / 2 for f in figures)
    ends = (low / 4, mode, 2 * high if high > 0 else issue.upper)
    a, c, b = (min(max(float(f"{x:.6g}"), issue.lower), issue.upper) for x in ends)
    return Triangular(low=a, mode=c, high=b)


def _spoken(figures: Sequence[Figure]) -> str:
    numbers = sorted({f"{f.high:g}" for f in figures}, key=float)
    return ", ".join(numbers[:4]) + (" and others" if len(numbers) > 4 else "")


def _anchors(anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(anchors))[:ANCHORS]

"""The document tree of a report: typed parts that templates print and never compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from foedus.report.cite import Reference
from foedus.report.quotes import Quote, Stretch


@dataclass(frozen=True, slots=True)
class Table:
    """A data table; cells are printed as they are, columns in `numeric` are aligned as numbers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its title says the finding, its subtitle the measure and the unit."""

    id: str
    number: int
    title: str
    subtitle: str
    summary: str
    source: str
    spec: dict[str, Any]
    table: Table
    height: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the fact box at the head."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Head:
    """Title block."""

    title: str
    question: str
    label: str | None
    partial: str | None  #: how much of its run was done, if that was stopped
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence; one with a number in it links to what the number rests on."""

    text: str
    href: str | None = None


class Sentence(str):
    """A sentence as plain text that also knows its `pieces`, some of which are links."""

    pieces: tuple[Words, ...]

    def __new__(cls, *pieces: Words | str) -> Sentence:
        """Join pieces; plain text needs no wrapping."""
        wrapped = tuple(p if isinstance(p, Words) else Words(p) for p in pieces)
        made = super().__new__(cls, "".join(p.text for p in wrapped))
        made.pieces = wrapped
        return made


@dataclass(frozen=True, slots=True)
class IssueAnswer:
    """The answer on one issue: the headline number and the sentences around it."""

    issue: str
    question: str
    figure: str
    range: str
    engine: str
    sentences: tuple[Sentence, ...]
    href: str
    why: str
    strip: Strip


@dataclass(frozen=True, slots=True)
class Strip:
    """A small interval on its scale, in percent of the width."""

    low: float
    mid: float
    high: float
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """A value that an account sets otherwise than the case does."""

    what: str
    base: str
    told: str
    assumption: str | None
    quotes: tuple[Quote, ...]
    drawn: tuple[DrawnNote, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountCard:
    """The case as one source tells it."""

    id: str
    source: str
    summary: str
    quotes: tuple[Quote, ...]
    changes: tuple[ChangeNote, ...]


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """One attributed statement."""

    id: str
    lead: str
    framing: str | None
    denied: bool
    quote: Quote
    proposition: str | None


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """What one document has people say, in one of its languages."""

    number: int
    label: str
    title: str
    date: str | None
    language: str
    language_name: str
    title_language: str
    version: str | None  #: which other text this is a version of, as a remark
    first: tuple[ClaimCard, ...]
    rest: tuple[ClaimCard, ...]
    left_out: int
    silence: str | None = None  #: how many sentences nothing was read from


@dataclass(frozen=True, slots=True)
class Link:
    """A link shown as the number of the document it concerns."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who uses or denies a word, with links to where."""

    name: str
    links: tuple[Link, ...]
    more: int = 0  #: further statements, not linked


@dataclass(frozen=True, slots=True)
class FramingRow:
    """A characterisation, who uses it and who denies it."""

    label: str
    used: tuple[User, ...]
    denied: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One version of an aligned sentence; empty stretches where the version lacks it."""

    language: str
    direction: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """Versions of one text side by side, row by row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    differing: int


@dataclass(frozen=True, slots=True)
class FindingCard:
    """Something a careful reader would point out."""

    id: str
    kind: str
    severity: str
    explanation: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One side of a difference: facts, then the words."""

    cells: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several findings of one kind about the same words, in one table."""

    ids: tuple[str, ...]
    kind: str
    severity: str
    explanation: str
    headers: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    rest: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class Tellings:
    """What the sources say, and what differs."""

    accounts: tuple[AccountCard, ...]
    framings: tuple[FramingRow, ...]
    unsure: int  #: characterising statements left out of `framings`
    columns: tuple[SourceColumn, ...]
    claims: int
    findings: tuple[FindingCard, ...]
    more_findings: tuple[FindingCard, ...]
    comparisons: tuple[Comparison, ...]
    shared: tuple[FindingCard, ...]  #: texts that are versions of one another
    parallels: tuple[Parallel, ...]
    folded: tuple[FindingCard, ...] = ()  #: those of `shared` whose documents count as one source


@dataclass(frozen=True, slots=True)
class DrawnNote:
    """A place in the reference data that an input was drawn from, and what was done with what stands there."""

    place: str
    found: str
    how: str | None
    note: str | None
    href: str  #: its entry in the list of references


@dataclass(frozen=True, slots=True)
class DataReference:
    """A table, organisation, network or dossier in the list of references."""

    id: str
    title: str
    name: str
    details: str
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputRow:
    """One input of the model with its basis."""

    id: str
    field: str
    value: str
    shape: str
    status: str
    basis: str  #: stated, drawn, inferred or assumed
    assumption: str | None
    quotes: tuple[Quote, ...]
    sources: str | None = None  #: where several documents are quoted: how many, and how many of them are independent
    drawn: tuple[DrawnNote, ...] = ()


@dataclass(frozen=True, slots=True)
class InputGroup:
    """The inputs of one actor on an issue."""

    actor: str
    note: str | None
    rows: tuple[InputRow, ...]


@dataclass(frozen=True, slots=True)
class ScaleNote:
    """What a number on the scale means."""

    at: str
    means: str


@dataclass(frozen=True, slots=True)
class WhyStep:
    """An input on the path from an output to its sources."""

    id: str
    text: str
    href: str
    row: InputRow | None


@dataclass(frozen=True, slots=True)
class Why:
    """The path behind one output number."""

    id: str
    title: str
    output: str
    intro: str
    steps: tuple[WhyStep, ...]
    rest: tuple[WhyStep, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueSection:
    """Everything about one issue after the tellings."""

    id: str
    question: str
    unit: str
    scale: tuple[ScaleNote, ...]
    scale_basis: str | None
    scale_quotes: tuple[Quote, ...]
    forecast: tuple[Figure, ...]
    drivers: tuple[Figure, ...]
    accounts: tuple[Figure, ...]
    groups: tuple[InputGroup, ...]
    basis: str
    whys: tuple[Why, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document in one language, with its cited spans marked."""

    language: str
    direction: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class FullText:
    """A cited document in full (or the passages around its cited spans), with the spans marked."""

    reference: Reference
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    excerpted: bool


@dataclass(frozen=True, slots=True)
class Method:
    """How the numbers were made, and how to make them again."""

    engines: Table
    publications: tuple[str, ...]
    versions: Table
    hashes: Table
    commands: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole report."""

    head: Head
    answers: tuple[IssueAnswer, ...]
    tellings: Tellings
    issues: tuple[IssueSection, ...]
    limits: tuple[str, ...]
    method: Method
    references: tuple[Reference, ...]
    unreadable: tuple[Fact, ...]
    texts: tuple[FullText, ...]
    data: tuple[DataReference, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return every figure in order."""
        return tuple(f for i in self.issues for f in (*i.forecast, *i.drivers, *i.accounts))

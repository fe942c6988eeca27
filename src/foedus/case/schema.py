"""The case file: pydantic models, one per noun. Unknown keys are errors.

Every uncertain or judged number is a `Value`: a number or a distribution, with the anchors that state
it, the reference data it was drawn from or a written assumption, and the status of the analyst's decision about it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from foedus.case.basis import Basis
from foedus.case.strict import Strict

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$")]
Status = Literal["drafted", "accepted", "corrected"]


class Anchor(Strict):
    """The exact span of a document of the case that states something (raw offsets)."""

    doc: str = Field(description="Path of the document, relative to documents/")
    start: int = Field(ge=0, description="First code point of the quote in the decoded text")
    end: int = Field(gt=0, description="One past its last code point")
    quote: str = Field(min_length=1, description="The text of that slice")


class Triangular(Strict):
    """Triangular distribution over [low, high] with its peak at `mode`."""

    dist: Literal["triangular"] = "triangular"
    low: float
    mode: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Triangular:
        if not self.low <= self.mode <= self.high:
            raise ValueError("expected low <= mode <= high")
        return self


class Uniform(Strict):
    """Uniform distribution over [low, high]."""

    dist: Literal["uniform"] = "uniform"
    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Uniform:
        if not self.low <= self.high:
            raise ValueError("expected low <= high")
        return self


class Value(Strict):
    """A number the model uses, and where it comes from."""

    value: float | Annotated[Triangular | Uniform, Field(discriminator="dist")]
    anchors: tuple[Anchor, ...] = ()
    basis: tuple[Basis, ...] = Field(default=(), description="The reference data it was drawn from, down to the cell")
    assumption: str | None = Field(default=None, min_length=8, description="Why this value, where no document states it")
    status: Status = "drafted"

    @model_validator(mode="after")
    def _sourced(self) -> Value:
        if not self.anchors and not self.assumption and not self.basis:
            raise ValueError("a value needs at least one anchor, a basis in reference data, or a written assumption")
        return self

    @model_serializer(mode="wrap")
    def _without_empty_basis(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # A case that draws on no table keeps the hash, and so the runs, it had before there was such a key.
        return {k: v for k, v in write(self).items() if k != "basis" or v}

    @property
    def low(self) -> float:
        """Lowest value possible."""
        return self.value if isinstance(self.value, float) else self.value.low

    @property
    def high(self) -> float:
        """Highest value possible."""
        return self.value if isinstance(self.value, float) else self.value.high

    @property
    def central(self) -> float:
        """The number itself, the mode, or the middle of a uniform distribution."""
        v = self.value
        if isinstance(v, float):
            return v
        return v.mode if isinstance(v, Triangular) else (v.low + v.high) / 2


class Actor(Strict):
    """A state, organisation or faction of the case."""

    id: Identifier
    name: str
    kind: Literal["state", "government", "organisation", "military", "population", "group", "place", "person", "media"] = "state"


class ScalePoint(Strict):
    """What a number on the scale means."""

    at: float
    means: str


class Procedure(Strict):
    """How an issue is decided: who proposes, and what a proposal must pass against the reference point."""

    rule: dict[str, Any] = Field(description="A decision rule in the language of docs/rules.md")
    setter: Identifier | None = Field(default=None, description="The actor that proposes; nobody in particular if left out")
    members: tuple[Identifier, ...] | None = Field(default=None, description="Who has a vote; all stakeholders if left out")
    amendment: dict[str, Any] | None = Field(default=None, description="The rule by which the members may replace a proposal")
    weights: dict[str, dict[str, float]] | None = Field(default=None, description="Named weights of the members")
    anchors: tuple[Anchor, ...] = ()
    assumption: str | None = Field(default=None, min_length=8, description="Where the rule stands, or why it is taken")
    status: Status = "drafted"

    @model_validator(mode="after")
    def _sourced(self) -> Procedure:
        if not self.anchors and not self.assumption:
            raise ValueError("a procedure needs at least one anchor or a written assumption")
        return self

    def said(self) -> dict[str, Any]:
        """Return what decides: setter, members and rules."""
        found = {"rule": self.rule, "setter": self.setter, "members": self.members, "amendment": self.amendment}
        return {k: list(v) if isinstance(v, tuple) else v for k, v in found.items() if v is not None}


class Issue(Strict):
    """A question with a scale."""

    id: Identifier
    question: str
    unit: str
    lower: float
    upper: float
    scale: tuple[ScalePoint, ...] = Field(default=(), description="What the numbers mean, at least both ends")
    reference: Value | None = Field(
        default=None, description="Reference point: what holds if nothing is decided, in the unit of the issue"
    )
    procedure: Procedure | None = Field(default=None, description="How it is decided, for models of procedures")
    anchors: tuple[Anchor, ...] = ()
    assumption: str | None = None
    status: Status = "drafted"

    @model_validator(mode="after")
    def _ordered(self) -> Issue:
        if not self.lower < self.upper:
            raise ValueError("expected lower < upper")
        return self


class Stakeholder(Strict):
    """An actor on an issue."""

    actor: Identifier
    issue: Identifier
    position: Value = Field(description="In the unit of the issue")
    salience: Value = Field(description="In [0, 1]")
    capability: Value = Field(description="Non-negative; only ratios matter")
    note: str | None = None


class Override(Strict):
    """One value of the case as one account has it."""

    actor: Identifier
    issue: Identifier
    field: Literal["position", "salience", "capability"]
    to: Value


class Account(Strict):
    """The case as one source tells it."""

    id: Identifier
    source: str = Field(description="Who tells it so")
    summary: str = Field(description="How, in our words")
    anchors: tuple[Anchor, ...] = Field(min_length=1)
    overrides: tuple[Override, ...] = ()


class EngineChoice(Strict):
    """An engine to run, with its parameters."""

    engine: Identifier
    params: dict[str, float | int | str | bool] = Field(default_factory=dict)


class Case(Strict):
    """A case file, ``case.yaml``."""

    foedus: Literal[1] = Field(description="Version of this format")
    title: str
    question: str
    decided: str | None = Field(
        default=None, pattern=r"^\d{4}-\d{2}-\d{2}$",
        description="Date of the decision, ISO; inputs come from documents dated before it",
    )
    label: str | None = Field(default=None, description="A caution printed at the head of the report")
    limits: tuple[str, ...] = Field(default=(), description="What this case cannot say, in sentences")
    seed: int = Field(default=0, ge=0)
    draws: int = Field(default=2000, ge=1, le=1_000_000)
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    stakeholders: tuple[Stakeholder, ...]
    accounts: tuple[Account, ...] = ()
    engines: tuple[EngineChoice, ...] = (
        EngineChoice(engine="weighted_mean"),
        EngineChoice(engine="weighted_median"),
        EngineChoice(engine="challenge"),
    )
    headline: Identifier = Field(default="weighted_mean", description="The engine whose distribution heads the report")

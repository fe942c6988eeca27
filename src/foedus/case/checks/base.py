"""What a check is: a name, a severity, a meaning, and a function that finds what is wrong and says how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from foedus.case.basis import Basis
from foedus.case.schema import Anchor, Case, Value
from foedus.case.yaml_text import Path
from foedus.documents.model import Document

Severity = Literal["error", "warning"]
ParamsValidator = Callable[[str, Mapping[str, Any]], object]


class Stands(Protocol):
    """What stands now at the place that a basis names: the number or word, and which file it is read from."""

    @property
    def value(self) -> float | str | None:
        """What stands there; None for nothing."""

    @property
    def version(self) -> str | None:
        """Release of the table, None if unknown."""

    @property
    def sha256(self) -> str | None:
        """Fingerprint of the file."""


LookUp = Callable[[Basis], Stands]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a check found.

    Attributes
    ----------
    check
        Name of the check.
    severity
        ``"error"``: the case cannot be run as it is. ``"warning"``: it can, and a reader should know.
    message
        What is wrong, in one sentence.
    where
        ``file:line``, or the file and the path of the value where no line is known.
    hint
        What to change.
    """

    check: str
    severity: Severity
    message: str
    where: str
    hint: str

    def to_dict(self) -> dict[str, str]:
        """Return the problem as the object that ``--json`` prints."""
        return {
            "check": self.check, "severity": self.severity, "message": self.message,
            "where": self.where, "hint": self.hint,
        }


@dataclass(frozen=True, slots=True)
class Placed:
    """A value of the case with its path, and whether it is an account's."""

    path: Path
    value: Value
    issue: str
    field: str
    actor: str
    account: str | None = None

    @property
    def name(self) -> str:
        """The value in words, for a message."""
        told = f" as {self.account} tells it" if self.account else ""
        whose = f"{self.field} of {self.actor}" if self.actor else f"{self.field} point"
        return f"{whose} on {self.issue}{told}"


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may look at."""

    case: Case
    documents: Mapping[str, Document]
    engines: Collection[str] | None = None
    validate_params: ParamsValidator | None = None
    lines: Mapping[Path, int] = field(default_factory=dict)
    where: str = "case.yaml"
    look_up: LookUp | None = None

    def at(self, *path: str | int) -> str:
        """Return the place of a path: its line, or that of the nearest key above it."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        if known:
            return f"{self.where}:{self.lines[known]}"
        return f"{self.where}: {'.'.join(str(p) for p in path)}" if path else self.where

    def values(self) -> Iterator[Placed]:
        """Yield every value: the reference points, those of the stakeholders, then those of the accounts."""
        for n, issue in enumerate(self.case.issues):
            if issue.reference is not None:
                yield Placed(("issues", n, "reference"), issue.reference, issue.id, "reference", "")
        for n, s in enumerate(self.case.stakeholders):
            for name in ("position", "salience", "capability"):
                yield Placed(("stakeholders", n, name), getattr(s, name), s.issue, name, s.actor)
        for n, a in enumerate(self.case.accounts):
            for m, o in enumerate(a.overrides):
                yield Placed(("accounts", n, "overrides", m, "to"), o.to, o.issue, o.field, o.actor, a.id)

    def anchors(self) -> Iterator[tuple[Path, Anchor, bool]]:
        """Yield every anchor with its path and whether it is an input of the forecast (and not an account's)."""
        for placed in self.values():
            for k, anchor in enumerate(placed.value.anchors):
                yield (*placed.path, "anchors", k), anchor, placed.account is None
        for n, issue in enumerate(self.case.issues):
            for k, anchor in enumerate(issue.anchors):
                yield ("issues", n, "anchors", k), anchor, True
            for k, anchor in enumerate(issue.procedure.anchors if issue.procedure else ()):
                yield ("issues", n, "procedure", "anchors", k), anchor, True
        for n, account in enumerate(self.case.accounts):
            for k, anchor in enumerate(account.anchors):
                yield ("accounts", n, "anchors", k), anchor, False


Found = tuple[str, str, str]  #: message, where, hint


@dataclass(frozen=True, slots=True)
class Check:
    """A named check. `find` yields (message, where, hint) for each thing wrong."""

    name: str
    severity: Severity
    meaning: str
    find: Callable[[Context], Iterator[Found]]


CHECKS: dict[str, Check] = {}


def check(name: str, severity: Severity, meaning: str) -> Callable[[Callable[[Context], Iterator[Found]]], Check]:
    """Register a function as the check `name`; `meaning` is its sentence in the reference."""

    def register(find: Callable[[Context], Iterator[Found]]) -> Check:
        if name in CHECKS:
            raise ValueError(f"two checks are named {name!r}")
        CHECKS[name] = Check(name, severity, meaning, find)
        return CHECKS[name]

    return register

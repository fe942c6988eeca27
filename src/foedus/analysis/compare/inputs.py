"""What changed in a case: questions, scales, and each number with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foedus.analysis.rests import FIELDS
from foedus.case.schema import Case, Issue, Value

#: Parts of a case that are compared piece by piece, so not as a whole.
_PIECES = frozenset({"actors", "issues", "stakeholders", "accounts", "engines"})


@dataclass(frozen=True, slots=True)
class InputChange:
    """One thing the analyst wrote that differs.

    Attributes
    ----------
    what
        Where in the case: ``"size/RUS/position"``, ``"issue size: upper"``, ``"account x: …"``.
    before, now
        As the case has it (a number, a distribution, a text); null where it is not there.
    source_before, source_now
        What a number rests on: ``document: "quote"`` for each anchor, the place of each cell it was drawn from, or ``assumed: …``; null
        for other things.
    """

    what: str
    before: Any
    now: Any
    source_before: str | None = None
    source_now: str | None = None


def input_changes(before: Case, now: Case) -> list[InputChange]:
    """Return how two cases differ, in the order of the case file. The layout of the file does not count."""
    out = [
        InputChange(name, getattr(before, name), getattr(now, name))
        for name in Case.model_fields
        if name not in _PIECES and getattr(before, name) != getattr(now, name)
    ]
    old, new = dict(_things(before)), dict(_things(now))
    for key in dict.fromkeys([*old, *new]):
        a, b = old.get(key), new.get(key)
        if a != b:
            out.append(InputChange(key, _plain(a), _plain(b), _source(a), _source(b)))
    return out


def _things(case: Case) -> Iterator[tuple[str, Any]]:
    for a in case.actors:
        yield f"actor {a.id}", {"name": a.name, "kind": a.kind}
    for i in case.issues:
        yield from ((f"issue {i.id}: {k}", v) for k, v in _issue(i).items())
    for s in case.stakeholders:
        yield from ((f"{s.issue}/{s.actor}/{f}", getattr(s, f)) for f in FIELDS)
        if s.note:
            yield f"{s.issue}/{s.actor}/note", s.note
    for account in case.accounts:
        told = account.model_dump(mode="json", include={"source", "summary", "anchors"})
        yield from ((f"account {account.id}: {k}", v) for k, v in told.items())
        yield from ((f"account {account.id}: {o.issue}/{o.actor}/{o.field}", o.to) for o in account.overrides)
    for e in case.engines:
        yield f"engine {e.engine}", dict(e.params)


def _issue(issue: Issue) -> dict[str, Any]:
    told: dict[str, Any] = issue.model_dump(mode="json", exclude={"id"})
    return {k: v for k, v in told.items() if v not in (None, [], ())}


def _plain(value: Any) -> Any:
    if isinstance(value, Value):
        return value.value if isinstance(value.value, float) else value.value.model_dump(mode="json")
    return value


def _source(value: Any) -> str | None:
    if not isinstance(value, Value):
        return None
    parts = [f"{a.doc}: “{' '.join(a.quote.split())}”" for a in value.anchors]
    parts += [f"{b.place}: {b.value}" for b in value.basis]
    parts += [f"assumed: {value.assumption}"] if value.assumption else []
    return f"{'; '.join(parts)} ({value.status})"


def mapping_changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[InputChange]:
    """Return the keys whose values differ: options and versions."""
    keys = dict.fromkeys([*before, *now])
    return [InputChange(k, before.get(k), now.get(k)) for k in keys if before.get(k) != now.get(k)]

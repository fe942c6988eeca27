"""A `Case` to the text of a case file: the same case, the same text."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from foedus.case.basis import Reference
from foedus.case.schema import Case, Triangular, Uniform, Value
from foedus.case.yaml_text import Flow, dump
from foedus.core.ids import canonical_json, digest

MODELINE = "# yaml-language-server: $schema=case.schema.json"
HEAD = f"""{MODELINE}
#
# A case of foedus. Every value below carries the anchors of the sentences that state it, or a written assumption,
# and a status:
#   drafted    proposed by foedus; nobody has looked at it yet
#   accepted   an analyst has looked at it and agrees
#   corrected  an analyst has changed it
# After a change: foedus check, then foedus run.
"""


def dump_case(case: Case) -> str:
    """Return the text of a case file that `parse_case` reads back as an equal case.

    Keys come in the order of the schema; keys that hold nothing are left out. Comments of an earlier file
    are not kept.
    """
    return f"{HEAD}\n{dump(_plain(case))}"


def plain_value(value: Value) -> dict[str, Any]:
    """Return a value of a case as the data that its file holds."""
    told: dict[str, Any] = _plain(value)
    return told


def case_hash(case: Case) -> str:
    """Return the hash of everything a case says: equal cases, equal hashes, whatever their layout.

    Whole numbers hash alike however they are written (1, 1.0), and so do 0 and -0.0.
    """
    return digest(canonical_json(_whole(case.model_dump(mode="json"))))


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _whole(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_whole(v) for v in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the keys of a model in the order they are written: of a reference, where the number stands before what it is."""
    known = model.model_fields
    if not issubclass(model, Reference):
        return known
    return {k: v for own in (True, False) for k, v in known.items() if (k in model.__annotations__ and k not in Reference.model_fields) is own}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        out = {}
        for name, info in _fields(type(value)).items():
            v = getattr(value, name)
            if (v is None or v in ((), {})) and v == info.get_default(call_default_factory=True):
                continue
            # A whole number in a field of numbers is written as people write it; parameters keep their type.
            out[name] = dict(v) if name == "params" else Flow(v) if name == "key" else _plain(v)
        return Flow(out) if isinstance(value, (Triangular, Uniform)) else out
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value

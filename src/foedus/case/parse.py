"""A case file's text to a `Case`, and every mistake in it told at once with its line."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from foedus.case.basis import KINDS
from foedus.case.dump import case_hash, dump_case
from foedus.case.schema import Case
from foedus.case.yaml_text import Lines, Path, decode, load
from foedus.core.errors import FoedusError, nearest

__all__ = ["CaseFileError", "ParsedCase", "case_hash", "dump_case", "parse_case", "parse_source"]


@dataclass(eq=False)
class CaseFileError(FoedusError):
    """All mistakes of one case file. `problems` holds them in the order of their lines."""

    problems: tuple[FoedusError, ...] = field(default=())

    def lines(self) -> list[str]:
        """Return every problem as lines of plain text."""
        return [line for problem in self.problems for line in problem.lines()]

    def to_dict(self) -> dict[str, object]:
        """Return the error with its problems as the object that ``--json`` prints."""
        return {**super().to_dict(), "problems": [p.to_dict() for p in self.problems]}


@dataclass(frozen=True, slots=True)
class ParsedCase:
    """A case with the lines it was read from, so that checks can point at them."""

    case: Case
    lines: Mapping[Path, int]
    where: str


def parse_case(text: str | bytes, where: str) -> Case:
    """Read a case file.

    Parameters
    ----------
    text
        Its text, or its bytes as they are on disk.
    where
        Name of the file, for messages.

    Raises
    ------
    FoedusError
        ``case-encoding``, ``case-empty``, ``case-yaml`` or, with every problem found, `CaseFileError`.
    """
    return parse_source(text, where).case


def parse_source(text: str | bytes, where: str) -> ParsedCase:
    """Read a case file and keep the line of every key; raises as `parse_case`."""
    data, lines, problems = load(decode(text, where), where)
    if data is None:
        raise FoedusError(
            "case-empty", "the case file is empty", where=where, expected="a case, beginning with foedus: 1",
            hint='write one with: foedus new DIR --question "…"',
        )
    if not isinstance(data, dict):
        raise FoedusError(
            "case-not-mapping", f"the case file holds {_kind(data)}, not keys with values", where=f"{where}:1",
            expected="lines such as title: …", hint="see docs/case.md for a complete example",
        )
    case = None
    try:
        case = Case.model_validate(data)
    except ValidationError as e:
        problems += _translate(e.errors(include_url=False), data, lines, where)
    if problems or case is None:
        problems.sort(key=_line)
        n = len(problems)
        raise CaseFileError(
            "case-invalid", f"{n} problem{'s' * (n != 1)} in the case file", where=where,
            expected="a case as docs/case.md describes it", hint="mend them, then: foedus check", problems=tuple(problems),
        )
    return ParsedCase(case, lines, where)


def _line(problem: FoedusError) -> int:
    tail = (problem.where or "").rpartition(":")[2]
    return int(tail) if tail.isdigit() else 0


def _translate(errors: list[ErrorDetails], data: Any, lines: Lines, where: str) -> Iterator[FoedusError]:
    """Turn pydantic's errors into ours, leaving out the branches of a union that the data did not mean."""
    for error in errors:
        path, found, branch = _walk(error["loc"], data, missing=error["type"] == "missing")
        if branch == "float" and isinstance(found, dict):
            continue
        if branch is not None and branch != "float" and error["type"] == "model_attributes_type":
            continue  # a plain value: the error of the branch "float" says it
        at = path
        while at and at not in lines:
            at = at[:-1]
        place = f"{where}:{lines.get(at, 1)}"
        yield _explain(error, path, found, data, place)


def _walk(loc: tuple[str | int, ...], data: Any, *, missing: bool) -> tuple[Path, Any, str | None]:
    """Follow `loc` through the data; what is no key of it names a branch of a union."""
    path: list[str | int] = []
    here, branch = data, None
    for n, step in enumerate(loc):
        last = n == len(loc) - 1
        if isinstance(here, dict) and (step in here or (missing and last)):
            path.append(step)
            here = here.get(step) if isinstance(step, str) else None
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            path.append(step)
            here = here[step]
        else:
            branch = str(step)
    return tuple(path), here, branch


def _explain(error: ErrorDetails, path: Path, found: Any, data: Any, place: str) -> FoedusError:
    name = dotted(path)
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    match kind:
        case "extra_forbidden":
            legal = legal_keys(path[:-1], data)
            return FoedusError(
                "case-unknown-key", f"unknown key {name!r}", place,
                f"one of {', '.join(legal)}", f"did you mean {nearest(str(path[-1]), legal, 1)}?",
            )
        case "missing":
            return FoedusError(
                "case-missing-key", f"key {name!r} is missing", place,
                f"all of {', '.join(legal_keys(path[:-1], data, required=True))}", f"add {path[-1]}: here",
            )
        case "value_error":
            said = str(context.get("error", error["msg"]))
            return FoedusError(
                "case-value", f"{name}: {said}", place, said.removeprefix("expected "),
                "add assumption: or anchors:" if "anchor" in said else "correct the numbers here",
            )
        case "union_tag_invalid" | "union_tag_not_found":
            return FoedusError(
                "case-value", f"{name}: which distribution is not said", place,
                "dist: triangular (low, mode, high) or dist: uniform (low, high)", "add or correct dist:",
            )
        case "basis_kind":
            return FoedusError(
                "case-value", f"{name}: what it rests on is not said", place, f"one of {', '.join(KINDS)}, and one only",
                "see docs/case.md, or let foedus draw write it",
            )
        case "literal_error":
            return FoedusError(
                "case-value", f"{name} is {_show(found)}", place, str(context.get("expected", "")),
                "write one of the words named",
            )
    return FoedusError(
        "case-value", f"{name} is {_show(found)}", place, _expected(error),
        "correct the value in this line",
    )


def _expected(error: ErrorDetails) -> str:
    if error["type"] in ("model_type", "model_attributes_type", "dict_type"):
        return "a mapping: keys with values"
    if error["type"] in ("tuple_type", "list_type"):
        return "a list: lines that begin with -"
    said = error["msg"].removeprefix("Input should be ").removeprefix("String should have ")
    return "letters, digits and . _ -, beginning with a letter" if "pattern" in said and "A-Za-z" in said else said


def dotted(path: Path) -> str:
    """Return a path as it is written in messages: ``stakeholders[2].salience.value``."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out or "the case"


def legal_keys(path: Path, data: Any, *, required: bool = False) -> list[str]:
    """Return the keys that may (or, if `required`, must) stand in the mapping at `path` of a case."""
    model: type[BaseModel] | None = Case
    here, annotation = data, None
    for step in path:
        here = here[step]
        if isinstance(step, str) and model is not None:
            info = model.model_fields.get(step)
            annotation = info.annotation if info else None
        model = _model(annotation, here) if annotation is not None else None
    if model is None:
        return []
    return [name for name, info in model.model_fields.items() if not required or info.is_required()]


def _model(annotation: Any, data: Any) -> type[BaseModel] | None:
    """Return the model within an annotation; of several, the one that the ``dist``, or the kind of basis, of the data names."""
    origin = get_origin(annotation)
    if origin is None:
        return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
    arguments = get_args(annotation)[:1] if origin is Annotated else get_args(annotation)
    found = [m for m in (_model(a, data) for a in arguments) if m is not None]
    if origin in (Union, types.UnionType) and isinstance(data, dict):
        named = [m for m in found if "dist" in m.model_fields and m.model_fields["dist"].default == data.get("dist")]
        named += [m for kind, m in KINDS.items() if kind in data and m in found]
        found = named or found
    return found[0] if found else None


def _kind(value: Any) -> str:
    return {list: "a list", dict: "a mapping", str: "text", bool: "true or false", type(None): "nothing"}.get(
        type(value), "a number"
    )


def _show(value: Any) -> str:
    if isinstance(value, (dict, list)) or value is None:
        return _kind(value)
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."

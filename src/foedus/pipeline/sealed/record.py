"""A record that cannot be changed unnoticed: JSON with a hash of each of its fields and one of the whole.

The hash of a field is `foedus.core.ids.digest` of its canonical JSON. ``hashes`` holds them, and ``seal`` is the hash of everything
else, ``hashes`` included. So a change is noticed by the seal and its field is named by the list. The text is a function of the
content: whoever changes a blank changes no field, and is noticed all the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from foedus.core.errors import FoedusError
from foedus.core.ids import canonical_json, digest

FORECAST = "foedus-seal 1"
GRADE = "foedus-grade 1"
#: Fields in the order in which they are written; others follow by name.
ORDER = (
    "format", "question", "sealed", "of", "outcome", "graded", "scores", "forecast", "engines", "references", "run", "made_with",
    "source", "problem", "earlier",
)  # fmt: skip
_LISTS = ("hashes", "seal")


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a record is not as it was sealed.

    Attributes
    ----------
    field
        The field at fault: one of the record's own, ``hashes``, ``seal``, or ``layout`` for the text as such.
    kind
        ``changed``, ``added``, ``removed``, ``hash`` (its entry among the hashes was changed, the field was not), ``seal`` or
        ``layout``.
    message
        What is wrong, in one sentence.
    """

    field: str
    kind: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """Return it as the object that ``--json`` prints."""
        return {"field": self.field, "kind": self.kind, "message": self.message}


def freeze(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return `content` with the hash of each field and its seal."""
    whole = {**content, "hashes": _hashes(content)}
    return {**whole, "seal": digest(canonical_json(whole))}


def render(record: Mapping[str, Any]) -> str:
    """Return a record as the text of its file; equal records give equal texts."""
    order = [*(k for k in ORDER if k in record), *sorted(k for k in record if k not in (*ORDER, *_LISTS)), *(k for k in _LISTS if k in record)]
    return _text({k: record[k] for k in order}, 0, ordered=True) + "\n"


def parse(data: bytes, where: str) -> dict[str, Any]:
    """Return the record that a file holds, whether its seal holds or not.

    Raises
    ------
    FoedusError
        If it is no JSON object (``seal-json``) or no record of this kind (``seal-format``).
    """
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=_refused)
        canonical_json(found)  # a number too large for a float is none
    except (ValueError, RecursionError) as error:
        raise FoedusError("seal-json", f"the file is damaged or no sealed forecast: {_said(error)}", where, "a file that foedus seal wrote, unchanged", "take it from where it was deposited") from None
    kind = found.get("format") if isinstance(found, dict) else None
    if kind not in (FORECAST, GRADE):
        name, _, version = str(kind).partition(" ")
        if name in (FORECAST.split()[0], GRADE.split()[0]) and version.isdigit() and int(version) > 1:
            raise FoedusError("seal-format", f"it was written in format {kind!r}, newer than this foedus knows", where, f"{FORECAST!r} or {GRADE!r}", "install a newer foedus")
        raise FoedusError("seal-format", "this is no sealed forecast", where, f"a file that foedus seal or foedus grade wrote, with the format {FORECAST!r} or {GRADE!r}", "foedus seal FILE --question … --resolves … --by …")
    record: dict[str, Any] = found
    return record


def inspect(record: Mapping[str, Any], data: bytes | None = None) -> list[Fault]:
    """Return every way in which a record is not as it was sealed; none if it is.

    Parameters
    ----------
    record
        As `parse` returned it.
    data
        The bytes of its file, if they are to be held against its content.
    """
    content = {k: v for k, v in record.items() if k not in _LISTS}
    real, listed, seal = _hashes(content), record.get("hashes"), record.get("seal")
    if not isinstance(listed, dict):
        return [Fault("hashes", "changed", "the list of hashes is missing or was changed")]
    odd = sorted(k for k in {*real, *listed} if real.get(k) != listed.get(k))
    holds = digest(canonical_json({**content, "hashes": listed})) == seal
    if odd and digest(canonical_json({**content, "hashes": real})) == seal:
        return [Fault("hashes", "hash", f"the hash of {k!r} was changed; the field itself is as sealed") for k in odd]
    faults = []
    for k in odd:
        kind = "added" if k not in listed else "removed" if k not in real else "changed"
        faults.append(Fault(k, kind, f"{k!r} was {kind} after it was sealed"))
    if not odd and not holds:
        faults.append(Fault("seal", "seal", "the seal itself was changed, or a field with its hash: every field agrees with its hash, and the seal with none"))
    if odd and holds:
        faults.append(Fault("seal", "seal", "the seal was written anew after that"))
    if not faults and data is not None and render(record).encode("utf-8", "surrogatepass") != data:
        faults.append(Fault("layout", "layout", "every value is as sealed, but the text is not as foedus wrote it: an editor or a transfer changed blanks, line ends or the way numbers are written"))
    return faults


def _hashes(content: Mapping[str, Any]) -> dict[str, str]:
    return {k: digest(canonical_json(v)) for k, v in content.items()}


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, json.JSONDecodeError) else "it is nested too deeply" if isinstance(error, RecursionError) else str(error).partition(":")[0]


def _text(value: Any, depth: int, *, ordered: bool = False) -> str:
    """Return JSON with one line for each key and each list of plain values."""
    inner, outer = " " * (depth + 1), " " * depth
    if isinstance(value, dict) and value:
        keys = list(value) if ordered else sorted(value)
        return "{\n" + ",\n".join(f"{inner}{json.dumps(k, ensure_ascii=False)}: {_text(value[k], depth + 1)}" for k in keys) + f"\n{outer}}}"
    if isinstance(value, list) and any(isinstance(v, dict | list) for v in value):
        return "[\n" + ",\n".join(inner + _text(v, depth + 1) for v in value) + f"\n{outer}]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

"""The sealed record: no byte changes unnoticed, and what was changed is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.core.errors import FoedusError
from foedus.core.ids import canonical_json
from foedus.pipeline.sealed.record import FORECAST, freeze, inspect, parse, render

CONTENT: dict[str, Any] = {
    "format": FORECAST, "question": {"text": "Wie hoch wird die Gebühr? 통행료", "by": "2031-05-01", "lower": 0.0},
    "forecast": {"mass": [0.25, 0.5, 1e-17, 0.25], "median": 40.0}, "run": {"seed": 0, "draws": 1000}, "source": None,
    "problem": {"stakes": [{"actor": "Aland", "position": 80.0}, {"actor": "Borduria", "position": 1.5e-3}], "names": {}},
}  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4), max_leaves=8,
)  # fmt: skip


def faults(data: bytes) -> list[str]:
    """Return how a file's change is told: the fields at fault, or the code of the error that refuses it."""
    try:
        return [f.field for f in inspect(parse(data, "x"), data)]
    except FoedusError as error:
        return [error.code]


def file_of(content: Mapping[str, Any]) -> bytes:
    return render(freeze(content)).encode("utf-8", "surrogatepass")


@settings(max_examples=60)
@given(st.dictionaries(st.text(min_size=1, max_size=5), VALUES, max_size=5))
def test_what_is_sealed_comes_back(extra: dict[str, Any]) -> None:
    content = {**extra, "format": FORECAST}
    content = {k: v for k, v in content.items() if k not in ("hashes", "seal")}
    try:
        data = render(freeze(content)).encode("utf-8")
    except UnicodeEncodeError:
        return  # no character; foedus seal refuses such text
    record = parse(data, "x")
    assert inspect(record, data) == []
    assert canonical_json({k: record[k] for k in content}) == canonical_json(content)


SEALED = file_of(CONTENT)


@settings(max_examples=400)
@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed(at: int, by: int) -> None:
    changed = bytearray(SEALED)
    changed[at] = (changed[at] + by) % 256
    assert faults(bytes(changed))


@settings(max_examples=200)
@given(st.integers(0, len(SEALED)), st.binary(min_size=1, max_size=3) | st.sampled_from([b" ", b"\n", b"\r", b"0", b"\xef\xbb\xbf"]))
def test_an_added_byte_is_noticed(at: int, more: bytes) -> None:
    assert faults(SEALED[:at] + more + SEALED[at:])


@settings(max_examples=200)
@given(st.integers(0, len(SEALED) - 1), st.integers(1, 40))
def test_a_missing_byte_is_noticed(at: int, many: int) -> None:
    assert faults(SEALED[:at] + SEALED[at + many :])


@given(st.sampled_from([k for k in CONTENT if k != "format"]), VALUES)
def test_the_changed_field_is_named(name: str, value: Any) -> None:
    record = freeze(CONTENT)
    if canonical_json(value) == canonical_json(record[name]):
        return
    found = inspect({**record, name: value})
    assert [(f.field, f.kind) for f in found] == [(name, "changed")]


def test_changes_of_several_kinds_are_told_apart() -> None:
    record = freeze(CONTENT)
    assert [(f.field, f.kind) for f in inspect({**record, "note": 1})] == [("note", "added")]
    assert [(f.field, f.kind) for f in inspect({k: v for k, v in record.items() if k != "run"})] == [("run", "removed")]
    both = {**record, "run": 1, "source": "x"}
    assert {f.field for f in inspect(both)} == {"run", "source"}
    listed = {**record, "hashes": {**record["hashes"], "run": "0" * 64}}
    assert [(f.field, f.kind) for f in inspect(listed)] == [("hashes", "hash")]
    assert [(f.field, f.kind) for f in inspect({**record, "seal": "0" * 64})] == [("seal", "seal")]
    assert [f.field for f in inspect({k: v for k, v in record.items() if k != "hashes"})] == ["hashes"]
    assert [f.field for f in inspect({k: v for k, v in record.items() if k != "seal"})] == ["seal"]


def test_a_new_layout_is_noticed_and_changes_no_value() -> None:
    for data in (SEALED.replace(b"\n", b"\r\n"), SEALED + b"\n", json.dumps(json.loads(SEALED)).encode(), SEALED.replace(b"1e-17", b"1.0e-17")):
        assert faults(data) == ["layout"]


def test_a_field_sealed_anew_without_its_hash_is_noticed() -> None:
    from foedus.core.ids import digest

    forged = {**freeze(CONTENT), "run": {"seed": 9}}
    forged["seal"] = digest(canonical_json({k: v for k, v in forged.items() if k != "seal"}))
    assert {f.field for f in inspect(forged)} == {"run", "seal"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "seal-json"), (b"{", "seal-json"), (b"\xff\xfe", "seal-json"), (b'{"format": NaN}', "seal-json"),
        (b'{"format": "foedus-seal 1", "run": 1e999}', "seal-json"), (b"[" * 200_000, "seal-json"), (b"[]", "seal-format"),
        (b"3", "seal-format"), (b'{"format": "other 1"}', "seal-format"), (b'{"format": ["x"]}', "seal-format"),
        (b'{"format": "foedus-seal 2"}', "seal-format"),
    ],
)  # fmt: skip
def test_what_is_no_sealed_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FoedusError) as caught:
        parse(data, "f.json")
    assert caught.value.code == code
    assert caught.value.where == "f.json"


def test_a_file_of_a_newer_format_says_so() -> None:
    with pytest.raises(FoedusError, match="newer than this foedus knows"):
        parse(b'{"format": "foedus-seal 2"}', "f.json")

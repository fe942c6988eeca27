"""Records out of JSON: an array of objects, one object a line, or an object that wraps such a list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from foedus.documents.decode import UndecodableError
from foedus.documents.formats.listing.columns import known, names
from foedus.documents.formats.listing.record import Record

LINES = "application/x-ndjson"
WHOLE = "application/json"
#: Objects within objects in which a list is looked for.
DEPTH = 3


def json_lines(text: str) -> Iterator[Record]:
    """Yield one record for each line that is not blank."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            yield _line(line, number)


def _line(line: str, number: int) -> Record:
    place = f"line={number}"
    try:
        found = json.loads(line, strict=False)
    except json.JSONDecodeError as error:
        return Record(place, {}, f"line {number}, column {error.colno}: this is no JSON ({error.msg.lower()}); mend the line, or save the list anew")
    except (RecursionError, ValueError):
        return Record(place, {}, f"line {number}, column 1: this JSON is too deep or too large to read")
    if not isinstance(found, dict):
        return Record(place, {}, f"line {number}, column 1: {_what(found)}, where an object with the fields of an article is expected")
    return Record(place, found)


def json_document(text: str) -> Iterator[Record]:
    """Yield the records of a JSON file.

    Raises
    ------
    UndecodableError
        If it is no JSON, or holds no list of objects and no article.
    """
    text = text.removeprefix("\ufeff")
    try:
        found = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        yield from _broken(text, error)
        return
    except (RecursionError, ValueError):
        raise UndecodableError("this JSON is too deep or too large to read; export it as one object a line (.jsonl)", WHOLE) from None
    items = found if isinstance(found, list) else _wrapped(found, DEPTH)
    if items is not None:
        yield from (_item(item, n) for n, item in enumerate(items, start=1))
    elif isinstance(found, dict):
        yield Record("", found)
    else:
        raise UndecodableError(f"{_what(found)}; expected a list of articles: an array of objects, or one object a line (.jsonl)", WHOLE)


def _item(item: object, number: int) -> Record:
    if isinstance(item, dict):
        return Record(f"item={number}", item)
    return Record(f"item={number}", {}, f"item {number}: {_what(item)}, where an object with the fields of an article is expected")


def _what(found: object) -> str:
    kinds = ((list, "a list"), (str, "a text"), (bool, "a truth value"), (int, "a number"), (float, "a number"), (dict, "an object"))
    return "this is " + next((w for k, w in kinds if isinstance(found, k)), "nothing (null)")


def _wrapped(found: object, depth: int) -> list[Any] | None:
    """Return the list of objects that an export wraps in an object of its own."""
    if not isinstance(found, Mapping) or not depth or "text" in known(found) - _lists(found):
        return None
    listed = {k: v for k, v in found.items() if isinstance(v, list) and v and sum(isinstance(x, dict) for x in v) * 2 >= len(v)}
    named = next((v for n in names("wrappers") for k, v in listed.items() if k.lower() == n), None)
    if named is not None:
        return named
    if len(listed) == 1:
        only: list[Any] = next(iter(listed.values()))
        return only if any("text" in known(x) for x in only if isinstance(x, dict)) else None
    inner = (_wrapped(found.get(k), depth - 1) for k in names("wrappers"))
    return next((i for i in inner if i is not None), None)


def _lists(found: Mapping[str, Any]) -> frozenset[str]:
    """Return the fields whose column is a list of objects: no text, whatever its name."""
    return known(k for k, v in found.items() if isinstance(v, list | dict))


def _broken(text: str, error: json.JSONDecodeError) -> Iterator[Record]:
    """Read what can be read of a file that is no JSON as a whole."""
    first = text.lstrip()[:1]
    if first == "{" and error.msg == "Extra data":
        yield from json_lines(text)
        return
    told = f"line {error.lineno}, column {error.colno}: this is no JSON ({error.msg.lower()})"
    if first != "[":
        raise UndecodableError(f"{told}; expected a list of articles: an array of objects, or one object a line (.jsonl)", WHOLE)
    decoder, at, number = json.JSONDecoder(strict=False), text.index("[") + 1, 0
    while True:
        while text[at : at + 1] in tuple(" \t\r\n,"):
            at += 1
        number += 1
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield Record(f"item={number}", {}, f"item {number}, {told}; nothing from here on can be read, save the list anew")
            return
        yield _item(item, number)

"""Files that foedus does not read: what each is, and how to turn it into one that it does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from foedus.documents.formats.container import names
from foedus.documents.formats.entry import Entry

NAME = "refused"
VERSION = "1"


@cache
def _known() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("refused.toml").read_text(encoding="utf-8"))


def _kind(data: bytes, name: str) -> str | None:
    """Return the key of a file's kind in ``refused.toml``, or None for a file that may be read."""
    for key, about in _known().items():
        magic = about.get("magic")
        if magic and data.startswith(bytes.fromhex(magic)):
            return key
        holds = about.get("holds")
        if holds and holds in names(data):
            return key
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data, name)
    if data[4:8] == b"ftyp" and any(b in data[8:24] for b in (b"heic", b"heif", b"avif", b"mif1")):
        return "image"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image"
    return None


def _compound(data: bytes, name: str) -> str:
    """Tell the kinds of compound files apart by the names of their streams, which stand in them as UTF-16."""
    for key, about in _known().items():
        stream = about.get("stream")
        if stream and stream.encode("utf-16-le") in data:
            return key
    end = name.rsplit(".", 1)[-1].lower()
    return next((key for key, about in _known().items() if end in about.get("ends", "").split() and "stream" in about), "compound")


def recognises(data: bytes, name: str) -> bool:
    """Say whether this is a kind of file that is known and not read."""
    return _kind(data, name) is not None


def entries(data: bytes, name: str) -> Iterator[Entry]:
    """Yield the one error that says what the file is and how to convert it."""
    about = _known()[_kind(data, name) or "compound"]
    yield Entry("", f"this is {about['what']}; {about['next']}", media_type=about["media_type"])

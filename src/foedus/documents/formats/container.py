"""Zipped packages of word processors: what they hold, and their XML without what could harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from xml.etree import ElementTree

from foedus.documents.decode import UndecodableError

#: Bytes that one part may unpack to.
LARGEST = 400_000_000


@lru_cache(maxsize=4)
def names(data: bytes) -> frozenset[str]:
    """Return the names of the files in a zip; none if it is no zip or damaged."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def part(data: bytes, name: str, what: str, media_type: str) -> bytes:
    """Return one file of a package.

    Parameters
    ----------
    data
        The package.
    name
        Name of the file in it.
    what
        What the package is, for the error.
    media_type
        Its media type, for the error.

    Raises
    ------
    UndecodableError
        If it is missing, damaged, locked, or unpacks to more than `LARGEST` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.getinfo(name)
            if found.flag_bits & 1:
                raise UndecodableError(f"{what} is locked with a password; open it, save it without one and read that", media_type)
            if found.file_size > LARGEST:
                raise UndecodableError(f"{what} unpacks to {found.file_size} bytes, more than can be a text", media_type)
            return archive.read(found)
    except KeyError:
        raise UndecodableError(f"{what} lacks its part {name}; save it anew with the program that wrote it", media_type) from None
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
        raise UndecodableError(f"{what} is damaged; fetch it again or save it anew", media_type) from None


def tree(data: bytes, what: str, media_type: str) -> ElementTree.Element:
    """Return the root of an XML part.

    Raises
    ------
    UndecodableError
        If it is no XML, or declares a document type: such parts have none, and entities can be made to fill the memory.
    """
    plain = data[:4000].replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UndecodableError(f"{what} declares a document type, which such files do not; it is not opened", media_type)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UndecodableError(f"{what} is damaged: a part of it is no XML; save it anew", media_type) from None


def local(element: ElementTree.Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def attribute(element: ElementTree.Element, name: str) -> str | None:
    """Return an attribute by its name without a namespace."""
    if name in element.attrib:
        return element.attrib[name]
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == name), None)


def figure(text: str | None, otherwise: int) -> int:
    """Return the number that an attribute holds, at most 100,000; `otherwise` if it holds none."""
    return min(int(text), 100_000) if text and text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


@contextmanager
def not_too_deep(what: str, media_type: str) -> Iterator[None]:
    """Turn elements nested beyond measure into an error that says so.

    Raises
    ------
    UndecodableError
        If the block inside runs out of stack.
    """
    try:
        yield
    except RecursionError:
        raise UndecodableError(f"{what} nests its parts beyond measure; open it and save it anew", media_type) from None

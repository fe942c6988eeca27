"""What a format yields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from foedus.documents.decode import Decoded
from foedus.documents.model import Metadata


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a file, or one file of an archive.

    Attributes
    ----------
    suffix
        What its id adds to that of the file: empty for the file itself, ``"/inner/path.txt"`` for a file of an
        archive, ``"#..."`` for one record of a list.
    content
        Its text; the bytes of a file yet to be opened; or in words why it cannot be read and what to do.
    given
        Metadata that the container holds of it.
    media_type
        Media type where `content` is an error.
    """

    suffix: str
    content: Decoded | bytes | str
    given: Metadata = field(default_factory=Metadata)
    media_type: str | None = None


class Format(Protocol):
    """What a module of `foedus.documents.formats` offers.

    `entries` may raise `foedus.documents.decode.UndecodableError` for a file that cannot be opened at all.
    """

    NAME: str
    VERSION: str

    def recognises(self, data: bytes, name: str) -> bool:
        """Say whether a file of this name with these bytes is of this format."""

    def entries(self, data: bytes, name: str) -> Iterator[Entry]:
        """Yield the documents the file holds, in its order."""

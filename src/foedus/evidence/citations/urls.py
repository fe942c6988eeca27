"""Web addresses in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

# Korean sets endings solid on an address, so letters outside ASCII end it.
_STOP = r"\s<>\"“”‘’«»「」『』《》〈〉\[\]{}|\\^`가-힣、。，"
_ADDRESS = re.compile(rf"(?:https?://|www\.)[^{_STOP}]+|(?<![\w@./-])(?-i:(?:[a-z0-9-]+\.)+[a-z]{{2,6}})/[^{_STOP}]+", re.IGNORECASE)
_TRAILING = ".,;:!?'…·"


@dataclass(frozen=True, slots=True)
class Address:
    """An address and its place, half-open, without the punctuation that follows it."""

    start: int
    end: int
    text: str

    @property
    def has_page(self) -> bool:
        """Whether it names a page of a site and not only the site."""
        return len(self.text.split("//")[-1].partition("/")[2]) > 0


def find_addresses(text: str) -> Iterator[Address]:
    """Yield the web addresses in `text`, in order."""
    for m in _ADDRESS.finditer(text):
        body = m.group().rstrip(_TRAILING)
        while body.endswith(")") and body.count(")") > body.count("("):
            body = body[:-1].rstrip(_TRAILING)
        if len(body) > 6:
            yield Address(m.start(), m.start() + len(body), body)


def site(address: str) -> str | None:
    """Return the site of an address, without ``www.``."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def words_of(address: str) -> str | None:
    """Return the last part of an address as words, the only title that a bare address offers."""
    try:
        path = unquote(urlsplit(address if "//" in address else f"//{address}").path)
    except ValueError:
        return None
    last = next((p for p in reversed(path.split("/")) if p), "")
    words = re.sub(r"\.(?:s?html?|php|aspx?|pdf)$", "", last, flags=re.IGNORECASE)
    words = " ".join(re.split(r"[-_+\s]+", words)).strip()
    return words if re.search(r"[^\W\d_]{3,}", words) and " " in words else None

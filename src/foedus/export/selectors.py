"""A span told twice, by its place and by its words, and found again when the text has changed.

The two selectors of the W3C Web Annotation Data Model (Recommendation of 23 February 2017): sections 4.2.4,
TextQuoteSelector, and 4.2.5, TextPositionSelector. Positions count Unicode code points, as the model asks.
"""

from __future__ import annotations

from typing import Any

CONTEXT = 32  #: code points of the text kept before and after a quote

Selector = dict[str, Any]


def selectors(text: str, start: int, end: int) -> list[Selector]:
    """Return the position and the quote selector of raw ``text[start:end]``."""
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[max(0, start - CONTEXT) : start],
            "suffix": text[end : end + CONTEXT],
        },
    ]  # fmt: skip


def reanchor(text: str, given: list[Selector]) -> tuple[int, int] | None:
    """Find a span in a text that may have changed since it was anchored.

    Parameters
    ----------
    text
        The text as it is now.
    given
        The selectors of the span.

    Returns
    -------
    tuple of int or None
        ``(start, end)`` of the place where the exact words stand; of several places the one whose surroundings
        agree best with prefix and suffix, then the one nearest to where the span was. None if the words are gone.
    """
    position = next((s for s in given if s["type"] == "TextPositionSelector"), None)
    quote = next((s for s in given if s["type"] == "TextQuoteSelector"), None)
    if quote is None or not quote["exact"]:
        return None
    exact, prefix, suffix = quote["exact"], quote.get("prefix", ""), quote.get("suffix", "")
    was = position["start"] if position else 0
    best: tuple[int, int] | None = None
    found = -1
    at = text.find(exact)
    while at >= 0:
        end = at + len(exact)
        agree = _common(text[max(0, at - len(prefix)) : at][::-1], prefix[::-1]) + _common(text[end : end + len(suffix)], suffix)
        rank = agree, -abs(at - was)
        if best is None or rank > best:
            best, found = rank, at
        at = text.find(exact, at + 1)
    return None if best is None else (found, found + len(exact))


def _common(a: str, b: str) -> int:
    """Return how many characters two texts share from their beginning."""
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n

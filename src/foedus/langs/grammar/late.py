"""A regular expression that is compiled when a text first has the words it needs."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

from foedus.langs.grammar.words_needed import Needs, fold, holds

_NOTHING = re.compile(r"(?!)")
_END = sys.maxsize


class Late:
    """Stands for a compiled pattern and answers as it would; of a text that lacks its words it need not be compiled.

    Parameters
    ----------
    make
        Compiles the pattern. What it raises is raised when the pattern is first needed, or by `compiled`.
    needs
        What every match holds (`foedus.langs.grammar.words_needed.needs`).
    """

    __slots__ = ("_made", "_make", "needs")

    def __init__(self, make: Callable[[], re.Pattern[str]], needs: Needs) -> None:
        self.needs = needs
        self._make = make
        self._made: re.Pattern[str] | None = None

    def compiled(self) -> re.Pattern[str]:
        """Return the pattern itself."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def fits(self, text: str) -> re.Pattern[str]:
        """Return the pattern itself, or one that never matches if it cannot match in `text`."""
        return self.compiled() if not self.needs or holds(fold(text), self.needs) else _NOTHING

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match in ``text[start:end]``."""
        return self.fits(text).search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match that begins at `start`."""
        return self.fits(text).match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match of all of ``text[start:end]``."""
        return self.fits(text).fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Yield every match in ``text[start:end]``."""
        return self.fits(text).finditer(text, start, end)


NEVER = Late(lambda: _NOTHING, (frozenset(),))  #: matches nothing

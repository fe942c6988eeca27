"""Numbers of list items as word processors count them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"
_LETTERS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_HAN = "一二三四五六七八九十"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
#: Dots of symbol fonts, by their codes there.
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▶", "\uf06c": "●", "\uf06e": "■", "\uf0fc": "✓", "\uf02d": "–", "\uf0a8": "◦", "\uf071": "□", "\uf076": "◆", "\u00b7": "•",
}  # fmt: skip


def symbol(text: str) -> str:
    """Return the mark of a list without codes of symbol fonts."""
    out = "".join(_SYMBOLS.get(c, "•" if "\ue000" <= c <= "\uf8ff" else c) for c in text)
    return "◦" if out == "o" else out


def numeral(n: int, form: str) -> str:
    """Return `n` written in a form of Office Open XML, OWPML or OpenDocument; in figures where the form is not known."""
    if n < 1:
        return str(n)
    key = re.sub(r"[_ -]", "", form).lower()
    if key in ("lowerletter", "latinsmall", "a"):
        return _letters(n)
    if key in ("upperletter", "latincapital"):
        return _letters(n).upper()
    if key in ("lowerroman", "romansmall", "i"):
        return _roman(n)
    if key in ("upperroman", "romancapital"):
        return _roman(n).upper()
    if key in ("ganada", "hangulsyllable"):
        return _SYLLABLES[(n - 1) % len(_SYLLABLES)]
    if key in ("chosung", "hanguljamo"):
        return _LETTERS[(n - 1) % len(_LETTERS)]
    if key in ("decimalenclosedcircle", "circleddigit") and n <= 20:
        return chr(0x2460 + n - 1)
    if key in ("decimalzero",):
        return f"{n:02d}"
    if key in ("ideograph", "chinesecounting", "koreandigital2", "taiwanesecounting") and n <= 10:
        return _HAN[n - 1]
    return str(n)


def _letters(n: int) -> str:
    out = ""
    while n:
        n, k = divmod(n - 1, 26)
        out = chr(97 + k) + out
    return out


def _roman(n: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        out += sign * (n // value)
        n %= value
    return out


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    `pattern` holds ``%1`` to ``%9`` for the numbers of the levels; without any it is the mark itself.
    """

    pattern: str
    form: str = "decimal"
    start: int = 1


@dataclass(slots=True)
class Counter:
    """Counts the items of one list."""

    levels: Mapping[int, Level]
    _at: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, starts: Mapping[int, int] | None = None) -> str:
        """Return what stands before the next item of a level, counted from 0: "2.", "1.3", "가.", "•", or ""."""
        own = self.levels.get(level)
        if own is None:
            return ""
        first = (starts or {}).get(level, own.start)
        self._at[level] = self._at.get(level, first - 1) + 1
        for deeper in [k for k in self._at if k > level]:
            del self._at[deeper]
        return self._written(own, level)

    def _written(self, own: Level, level: int) -> str:
        if "%" not in own.pattern:
            return symbol(own.pattern.strip())

        def number(m: re.Match[str]) -> str:
            k = int(m.group(1)) - 1
            at = self.levels.get(k, Level(""))
            return numeral(self._at.get(k, at.start), at.form if k <= level else "decimal")

        return re.sub(r"%(\d)", number, own.pattern).strip()


def marked(mark: str, text: str) -> str:
    """Return the text of an item behind its mark."""
    return f"{mark} {text}" if mark else text

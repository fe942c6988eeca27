"""Korean sentences as the frames expect them: the plain style for the polite one, quotation marks for angles.

Broadcasters write "말했습니다" where papers write "말했다", and some papers set what was said in angles. Both are turned into the
commoner form, and the sentence keeps its length, so that its offsets stay true.
"""

from __future__ import annotations

import re

# Words between angles that an ending reports: titles of works have none behind them.
_ANGLED = re.compile(r"[<〈]([^<>〈〉]{9,}?)[>〉](?=\s?(?:이?라)?(?:고|며|면서)|,\s?[<〈])")
_POLITE = re.compile(r"(?P<stem>[가-힣])(?P<ending>습니다|니다)(?P<mark>[.!?]?)(?P<rest>\s*)$")
_FIRST, _FINALS, _N, _B = 0xAC00, 28, 4, 17


def plain_style(text: str) -> str:
    """Return a Korean sentence in the plain style, with quotation marks around words reported, as long as it was."""
    if "<" in text or "〈" in text:
        text = _ANGLED.sub(r"“\1”", text)
    m = _POLITE.search(text)
    plain = _plain(m["stem"], m["ending"]) if m else ""
    if m is None or not plain:
        return text
    return text[: m.start()] + plain + m["mark"] + m["rest"] + " " * (len(m["stem"]) + len(m["ending"]) - len(plain))


def _plain(stem: str, ending: str) -> str:
    final = (ord(stem) - _FIRST) % _FINALS
    if ending == "습니다":  # "했습니다"
        return f"{stem}다" if final else ""
    if final != _B:
        return ""
    bare = chr(ord(stem) - _B)
    return "이다" if bare == "이" else f"{chr(ord(stem) - _B + _N)}다"  # "입니다"; "합니다"

"""The words of an outcome that a deed tells: its clause without who does it, for an issue is a thing and no sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST = 18  #: words kept
_LEAST = 2  #: words, and letters of a word in Hangul, that still name a thing
_RELATIVE = re.compile(r"^(?:which|who|that|whose|que|quien(?:es)?|el cual|la cual|l[oa]s cuales)\s+(?:(?:is|are|was|were|has|have|had|ha|han|está|están)\s+)?", re.IGNORECASE)
_LINK = re.compile(r"^(?:de|of|for|por) (?=\w+(?:ing|[aei]r)\b)")
_LEAD = r"^[^\w]*(?:[\w’'-]+ ){0,4}?"
_AUX = r"(?:(?:has|have|had|is|are|was|were|also|again|then|ha|han|había|habían|también|se)\s+)*"
_PARTICLE = r"[가-힣A-Z() ]{0,12}?(?:은|는|이|가|도|께서)\s+"
_HANGUL = re.compile(r"[가-힣]")


def thing(clause: str, names: Sequence[str]) -> str:
    """Return the words of a clause behind its subject, at most 18 of them; the clause itself where too little is left.

    Parameters
    ----------
    clause
        The telling of a deed.
    names
        Names of actors in its sentence, as written.
    """
    words = _RELATIVE.sub("", " ".join(clause.split()))
    named = "|".join(re.escape(" ".join(n.split())) for n in sorted(names, key=len, reverse=True) if n.strip())
    if named:
        many = rf"(?:{named})(?:(?:,| and| y| e|·|와|과)? ?(?:the |el |la |los |las )?(?:{named}))*"
        subject = rf"^(?:[^ ]+ ){{0,3}}?{many}{_PARTICLE}" if _HANGUL.search(words) else rf"{_LEAD}{many}(?:,)? (?![A-Z]){_AUX}"
        left = re.sub(subject, "", words, count=1)
        if len(left.split()) >= _LEAST or (_HANGUL.search(left) and len(left) > _LEAST):
            words = left
    words = _LINK.sub("", words)
    return " ".join(words.split()[:_MOST]).strip(" ,;:–—-.")

"""The words of an outcome that a deed or a question tells, without who does it: an issue is a thing and no sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST = 18  #: words kept
_LEAST = 2  #: words, and letters of a word in Hangul, that still name a thing
_RELATIVE = re.compile(r"^(?:which|who|that|whose|que|quien(?:es)?|el cual|la cual|l[oa]s cuales)\s+(?:(?:is|are|was|were|has|have|had|ha|han|está|están)\s+)?", re.IGNORECASE)
_ENDED = re.compile(r"(?:할 수(?:는)? 없|하지 않|했|하겠|한|하였|됐|되었)(?:다|었다|았다|는다)?(?:고|며|라고|면서)?$")
#: Questions that name what they ask of: "Who wants what on the dam?", "¿Debe Chile cerrar el puerto?"
_ASKED = (
    re.compile(r"^(?:[\w ]{1,20}: )?(?:who|what|how|why|where)\b.*\b(?:on|over|about) (?P<i>.{4,80}?)\?$", re.IGNORECASE),
    # What a title tells reactions to, or orders an end of.
    re.compile(r"^(?P<i>[^…]{4,40}?)(?:…|\.\.\.|, |-)[^…]{0,30}(?:반응|엇갈|찬반|논란|공방|온도차|파장|반발)[^…]{0,12}$"),
    re.compile(r"^(?:\[[^\]]*\] ?)?(?P<i>[^,…?]{4,50}?)(?:을|를) ?(?:즉각 |당장 |전면 )?(?:중단|철회|폐기|취소|중지)하라[!.]?$"),
    re.compile(r"^.{0,40}?\b(?:reactions? to|row over|outcry over|uproar over|debate (?:on|over)|dispute over|split (?:on|over)|divided (?:on|over)) (?P<i>.{4,80}?)$", re.IGNORECASE),
    re.compile(r"^.{0,40}?\b(?:reacciones (?:a|al|ante)|polémica por|críticas (?:a|por)|divididos? (?:ante|por)|debate (?:sobre|por)) (?P<i>.{4,80}?)$", re.IGNORECASE),
    # What a title says ought to be done, or not.
    re.compile(r"^(?:why |how )?[^,:;]{2,50}? (?:should|must|ought to|needs? to)(?: not| never|n[’']t)? (?P<i>(?!have\b|be\b)\w+ .{4,80}?)[.!?]?$", re.IGNORECASE),
    re.compile(r"^(?:por qué )?[^,:;]{2,50}? (?:no )?(?:debe[n]?|debería[n]?|tiene[n]? que) (?P<i>\w+[aei]r(?:se)? .{4,80}?)[.!]?$", re.IGNORECASE),
    re.compile(r"^(?:\[[^\]]*\] ?)?(?P<i>[^,…?]{4,50}?)(?:을|를)? ?(?:해야|말아야|하지 말아야|해서는 안|서둘러야|멈춰야|막아야|재고해야|철회해야|중단해야)[^?]{0,10}$"),
    re.compile(r"^¿(?:debe[n]?|debería[n]?|puede[n]?) (?:(?:el|la|los|las) )?\w+ (?P<i>\w+[aei]r(?:se)? .{4,80}?)\?$", re.IGNORECASE),
    re.compile(r"^(?P<i>[^?]{4,60}?)(?:,| -|:)? ?(?:누가|무엇을|무엇이|왜|어떻게|어디로|어떤)[^?]{0,30}\?$"),
)
#: A headline that tells of an act: what the act is about.
_ACT = re.compile(r"^[^,:;]{3,60}? (?:fails?|failed|refuses?|votes?|agrees?|plans?|vows?|wants?|seeks?|prepares?) to (?P<i>\w+ .{4,80}?)(?: as | after | amid | despite |[,;:–—]|$)")
#: Before what somebody is accused of.
_CHARGE = re.compile(r"^.{0,60}?\b(?:accus(?:e[sd]?|ing)|blam(?:e[sd]?|ing)|criticis(?:e[sd]?|ing)|criticiz(?:e[sd]?|ing)|acus(?:a|an|ó|aron)|culp(?:a|an|ó|aron)|responsabiliz(?:a|an|ó|aron)) (?:a(?:l)? )?(?:the |la |los |las )?(?:[\w’'.-]+ ){1,4}?(?:of|for|de|por) (?=\w{3,} )")
_LINK = re.compile(r"^(?:de|of|for|por) (?=\w+(?:ing|[aei]r)\b)")
_LEAD = r"^[^\w]*(?:[\w’'-]+ ){0,4}?"
_AUX = r"(?:(?:has|have|had|is|are|was|were|also|again|then|ha|han|había|habían|también|se)\s+)*"
_PARTICLE = r"[가-힣A-Z() ]{0,12}?(?:은|는|이|가|도|께서)\s+"
_HANGUL = re.compile(r"[가-힣]")


#: What a crowd that is told of in a sentence is there for or against.
_WHAT = "(?P<i>[^,.;:()“”\"«»]{3,90}?)"
_END = r"(?=[,.;:()“”\"«»]| (?:and|but|while|as|after|before|in front|outside|y|pero|mientras|frente a|ante) | on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|$)"
_PURPOSES = (
    ("for", re.compile(rf"\b(?:demand(?:ing)?|call(?:ing)? for|in (?:support|favou?r) of|press(?:ing)? for|exigir|exigiendo|pedir|pidiendo|reclamar|reclamando|en (?:apoyo|respaldo) (?:a|de|del|al)|a favor del?) {_WHAT}{_END}")),
    ("against", re.compile(rf"\b(?:against|over|condemning|to condemn|to oppose|opposing|denouncing|contra|en contra del?|en rechazo (?:a|al|de|del)|para rechazar|en protesta por|para condenar) {_WHAT}{_END}")),
    ("for", re.compile(r"(?:^|[,.;]|(?:나와|나서|모여|벌이며|열고|하며|은|는|이|가) )(?P<i>(?:(?![^ ,]*(?:은|는|이|가|에서|나와|나서|으로|열고) )[^ ,.;“”\"]+ ?){1,6}?)(?:을|를) ?(?:요구|촉구|지지|외치|외쳤)")),
    ("against", re.compile(r"(?:^|[,.;]|(?:나와|나서|모여|벌이며|열고|하며|은|는|이|가) )(?P<i>(?:(?![^ ,]*(?:은|는|이|가|에서|나와|나서|으로|열고) )[^ ,.;“”\"]+ ?){1,6}?)(?:을|를|에) ?(?:규탄|반대|항의|반발)")),
)


def purpose(told: str) -> tuple[str, str] | None:
    """Return the side that a protest told in some words takes and the words of what it is on, None where they do not say."""
    words = " ".join(told.split())
    found = [(m.start(), side, m["i"].strip()) for side, p in _PURPOSES if (m := p.search(words))]
    found = [x for x in found if " " in x[2] or not x[2][:1].isupper()]  # a name alone is no outcome
    return min(found)[1:] if found else None


def asked(title: str) -> str:
    """Return what a title that asks is about, the title as it is where it asks for nothing in particular."""
    m = next((m for p in _ASKED if (m := p.match(title))), None)
    return m["i"].strip(" ,") if m else title


def headed(title: str) -> str:
    """Return what a title is about: what it asks, else what it tells an act of ("fails to renew the mission")."""
    m = _ACT.match(title)
    return m["i"].strip(" ,") if m and asked(title) == title else asked(title)


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
    words = re.sub(rf"^{_AUX}", "", words)
    words = _CHARGE.sub("", words)
    named = "|".join(re.escape(" ".join(n.split())) for n in sorted(names, key=len, reverse=True) if n.strip())
    if named:
        many = rf"(?:{named})(?:(?:,| and| y| e|·|와|과)? ?(?:the |el |la |los |las )?(?:{named}))*"
        subject = rf"^[“\"‘']?(?:[^ ]+ ){{0,3}}?{many}{_PARTICLE}" if _HANGUL.search(words) else rf"{_LEAD}{many}(?:,)? (?![A-Z]){_AUX}"
        left = re.sub(subject, "", words, count=1)
        if len(left.split()) >= _LEAST or (_HANGUL.search(left) and len(left) > _LEAST):
            words = left
    words = _LINK.sub("", words)
    short = _ENDED.sub("", words) if _HANGUL.search(words) else words
    words = short if len(short) > _LEAST and not short.endswith((" ", "지")) else words
    return " ".join(words.split()[:_MOST]).strip(" ,;:–—-.")

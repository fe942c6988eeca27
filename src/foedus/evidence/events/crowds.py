"""Where a crowd is: "protesters in Atbara", "los vecinos de Cochabamba", "광주 시민들".

People are of the state in which they are told to be: a place that the tables of names hold, else a town of the larger table
(`langs.grammar.cities`), of its namesakes that of a state the text tells of. Where the place is in neither, they are of the
state that the paragraph tells of. A base or an embassy tells whose it is, not who marches on it.

*Decided against:* the state told of last, which makes Egyptians of those who march in a Sudanese town once Egypt is told of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from foedus.evidence.mentions import Mention
from foedus.langs.grammar.cities import states_of_town

_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: (?:(?:de|del|la|las|los|el|al|da|do|upon) )*[A-ZÀ-Þ][\w'’-]+)*")
_HANGUL = re.compile(r"[가-힣]+")
BESIDE = 2  #: words between a name and the base or embassy that it tells the owner of
SURE = 3  #: syllables from which a name in Hangul is no common word


def premises(m: Mention, text: str, words: Collection[str]) -> bool:
    """Whether a mention only tells whose base or embassy something is: "the French base", "la embajada de Francia", 미군 기지."""
    if not words:
        return False
    near = (*re.findall(r"\w+", text[: m.start])[-BESIDE:], *re.findall(r"\w+", text[m.start : m.end]), *re.findall(r"\w+", text[m.end :])[:BESIDE])
    return any(w.lower() in words or (_HANGUL.match(w) and any(w.startswith(x) or w.endswith(x) for x in words)) for w in near)


def towns(text: str, start: int, end: int, mentions: Iterable[Mention], markers: Collection[str], endings: Sequence[str] = ()) -> tuple[list[tuple[str, ...]], bool]:
    """Return the states in which the towns named in a phrase may lie, town by town, and whether a place in it is unknown.

    Parameters
    ----------
    markers
        Words that stand before a place ("in", "of").
    endings
        What may stand behind a place in a language without such words (의, 에서, 지역).
    """
    taken = [(m.start, m.end) for m in mentions]
    found: list[tuple[str, ...]] = []
    unknown = False
    for name in _HANGUL.finditer(text, start, end) if endings else _NAME.finditer(text, start, end):
        if any(a < name.end() and name.start() < b for a, b in taken):
            continue
        if endings:
            tail = next((e for e in endings if name[0].endswith(e) and len(name[0]) > len(e) + 1), "")
            bare = name[0].removesuffix(tail)
            states = states_of_town(bare) if len(bare) >= SURE or tail or name.end() < end else ()
        else:
            lead, _, rest = name[0].partition(" ")
            opens = bool(rest) and lead.lower() in markers  # "In Kisumu", where the sentence begins
            before = text[:name.start()].lower().split()[-1:]
            if not opens and (not before or before[0] not in markers):
                continue
            states = states_of_town(rest if opens else name[0])
            unknown = unknown or not states
        found += [states] if states else []
    return found, unknown

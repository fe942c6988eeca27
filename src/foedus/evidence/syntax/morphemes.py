"""Korean morphemes with their place: from Kiwi where the extra ``ko`` is installed, else from particles and endings.

Tags are those of the Sejong corpus as Kiwi writes them (NNG common noun, JKO object particle, EC connective ending ...).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from foedus.evidence.syntax.model import Span, Wanted
from foedus.langs.registry import Language

GO = "가"
PARTICLES = {"이": "JKS", "가": "JKS", "은": "JX", "는": "JX", "을": "JKO", "를": "JKO", "의": "JKG"}
SIGNS = frozenset(("SW", "SSC", "SN", "SL", "SS", "SO"))
_EOJEOL = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|[가-힣]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Morph:
    """One morpheme at ``[start, end)``; `spaced` if a blank stands before it."""

    form: str
    tag: str
    start: int
    end: int
    spaced: bool


@cache
def installed() -> bool:
    """Whether Kiwi and its model are installed."""
    return find_spec("kiwipiepy") is not None and find_spec("kiwipiepy_model") is not None


@lru_cache(maxsize=4)
def _kiwi(words: frozenset[str]) -> Any:
    """Load Kiwi once, with the nouns of action as words of its own (it splits some of them; stems of verbs are none)."""
    kiwi = import_module("kiwipiepy").Kiwi(num_workers=1, load_multi_dict=False)  # names of several words, 190 MB
    whole = [w for w in sorted(words) if len(w) > 1 and " " not in w]
    for word in [w for w in whole if not _is_verb(kiwi, w)]:
        kiwi.add_user_word(word, "NNG", 0.0)
    return kiwi


def _is_verb(kiwi: Any, word: str) -> bool:
    """Whether a word is the stem of a verb (멈추다), and no noun that takes "do" (지지하다)."""
    alone, done = kiwi.tokenize(f"{word}다")[0], kiwi.tokenize(f"{word}했다")[0]
    return bool(alone.tag == "VV" and alone.form == word and (done.tag, done.form) != ("NNG", word))


def morphemes(
    texts: Sequence[str], language: Language, wanted: Wanted, names: Sequence[Sequence[Span]]
) -> Iterator[list[Morph]]:
    """Yield the morphemes of each text; what stands at `names` stays whole."""
    if not installed():
        yield from (list(_by_endings(t, language, wanted)) for t in texts)
        return
    kiwi = _kiwi(wanted.nouns)
    for text, spans in zip(texts, names, strict=True):
        whole = [(a, b, "NNP") for a, b in spans if re.fullmatch(r"[가-힣]+", text[a:b])]
        tokens = kiwi.tokenize(text, pretokenized=whole) if whole else kiwi.tokenize(text)
        out: list[Morph] = []
        for t in tokens:
            spaced = t.start > 0 and text[t.start - 1].isspace()
            out.append(Morph(t.form, t.tag.split("-")[0], t.start, t.start + t.len, spaced))
        out = _timed(out, language.table("syntax")["timed"])
        yield _chained(_particles(out, frozenset(b for _, b in spans)), text, _chains(wanted.verbs), wanted)


def _timed(ms: list[Morph], t: Mapping[str, Sequence[str]]) -> list[Morph]:
    """Take "past" and "coming" before a time (지난 3월, 오는 5일) for what they are there: no clause, and nobody's deed."""
    out: list[Morph] = []
    n = 0
    while n < len(ms):
        verb, tags = ms[n], [m.tag for m in ms[n : n + 3]]
        if verb.form in t["verbs"] and tags[:2] == ["VV", "ETM"] and len(tags) > 2 and (tags[2] in ("SN", "NR") or ms[n + 2].form in t["nouns"]):
            out.append(Morph(verb.form, "MM", verb.start, ms[n + 1].end, verb.spaced))
            n += 2
            continue
        out.append(verb)
        n += 1
    return out


@lru_cache(maxsize=4)
def _chains(verbs: frozenset[str]) -> dict[str, str]:
    """Return the verbs of the lexicon by how they read without blanks: 끌고 가다 is written either way."""
    return {v.replace(" ", ""): v for v in sorted(verbs) if len(v) > 2}


def _chained(ms: list[Morph], text: str, chains: dict[str, str], wanted: Wanted) -> list[Morph]:
    """Join what the lexicon knows as one: a verb, its ending and the verb behind it (빌려 주다, 밀고 들어가다), a verb made a noun (죽임을 당하다)."""
    out: list[Morph] = []
    n = 0
    while n < len(ms):
        a, tags = ms[n], [m.tag for m in ms[n : n + 3]]
        if tags[:2] == ["VV", "EC"] and len(tags) > 2 and tags[2] in ("VV", "VX"):
            last = ms[n + 2]
            known = chains.get("".join(text[a.start : last.start].split()) + last.form)
            if known is not None:
                out.append(Morph(known, "VV", a.start, last.end, a.spaced))
                n += 3
                continue
        if tags == ["VV", "ETN", "JKO"] and text[a.start : ms[n + 1].end] in wanted.nouns:
            out.append(Morph(text[a.start : ms[n + 1].end], "NNG", a.start, ms[n + 1].end, a.spaced))
            n += 2
            continue
        if tags[:2] == ["MAG", "VV"] and not ms[n + 1].spaced and a.form + ms[n + 1].form in wanted.verbs:  # 다쳤다
            out.append(Morph(a.form + ms[n + 1].form, "VV", a.start, ms[n + 1].end, a.spaced))
            n += 2
            continue
        out.append(a)
        n += 1
    return out


def _particles(ms: list[Morph], names: frozenset[int]) -> list[Morph]:
    """Put right particles that Kiwi takes for words: behind a sign that is no letter ("61%가") and behind a name ("이란이").

    Parameters
    ----------
    names
        Where names end.
    """
    out: list[Morph] = []
    for n, m in enumerate(ms):
        before = out[-1] if out else None
        behind = m.start in names and not m.spaced and m.form in PARTICLES and not m.tag.startswith("J")
        if behind and (n + 1 == len(ms) or ms[n + 1].spaced or ms[n + 1].tag in ("SP", "SF")):
            out.append(Morph(m.form, PARTICLES[m.form], m.start, m.end, False))
            continue
        if m.tag == "EC" and before is not None and before.form == GO and before.tag == "VV" and len(out) > 1 and out[-2].tag in SIGNS and not before.spaced and m.start < before.end:
            out[-1] = Morph(GO, "JKS", before.start, before.end, False)
            continue
        out.append(m)
    return out


def _by_endings(text: str, language: Language, wanted: Wanted) -> Iterator[Morph]:
    """Yield morphemes found by taking known particles and endings off each word."""
    table = language.table("syntax")["plain"]
    particles = sorted(((p, tag) for tag, ps in table["particles"].items() for p in ps), key=lambda x: -len(x[0]))
    endings = sorted(((e, v) for e, v in table["endings"].items()), key=lambda x: -len(x[0]))
    stems = sorted((s for s in wanted.verbs | wanted.light if s not in wanted.nouns), key=len, reverse=True)
    nouns = wanted.nouns | wanted.verbs
    denying = language.table("syntax")["negation"]["verbs"]
    by_ending = dict(endings)
    for m in _EOJEOL.finditer(text):
        word, a = m[0], m.start()
        spaced = a > 0 and text[a - 1].isspace()
        if not "가" <= word[0] <= "힣":
            mark = "SP" if word == "," else "SSO" if word in "([" else "SSC" if word in ")]" else "SF" if word in ".!?" else "SS"
            yield Morph(word, "SL" if word.isalpha() else "SN" if word[0].isdigit() else mark, a, m.end(), spaced)
            continue
        stem = next((s for s in denying if word.startswith(s) and word[len(s) :] in by_ending), None)
        if stem is not None and spaced:
            yield Morph(stem, "VX", a, a + len(stem), True)
            yield from (_tagged(t, a + len(stem), m.end()) for t in by_ending[word[len(stem) :]])
            continue
        yield from _word(word, a, spaced, particles, endings, stems, nouns)


def _tagged(text: str, start: int, end: int) -> Morph:
    """Return the morpheme written as ``form/TAG``."""
    form, _, tag = text.partition("/")
    return Morph(form, tag, start, end, False)


def _word(
    word: str, a: int, spaced: bool, particles: Sequence[tuple[str, str]], endings: Sequence[tuple[str, list[str]]],
    stems: Sequence[str], nouns: frozenset[str],
) -> Iterator[Morph]:  # fmt: skip
    for ending, tags in endings:  # a noun of action with "do", or a verb, and an ending
        if not word.endswith(ending) or len(word) <= len(ending):
            continue
        stem = word[: -len(ending)]
        noun = next((n for n in (stem[k:] for k in range(len(stem))) if n in nouns and len(n) > 1), None)
        if tags[0] in ("하", "되") and noun:
            if len(noun) < len(stem):
                yield Morph(stem[: -len(noun)], "NNG", a, a + len(stem) - len(noun), spaced)
            b = a + len(stem)
            yield Morph(noun, "NNG", b - len(noun), b, spaced and noun == stem)
            yield Morph(tags[0], "XSV", b, b + 1, False)
            yield from (_tagged(t, b, a + len(word)) for t in tags[1:])
            return
        if tags[0] not in ("하", "되") and stem in stems:
            yield Morph(stem, "VV", a, a + len(stem), spaced)
            yield from (_tagged(t, a + len(stem), a + len(word)) for t in tags)
            return
    for particle, tag in particles:
        if word.endswith(particle) and len(word) > len(particle):
            stem = word[: -len(particle)]
            if stem in nouns or len(stem) > 1:
                yield Morph(stem, "NNG", a, a + len(stem), spaced)
                for k, t in enumerate(tag.split("+")):
                    yield Morph(particle if k == 0 else "", t, a + len(stem), a + len(word), False)
                return
    yield Morph(word, "NNG", a, a + len(word), spaced)

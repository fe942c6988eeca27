"""Words of a sentence with their class, by closed classes, inflection tables and the word before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from foedus.evidence.syntax.elision import is_article, spelled, tokens
from foedus.evidence.syntax.inflect import FINITE, Form, forms
from foedus.evidence.syntax.model import Span, Wanted
from foedus.langs.registry import Language

STRESSED = "áéíóú"  #: a Spanish verb form may differ from a noun by its last accent alone
#: What small words are for: belonging, the agent of a passive, purpose, condition, place; "that" only introduces, "source" names who says, "says" opens speech,
#: "beside" prepositions that say when or why,
#: "held" verbs whose reflexive tells that what is named was done ("se celebró"), "carried" verbs with the preposition behind which they carry a noun of action ("responder con"),
#: "about" counts roughly before a "number" in words; "ago" is a verb that opens a span of time ("hace dos años"). Where a
#: subject may stand behind its verb, and "whose" opens a clause about what is someone's: "people" are nouns for persons,
#: "bodies" for institutions, "definite" what makes either known; "control" verbs whose object does what they carry,
#: "speech" verbs whose content may come first, "alone" verbs without an object, "middle" verbs whose reflexive acts.
#: "as" are prepositions that open a clause before a verb, "own" verbs whose reflexive is another verb
#: ("llamarse"), "led" verbs whose participle names who acts for a body ("the coalition led by").
#: "both" and "adjectives" are verb forms that are nouns too, or adjectives behind a noun; "before" adjectives before one.
SMALL = ("both_alone", "judged", "carried", "held", "beside", "asking", "whom", "counted_from", "of", "agent", "purpose", "if", "where", "that", "be", "source", "says", "about", "number", "ago",
         "without", "as", "own", "led", "who", "neither", "control", "whose", "people", "bodies", "definite", "speech", "alone", "middle", "both", "adjectives", "before")  # fmt: skip
YEAR = 4  #: digits
QUOTED = 6  #: words in quotation marks that are part of the clause around them ("spoke of a “provocation”")
SHARES = frozenset("%‰")
AMOUNTS = frozenset("$€£¥°º§#+=&@")  #: marks that are part of a phrase, not ends of a clause
QUOTES = {"“": "”", "«": "»", '"': '"'}
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[–—](?=\S)[^–—]*(?<=\S)[–—]")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-.][^\W\d_]+)*(?:[’'](?!s\b)[^\W\d_]+)?|[’']s\b|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark. `cls` is one of det prep conj sub rel pron neg adv clitic num verb noun stop comma possessive."""

    start: int
    end: int
    text: str
    cls: str
    lemma: str
    readings: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled closed classes and verb forms of a language."""

    closed: Mapping[str, str]
    verbs: Mapping[str, tuple[Form, ...]]
    nouns: frozenset[str]
    known: frozenset[str]
    unknown_verbs: tuple[tuple[re.Pattern[str], str], ...]
    phrases: re.Pattern[str] | None
    plural: tuple[tuple[re.Pattern[str], str], ...]
    head: str
    modals: Mapping[str, str]
    auxiliaries: Mapping[str, str]
    contracted: Mapping[str, str]
    objects: Mapping[str, str]
    doubles: frozenset[str]
    neuter: frozenset[str]
    we: re.Pattern[str]
    i: re.Pattern[str]
    participle: re.Pattern[str]
    adverb: re.Pattern[str]
    adjective: re.Pattern[str]  #: the ending of a word that is an adjective wherever it stands
    small: Mapping[str, frozenset[str]]
    word: re.Pattern[str] = _WORD
    partitive: frozenset[str] = frozenset()  #: contracted prepositions that may be articles
    they: str = "left out"  #: the pronoun that a verb in the plural stands for, where endings tell
    plural_ending: re.Pattern[str] = re.compile("(?!)")
    lasting: re.Pattern[str] = re.compile("(?!)")  #: the ending of a verb that tells what went on while another deed was done
    common: frozenset[str] = frozenset()  #: verbs known only to bound clauses
    with_be: frozenset[str] = frozenset()  #: verbs whose perfect takes "be": what looks like a passive is past


@lru_cache(maxsize=16)
def grammar(language: Language, wanted: Wanted) -> Grammar:
    """Compile ``syntax.toml`` of a language, with the forms of the verbs wanted."""
    table = language.table("syntax")
    closed = {w: cls for cls, words in table["closed"].items() for w in words}
    helping = {**table["auxiliaries"]}
    contracted = dict(table.get("contracted", {}))
    for short, full in table.get("contracted", {}).items():  # "a manos del" is "a manos de"
        for w in table["closed"]["prep"]:
            if " " not in short and w.endswith(f" {full}"):
                joined = w[: -len(full)] + short
                closed.setdefault(joined, "prep")
                contracted.setdefault(joined, contracted.get(w, w))
    every = sorted({*wanted.verbs, *helping, *table["modal_verbs"], *(v for k in ("speech", "alone", "middle", "control") for v in table["small"].get(k, ()))})
    phrases = sorted((w for w in (*wanted.nouns, *wanted.agents, *wanted.words, *closed) if " " in w), key=len, reverse=True)
    more = [v for v in table.get("common_verbs", ()) if v not in every]
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in phrases) + r")(?!\w)", re.IGNORECASE) if phrases else None
    return Grammar(
        closed, forms([*every, *more], table["verbs"]), wanted.nouns | wanted.agents,
        frozenset(map(fold, wanted.nouns | wanted.agents | wanted.words)),
        tuple((re.compile(p), form) for p, form in table.get("unknown_verbs", ())), pattern,
        tuple((re.compile(a), b) for a, b in table["plural"]), table["head"], table["modal_verbs"], helping,
        contracted, table.get("object_clitics", {}), frozenset(table.get("article_clitics", ())), frozenset(table.get("neuter", ())), re.compile(table.get("we", "(?!)")), re.compile(table.get("i", "(?!)")), re.compile(table.get("unknown_participle", "(?!)")), re.compile(table.get("unknown_adverb", "(?!)")), re.compile(table.get("adjective", "(?!)")),
        {k: frozenset(map(fold, table["small"].get(k, ()))) if k in ("people", "bodies") else frozenset(table["small"].get(k, ())) for k in SMALL},
        tokens(table, _WORD), frozenset(table.get("partitive", ())), *_they(table), re.compile(table.get("lasting", "(?!)")), frozenset(more), frozenset(table.get("perfect_with_be", ())),
    )  # fmt: skip


def _they(table: Mapping[str, Any]) -> tuple[str, re.Pattern[str]]:
    """Return the pronoun of the third person plural and the verb ending that stands for it."""
    word, ending = table.get("they", ("left out", "(?!)"))
    return word, re.compile(ending)


def words(text: str, g: Grammar, names: Sequence[Span] = ()) -> list[Word]:
    """Return the words of a sentence, classed; no word of a name is a verb ("Irán")."""
    spans = [(m.start(), m.end()) for m in g.word.finditer(text)]
    fixed = [(m.start(), m.end()) for m in g.phrases.finditer(text)] if g.phrases else []
    if fixed:
        spans = sorted([*fixed, *((a, b) for a, b in spans if not any(x <= a and b <= y for x, y in fixed))])
    spans, whole = _names_joined(spans, text, g, names)
    out: list[Word] = []
    loud = text.isupper()
    for n, (a, b) in enumerate(spans):
        over = len(out) > 1 and out[-1].cls == "adv" and out[-2].cls == "verb" and bool(g.small["both"])  # "asked formally for help"
        w = _classed(text[a:b], a, b, out[-1 - over] if out else None, g, len(out) > 1 and (out[-2].cls == "prep" or (out[-2].cls in ("det", "num", "possessive") and out[-1].text.islower() and _describes(out[-1], g))), text[slice(*spans[n + 1])].lower() if n + 1 < len(spans) else "")
        if (text[a:b].isupper() and text[a:b].isalpha() and b - a > 1 and not loud) or (a, b) in whole:  # an acronym is no article ("LOS")
            w = Word(a, b, w.text, "noun", singular(text[a : whole.get((a, b), b)].lower(), g))
        if w.cls == "prep" and is_article(text[a:b].lower(), out[-1].cls if out else "", text[b:], g.partitive):
            w = Word(a, b, w.text, "det", w.text.lower())
        if w.lemma in g.doubles and n + 1 < len(spans) and not (out and out[-1].cls == "prep") and _stands_before_verb(text[slice(*spans[n + 1])], w.lemma, g, out[-1].cls if out else ""):
            w = Word(a, b, w.text, "clitic", w.lemma)
        elif w.cls == "clitic" and w.lemma in g.neuter and n + 1 < len(spans) and {r.form for r in g.verbs.get(text[slice(*spans[n + 1])], ())} == {"participle"}:
            w = Word(a, b, w.text, "det", w.lemma)  # "lo ocurrido"
        elif n == 0 and n + 1 < len(spans) and w.cls == "noun" and w.lemma not in g.known and _opens_absolute(w.text, text[slice(*spans[1])], g):
            w = Word(a, b, w.text, "verb", fold(w.text.lower()), (Form(w.text.lower(), "participle"),))
        if w.cls == "verb" and w.text[0].isupper() and any(x <= a and b <= y for x, y in names):
            w = Word(a, b, w.text, "noun", fold(w.text.lower()))
        out.append(w)
    for k, (w, after) in enumerate(pairwise(out)):
        if w.lemma in g.small["about"] and (after.cls == "num" or after.text.lower() in g.small["number"]):
            out[k] = Word(w.start, w.end, w.text, "adv", w.lemma)
        elif w.lemma in g.small["as"] and (after.cls == "clitic" or {r.form for r in after.readings} & FINITE):
            out[k] = Word(w.start, w.end, w.text, "sub", w.lemma)
    return _without_marks(_without_asides(out, text))


def _names_joined(spans: list[Span], text: str, g: Grammar, names: Sequence[Span]) -> tuple[list[Span], dict[Span, int]]:
    """Join what a name of several words is made of ("Trinidad y Tobago", "Movimiento al Socialismo"), and where its first word ends."""
    whole: dict[Span, int] = {}
    for a, b in names:
        inner = [s for s in spans if a <= s[0] and s[1] <= b]
        said = [text[x:y] for x, y in inner]
        if len(inner) < 3 or not g.small["definite"] or not all(w[0].isupper() or g.closed.get(w) in ("prep", "conj", "det") for w in said):
            continue
        if said[0][0].isupper() and said[-1][0].isupper() and any(g.closed.get(w) in ("prep", "conj") for w in said):
            joined = (inner[0][0], inner[-1][1])
            spans = sorted([joined, *(s for s in spans if s not in inner)])
            whole[joined] = inner[0][1]
    return spans, whole


def _opens_absolute(first: str, after: str, g: Grammar) -> bool:
    """Whether a sentence opens with a participle of a verb outside the lexicon ("Finalizada la cumbre, ...")."""
    return bool(g.participle.search(first)) and (g.closed.get(after) == "det" or after in g.small["agent"])


def _stands_before_verb(after: str, article: str, g: Grammar, before: str) -> bool:
    """Whether what is spelled like an article is an object, by the word behind it ("la rechazó", not "la marcha")."""
    kinds = {r.form for r in g.verbs.get(after, ())}
    if not kinds:
        return after not in g.closed and any(form in ("past", "future") and p.search(after) for p, form in g.unknown_verbs)
    if g.verbs[after][0].lemma in g.auxiliaries and g.auxiliaries[g.verbs[after][0].lemma] == "past":
        return True
    if not kinds <= FINITE or (singular(after, g) in g.known and after[-1] not in STRESSED):
        return False
    if after[-1] not in "aeos" or (article[-1] == "s" and after[-1] != "s") or before in ("noun", "neg"):
        return True
    # "la considera": of verbs of speech and judgement few forms are nouns
    return before != "verb" and after not in g.small["both"] and {r.lemma for r in g.verbs[after]} <= g.small["speech"]


def _without_marks(ws: list[Word]) -> list[Word]:
    """Leave out quotation marks around a few words that a clause is built with: they hold no clause of their own."""
    gone: set[int] = set()
    for i, w in enumerate(ws):
        if w.text in QUOTES and i and i not in gone and ws[i - 1].cls not in ("stop", "comma", "conj", "sub", "rel"):
            close = next((j for j in range(i + 2, min(len(ws), i + QUOTED + 2)) if ws[j].text == QUOTES[w.text]), None)
            inner = ws[i + 1 : close] if close else []
            if inner and not any(x.cls in ("stop", "rel", "sub") or {r.form for r in x.readings} & FINITE for x in inner):
                gone |= {i, close or i}
    return [w for i, w in enumerate(ws) if i not in gone] if gone else ws


def _without_asides(ws: list[Word], text: str) -> list[Word]:
    """Leave out what brackets add to a phrase ("the African Union (AU)"): it is no clause and ends none."""
    for m in ASIDE.finditer(text):
        inner = [w for w in ws if m.start() < w.start and w.end < m.end()]
        if not any(r.form in FINITE for w in inner if w.cls == "verb" for r in w.readings):
            ws = [w for w in ws if not m.start() <= w.start < m.end()]
    return ws


def _classed(text: str, a: int, b: int, before: Word | None, g: Grammar, led: bool = False, after: str = "") -> Word:
    low = spelled(text)
    if low in g.closed and not text[0].isalnum():
        return Word(a, b, text, g.closed[low], low)
    if not text[0].isalnum():
        mark = "noun" if text in SHARES else "num" if text in AMOUNTS else "comma" if text == "," else "stop"
        return Word(a, b, text, mark, text)
    if text[0].isdigit():
        return Word(a, b, text, "num", low)
    cls = g.closed.get(low)
    readings = g.verbs.get(low, ())
    if cls == "det" and text[0].isupper() and before is not None and before.cls == "det" and g.doubles:
        cls = "noun"  # "the Seven"
    if cls:
        return Word(a, b, text, cls, g.contracted.get(low, low))
    lemma = singular(low, g)
    noun = low[-1] not in STRESSED and (lemma in g.nouns or fold(low) in g.nouns)
    capital = text[0].isupper() and before is not None and before.cls != "stop"
    opens = before is None and bool(g.doubles) and {r.form for r in readings} == {"participle"}  # "Reunidos en Minsk, ..."
    behind = before is not None and before.cls == "verb" and (
        lemma in g.known or (low[-1] in "ae" and {r.lemma for r in readings} <= g.common)
    )  # "pedir ayuda"
    if readings and ((low in g.small["both"] and (_bare_noun(before, g, after, readings) or (led and before is not None and before.cls == "noun" and before.text.islower()))) or (low in g.small["adjectives"] and before is not None and before.cls == "noun")):
        return Word(a, b, text, "noun", lemma)
    acts = before is not None and before.cls == "noun" and before.lemma in g.small["people"] | g.small["bodies"] and (g.closed.get(after) == "det" or bool(g.adverb.search(after)))
    if readings and not capital and (opens or acts or not _nominal(before, readings, noun or behind)):
        return Word(a, b, text, "verb", readings[0].lemma, readings)
    if not readings and g.adverb.search(low):
        return Word(a, b, text, "adv", low)
    if not noun and not capital and text[0].islower() and lemma not in g.known:
        guess = _guess(low, g.unknown_verbs)
        if guess == "infinitive" and (before is None or before.cls not in ("prep", "verb")):
            guess = None  # "la base militar"
        if guess and not _nominal(before, (Form(low, guess),), False):
            return Word(a, b, text, "verb", low, (Form(low, guess),))
    return Word(a, b, text, "noun", fold(low) if " " in low or fold(low) in g.nouns else lemma)


def _describes(w: Word, g: Grammar) -> bool:
    """Whether a word is an adjective that stands before its noun: "un ambicioso programa"."""
    return w.text in g.small["before"] or (w.lemma not in g.known and g.adjective.search(w.text) is not None)


def _bare_noun(before: Word | None, g: Grammar, after: str, readings: tuple[Form, ...]) -> bool:
    """Whether what could be a noun or a verb is a noun by the words beside it: "hace falta", "ayuda y cobijo", "grave falta"."""
    if before is not None and before.cls == "verb" and before.readings[0].lemma in g.auxiliaries:
        return False  # "has sent"
    if before is None or before.cls in ("verb", "stop") or before.lemma in g.small["adjectives"]:
        return True
    undergone = after in g.small["agent"] and {r.form for r in readings} == {"participle"}  # ", acusado por"
    goes_on = undergone or g.closed.get(after) in ("det", "clitic", "rel") or any(r.form == "infinitive" for r in g.verbs.get(after, ()))
    return before.cls in ("conj", "comma") and not goes_on  # ", busca apoderarse"


@lru_cache(maxsize=16384)
def _guess(low: str, endings: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    """Return the form of a verb outside the lexicon by its ending, or None."""
    return next((form for p, form in endings if p.search(low)), None)


def _nominal(before: Word | None, readings: tuple[Form, ...], noun: bool) -> bool:
    """Whether the word before makes a noun of what could be a verb."""
    kinds = {r.form for r in readings}
    if before is None:
        return noun or not kinds & (FINITE | {"infinitive", "gerund"})
    if before.cls == "num" and len(before.text) == YEAR and kinds <= FINITE:
        return noun  # "in 1975 sent"
    if before.cls in ("det", "num"):
        return True
    if before.cls == "verb" and noun and kinds <= FINITE:
        return True  # "pedir ayuda": one finite verb does not follow another
    if before.cls == "prep":
        return not kinds & {"infinitive", "gerund"}
    if before.cls == "noun" and noun and "participle" not in kinds:
        return not before.text[0].isupper()  # "una gran protesta"
    return False


def singular(word: str, g: Grammar) -> str:
    """Return the singular of a noun by the language's endings, without accents, which plurals lose."""
    if fold(word) in g.known:
        return fold(word)
    candidates = [fold(pattern.sub(new, word)) for pattern, new in g.plural if pattern.search(word)]
    return next((c for c in candidates if c in g.known), candidates[0] if candidates else fold(word))


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """Return a word without its accents (the tilde of ñ is one of them).

    Examples
    --------
    >>> fold("batallón")
    'batallon'
    """
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))

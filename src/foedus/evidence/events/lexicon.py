"""The words of action of a language, read from ``langs/<code>/events.toml``: what they code for, and when.

An entry names verbs, nouns of action or nouns for who acts, the PLOVER type they stand for, and a frame that says
which arguments act and which are acted upon. Of several entries for a word those with more conditions come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from foedus.core.errors import FoedusError
from foedus.evidence.syntax.model import Argument, Predicate, Wanted
from foedus.evidence.syntax.words import fold
from foedus.langs.registry import Language

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
#: Effects of a governing word on the status of what it governs.
EFFECTS = ("reported", "denied", "refrained", "planned", "attempted", "offered", "predicted", "hypothetical", "doubted", "real", "due", "enabled")
#: `agent`: where who acts stands beside a passive, if not as its subject. The role ``force`` is a modifier that names
#: armed forces.
ROLES = ("actor", "recipient", "noun_actor", "noun_recipient", "agent")
EXCLUDING = frozenset(("except", "modifier_not", "subject_not", "marker_not", "governs_not"))  #: lists of words that must not be there
SEVERAL = "several"  #: stands among the roles an entry `has` for a subject of more than one
ANY = "*"  #: among the verbs of an entry: whatever verb no other entry fits
SIDES = "sides"  #: ... for two sides or more, named in the clause or meant by "both sides"
_WORD_LISTS = ("object", "except", "subject", "subject_not", "marker", "marker_not", "of", "modifier_not", "governs", "governs_not")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the lexicon. Word lists are empty where they set no condition.

    `no_deed`: no complement that itself tells a deed. `yields`: where its object tells what is demanded, condemned or
    refused ("adopted a resolution that demands"), that is told in its place.
    """

    type: str
    roles: Mapping[str, tuple[str, ...]]
    mode: str | None = None
    concept: str = ""
    context: tuple[str, ...] = ()
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    has: frozenset[str] = frozenset()
    has_not: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    negated: bool = False
    affirmed: bool = False  #: codes nothing where negated: who does not rule out refuses nothing
    tense: str = ""
    no_complement: bool = False
    no_deed: bool = False
    yields: bool = False
    object_actor: bool = False
    actor_kinds: frozenset[str] = frozenset()
    default_actor: str = ""
    confidence: float = 0.0
    test: str = ""

    @property
    def weight(self) -> int:
        """How many conditions it sets."""
        return (
            2 * sum(k not in EXCLUDING for k in self.words) + bool(self.has) + 3 * self.negated
            + bool(self.tense) + bool(self.light) + self.object_actor
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a naming verb has the name it gives: in an argument of one of the roles `name`.

    `beside`: roles of which one is there too; `behind`: roles of which one stands between the verb and the name.
    """

    name: frozenset[str]
    beside: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every entry of a language by word, the governing words, and the words the analysis must know of."""

    entries: tuple[Entry, ...]
    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    agents: Mapping[str, tuple[Entry, ...]]
    governors: Mapping[str, str]
    light_status: Mapping[str, str]
    intent: frozenset[str]
    absorbing: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    contexts: Mapping[str, re.Pattern[str]]
    suffixes: bool
    wanted: Wanted
    naming: Mapping[str, tuple[Naming, ...]] = field(default_factory=dict)
    insisting: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()  #: what restricts the content of one of `insisting` to a position
    both: re.Pattern[str] = re.compile("(?!)")  #: words for two sides told of before
    wishing: frozenset[str] = frozenset()  #: words of hoping: what another would do is not done, nor meant
    believing: frozenset[str] = frozenset()  #: ... of thinking so, which are words of doubt where they are negated
    settles: str = ""  #: the verb under which what sides settled on is looked up

    def context(self, clause: str) -> tuple[str, ...]:
        """Return the PLOVER contexts that the words of a clause speak of."""
        return tuple(name for name, words in self.contexts.items() if words.search(clause))

    def matches(self, words: frozenset[str], lemma: str) -> bool:
        """Whether a dictionary form is among `words`; in Korean also where it ends in one ("평화유지군")."""
        return lemma in words or (self.suffixes and _ends(lemma, words))

    def find(self, p: Predicate, light: Predicate | None, complement: Iterable[str] = (), also: frozenset[str] = frozenset()) -> Entry | None:
        """Return the entry that a predicate meets, or None.

        Parameters
        ----------
        light
            The light verb that carries a noun, if one does.
        complement
            Dictionary forms of the verbs that depend on it as complements.
        also
            What else it counts as having beside the roles of its arguments: `SIDES`.
        """
        table = {"verb": self.verbs, "noun": self.nouns, "agent": self.agents}[p.kind]
        at_all = () if p.kind != "verb" or self.governors.get(p.lemma) == "reported" else table.get(ANY, ())
        for entry in (*table.get(p.lemma, ()), *at_all):
            if self._holds(entry, p, light, frozenset(complement), also):
                return entry
        return None

    def _holds(self, e: Entry, p: Predicate, light: Predicate | None, complement: frozenset[str], also: frozenset[str]) -> bool:
        if (e.negated and not p.negated) or (e.affirmed and p.negated) or (e.tense and p.tense != e.tense) or (e.no_complement and complement):
            return False
        if e.light and p.kind == "noun" and (light is None or light.lemma not in e.light):
            return False
        roles = {a.role for a in p.arguments} | {SEVERAL for a in p.arguments if a.role == "subject" and a.others} | also
        if (e.has and not e.has & roles) or e.has_not & roles:
            return False
        for condition, words in e.words.items():
            if condition == "governs":
                if not complement & words and not (complement and "*" in words):
                    return False
                continue
            if condition == "governs_not":
                if complement & words:
                    return False
                continue
            joined = condition in ("object", "marker")  # "sent medicine and nine doctors"
            found = any(self.matches(words, w) for a in _candidates(condition, p) for w in (a.lemma, *(a.others if joined else ())))
            if found == (condition in EXCLUDING):
                return False
        return True


def _ends(lemma: str, words: frozenset[str]) -> bool:
    """Whether a noun ends in one of `words` of two syllables or more, or in a shorter one that is marked for it ("~군")."""
    tails = [lemma[k:] for k in range(len(lemma))]
    return any((len(t) > 1 and t in words) or (f"~{t}" in words and len(lemma) > len(t) + 1) for t in tails)


def _candidates(condition: str, p: Predicate) -> Iterator[Argument]:
    """Yield the arguments that a condition asks about."""
    for a in p.arguments:
        plain = a.role in ("subject", "object", "possessor", "modifier", "attribute")
        if (
            (condition in ("object", "except") and a.role in ("object", "attribute"))
            or (condition == "object" and a.role == "a" and not p.get("object"))  # "envió al ejército"
            or (condition in ("subject", "subject_not") and a.role == "subject")
            or (condition in ("marker", "marker_not") and not plain)
            or (condition == "of" and a.role not in ("subject", "object"))
            or (condition == "modifier_not" and a.role in ("modifier", "possessor"))
        ):
            yield a


@lru_cache(maxsize=64)
def lexicon(language: Language) -> Lexicon | None:
    """Return the lexicon of a language, or None where it has none.

    Raises
    ------
    FoedusError
        If the table breaks the format; the message names the entry.
    """
    table = language.table("events")
    if not table:
        return None
    # Where word order alone decides, nouns are compared without accents: plurals lose them.
    clean = fold if language.table("syntax").get("analyser") == "order" else str
    classes = {k: frozenset(map(clean, v)) for k, v in table["classes"].items()}
    frames = {name: {k: tuple(v) for k, v in f.items()} for name, f in table["frames"].items()}
    entries = tuple(_entry(e, classes, frames, language.code, clean) for e in table["entry"])
    governors = {w: effect for effect in EFFECTS for w in table["governors"].get(effect, ())}
    light = {w: status for status in ("planned", "denied", "offered") for w in table["light"].get(status, ())}
    by = {kind: _index(entries, kind) for kind in ("verbs", "nouns", "agents")}
    wanted = Wanted(
        frozenset(by["nouns"]) | frozenset(map(clean, governors)), frozenset(by["agents"]), frozenset(table["light"]["verbs"]),
        frozenset(by["verbs"]) | frozenset(governors) | frozenset(table["light"]["verbs"]),
        frozenset(w for words in (*table["classes"].values(), *(e.get("object", ()) for e in table["entry"])) for w in words),
        frozenset(w for c in table.get("inanimate", {}).get("classes", ()) for w in classes[c] if not w.startswith("~")),
        frozenset(table["light"].get("happening", ())),
    )  # fmt: skip
    return Lexicon(
        entries, by["verbs"], by["nouns"], by["agents"], MappingProxyType(governors | {clean(k): v for k, v in governors.items()}), MappingProxyType(light),
        frozenset(table["intent"]["words"]),
        frozenset(table["absorbing"]["types"]), MappingProxyType(classes), _contexts(table.get("contexts", {}), bool(table.get("suffixes"))), bool(table.get("suffixes", False)), wanted,
        _naming(table.get("naming", ())), frozenset(table.get("insisting", {}).get("verbs", ())), frozenset(table.get("insisting", {}).get("only", ())),
        _both(language.table("syntax").get("discourse", {})), frozenset(table["intent"].get("wishing", ())), frozenset(table["intent"].get("believing", ())), table["intent"].get("settles", ""),
    )  # fmt: skip


def _both(discourse: Mapping[str, Any]) -> re.Pattern[str]:
    return re.compile("|".join((*([discourse["two"]] if "two" in discourse else []), *map(re.escape, discourse.get("pairs", ())))) or "(?!)", re.IGNORECASE)


def _naming(rows: Iterable[Mapping[str, list[str]]]) -> Mapping[str, tuple[Naming, ...]]:
    out: dict[str, list[Naming]] = {}
    for row in rows:
        for verb in row["verbs"]:
            out.setdefault(verb, []).append(Naming(frozenset(row["name"]), frozenset(row.get("beside", ())), frozenset(row.get("behind", ()))))
    return MappingProxyType({verb: tuple(found) for verb, found in out.items()})


def _contexts(table: Mapping[str, list[str]], anywhere: bool) -> Mapping[str, re.Pattern[str]]:
    edge = "" if anywhere else r"\b"
    return MappingProxyType({k: re.compile(f"{edge}(?:{'|'.join(ws)}){edge}", re.IGNORECASE) for k, ws in table.items()})


def _index(entries: Iterable[Entry], kind: str) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for e in entries:
        for word in getattr(e, kind):
            found.setdefault(word, []).append(e)
    return MappingProxyType({w: tuple(sorted(es, key=lambda e: -e.weight)) for w, es in found.items()})


def _entry(
    raw: Mapping[str, Any], classes: Mapping[str, frozenset[str]], frames: Mapping[str, Any], code: str, clean: Callable[[str], str]
) -> Entry:
    """Read one entry; `raw` holds the keys of `Entry`, ``frame``, and any of the word lists."""
    try:
        known = {"type", "mode", "concept", "context", "frame", "has", "has_not", "light", "negated", "affirmed", "tense", "no_complement", "no_deed", "yields", "object_actor",
                 "actor_kinds", "default_actor", "confidence", "test", "both", "verbs", "nouns", "agents", *ROLES, *_WORD_LISTS}  # fmt: skip
        if set(raw) - known:
            raise KeyError(f"unknown keys {sorted(set(raw) - known)}")
        if raw["type"] not in TYPES:
            raise KeyError(f"no PLOVER type {raw['type']}")
        roles = {r: tuple(raw.get(r, frames[raw["frame"]].get(r, ()))) for r in ROLES}
        return Entry(
            type=raw["type"], roles=MappingProxyType(roles), mode=raw.get("mode") or None,
            concept=raw.get("concept") or raw["type"].lower(), context=tuple(raw.get("context", ())),
            verbs=frozenset((*raw.get("verbs", ()), *raw.get("both", ()))),
            nouns=frozenset(map(clean, (*raw.get("nouns", ()), *raw.get("both", ())))),
            agents=frozenset(map(clean, raw.get("agents", ()))),
            words=MappingProxyType({k: _expand(raw[k], classes, clean) for k in _WORD_LISTS if k in raw}),
            has=frozenset(raw.get("has", ())), has_not=frozenset(raw.get("has_not", ())), light=frozenset(raw.get("light", ())),
            negated=bool(raw.get("negated")), affirmed=bool(raw.get("affirmed")), tense=raw.get("tense", ""),
            no_complement=bool(raw.get("no_complement")), no_deed=bool(raw.get("no_deed")), yields=bool(raw.get("yields")), object_actor=bool(raw.get("object_actor")),
            actor_kinds=frozenset(raw.get("actor_kinds", ())), default_actor=raw.get("default_actor", ""),
            confidence=float(raw.get("confidence", 0.0)), test=raw["test"],
        )  # fmt: skip
    except KeyError as problem:
        raise FoedusError(
            "events-table-invalid", f"an entry of the events table cannot be read: {problem}", f"langs/{code}/events.toml",
            "an entry with type, frame, test, and verbs, nouns or agents", f"see the entry whose test is {raw.get('test')!r}",
        ) from problem


def _expand(words: Iterable[str], classes: Mapping[str, frozenset[str]], clean: Callable[[str], str]) -> frozenset[str]:
    out: set[str] = set()
    for w in words:
        out |= classes[w[1:]] if w.startswith("@") else {clean(w)}
    return frozenset(out)

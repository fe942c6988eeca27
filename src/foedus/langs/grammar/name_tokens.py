"""Finds the known names and cue words in a sentence, and writes its shadow.

The shadow of a sentence is the sentence with every name or cue word replaced by one private character that
stands for its class, so that a plain regular expression can say "a state, then an office, then a person".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from foedus.langs.grammar.name_entries import CLASSES, CUES, Entry, aliases, shared_table
from foedus.langs.registry import Language, language

MARK = {cls: chr(0xE000 + i) for i, cls in enumerate(CLASSES)}
HANGUL = re.compile("[가-힣]*")
#: classes of names that may stand behind a word of direction or time on one Korean word
PLACES = frozenset(("state", "seat", "place", "people"))
#: cue classes that may be written onto the end of a name in Korean: 러시아군, 우크라이나인
ATTACHED = frozenset(("military", "masses", "government", "body", "role", "profession"))


@dataclass(frozen=True, slots=True)
class Token:
    """A known name or cue word at ``[start, end)`` of a sentence, with what it may mean."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def cls(self) -> str:
        """The class of its first meaning."""
        return self.entries[0].cls


@dataclass(frozen=True, slots=True)
class Guard:
    """Contexts in which a word is not the name it looks like."""

    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    need_before: re.Pattern[str] | None
    need_after: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None  #: what admits it whatever else stands around

    def admits(self, text: str, start: int, end: int) -> bool:
        """Return whether the word at ``[start, end)`` of `text` may be the name."""
        before, after = text[max(0, start - 60) : start], text[end : end + 60]
        if self.unless_after and self.unless_after.search(after):
            return True
        return not (
            (self.not_before and self.not_before.search(before))
            or (self.not_after and self.not_after.search(after))
            or (self.need_before and not self.need_before.search(before))
            or (self.need_after and not self.need_after.search(after))
        )


class Matcher:
    """Finds the words of one vocabulary in sentences of one language."""

    def __init__(self, lang: Language, vocabulary: Mapping[str, tuple[Entry, ...]]) -> None:
        table = lang.table("names")
        self.hangul = table.get("script") == "hangul"
        self.words = list(vocabulary)
        self.entries = [vocabulary[w] for w in self.words]
        self.automaton = AhoCorasick(self.words, matchkind=MatchKind.Standard) if self.words else None
        self.guards: dict[str, list[Guard]] = {}
        for g in table.get("guard", ()):
            patterns = (
                re.compile(g[k]) if k in g else None
                for k in ("not_before", "not_after", "need_before", "need_after", "unless_after")
            )
            guard = Guard(*patterns)
            for word in g["names"]:
                self.guards.setdefault(word, []).append(guard)
        particles = lang.table("particles")
        self.particles = frozenset(particles.get("particles", ()))
        self.suffixes = tuple(particles.get("suffixes", ()))
        self.prefixes = frozenset(particles.get("prefixes", ()))
        self.prefixes_of_places = frozenset(particles.get("prefixes_of_places", ()))
        self.attachable = (
            tuple(w for w, e in vocabulary.items() if e[0].cls in ATTACHED) if self.hangul else ()
        )

    def tokens(self, text: str) -> list[Token]:
        """Return the words found, leftmost first, longest first, none overlapping."""
        if self.automaton is None:
            return []
        found = self.automaton.find_matches_as_indexes(text, overlapping=True)
        found.sort(key=lambda m: (m[1], -m[2]))
        out: list[Token] = []
        free = 0
        for index, start, end in found:
            if start < free:
                continue
            entries = self.entries[index]
            attached = bool(out) and out[-1].end == start and out[-1].cls not in CUES
            if self._bounded(text, start, end, entries[0].cls, attached) and self._admitted(
                index, text, start, end
            ):
                out.append(Token(start, end, entries))
                free = end
        return out

    def _admitted(self, index: int, text: str, start: int, end: int) -> bool:
        return all(g.admits(text, start, end) for g in self.guards.get(self.words[index], ()))

    def _bounded(self, text: str, start: int, end: int, cls: str, attached: bool) -> bool:
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if not (self.hangul and "가" <= text[end - 1] <= "힣"):
            latin = not (self.hangul and ("가" <= after <= "힣"))
            joined = before.isalnum() and not (self.hangul and not before.isascii())
            return (
                not joined and not (latin and after.isalnum()) and before not in "@_/" and after not in "@_"
            )
        if "가" <= before <= "힣":
            if cls in CUES:
                if not (attached and cls in ATTACHED):
                    return False
            elif not self._prefixed(text, start, cls):
                return False
        elif before.isalnum() and not attached and before.isascii():
            return False
        match = HANGUL.match(text, end)
        return self._ends(match.group() if match else "", end - start, cls)

    def _prefixed(self, text: str, start: int, cls: str) -> bool:
        """Whether what stands before on the same word is one of the prefixes: 친러시아, 대중국, 북이탈리아."""
        prefixes = self.prefixes | self.prefixes_of_places if cls in PLACES else self.prefixes
        return text[start - 1] in prefixes and not (start > 1 and "가" <= text[start - 2] <= "힣")

    def _ends(self, rest: str, length: int, cls: str) -> bool:
        """Whether `rest`, which follows a name on the same Korean word, leaves the name a name."""
        if not rest or rest in self.particles:
            return True
        if cls in CUES:
            return False
        for word in self.attachable:
            if rest.startswith(word) and (len(rest) == len(word) or rest[len(word) :] in self.particles):
                return True
        for suffix in self.suffixes:
            if rest.startswith(suffix) and (
                len(rest) == len(suffix) or rest[len(suffix) :] in self.particles
            ):
                return True
        # a long foreign name is not a chance string: 카자흐스탄 inside an unlisted compound still is Kazakhstan
        return length >= 4 and cls in ("state", "organisation", "seat")


@cache
def matcher(code: str) -> Matcher:
    """Return the matcher for the lexicon of a language."""
    return Matcher(language(code), aliases(code))


@dataclass(frozen=True, slots=True)
class Shadow:
    """A sentence with its names replaced by class marks, and the way back.

    ``starts[i]`` and ``ends[i]`` are the bounds in the sentence of shadow character ``i``;
    ``token_at`` maps a shadow position to the token it stands for.
    """

    text: str
    starts: list[int]
    ends: list[int]
    token_at: dict[int, Token]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the interval of the sentence that a non-empty interval of the shadow covers."""
        return self.starts[start], self.ends[end - 1]


def shadow(text: str, tokens: list[Token]) -> Shadow:
    """Return the shadow of a sentence."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    token_at: dict[int, Token] = {}
    at = 0
    for token in [*tokens, None]:
        stop = token.start if token else len(text)
        pieces.append(text[at:stop])
        starts.extend(range(at, stop))
        ends.extend(range(at + 1, stop + 1))
        if token:
            token_at[len(starts)] = token
            pieces.append(MARK[token.cls])
            starts.append(token.start)
            ends.append(token.end)
            at = token.end
    return Shadow("".join(pieces), starts, ends, token_at)


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _korean(surnames: Iterable[str]) -> str:
    """Return a pattern for a Korean name: a surname of one syllable and two more, or one of two and one or two more.

    A word that ends like an office or a party is none: 정보부, 인권위.
    """
    short, long = ([s for s in surnames if len(s) == n] for n in (1, 2))
    return f"(?:{_either(short)}[가-힣]{{2}}|{_either(long)}[가-힣]{{1,2}})(?<![부청처실당회위측해된될던에는를을의며])"


def expand(pattern: str, lang: Language) -> str:
    """Replace the placeholders in braces of a rule's pattern.

    Beside the classes there are ``{name}``, a capitalised unknown word; ``{korean}``, a Korean name;
    ``{headword}`` and ``{weakhead}``, head words at the end of a longer word; ``{end}``, the end of a word or
    particles up to it; ``{foreign}``, a word in Hangul that spells a foreign name.
    """
    table = lang.table("names")
    particles = _either(lang.table("particles").get("particles", ()))
    special = {
        "name": table["name"],
        "korean": _korean(shared_table("given_names")["surnames_hangul"]),
        "given": MARK["given"] + (f"(?:-(?:{MARK['given']}|[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{{1,14}}))?" if lang.script == "Latn" else ""),
        "headword": _either(table["cues"]["head"]),
        "weakhead": _either(table["cues"].get("weak_head", ())),
        "foreign": table.get("foreign", "(?!)"),
        "end": f"(?={particles}?(?![가-힣]))",
    }
    return re.sub(r"\{([a-z]+)\}", lambda m: special.get(m[1]) or MARK[m[1]], pattern)
